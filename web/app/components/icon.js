import { html } from 'htm/preact';

/** Strokes on a field of 16 by 16. */
const paths = {
  ok: 'M3 8.5l3.2 3.2L13 5',
  warn: 'M8 2.2L14.5 13.5h-13zM8 6.5v3.2M8 11.7v.1',
  bad: 'M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  open: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11M8 5v3.2l2 1.3',
  run: 'M1.5 4h8v7.2h-8zM9.5 6.5h3l2 2.3v2.4h-5zM4.5 11.2a1.3 1.3 0 1 1 0 2.6a1.3 1.3 0 1 1 0-2.6M12 11.2a1.3 1.3 0 1 1 0 2.6a1.3 1.3 0 1 1 0-2.6',
  lock: 'M4.5 7h7A1.5 1.5 0 0 1 13 8.500v4A1.5 1.5 0 0 1 11.500 14h-7A1.5 1.5 0 0 1 3 12.500v-4A1.5 1.5 0 0 1 4.500 7M5 7V5a3 3 0 0 1 6 0v2',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
  both: 'M5 6.500l3-3 3 3M5 9.500l3 3 3-3',
  fetch: 'M8 2.500v8M4.500 7L8 10.500 11.500 7M2.500 13.500h11',
  send: 'M8 10.500v-8M4.500 6L8 2.500 11.500 6M2.500 13.500h11',
  plus: 'M8 3.500v9M3.500 8h9',
  minus: 'M3.500 8h9',
  cancel: 'M8 2.500a5.500 5.500 0 1 1 0 11a5.500 5.500 0 1 1 0-11M4.200 11.800l7.600-7.600',
  swap: 'M2.500 6h9M9 3.500L11.500 6 9 8.500M13.500 10.500h-9M7 8L4.500 10.500 7 13',
};

/** @param {{ name: keyof typeof paths }} props */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d=${paths[name]} /></svg>`;
}
