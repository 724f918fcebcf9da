import { call } from './api.js';
import { onFleetLeft } from './fleet.js';
import { store } from './store.js';
import { keep, send, sendings } from './uploads.js';

/** @import { TicketDetail, Upload } from './types.js' */

/** Files of a ticket at most. */
export const mostFiles = 5;

/** Files that were chosen for a ticket that has no number yet. They stay in memory. @type {import('./store.js').Store<File[]>} */
export const chosenFiles = store(/** @type {File[]} */ ([]));

onFleetLeft(() => chosenFiles.set([]));

/** What ids of sendings for a ticket begin with. @param {string} number */
export const sendingsOf = (number) => `ticket/${number}/`;

/** @type {Map<string, () => void>} told when a file of a ticket is settled */
const watchers = new Map();

/** @param {string} number @param {() => void} listener @returns {() => void} */
export function watchFiles(number, listener) {
  watchers.set(number, listener);
  return () => watchers.delete(number);
}

let count = 0;

/**
 * What a file is sent to a ticket for.
 *
 * @param {string} number
 * @returns {import('./uploads.js').Purpose}
 */
const purposeOf = (number) => ({
  id: `${sendingsOf(number)}${++count}`,
  announce: (body, key) => call('POST', `/tickets/${encodeURIComponent(number)}/files`, { body, key }),
  look: async (id) => {
    /** @type {TicketDetail} */
    const { files } = await call('GET', `/tickets/${encodeURIComponent(number)}`);
    return /** @type {Upload} */ (files.find((file) => file.id === id));
  },
  settled: () => watchers.get(number)?.(),
});

/**
 * Sends files to a ticket, one after another: a phone's connection is not shared.
 *
 * @param {string} number
 * @param {File[]} files
 */
export async function sendFiles(number, files) {
  const waiting = files.map((file) => ({ file, purpose: purposeOf(number) }));
  for (const { file, purpose } of waiting) {
    sendings.set({ ...sendings.get(), [purpose.id]: { progress: { at: 'reading', name: file.name }, again: null } });
  }
  for (const { file, purpose } of waiting) await send(purpose, file);
}

/** @param {string} number @param {string} id */
export const keepFile = (number, id) => keep(() => call('GET', `/tickets/${encodeURIComponent(number)}/files/${id}`));
