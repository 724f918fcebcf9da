import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { large, overflowing, portal, signIn, small, violations, visit } from './portal.js';

/** @import { Page } from 'playwright-core' */

/** A day in a window where nothing is reported yet. */
const fleet = portal('2026-12-28');

/**
 * @param {{ customer: string, contract: string }} numbers
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
async function atSheet(numbers, options = {}) {
  const opened = await fleet.open(options);
  await signIn(opened.page, numbers);
  await visit(opened.page, '#/readings');
  await opened.page.waitForSelector('.sheet tbody');
  return opened;
}

/** What a press of this button saves. @param {Page} page @param {string} button */
async function downloaded(page, button) {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Chooses a file, as the dialogue would. @param {Page} page @param {string | Buffer} content @param {string} [name] */
const choose = (page, content, name = 'staende.csv') => page.setInputFiles('#sheet-file', { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });

/** Drops a file on the sheet. @param {Page} page @param {string} content */
const drop = (page, content) => page.evaluate((text) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], 'staende.csv'));
  for (const kind of ['dragover', 'drop']) document.querySelector('.sheet')?.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
}, content);

const headings = 'Seriennummer;Zähler;Neuer Stand;Abgelesen am;Grund';

/** @param {...string} rows */
const csv = (...rows) => [headings, ...rows].join('\r\n');

/** @param {string} serial @param {string} counter */
const field = (serial, counter) => `#new-${serial}-${counter}`;

/** @param {Page} page @param {string} serial */
const standing = (page, serial) => page.locator(`#device-${serial} .c-state`);

test('a sheet that is downloaded, filled in and uploaded is checked and can be sent', async () => {
  const { page, complaints, close } = await atSheet(small);
  const { name, bytes } = await downloaded(page, 'CSV-Datei herunterladen');
  assert.equal(name, 'Zaehlerstaende-2026-Q4.csv');
  const filled = bytes.toString('utf8').split('\r\n').map((line) => line.replace(/(FARBE1;.*;)(;;)$/, '$18.500$2').replace(/(MONO1;.*;)(;;)$/, '$19.850$2'));
  await choose(page, filled.join('\r\n'), name);
  await page.getByText(`2 Geräte aus ${name} übernommen.`).waitFor();
  assert.equal(await page.inputValue(field('FinalTest1', 'FARBE1')), '8.500');
  await standing(page, 'FinalTest1').getByText('In Ordnung').waitFor();
  await page.getByRole('button', { name: '2 Geräte melden' }).click();
  await page.waitForSelector('.receipt');
  assert.equal(await page.locator('.reported tbody').count(), 2);
  await visit(page, '#/readings');
  await page.waitForSelector('.tools');
  assert.equal(await page.locator('.filenote').count(), 0);
  assert.deepEqual(complaints, []);
  await close();
});

test('the Excel file is a workbook named for the quarter', async () => {
  const { page, close } = await atSheet(large);
  const { name, bytes } = await downloaded(page, 'Excel-Datei herunterladen');
  assert.equal(name, 'Zaehlerstaende-2026-Q4.xlsx');
  assert.equal(bytes.subarray(0, 2).toString(), 'PK');
  await close();
});

test('a file in the language of the page is handed out, whatever the browser speaks', async () => {
  const { page, close } = await atSheet(large);
  await page.getByRole('button', { name: 'English' }).click();
  const { name, bytes } = await downloaded(page, 'Download CSV file');
  assert.equal(name, 'readings-2026-Q4.csv');
  assert.match(bytes.toString('utf8'), /^\ufeffSerial number,Model,/);
  await close();
});

test('a file that is dropped on the sheet fills values, dates and reasons', async () => {
  const { page, close } = await atSheet(large);
  const body = page.locator('.sheet tbody').first();
  const serial = (await body.getAttribute('id'))?.replace('device-', '') ?? '';
  const labels = await body.locator('.c-label').allInnerTexts();
  await drop(page, csv(...labels.map((label) => `${serial};${label};999.000;27.12.2026;Großauftrag`)));
  await page.getByText('Ein Gerät aus staende.csv übernommen.').waitFor();
  const first = page.locator(`#device-${serial}`);
  assert.equal(await first.locator('input.reading').first().inputValue(), '999.000');
  assert.equal(await first.locator('input[type=date]').inputValue(), '2026-12-27');
  await close();
});

test('what does not fit is named by row and column, and leads to its device', async () => {
  const { page, close } = await atSheet(small);
  await choose(page, csv('FinalTest1;FARBE1;85OO;;', 'FinalTest1;MONO1;9850;;', 'XX-1;MONO1;1;;', 'FinalTest2;MONO1;1;31.02.2026;'));
  const list = page.locator('.faults li');
  await list.first().waitFor();
  assert.deepEqual((await list.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')), [
    'Zeile 2, Spalte C (Neuer Stand) FinalTest1 Geben Sie eine ganze Zahl ab 0 ein.',
    'Zeile 4, Spalte A (Seriennummer) Dieses Gerät gehört nicht zu diesem Vertrag.',
    'Zeile 5, Spalte D (Abgelesen am) FinalTest2 Geben Sie einen Tag ein, den es gibt, zum Beispiel 31.12.2026.',
  ]);
  assert.equal(await page.inputValue(field('FinalTest1', 'FARBE1')), '85OO');
  assert.equal(await page.inputValue(field('FinalTest2', 'MONO1')), '');
  await page.getByRole('button', { name: 'FinalTest1', exact: true }).click();
  assert.equal(await page.inputValue('#filter-serial'), 'FinalTest1');
  assert.deepEqual(await page.locator('.sheet tbody').evaluateAll((bodies) => bodies.map(({ id }) => id)), ['device-FinalTest1']);
  await close();
});

test('what was typed stays where the file says nothing', async () => {
  const { page, close } = await atSheet(small);
  await page.fill(field('FinalTest2', 'FARBE1'), '3.000');
  await choose(page, csv('FinalTest1;FARBE1;8500;;', 'FinalTest1;MONO1;9850;;'));
  await page.getByText('Ein Gerät aus').waitFor();
  assert.equal(await page.inputValue(field('FinalTest2', 'FARBE1')), '3.000');
  await close();
});

test('a file that is no sheet is refused in words, and a mended one of the same name is taken', async () => {
  const { page, close } = await atSheet(small);
  await choose(page, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'staende.csv');
  await page.getByRole('alert').getByText('Das ist keine Tabelle.').waitFor();
  await choose(page, csv('FinalTest1;FARBE1;8500;;', 'FinalTest1;MONO1;9850;;'));
  await page.getByText('Ein Gerät aus').waitFor();
  assert.equal(await page.locator('.note.bad').count(), 0);
  await close();
});

test('a file that is too large is refused before it is sent', async () => {
  const { page, close } = await atSheet(small);
  await page.route('**/api/readings/file', () => assert.fail('it was sent'));
  await choose(page, Buffer.alloc(4 * 1024 * 1024 + 1, 32));
  await page.getByRole('alert').getByText('Die Datei ist größer als 4 MB.').waitFor();
  await close();
});

test('trouble with an upload can be tried again', async () => {
  const { page, close } = await atSheet(small);
  await page.route('**/api/readings/file', (route) => route.fulfill({ status: 503, headers: { 'Retry-After': '60' }, contentType: 'application/problem+json', body: '{"type":"/problems/busy","title":"x","status":503}' }));
  await choose(page, csv('FinalTest1;FARBE1;8500;;', 'FinalTest1;MONO1;9850;;'));
  await page.waitForSelector('.trouble');
  await page.unroute('**/api/readings/file');
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
  await page.getByText('Ein Gerät aus').waitFor();
  await close();
});

for (const width of [1280, 360]) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`axe finds nothing at ${width} px in ${colorScheme}, and nothing is clipped`, async () => {
      const { page, complaints, close } = await atSheet(small, { viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
      /** @type {string[]} */
      const found = [];
      const look = async (/** @type {string} */ state) => {
        for (const what of [...await violations(page), ...await page.evaluate(overflowing)]) found.push(`${state}: ${what}`);
      };
      await choose(page, csv('FinalTest1;FARBE1;85OO;;', 'FinalTest1;MONO1;9850;;', ...Array.from({ length: 12 }, () => 'FinalTest2;MONO1;1;;')), 'ein-recht-langer-name-einer-datei-mit-zaehlerstaenden-und-vielem-mehr.csv');
      await page.waitForSelector('.faults');
      await look('faults');
      await choose(page, 'nichts', 'ein-recht-langer-name-einer-datei-mit-zaehlerstaenden-und-vielem-mehr.csv');
      await page.waitForSelector('.note.bad');
      await look('refused');
      assert.deepEqual(found, []);
      assert.deepEqual(complaints, []);
      await close();
    });
  }
}
