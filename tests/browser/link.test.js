import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetDraft, overflowing, portal, signIn, small, violations, visit } from './portal.js';

/** @import { BrowserContextOptions, Page } from 'playwright-core' */

const where = portal('2026-12-28');
const token = 'bW9y-ZQ_42';

/** What a session by a link is told. @param {any} session */
const lowered = (session) => ({
  ...session,
  level: 'link',
  customer: { ...session.customer, no: '•••••995' },
  contract: { ...session.contract, no: '••••••418' },
});

/**
 * A window whose link will be taken; the session behind it is one by the numbers, so that its contract can be chosen.
 *
 * @param {BrowserContextOptions} [options]
 */
async function withLink(options) {
  const opened = await where.open(options);
  const { page } = opened;
  await signIn(page, small);
  await forgetDraft(page);
  /** @type {any[]} */
  const exchanged = [];
  const session = await page.evaluate(async () => (await fetch('api/session')).json());
  await page.route('**/api/session', async (route) => (route.request().method() === 'GET' ? route.fulfill({ json: lowered(session) }) : route.fallback()));
  await page.route('**/api/session/link', async (route) => {
    exchanged.push(route.request().postDataJSON());
    await route.fulfill({ status: 201, json: lowered(session) });
  });
  await page.goto('about:blank');
  return { ...opened, exchanged };
}

/** @param {Page} page */
async function follow(page) {
  await page.goto(`/#/link/${token}`);
  await page.getByRole('heading', { name: 'Zählerstände melden, ohne Anmeldung' }).waitFor();
}

/** @param {Page} page */
async function openSheet(page) {
  await follow(page);
  await page.getByRole('button', { name: 'Weiter zu den Zählerständen' }).click();
  await page.waitForSelector('.sheet tbody');
}

/** A window that a reminder's link has brought to the sheet of the large contract. */
async function byLetter() {
  const opened = await where.open();
  const { page } = opened;
  const { text } = await where.letter(({ to, subject }) => to.endsWith('@bergmann-handel.example') && subject.startsWith('Erinnerung'));
  const [link = ''] = text.match(/\S+#\/link\/\S+/) ?? [];
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('button', { name: 'Weiter zu den Zählerständen' }).click();
  await page.waitForSelector('.sheet tbody');
  return opened;
}

test('the link of a reminder opens the sheet, and no other tab is there', async () => {
  const { page, complaints, close } = await byLetter();
  assert.equal(new URL(page.url()).hash, '#/readings');
  assert.deepEqual(await page.locator('.nav a').allInnerTexts(), ['Zählerstände']);
  assert.equal(await page.evaluate(async () => (await fetch('api/orders')).status), 403);
  assert.deepEqual(complaints, []);
  await close();
});

test('a device is reported over the link of a reminder', async () => {
  const { page, complaints, close } = await byLetter();
  const serial = (await page.locator('.sheet tbody').first().getAttribute('id'))?.replace('device-', '') ?? '';
  const device = page.locator(`#device-${serial}`);
  for (const row of await device.locator('tr:has(input.reading)').all()) {
    const last = Number((await row.locator('.last').innerText()).split('\n')[0]?.replace(/\D/g, ''));
    await row.locator('input.reading').fill(String(last + 250));
  }
  await device.getByText('In Ordnung').waitFor();
  await page.getByRole('button', { name: '1 Gerät melden' }).click();
  await page.waitForSelector('.receipt');
  assert.match(await page.locator('.reported').innerText(), new RegExp(serial));
  await visit(page, '#/readings');
  await page.waitForSelector('.sheet tbody');
  await page.selectOption('#sheet-show', 'all');
  await page.fill('#filter-serial', serial);
  await device.getByText('Gemeldet').waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('a link asks nothing of the server before the button is pressed', async () => {
  const { page, exchanged, close } = await withLink();
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/')) asked.push(request.url());
  });
  await follow(page);
  await page.waitForTimeout(300);
  assert.deepEqual(asked, []);
  await page.getByRole('button', { name: 'Weiter zu den Zählerständen' }).click();
  await page.waitForSelector('.sheet tbody');
  assert.deepEqual(exchanged, [{ token }]);
  await close();
});

test('the token leaves the address at once and is kept nowhere', async () => {
  const { page, complaints, close } = await withLink();
  /** @type {string[]} */
  const logged = [];
  page.on('console', (message) => logged.push(message.text()));
  await follow(page);
  assert.equal(new URL(page.url()).hash, '#/link');
  await page.getByRole('button', { name: 'Weiter zu den Zählerständen' }).click();
  await page.waitForSelector('.sheet tbody');
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie]));
  assert.equal(kept.includes(token) || logged.join().includes(token), false);
  assert.equal(new URL(page.url()).hash, '#/readings');
  assert.deepEqual(complaints, []);
  await close();
});

test('a link opens the sheet, and everything else leads back to it', async () => {
  const { page, close } = await withLink();
  await openSheet(page);
  assert.deepEqual(await page.locator('.nav a').allInnerTexts(), ['Zählerstände']);
  assert.match(await page.locator('.who .id').innerText(), /•••••995[\s\S]*••••••418/);
  for (const hash of ['#/', '#/order', '#/orders', '#/contract', '#/nowhere']) {
    await visit(page, hash);
    await page.waitForFunction(() => location.hash === '#/readings');
  }
  await close();
});

test('readings are reported over a link, and how to read the model is there too', async () => {
  const { page, close } = await withLink();
  await openSheet(page);
  await page.getByRole('button', { name: /^Wo ablesen\?/ }).first().click();
  await page.getByText(/Drücken Sie/).first().waitFor();
  await page.fill('#new-FinalTest2-FARBE1', '3000');
  await page.fill('#new-FinalTest2-MONO1', '5000');
  await page.getByRole('button', { name: '1 Gerät melden' }).click();
  await page.waitForSelector('.receipt');
  assert.equal(await page.getByRole('link', { name: 'Zur Startseite' }).count(), 0);
  await close();
});

test('a device shows no history over a link', async () => {
  const { page, close } = await withLink();
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await openSheet(page);
  await visit(page, '#/readings/FinalTest1');
  await page.locator('#howto').waitFor();
  await page.getByText(/Drücken Sie/).first().waitFor();
  assert.equal(await page.locator('#history').count(), 0);
  assert.deepEqual(asked.filter((url) => url.endsWith('/devices/FinalTest1/readings')), []);
  await close();
});

test('who wants to order signs in with the numbers', async () => {
  const { page, close } = await withLink();
  await openSheet(page);
  await page.getByRole('link', { name: 'melden Sie sich an' }).click();
  await page.waitForSelector('.signin');
  await page.unroute('**/api/session');
  await signIn(page, small);
  assert.equal(new URL(page.url()).hash, '#/');
  assert.equal(await page.locator('.nav a').count(), 6);
  await close();
});

test('a link that is over says what to do', async () => {
  const { page, close } = await where.open();
  await page.route('**/api/session/link', (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', body: JSON.stringify({ type: '/problems/link_over', title: 'x', status: 401 }) }));
  await follow(page);
  await page.getByRole('button', { name: 'Weiter zu den Zählerständen' }).click();
  await page.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' }).waitFor();
  await page.getByRole('link', { name: 'Zur Anmeldung' }).click();
  await page.waitForSelector('.signin #customer_no');
  await page.waitForFunction(() => document.querySelectorAll('#country option').length > 0);
  await close();
});

test('trouble keeps the link for another try', async () => {
  const { page, close } = await withLink();
  await page.route('**/api/session/link', (route) => route.abort(), { times: 1 });
  await follow(page);
  await page.getByRole('button', { name: 'Weiter zu den Zählerständen' }).click();
  await page.waitForSelector('.trouble');
  await page.getByRole('button', { name: 'Weiter zu den Zählerständen' }).click();
  await page.waitForSelector('.sheet tbody');
  await close();
});

test('a window that another one has brought a step down shows so', async () => {
  const { page, close } = await withLink();
  await page.unroute('**/api/session');
  await page.goto('/');
  await page.waitForSelector('.tasks');
  const session = await page.evaluate(async () => (await fetch('api/session')).json());
  await page.route('**/api/session', (route) => route.fulfill({ json: lowered(session) }));
  await page.route('**/api/orders', (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{"type":"/problems/sign_in_needed","title":"x","status":403}' }));
  await visit(page, '#/orders');
  await page.waitForFunction(() => location.hash === '#/readings');
  await close();
});

for (const width of [1280, 360]) {
  test(`axe finds nothing over a link at ${width} px, and nothing is clipped`, async () => {
    const { page, close } = await withLink({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    /** @type {string[]} */
    const found = [];
    const at = async (/** @type {string} */ state) => {
      for (const what of [...await violations(page), ...await page.evaluate(overflowing)]) found.push(`${state}: ${what}`);
    };
    await follow(page);
    await at('link');
    await page.getByRole('button', { name: 'Weiter zu den Zählerständen' }).click();
    await page.waitForSelector('.sheet tbody');
    await at('sheet');
    await page.goto('about:blank');
    await page.goto('/#/link');
    await page.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' }).waitFor();
    await at('over');
    assert.deepEqual(found, []);
    await close();
  });
}
