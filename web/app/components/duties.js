import { html } from 'htm/preact';
import { locale, t } from '../texts.js';
import { DeviceChoice } from './device-choice.js';
import { FieldError } from './errors.js';

/** @import { Row } from '../fleet.js' */
/** @import { Duty, DutyKind } from '../types.js' */

/** @type {DutyKind[]} */
const kinds = ['readings', 'orders', 'tickets'];

/** What a contact is responsible for, in words; empty for nothing. @param {Duty[]} duties */
export function dutiesInWords(duties) {
  const words = kinds.flatMap((kind) => {
    const duty = duties.find((one) => one.duty === kind);
    if (!duty) return [];
    return duty.devices ? t('duty-of', { duty: t(`duty-${kind}`), count: duty.devices.length }) : t(`duty-${kind}`);
  });
  return words.length > 0 ? t('duties-are', { duties: new Intl.ListFormat(locale.get()).format(words) }) : '';
}

/** Whether two lists say the same. @param {Duty[]} one @param {Duty[]} other */
export function sameDuties(one, other) {
  const plain = (/** @type {Duty[]} */ duties) => JSON.stringify(kinds.map((kind) => {
    const duty = duties.find((each) => each.duty === kind);
    return duty && (duty.devices?.toSorted() ?? 'all');
  }));
  return plain(one) === plain(other);
}

/** Whether a duty names its devices, but none yet. @param {Duty[]} duties */
export const lacksDevices = (duties) => duties.some(({ devices }) => devices?.length === 0);

/**
 * What a contact is responsible for: three kinds of work, each for all devices or for some.
 *
 * @param {{ rows: Row[], duties: Duty[], onDuties: (duties: Duty[]) => void, error?: string | undefined }} props
 */
export function Duties({ rows, duties, onDuties, error }) {
  const change = (/** @type {DutyKind} */ kind, /** @type {Duty | null} */ duty) => {
    const others = duties.filter((one) => one.duty !== kind);
    const next = duty ? [...others, duty] : others;
    onDuties(next.toSorted((a, b) => kinds.indexOf(a.duty) - kinds.indexOf(b.duty)));
  };
  return html`
    <fieldset class=${error ? 'duties has-error' : 'duties'} id="contact-duties" tabindex="-1" aria-describedby=${error ? 'contact-duties-hint contact-duties-error' : 'contact-duties-hint'}>
      <legend>${t('duties')} <span class="optional">${t('optional')}</span></legend>
      <span class="hint" id="contact-duties-hint">${t('duties-hint')}</span>
      <${FieldError} id="contact-duties" text=${error} />
      ${kinds.map((kind) => {
        const duty = duties.find((one) => one.duty === kind);
        const name = t(`duty-${kind}`);
        return html`
          <div key=${kind}>
            <label class="tick"><input id=${`duty-${kind}`} type="checkbox" checked=${Boolean(duty)}
              onChange=${(/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => change(kind, currentTarget.checked ? { duty: kind } : null)} />${name}</label>
            ${duty && html`
              <div class="scope">
                <div class="actions">
                  <label class="tick"><input type="radio" name=${`scope-${kind}`} checked=${!duty.devices} onChange=${() => change(kind, { duty: kind })} /><span>${t('scope-all')}<span class="sr">: ${name}</span></span></label>
                  <label class="tick"><input type="radio" name=${`scope-${kind}`} checked=${Boolean(duty.devices)} onChange=${() => change(kind, { duty: kind, devices: [] })} /><span>${t('scope-some')}<span class="sr">: ${name}</span></span></label>
                </div>
                ${duty.devices && html`<${DeviceChoice} id=${`devices-${kind}`} label=${t('scope-of', { duty: name })} rows=${rows} chosen=${duty.devices} onChosen=${(/** @type {string[]} */ devices) => change(kind, { duty: kind, devices })} />`}
              </div>`}
          </div>`;
      })}
    </fieldset>`;
}
