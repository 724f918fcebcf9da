import assert from 'node:assert/strict';
import { test } from 'node:test';
import { large, overflowing, portal, signIn, small, violations, visit } from './portal.js';

const { open, letter } = portal();

/** @import { Page } from 'playwright-core' */

/** At the form for service. @param {{ customer: string, contract: string }} [numbers] @param {import('playwright-core').BrowserContextOptions} [options] */
async function atService(numbers = small, options = {}) {
  const opened = await open(options);
  await signIn(opened.page, numbers);
  await visit(opened.page, '#/service');
  await opened.page.waitForSelector('.pick tbody tr');
  return opened;
}

/** Fills the form. @param {Page} page @param {string} serial @param {string} text */
async function fill(page, serial, text) {
  await page.check(`input[name=device][value="${serial}"]`);
  await page.locator('#contact_id option').nth(1).waitFor({ state: 'attached' });
  await page.selectOption('#contact_id', { index: 1 });
  await page.fill('#text', text);
}

/** Saves the form. @param {Page} page @returns {Promise<string>} the number as shown */
async function save(page) {
  await page.getByRole('button', { name: 'Projekt sichern' }).click();
  await page.waitForSelector('.receipt h1');
  const [number = ''] = (await page.locator('.receipt h1').innerText()).match(/\d{5} \d{6} \d\/1/) ?? [];
  assert.notEqual(number, '');
  return number;
}

test('device, contact and text become a case with a number and a letter', async () => {
  const { page, complaints, close } = await atService();
  await fill(page, 'FinalTest1', 'Papierstau in Fach 2');
  const number = await save(page);
  assert.match(await page.locator('.receipt h1').innerText(), /^Projekt .* erfasst$/);
  const { subject, text } = await letter((one) => one.subject.includes(number));
  assert.equal(subject, `Projekt ${number} ist erfasst`);
  assert.match(text, /Papierstau in Fach 2/);
  assert.deepEqual(complaints, []);
  await close();
});

test('the receipt is shown again at the same address', async () => {
  const { page, close } = await atService();
  await fill(page, 'FinalTest1', 'Noch einmal ansehen');
  const number = await save(page);
  await page.reload();
  await page.waitForSelector('.receipt h1');
  assert.ok((await page.locator('.receipt h1').innerText()).includes(number));
  assert.match(await page.locator('.words').innerText(), /Noch einmal ansehen/);
  await close();
});

test('the form is filled and sent by keyboard alone', async () => {
  const { page, close } = await atService();
  await page.locator('input[name=device]').first().focus();
  await page.keyboard.press('Space');
  await page.locator('#contact_id').focus();
  await page.keyboard.press('ArrowDown');
  await page.locator('#text').focus();
  await page.keyboard.type('Getippt\nin zwei Zeilen');
  await page.keyboard.press('Tab');
  // Past the button for photos and documents.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.receipt h1');
  await close();
});

test('the hotline, the dealer and what is open already are said before sending', async () => {
  const { page, close } = await atService();
  await fill(page, 'FinalTest2', 'Streifen');
  const number = await save(page);
  await visit(page, '#/service');
  await page.check('input[name=device][value=FinalTest2]');
  await page.getByText('bereits gemeldet am').first().waitFor();
  await page.getByRole('link', { name: number }).first().waitFor();
  const aside = await page.locator('aside').innerText();
  assert.match(aside, /061 827 94 81/);
  assert.match(aside, /Bürotechnik Rheinland/);
  await close();
});

test('what is missing is named with a way to it, and what was typed stays', async () => {
  const { page, close } = await atService(large);
  await page.fill('#text', 'Ohne Gerät');
  await page.getByRole('button', { name: 'Projekt sichern' }).click();
  const errors = page.locator('.errors');
  await errors.waitFor();
  assert.match(await errors.innerText(), /Wählen Sie das Gerät/);
  assert.match(await page.title(), /^Fehler:/);
  assert.equal(await page.inputValue('#text'), 'Ohne Gerät');
  await close();
});

test('a text of 4 000 emoji is taken and one more is refused by its field', async () => {
  const { page, close } = await atService();
  await fill(page, 'FinalTest1', '😀'.repeat(4001));
  await page.getByRole('button', { name: 'Projekt sichern' }).click();
  await page.locator('#text-error').waitFor();
  assert.match(await page.locator('.left').innerText(), /1 Zeichen zu viel/);
  await page.fill('#text', '😀'.repeat(4000));
  await save(page);
  await page.waitForSelector('.words');
  assert.equal(await page.locator('.words').innerText(), '😀'.repeat(4000));
  await close();
});

test('what was typed survives the end of the session', async () => {
  const { page, close } = await atService();
  await fill(page, 'FinalTest1', 'Vor der Pause geschrieben');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Projekt sichern' }).click();
  await page.waitForSelector('#customer_no');
  await page.fill('#customer_no', small.customer);
  await page.fill('#contract_no', small.contract);
  await page.press('#contract_no', 'Enter');
  await page.waitForSelector('#text');
  assert.equal(await page.inputValue('#text'), 'Vor der Pause geschrieben');
  await save(page);
  await close();
});

test('signing out with words in the form asks first', async () => {
  const { page, close } = await atService();
  await page.fill('#text', 'Noch nicht gesendet');
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.getByText('Ihre Serviceanfrage ist noch nicht gesendet').waitFor();
  await page.getByRole('button', { name: 'Trotzdem abmelden' }).click();
  await page.waitForSelector('#customer_no');
  await signIn(page, small);
  await visit(page, '#/service');
  await page.waitForSelector('#text');
  assert.equal(await page.inputValue('#text'), '');
  await close();
});

test('a request whose answer is lost is one case when it is sent again', async () => {
  const { page, close } = await atService();
  await fill(page, 'FinalTest1', 'Nur einmal, bitte');
  const count = () => page.evaluate(async () => (await (await fetch('/api/tickets')).json()).tickets.length);
  const before = await count();
  let lost = 0;
  await page.route('**/api/tickets', async (route) => {
    if (route.request().method() !== 'POST' || lost >= 3) return route.continue();
    lost++;
    await route.fetch();
    return route.abort();
  });
  await page.getByRole('button', { name: 'Projekt sichern' }).click();
  await page.getByText('Wir wissen noch nicht, ob Ihre Anfrage angekommen ist').waitFor({ timeout: 20_000 });
  const number = await save(page);
  const after = await count();
  assert.equal(after, before + 1);
  assert.ok(number);
  await close();
});

test('clearing empties the form', async () => {
  const { page, close } = await atService();
  await fill(page, 'FinalTest1', 'Doch nicht');
  await page.getByRole('button', { name: 'Löschen' }).click();
  assert.equal(await page.inputValue('#text'), '');
  assert.equal(await page.locator('input[name=device]:checked').count(), 0);
  await close();
});

test('a defective part is claimed without an order, with the pages that it reached', async () => {
  const { page, close } = await atService();
  await fill(page, 'FinalTest1', '');
  await page.check('input[name=kind][value=supply_claim]');
  await page.check('input[name=article][value="44973509"]');
  await page.getByText('Der Ersatz kostet Sie nichts').waitFor();
  const number = await save(page);
  assert.match(await page.locator('.answers').innerText(), /Toner Gelb/);
  assert.match(await page.locator('.answers').innerText(), /3\.860 von 6\.000 Seiten/);
  const { subject } = await letter((one) => one.subject.includes(number));
  assert.match(subject, /^Reklamation/);
  await close();
});

test('a reply stands in the conversation', async () => {
  const { page, close } = await atService();
  await fill(page, 'FinalTest1', 'Erste Meldung');
  await save(page);
  await page.getByRole('link', { name: 'Zum Projekt' }).click();
  await page.fill('#text', 'Zweite Meldung');
  await page.getByRole('button', { name: 'Nachricht senden' }).click();
  await page.getByText('Ihre Nachricht ist angekommen.').waitFor();
  await page.locator('.said', { hasText: 'Zweite Meldung' }).waitFor();
  assert.equal(await page.inputValue('#text'), '');
  await close();
});

test('a closed case offers a further visit instead of a reply', async () => {
  const { page, close } = await atService();
  await fill(page, 'FinalTest1', 'Schon erledigt');
  await save(page);
  await page.route(/\/api\/tickets\/\d+$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), open: false, state: 'done' } });
  });
  await page.getByRole('link', { name: 'Zum Projekt' }).click();
  await page.getByText('Es wird nur wieder aufgenommen').waitFor();
  await page.getByRole('button', { name: 'Weiteren Besuch anfordern' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Nachricht senden' }).count(), 0);
  await close();
});

test('another session sees that words are hidden and how to see them', async () => {
  const { page, close } = await atService();
  await fill(page, 'FinalTest1', 'Nur für meine Augen');
  await save(page);
  await page.getByRole('link', { name: 'Zum Projekt' }).click();
  await page.waitForSelector('.conversation');
  const hash = await page.evaluate(() => location.hash);
  const other = await open();
  await signIn(other.page, small);
  await visit(other.page, hash);
  await other.page.getByText('Eine Nachricht ist verdeckt.').waitFor();
  assert.doesNotMatch(await other.page.locator('main').innerText(), /meine Augen/);
  await other.page.getByRole('button', { name: 'Mit Code bestätigen' }).click();
  await other.page.getByRole('button', { name: 'Code senden' }).waitFor();
  await other.close();
  await close();
});

test('the list is filtered by state, device and words', async () => {
  const { page, close } = await atService();
  await fill(page, 'FinalTest2', 'Für die Liste');
  await save(page);
  await visit(page, '#/tickets');
  await page.waitForSelector('.tickets tbody tr');
  await page.selectOption('#find-device', 'FinalTest2');
  for (const row of await page.locator('.tickets tbody tr').all()) assert.match(await row.innerText(), /FinalTest2/);
  await page.fill('#find-any', 'gibtesnicht');
  await page.getByText('Kein Projekt passt').waitFor();
  await page.getByRole('button', { name: 'Alle Filter leeren' }).click();
  await page.selectOption('#find-state', 'closed');
  await page.getByText('Kein Projekt passt').waitFor();
  await close();
});

test('a claim of an order leads from its line to its case', async () => {
  const { page, close } = await atService();
  await visit(page, '#/order');
  await page.check('input[name=device][value=FinalTest2]');
  const rows = page.locator('.article tbody tr');
  await rows.first().waitFor();
  await page.getByRole('button', { name: /eins mehr/ }).nth(0).click();
  await page.getByRole('button', { name: /eins mehr/ }).nth(1).click();
  await visit(page, '#/order/review');
  await page.waitForSelector('.orderbox');
  for (const reason of await page.locator('.reason select').all()) await reason.selectOption({ index: 1 });
  await page.getByRole('checkbox', { name: /Defekt/ }).first().check();
  await page.getByText('Die Reklamation wird ein Projekt mit eigener Nummer').waitFor();
  await page.locator('#contact_id option').nth(1).waitFor({ state: 'attached' });
  await page.selectOption('#contact_id', { index: 1 });
  await page.locator('form.review button[type=submit]').click();
  await page.waitForSelector('.receipt .numbers li');
  assert.equal(await page.locator('.receipt .numbers').count(), 2);
  await page.getByRole('link', { name: 'zum Projekt' }).click();
  await page.waitForSelector('.conversation');
  assert.match(await page.locator('.answers').innerText(), /Zusammen mit diesem Auftrag reklamiert/);
  await close();
});

for (const width of [1280, 360]) {
  test(`form, receipt, list and case fit a window of ${width} px and are accessible`, async () => {
    const { page, complaints, close } = await atService(small, { viewport: { width, height: 800 } });
    /** @type {string[]} */
    const found = [];
    const look = async (/** @type {string} */ place) => {
      for (const one of [...await violations(page), ...await page.evaluate(overflowing)]) found.push(`${place}: ${one}`);
    };
    await look('empty form');
    await fill(page, 'FinalTest1', `${'Donaudampfschifffahrtsgesellschaft'.repeat(6)}\nשלום מרחבא`);
    for (const summary of await page.locator('details.more summary').all()) await summary.click();
    await page.check('input[name=kind][value=supply_claim]');
    await page.waitForSelector('.part-row');
    await page.getByRole('button', { name: 'Projekt sichern' }).click();
    await page.waitForSelector('.errors');
    await look('claim with an error');
    await page.check('input[name=article][value="44973512"]');
    await look('claim');
    await save(page);
    await look('receipt');
    await page.getByRole('link', { name: 'Zum Projekt' }).click();
    await page.waitForSelector('.conversation');
    await look('case');
    await visit(page, '#/tickets');
    await page.waitForSelector('.tickets tbody tr');
    await look('list');
    assert.deepEqual(found, []);
    assert.deepEqual(complaints, []);
    await close();
  });
}
