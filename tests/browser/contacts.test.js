import assert from 'node:assert/strict';
import { test } from 'node:test';
import { large, portal, putOne, signIn, small, visit } from './portal.js';

const { open, letter } = portal();

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
  await page.getByRole('button', { name: 'Mit Code bestätigen' }).click();
  await page.locator('.choice input').first().check();
  const since = new Date().toISOString();
  await page.getByRole('button', { name: 'Code senden' }).click();
  await page.waitForSelector('#code');
  const alone = /^\s*(\d{4}\s?\d{4})\s*$/m;
  const mail = await letter(({ text, at }) => at >= since.slice(0, 19) && alone.test(text));
  const [, code = ''] = mail.text.match(alone) ?? [];
  await page.fill('#code', code);
  await page.press('#code', 'Enter');
  await page.getByText('Sie haben sich mit einem Code bestätigt.').waitFor();
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
