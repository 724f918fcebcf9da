import { store } from './store.js';
import { newKey } from './api.js';

/** @import { Article, Colour, Kind } from './types.js' */

/**
 * @typedef {object} Line
 * @property {string} serial
 * @property {string} article
 * @property {string} name
 * @property {Kind} kind
 * @property {Colour | null} colour
 * @property {boolean} warned the guard asks for a reason
 * @property {number} quantity
 * @property {boolean} claim
 * @property {string} reason
 */

/**
 * Words about people stay in memory; only the lines outlive a reload.
 *
 * @typedef {object} Draft
 * @property {Record<string, { attention?: string, additional_info?: string }>} deliveries by address
 * @property {string} reference
 * @property {string} contact
 */

const place = 'pagetally.basket';

/** @type {import('./store.js').Store<Line[]>} */
export const lines = store(/** @type {Line[]} */ ([]));

/** @type {import('./store.js').Store<Draft>} */
export const draft = store(emptyDraft());

/** @returns {Draft} */
function emptyDraft() {
  return { deliveries: {}, reference: '', contact: '' };
}

let contract = '';
/** The key of this order, with the body that it was sent with. */
let sent = { key: '', body: '' };

/** @param {Line[]} next */
function keep(next) {
  lines.set(next);
  try {
    if (next.length === 0) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify({ contract, lines: next }));
  } catch {
    // A browser without storage keeps the basket until the reload.
  }
}

export const basket = {
  /**
   * The basket of this contract, from before a reload too; another contract's is dropped.
   *
   * @param {string} no
   */
  open(no) {
    if (contract === no) return;
    const other = contract !== '';
    contract = no;
    if (other) draft.set(emptyDraft());
    /** @type {Line[]} */
    let kept = [];
    try {
      const stored = JSON.parse(sessionStorage.getItem(place) ?? 'null');
      if (stored?.contract === no && Array.isArray(stored.lines)) kept = stored.lines;
    } catch {
      // Nothing readable is nothing kept.
    }
    keep(kept);
  },

  clear() {
    keep([]);
    draft.set(emptyDraft());
    sent = { key: '', body: '' };
  },

  /**
   * @param {string} serial
   * @param {string} article
   */
  find: (serial, article) => lines.get().find((line) => line.serial === serial && line.article === article),

  /**
   * @param {string} serial
   * @param {Article} article
   * @param {number} quantity
   */
  put(serial, article, quantity) {
    if (basket.find(serial, article.no)) return basket.change(serial, article.no, { quantity });
    if (quantity === 0) return;
    keep([...lines.get(), {
      serial,
      article: article.no,
      name: article.name,
      kind: article.kind,
      colour: article.colour ?? null,
      warned: Boolean(article.guard.warning),
      quantity,
      claim: false,
      reason: '',
    }]);
  },

  /**
   * @param {string} serial
   * @param {string} article
   * @param {Partial<Line>} change
   */
  change(serial, article, change) {
    keep(lines.get()
      .map((line) => (line.serial === serial && line.article === article ? { ...line, ...change } : line))
      .filter((line) => line.quantity > 0));
  },

  /**
   * @param {string} address
   * @param {{ attention?: string | undefined, additional_info?: string | undefined }} words
   */
  deliver(address, words) {
    const before = draft.get();
    const entry = /** @type {Draft["deliveries"][string]} */ ({ ...before.deliveries[address], ...words });
    draft.set({ ...before, deliveries: { ...before.deliveries, [address]: entry } });
  },

  /**
   * The same body is sent with the same key until it has succeeded, whatever happens between.
   *
   * @param {unknown} body
   */
  keyFor(body) {
    const text = JSON.stringify(body);
    if (sent.body !== text) sent = { key: newKey(), body: text };
    return sent.key;
  },
};

/**
 * Articles to order and parts to claim, by piece.
 *
 * @param {{ quantity: number, claim: boolean }[]} counted
 */
export function sums(counted) {
  let articles = 0;
  let claims = 0;
  for (const line of counted) {
    if (line.claim) claims += line.quantity;
    else articles += line.quantity;
  }
  return { articles, claims };
}
