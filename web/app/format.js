import { locale } from './texts.js';

/** @type {Map<string, Intl.DateTimeFormat>} */
const dates = new Map();

/**
 * @param {string} name
 * @param {Intl.DateTimeFormatOptions} options
 */
function dateFormat(name, options) {
  const key = `${locale.get()} ${name}`;
  const format = dates.get(key) ?? new Intl.DateTimeFormat(locale.get(), options);
  dates.set(key, format);
  return format;
}

/** @param {string} date a day, `2026-12-31` */
const midnight = (date) => new Date(`${date}T00:00:00Z`);

/** 31.12.2026 @param {string} date */
export const day = (date) =>
  dateFormat('day', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(midnight(date));

/** Day and month stay on one line. @param {string} words */
const together = (words) => words.replace(/(\d\.?) (?=\p{L})/u, '$1\u00a0');

/** 31. Dezember @param {string} date */
export const dayInWords = (date) => together(dateFormat('words', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(midnight(date)));

/** Donnerstag, 31. Dezember @param {string} date */
export const weekday = (date) =>
  together(dateFormat('weekday', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(midnight(date)));

/** Donnerstag, 31. Dezember 2026 @param {string} date */
export const fullDay = (date) =>
  dateFormat('full', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(midnight(date));

/** 31. Dezember 2026 at the reader's clock @param {string} moment */
export const momentDay = (moment) => dateFormat('moment day', { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(moment));

/** 31.12.2026, 09:30 at the reader's clock @param {string} moment */
export const momentTime = (moment) =>
  dateFormat('moment', { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(new Date(moment));

/** 31.12.2026 at the reader's clock @param {string} moment */
export const momentShort = (moment) => dateFormat('moment short', { day: '2-digit', month: '2-digit', year: 'numeric' }).format(new Date(moment));

/** 09:30 @param {Date} moment */
export const clock = (moment) => dateFormat('clock', { hour: '2-digit', minute: '2-digit' }).format(moment);

/** @param {number} value */
export const number = (value) => new Intl.NumberFormat(locale.get()).format(value);

/** Deutschland @param {string} code */
export const countryName = (code) => new Intl.DisplayNames(locale.get(), { type: 'region' }).of(code) ?? code;

/** A language by its own name: Deutsch, English @param {string} code */
export function languageName(code) {
  const name = new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

/** 4. Quartal 2026 as its parts @param {string} name */
export function quarterParts(name) {
  const [year, quarter] = name.split('-Q');
  return { year: year ?? '', quarter: quarter ?? '' };
}

/** @param {string} hotline */
export const tel = (hotline) => `tel:${hotline.replace(/[^+\d]/g, '')}`;

/** @param {{ postcode: string, city: string }} address */
export const place = (address) => `${address.postcode} ${address.city}`;
