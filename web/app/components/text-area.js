import { html } from 'htm/preact';
import { number } from '../format.js';
import { lengthOf, longest } from '../service.js';
import { t } from '../texts.js';
import { Field } from './field.js';

/** From here on it says how much is left. */
const soon = 200;

/**
 * Words in several lines, in any script. Typing is never cut off; what is too long says so.
 *
 * @param {{ id: string, label: unknown, hint?: unknown, error?: string | undefined, value: string, rows?: number, onValue: (value: string) => void }} props
 */
export function TextArea({ id, label, hint, error, value, rows = 6, onValue }) {
  const left = longest - lengthOf(value);
  return html`
    <${Field} id=${id} label=${label} hint=${hint} error=${error} value=${value} onValue=${onValue}>
      ${(/** @type {Record<string, unknown>} */ wiring) => html`<textarea dir="auto" rows=${rows} ...${wiring}></textarea>`}
    </${Field}>
    <p class=${left < 0 ? 'left wrong' : 'left meta'} role="status">${left < 0 ? t('text-over', { count: number(-left) }) : left <= soon ? t('text-left', { count: number(left) }) : ''}</p>`;
}
