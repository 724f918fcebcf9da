import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { basket, lines, sums } from '../basket.js';
import { fleet } from '../fleet.js';
import { place } from '../format.js';
import { link } from '../router.js';
import { useStore } from '../store.js';
import { t } from '../texts.js';
import { amounts } from './order-box.js';
import { supplyLabel, supplyName } from './supply.js';

/** @import { Address, Device } from '../types.js' */
/** @import { Line } from '../basket.js' */
/** @typedef {{ address: Address | undefined, lines: { line: Line, device: Device | undefined }[] }} Parcel */

/** The basket by delivery address. */
export function useParcels() {
  const kept = useStore(lines);
  const { rows, addresses } = useStore(fleet);
  const bySerial = useMemo(() => new Map(rows.map(({ device }) => [device.serial, device])), [rows]);
  /** @type {Map<string, Parcel>} */
  const parcels = new Map();
  for (const line of kept) {
    const device = bySerial.get(line.serial);
    const id = device?.address ?? '';
    const parcel = parcels.get(id) ?? { address: addresses.get(id), lines: [] };
    parcel.lines.push({ line, device });
    parcels.set(id, parcel);
  }
  return [...parcels.values()];
}

/** "5 Artikel, 2 Lieferungen" @param {Parcel[]} parcels */
export function basketTitle(parcels) {
  const all = parcels.flatMap((parcel) => parcel.lines.map(({ line }) => line));
  const title = t('basket-title', { amounts: amounts(sums(all)), parcels: t('parcels', { count: parcels.length }) });
  // A number stays with its word.
  return title.replace(/(\d) /g, '$1\u00a0');
}

export function BasketPanel() {
  const parcels = useParcels();
  const remove = (/** @type {Line} */ line) => {
    basket.change(line.serial, line.article, { quantity: 0 });
    document.getElementById('basket-title')?.focus();
  };
  return html`
    <aside class="basket" id="basket" aria-labelledby="basket-title">
      <h2 id="basket-title" tabindex="-1" aria-live="polite">${parcels.length === 0 ? t('basket-empty') : basketTitle(parcels)}</h2>
      ${parcels.length === 0
        ? html`<p class="meta">${t('basket-empty-text')}</p>`
        : html`
          <p class="meta">${t('basket-split')}</p>
          ${parcels.map((parcel, at) => html`
            <section class="parcel">
              <h3>${t('parcel', { number: at + 1 })}</h3>
              ${parcel.address && html`<address>${parcel.address.street}, ${place(parcel.address)}</address>`}
              <ul>${parcel.lines.map(({ line, device }) => html`
                <li>
                  <b>${t('times', { count: line.quantity })}</b>
                  <span>${supplyName(line)}${line.claim && html` <span class="tag">${t('claim-tag')}</span>`}</span>
                  <button class="textbutton" type="button" onClick=${() => remove(line)}>${t('remove')}<span class="sr"> ${supplyLabel(line, line.article)}, ${line.serial}</span></button>
                  <span class="meta">${line.article} · ${device ? t('model-at-site', { model: device.model, site: device.site }) : line.serial}</span>
                </li>`)}</ul>
            </section>`)}
          <a class="button main big" href=${link('order', 'review')}>${t('to-review')}</a>
          <p class="under">${t('basket-kept')}</p>`}
    </aside>`;
}
