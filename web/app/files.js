import { call, Refusal } from './api.js';
import { onFleetLeft } from './fleet.js';
import { readings, receipt } from './readings.js';
import { save } from './save.js';
import { store } from './store.js';
import { t } from './texts.js';

/** @import { FileError, ReadFile } from './types.js' */

/**
 * What became of the last file: under way, taken into the draft, or refused with sentences.
 *
 * @typedef {{ name: string, at: "reading" }
 *   | { name: string, at: "read", devices: number, errors: FileError[], leftOut: number }
 *   | { name: string, at: "refused", why: string[] }
 *   | { name: string, at: "trouble", refusal: Refusal, file: File }} Upload
 */

/** @type {import('./store.js').Store<Upload | null>} */
export const upload = store(/** @type {Upload | null} */ (null));

const forget = () => upload.set(null);
onFleetLeft(forget);
// What was reported stands on the receipt.
receipt.watch(forget);

/** What the server takes, in bytes. */
const most = 4 * 1024 * 1024;

/** Devices that the sheet does not show: nothing can be entered for them. */
const elsewhere = new Set(['device_unknown', 'device_not_in_use']);

/**
 * The sheet as a file among the reader's own.
 *
 * @param {"xlsx" | "csv"} format
 * @param {"due" | "all"} devices
 */
export const fetchSheet = (format, devices) => save(`/readings/file?format=${format}&devices=${devices}`, `readings.${format}`);

/**
 * Reads a filled-in file into the draft. Nothing is reported by it.
 *
 * @param {File} file
 */
export async function readFile(file) {
  const { name } = file;
  if (file.size > most) {
    upload.set({ name, at: 'refused', why: [t('file-too-large')] });
    return;
  }
  upload.set({ name, at: 'reading' });
  /** @type {ArrayBuffer} */
  let bytes;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    // Deleted or changed since it was chosen.
    upload.set({ name, at: 'refused', why: [t('file-gone')] });
    return;
  }
  try {
    /** @type {ReadFile} */
    const answer = await call('POST', '/readings/file', { file: bytes, again: true });
    const away = new Set(answer.rows.filter(({ code }) => elsewhere.has(code ?? '')).map(({ serial }) => serial));
    const here = answer.readings.filter(({ serial }) => !away.has(serial));
    readings.adopt(here, answer.rows);
    upload.set({ name, at: 'read', devices: here.length, errors: answer.errors, leftOut: answer.errors_left_out });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    if (refusal.trouble) upload.set({ name, at: 'trouble', refusal, file });
    else upload.set({ name, at: 'refused', why: refusal.errors.length > 0 ? refusal.errors.map(({ detail }) => detail) : [refusal.title] });
  }
}
