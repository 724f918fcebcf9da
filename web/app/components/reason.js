import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { t } from '../texts.js';
import { Field } from './field.js';

/**
 * Why it is so: one of the usual reasons, or the reader's own words.
 *
 * @param {{ id: string, value: string, error?: string | undefined, label?: string, name: string, usual?: string[], onValue: (value: string) => void }} props
 */
export function Reason({ id, value, error, label = t('reason'), name, usual = [t('reason-stock'), t('reason-missing'), t('reason-heavy')], onValue }) {
  const [own, setOwn] = useState(value !== '' && !usual.includes(value));
  const choose = (/** @type {string} */ chosen) => {
    setOwn(chosen === 'own');
    onValue(chosen === 'own' ? '' : chosen);
  };
  return html`
    <div class="reason">
      <${Field} id=${own ? `${id}-choice` : id} label=${html`${label}<span class="sr">: ${name}</span>`} error=${own ? undefined : error} value=${own ? 'own' : value} onValue=${choose}>
        ${(/** @type {Record<string, unknown>} */ wiring) => html`
          <select ...${wiring}>
            <option value="">${t('reason-choose')}</option>
            ${usual.map((text) => html`<option value=${text}>${text}</option>`)}
            <option value="own">${t('reason-own')}</option>
          </select>`}
      </${Field}>
      ${own && html`<${Field} id=${id} label=${t('reason-words')} error=${error} value=${value} onValue=${onValue} autocomplete="off" />`}
    </div>`;
}
