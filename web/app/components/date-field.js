import { html } from 'htm/preact';
import { session } from '../session.js';
import { Field } from './field.js';

/**
 * The day of a reading. A date that is half typed changes nothing yet.
 *
 * @param {{ id: string, label: unknown, hint?: string | undefined, value: string, onValue: (date: string) => void }} props
 */
export function DateField({ id, label, hint, value, onValue }) {
  const typed = (/** @type {string} */ date) => {
    if (date > '2000') onValue(date);
  };
  return html`<${Field} id=${id} label=${label} hint=${hint} value=${value} onValue=${typed} type="date" max=${session.get()?.today} />`;
}
