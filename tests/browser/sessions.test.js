import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { large, overflowing, portal, signIn, violations, visit } from './portal.js';

/** @import { Page } from 'playwright-core' */

const fleet = portal();
const { open } = fleet;

/** A window that has answered a code. */
async function confirmed() {
  const opened = await open();
  const { page } = opened;
  await signIn(page, large);
  await visit(page, '#/contract');
  await fleet.confirm(page);
  await page.getByRole('heading', { name: 'Angemeldet' }).waitFor();
  return opened;
}

const others = (/** @type {Page} */ page) => page.locator('li', { hasText: 'mit Kunden- und Vertragsnummer' });

test('who confirmed himself sees who else is signed in, and signs him out', async () => {
  const other = await open();
  await signIn(other.page, large);
  const { page, close } = await confirmed();
  await others(page).first().getByRole('button', { name: 'Abmelden' }).click();
  await page.getByText('Diese Anmeldung ist beendet.').waitFor();
  await others(page).first().waitFor({ state: 'detached' });
  await visit(other.page, '#/contract');
  await other.page.waitForSelector('#customer_no');
  await other.close();
  await close();
});

test('what is stored about a contact comes as a file', async () => {
  const { page, close } = await confirmed();
  const button = page.locator('.people').getByRole('button', { name: 'Daten als Datei' }).first();
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  assert.match(download.suggestedFilename(), /^[0-9A-Z]{26}\.json$/);
  const held = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.equal(typeof held.contact.email, 'string');
  await page.getByText('liegt bei Ihren Downloads').waitFor();
  assert.deepEqual(await violations(page), []);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/contact-file.png`, fullPage: true });
  await close();
});

test('all others are signed out at once', async () => {
  const windows = await Promise.all([open(), open()]);
  for (const { page } of windows) await signIn(page, large);
  const { page, close } = await confirmed();
  await page.getByRole('button', { name: 'Alle anderen abmelden' }).click();
  await page.getByText('Alle anderen sind abgemeldet.').waitFor();
  await others(page).first().waitFor({ state: 'detached' });
  assert.equal(await page.getByText('Sie, in diesem Browser').count(), 1);
  for (const window of windows) await window.close();
  await close();
});

test('a code is required after a question, and dropped again', async () => {
  const { page, close } = await confirmed();
  await page.getByRole('button', { name: 'Code verlangen', exact: true }).click();
  await page.getByText('Wer jetzt ohne Code angemeldet ist, wird abgemeldet.').waitFor();
  await page.getByRole('button', { name: 'Ja, Code verlangen' }).click();
  await page.getByText('Zum Anmelden gehört ab sofort ein Code.').waitFor();
  await page.getByRole('button', { name: 'Ohne Code anmelden' }).click();
  await page.getByText('Zum Anmelden reichen wieder Kunden- und Vertragsnummer.').waitFor();
  await close();
});

for (const width of [1280, 360]) {
  test(`sessions are readable and accessible, ${width} wide`, async () => {
    const { page, complaints, close } = await confirmed();
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await page.evaluate(overflowing), []);
    assert.deepEqual(complaints, []);
    await close();
  });
}
