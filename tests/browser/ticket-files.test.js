import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overflowing, portal, signIn, small, violations, visit } from './portal.js';

/** @import { Page } from 'playwright-core' */

const { open } = portal();

/** @param {string} name */
const pdf = (name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n% ${name} ${Math.random()}\n%%EOF\n`) });

/** @param {string} name */
const photo = (name) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200_000, name)]) });

/** At the form for service, filled. @param {import('playwright-core').BrowserContextOptions} [options] */
async function filled(options = {}) {
  const opened = await open(options);
  const { page } = opened;
  await signIn(page, small);
  await visit(page, '#/service');
  await page.waitForSelector('.pick tbody tr');
  await page.check('input[name=device][value="FinalTest1"]');
  await page.locator('#contact_id option').nth(1).waitFor({ state: 'attached' });
  await page.selectOption('#contact_id', { index: 1 });
  await page.fill('#text', 'Streifen auf jeder Seite, siehe Foto');
  return opened;
}

/** @param {Page} page @param {{ name: string, mimeType: string, buffer: Buffer }[]} files */
const choose = (page, files) => page.locator('.filechoice input[type=file]').setInputFiles(files);

/** @param {Page} page */
async function save(page) {
  await page.getByRole('button', { name: 'Projekt sichern' }).click();
  await page.waitForSelector('.receipt h1');
}

test('files chosen beforehand are sent once the ticket has its number', async () => {
  const { page, complaints, close } = await filled();
  await choose(page, [photo('streifen.jpg'), pdf('bericht.pdf')]);
  await page.getByText('streifen.jpg').first().waitFor();

  await save(page);

  const files = page.locator('.ticketfiles');
  for (const name of ['streifen.jpg', 'bericht.pdf']) await files.getByRole('button', { name: new RegExp(name) }).waitFor();
  const download = page.waitForEvent('download');
  await files.getByRole('button', { name: /streifen.jpg/ }).click();
  assert.equal((await download).suggestedFilename(), 'streifen.jpg');
  assert.deepEqual(complaints, []);
  await close();
});

test('a file that is refused says why, and the others are sent all the same', async () => {
  const { page, close } = await filled();
  await choose(page, [{ name: 'setup.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ') }, pdf('gut.pdf')]);
  await save(page);
  await page.locator('.ticketfiles').getByText(/„setup.pdf“ wurde nicht angenommen/).waitFor();
  await page.locator('.ticketfiles').getByRole('button', { name: /gut.pdf/ }).waitFor();
  await close();
});

test('a transfer that breaks off is tried again from the receipt', async () => {
  const { page, close } = await filled();
  await choose(page, [pdf('abbruch.pdf')]);
  await page.route('**/pagetally-files/incoming/**', (route) => route.abort('connectionreset'), { times: 1 });
  await save(page);
  await page.getByText(/„abbruch.pdf“ ist nicht angekommen/).waitFor();
  await page.getByRole('button', { name: /Noch einmal versuchen/ }).click();
  await page.locator('.ticketfiles').getByRole('button', { name: /abbruch.pdf/ }).waitFor();
  await close();
});

test('more than five files, and files that cannot be right, are seen before saving', async () => {
  const { page, close } = await filled();
  await choose(page, [1, 2, 3, 4, 5, 6].map((number) => pdf(`${number}.pdf`)));
  await page.getByText(/Mehr als 5 Dateien/).waitFor();
  assert.equal(await page.locator('.filechoice li').count(), 5);
  await page.getByRole('button', { name: 'Entfernen 5.pdf' }).click();
  await choose(page, [{ name: 'bild.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') }]);
  await page.locator('.filechoice').getByText(/nimmt PDF, PNG und JPEG/).waitFor();
  await page.getByRole('button', { name: 'Projekt sichern' }).click();
  await page.getByText(/Eine der Dateien lässt sich so nicht senden/).waitFor();
  await close();
});

test('a file is added later, from the ticket', async () => {
  const { page, close } = await filled();
  await save(page);
  await page.getByRole('link', { name: 'Zum Projekt' }).click();
  await page.locator('#add-files').waitFor();
  await page.locator('#add-files + input').setInputFiles([pdf('nachgereicht.pdf')]);
  await page.locator('.ticketfiles').getByRole('button', { name: /nachgereicht.pdf/ }).waitFor();
  await close();
});

for (const { name, options } of [{ name: 'wide', options: {} }, { name: 'on a phone', options: { viewport: { width: 360, height: 780 }, hasTouch: true } }]) {
  test(`form and receipt with files are accessible and fit, ${name}`, async () => {
    const { page, close } = await filled(options);
    await choose(page, [photo('ein Foto mit einem sehr langen Namen, wie ihn Telefone vergeben 2026-11-23 10-15-00.jpg'), pdf('kurz.pdf')]);
    await page.getByText('kurz.pdf').first().waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await page.evaluate(overflowing), []);
    await save(page);
    await page.locator('.ticketfiles').getByRole('button', { name: /kurz.pdf/ }).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await page.evaluate(overflowing), []);
    await close();
  });
}
