import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, large, portal, putOne, send, signIn, small, visit } from './portal.js';

const { open, letter } = portal();

/** @param {{ customer: string, contract: string }} numbers */
async function atOrder(numbers) {
  const opened = await open();
  await signIn(opened.page, numbers);
  await visit(opened.page, '#/order');
  await opened.page.waitForSelector('.pick tbody tr');
  return opened;
}

/** Serials of two devices at two addresses. @param {import('playwright-core').Page} page */
async function apart(page) {
  /** @type {{ devices: { serial: string, address: string, removed?: string | null }[] }} */
  const { devices } = await page.evaluate(async () => (await fetch('/api/devices')).json());
  const here = devices.filter(({ removed }) => !removed);
  const [first] = here;
  const other = here.find(({ address }) => address !== first?.address);
  assert.ok(first && other, 'the fleet stands at one address only');
  return [first.serial, other.serial];
}

test('filters of two columns are combined', async () => {
  const { page, close } = await atOrder(small);
  await page.getByRole('textbox', { name: 'Modell filtern' }).fill('es5');
  await page.getByRole('textbox', { name: 'Standort filtern' }).fill('kunden');
  await page.waitForFunction(() => document.querySelectorAll('.pick tbody tr').length === 1);
  assert.match(await page.locator('.pick tbody').innerText(), /FinalTest1/);
  await close();
});

for (const typed of ['DUSSEL', 'duessel', 'düssel']) {
  test(`the city filter finds Düsseldorf by ${typed}`, async () => {
    const { page, close } = await atOrder(small);
    await page.getByRole('textbox', { name: 'Ort filtern', exact: true }).fill(typed);
    await page.waitForFunction(() => document.querySelectorAll('.pick tbody tr').length > 0);
    assert.match(await page.locator('.pick tbody tr').first().innerText(), /Düsseldorf/);
    await close();
  });
}

test('a filter that hides everything is named and can be dropped', async () => {
  const { page, close } = await atOrder(small);
  await page.getByRole('textbox', { name: 'Modell filtern' }).fill('ES5462');
  await page.getByRole('textbox', { name: 'Standort filtern' }).fill('Mond');
  await page.getByRole('button', { name: 'Filter „Standort“ leeren' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.pick tbody tr').length === 1);
  assert.equal(await page.getByRole('textbox', { name: 'Standort filtern' }).inputValue(), '');
  await close();
});

test('a large fleet draws fifty rows and more on demand', async () => {
  const { page, close } = await atOrder(large);
  await page.getByRole('button', { name: 'Weitere 50 anzeigen' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.pick tbody tr').length > 50);
  assert.equal(await page.locator('.pick tbody tr').count(), 100);
  await close();
});

test('the column heading sorts up and then down', async () => {
  const { page, close } = await atOrder(small);
  const heading = page.getByRole('columnheader', { name: 'Seriennummer' });
  await heading.getByRole('button').click();
  await heading.getByRole('button').click();
  assert.equal(await heading.getAttribute('aria-sort'), 'descending');
  await close();
});

test('the basket outlives a reload', async () => {
  const { page, close } = await atOrder(small);
  await putOne(page, 'FinalTest1');
  await page.reload();
  await page.waitForSelector('.basket .parcel');
  assert.match(await page.locator('.basket').innerText(), /1\sArtikel, 1\sLieferung/);
  await close();
});

test('the basket keeps no words about people in the browser', async () => {
  const { page, close } = await atOrder(small);
  await putOne(page, 'FinalTest1');
  await visit(page, '#/order/review');
  await page.waitForSelector('.orderbox');
  await page.locator('input[id^=attention-]').fill('Frau Geheimrat');
  assert.doesNotMatch(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }])), /Geheimrat/);
  await close();
});

test('devices at two addresses become two orders with two letters', async () => {
  const { page, close } = await atOrder(large);
  const [here, there] = await apart(page);
  for (const serial of [here, there]) {
    await page.getByRole('textbox', { name: 'Seriennummer filtern' }).fill(serial ?? '');
    await putOne(page, serial ?? '');
  }
  await visit(page, '#/order/review');
  await answer(page);
  const shown = await send(page);
  assert.equal(shown.length, 2);
  for (const number of shown) await letter(({ subject, text }) => `${subject} ${text}`.includes(number));
  await close();
});

test('a defective part is claimed and said so in button and letter', async () => {
  const { page, close } = await atOrder(small);
  await putOne(page, 'FinalTest2');
  await visit(page, '#/order/review');
  await answer(page);
  await page.getByRole('checkbox', { name: /Defekt/ }).check();
  await page.getByRole('button', { name: '1 Teil reklamieren' }).waitFor();
  const [number = ''] = await send(page);
  const { text } = await letter((one) => `${one.subject} ${one.text}`.includes(number));
  assert.match(text, /reklam|Reklam|defekt/);
  await close();
});

test('a quantity changed in the review is what is ordered', async () => {
  const { page, close } = await atOrder(small);
  await putOne(page, 'FinalTest1');
  await visit(page, '#/order/review');
  await answer(page);
  await page.locator('.reviewlines input[type=number]').fill('3');
  await page.getByRole('button', { name: '3 Artikel bestellen' }).waitFor();
  await send(page);
  await page.waitForSelector('.linetable tbody tr');
  assert.match(await page.locator('.linetable .num').last().innerText(), /^3$/);
  await close();
});

test('an untouched attention is not sent', async () => {
  const { page, close } = await atOrder(small);
  await putOne(page, 'FinalTest1');
  await visit(page, '#/order/review');
  await answer(page);
  const placed = page.waitForRequest((request) => request.url().endsWith('/api/orders') && request.method() === 'POST');
  await send(page);
  const [delivery] = (await placed).postDataJSON().deliveries;
  assert.equal('attention' in delivery, false);
  await close();
});

test('a missing contact is named with the focus on the summary', async () => {
  const { page, close } = await atOrder(large);
  const [here] = await apart(page);
  await page.getByRole('textbox', { name: 'Seriennummer filtern' }).fill(here ?? '');
  await putOne(page, here ?? '');
  await visit(page, '#/order/review');
  await answer(page);
  await page.selectOption('#contact_id', '');
  await page.locator('form.review button[type=submit]').click();
  await page.locator('.errors a[href="#contact_id"]').waitFor();
  await page.waitForFunction(() => document.activeElement?.className === 'errors');
  await close();
});

test('sending again after trouble uses the same key', async () => {
  const { page, close } = await atOrder(small);
  await putOne(page, 'FinalTest1');
  await visit(page, '#/order/review');
  await answer(page);
  /** @type {(string | undefined)[]} */
  const keys = [];
  await page.route('**/api/orders', (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push(route.request().headers()['idempotency-key']);
    return keys.length === 1
      ? route.fulfill({ status: 503, headers: { 'Retry-After': '60' }, contentType: 'application/problem+json', body: '{"type":"/problems/busy","title":"x","status":503}' })
      : route.fallback();
  });
  await page.locator('form.review button[type=submit]').click();
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
  await page.waitForSelector('.receipt .numbers li');
  assert.equal(keys[0], keys[1]);
  await close();
});

/** The numbers of the contract's orders. @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
const ordered = (page) => page.evaluate(async () => (await (await fetch('/api/orders')).json()).orders.map((/** @type {{ number: string }} */ { number }) => number));

/** Lets orders reach the program, but no answer come back. @param {import('playwright-core').Page} page */
const loseAnswers = (page) => page.route('**/api/orders', async (route) => {
  if (route.request().method() !== 'POST') return route.fallback();
  await route.fetch();
  return route.abort();
});

test('a reload after a lost answer does not order twice', async () => {
  const { page, close } = await atOrder(small);
  const before = await ordered(page);
  await putOne(page, 'FinalTest1');
  await visit(page, '#/order/review');
  await answer(page);
  assert.equal(await page.locator('#unanswered').count(), 0);
  await loseAnswers(page);
  await page.locator('form.review button[type=submit]').click();
  await page.waitForSelector('.trouble');
  await page.reload();
  await page.unroute('**/api/orders');
  await page.getByText('Ihre letzte Bestellung ist vielleicht schon angekommen.').waitFor();
  await page.locator('#contact_id option').nth(1).waitFor({ state: 'attached' });
  await page.selectOption('#contact_id', { index: 1 });
  await send(page);
  assert.equal((await ordered(page)).filter((number) => !before.includes(number)).length, 1);
  await visit(page, '#/order/review');
  await page.waitForSelector('.empty');
  assert.equal(await page.evaluate(() => sessionStorage.getItem('pagetally.basket')), null);
  await close();
});

test('a body sent earlier keeps its key after another one was tried', async () => {
  const { page, close } = await atOrder(small);
  const before = await ordered(page);
  await putOne(page, 'FinalTest1');
  await visit(page, '#/order/review');
  await answer(page);
  /** @type {(string | undefined)[]} */
  const keys = [];
  await page.route('**/api/orders', (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push(route.request().headers()['idempotency-key']);
    return keys.length < 3
      ? route.fulfill({ status: 503, headers: { 'Retry-After': '60' }, contentType: 'application/problem+json', body: '{"type":"/problems/busy","title":"x","status":503}' })
      : route.fallback();
  });
  const attempt = async (/** @type {string} */ reference) => {
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/orders') && response.request().method() === 'POST');
    await page.fill('#reference', reference);
    await page.locator('form.review button[type=submit]').click();
    await answered;
  };
  await attempt('A');
  await page.waitForSelector('.trouble');
  await attempt('B');
  await page.waitForSelector('.trouble');
  await attempt('A');
  await page.waitForSelector('.receipt .numbers li');
  assert.equal(keys[2], keys[0]);
  assert.notEqual(keys[1], keys[0]);
  assert.equal((await ordered(page)).filter((number) => !before.includes(number)).length, 1);
  await close();
});

test('an order that was refused for certain is not said to be open', async () => {
  const { page, close } = await atOrder(small);
  await putOne(page, 'FinalTest1');
  await visit(page, '#/order/review');
  await answer(page);
  await page.route('**/api/orders', (route) => (route.request().method() === 'POST'
    ? route.fulfill({ status: 409, contentType: 'application/problem+json', body: '{"type":"/problems/contract_not_running","title":"Der Vertrag läuft zurzeit nicht.","status":409}' })
    : route.fallback()));
  await page.locator('form.review button[type=submit]').click();
  await page.waitForSelector('.errors');
  assert.equal(await page.locator('#unanswered').count(), 0);
  await close();
});

test('a changed address is shown before anything is ordered', async () => {
  const { page, close } = await atOrder(small);
  await putOne(page, 'FinalTest1');
  await visit(page, '#/order/review');
  await answer(page);
  await page.route('**/api/orders', (route) => (route.request().method() === 'POST'
    ? route.fulfill({ status: 409, contentType: 'application/problem+json', body: '{"type":"/problems/address_changed","title":"x","status":409}' })
    : route.fallback()));
  const checked = page.waitForRequest('**/api/orders/check');
  await page.locator('form.review button[type=submit]').click();
  await page.getByText('Eine Lieferadresse wurde inzwischen geändert.').waitFor();
  assert.ok(await checked);
  await close();
});

test('signing in again keeps the basket and comes back to the review', async () => {
  const { page, close } = await atOrder(small);
  await putOne(page, 'FinalTest1');
  await page.context().clearCookies();
  await visit(page, '#/order/review');
  await page.getByText('Ihr Korb ist noch da').waitFor();
  await page.fill('#customer_no', small.customer);
  await page.fill('#contract_no', small.contract);
  await page.press('#contract_no', 'Enter');
  await page.getByRole('button', { name: '1 Artikel bestellen' }).waitFor();
  assert.match(page.url(), /#\/order\/review$/);
  await close();
});

test('the receipt is shown again under the same address', async () => {
  const { page, close } = await atOrder(small);
  await putOne(page, 'FinalTest1');
  await visit(page, '#/order/review');
  await answer(page);
  const before = await send(page);
  await page.reload();
  await page.waitForSelector('.receipt .numbers li');
  assert.deepEqual(await page.locator('.receipt .numbers li').allTextContents(), before);
  await close();
});

test('an order can be cancelled after a second press', async () => {
  const { page, close } = await atOrder(small);
  await putOne(page, 'FinalTest1');
  await visit(page, '#/order/review');
  await answer(page);
  await send(page);
  await page.locator('.orderbox h2 a').click();
  await page.getByRole('button', { name: 'Auftrag stornieren' }).click();
  await page.getByRole('button', { name: 'Ja, Auftrag stornieren' }).click();
  await page.locator('.timeline').getByText('storniert').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Auftrag stornieren' }).count(), 0);
  await close();
});

test('markup in what people write is shown as text', async () => {
  const { page, close } = await atOrder(small);
  const markup = '<img src=x onerror=alert(1)>';
  await putOne(page, 'FinalTest1');
  await visit(page, '#/order/review');
  await answer(page);
  await page.fill('#reference', markup);
  await send(page);
  assert.ok((await page.locator('.receipt').innerText()).includes(markup));
  await close();
});

test('everything is ordered with the keyboard alone', async () => {
  const { page, close } = await open();
  const focused = () => page.evaluate(() => {
    const at = document.activeElement;
    return `${at?.id} ${at?.getAttribute('name')} ${at?.getAttribute('aria-label')} ${at?.textContent}`;
  });
  /** Tabs until something is focused. @param {RegExp} wanted */
  const tabTo = async (wanted) => {
    for (let press = 0; press < 80; press++) {
      if (wanted.test(await focused())) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`Tab never came to ${wanted}`);
  };
  await page.waitForSelector('#customer_no');
  await page.keyboard.type(small.customer);
  await page.keyboard.press('Tab');
  await page.keyboard.type(small.contract);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.tasks');
  await tabTo(/Bestellen$/);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.pick tbody tr');
  await tabTo(/ device /);
  await page.keyboard.press('Space');
  await page.waitForSelector('.article tbody tr');
  await tabTo(/eins mehr/);
  await page.keyboard.press('Enter');
  await tabTo(/Weiter zum Prüfen/);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.orderbox');
  if (await page.locator('.reason select').count()) {
    await tabTo(/^reason-/);
    await page.keyboard.press('ArrowDown');
  }
  await tabTo(/^contact_id/);
  await page.locator('#contact_id option').nth(1).waitFor({ state: 'attached' });
  if (!(await page.inputValue('#contact_id'))) await page.keyboard.press('ArrowDown');
  await tabTo(/1 Artikel bestellen/);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.receipt .numbers li');
  assert.equal(await page.locator('.receipt .numbers li').count(), 1);
  await close();
});
