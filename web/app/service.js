import { call, newKey, Refusal } from './api.js';
import { onFleetLeft } from './fleet.js';
import { store } from './store.js';

/** @import { Ticket, TicketKind, TicketPage } from './types.js' */

/**
 * A request for service as it stands in the form. It stays in memory: words about people are kept nowhere else in the browser.
 *
 * @typedef {object} Draft
 * @property {string} serial
 * @property {TicketKind} kind
 * @property {string} article the defective one, for a claim
 * @property {number} quantity
 * @property {string} contact
 * @property {string} text
 * @property {string} [visit_name] where it was overwritten
 * @property {string} [attention] where it was overwritten
 */

/** Characters of a text at most. */
export const longest = 4000;

/** @returns {Draft} */
const empty = () => ({ serial: '', kind: 'fault', article: '', quantity: 1, contact: '', text: '' });

/** @type {import('./store.js').Store<Draft>} */
export const draft = store(empty());

/** Replies that are being written, by ticket. @type {import('./store.js').Store<Record<string, string>>} */
export const replies = store({});

/** What was sent and not answered: the same words go with the same key until it is known what became of them. @type {Map<string, string>} */
const sendings = new Map();

export const service = {
  /** @param {Partial<Draft>} change */
  change: (change) => draft.set({ ...draft.get(), ...change }),

  /** Takes back that a line of the address was overwritten. @param {'visit_name' | 'attention'} name */
  asStored(name) {
    const { [name]: _, ...rest } = draft.get();
    draft.set(rest);
  },

  /** The form as it is at first; who asked stays chosen. */
  clear() {
    draft.set({ ...empty(), contact: draft.get().contact });
  },

  forget() {
    draft.set(empty());
    replies.set({});
    sendings.clear();
  },

  /** Whether words would be lost. */
  written: () => draft.get().text.trim() !== '' || Object.values(replies.get()).some((text) => text.trim() !== ''),

  /** @param {string} ticket @param {string} text */
  write: (ticket, text) => replies.set({ ...replies.get(), [ticket]: text }),
};
onFleetLeft(service.forget);

/**
 * Sends a body once, however often it is tried: until the server has said yes or no, the same body goes with the same key.
 *
 * @template T
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<T>}
 */
export async function sendOnce(path, body) {
  const what = `${path} ${JSON.stringify(body)}`;
  const key = sendings.get(what) ?? newKey();
  sendings.set(what, key);
  try {
    /** @type {T} */
    const answer = await call('POST', path, { body, key });
    sendings.delete(what);
    return answer;
  } catch (refusal) {
    if (refusal instanceof Refusal && !refusal.trouble && !refusal.unsure) sendings.delete(what);
    throw refusal;
  }
}

/** What the form says, as it is sent. @param {Draft} kept */
export function toSend({ serial, kind, article, quantity, contact, text, visit_name, attention }) {
  return {
    kind,
    serial,
    ...(contact ? { contact_id: contact } : {}),
    ...(text.trim() || kind !== 'supply_claim' ? { text } : {}),
    ...(kind === 'supply_claim' ? { ...(article ? { article } : {}), quantity } : {}),
    ...(visit_name === undefined ? {} : { visit_name }),
    ...(attention === undefined ? {} : { attention }),
  };
}

/** @param {string} [cursor] @returns {Promise<TicketPage>} */
export const ticketsPage = (cursor) => call('GET', `/tickets${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);

/** What is open about a device. @param {string} serial @returns {Promise<Ticket[]>} */
export async function openTicketsOf(serial) {
  /** @type {TicketPage} */
  const { tickets } = await call('GET', `/tickets?serial=${encodeURIComponent(serial)}`);
  return tickets.filter(isOpen);
}

/** Whether something is still to come. @param {{ state: Ticket["state"] }} ticket */
export const isOpen = ({ state }) => state === 'received' || state === 'scheduled';

/** Characters as the server counts them: an emoji may be several, never half a one. @param {string} text */
export const lengthOf = (text) => [...text.trim()].length;
