import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overflowing, portal, signIn, violations, visit } from './portal.js';

/** @import { BrowserContextOptions } from 'playwright-core' */
/** @import { ContractDetail } from '../../web/app/types.js' */

const { open } = portal('2026-12-28');

/** Five devices whose contract ends on 15 January 2027. */
const ending = { customer: '17107700', contract: 'SPV-70000' };

/**
 * Signed in, as if this were the day and what the server says of the contract.
 *
 * @param {(detail: ContractDetail) => void} change
 * @param {string} today
 * @param {BrowserContextOptions} [options]
 */
async function asIf(change, today, options) {
  const opened = await open(options);
  const { page } = opened;
  await signIn(page, ending);
  const [session, detail] = await page.evaluate(async () => [await (await fetch('api/session')).json(), await (await fetch('api/contract')).json()]);
  const running = today <= '2027-01-15';
  const contract = { ...session.contract, running };
  change(Object.assign(detail, { running }));
  await page.route('**/api/session', (route) => (route.request().method() === 'GET' ? route.fulfill({ json: { ...session, today, contract } }) : route.fallback()));
  await page.route('**/api/contract', (route) => route.fulfill({ json: detail }));
  await page.goto('about:blank');
  await page.goto('/');
  await page.waitForSelector('.tasks');
  return opened;
}

/** Everything is in. @param {ContractDetail} detail */
function complete({ end }) {
  if (!end) throw new Error('no end');
  for (const device of end.devices) Object.assign(device, { missing: [], reading: '2027-01-15', status_page: '2027-01-12' });
  end.done = end.devices.length;
}

/** One device is done, one lacks its page. @param {ContractDetail} detail */
function begun({ end }) {
  const [first, second] = end?.devices ?? [];
  if (!end || !first || !second) throw new Error('no devices');
  Object.assign(first, { missing: [], reading: '2026-12-20', status_page: '2026-12-21' });
  Object.assign(second, { missing: ['status_page'], reading: '2026-12-20' });
  end.done = 1;
}

test('the start page says when the contract ends and how much is open', async () => {
  const { page, close } = await asIf(begun, '2026-12-28');
  await page.getByText('Der Vertrag endet am Freitag, 15. Januar 2027. Noch offen: 4 Geräte.').waitFor();
  await page.getByRole('link', { name: '4 Geräte', exact: true }).click();
  await page.getByRole('heading', { name: 'Vertragsende' }).waitFor();
  await close();
});

test('the contract shows what each device lacks, and leads to where it is reported', async () => {
  const { page, close } = await asIf(begun, '2026-12-28');
  await visit(page, '#/contract');
  await page.getByText('1 von 5 Geräten fertig').waitFor();
  const rows = await page.locator('.ending tbody tr').allInnerTexts();
  assert.match(rows[0] ?? '', /Fehlt\s+Melden.*Fehlt\s+Hochladen/s);
  assert.match(rows[3] ?? '', /20\.12\.2026.*Fehlt\s+Hochladen/s);
  assert.match(rows[4] ?? '', /20\.12\.2026.*21\.12\.2026/s);
  await page.locator('.ending').getByRole('link', { name: /^Melden/ }).first().click();
  await page.waitForSelector('.sheet input.reading');
  await close();
});

test('what is agreed stands beside the contacts', async () => {
  const { page, close } = await open();
  await signIn(page, ending);
  await visit(page, '#/contract');
  await page.getByText('5 Geräte in Betrieb').waitFor();
  await page.getByText('2 Lieferadressen').click();
  await page.getByText('Am Veringhof 7').waitFor();
  await page.getByText(/innerhalb von 10 Tagen oder unter 60 %/).waitFor();
  await close();
});

test('once all is in, the contract page is a closing receipt that prints whole', async () => {
  const { page, close } = await asIf((detail) => {
    const { end } = detail;
    const [model] = end?.devices ?? [];
    if (end && model) end.devices = Array.from({ length: 120 }, (_, at) => ({ ...model, serial: `S${at}` }));
    complete(detail);
  }, '2027-01-20');
  await visit(page, '#/contract');
  await page.getByRole('heading', { name: 'Zum Vertragsende liegt alles vor' }).waitFor();
  await page.evaluate(() => { window.print = () => { document.title = 'printed'; }; });
  await page.getByRole('button', { name: 'Drucken' }).click();
  await page.waitForFunction(() => document.title === 'printed');
  assert.equal(await page.locator('.ending tbody tr').count(), 120);
  await close();
});

test('after the last day nothing is offered that would be refused', async () => {
  const { page, close } = await asIf(begun, '2027-01-20');
  await page.getByText('Der Vertrag ist am Freitag, 15. Januar 2027 abgelaufen.').waitFor();
  await page.getByText(/nehmen wir noch bis Sonntag, 14\. Februar 2027 an/).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Verbrauchsmaterial bestellen' }).count(), 0);
  await visit(page, '#/contract');
  await page.waitForSelector('.people li');
  assert.equal(await page.getByRole('button', { name: 'Neuer Kontakt' }).count(), 0);
  await close();
});

for (const width of [1280, 360]) {
  for (const { name, change, today } of [{ name: 'begun', change: begun, today: '2026-12-28' }, { name: 'complete', change: complete, today: '2027-01-20' }]) {
    test(`axe finds nothing on a contract that ends (${name}) at ${width} px, and nothing is clipped`, async () => {
      const { page, complaints, close } = await asIf(change, today, { viewport: { width, height: 800 }, reducedMotion: 'reduce' });
      const start = [...await violations(page), ...await page.evaluate(overflowing)];
      await visit(page, '#/contract');
      await page.waitForSelector('.ending tbody tr');
      await page.waitForSelector('.people li');
      assert.deepEqual([...start, ...await violations(page), ...await page.evaluate(overflowing), ...complaints], []);
      await close();
    });
  }
}
