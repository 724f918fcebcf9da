import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { lines } from '../basket.js';
import { BasketPanel, basketTitle, useParcels } from '../components/basket-panel.js';
import { DeviceArticles } from '../components/device-articles.js';
import { DevicePicker } from '../components/device-picker.js';
import { Trouble } from '../components/errors.js';
import { Loading, Title } from '../components/page.js';
import { fleet, installed, loadFleet, onFleetLeft, retryFleet } from '../fleet.js';
import { tel, weekday } from '../format.js';
import { link } from '../router.js';
import { session } from '../session.js';
import { store, useStore } from '../store.js';
import { rich, t } from '../texts.js';

/** @import { Session } from '../types.js' */

/** The device chosen last; coming back from the review finds it again. */
const chosen = store('');
onFleetLeft(() => chosen.set(''));

export function OrderPage() {
  const current = /** @type {Session} */ (useStore(session));
  const { rows, done, failed } = useStore(fleet);
  const serial = useStore(chosen);
  const customer = current.customer.no;
  useEffect(() => {
    loadFleet(customer);
  }, [customer]);
  const row = installed(rows, current.today).find(({ device }) => device.serial === serial);
  const call = (/** @type {string} */ words) => html`<a class="nw" href=${tel(words)}>${words}</a>`;

  const choose = (/** @type {string} */ next, /** @type {boolean} */ pointed) => {
    chosen.set(next);
    if (pointed) requestAnimationFrame(() => document.getElementById('articles-title')?.scrollIntoView({ block: 'nearest' }));
  };

  return html`
    <div class="head"><${Title}>${t('order-page-title')}</${Title}>
      <p class="note">${rich('order-defect', { tel: call, strong: (words) => html`<b>${words}</b>` }, { hotline: current.country.hotline })}</p></div>
    ${!current.contract.running && html`<p class="note warn spaced"><b>${current.contract.ends ? t('end-was', { ends: weekday(current.contract.ends) }) : t('contract-over')}</b> ${t('contract-over-text')}</p>`}
    <div class="order">
      <div>
        <section aria-labelledby="devices-title">
          <h2 id="devices-title">${t('choose-device')}</h2>
          ${failed && html`<${Trouble} refusal=${failed} title=${t('fleet-trouble')} kept=${lines.get().length > 0 ? t('basket-safe') : ''} retry=${() => retryFleet(customer)} />`}
          ${rows.length === 0 && !done && !failed && html`<${Loading} words=${t('fleet-loading')} />`}
          ${done && rows.length === 0 && html`<div class="empty"><h3>${t('no-devices')}</h3><p>${t('no-devices-text')}</p></div>`}
          ${rows.length > 0 && html`<${DevicePicker} rows=${rows} done=${done} today=${current.today} chosen=${serial} choose=${choose} />`}
        </section>
        ${row && html`<${DeviceArticles} key=${serial} row=${row} />`}
      </div>
      <${BasketPanel} />
    </div>
    <${BasketBar} />`;
}

/** On the phone the basket is far below; this bar leads on. */
function BasketBar() {
  const parcels = useParcels();
  if (parcels.length === 0) return null;
  return html`
    <section class="bar-act only-narrow" aria-label=${t('basket')}><div class="in">
      <p class="grow"><b>${basketTitle(parcels)}</b></p>
      <a class="button main" href=${link('order', 'review')}>${t('to-review-short')}</a>
    </div></section>`;
}
