import { html } from 'htm/preact';
import { deviceOf } from '../fleet.js';
import { useLoad } from '../load.js';
import { language, t } from '../texts.js';
import { Trouble } from './errors.js';
import { Loading } from './page.js';

/** How the counters of this model are read. @param {{ serial: string }} props */
export function HowTo({ serial }) {
  const { value, refusal, again } = useLoad(() => deviceOf(serial), [serial, language()]);
  if (refusal) return html`<${Trouble} refusal=${refusal} title=${t('how-to-trouble')} retry=${again} />`;
  if (!value) return html`<${Loading} />`;
  return html`<p>${value.how_to?.counters || t('how-to-missing')}</p>`;
}
