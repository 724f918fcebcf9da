import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetDraft, large, portal, signIn, small, visit } from './portal.js';

/** @import { Page } from 'playwright-core' */

const { open } = portal('2026-12-28');

/** @param {Page} page */
async function toSheet(page) {
  await visit(page, '#/readings');
  await page.waitForSelector('.sheet tbody');
}

/** @param {{ customer: string, contract: string }} numbers */
async function atSheet(numbers) {
  const opened = await open();
  await signIn(opened.page, numbers);
  await toSheet(opened.page);
  return opened;
}

/** @param {string} serial @param {string} counter */
const field = (serial, counter) => `#new-${serial}-${counter}`;

/** @param {Page} page */
const saved = (page) => page.getByText(/^Entwurf gesichert um \d\d:\d\d\.$/).waitFor();

/** The draft as the server has it. @param {Page} page @returns {Promise<any>} */
const onServer = (page) => page.evaluate(async () => (await fetch('api/readings/draft')).json());

/** @param {Page} page @param {(draft: any) => boolean} wanted */
async function untilOnServer(page, wanted) {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (wanted(await onServer(page))) return;
    await page.waitForTimeout(50);
  }
  assert.fail(`the draft stayed ${JSON.stringify(await onServer(page))}`);
}

/** @param {Page} page */
async function signOut(page) {
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.waitForSelector('.signin');
}

test('a draft survives the sign-out and is there in another browser', async () => {
  const first = await atSheet(small);
  await first.page.fill(field('FinalTest1', 'FARBE1'), '8.500');
  await saved(first.page);
  await signOut(first.page);
  assert.equal(await first.page.evaluate(() => sessionStorage.length), 0);

  const second = await atSheet(small);
  await second.page.waitForFunction((id) => /** @type {HTMLInputElement} */ (document.querySelector(id)).value === '8.500', field('FinalTest1', 'FARBE1'));
  await forgetDraft(second.page);
  assert.deepEqual([...first.complaints, ...second.complaints], []);
  await first.close();
  await second.close();
});

test('what was typed just before the sign-out is saved first', async () => {
  const { page, close } = await atSheet(small);
  await page.fill(field('FinalTest1', 'MONO1'), '9.850');
  await signOut(page);
  await signIn(page, small);
  assert.equal((await onServer(page)).devices.FinalTest1.values.MONO1, '9.850');
  await forgetDraft(page);
  await close();
});

test('two people fill in different devices, and each finds both', async () => {
  const one = await atSheet(small);
  const two = await atSheet(small);
  await one.page.fill(field('FinalTest1', 'FARBE1'), '8.500');
  await two.page.fill(field('FinalTest2', 'FARBE1'), '2.500');
  await Promise.all([saved(one.page), saved(two.page)]);
  await one.page.reload();
  await one.page.waitForFunction((id) => /** @type {HTMLInputElement | null} */ (document.querySelector(id))?.value === '2.500', field('FinalTest2', 'FARBE1'));
  assert.equal(await one.page.inputValue(field('FinalTest1', 'FARBE1')), '8.500');
  await forgetDraft(one.page);
  await one.close();
  await two.close();
});

test('what is not saved yet wins over what the server has', async () => {
  const { page, close } = await atSheet(small);
  await page.fill(field('FinalTest1', 'FARBE1'), '8.500');
  await saved(page);
  await page.route('**/api/readings/draft', (route) => (route.request().method() === 'PUT' ? route.abort() : route.fallback()));
  await page.fill(field('FinalTest1', 'FARBE1'), '8.501');
  await page.reload();
  await page.waitForSelector('.sheet tbody');
  await page.waitForTimeout(300);
  assert.equal(await page.inputValue(field('FinalTest1', 'FARBE1')), '8.501');
  await page.getByText(/^Entwurf noch nicht gesichert/).waitFor();
  await page.unroute('**/api/readings/draft');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await saved(page);
  assert.equal((await onServer(page)).devices.FinalTest1.values.FARBE1, '8.501');
  await forgetDraft(page);
  await close();
});

test('a sign-out that would lose readings asks first', async () => {
  const { page, close } = await atSheet(small);
  await page.route('**/api/readings/draft', (route) => (route.request().method() === 'PUT' ? route.abort() : route.fallback()));
  await page.fill(field('FinalTest1', 'FARBE1'), '8.500');
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.getByText('Ihre letzten Zählerstände konnten wir nicht sichern.').waitFor();
  await page.getByRole('button', { name: 'Trotzdem abmelden' }).click();
  await page.waitForSelector('.signin');
  await close();
});

test('a reported device leaves the draft, the others stay', async () => {
  const { page, close } = await atSheet(small);
  await page.fill(field('FinalTest2', 'FARBE1'), '3000');
  await page.fill(field('FinalTest2', 'MONO1'), '5000');
  await page.fill(field('FinalTest1', 'FARBE1'), '8500');
  await saved(page);
  await page.getByRole('button', { name: '1 Gerät melden' }).click();
  await page.waitForSelector('.receipt');
  await untilOnServer(page, ({ devices }) => !devices.FinalTest2);
  assert.equal((await onServer(page)).devices.FinalTest1.values.FARBE1, '8.500');
  await forgetDraft(page);
  await close();
});

test('what was typed on an earlier day keeps its day', async () => {
  const { page, close } = await atSheet(small);
  await page.evaluate(() => fetch('api/readings/draft', {
    method: 'PUT', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ devices: { FinalTest1: { values: { FARBE1: '8500' }, date: '2026-12-22' } } }),
  }));
  await page.reload();
  await page.waitForSelector('#date-FinalTest1');
  assert.equal(await page.inputValue('#date-FinalTest1'), '2026-12-22');
  assert.equal(await page.inputValue('#sheet-date'), '2026-12-28');
  await forgetDraft(page);
  await close();
});

test('a day chosen for the sheet is there after the next sign-in', async () => {
  const { page, close } = await atSheet(small);
  await page.fill('#sheet-date', '2026-12-23');
  await page.fill(field('FinalTest1', 'FARBE1'), '8500');
  await signOut(page);
  await signIn(page, small);
  await toSheet(page);
  await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.querySelector('#sheet-date')).value === '2026-12-23');
  assert.equal(await page.locator('#date-FinalTest1').count(), 0);
  await forgetDraft(page);
  await close();
});

test('a pasted column of hundreds of values is saved as a whole', async () => {
  const { page, close } = await atSheet(large);
  const id = await page.locator('.sheet input.reading').first().getAttribute('id');
  await page.evaluate((where) => {
    const data = new DataTransfer();
    data.setData('text/plain', Array.from({ length: 600 }, () => '2.000.000').join('\n'));
    document.querySelector(`#${where}`)?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, id);
  await saved(page);
  assert.ok(Object.keys((await onServer(page)).devices).length > 200);
  await close();
});
