import { FluentBundle, FluentResource } from '@fluent/bundle';
import { html } from 'htm/preact';
import { store } from './store.js';

/** The languages that have texts. */
export const languages = ['de', 'en'];

const files = ['common.ftl', 'page.ftl'];

/** Language of the page and the place whose numbers and dates it writes: `de-CH`. */
export const locale = store('de');

/** @type {FluentBundle} */
let bundle = new FluentBundle('de');

/**
 * Loads the texts of a language and shows the page in it.
 *
 * @param {string} language
 * @param {string} [country]
 */
export async function speak(language, country) {
  // English is read everywhere as British English writes its numbers and dates.
  const tag = language === 'en' ? 'en-GB' : `${language}-${country ?? 'DE'}`;
  const sources = await Promise.all(files.map((file) => source(language, file)));
  // No isolation marks: both languages run left to right, and people copy numbers out of the page.
  const next = new FluentBundle(tag, { useIsolating: false });
  // Switzerland writes no ß.
  for (const text of sources) next.addResource(new FluentResource(tag === 'de-CH' ? text.replaceAll('ß', 'ss') : text));
  bundle = next;
  document.documentElement.lang = language;
  locale.set(tag);
}

/** @type {Map<string, Promise<string>>} */
const loaded = new Map();

/**
 * @param {string} language
 * @param {string} file
 * @returns {Promise<string>}
 */
function source(language, file) {
  const path = `locales/${language}/${file}`;
  const text = loaded.get(path) ?? fetch(path).then((answer) => {
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.text();
  });
  loaded.set(path, text);
  text.catch(() => loaded.delete(path));
  return text;
}

/** @returns {string} */
export function language() {
  return /** @type {string} */ (locale.get().split('-')[0]);
}

/**
 * @param {string} id
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(id, values) {
  const message = bundle.getMessage(id);
  if (!message?.value) {
    console.error(`no text: ${id}`);
    return id;
  }
  /** @type {Error[]} */
  const errors = [];
  const text = bundle.formatPattern(message.value, values, errors);
  for (const error of errors) console.error(`${id}: ${error.message}`);
  return text;
}

/**
 * A text with marked words, `Rufen Sie <tel>…</tel> an`, each drawn by the function of its name.
 *
 * @param {string} id
 * @param {Record<string, (words: string) => unknown>} marks
 * @param {Record<string, string | number>} [values]
 */
export function rich(id, marks, values) {
  const parts = t(id, values).split(/<([a-z]+)>(.*?)<\/\1>/s);
  /** @type {unknown[]} */
  const drawn = [];
  for (let at = 0; at < parts.length; at += 3) {
    drawn.push(parts[at]);
    const mark = marks[parts[at + 1] ?? ''];
    if (mark) drawn.push(mark(parts[at + 2] ?? ''));
  }
  return html`${drawn}`;
}

/** @param {string} words */
export const strong = (words) => html`<strong>${words}</strong>`;
