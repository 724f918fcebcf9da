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
 * Words about people stay in memory; a reload leaves the lines and the keys of what was sent.
 *
 * @typedef {object} Draft
 * @property {Record<string, { attention?: string, additional_info?: string, wait?: boolean }>} deliveries by address
 * @property {string} reference
 * @property {string} contact
 */

/**
 * An order that was sent and not answered: its key, the digest of its body and the lines in it.
 *
 * @typedef {{ key: string, digest: string, lines: string }} Sending
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

/** What may have been ordered although no answer came. @type {import('./store.js').Store<Sending[]>} */
export const unanswered = store(/** @type {Sending[]} */ ([]));

let owner = '';

/**
 * Who empties the basket is done with it; the same order after that is another one.
 *
 * @param {Line[]} next
 * @param {Sending[]} [sent]
 */
function keep(next, sent = next.length === 0 ? [] : unanswered.get()) {
  lines.set(next);
  unanswered.set(sent);
  try {
    if (next.length === 0) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify({ owner, lines: next, sent }));
  } catch {
    // A browser without storage keeps the basket until the reload.
  }
}

/** @param {string} text */
async function digestOf(text) {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The lines as they are sent.
 *
 * @param {Line[]} kept
 */
export const linesToSend = (kept) => kept.map(({ serial, article, quantity, claim, reason }) => ({
  serial,
  article,
  quantity,
  ...(claim ? { claim } : {}),
  ...(reason.trim() ? { reason: reason.trim() } : {}),
}));

export const basket = {
  /**
   * The basket of this contract, from before a reload too; another contract's is dropped.
   *
   * @param {string} of what `ownerOf` says of the session
   */
  open(of) {
    if (owner === of) return;
    const other = owner !== '';
    owner = of;
    if (other) draft.set(emptyDraft());
    /** @type {Line[]} */
    let kept = [];
    /** @type {Sending[]} */
    let sent = [];
    try {
      const stored = JSON.parse(sessionStorage.getItem(place) ?? 'null');
      if (stored?.owner === of && Array.isArray(stored.lines)) kept = stored.lines;
      if (stored?.owner === of && Array.isArray(stored.sent)) sent = stored.sent;
    } catch {
      // Nothing readable is nothing kept.
    }
    keep(kept, sent);
  },

  clear() {
    keep([]);
    draft.set(emptyDraft());
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
   * @param {{ attention?: string | undefined, additional_info?: string | undefined, wait?: boolean }} words
   */
  deliver(address, words) {
    const before = draft.get();
    const entry = /** @type {Draft["deliveries"][string]} */ ({ ...before.deliveries[address], ...words });
    draft.set({ ...before, deliveries: { ...before.deliveries, [address]: entry } });
  },

  /** Takes back every wish to wait for a change of an address. */
  waitForNothing() {
    const before = draft.get();
    const deliveries = Object.fromEntries(Object.entries(before.deliveries).map(([address, { wait, ...words }]) => [address, words]));
    draft.set({ ...before, deliveries });
  },

  /**
   * The same body is sent with the same key until it has succeeded, whatever happens between. `again` is true where it
   * may have arrived before.
   *
   * @param {unknown} body
   */
  async sending(body) {
    const digest = await digestOf(JSON.stringify(body));
    const known = unanswered.get().find((one) => one.digest === digest);
    if (known) return { key: known.key, again: true };
    const key = newKey();
    keep(lines.get(), [...unanswered.get(), { key, digest, lines: JSON.stringify(linesToSend(lines.get())) }]);
    return { key, again: false };
  },

  /** This sending was refused for certain. @param {string} key */
  refused(key) {
    keep(lines.get(), unanswered.get().filter((one) => one.key !== key));
  },

  /** Whether these very lines may have been ordered already. @param {Line[]} kept */
  mayBeOrdered(kept) {
    const text = JSON.stringify(linesToSend(kept));
    return unanswered.get().some((one) => one.lines === text);
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
