import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { call, Refusal } from '../api.js';
import { Trouble } from '../components/errors.js';
import { amounts } from '../components/order-box.js';
import { Loading, Title } from '../components/page.js';
import { OrderStateWord } from '../components/state.js';
import { momentShort } from '../format.js';
import { useLoad } from '../load.js';
import { link } from '../router.js';
import { t } from '../texts.js';

/** @import { OrderSummary } from '../types.js' */
/** @typedef {{ orders: OrderSummary[], next: string | null }} OrderPage */

export function OrdersPage() {
  const { value, refusal, again, set } = useLoad(() => /** @type {Promise<OrderPage>} */ (call('GET', '/orders')));
  const [more, setMore] = useState(/** @type {Refusal | null} */ (null));
  const [busy, setBusy] = useState(false);

  /** @param {OrderPage} shown */
  async function goOn(shown) {
    if (busy || !shown.next) return;
    setBusy(true);
    setMore(null);
    try {
      /** @type {OrderPage} */
      const page = await call('GET', `/orders?cursor=${encodeURIComponent(shown.next)}`);
      set({ orders: [...shown.orders, ...page.orders], next: page.next });
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      setMore(problem);
    } finally {
      setBusy(false);
    }
  }

  return html`
    <div class="head"><${Title}>${t('orders-title')}</${Title}></div>
    ${refusal && html`<${Trouble} refusal=${refusal} title=${t('orders-trouble')} retry=${again} />`}
    ${!value && !refusal && html`<${Loading} />`}
    ${value?.orders.length === 0 && html`
      <div class="empty"><h2>${t('no-orders')}</h2><p>${t('no-orders-text')}</p><a class="button" href=${link('order')}>${t('task-order')}</a></div>`}
    ${value && value.orders.length > 0 && html`
      <table class="cards orders" role="table">
        <caption class="sr">${t('orders-title')}</caption>
        <thead role="rowgroup"><tr role="row">
          ${['col-number', 'col-placed', 'col-address', 'col-content', 'col-reference', 'col-state'].map((text) => html`<th role="columnheader" scope="col">${t(text)}</th>`)}
        </tr></thead>
        <tbody role="rowgroup">
          ${value.orders.map((order) => html`
            <tr role="row">
              <th role="rowheader" scope="row" class="nw"><a href=${link('orders', order.number)}>${order.shown}</a></th>
              <td role="cell" class="nw">${momentShort(order.placed_at)}</td>
              <td role="cell" class="wide">${order.street}, ${order.city}</td>
              <td role="cell" class="wide">${amounts(order)}<br /><span class="no">${order.serials.slice(0, 3).join(', ')}${order.serials.length > 3 && ` ${t('and-more', { count: order.serials.length - 3 })}`}</span></td>
              <td role="cell" class="wide">${order.reference && html`<span class="only-narrow meta">${t('labelled', { label: t('col-reference') })} </span>${order.reference}`}</td>
              <td role="cell"><${OrderStateWord} state=${order.state} waits=${order.waits} /></td>
            </tr>`)}
        </tbody>
      </table>
      ${more && html`<${Trouble} refusal=${more} title=${t('orders-trouble')} retry=${() => goOn(value)} />`}
      <p class="tablefoot"><span role="status">${t('orders-shown', { count: value.orders.length })}</span>
        ${value.next && html`<button class="textbutton" type="button" onClick=${() => goOn(value)}>${t('orders-more')}</button>`}</p>`}`;
}
