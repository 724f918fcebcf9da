import { language } from './texts.js';
import { store } from './store.js';

/** @import { FieldProblem } from './types.js' */

/** What the API or the network refused. */
export class Refusal extends Error {
  /**
   * @param {number} status 0 where no answer came
   * @param {{ type?: string, title?: string, errors?: FieldProblem[] }} problem
   * @param {number | null} retryAfter seconds
   */
  constructor(status, problem, retryAfter) {
    super(problem.title ?? `status ${status}`);
    this.status = status;
    this.code = (problem.type ?? '').replace(/^.*\//, '');
    this.title = problem.title ?? '';
    this.errors = problem.errors ?? [];
    this.retryAfter = retryAfter;
    /** An attempt before the last one had no answer, so what it asked for may have been done. */
    this.unsure = false;
  }

  /** Not the reader's doing: no answer, or none that says what to change. */
  get trouble() {
    return this.status === 0 || this.status >= 500 || !this.title;
  }
}

/** When the server last heard of us; the idle time runs from here. */
export const lastHeard = store(0);

/** @type {() => void} */
let signedOut = () => {};

/** @param {() => void} listener told when the session has ended */
export function onSignedOut(listener) {
  signedOut = listener;
}

/** @param {number} seconds */
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/**
 * One call. What may be sent again safely (reads, and writes with a key) is sent up to three times.
 *
 * @template T
 * @param {string} method
 * @param {string} path
 * @param {{ body?: unknown, file?: ArrayBuffer, key?: string, again?: boolean, read?: (answer: Response) => Promise<T> }} [options]
 *   `file` is sent in place of a body, `read` takes what is no JSON from the answer
 * @returns {Promise<T>}
 */
export async function call(method, path, { body, file, key, again = method === 'GET' || key !== undefined, read } = {}) {
  const headers = new Headers({ 'Accept-Language': language() });
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (file !== undefined) headers.set('Content-Type', 'application/octet-stream');
  if (key !== undefined) headers.set('Idempotency-Key', key);
  const content = file ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = { method, headers, ...(content === undefined ? {} : { body: content }) };
  let unsure = false;
  for (let attempt = 1; ; attempt++) {
    const refusal = await once(path, request, read);
    if (!(refusal instanceof Refusal)) return refusal;
    refusal.unsure = unsure;
    unsure ||= refusal.trouble;
    const later = refusal.retryAfter ?? attempt;
    const worthIt = refusal.status === 0 || (refusal.status === 503 && later <= 5) || refusal.status === 502 || refusal.status === 504;
    if (!again || !worthIt || attempt === 3) {
      if (refusal.status === 401 && refusal.code === 'signed_out') signedOut();
      throw refusal;
    }
    await pause(Math.max(later, attempt));
  }
}

/**
 * @param {string} path
 * @param {RequestInit} request
 * @param {(answer: Response) => Promise<any>} [read]
 * @returns {Promise<any>} the answer, or a Refusal
 */
async function once(path, request, read = (answer) => answer.json()) {
  let answer;
  try {
    answer = await fetch(`api${path}`, request);
    if (answer.ok) {
      lastHeard.set(Date.now());
      return answer.status === 204 ? null : await read(answer);
    }
  } catch {
    return new Refusal(0, {}, null);
  }
  const problem = await answer.json().catch(() => ({}));
  const retryAfter = Number(answer.headers.get('Retry-After'));
  return new Refusal(answer.status, problem, retryAfter > 0 ? retryAfter : null);
}

/** A fresh key; forms keep theirs until the act has succeeded. */
export const newKey = () => crypto.randomUUID();
