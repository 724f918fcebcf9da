import { html } from 'htm/preact';
import { useMemo, useState } from 'preact/hooks';
import { matching } from '../fleet.js';
import { t } from '../texts.js';
import { Field } from './field.js';

/** @import { Row } from '../fleet.js' */

/** Devices offered beside the chosen ones; a search finds the others. */
const offered = 8;

/**
 * Some devices of many: the chosen ones first, then what the search finds.
 *
 * @param {{ id: string, label: string, rows: Row[], chosen: string[], onChosen: (serials: string[]) => void }} props
 */
export function DeviceChoice({ id, label, rows, chosen, onChosen }) {
  const [any, search] = useState('');
  // The chosen ones come to the top when a search is over, not while one chooses: nothing moves under the pointer.
  const [first, pin] = useState(chosen);
  const known = useMemo(() => new Map(rows.map((row) => [row.device.serial, row])), [rows]);
  const found = useMemo(() => matching(rows, {}, any), [rows, any]);
  const pinned = any.trim() ? [] : first;
  const others = found.filter(({ device }) => !pinned.includes(device.serial));
  const shown = [...pinned, ...others.slice(0, offered).map(({ device }) => device.serial)];
  const look = (/** @type {string} */ words) => {
    if (!words.trim()) pin(chosen);
    search(words);
  };
  const toggle = (/** @type {string} */ serial, /** @type {boolean} */ on) => onChosen(on ? [...chosen, serial] : chosen.filter((one) => one !== serial));
  const name = (/** @type {string} */ serial) => {
    const row = known.get(serial);
    return row ? html`${t('model-at-site', { model: row.device.model, site: row.device.site })} <span class="no">${serial}</span>` : serial;
  };
  return html`
    <div class="devicechoice" role="group" aria-label=${label}>
      ${rows.length > offered && html`<${Field} id=${`${id}-search`} label=${t('search')} value=${any} onValue=${look} type="search" placeholder=${t('search-short')} autocomplete="off" spellcheck=${false} />`}
      <ul>${shown.map((serial) => html`
        <li key=${serial}><label class="tick"><input type="checkbox" value=${serial} checked=${chosen.includes(serial)}
          onChange=${(/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => toggle(serial, currentTarget.checked)} /><span>${name(serial)}</span></label></li>`)}</ul>
      <p class="meta" role="status">${t('devices-chosen', { count: chosen.length })}${others.length > offered && ` · ${t('devices-more', { count: others.length - offered })}`}</p>
    </div>`;
}
