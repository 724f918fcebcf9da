import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portal, signIn, small, violations, visit } from './portal.js';

const { open } = portal();

test('the two numbers and Enter open the contract', async () => {
  const { page, close } = await open();
  await signIn(page, small);
  assert.match(await page.locator('.who').innerText(), /Kunde 17102995[\s\S]*Vertrag SPV-20418/);
  await close();
});

test('blanks in the customer number and small letters in the contract number are forgiven', async () => {
  const { page, close } = await open();
  await signIn(page, { customer: ' 1710 2995 ', contract: 'spv-20418' });
  assert.equal(await page.locator('.tasks').count(), 1);
  await close();
});

test('wrong numbers are refused with the focus on the reason', async () => {
  const { page, close } = await open();
  await page.fill('#customer_no', '17102996');
  await page.fill('#contract_no', 'SPV-99999');
  await page.press('#contract_no', 'Enter');
  await page.waitForSelector('.errors');
  await page.waitForFunction(() => document.activeElement?.className === 'errors');
  await close();
});

test('a short customer number is named at its field, and the entry is kept', async () => {
  const { page, close } = await open();
  await page.fill('#customer_no', '1710299');
  await page.fill('#contract_no', 'SPV-20418');
  await page.press('#contract_no', 'Enter');
  await page.waitForSelector('#customer_no-error');
  assert.equal(await page.inputValue('#customer_no'), '1710299');
  await close();
});

test('the link in the error summary leads to the field', async () => {
  const { page, close } = await open();
  await page.fill('#customer_no', '1710299');
  await page.press('#customer_no', 'Enter');
  await page.locator('.errors a').first().click();
  await page.waitForFunction(() => document.activeElement?.id === 'customer_no');
  await close();
});

test('too many attempts are answered with what the server says about the next one', async () => {
  const { page, close } = await open();
  await page.waitForSelector('#customer_no');
  await page.route('**/api/session', (route) => route.fulfill({
    status: 429,
    headers: { 'Retry-After': '720' },
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: '/problems/too_many_attempts', title: 'Zu viele Versuche. In 12 Minuten geht es weiter.', status: 429 }),
  }));
  await page.press('#customer_no', 'Enter');
  await page.waitForSelector('.errors');
  assert.match(await page.locator('.errors').innerText(), /12 Minuten/);
  await close();
});

test('a contract that asks for a code opens after the code', async () => {
  const { page, close } = await open();
  await page.waitForSelector('#customer_no');
  await page.route('**/api/session', (route) => (route.request().method() === 'POST'
    ? route.fulfill({ status: 202, json: { contacts: [{ id: '1', hint: 'Th••• L•••••• · t••••@oki.de' }] } })
    : route.fallback()));
  await page.press('#customer_no', 'Enter');
  await page.getByRole('radio', { name: 't••••@oki.de' }).waitFor();
  assert.match(await page.locator('h1').innerText(), /Code/);
  await close();
});

test('the language switch speaks English and is remembered', async () => {
  const { page, close } = await open();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Sign in with customer and contract number' }).waitFor();
  await page.reload();
  await page.waitForSelector('#customer_no');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await close();
});

test('the language of the browser is spoken at the first visit', async () => {
  const { page, close } = await open({ locale: 'en-GB' });
  await page.waitForSelector('#customer_no');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await close();
});

test('what is typed survives a change of language', async () => {
  const { page, close } = await open();
  await page.fill('#customer_no', '17102995');
  await page.selectOption('#language', 'en');
  await page.getByRole('heading', { name: /Sign in/ }).waitFor();
  assert.equal(await page.inputValue('#customer_no'), '17102995');
  await close();
});

test('signing out ends the session on the server too', async () => {
  const { page, close } = await open();
  await signIn(page, small);
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.waitForSelector('#customer_no');
  assert.equal(await page.evaluate(async () => (await fetch('/api/session')).status), 401);
  await close();
});

test('signing in again after the session has ended returns to the same page', async () => {
  const { page, close } = await open();
  await signIn(page, small);
  await page.context().clearCookies();
  await visit(page, '#/contract');
  await page.getByText('deshalb abgemeldet').waitFor();
  await page.fill('#customer_no', small.customer);
  await page.fill('#contract_no', small.contract);
  await page.press('#contract_no', 'Enter');
  await page.getByRole('heading', { name: /Vertrag SPV-20418/ }).waitFor();
  assert.match(page.url(), /#\/contract$/);
  await close();
});

test('two minutes before the idle end one press goes on', async () => {
  const { page, close } = await open();
  await page.route('**/api/session', async (route) => {
    const answer = await route.fetch();
    const session = await answer.json().catch(() => null);
    await route.fulfill(session?.idle_seconds ? { response: answer, json: { ...session, idle_seconds: 100 } } : { response: answer });
  });
  await signIn(page, small);
  const goOn = page.getByRole('button', { name: 'Weiterarbeiten' });
  await goOn.waitFor();
  const asked = page.waitForRequest((request) => request.url().endsWith('/api/session') && request.method() === 'GET');
  await goOn.click();
  assert.ok(await asked);
  await close();
});

test('without an answer the page says that the fault is ours and whom to call', async () => {
  const { page, close } = await open();
  await page.waitForSelector('#customer_no');
  await page.route('**/api/session', (route) => route.fulfill({ status: 503, headers: { 'Retry-After': '60' }, contentType: 'application/problem+json', body: '{"type":"/problems/busy","title":"x","status":503}' }));
  await page.fill('#customer_no', small.customer);
  await page.press('#customer_no', 'Enter');
  await page.waitForSelector('.trouble');
  assert.match(await page.locator('.trouble').innerText(), /liegt bei uns[\s\S]*Rufen Sie uns an/);
  await close();
});

test('while numbers are guessed, a browser that is new here is told why it needs a code', async () => {
  const { page, close } = await open();
  await page.route('**/api/session', (route) => route.request().method() === 'POST'
    ? route.fulfill({ status: 202, json: { cause: 'guessing', contacts: [{ id: '01KB0000000000000000000001', hint: 'Er••• M•••••• · e••••@oki.example' }] } })
    : route.continue());
  await page.fill('#customer_no', small.customer);
  await page.fill('#contract_no', small.contract);
  await page.keyboard.press('Enter');
  await page.getByText('Weil dieser Browser hier neu ist').waitFor();
  assert.deepEqual(await violations(page), []);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/guessing.png`, fullPage: true });
  await close();
});
