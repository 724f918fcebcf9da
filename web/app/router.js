import { store } from './store.js';

/**
 * Pages live behind `#/`, so that a reload works on any static host. Other fragments are places on a page.
 *
 * @returns {string[]}
 */
const read = () => location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decode);

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The path in parts: `#/orders/2632` is `['orders', '2632']`. */
export const route = store(read());

addEventListener('hashchange', () => {
  if (location.hash.startsWith('#/') || location.hash === '') route.set(read());
});

/** @param {string[]} parts */
export const link = (...parts) => `#/${parts.map(encodeURIComponent).join('/')}`;

/** @param {string[]} parts */
export function go(...parts) {
  location.hash = link(...parts);
}

/**
 * Focuses something on the page, its label in view, without touching the route.
 *
 * @param {string} id
 */
export function jump(id) {
  const target = document.getElementById(id);
  if (!target) return;
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  (label ?? target).scrollIntoView({ block: 'nearest' });
  target.focus({ preventScroll: Boolean(label) });
}
