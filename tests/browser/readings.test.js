import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetDraft, large, overflowing, portal, signIn, small, violations, visit } from './portal.js';

/** @import { Page } from 'playwright-core' */

/** The day of the guide's example, and one in a window where nothing is reported yet. */
const guide = portal('2015-04-16');
const fleet = portal('2026-12-28');

/**
 * @param {typeof guide} where
 * @param {{ customer: string, contract: string }} numbers
 * @param {string} [hash]
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
async function atSheet(where, numbers, hash = '#/readings', options = {}) {
  const opened = await where.open(options);
  await signIn(opened.page, numbers);
  await forgetDraft(opened.page);
  await visit(opened.page, hash);
  await opened.page.waitForSelector('.sheet tbody');
  return opened;
}

/** @param {string} serial @param {string} counter */
const field = (serial, counter) => `#new-${serial}-${counter}`;

/** @param {Page} page @param {string} serial */
const standing = (page, serial) => page.locator(`#device-${serial} .c-state`);

/** Types each value where the focus is, with Enter behind it. @param {Page} page @param {(string | number)[]} values */
async function type(page, values) {
  for (const value of values) {
    await page.keyboard.type(String(value));
    await page.keyboard.press('Enter');
  }
}

/**
 * Sends readings as the page would.
 *
 * @param {Page} page
 * @param {{ serial: string, date: string, values: { counter: string, value: number }[] }[]} readings
 */
const report = (page, readings) => page.evaluate(async (body) => {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() };
  const answer = await fetch('api/readings', { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.status;
}, { readings });

/** @param {Page} page @returns {Promise<{ serial: string, counters: { id: string, last: number }[] }[]>} devices as the sheet shows them */
const devicesOf = (page) => page.evaluate(() => [...document.querySelectorAll('.sheet tbody')].map((body) => ({
  serial: body.id.replace('device-', ''),
  counters: [...body.querySelectorAll('tr:has(input.reading)')].map((row) => ({
    id: row.querySelector('input.reading')?.id ?? '',
    last: Number(row.querySelector('.last')?.firstChild?.textContent?.replace(/\D/g, '') ?? 0),
  })),
})));

test('the example of the guide comes out as printed', async () => {
  const { page, complaints, close } = await atSheet(guide, small, '#/readings/FinalTest1');
  assert.equal(await page.inputValue('#sheet-date'), '2015-04-16');
  await page.click(field('FinalTest1', 'FARBE1'));
  await type(page, [8500, 9850]);
  await standing(page, 'FinalTest1').getByText('In Ordnung').waitFor();
  assert.deepEqual(await page.locator('.sheet .when').allInnerTexts(), ['Zuletzt am', '25.03.2015', '25.03.2015']);
  assert.deepEqual(await page.locator('.sheet tbody .pages').allInnerTexts(), ['4.000', '4.470']);
  await page.getByRole('button', { name: 'Akzeptieren' }).click();
  await page.waitForSelector('.receipt');
  assert.match(await page.locator('.reported').innerText(), /FARBE1\s+8\.500\s+4\.000\s+MONO1\s+9\.850\s+4\.470/);
  await visit(page, '#/readings/FinalTest1');
  await page.waitForSelector('.history tbody tr');
  assert.match(await page.locator('.history tbody tr').first().innerText(), /16\.04\.2015[\s\S]*8\.500[\s\S]*4\.000 Seiten[\s\S]*9\.850[\s\S]*4\.470 Seiten/);
  assert.deepEqual(complaints, []);
  await close();
});

test('the receipt outlives a reload', async () => {
  const { page, close } = await atSheet(guide, small, '#/readings/FinalTest1');
  await page.click(field('FinalTest1', 'FARBE1'));
  await type(page, [8501, 9851]);
  await page.locator('#report').click();
  await page.waitForSelector('.receipt');
  await page.reload();
  await page.waitForSelector('.reported');
  assert.match(await page.locator('.reported').innerText(), /8\.501/);
  await close();
});

test('a doubtful value waits for a reason and is then taken', async () => {
  const { page, close } = await atSheet(guide, small);
  assert.equal(await report(page, [{ serial: 'FinalTest2', date: '2015-04-05', values: [{ counter: 'FARBE1', value: 2310 }, { counter: 'MONO1', value: 4140 }] }]), 201);
  await page.reload();
  await page.waitForSelector('.sheet tbody');
  await page.click(field('FinalTest2', 'FARBE1'));
  await type(page, [2410, 9140]);
  await standing(page, 'FinalTest2').getByText('Bitte ansehen').waitFor();
  assert.equal(await page.locator('#report').isDisabled(), true);
  await page.getByRole('button', { name: /Stimmt, Grund angeben/ }).click();
  await page.selectOption('#why-FinalTest2', { label: 'Mehr gedruckt als sonst' });
  await standing(page, 'FinalTest2').getByText('Bestätigt: Mehr gedruckt als sonst').waitFor();
  await page.getByRole('button', { name: '1 Gerät melden' }).click();
  await page.waitForSelector('.receipt');
  assert.match(await page.locator('.reported').innerText(), /Grund: Mehr gedruckt als sonst/);
  await close();
});

test('ten devices take twenty inputs and two clicks', async () => {
  const { page, close } = await atSheet(fleet, large);
  const devices = await devicesOf(page);
  const from = devices.findIndex((_, at) => at + 10 <= devices.length && devices.slice(at, at + 10).flatMap(({ counters }) => counters).length <= 20);
  assert.ok(from >= 0, 'no ten devices with twenty counters stand together');
  const counters = devices.slice(from, from + 10).flatMap((device) => device.counters);
  await page.click(`#${counters[0]?.id}`);
  await type(page, counters.map(({ last }) => last + 250));
  await page.getByRole('button', { name: '10 Geräte melden' }).click();
  await page.waitForSelector('.receipt');
  assert.equal(await page.locator('.reported tbody').count(), 10);
  await page.locator('#still-open').getByText(/Noch offen: \d+ Geräte/).waitFor();
  await close();
});

test('what was reported leaves the open ones', async () => {
  const { page, close } = await atSheet(fleet, small);
  assert.equal(await page.locator('.sheet tbody').count(), 2);
  await page.click(field('FinalTest2', 'FARBE1'));
  await type(page, [3000, 5000]);
  await page.getByRole('button', { name: '1 Gerät melden' }).click();
  await page.getByRole('link', { name: 'Weitere melden' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.sheet tbody').length === 1);
  await page.selectOption('#sheet-show', 'all');
  await standing(page, 'FinalTest2').getByText('Gemeldet').waitFor();
  await close();
});

test('a lower value asks for its cause, and an exchanged board adds up', async () => {
  const { page, close } = await atSheet(fleet, small);
  await page.click(field('FinalTest1', 'FARBE1'));
  await type(page, [410, 9850]);
  await standing(page, 'FinalTest1').getByText('So nicht möglich').waitFor();
  assert.equal(await page.locator(field('FinalTest1', 'FARBE1')).getAttribute('aria-invalid'), 'true');
  await page.getByRole('radio', { name: 'Zählerplatine getauscht' }).check();
  await page.getByLabel('Letzter Stand der alten Platine').fill('4.590');
  await page.getByLabel('Erster Stand der neuen Platine').fill('400');
  await standing(page, 'FinalTest1').getByText('In Ordnung').waitFor();
  assert.equal(await page.locator('#device-FinalTest1 .pages').first().innerText(), '100');
  await close();
});

test('swapped counters are put right with one click', async () => {
  const { page, close } = await atSheet(guide, small, '#/readings/FinalTest1');
  await page.click(field('FinalTest1', 'FARBE1'));
  await type(page, [9990, 8600]);
  await page.getByRole('button', { name: /einsetzen$/ }).click();
  await page.waitForFunction(() => document.querySelector('#device-FinalTest1 .c-state')?.textContent?.includes('In Ordnung'));
  assert.equal(await page.inputValue(field('FinalTest1', 'FARBE1')), '8.600');
  assert.equal(await page.inputValue(field('FinalTest1', 'MONO1')), '9.990');
  await close();
});

for (const typed of ['1.250.000', '1,250,000', "1'250'000", '1250000']) {
  test(`${typed} is read as one number`, async () => {
    const { page, close } = await atSheet(fleet, large);
    const [first] = (await devicesOf(page)).flatMap(({ counters }) => counters);
    await page.fill(`#${first?.id}`, typed);
    await page.press(`#${first?.id}`, 'Enter');
    assert.equal(await page.inputValue(`#${first?.id}`), '1.250.000');
    await close();
  });
}

test('letters are named at their field', async () => {
  const { page, close } = await atSheet(fleet, small);
  await page.fill(field('FinalTest1', 'FARBE1'), '45oo');
  await page.press(field('FinalTest1', 'FARBE1'), 'Enter');
  const why = await page.locator(field('FinalTest1', 'FARBE1')).getAttribute('aria-describedby');
  assert.match(await page.locator(`[id="${why}"]`).innerText(), /„45oo“ ist keine ganze Zahl/);
  const [table, body] = await page.evaluate(() => ['.sheet', '#device-FinalTest1'].map((one) => document.querySelector(one)?.clientWidth));
  assert.equal(body, table);
  await close();
});

test('a draft outlives a reload', async () => {
  const { page, close } = await atSheet(fleet, small);
  await page.fill(field('FinalTest1', 'FARBE1'), '8.500');
  await page.reload();
  await page.waitForSelector('.sheet tbody');
  assert.equal(await page.inputValue(field('FinalTest1', 'FARBE1')), '8.500');
  await close();
});

/**
 * @param {Page} page
 * @param {string} id
 * @param {string} text
 */
const paste = (page, id, text) => page.evaluate(([where, words]) => {
  const data = new DataTransfer();
  data.setData('text/plain', words ?? '');
  document.querySelector(where ?? '')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, [id, text]);

test('a column from a spreadsheet fills down, also beyond what is drawn', async () => {
  const { page, close } = await atSheet(fleet, large);
  const [first] = (await devicesOf(page)).flatMap(({ counters }) => counters);
  await paste(page, `#${first?.id}`, `${Array.from({ length: 300 }, () => '2.000.000').join('\r\n')}\r\n`);
  await page.getByText('300 Werte eingefügt').waitFor({ state: 'attached' });
  await page.waitForFunction(() => /^1\d\d von/.test(document.querySelector('.tally')?.textContent ?? ''));
  await close();
});

test('lines with serial numbers go to their devices', async () => {
  const { page, close } = await atSheet(fleet, large);
  const [one, two, three] = await devicesOf(page);
  assert.ok(one && two && three);
  const line = (/** @type {typeof one} */ { serial, counters }) => ['x', serial, ...counters.map(({ last }) => last + 7)].join('\t');
  await paste(page, `#${one.counters[0]?.id}`, ['Gerät\tSerie\tA', line(three), line(two)].join('\n'));
  await standing(page, three.serial).getByText('In Ordnung').waitFor();
  assert.equal(await page.inputValue(`#${one.counters[0]?.id}`), '');
  await close();
});

test('four hundred devices are drawn by fifty and found by serial number', async () => {
  const { page, close } = await atSheet(fleet, large);
  await page.getByText(/^50 von \d+ Geräten$/).waitFor();
  assert.equal(await page.locator('.sheet tbody').count(), 50);
  await page.getByRole('button', { name: 'Weitere 50 anzeigen' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.sheet tbody').length === 100);
  const last = await page.locator('.sheet tbody').last().getAttribute('id');
  await page.fill('#filter-serial', last?.replace('device-', '') ?? '');
  await page.waitForFunction(() => document.querySelectorAll('.sheet tbody').length === 1);
  await close();
});

test('each column that tells devices apart has a filter, and they add up', async () => {
  const { page, close } = await atSheet(fleet, large);
  const heads = await page.locator('.sheet thead tr').first().locator('th').allInnerTexts();
  assert.deepEqual(heads.slice(0, 5), ['Modell', 'Seriennummer', 'Standort', 'Adresse', 'Kunde']);
  await page.fill('#filter-address', 'dusseldorf');
  await page.fill('#filter-name', 'lager');
  await page.fill('#filter-model', 'c612');
  await page.waitForFunction(() => [...document.querySelectorAll('.sheet th b')].every((model) => model.textContent?.includes('C612')));
  const cells = await page.locator('.sheet tbody').first().locator('.d').allInnerTexts();
  assert.match(cells.join('|'), /Düsseldorf\|Bergmann & Söhne, Lager/);
  await page.fill('#filter-site', 'qqq');
  await page.getByRole('button', { name: 'Filter „Standort“ leeren' }).click();
  await page.waitForSelector('.sheet tbody');
  await close();
});

for (const width of [1280, 1100, 1024]) {
  test(`a sentence below a device takes no room from the columns at ${width} px`, async () => {
    const { page, close } = await atSheet(fleet, small, '#/readings', { viewport: { width, height: 800 } });
    await page.locator('.sheet input.reading').first().fill('85OO');
    await page.locator('h1').click();
    await page.waitForSelector('.sheet .said');
    const ends = await page.evaluate(() => ['.sheet', '.sheet th.c-state'].map((at) => Math.round(document.querySelector(at)?.getBoundingClientRect().right ?? 0)));
    assert.equal(ends[1], ends[0]);
    await close();
  });
}

test('a phone has one search instead of the filters', async () => {
  const { page, close } = await atSheet(fleet, large, '#/readings', { viewport: { width: 360, height: 800 } });
  assert.equal(await page.locator('.filters').count(), 0);
  const serial = (await page.locator('.sheet tbody').last().getAttribute('id'))?.replace('device-', '') ?? '';
  await page.getByLabel('Gerät suchen').fill(serial);
  await page.waitForFunction(() => document.querySelectorAll('.sheet tbody').length === 1);
  await close();
});

test('the sheet says how many devices are reported', async () => {
  const { page, close } = await atSheet(fleet, large);
  const [first] = await devicesOf(page);
  assert.ok(first);
  const values = first.counters.map(({ id, last }) => ({ counter: id.replace(`new-${first.serial}-`, ''), value: last + 250 }));
  assert.equal(await report(page, [{ serial: first.serial, date: '2026-12-28', values }]), 201);
  await page.reload();
  await page.locator('.sheetbar').getByText(/^\d+ von \d+ Geräten gemeldet$/).waitFor();
  assert.equal(await page.locator(`#device-${first.serial}`).count(), 0);
  await close();
});

test('how to read the model is one click away', async () => {
  const { page, close } = await atSheet(fleet, small);
  await page.getByRole('button', { name: /^Wo ablesen\?/ }).last().click();
  await page.getByText(/Drücken Sie/).waitFor();
  await close();
});

test('a check that fails says so and can be repeated', async () => {
  const { page, close } = await atSheet(fleet, small);
  await page.route('**/api/readings/check', (route) => route.fulfill({ status: 503, headers: { 'Retry-After': '60' }, contentType: 'application/problem+json', body: '{"type":"/problems/busy","title":"x","status":503}' }));
  await page.click(field('FinalTest1', 'FARBE1'));
  await type(page, [8500, 9850]);
  await page.waitForSelector('.trouble');
  await page.unroute('**/api/readings/check');
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
  await standing(page, 'FinalTest1').getByText('In Ordnung').waitFor();
  await close();
});

test('reporting again after trouble uses the same key', async () => {
  const { page, close } = await atSheet(fleet, small);
  /** @type {(string | undefined)[]} */
  const keys = [];
  await page.route('**/api/readings', (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    return keys.length === 1
      ? route.fulfill({ status: 503, headers: { 'Retry-After': '60' }, contentType: 'application/problem+json', body: '{"type":"/problems/busy","title":"x","status":503}' })
      : route.fulfill({ status: 201, json: { accepted: [{ serial: 'FinalTest1', date: '2026-12-28', outcome: 'ok', values: [{ counter: 'FARBE1', value: 8500, outcome: 'ok', pages: 4000 }] }], open: [] } });
  });
  await page.click(field('FinalTest1', 'FARBE1'));
  await type(page, [8500, 9850]);
  await page.locator('#report').click();
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
  await page.waitForSelector('.receipt');
  assert.equal(keys[0], keys[1]);
  await close();
});

test('the sheet prints with its lines and without what can be pressed', async () => {
  const { page, close } = await atSheet(fleet, small);
  await page.emulateMedia({ media: 'print' });
  const left = await page.evaluate(() => [...document.querySelectorAll('nav, button, select, .foot, .bar-act')].filter((one) => one.getClientRects().length > 0).length);
  assert.equal(left, 0);
  assert.ok(await page.locator('.sheet input.reading').count() > 0);
  await close();
});

/**
 * Walks through the states of sheet, single device and receipt.
 *
 * @param {Page} page
 * @param {(state: string) => Promise<void>} at
 */
async function walk(page, at) {
  await page.waitForSelector('.due a');
  await at('start with due readings');
  await visit(page, '#/readings');
  await page.waitForSelector('.sheet tbody');
  await at('sheet');
  // Fewer devices, so that the rest of the way is walked quickly.
  const filter = await page.locator('#sheet-search').count() > 0 ? '#sheet-search' : '#filter-model';
  await page.fill(filter, 'C612');
  await page.waitForFunction(() => [...document.querySelectorAll('.sheet th b')].every((model) => model.textContent?.includes('C612')));
  const [first, second, third, fourth] = await devicesOf(page);
  assert.ok(first && second && third && fourth);
  await page.fill(`#${first.counters[0]?.id}`, 'abc');
  for (const { id, last } of second.counters) await page.fill(`#${id}`, String(Math.max(0, last - 200)));
  for (const { id, last } of third.counters) await page.fill(`#${id}`, String(last + 100));
  for (const { id, last } of fourth.counters) await page.fill(`#${id}`, String(last + 100));
  await page.route('**/api/readings/check', async (route) => {
    const answer = await route.fetch();
    const { rows } = await answer.json();
    const row = rows.find((/** @type {{ serial: string }} */ one) => one.serial === fourth.serial);
    if (row) {
      row.outcome = 'doubtful';
      Object.assign(row.values[0], { outcome: 'doubtful', code: 'unusual', detail: 'Hier werden 900 bis 1.400 Seiten im Monat gedruckt; das wären 125.000.', slip: { kind: 'digit_doubled', detail: 'Vermutlich ist eine 3 doppelt getippt.', values: [{ serial: fourth.serial, counter: row.values[0].counter, value: row.values[0].value + 1 }] } });
    }
    await route.fulfill({ response: answer, json: { rows } });
  });
  await page.fill(`#${fourth.counters[0]?.id}`, String((fourth.counters[0]?.last ?? 0) + 101));
  await standing(page, fourth.serial).getByText('Bitte ansehen').waitFor();
  await page.getByRole('radio', { name: 'Zählerplatine getauscht' }).first().check();
  await page.getByRole('button', { name: /Stimmt, Grund/ }).first().click();
  await page.getByRole('button', { name: /^Anderes Datum/ }).first().click();
  await page.getByRole('button', { name: /^Wo ablesen/ }).first().click();
  await page.waitForSelector('.said .why.noprint p:not(.loading)');
  await at('sheet with every state');
  await page.getByRole('button', { name: /mit Rückfrage ansehen/ }).click();
  await page.waitForFunction(() => document.querySelectorAll('.sheet tbody').length === 3);
  await at('only what asks');
  await page.selectOption('#sheet-show', 'open');
  await page.fill(filter, 'qqq');
  await page.waitForSelector('.empty');
  await at('nothing found');
  await page.fill(filter, '');
  await visit(page, `#/readings/${third.serial}`);
  await standing(page, third.serial).getByText('In Ordnung').waitFor();
  await page.locator('#history').waitFor();
  await at('one device');
  await page.getByRole('button', { name: 'Akzeptieren' }).click();
  await page.waitForSelector('.stillopen');
  await at('receipt');
  await visit(page, `#/readings/${third.serial}`);
  await page.waitForSelector('.history tbody tr');
  await at('history');
}

for (const width of [1280, 360]) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`axe finds nothing at ${width} px in ${colorScheme}, and nothing is clipped`, async () => {
      const { page, complaints, close } = await fleet.open({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
      /** @type {string[]} */
      const found = [];
      await signIn(page, large);
      await forgetDraft(page);
      await walk(page, async (state) => {
        for (const what of [...await violations(page), ...await page.evaluate(overflowing)]) found.push(`${state}: ${what}`);
      });
      assert.deepEqual(found, []);
      assert.deepEqual(complaints, []);
      await close();
    });
  }
}
