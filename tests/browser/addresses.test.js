import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, large, overflowing, portal, putOne, send, signIn, small, violations, visit } from './portal.js';

/** @import { Page } from 'playwright-core' */

const { open, tell } = portal();

const phone = { viewport: { width: 360, height: 740 } };

/** @param {Page} page @param {string} [street] */
async function fillAddress(page, street = 'Kaistraße 3') {
  await page.fill('#street', street);
  await page.fill('#postcode', '40221');
  await page.fill('#city', 'Düsseldorf');
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  await page.fill('#effective', day);
  await page.locator('#contact_id option').nth(1).waitFor({ state: 'attached' });
  await page.selectOption('#contact_id', { index: 1 });
}

/** Asks for a change at a device and says its number. @param {Page} page @param {string} serial @param {"device" | "all"} scope */
async function ask(page, serial, scope, street = 'Kaistraße 3') {
  await visit(page, `#/address-changes/new/${serial}`);
  await page.waitForSelector('.changeform');
  if (await page.locator(`#whole-${scope}`).count()) await page.check(`#whole-${scope}`);
  await fillAddress(page, street);
  await page.getByRole('button', { name: 'Adressänderung beantragen' }).click();
  await page.getByRole('status').filter({ hasText: 'ist beantragt' }).waitFor();
  return decodeURIComponent((await page.evaluate(() => location.hash)).split('/').at(-1) ?? '');
}

/** Orders one part for a device, up to the review. @param {Page} page @param {string} serial */
async function review(page, serial) {
  await visit(page, '#/order');
  await page.waitForSelector('.pick tbody tr');
  await page.locator('#search, #filter-serial').first().fill(serial);
  await putOne(page, serial);
  await visit(page, '#/order/review');
  await answer(page);
}

/** Devices of the large fleet, each the only one of ours at its address. @param {Page} page @param {number} count */
async function devices(page, count) {
  /** @type {{ devices: { serial: string, address: string, removed?: string | null }[] }} */
  const { devices: all } = await page.evaluate(async () => (await fetch('/api/devices')).json());
  const seen = new Set();
  const apart = all.filter(({ address, removed }) => !removed && !seen.has(address) && seen.add(address));
  return apart.slice(-count).map(({ serial }) => serial);
}

test('a change is asked for beside the address of a device, and shown there', async () => {
  const { page, complaints, close } = await open();
  await signIn(page, small);
  await visit(page, '#/order');
  await page.check('input[name=device][value="FinalTest1"]');
  await page.getByRole('link', { name: 'Lieferadresse ändern' }).click();
  await page.waitForSelector('.changeform');
  await page.getByRole('button', { name: 'Adressänderung beantragen' }).click();
  await page.getByRole('link', { name: 'Wählen Sie, für welche Geräte die neue Adresse gilt.' }).waitFor();
  await page.check('#whole-all');
  await page.getByRole('button', { name: 'Adressänderung beantragen' }).click();
  await page.getByRole('link', { name: 'Straße: Diese Angabe fehlt.' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await fillAddress(page);
  await page.getByRole('button', { name: 'Adressänderung beantragen' }).click();
  await page.getByRole('status').filter({ hasText: 'ist beantragt' }).waitFor();
  assert.match(await page.locator('.orderbox').first().innerText(), /Kaistraße 3[^]*Alle Geräte an dieser Adresse/);
  assert.deepEqual(await violations(page), []);
  await visit(page, '#/order');
  await page.check('input[name=device][value="FinalTest1"]');
  await page.getByText(/Neue Lieferadresse ab .* beantragt, noch nicht bestätigt/).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('an order waits for the new address, and goes there once it is confirmed', async () => {
  const { page, complaints, close } = await open();
  await signIn(page, large);
  const [serial = ''] = await devices(page, 1);
  const change = await ask(page, serial, 'all');
  await review(page, serial);
  await page.getByRole('radio', { name: /An die neue, sobald sie bestätigt ist/ }).check();
  await page.locator('.waits input:checked').and(page.locator('[id$="-true"]')).waitFor();
  assert.deepEqual(await violations(page), []);
  const [number = ''] = await send(page);
  await page.getByText('wartet auf die neue Adresse').waitFor();
  await page.getByRole('link', { name: `Auftrag ${number}` }).click();
  await page.getByText('Dieser Auftrag wartet auf die neue Adresse.').waitFor();
  assert.deepEqual(await violations(page), []);

  await tell(large, 'AddressChangeDecided', { change, decision: 'approved' });

  await page.reload();
  await page.locator('.orderbox address').getByText('Kaistraße 3').waitFor();
  assert.equal(await page.getByText('wartet auf').count(), 0);
  assert.deepEqual(complaints, []);
  await close();
});

test('a rejected change asks where the order shall go, with both ways beside each other', async () => {
  const { page, close } = await open(phone);
  await signIn(page, large);
  const serial = (await devices(page, 2)).at(0) ?? '';
  const change = await ask(page, serial, 'all');
  await review(page, serial);
  await page.getByRole('radio', { name: /An die neue, sobald sie bestätigt ist/ }).check();
  await page.locator('.waits input:checked').and(page.locator('[id$="-true"]')).waitFor();
  assert.deepEqual(await page.evaluate(overflowing), []);
  const [number = ''] = await send(page);
  await tell(large, 'AddressChangeDecided', { change, decision: 'rejected', reason: 'Dort liefert kein Paketdienst.' });
  await page.getByRole('link', { name: `Auftrag ${number}` }).click();
  await page.getByText('Wohin sollen wir liefern?').waitFor();
  await page.getByRole('button', { name: 'Auftrag stornieren' }).waitFor();
  assert.deepEqual(await page.evaluate(overflowing), []);
  await page.getByRole('button', { name: 'An die bisherige Adresse liefern' }).click();
  await page.getByText('Wohin sollen wir liefern?').waitFor({ state: 'detached' });
  await visit(page, '#/address-changes');
  await page.getByText('Dort liefert kein Paketdienst.').waitFor();
  assert.deepEqual(await page.evaluate(overflowing), []);
  assert.deepEqual(await violations(page), []);
  await close();
});

test('the order page follows the parcel', async () => {
  const { page, close } = await open(phone);
  await signIn(page, large);
  const serial = (await devices(page, 3)).at(0) ?? '';
  await review(page, serial);
  const [shown = ''] = await send(page);
  const order = shown.replaceAll(' ', '');
  await tell(large, 'OrderShipped', { order, carrier: 'DHL', tracking: 'https://www.dhl.de/sendung?piececode=1' });
  await page.getByRole('link', { name: `Auftrag ${shown}` }).click();
  const link = page.getByRole('link', { name: /Sendung verfolgen/ });
  assert.equal(await link.getAttribute('href'), 'https://www.dhl.de/sendung?piececode=1');
  assert.match(await link.getAttribute('rel') ?? '', /noopener noreferrer/);
  await page.locator('.timeline').getByText('unterwegs').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Auftrag stornieren' }).count(), 0);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(await page.evaluate(overflowing), []);
  await close();
});

test('a decision that falls while the review is open is told before anything is ordered', async () => {
  const { page, close } = await open();
  await signIn(page, large);
  const serial = (await devices(page, 4)).at(0) ?? '';
  const change = await ask(page, serial, 'all');
  await review(page, serial);
  await page.getByRole('radio', { name: /An die neue, sobald sie bestätigt ist/ }).check();
  await page.locator('.waits input:checked').and(page.locator('[id$="-true"]')).waitFor();
  await tell(large, 'AddressChangeDecided', { change, decision: 'rejected' });
  await page.locator('form.review button[type=submit]').click();
  await page.getByRole('alert').getByText('Über eine Adressänderung wurde inzwischen entschieden.').waitFor();
  assert.equal(await page.locator('.waits').count(), 0);
  await send(page);
  await close();
});
