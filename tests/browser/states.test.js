import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, overflowing, portal, putOne, send, signIn, small, violations, visit } from './portal.js';

/** @import { Page } from 'playwright-core' */

const { open } = portal();

/**
 * Walks through every state of the page and stops at each.
 *
 * @param {Page} page
 * @param {(state: string) => Promise<void>} at
 */
async function walk(page, at) {
  const more = page.locator('.article .stepper');
  await page.locator('#country option').first().waitFor({ state: 'attached' });
  await at('sign-in');
  await page.fill('#customer_no', '1');
  await page.press('#customer_no', 'Enter');
  await page.waitForSelector('.errors');
  await at('sign-in with errors');
  await page.route('**/api/session', (route) => route.fulfill({ status: 202, json: { contacts: [{ id: '1', hint: 'Th••• L•••••• · t••••@oki.de' }, { id: '2', hint: 'Er••• M•••••• · e••••@oki.de' }] } }));
  await page.press('#customer_no', 'Enter');
  await page.waitForSelector('.choice');
  await at('code asked at sign-in');
  await page.unroute('**/api/session');
  await page.getByRole('button', { name: 'Abbrechen' }).click();
  await signIn(page, small);
  await page.waitForSelector('.due em, .due h1');
  await at('start');
  await visit(page, '#/order');
  await page.waitForSelector('.pick tbody tr');
  await at('order without a device');
  await page.locator('.pick tbody tr').nth(1).click();
  await page.waitForSelector('.article tbody tr');
  const count = await more.count();
  for (let each = 0; each < count; each++) await more.nth(each).getByRole('button').last().click();
  await page.locator('.article .claim input').first().check();
  await page.locator('.readprint summary').click();
  await at('order with articles, reasons and a claim');
  const search = page.locator('#search, #filter-model').first();
  await search.fill('qqq');
  await page.waitForSelector('.empty');
  await at('no device found');
  await search.fill('');
  await visit(page, '#/order/review');
  await page.waitForSelector('.orderbox');
  await page.locator('#contact_id option').nth(1).waitFor({ state: 'attached' });
  await page.selectOption('#contact_id', '');
  await page.getByRole('button', { name: 'Neuer Kontakt' }).click();
  await page.locator('form.review button[type=submit]').click();
  await page.waitForSelector('.errors');
  await at('review with errors and a new contact');
  await page.getByRole('button', { name: 'Verwerfen' }).click();
  await answer(page);
  await page.route('**/api/orders', (route) => (route.request().method() === 'POST'
    ? route.fulfill({ status: 503, headers: { 'Retry-After': '60' }, contentType: 'application/problem+json', body: '{"type":"/problems/busy","title":"x","status":503}' })
    : route.fallback()));
  await page.locator('form.review button[type=submit]').click();
  await page.waitForSelector('.trouble');
  await at('review with trouble');
  await page.unroute('**/api/orders');
  await visit(page, '#/order');
  await page.waitForSelector('.pick tbody tr');
  await visit(page, '#/order/review');
  await page.waitForSelector('#unanswered');
  await at('review after a lost answer');
  await page.locator('form.review button[type=submit]').click();
  await page.waitForSelector('.receipt');
  await at('receipt');
  const placed = (await page.locator('.orderbox h2 a').first().getAttribute('href')) ?? '';
  await visit(page, '#/order/review');
  await page.waitForSelector('.empty');
  await at('review of an empty basket');
  await visit(page, '#/orders');
  await page.waitForSelector('.orders tbody tr');
  await at('orders');
  await visit(page, placed);
  await page.waitForSelector('.timeline');
  await at('order');
  await page.getByRole('button', { name: 'Auftrag stornieren' }).click();
  await at('cancel asked');
  await page.getByRole('button', { name: 'Ja, Auftrag stornieren' }).click();
  await page.waitForSelector('.note.ok');
  await at('cancelled');
  await visit(page, '#/contract');
  await page.waitForSelector('.people li');
  await page.getByRole('button', { name: 'Neuer Kontakt' }).click();
  await at('contract with a new contact');
  await page.getByRole('button', { name: 'Verwerfen' }).click();
  await page.getByRole('button', { name: 'Mit Code bestätigen' }).click();
  await page.locator('.choice input').first().check();
  await at('code to be sent');
  await page.route('**/api/session/code', (route) => route.fulfill({ status: 202, json: { hint: 't••••@oki.de', expires_in: 600 } }));
  await page.getByRole('button', { name: 'Code senden' }).click();
  await page.waitForSelector('#code');
  await at('code to be entered');
  await visit(page, '#/help');
  await page.waitForSelector('.steps');
  await at('help');
  await visit(page, '#/privacy');
  await page.getByRole('heading', { name: 'In Ihrem Browser' }).waitFor();
  await at('what we store');
  await visit(page, '#/no-such-page');
  await page.getByRole('heading', { name: 'Diese Seite gibt es nicht' }).waitFor();
  await at('not found');
  await page.context().clearCookies();
  await visit(page, '#/orders');
  await page.waitForSelector('.signin .note');
  await at('session over');
}

for (const width of [1280, 360]) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`axe finds nothing at ${width} px in ${colorScheme}`, async () => {
      const { page, close } = await open({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
      /** @type {string[]} */
      const found = [];
      await walk(page, async (state) => {
        for (const what of await violations(page)) found.push(`${state}: ${what}`);
      });
      assert.deepEqual(found, []);
      await close();
    });
  }
}

for (const [name, width] of /** @type {const} */ ([['on a phone of 360 px', 360], ['at 200 % zoom', 640]])) {
  test(`no text is clipped and nothing scrolls sideways ${name}`, async () => {
    const { page, close } = await open({ viewport: { width, height: 740 } });
    /** @type {string[]} */
    const found = [];
    await walk(page, async (state) => {
      for (const what of await page.evaluate(overflowing)) found.push(`${state}: ${what}`);
    });
    assert.deepEqual(found, []);
    await close();
  });
}

test('no state breaks the content security policy or throws', async () => {
  const { page, complaints, close } = await open();
  await walk(page, async () => {});
  assert.deepEqual(complaints, []);
  await close();
});

test('the policy allows no inline style and no foreign source', async () => {
  const { page, close } = await open();
  const policy = (await (await page.goto('/'))?.headerValue('content-security-policy')) ?? '';
  assert.match(policy, /default-src 'none'.*style-src 'self';.*require-trusted-types-for 'script'/);
  await close();
});

test('an order prints without navigation and buttons', async () => {
  const { page, close } = await open();
  await signIn(page, small);
  await visit(page, '#/order');
  await putOne(page, 'FinalTest2');
  await visit(page, '#/order/review');
  await answer(page);
  await send(page);
  await page.locator('.orderbox h2 a').click();
  await page.waitForSelector('.timeline');
  await page.emulateMedia({ media: 'print' });
  const left = await page.evaluate(() => [...document.querySelectorAll('nav, button, .foot, .back')].filter((one) => one.getClientRects().length > 0).length);
  assert.equal(left, 0);
  await close();
});
