import assert from 'node:assert/strict';
import { test } from 'node:test';
import { large, portal, putOne, signIn, small, visit } from './portal.js';

/** @import { Page } from 'playwright-core' */

const { open } = portal();

/**
 * Changes an answer of the program on its way to the page.
 *
 * @param {Page} page
 * @param {string} path
 * @param {(answer: any) => void} change
 */
const alter = (page, path, change) => page.route(path, async (route) => {
  const response = await route.fetch();
  if (!response.ok()) return route.fulfill({ response });
  const json = await response.json();
  change(json);
  return route.fulfill({ response, json });
});

/** @param {Page} page */
async function toOrder(page) {
  await visit(page, '#/order');
  await page.waitForSelector('.pick tbody tr');
}

/** @param {Page} page @param {string} serial */
async function choose(page, serial) {
  await page.check(`input[name=device][value="${serial}"]`);
  await page.waitForSelector('.article tbody tr');
}

test('signing out forgets the filters and the chosen device', async () => {
  const { page, close } = await open();
  await signIn(page, small);
  await toOrder(page);
  await page.getByRole('textbox', { name: 'Modell filtern' }).fill('ES5');
  await page.getByRole('columnheader', { name: 'Seriennummer' }).getByRole('button').click();
  await page.locator('.pick tbody input').first().check();
  await page.waitForSelector('#articles-title');
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.waitForSelector('#customer_no');
  await signIn(page, small);
  await toOrder(page);
  assert.equal(await page.getByRole('textbox', { name: 'Modell filtern' }).inputValue(), '');
  assert.equal(await page.getByRole('columnheader', { name: 'Modell' }).getAttribute('aria-sort'), 'ascending');
  assert.equal(await page.locator('#articles-title').count(), 0);
  await close();
});

for (const [name, change] of /** @type {[string, (session: any) => void][]} */ ([
  ['another customer', (session) => { session.customer.no = '17102996'; }],
  ['another country', (session) => { session.country.code = 'AT'; }],
])) {
  test(`the same contract number of ${name} has a basket and a fleet of its own`, async () => {
    const { page, close } = await open();
    await signIn(page, small);
    await toOrder(page);
    await putOne(page, 'FinalTest1');
    await page.waitForSelector('.basket .parcel');
    await alter(page, '**/api/session', change);
    const asked = page.waitForRequest('**/api/devices');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'The basket is empty' }).waitFor();
    await visit(page, '#/');
    await toOrder(page);
    assert.ok(await asked);
    await close();
  });
}

test('the basket of another customer does not outlive a reload', async () => {
  const { page, close } = await open();
  await signIn(page, small);
  await toOrder(page);
  await putOne(page, 'FinalTest1');
  await page.waitForSelector('.basket .parcel');
  await alter(page, '**/api/session', (session) => { session.customer.no = '17102996'; });
  await page.reload();
  await page.getByRole('heading', { name: 'Der Korb ist leer' }).waitFor();
  await close();
});

test('the chosen device says how to read its counters and print its status page', async () => {
  const { page, close } = await open();
  await signIn(page, small);
  await toOrder(page);
  await choose(page, 'FinalTest1');
  const details = page.locator('details', { hasText: 'Zähler ablesen und Statusseite drucken' });
  assert.equal(await details.locator('dd').first().isVisible(), false);
  await details.locator('summary').click();
  /** @param {string} language @returns {Promise<{ counters: string, status_page: string }>} */
  const wordsIn = (language) => page.evaluate(async (wanted) => (await (await fetch('/api/devices/FinalTest1/articles', { headers: { 'Accept-Language': wanted } })).json()).how_to, language);
  const german = await wordsIn('de');
  assert.deepEqual(await details.locator('dd').allInnerTexts(), [german.counters, german.status_page]);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText((await wordsIn('en')).counters).waitFor();
  await close();
});

test('a model without instructions has no empty fold', async () => {
  const { page, close } = await open();
  await signIn(page, small);
  await alter(page, '**/api/devices/*/articles', (answer) => { answer.how_to = { counters: '', status_page: '' }; });
  await toOrder(page);
  await choose(page, 'FinalTest1');
  assert.equal(await page.locator('main details').count(), 0);
  await close();
});

test('the help says where to find how counters are read', async () => {
  const { page, close } = await open();
  await visit(page, '#/help');
  await page.locator('main').getByText('Zähler ablesen und Statusseite drucken').waitFor();
  await close();
});

for (const drawn of [true, false]) {
  test(`the tick is ${drawn ? '' : 'not '}explained where ${drawn ? 'a' : 'no'} bar is drawn`, async () => {
    const { page, close } = await open();
    await signIn(page, small);
    await alter(page, '**/api/devices/*/articles', ({ articles }) => {
      for (const [at, article] of articles.entries()) {
        const known = drawn && at === 0;
        article.yield = 6000;
        article.guard = { last: { date: '2026-01-15', quantity: 1 }, days_since: 90, pages_since: known ? 5000 : null, no_reading_since: !known, under_way: 0, warning: null };
      }
    });
    await toOrder(page);
    await choose(page, 'FinalTest1');
    assert.equal(await page.locator('.article .bar').count(), drawn ? 1 : 0);
    assert.equal(await page.getByText('Der Strich im Balken').count(), drawn ? 1 : 0);
    await close();
  });
}

test('a device is offered from the day of its installation on', async () => {
  const { page, close } = await open();
  await signIn(page, small);
  await alter(page, '**/api/session', (session) => { session.today = '2026-11-23'; });
  await alter(page, '**/api/devices', ({ devices }) => {
    for (const device of devices) device.installed = device.serial === 'FinalTest1' ? '2026-11-24' : '2026-11-23';
  });
  await page.reload();
  await toOrder(page);
  await page.getByText('FinalTest2').first().waitFor();
  assert.equal(await page.locator('input[name=device][value=FinalTest1]').count(), 0);
  await close();
});

test('the cards of a phone are sorted by what is chosen', async () => {
  const { page, close } = await open({ viewport: { width: 360, height: 740 } });
  await signIn(page, large);
  await toOrder(page);
  /** @type {{ devices: { serial: string }[] }} */
  const { devices } = await page.evaluate(async () => (await fetch('/api/devices')).json());
  const [first = ''] = devices.map(({ serial }) => serial).sort(new Intl.Collator('de-DE', { numeric: true, sensitivity: 'base' }).compare);
  const top = page.locator('.pick tbody tr').first();
  assert.ok(!(await top.innerText()).includes(first));
  await page.getByLabel('Sortieren nach').selectOption({ label: 'Seriennummer' });
  await top.getByRole('cell', { name: first, exact: true }).waitFor();
  await close();
});
