import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overflowing, portal, signIn, small, violations, visit } from './portal.js';

/** @import { Page } from 'playwright-core' */

const { open, letter, tell } = portal();

/** @param {string} what */
const pdf = (what) => ({ name: `${what}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n% ${what} ${Math.random()}\n%%EOF\n`) });

/** Asks for the pages of both devices, and opens the list. @param {Page} page @param {Record<string, unknown>} [data] */
async function asked(page, data = {}) {
  await tell(small, 'StatusPageRequested', data);
  await signIn(page, small);
  await visit(page, '#/status-pages');
  await page.locator('.statuslist li').nth(1).waitFor();
}

/** @param {Page} page @param {string} serial */
const row = (page, serial) => page.locator('.statuslist li').filter({ hasText: serial });

/** @param {Page} page @param {string} serial @param {{ name: string, mimeType: string, buffer: Buffer }} file */
const choose = (page, serial, file) => row(page, serial).locator('input[type=file]').setInputFiles(file);

/** Answers what is put into the bucket in its place. @param {Page} page @param {number} status @param {number} [times] */
const bucketAnswers = (page, status, times = 1) => page.route('**/pagetally-files/incoming/**', (route) => (route.request().method() === 'PUT'
  ? route.fulfill({ status, headers: { 'Access-Control-Allow-Origin': new URL(page.url()).origin }, body: '<Error/>' })
  : route.fallback()), { times });

test('a status page that is asked for is sent from the list, and is missing no more', async () => {
  const { page, complaints, close } = await open();
  await asked(page, { until: '2027-01-15', note: 'Bitte in Farbe.' });
  await page.getByRole('heading', { level: 1, name: /^Von 2 Geräten fehlt die Statusseite/ }).waitFor();
  await page.getByText('„Bitte in Farbe.“').waitFor();
  await row(page, 'FinalTest1').getByText('erbeten bis 15.01.2027').waitFor();
  await row(page, 'FinalTest1').getByText('Drücken Sie am Bedienfeld').waitFor();

  await choose(page, 'FinalTest1', pdf('Büro'));

  await row(page, 'FinalTest1').getByText('„Büro.pdf“ ist angekommen.').waitFor();
  await page.getByRole('heading', { level: 1, name: /^Von einem Gerät fehlt die Statusseite/ }).waitFor();
  await row(page, 'FinalTest1').getByText(/^angekommen am/).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('what was sent can be downloaded by who sent it', async () => {
  const { page, close } = await open();
  await asked(page);
  await choose(page, 'FinalTest1', pdf('Zum Behalten'));
  const download = page.waitForEvent('download');
  await row(page, 'FinalTest1').getByRole('button', { name: /„Zum Behalten.pdf“ herunterladen/ }).click();
  assert.equal((await download).suggestedFilename(), 'Zum Behalten.pdf');
  await close();
});

test('the start page and the letter lead to what is asked for, and signing in keeps the place', async () => {
  const { page, close } = await open();
  await tell(small, 'StatusPageRequested', {});
  const { html } = await letter(({ subject }) => subject.startsWith('Statusseiten von 2 Geräten'));
  const [hash] = html.match(/#\/status-pages/) ?? [];
  assert.equal(hash, '#/status-pages');
  await page.goto('/#/status-pages');
  await page.fill('#customer_no', small.customer);
  await page.fill('#contract_no', small.contract);
  await page.press('#contract_no', 'Enter');
  await page.locator('.statuslist').waitFor();
  await visit(page, '#/');
  await page.getByRole('link', { name: 'Hochladen' }).click();
  await page.locator('.statuslist').waitFor();
  await close();
});

test('a file that is something else is refused with a sentence, and another one can be chosen', async () => {
  const { page, close } = await open();
  await asked(page);
  await choose(page, 'FinalTest1', { name: 'setup.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ renamed') });
  await row(page, 'FinalTest1').getByRole('alert').getByText(/„setup.pdf“ wurde nicht angenommen. Die Datei ist kein PDF/).waitFor();
  await choose(page, 'FinalTest1', pdf('richtig'));
  await row(page, 'FinalTest1').getByText('„richtig.pdf“ ist angekommen.').waitFor();
  await close();
});

test('a file that cannot be right is refused before a byte of it is sent', async () => {
  const { page, close } = await open();
  await asked(page);
  /** @type {string[]} */
  const sent = [];
  page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
  const cases = [
    { file: { name: 'groß.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(10.1 * 1024 * 1024, 'x') }, says: /größer als 10 MB/ },
    { file: { name: 'bild.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') }, says: /nimmt PDF, PNG und JPEG/ },
    { file: { name: 'leer.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) }, says: /Die Datei ist leer/ },
  ];
  for (const { file, says } of cases) {
    await choose(page, 'FinalTest1', file);
    await row(page, 'FinalTest1').getByRole('alert').getByText(says).waitFor();
  }
  assert.deepEqual(sent, []);
  await close();
});

test('an upload that breaks off says so and can be tried again', async () => {
  const { page, close } = await open();
  await asked(page);
  await page.route('**/pagetally-files/incoming/**', (route) => route.abort('connectionreset'), { times: 1 });
  await choose(page, 'FinalTest1', pdf('unterbrochen'));
  await row(page, 'FinalTest1').getByText(/ist nicht angekommen. Die Übertragung ist abgebrochen/).waitFor();
  await row(page, 'FinalTest1').getByRole('button', { name: /Noch einmal versuchen/ }).click();
  await row(page, 'FinalTest1').getByText('„unterbrochen.pdf“ ist angekommen.').waitFor();
  await close();
});

test('an address that is over is replaced without a word', async () => {
  const { page, close } = await open();
  await asked(page);
  await bucketAnswers(page, 403);
  await choose(page, 'FinalTest1', pdf('spät'));
  await row(page, 'FinalTest1').getByText('„spät.pdf“ ist angekommen.').waitFor();
  await close();
});

test('an upload that stays forbidden says that its time is over', async () => {
  const { page, close } = await open();
  await asked(page);
  await bucketAnswers(page, 403, 2);
  await choose(page, 'FinalTest1', pdf('zu spät'));
  await row(page, 'FinalTest1').getByText(/Die Zeit zum Hochladen war abgelaufen/).waitFor();
  await close();
});

test('a file that is there already counts as sent', async () => {
  const { page, close } = await open();
  await asked(page);
  await page.route('**/pagetally-files/incoming/**', async (route) => {
    await route.fetch();
    await route.fulfill({ status: 412, headers: { 'Access-Control-Allow-Origin': new URL(page.url()).origin }, body: '<Error/>' });
  }, { times: 1 });
  await choose(page, 'FinalTest1', pdf('zweimal'));
  await row(page, 'FinalTest1').getByText('„zweimal.pdf“ ist angekommen.').waitFor();
  await close();
});

test('a device is asked on its own page as well', async () => {
  const { page, close } = await open();
  await asked(page);
  await visit(page, '#/readings/FinalTest2');
  const section = page.locator('.statuspage');
  await section.getByText(/^erbeten/).waitFor();
  await section.locator('input[type=file]').setInputFiles(pdf('vom Gerät'));
  await section.getByText('„vom Gerät.pdf“ ist angekommen.').waitFor();
  await close();
});

test('who signs in by the numbers later sees that a page came, and not what it is called', async () => {
  const { page, close } = await open();
  await asked(page);
  await choose(page, 'FinalTest1', pdf('Geheim'));
  await row(page, 'FinalTest1').getByText('„Geheim.pdf“ ist angekommen.').waitFor();
  await close();
  const other = await open();
  await signIn(other.page, small);
  await visit(other.page, '#/status-pages');
  await row(other.page, 'FinalTest1').getByText(/^angekommen am/).waitFor();
  assert.equal(await other.page.getByText('Geheim').count(), 0);
  await other.close();
});

for (const { name, options } of [
  { name: 'wide', options: {} },
  { name: 'on a phone', options: { viewport: { width: 360, height: 780 }, hasTouch: true } },
  { name: 'dark', options: { colorScheme: /** @type {const} */ ('dark') } },
]) {
  test(`the list is accessible and fits, ${name}`, async () => {
    const { page, close } = await open(options);
    await asked(page, { note: 'Bitte mit Seriennummer.' });
    await choose(page, 'FinalTest1', { name: 'setup.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ') });
    await row(page, 'FinalTest1').getByRole('alert').getByText(/nicht angenommen/).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await page.evaluate(overflowing), []);
    await close();
  });
}
