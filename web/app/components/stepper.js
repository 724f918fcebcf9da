import { html } from 'htm/preact';
import { t } from '../texts.js';
import { Icon } from './icon.js';

/**
 * Minus, number, plus. Typing is always possible; the server says what is too much.
 *
 * @param {{ id: string, value: number, name: string, error?: string | undefined, onValue: (value: number) => void }} props
 */
export function Stepper({ id, value, name, error, onValue }) {
  const typed = (/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => {
    const count = Math.trunc(Number(currentTarget.value));
    if (currentTarget.value !== '' && count >= 0 && count <= 99) onValue(count);
  };
  // What stays in the field after leaving it is what counts.
  const left = (/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => {
    currentTarget.value = String(value);
  };
  return html`
    <span class=${`stepper${value === 0 ? ' zero' : ''}${error ? ' off' : ''}`} role="group" aria-label=${t('quantity-of', { name })}>
      <button type="button" aria-label=${t('one-less', { name })} disabled=${value === 0} onClick=${() => onValue(value - 1)}><${Icon} name="minus" /></button>
      <input id=${id} type="number" inputmode="numeric" min="0" max="99" step="1" value=${value} aria-label=${t('quantity-of', { name })}
        aria-invalid=${error ? 'true' : undefined} aria-describedby=${error ? `${id}-error` : undefined}
        onInput=${typed} onBlur=${left} onFocus=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => event.currentTarget.select()} />
      <button type="button" aria-label=${t('one-more', { name })} disabled=${value >= 99} onClick=${() => onValue(value + 1)}><${Icon} name="plus" /></button>
    </span>`;
}
