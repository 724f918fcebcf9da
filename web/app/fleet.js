import { call, Refusal } from './api.js';
import { locale } from './texts.js';
import { haystack, needle } from './search.js';
import { store } from './store.js';

/** @import { Address, Device, DeviceArticles, DeviceDetail, DevicePage, HowTo } from './types.js' */

/** The columns of the table that a device is chosen from, in their order. */
export const columns = /** @type {const} */ (['model', 'serial', 'site', 'street', 'city', 'customer']);

/** What tells devices apart on the reading sheet, in its order. */
export const sheetColumns = /** @type {const} */ (['model', 'serial', 'site', 'address', 'name']);

/**
 * @typedef {typeof columns[number] | typeof sheetColumns[number]} Column
 * @typedef {{ device: Device, address: Address | undefined, cells: Record<Column, string>, hay: Record<Column, string>, all: string }} Row
 * @typedef {{ rows: Row[], addresses: Map<string, Address>, done: boolean, failed: Refusal | null }} Fleet
 */

/** @returns {Fleet} */
const empty = () => ({ rows: [], addresses: new Map(), done: false, failed: null });

/** @type {import('./store.js').Store<Fleet>} */
export const fleet = store(empty());

let loading = false;
let generation = 0;

/**
 * Loads the whole fleet once; what has come can be used while the rest is under way.
 *
 * @param {string} customer
 */
export async function loadFleet(customer) {
  if (loading || fleet.get().done) return;
  loading = true;
  const mine = generation;
  /** @type {Row[]} */
  const rows = [];
  let cursor = '';
  try {
    do {
      /** @type {DevicePage} */
      const page = await call('GET', `/devices${cursor && `?cursor=${encodeURIComponent(cursor)}`}`);
      if (mine !== generation) return;
      const addresses = new Map(page.addresses.map((address) => [address.id, address]));
      for (const device of page.devices) rows.push(rowOf(device, addresses.get(device.address), customer));
      cursor = page.next ?? '';
      fleet.set({ rows: [...rows], addresses, done: cursor === '', failed: null });
    } while (cursor);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    if (mine === generation) fleet.set({ ...fleet.get(), failed: refusal });
  } finally {
    if (mine === generation) loading = false;
  }
}

/** @param {string} customer */
export function retryFleet(customer) {
  forgetFleet();
  return loadFleet(customer);
}

/** Drops what was loaded, so that it is asked for anew. */
export function forgetFleet() {
  generation++;
  loading = false;
  articles.clear();
  details.clear();
  orders.clear();
  fleet.set(empty());
}

/** @type {(() => void)[]} */
const leavers = [];

/** @param {() => void} listener told when somebody else's fleet is next; what was chosen in this one ends */
export function onFleetLeft(listener) {
  leavers.push(listener);
}

export function leaveFleet() {
  forgetFleet();
  for (const listener of leavers) listener();
}

/**
 * @param {Device} device
 * @param {Address | undefined} address
 * @param {string} customer
 * @returns {Row}
 */
function rowOf(device, address, customer) {
  const cells = {
    model: device.model,
    serial: device.serial,
    site: device.site,
    street: address?.street ?? '',
    city: address ? `${address.postcode} ${address.city}` : '',
    customer,
    address: address ? `${address.street}, ${address.postcode} ${address.city}` : '',
    // The customer as the branch at that address is called.
    name: address?.name ?? '',
  };
  const hay = /** @type {Record<Column, string>} */ (Object.fromEntries(Object.entries(cells).map(([column, words]) => [column, haystack(words)])));
  return { device, address, cells, hay, all: Object.values(hay).join('\n') };
}

/**
 * The devices in use on this day.
 *
 * @param {Row[]} rows
 * @param {string} today
 */
export const installed = (rows, today) => rows.filter(({ device }) => device.installed <= today && (!device.removed || device.removed >= today));

/**
 * The devices that are read: those in use, and what is due of those that have left since.
 *
 * @param {Row[]} rows
 * @param {string} today
 */
export const readable = (rows, today) => rows.filter(({ device }) => device.due || (device.installed <= today && (!device.removed || device.removed >= today)));

/** Sorting thousands of rows takes a moment, so each order of a list is made once. @type {Map<string, { of: Row[], rows: Row[] }>} */
const orders = new Map();

/**
 * @param {Row[]} rows
 * @param {Column} column
 * @param {boolean} down
 */
export function sorted(rows, column, down) {
  const key = `${locale.get()} ${column} ${down}`;
  const made = orders.get(key);
  if (made?.of === rows) return made.rows;
  const { compare } = new Intl.Collator(locale.get(), { numeric: true, sensitivity: 'base' });
  const next = rows.toSorted((a, b) => compare(a.cells[column], b.cells[column]) || compare(a.cells.site, b.cells.site) || compare(a.cells.serial, b.cells.serial));
  if (down) next.reverse();
  orders.set(key, { of: rows, rows: next });
  return next;
}

/**
 * Rows that fit every filled filter; `any` is searched in all columns, word by word.
 *
 * @param {Row[]} rows
 * @param {Partial<Record<Column, string>>} filters
 * @param {string} any
 */
export function matching(rows, filters, any) {
  const tests = /** @type {Column[]} */ (Object.keys(filters)).filter((column) => filters[column]?.trim()).map((column) => ({ column, fits: needle(filters[column] ?? '') }));
  const words = any.split(/\s+/).filter(Boolean).map(needle);
  if (tests.length === 0 && words.length === 0) return rows;
  return rows.filter((row) => tests.every(({ column, fits }) => fits(row.hay[column])) && words.every((fits) => fits(row.all)));
}

/** @type {Map<string, Promise<DeviceArticles>>} */
const articles = new Map();

/** @type {Map<string, Promise<DeviceDetail>>} */
const details = new Map();

/**
 * What fits a device, asked once a session and language.
 *
 * @param {string} serial
 */
export const articlesOf = (serial) => once(articles, serial, '/articles');

/**
 * A device with the instructions for its model, asked once a session and language.
 *
 * @param {string} serial
 */
export const deviceOf = (serial) => once(details, serial, '');

/** @type {Map<string, Promise<HowTo>>} */
const instructions = new Map();

/**
 * The instructions for a device's model, asked once for all devices of a model.
 *
 * @param {Device} device
 * @returns {Promise<HowTo>}
 */
export function howToOf({ model, serial }) {
  const key = `${locale.get()} ${model}`;
  const known = instructions.get(key) ?? deviceOf(serial).then(({ how_to }) => how_to);
  instructions.set(key, known);
  known.catch(() => instructions.delete(key));
  return known;
}

/**
 * @template T
 * @param {Map<string, Promise<T>>} answers
 * @param {string} serial
 * @param {string} path
 * @returns {Promise<T>}
 */
function once(answers, serial, path) {
  const key = `${locale.get()} ${serial}`;
  /** @type {Promise<T>} */
  const known = answers.get(key) ?? call('GET', `/devices/${encodeURIComponent(serial)}${path}`);
  answers.set(key, known);
  known.catch(() => answers.delete(key));
  return known;
}

/** After an order the guard facts have changed. */
export function forgetArticles() {
  articles.clear();
}
