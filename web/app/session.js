import { call, lastHeard, onSignedOut, onStepLost, Refusal } from './api.js';
import { basket } from './basket.js';
import { leaveFleet } from './fleet.js';
import { readings } from './readings.js';
import { go } from './router.js';
import { service } from './service.js';
import { store } from './store.js';
import { language, languages, speak } from './texts.js';

/** @import { Country, Session } from './types.js' */

/**
 * `unknown` until the server was asked; `expired` keeps the work on the page for the next sign-in.
 *
 * @typedef {"unknown" | "trouble" | "out" | "expired" | "in"} Stage
 */

/** @type {import('./store.js').Store<Stage>} */
export const stage = store(/** @type {Stage} */ ('unknown'));

/** @type {import('./store.js').Store<Session | null>} */
export const session = store(/** @type {Session | null} */ (null));

/** @type {import('./store.js').Store<Country[]>} */
export const countries = store(/** @type {Country[]} */ ([]));

/** The country whose hotline is shown before sign-in. */
export const country = store(remembered('country') ?? '');

/** What sign-in was last tried with, so that signing in again is one key press. Kept in memory only. */
export const lastNumbers = { customer_no: '', contract_no: '' };

/** @param {string} name */
function remembered(name) {
  try {
    return localStorage.getItem(`pagetally.${name}`);
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(`pagetally.${name}`, value);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** The language to start in: chosen before, else the browser's first that has texts. */
export function firstLanguage() {
  const wished = [remembered('language') ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return wished.find((tag) => languages.includes(tag)) ?? 'en';
}

/** @returns {Country | undefined} */
export function currentCountry() {
  return session.get()?.country ?? countries.get().find(({ code }) => code === country.get()) ?? countries.get()[0];
}

/** @param {string} chosen */
export async function switchLanguage(chosen) {
  await speak(chosen, currentCountry()?.code);
  remember('language', chosen);
  await Promise.all([loadCountries(), stage.get() === 'in' ? renew() : null]).catch(() => {});
}

/** @param {string} code */
export async function chooseCountry(code) {
  country.set(code);
  remember('country', code);
  await speak(language(), code);
}

export async function loadCountries() {
  /** @type {{ countries: Country[] }} */
  const answer = await call('GET', '/countries');
  countries.set(answer.countries);
  if (!answer.countries.some(({ code }) => code === country.get())) {
    // The browser's own country, else the one with the most customers.
    const likely = [...navigator.languages.map((tag) => new Intl.Locale(tag).maximize().region), 'DE'];
    const region = likely.find((code) => answer.countries.some((known) => known.code === code));
    country.set(region ?? answer.countries[0]?.code ?? '');
  }
}

/** Asks the server who is signed in; also what keeps a session alive. */
export async function renew() {
  /** @type {Session} */
  const answer = await call('GET', '/session');
  if (answer.level !== 'pending') await enter(answer);
}

/** Whose fleet and basket it is: a contract number alone may stand in two countries. @param {Session} session */
const ownerOf = ({ country: { code }, customer, contract }) => [code, customer.no, contract.no].join('/');

/** @param {Session} next */
export async function enter(next) {
  if (next.country.code !== country.get()) country.set(next.country.code);
  const before = session.get();
  if (before && ownerOf(before) !== ownerOf(next)) leaveFleet();
  basket.open(ownerOf(next));
  readings.open(ownerOf(next), next.today);
  session.set(next);
  await speak(language(), next.country.code);
  stage.set('in');
}

export async function start() {
  const [places, current] = await Promise.allSettled([loadCountries(), renew()]);
  const signedOut = current.status === 'rejected' && current.reason instanceof Refusal && [401, 403].includes(current.reason.status);
  if (places.status === 'rejected' || (current.status === 'rejected' && !signedOut)) stage.set('trouble');
  else if (stage.get() === 'unknown') stage.set('out');
}

export async function signOut() {
  await call('DELETE', '/session', { again: true });
  leave();
}

function leave() {
  basket.clear();
  readings.clear();
  service.forget();
  leaveFleet();
  session.set(null);
  lastNumbers.customer_no = '';
  lastNumbers.contract_no = '';
  stage.set('out');
  go();
}

onSignedOut(() => {
  if (stage.get() === 'in') stage.set('expired');
});

onStepLost(() => {
  if (session.get()?.level !== 'link') renew().catch(() => {});
});

/** The server notes the last use at most every five minutes; reckoning the same way never promises too much. */
const noted = 5 * 60 * 1000;
let lastNoted = 0;
const tabs = new BroadcastChannel('pagetally');
lastHeard.watch(() => {
  if (lastHeard.get() - lastNoted < noted) return;
  lastNoted = lastHeard.get();
  tabs.postMessage(lastNoted);
});
tabs.addEventListener('message', ({ data }) => {
  if (typeof data === 'number' && data <= Date.now()) lastNoted = Math.max(lastNoted, data);
});

/** When the session ends if nothing more happens. */
export function endsAt() {
  const current = session.get();
  if (!current) return Infinity;
  const idle = lastNoted + current.idle_seconds * 1000;
  // Where the server lives on another day, its moments say nothing to this clock.
  const sameDays = Math.abs(Date.parse(current.today) - Date.now()) < 2 * 24 * 60 * 60 * 1000;
  return sameDays ? Math.min(idle, Date.parse(current.expires_at)) : idle;
}
