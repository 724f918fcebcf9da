import { html } from 'htm/preact';
import { momentShort } from '../format.js';
import { readings } from '../readings.js';
import { t } from '../texts.js';
import { Field } from './field.js';

/** @import { Entry, TypedCause } from '../readings.js' */
/** @import { Device } from '../types.js' */

/** That another device stands there now. @param {NonNullable<Device["exchange"]>} exchange */
export const exchangeWords = ({ successor, reported_at: at }) => t('exchange-pending', { serial: successor, date: momentShort(at) });

/** The same in few words. @param {NonNullable<Device["exchange"]>} exchange */
export const exchangeShort = ({ successor }) => t('exchange-short', { serial: successor });

/** @type {TypedCause} */
const said = { kind: 'device_exchanged', last: '', start: '' };

/** Which device stands in the place of this one. @param {{ device: Device, entry: Entry, name: string }} props */
export function Exchange({ device: { serial }, entry, name }) {
  const [counter, cause] = Object.entries(entry.causes).find(([, { kind }]) => kind === 'device_exchanged') ?? ['', said];
  const typed = (/** @type {string} */ start) => readings.change(serial, { causes: { [counter]: { ...cause, start } } });
  return html`
    <div class="why exchange">
      <p><b>${t('exchange-title')}</b> ${t('exchange-text')}</p>
      <${Field} id=${`successor-${serial}`} label=${html`${t('exchange-serial')}<span class="sr">: ${name}</span>`} value=${cause.start} onValue=${typed} autocomplete="off" spellcheck=${false} maxlength="40" />
      <p class="actions"><button class="textbutton" type="button" onClick=${() => readings.change(serial, { causes: {} })}>${t('exchange-not')}<span class="sr">: ${name}</span></button></p>
    </div>`;
}
