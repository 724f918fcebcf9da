import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../texts.js';

let first = true;

/**
 * The heading of a page: names the window and takes the focus when one arrives from another page.
 *
 * @param {{ children?: unknown, name?: string, trouble?: boolean, quiet?: boolean }} props `name` where the heading is a
 *   sentence, `quiet` where a field takes the focus
 */
export function Title({ children, name, trouble = false, quiet = false }) {
  const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  const words = name ?? String(children);
  useEffect(() => {
    document.title = t(trouble ? 'title-error' : 'title', { page: words });
  });
  useEffect(() => {
    if (first || quiet) {
      first = false;
      return;
    }
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return html`<h1 ref=${heading} tabindex="-1">${children}</h1>`;
}

/** Something is on its way; said only when it takes a moment. @param {{ words?: string }} props */
export function Loading({ words = t('loading') }) {
  return html`<p class="loading" role="status">${words}</p>`;
}
