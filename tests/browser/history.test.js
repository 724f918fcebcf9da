import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { large, overflowing, portal, signIn, small, violations, visit } from './portal.js';

/** @import { Page } from 'playwright-core' */
/** @typedef {{ serial: string, counters: { id: string, last?: { date: string, value: number } }[] }} Device */

const fleet = portal('2026-12-28');

/** Each test has devices of its own. */
let next = 0;

/**
 * A window of the large contract, and devices with two counters that no other test touches.
 *
 * @param {number} [count]
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
async function withDevices(count = 1, options = {}) {
  const opened = await fleet.open(options);
  await signIn(opened.page, large);
  /** @type {{ devices: Device[] }} */
  const { devices } = await opened.page.evaluate(async () => (await fetch('api/devices')).json());
  const fit = devices.filter((device) => /** @type {any} */ (device).due && device.counters.length === 2 && device.counters.every(({ last }) => last));
  const mine = fit.slice(next, next + count);
  next += count;
  return { ...opened, devices: mine, device: /** @type {Device} */ (mine[0]) };
}

/** @param {Device} device @param {number} at */
const last = (device, at) => device.counters[at]?.last?.value ?? 0;

/** @param {Device} device @param {number} at */
const field = ({ serial, counters }, at) => `[id="new-${serial}-${counters[at]?.id}"]`;

/** @param {Page} page @param {Device} device */
const standing = (page, { serial }) => page.locator(`[id="device-${serial}"] .c-state`);

/**
 * Sends a set as the page would: so many pages more than the device's last reading.
 *
 * @param {Page} page
 * @param {Device} device
 * @param {string} date
 * @param {[number, number]} more
 */
async function report(page, { serial, counters }, date, more) {
  const values = counters.map(({ id, last: before }, at) => ({ counter: id, value: (before?.value ?? 0) + (more[at] ?? 0) }));
  const answer = await page.evaluate(async (body) => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() };
    return (await fetch('api/readings', { method: 'POST', headers, body: JSON.stringify(body) })).json();
  }, { readings: [{ serial, date, values, reason: 'Test' }] });
  assert.equal(answer.accepted.length, 1, JSON.stringify(answer));
}

/** @param {Page} page @param {Device} device */
async function atDevice(page, { serial }) {
  await page.reload();
  await visit(page, `#/readings/${serial}`);
  await page.waitForSelector('.history tbody tr');
}

/** @param {Page} page */
const rows = (page) => page.locator('.history tbody tr');

test('a reading is corrected in the fields of the sheet, and the corrected one stays in the list', async () => {
  const { page, complaints, device, close } = await withDevices();
  await report(page, device, '2026-12-28', [100, 2000]);
  await atDevice(page, device);
  await rows(page).first().getByRole('button', { name: /^Korrigieren/ }).click();
  await page.waitForSelector('#correcting');
  assert.equal(await page.inputValue(field(device, 1)), (last(device, 1) + 2000).toLocaleString('de-DE'));
  await page.fill(field(device, 1), String(last(device, 1) + 200));
  await standing(page, device).getByText('In Ordnung').waitFor();
  assert.deepEqual(await page.locator('.sheet tbody .pages').allInnerTexts(), ['100', '200']);
  await page.getByRole('button', { name: 'Korrektur melden' }).click();
  await page.waitForSelector('.receipt');
  await visit(page, `#/readings/${device.serial}`);
  await rows(page).getByText('Korrigiert').waitFor();
  assert.equal(await rows(page).getByText('Angenommen').count(), 2);
  assert.equal(await page.inputValue(field(device, 1)), '');
  assert.deepEqual(complaints, []);
  await close();
});

test('a correction that is left leaves what else was begun', async () => {
  const { page, device, close } = await withDevices();
  await report(page, device, '2026-12-20', [100, 200]);
  await atDevice(page, device);
  await page.fill(field(device, 0), '5');
  await rows(page).first().getByRole('button', { name: /^Korrigieren/ }).click();
  await page.waitForSelector('#correcting');
  await page.getByRole('button', { name: 'Nichts ändern' }).click();
  assert.equal(await page.inputValue(field(device, 0)), '5');
  await close();
});

test('a withdrawn reading makes the device due again', async () => {
  const { page, device, close } = await withDevices();
  await report(page, device, '2026-12-28', [100, 200]);
  await atDevice(page, device);
  await standing(page, device).getByText('Gemeldet').waitFor();
  await rows(page).first().getByRole('button', { name: /^Zurückziehen/ }).click();
  await page.getByRole('button', { name: 'Ja, zurückziehen' }).click();
  await page.getByText('Das Gerät ist wieder offen.').waitFor();
  await rows(page).getByText('Zurückgezogen').waitFor();
  await standing(page, device).getByText('Fehlt').waitFor();
  await close();
});

test('an exchange is reported on the page of the device, and can be taken back', async () => {
  const { page, device, close } = await withDevices();
  await atDevice(page, device);
  await page.getByRole('button', { name: 'Gerät wurde getauscht' }).click();
  for (const at of [0, 1]) await page.fill(field(device, at), String(last(device, at) + 50));
  await standing(page, device).getByText('Seriennummer fehlt').waitFor();
  assert.equal(await page.locator('#report').isDisabled(), true);
  await page.getByLabel('Seriennummer des neuen Geräts').fill('NEU 4711');
  await standing(page, device).getByText('In Ordnung').waitFor();
  await page.locator('#report').click();
  await page.waitForSelector('.receipt');
  await visit(page, `#/readings/${device.serial}`);
  await page.getByText('Wird durch NEU4711 ersetzt, angemeldet am 28.12.2026.').first().waitFor();
  assert.equal(await page.locator('.sheet').count(), 0);
  await rows(page).first().getByRole('button', { name: /^Zurückziehen/ }).click();
  await page.getByRole('button', { name: 'Ja, zurückziehen' }).click();
  await page.waitForSelector('.sheet input.reading');
  assert.equal(await page.getByText(/Wird durch NEU4711/).count(), 0);
  await close();
});

test('an exchange explains a lower value, and then asks for the final one', async () => {
  const { page, device, close } = await withDevices();
  await visit(page, `#/readings/${device.serial}`);
  await page.fill(field(device, 0), '1');
  await page.fill(field(device, 1), String(last(device, 1) + 5));
  await page.getByRole('radio', { name: 'Gerät getauscht' }).click();
  await page.getByLabel('Seriennummer des neuen Geräts').fill('NEU-12');
  await page.getByText(/Tragen Sie hier den letzten Stand des alten Geräts ein/).waitFor();
  await page.fill(field(device, 0), String(last(device, 0) + 20));
  await standing(page, device).getByText('In Ordnung').waitFor();
  assert.equal(await page.inputValue(`[id="successor-${device.serial}"]`), 'NEU-12');
  await close();
});

test('two devices that were mixed up are put right with one press', async () => {
  const { page, devices, close } = await withDevices(30);
  // Two that differ so much that neither value fits the other.
  const [low, high] = [...devices].sort((a, b) => last(a, 0) - last(b, 0)).flatMap((one, at, all) => (at === 0 || at === all.length - 1 ? [one] : []));
  assert.ok(low && high);
  const same = low.counters.map(({ id }) => id).join() === high.counters.map(({ id }) => id).join();
  assert.ok(same && last(low, 0) < last(high, 0) && last(low, 1) < last(high, 1), 'no such pair');
  for (const device of [low, high]) await report(page, device, '2026-12-20', [300, 600]);
  await page.reload();
  await visit(page, '#/readings');
  await page.selectOption('#sheet-show', 'all');
  for (const [device, other] of /** @type {const} */ ([[low, high], [high, low]])) {
    await page.fill('#filter-serial', device.serial);
    for (const at of [0, 1]) await page.fill(field(device, at), String(last(other, at) + 320 + at * 300));
  }
  await page.fill('#filter-serial', low.serial);
  await page.getByText(/Die Werte sind mit denen von .* vertauscht/).first().waitFor();
  await page.getByRole('button', { name: 'Werte beider Geräte tauschen' }).first().click();
  await standing(page, low).getByText('In Ordnung').waitFor();
  await page.fill('#filter-serial', high.serial);
  await standing(page, high).getByText('In Ordnung').waitFor();
  await close();
});

test('the chart says what its table holds', async () => {
  const { page, device, close } = await withDevices();
  await report(page, device, '2026-12-20', [300, 600]);
  await atDevice(page, device);
  const chart = page.locator('.chart svg[role=img]');
  assert.match(await chart.getAttribute('aria-label') ?? '', /^Seiten je Quartal von Q4 26 bis Q4 26, zuletzt \d+$/);
  await page.getByText('Zahlen als Tabelle').click();
  assert.match(await page.locator('.quarters tbody').innerText(), /4\. Quartal 2026\s+300\s+600/);
  await close();
});

test('the history is saved as a file once the session is confirmed', async () => {
  const { page, device, close } = await withDevices();
  await atDevice(page, device);
  await page.getByRole('button', { name: 'Als CSV-Datei speichern' }).click();
  await page.locator('input[name=mailbox]').first().check();
  const since = Date.now();
  await page.getByRole('button', { name: 'Code senden' }).click();
  await page.waitForSelector('#code');
  const letter = await fleet.letter(({ subject }) => subject === 'Ihr Code für das Portal');
  const code = letter.text.match(/^\d{4} \d{4}$/m)?.[0] ?? '';
  assert.ok(code, `no code in the letter ${Date.now() - since} ms later`);
  await page.fill('#code', code);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Code bestätigen' }).click()]);
  assert.equal(download.suggestedFilename(), `Zaehlerstaende-${device.serial}.csv`);
  const text = await readFile(await download.path(), 'utf8');
  assert.match(text, /^\ufeffAbgelesen am;Quartal;/);
  await close();
});

test('a session that came by a link sees no history', async () => {
  const { page, device, close } = await withDevices();
  await page.route('**/api/session', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...await answer.json(), level: 'link' } });
  });
  await page.reload();
  await visit(page, `#/readings/${device.serial}`);
  await page.waitForSelector('.sheet input.reading');
  assert.equal(await page.locator('#history').count(), 0);
  await close();
});

test('three years of quarters and their scale fit a wide window', async () => {
  const { page, close } = await fleet.open();
  await signIn(page, small);
  const device = { serial: 'FinalTest1', counters: [{ id: 'FARBE1', last: { date: '2015-03-25', value: 4500 } }, { id: 'MONO1', last: { date: '2015-03-25', value: 5380 } }] };
  await report(page, device, '2026-12-20', [400_000, 300_000]);
  await atDevice(page, device);
  assert.equal(await page.locator('.chart .sum').count(), 1);
  const out = await page.locator('.chart').evaluate((chart) => {
    const frame = chart.getBoundingClientRect();
    return [...chart.querySelectorAll('text')].filter((text) => text.getBoundingClientRect().left < frame.left || text.getBoundingClientRect().right > frame.right).map(({ textContent }) => textContent);
  });
  assert.deepEqual(out, []);
  await close();
});

for (const width of [1280, 360]) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`axe finds nothing at ${width} px in ${colorScheme}, and nothing is clipped`, async () => {
      const { page, complaints, device, close } = await withDevices(1, { viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
      /** @type {string[]} */
      const found = [];
      const at = async (/** @type {string} */ state) => {
        // The chart may be wider than the phone: it scrolls.
        const clipped = (await page.evaluate(overflowing)).filter((what) => !/^(div\.chart|svg|text|rect|path|g)\b/.test(what));
        for (const what of [...await violations(page), ...clipped]) found.push(`${state}: ${what}`);
      };
      await report(page, device, '2026-12-20', [300, 600]);
      await report(page, device, '2026-12-28', [400, 9000]);
      await atDevice(page, device);
      await page.getByText('Zahlen als Tabelle').click();
      await at('history');
      await rows(page).first().getByRole('button', { name: /^Korrigieren/ }).click();
      await page.waitForSelector('#correcting');
      await standing(page, device).getByText(/In Ordnung|Bestätigt/).waitFor();
      await at('correction');
      await page.getByRole('button', { name: 'Nichts ändern' }).click();
      await rows(page).first().getByRole('button', { name: /^Zurückziehen/ }).click();
      await page.waitForSelector('#withdraw-title');
      await at('withdrawal');
      await page.getByRole('button', { name: 'Ja, zurückziehen' }).click();
      await rows(page).getByText('Zurückgezogen').waitFor();
      await at('withdrawn');
      await page.getByRole('button', { name: 'Gerät wurde getauscht' }).click();
      for (const counter of [0, 1]) await page.fill(field(device, counter), String(last(device, counter) + 400 + counter * 400));
      await page.getByLabel('Seriennummer des neuen Geräts').fill(`NEU${width}${colorScheme}`);
      await standing(page, device).getByText('In Ordnung').waitFor();
      await at('exchange');
      await page.locator('#report').click();
      await page.waitForSelector('.receipt');
      await visit(page, `#/readings/${device.serial}`);
      await rows(page).getByText(/^Ersetzt durch/).waitFor();
      await at('exchanged');
      await page.getByRole('button', { name: 'Als CSV-Datei speichern' }).click();
      await page.waitForSelector('.codeform');
      await at('code');
      assert.deepEqual(found, []);
      assert.deepEqual(complaints, []);
      await close();
    });
  }
}
