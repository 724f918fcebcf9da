import assert from 'node:assert/strict';
import { test } from 'node:test';
import { large, overflowing, portal, putOne, signIn, small, violations, visit } from './portal.js';

/** @import { BrowserContextOptions, Page } from 'playwright-core' */

const fleet = portal();
const { open } = fleet;

/** @param {{ customer: string, contract: string }} numbers */
async function atContract(numbers) {
  const opened = await open();
  await signIn(opened.page, numbers);
  await visit(opened.page, '#/contract');
  await opened.page.waitForSelector('.people li');
  return opened;
}

test('with the two numbers names and mail addresses are masked', async () => {
  const { page, close } = await atContract(small);
  assert.match(await page.locator('.people li').first().innerText(), /••• .•+ · .•+@/);
  await close();
});

test('a contact added while ordering is chosen for the confirmation', async () => {
  const { page, close } = await open();
  await signIn(page, small);
  await visit(page, '#/order');
  await putOne(page, 'FinalTest1');
  await visit(page, '#/order/review');
  await page.getByRole('button', { name: 'Neuer Kontakt' }).click();
  await page.fill('#contact-first_name', 'Erika');
  await page.fill('#contact-last_name', 'Beispiel');
  await page.fill('#contact-email', 'erika.beispiel@example.org');
  await page.getByRole('button', { name: 'Kontakt speichern' }).click();
  await page.waitForSelector('.contactform', { state: 'detached' });
  assert.match(await page.locator('#contact_id option:checked').innerText(), /^Er•+ B•+ · e•+@example\.org$/);
  await close();
});

test('a contact without a name is told which fields are missing', async () => {
  const { page, close } = await atContract(small);
  await page.getByRole('button', { name: 'Neuer Kontakt' }).click();
  await page.fill('#contact-email', 'nur.adresse@example.org');
  await page.getByRole('button', { name: 'Kontakt speichern' }).click();
  await page.waitForSelector('#contact-first_name-error');
  assert.equal(await page.locator('#contact-last_name-error').count(), 1);
  await close();
});

test('a mailed code unmasks contacts, which can then be changed and deleted', async () => {
  const { page, close } = await atContract(large);
  const mail = await fleet.confirm(page);
  await page.locator('.people').getByText(mail.to).first().waitFor();

  await page.getByRole('button', { name: 'Neuer Kontakt' }).click();
  await page.fill('#contact-first_name', 'Kurz');
  await page.fill('#contact-last_name', 'Zuvor');
  await page.fill('#contact-email', 'kurz.zuvor@example.org');
  await page.getByRole('button', { name: 'Kontakt speichern' }).click();
  await page.getByRole('button', { name: 'Ändern Kurz Zuvor' }).click();
  await page.fill('#contact-last_name', 'Danach');
  await page.getByRole('button', { name: 'Kontakt speichern' }).click();
  await page.getByRole('button', { name: 'Löschen Kurz Danach' }).click();
  await page.getByRole('button', { name: 'Ja, Kontakt löschen' }).click();
  await page.getByText('Der Kontakt ist gelöscht.').waitFor();
  await page.locator('.people').getByText('Kurz Danach').first().waitFor({ state: 'detached' });
  await close();
});

test('a mistyped code is refused at its field', async () => {
  const { page, close } = await atContract(small);
  await page.getByRole('button', { name: 'Mit Code bestätigen' }).click();
  await page.locator('.choice input').first().check();
  await page.getByRole('button', { name: 'Code senden' }).click();
  await page.waitForSelector('#code');
  await page.fill('#code', '0000 0000');
  await page.press('#code', 'Enter');
  await page.waitForSelector('#code-error');
  assert.equal(await page.getAttribute('#code', 'aria-invalid'), 'true');
  await close();
});

/** Two people, as the server tells them with what they are responsible for. */
const people = [
  { id: 'C1', first_name: 'Ines', last_name: 'Meier', email: 'ines@example.org', phone: null, language: 'de', confirmed: true, undeliverable: { since: '2026-11-02', why: 'bounce' },
    duties: [{ duty: 'readings' }, { duty: 'orders', devices: ['AL3100000', 'AK3100026'] }] },
  { id: 'C2', first_name: 'Mehmet', last_name: 'Fuchs', email: 'mehmet@example.org', phone: null, language: 'de', confirmed: true, undeliverable: null, duties: [] },
];

/**
 * The contacts page of somebody confirmed, with these people on it; what is saved is kept for the test.
 *
 * @param {BrowserContextOptions} [options]
 */
async function withPeople(options) {
  const opened = await open(options);
  const { page } = opened;
  await signIn(page, large);
  const session = await page.evaluate(async () => (await fetch('api/session')).json());
  /** @type {any[]} */
  const saves = [];
  await page.route('**/api/session', (route) => (route.request().method() === 'GET' ? route.fulfill({ json: { ...session, level: 'confirmed' } }) : route.fallback()));
  await page.route('**/api/contacts', (route) => (route.request().method() === 'GET' ? route.fulfill({ json: { contacts: people } }) : route.fallback()));
  await page.route('**/api/contacts/*', (route) => {
    saves.push(route.request().postDataJSON());
    return route.fulfill({ json: { id: 'C1' } });
  });
  await page.goto('about:blank');
  await page.goto('/#/contract');
  await page.waitForSelector('.people li');
  return { ...opened, saves };
}

/** @param {Page} page */
const save = (page) => page.getByRole('button', { name: 'Kontakt speichern' }).click();

test('a contact says what it is responsible for, and that its mails bounce', async () => {
  const { page, close } = await withPeople();
  const [first, second] = await page.locator('.people li').allInnerTexts();
  assert.match(first ?? '', /Zuständig für Zählerstände und Bestellungen \(2 Geräte\)/);
  assert.match(first ?? '', /E-Mail unzustellbar seit 02\.11\.2026 – bitte prüfen/);
  assert.doesNotMatch(second ?? '', /Zuständig|unzustellbar/);
  await close();
});

test('a contact becomes responsible for single devices, found by a search', async () => {
  const { page, saves, close } = await withPeople();
  await page.getByRole('button', { name: 'Ändern Mehmet Fuchs' }).click();
  await page.getByRole('checkbox', { name: 'Störungen' }).check();
  await page.getByRole('radio', { name: /^Bestimmte Geräte ?: Störungen/ }).check();
  await save(page);
  await page.getByText('Wählen Sie mindestens ein Gerät').first().waitFor();
  await page.locator('.devicechoice').getByLabel('Gerät suchen').fill('AK3100026');
  await page.locator('.devicechoice input[value="AK3100026"]').check();
  await page.locator('.devicechoice').getByLabel('Gerät suchen').fill('');
  assert.equal(await page.locator('.devicechoice input[type=checkbox]').first().isChecked(), true);
  await save(page);
  await page.getByText('Der Kontakt ist geändert.').waitFor();
  assert.deepEqual(saves.map(({ duties }) => duties), [[{ duty: 'tickets', devices: ['AK3100026'] }]]);
  await close();
});

test('a duty is taken away and widened', async () => {
  const { page, saves, close } = await withPeople();
  await page.getByRole('button', { name: 'Ändern Ines Meier' }).click();
  await page.getByRole('checkbox', { name: 'Zählerstände' }).uncheck();
  await page.getByRole('radio', { name: /^Alle Geräte ?: Bestellungen/ }).check();
  await save(page);
  await page.getByText('Der Kontakt ist geändert.').waitFor();
  assert.deepEqual(saves.map(({ duties }) => duties), [[{ duty: 'orders' }]]);
  await close();
});

test('who only mends a name leaves the duties alone', async () => {
  const { page, saves, close } = await withPeople();
  await page.getByRole('button', { name: 'Ändern Ines Meier' }).click();
  await page.fill('#contact-last_name', 'Meyer');
  await save(page);
  await page.getByText('Der Kontakt ist geändert.').waitFor();
  assert.deepEqual(saves.map((body) => 'duties' in body), [false]);
  await close();
});

for (const width of [1280, 360]) {
  test(`axe finds nothing in the form of duties at ${width} px, and nothing is clipped`, async () => {
    const { page, complaints, close } = await withPeople({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Ändern Ines Meier' }).click();
    await page.waitForSelector('.devicechoice li:nth-child(10)');
    assert.deepEqual([...await violations(page), ...await page.evaluate(overflowing), ...complaints], []);
    await close();
  });
}
