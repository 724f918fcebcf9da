import { newKey, Refusal } from './api.js';
import { onFleetLeft } from './fleet.js';
import { store } from './store.js';
import { t } from './texts.js';

/** @import { Expected, Upload } from './types.js' */

/**
 * A file on its way. What is `refused` needs another file; what is `broken` can be tried again as it is.
 *
 * @typedef {{ at: "reading" | "inspecting" | "slow" | "accepted", name: string }
 *   | { at: "sending", name: string, percent: number }
 *   | { at: "refused" | "broken", name: string, why: string }} Progress
 */

/**
 * What a file is sent for.
 *
 * @typedef {object} Purpose
 * @property {string} id tells it from others, e.g. the path to which it is announced
 * @property {(form: object, key: string) => Promise<Expected>} announce
 * @property {(id: string) => Promise<Upload>} look
 * @property {(upload: Upload) => void} [settled] told once the file is accepted or refused
 */

/** @typedef {{ progress: Progress, again: (() => void) | null }} Sending */

/** What is on its way, by the purpose's id. Goes on while one looks at other pages. @type {import('./store.js').Store<Record<string, Sending>>} */
export const sendings = store(/** @type {Record<string, Sending>} */ ({}));

onFleetLeft(() => sendings.set({}));

/** What the portal takes, in bytes. */
const most = 10 * 1024 * 1024;

/** What the portal takes, and what the file dialogue offers. A phone offers its camera for it. */
export const kinds = 'application/pdf,image/png,image/jpeg';

/** @type {Record<string, string>} */
const byEnding = { pdf: 'application/pdf', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg' };

/** Seconds between looks at what is being inspected: at first often, then patiently. */
const pauses = [0.3, 0.5, 0.7, 1, 1, 2, 2, 3, 5, 5, 10];

/** The media type by what the browser says, else by the name. @param {File} file */
const kindOf = ({ type, name }) => (kinds.split(',').includes(type) ? type : type === '' ? (byEnding[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? '') : '');

/**
 * Why a file cannot be sent; nothing where it can.
 *
 * @param {File} file
 */
export function unfit(file) {
  if (file.size === 0) return t('upload-empty');
  if (file.size > most) return t('upload-too-large');
  return kindOf(file) ? '' : t('upload-other-kind');
}

/**
 * Takes a sending off the page.
 *
 * @param {string} id
 */
export function forget(id) {
  const { [id]: _, ...others } = sendings.get();
  sendings.set(others);
}

/**
 * Sends a file: announces it, puts it into the bucket, and waits until it was looked into.
 *
 * @param {Purpose} purpose
 * @param {File} file
 */
export async function send(purpose, file) {
  const { name } = file;
  const key = newKey();
  /** @param {Progress} progress @param {(() => void) | null} [again] */
  const say = (progress, again = null) => sendings.set({ ...sendings.get(), [purpose.id]: { progress, again } });
  const refuse = (/** @type {string} */ why) => say({ at: 'refused', name, why });
  const why = unfit(file);
  if (why) return refuse(why);
  say({ at: 'reading', name });
  /** @type {ArrayBuffer} */
  let bytes;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    // Deleted or changed since it was chosen.
    return refuse(t('upload-gone'));
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const form = { name, type: kindOf(file), size: bytes.byteLength, sha256 };

  async function tryOnce() {
    try {
      say({ at: 'sending', name, percent: 0 });
      await attempt();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      if (problem.trouble) say({ at: 'broken', name, why: t('upload-trouble') }, tryOnce);
      else refuse(problem.errors.length > 0 ? problem.errors.map(({ detail }) => detail).join(' ') : problem.title);
    }
  }

  async function attempt() {
    const expected = await purpose.announce(form, key);
    let status = await put(expected, bytes, (percent) => say({ at: 'sending', name, percent }));
    // The time of an address is over, or somebody's clock is wrong: the same announcement gets another one.
    if (status === 403) status = await put(await purpose.announce(form, key), bytes, (percent) => say({ at: 'sending', name, percent }));
    // What is there already came by an attempt whose answer was lost.
    if (status === 200 || status === 412) return watch(expected.id);
    if (status === 400) return refuse(t('upload-changed'));
    say({ at: 'broken', name, why: t(status === 403 ? 'upload-over' : 'upload-broken') }, tryOnce);
  }

  /** @param {string} id */
  async function watch(id) {
    say({ at: 'inspecting', name });
    for (const pause of pauses) {
      await new Promise((resolve) => setTimeout(resolve, pause * 1000));
      const upload = await purpose.look(id);
      if (!upload || upload.state === 'announced') continue;
      if (upload.state === 'accepted') say({ at: 'accepted', name });
      else refuse(upload.detail ?? t('upload-gone'));
      purpose.settled?.(upload);
      return;
    }
    say({ at: 'slow', name }, () => watch(id));
  }

  await tryOnce();
}

/**
 * Puts bytes where they are expected, and says the status; 0 where it broke off.
 *
 * @param {Expected} expected
 * @param {ArrayBuffer} bytes
 * @param {(percent: number) => void} progress
 * @returns {Promise<number>}
 */
function put({ upload }, bytes, progress) {
  return new Promise((resolve) => {
    // `fetch` does not tell how far a body is.
    const request = new XMLHttpRequest();
    request.open(upload.method, upload.url);
    for (const [name, value] of Object.entries(upload.headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total > 0 ? Math.floor((loaded / total) * 100) : 0));
    request.addEventListener('loadend', () => resolve(request.status));
    request.send(bytes);
  });
}

/**
 * Lets the browser keep a file that lies at an address for a while.
 *
 * @param {() => Promise<{ url: string }>} ask
 */
export async function keep(ask) {
  const link = document.createElement('a');
  link.href = (await ask()).url;
  link.click();
}

/** A file that is on its way would be lost with the window. */
addEventListener('beforeunload', (event) => {
  const under = Object.values(sendings.get()).some(({ progress: { at } }) => at === 'reading' || at === 'sending');
  if (under) event.preventDefault();
});
