import { call, newKey, Refusal } from './api.js';
import { fleet } from './fleet.js';
import { number } from './format.js';
import { store } from './store.js';
import { locale } from './texts.js';

/** @import { Cause, CauseKind, CheckedRow, Device, FileReading, PastReading, Reading, SavedDraft, SavedEntry } from './types.js' */

/**
 * What stands in the fields of one device, as it was typed.
 *
 * @typedef {{ kind: CauseKind, last: string, start: string }} TypedCause `start` is the first value of a new board, or the serial number of a new device
 * @typedef {object} Entry
 * @property {Record<string, string>} values by counter
 * @property {Record<string, TypedCause>} causes by counter
 * @property {string} date empty where the sheet's date counts
 * @property {string} reason
 * @property {string} [replaces] the set that is being corrected
 * @property {boolean} [file] it came from a file, and nothing was typed over it
 */

/** @typedef {{ date: string, entries: Record<string, Entry> }} Draft the date is empty where none was chosen: today */

/**
 * How the draft stands with the server; `unsaved` could not be saved, `words` say why where the server knows.
 *
 * @typedef {{ state: "none" | "saving" | "saved" | "unsaved", at: number, words: string }} Saving
 */

/** @typedef {{ asked: string, row: CheckedRow, offered: Record<string, CauseKind[]> }} Checked */

/**
 * What was reported last: words for the receipt, which outlives a reload.
 *
 * @typedef {{ serial: string, model: string, site: string, date: string, reason: string, counters: { label: string, value: number, pages: number | null }[] }} ReportedDevice
 * @typedef {{ at: string, devices: ReportedDevice[], kept: number }} Receipt
 */

/**
 * `empty` and `partial` lack values, `wrong` holds something that is no number, `confirmed` is doubtful with a reason.
 *
 * @typedef {"empty" | "partial" | "wrong" | "checking" | "ok" | "doubtful" | "confirmed" | "refused"} Standing
 */

const places = { draft: 'pagetally.readings', receipt: 'pagetally.reported', sent: 'pagetally.reporting' };

/** @type {Entry} */
const blank = { values: {}, causes: {}, date: '', reason: '' };

/** @type {import('./store.js').Store<Draft>} */
export const draft = store(/** @type {Draft} */ ({ date: '', entries: {} }));

/**
 * The set that is being corrected, in the place of what else was begun for its device. It is no part of the draft: it ends with
 * the page.
 *
 * @type {import('./store.js').Store<{ serial: string, entry: Entry } | null>}
 */
export const correction = store(/** @type {{ serial: string, entry: Entry } | null} */ (null));

/** The server's last word on each device. @type {import('./store.js').Store<Record<string, Checked>>} */
export const checks = store(/** @type {Record<string, Checked>} */ ({}));

/** @type {import('./store.js').Store<Saving>} */
export const saving = store(/** @type {Saving} */ ({ state: 'none', at: 0, words: '' }));

/** Why the last check did not come back. @type {import('./store.js').Store<Refusal | null>} */
export const checkTrouble = store(/** @type {Refusal | null} */ (null));

/** @type {import('./store.js').Store<Receipt | null>} */
export const receipt = store(/** @type {Receipt | null} */ (null));

let contract = '';
let today = '';
/** The key of this report, with the body that it was sent with; a reload keeps it until an answer has come. */
let sent = { key: '', body: '' };

/**
 * A whole number as people type it, 1.234 and 1,234 and 1'234 too; null for anything else.
 *
 * @param {string} typed
 */
export function parse(typed) {
  const text = typed.trim();
  if (!/^(?:\d{1,15}|\d{1,3}([.,'’\s])\d{3}(?:\1\d{3}){0,3})$/.test(text)) return null;
  return Number(text.replace(/\D/g, ''));
}

/** @param {string} serial @returns {Entry} */
export const entryOf = (serial) => {
  const mine = correction.get();
  return mine?.serial === serial ? mine.entry : draft.get().entries[serial] ?? blank;
};

/** The day that the sheet's readings are of. */
export const sheetDate = () => draft.get().date || today;

/** @param {Entry} entry */
export const isBlank = (entry) => !Object.values(entry.values).some((value) => value.trim()) && !isFinal(entry);

/** Whether the fields hold the final reading of a device that was exchanged. @param {Entry} entry */
export const isFinal = (entry) => Object.values(entry.causes).some(({ kind }) => kind === 'device_exchanged');

/** The reading before, as the corrected set has it too. @param {Device} device @param {string} counter @param {Entry} entry */
export const lastOf = ({ serial, counters }, counter, entry) => (entry.replaces
  ? checks.get()[serial]?.row.values.find((one) => one.counter === counter)?.last
  : counters.find(({ id }) => id === counter)?.last) ?? null;

/**
 * What is sent for a device; null while something is missing.
 *
 * @param {Device} device
 * @param {Entry} entry
 * @returns {Reading | null}
 */
export function readingOf(device, entry) {
  /** @type {Reading["values"]} */
  const values = [];
  for (const { id } of device.counters) {
    const value = parse(entry.values[id] ?? '');
    if (value === null) return null;
    const typed = entry.causes[id];
    const cause = causeOf(typed);
    // Without the new serial number it would be taken for a reading like any other.
    if (typed?.kind === 'device_exchanged' && !cause) return null;
    values.push({ counter: id, value, ...(cause ? { cause } : {}) });
  }
  const { replaces } = entry;
  return values.length === 0 ? null : { serial: device.serial, date: entry.date || sheetDate(), values, ...(replaces ? { replaces } : {}) };
}

/** @param {TypedCause | undefined} typed @returns {Cause | null} null while it lacks a number */
function causeOf(typed) {
  if (!typed) return null;
  const serial = typed.start.replace(/\s/g, '');
  if (typed.kind === 'device_exchanged') return serial ? { kind: typed.kind, serial } : null;
  if (typed.kind !== 'board_exchanged') return { kind: typed.kind };
  const last = parse(typed.last);
  const start = parse(typed.start);
  return last === null || start === null ? null : { kind: typed.kind, last, start };
}

/** What an answer is about; sentences come in one language. @param {Reading} reading */
const question = (reading) => `${locale.get()} ${JSON.stringify(reading)}`;

/**
 * How far a device is.
 *
 * @param {Device} device
 * @param {Entry} entry
 * @param {Checked | undefined} checked
 * @returns {Standing}
 */
export function standing(device, entry, checked) {
  const reading = readingOf(device, entry);
  if (!reading) {
    if (isBlank(entry)) return 'empty';
    return Object.values(entry.values).some((value) => value.trim() && parse(value) === null) ? 'wrong' : 'partial';
  }
  if (checked?.asked !== question(reading)) return 'checking';
  if (checked.row.outcome === 'doubtful' && entry.reason.trim()) return 'confirmed';
  return checked.row.outcome;
}

/** @param {Standing} at */
export const isReady = (at) => at === 'ok' || at === 'confirmed' || at === 'checking';

/** @param {Standing} at */
export const asksFor = (at) => at === 'doubtful' || at === 'refused' || at === 'wrong';

/** @param {string} place @param {unknown} value null forgets it */
function remember(place, value) {
  try {
    if (value === null) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify({ contract, value }));
  } catch {
    // A browser without storage keeps it until the reload.
  }
}

/** @param {string} place */
function stored(place) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null');
    return kept?.contract === contract ? kept.value : null;
  } catch {
    return null;
  }
}

/** @param {Draft} next */
function keep(next) {
  const before = draft.get();
  const entries = Object.fromEntries(Object.entries(next.entries).filter(([, entry]) => !isBlank(entry) || entry.date));
  if (next.date !== before.date) unsaved.date = true;
  for (const serial of new Set([...Object.keys(before.entries), ...Object.keys(entries)])) {
    const [old, entry] = [before.entries[serial], entries[serial]];
    if ((old !== entry || next.date !== before.date) && wired(old, before.date) !== wired(entry, next.date)) unsaved.devices.add(serial);
  }
  show({ date: next.date, entries });
  saveSoon();
}

/** @param {Draft} next */
function show(next) {
  draft.set(next);
  rememberDraft();
  plan();
}

function rememberDraft() {
  const { date, entries } = draft.get();
  const some = Object.keys(entries).length > 0 || date || hasUnsaved();
  remember(places.draft, some ? { date, entries, day: today, unsaved: { date: unsaved.date, devices: [...unsaved.devices] } } : null);
}

/** What was typed on an earlier day was read on that day. @param {Record<string, Entry>} entries @param {string} on @returns {Record<string, Entry>} */
const pinned = (entries, on) => Object.fromEntries(Object.entries(entries).map(([serial, entry]) => [serial, { ...entry, date: entry.date || on }]));

// ---- the draft on the server

/** What the server does not have yet; its answers leave alone what is named here. */
const unsaved = { date: false, devices: /** @type {Set<string>} */ (new Set()) };
const hasUnsaved = () => unsaved.date || unsaved.devices.size > 0;

/** Devices of one save at most. */
const most = 400;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let saveTimer;
/** The save that is under way. @type {Promise<boolean> | null} */
let underWay = null;
/** Saves so far: what was read before one of them is out of date. */
let saves = 0;

/** A typed text as the server takes it. @param {string} text @param {number} length */
const plain = (text, length) => [...text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')].slice(0, length).join('');

/** @param {Entry | undefined} entry @param {string} date the sheet's @returns {SavedEntry | null} */
function savedOf(entry, date) {
  if (!entry) return null;
  const values = Object.fromEntries(Object.entries(entry.values).filter(([, value]) => value.trim()).map(([counter, value]) => [counter, plain(value, 40)]));
  const causes = Object.fromEntries(Object.entries(entry.causes).map(([counter, { kind, last, start }]) => [counter, { kind, last: plain(last, 40), start: plain(start, 40) }]));
  const reason = plain(entry.reason, 200).trim();
  return { values, causes, date: entry.date || date || today, ...(reason ? { reason } : {}) };
}

/** @param {Entry | undefined} entry @param {string} date */
const wired = (entry, date) => JSON.stringify(savedOf(entry, date));

/** @param {SavedEntry} saved @param {string} date the sheet's @returns {Entry} */
const entryFrom = ({ values, causes = {}, date: own, reason }, date) => ({ values, causes, date: own && own !== date ? own : '', reason: reason ?? '' });

/** A moment after the last key press. @param {number} [wait] milliseconds */
function saveSoon(wait = 1200) {
  clearTimeout(saveTimer);
  if (hasUnsaved() && contract) saveTimer = setTimeout(() => readings.save(), wait);
}

/** Sends what has changed, until nothing is left. @returns {Promise<boolean>} whether all of it was taken */
async function saveAll() {
  const mine = contract;
  saves++;
  saving.set({ ...saving.get(), state: 'saving' });
  try {
    while (hasUnsaved()) {
      const { date, entries } = draft.get();
      const serials = [...unsaved.devices].slice(0, most);
      const dated = unsaved.date;
      const devices = Object.fromEntries(serials.map((serial) => [serial, savedOf(entries[serial], date)]));
      const text = JSON.stringify(devices);
      await call('PUT', '/readings/draft', { body: { ...(dated ? { date: date || null } : {}), devices }, again: true, keepalive: text.length < 50_000 });
      if (mine !== contract) return false;
      const now = draft.get();
      for (const serial of serials) if (wired(now.entries[serial], now.date) === JSON.stringify(devices[serial])) unsaved.devices.delete(serial);
      if (dated && now.date === date) unsaved.date = false;
      rememberDraft();
    }
    saving.set({ state: 'saved', at: Date.now(), words: '' });
    return true;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    if (mine !== contract) return false;
    saving.set({ state: 'unsaved', at: 0, words: refusal.trouble || refusal.status === 401 ? '' : refusal.title });
    // The next key press or sign-in tries again, too.
    if (refusal.trouble) saveSoon(20_000);
    return false;
  }
}

/** Takes over what the server has, except where something newer stands here. @param {SavedDraft} saved */
function merge(saved) {
  const here = draft.get();
  const begun = Object.keys(saved.devices).length > 0;
  const date = unsaved.date ? here.date : begun ? saved.date ?? '' : '';
  /** @type {Record<string, Entry>} */
  const entries = {};
  for (const [serial, entry] of Object.entries(saved.devices)) if (!unsaved.devices.has(serial)) entries[serial] = entryFrom(entry, date || today);
  for (const serial of unsaved.devices) {
    const entry = here.entries[serial];
    if (entry) entries[serial] = entry;
  }
  show({ date, entries });
}

/** Takes over changed entries, each where it belongs. @param {Record<string, Entry>} changed */
function write(changed) {
  const mine = correction.get();
  const { [mine?.serial ?? '']: corrected, ...others } = changed;
  if (mine && corrected) setCorrection({ ...mine, entry: corrected });
  const before = draft.get();
  if (Object.keys(others).length > 0) keep({ ...before, entries: { ...before.entries, ...others } });
}

/** @param {{ serial: string, entry: Entry } | null} next */
function setCorrection(next) {
  correction.set(next);
  // Who watches the draft shows this too.
  draft.set({ ...draft.get() });
  plan();
}

export const readings = {
  /**
   * The draft of this contract, from before a reload too; another contract's is dropped.
   *
   * @param {string} no
   * @param {string} day
   */
  open(no, day) {
    if (contract === no) {
      const { date, entries } = draft.get();
      if (day !== today && !date) show({ date, entries: pinned(entries, today) });
      today = day;
      // Signed in again: what was asked and saved meanwhile had no answer.
      readings.again();
      saveSoon();
      return;
    }
    today = day;
    contract = no;
    underWay = null;
    sent = stored(places.sent) ?? { key: '', body: '' };
    checks.set({});
    receipt.set(stored(places.receipt));
    const kept = stored(places.draft) ?? { date: '', entries: {}, day };
    unsaved.date = Boolean(kept.unsaved?.date);
    unsaved.devices = new Set(kept.unsaved?.devices ?? []);
    saving.set({ state: 'none', at: 0, words: '' });
    show({ date: kept.date, entries: kept.date || kept.day === day ? kept.entries : pinned(kept.entries, kept.day) });
    saveSoon();
  },

  /** What was begun elsewhere, by somebody else or before the last sign-out. Without an answer the sheet works all the same. */
  async load() {
    const mine = contract;
    try {
      for (;;) {
        await underWay;
        const before = saves;
        const saved = await call('GET', '/readings/draft');
        if (mine !== contract) return;
        if (before === saves) return merge(saved);
      }
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
    }
  },

  /** Saves now what is not saved yet. @returns {Promise<boolean>} whether nothing is left */
  save() {
    clearTimeout(saveTimer);
    if (!hasUnsaved()) return Promise.resolve(true);
    if (underWay) return underWay;
    const mine = saveAll().finally(() => {
      if (underWay === mine) underWay = null;
    });
    underWay = mine;
    return mine;
  },

  clear() {
    checks.set({});
    checkTrouble.set(null);
    receipt.set(null);
    remember(places.receipt, null);
    keepSent(null);
    clearTimeout(saveTimer);
    underWay = null;
    unsaved.date = false;
    unsaved.devices.clear();
    saving.set({ state: 'none', at: 0, words: '' });
    show({ date: '', entries: {} });
    contract = '';
    correction.set(null);
  },

  /** @param {string} date */
  date(date) {
    keep({ ...draft.get(), date });
  },

  /**
   * @param {string} serial
   * @param {Partial<Entry>} change
   */
  change(serial, change) {
    write({ [serial]: { ...entryOf(serial), ...change } });
  },

  /**
   * Puts a set into its device's fields, to be corrected.
   *
   * @param {string} serial
   * @param {PastReading} set
   */
  correct(serial, { id, date, values, reason, successor }) {
    const typed = Object.fromEntries(values.map(({ counter, value }) => [counter, number(value)]));
    /** @type {Entry["causes"]} */
    const causes = successor ? { [values[0]?.counter ?? '']: { kind: 'device_exchanged', last: '', start: successor } } : {};
    setCorrection({ serial, entry: { values: typed, causes, date, reason: reason ?? '', replaces: id } });
  },

  /** Ends what is being corrected; what else was begun for the device is back. */
  leaveCorrection() {
    if (correction.get()) setCorrection(null);
  },

  /**
   * Lets the fields hold the final reading of a device that was exchanged for another.
   *
   * @param {Device} device
   * @param {string} [counter] where it was said
   */
  exchange({ serial, counters }, counter = counters[0]?.id ?? '') {
    readings.change(serial, { causes: { [counter]: { kind: 'device_exchanged', last: '', start: '' } } });
  },

  /**
   * Many fields at once, as a paste or a repair fills them. What explained an old value goes with it.
   *
   * @param {{ serial: string, counter: string, value: string }[]} fields
   */
  fill(fields) {
    /** @type {Record<string, Entry>} */
    const entries = {};
    for (const { serial, counter, value } of fields) {
      const entry = entries[serial] ?? entryOf(serial);
      const { [counter]: cause, ...causes } = entry.causes;
      const device = fleet.get().rows.find((row) => row.device.serial === serial)?.device;
      const last = (device && lastOf(device, counter, entry)?.value) ?? 0;
      const still = cause && (cause.kind === 'device_exchanged' || (parse(value) ?? last) < last);
      entries[serial] = { ...entry, values: { ...entry.values, [counter]: value }, causes: still ? entry.causes : causes, file: false };
    }
    write(entries);
  },

  /**
   * What a file holds, with the answer to it; whatever else was typed stays.
   *
   * @param {FileReading[]} list
   * @param {CheckedRow[]} rows
   */
  adopt(list, rows) {
    const before = draft.get();
    const entries = { ...before.entries };
    for (const { serial, date, values, reason } of list) {
      const { values: typed, causes, reason: given } = entryOf(serial);
      const filled = Object.fromEntries(values.map(({ counter, value }) => [counter, typeof value === 'number' ? number(value) : value]));
      const still = Object.fromEntries(Object.entries(causes).filter(([counter]) => !(counter in filled)));
      entries[serial] = { values: { ...typed, ...filled }, causes: still, date: date === sheetDate() ? '' : date, reason: reason ?? given, file: true };
    }
    keep({ ...before, entries });
    const devices = new Map(fleet.get().rows.map(({ device }) => [device.serial, device]));
    const asked = list.flatMap(({ serial, values }) => {
      const device = devices.get(serial);
      const reading = device && device.counters.length === values.length ? readingOf(device, entryOf(serial)) : null;
      return reading ? [reading] : [];
    });
    take(asked, rows);
  },

  /** Asks again about what has no answer. */
  again() {
    checkTrouble.set(null);
    plan();
  },

  /**
   * Sends these devices: what is in order is taken, the rest stays with why.
   *
   * @param {Device[]} devices
   * @param {(serial: string) => { model: string, site: string }} named
   */
  async report(devices, named) {
    const list = devices.map((device) => {
      const entry = entryOf(device.serial);
      const reading = readingOf(device, entry);
      const reason = entry.reason.trim();
      return reading && { ...reading, ...(reason ? { reason } : {}), ...(entry.file ? { source: /** @type {const} */ ('file') } : {}) };
    }).filter((reading) => reading !== null);
    const body = { readings: list };
    const text = JSON.stringify(body);
    if (sent.body !== text) keepSent({ key: newKey(), body: text });
    /** @type {{ accepted: CheckedRow[], open: CheckedRow[] }} */
    const answer = await call('POST', '/readings', { body, key: sent.key });
    keepSent(null);
    // What somebody else has changed is checked again beside what they reported.
    const moved = answer.open.filter(({ code }) => code === 'changed_meanwhile');
    take(list, answer.open.filter((row) => !moved.includes(row)));
    forget(moved);
    const { entries, date } = draft.get();
    const accepted = new Set(answer.accepted.map(({ serial }) => serial));
    if (accepted.size > 0) {
      receipt.set({
        at: new Date().toISOString(),
        devices: answer.accepted.map((row) => ({ ...named(row.serial), serial: row.serial, date: row.date ?? '', reason: entryOf(row.serial).reason, counters: countersOf(row, devices) })),
        kept: answer.open.length,
      });
      remember(places.receipt, receipt.get());
    }
    const mine = correction.get();
    const left = Object.fromEntries(Object.entries(entries).filter(([serial]) => !accepted.has(serial) || serial === mine?.serial));
    if (mine && accepted.has(mine.serial)) correction.set(null);
    keep({ date: Object.keys(left).length > 0 ? date : '', entries: left });
    saveSoon(0);
    return { taken: accepted.size, moved: moved.length };
  },
};

/** @param {CheckedRow} row @param {Device[]} devices */
const countersOf = (row, devices) => row.values.map(({ counter, value, pages }) => ({
  label: devices.find(({ serial }) => serial === row.serial)?.counters.find(({ id }) => id === counter)?.label ?? counter,
  value: value ?? 0,
  pages: pages ?? null,
}));

/** @param {typeof sent | null} next */
function keepSent(next) {
  sent = next ?? { key: '', body: '' };
  remember(places.sent, next);
}

/** @param {CheckedRow[]} rows */
function forget(rows) {
  const next = { ...checks.get() };
  for (const { serial } of rows) delete next[serial];
  checks.set(next);
}

/** @param {Reading[]} asked @param {CheckedRow[]} rows */
function take(asked, rows) {
  const next = { ...checks.get() };
  for (const row of rows) {
    const reading = asked.find(({ serial }) => serial === row.serial);
    if (!reading) continue;
    const { reason: _, ...plain } = reading;
    const offered = { ...next[row.serial]?.offered };
    for (const { counter, causes } of row.values) if (causes && causes.length > 0) offered[counter] = causes;
    next[row.serial] = { asked: question(plain), row, offered };
  }
  checks.set(next);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** Questions under way. @type {Set<string>} */
const asking = new Set();

/** Asks a moment after the last key press. */
function plan() {
  clearTimeout(timer);
  timer = setTimeout(ask, 300);
}
fleet.watch(plan);
locale.watch(plan);

addEventListener('online', () => saveSoon(0));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') readings.save();
});

/** Devices that one request takes. */
const mostDevices = 400;

/** @param {Reading} reading */
const shown = ({ values }) => values.map(({ counter, value }) => `${counter} ${value}`).join();

/**
 * All devices that have no answer yet, in one request. The server compares its rows with each other: what asks something, or
 * says the same, comes along.
 */
async function ask() {
  const begun = fleet.get().rows.flatMap(({ device }) => readingOf(device, entryOf(device.serial)) ?? []);
  const answered = (/** @type {Reading} */ reading) => checks.get()[reading.serial]?.asked === question(reading);
  const fresh = begun.filter((reading) => !answered(reading) && !asking.has(question(reading))).slice(0, mostDevices);
  if (fresh.length === 0) return;
  const said = new Set(fresh.map(shown));
  const known = begun.filter((reading) => answered(reading) && (checks.get()[reading.serial]?.row.outcome !== 'ok' || said.has(shown(reading))));
  const open = [...fresh, ...known].slice(0, mostDevices);
  const questions = open.map(question);
  for (const one of questions) asking.add(one);
  try {
    /** @type {{ rows: CheckedRow[] }} */
    const answer = await call('POST', '/readings/check', { body: { readings: open }, again: true });
    take(open, answer.rows);
    checkTrouble.set(null);
    if (fresh.length === mostDevices) plan();
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    const refused = refusedRows(open, refusal);
    take(open, refused);
    if (refused.length === 0) checkTrouble.set(refusal);
    else plan();
  } finally {
    for (const one of questions) asking.delete(one);
  }
}

/** Fields that the server could not read, as rows that it refuses. @param {Reading[]} asked @param {Refusal} refusal @returns {CheckedRow[]} */
function refusedRows(asked, { errors }) {
  return asked.flatMap((reading, at) => {
    const wrong = errors.find(({ pointer = '' }) => pointer.startsWith(`#/readings/${at}/`) || pointer === `#/readings/${at}`);
    return wrong ? [{ serial: reading.serial, outcome: /** @type {const} */ ('refused'), detail: wrong.detail, values: [] }] : [];
  });
}
