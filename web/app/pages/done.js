import { html } from 'htm/preact';
import { call } from '../api.js';
import { Trouble } from '../components/errors.js';
import { contactName, OrderBox } from '../components/order-box.js';
import { Loading, Title } from '../components/page.js';
import { momentTime } from '../format.js';
import { useLoad } from '../load.js';
import { link } from '../router.js';
import { rich, strong, t } from '../texts.js';
import { NotFoundPage } from './not-found.js';

/** @import { Order } from '../types.js' */

/** The receipt; the same address shows it again. @param {{ numbers: string[] }} props */
export function DonePage({ numbers }) {
  const { value: orders, refusal, again } = useLoad(() => Promise.all(numbers.map((number) => /** @type {Promise<Order>} */ (call('GET', `/orders/${encodeURIComponent(number)}`)))));
  if (refusal && (refusal.status === 404 || refusal.status === 422)) return html`<${NotFoundPage} />`;
  if (refusal) return html`<${Title}>${t('done-title')}</${Title}><${Trouble} refusal=${refusal} title=${t('done-trouble', { count: numbers.length, numbers: numbers.join(', ') })} retry=${again} />`;
  if (!orders) return html`<${Loading} />`;
  const [first] = orders;
  const claims = orders.some(({ lines }) => lines.some(({ claim }) => claim));
  return html`
    <div class="review">
      <div class="receipt">
        <${Title}>${t('done-title')}</${Title}>
        <p>${t('done-numbers', { count: orders.length })}</p>
        <ul class="numbers">${orders.map((order) => html`<li>${order.shown}</li>`)}</ul>
        ${first?.contact && html`<p>${rich('done-mail', { strong }, { contact: contactName(first.contact), count: orders.length })}</p>`}
        <p>${orders.some(({ waits }) => waits) ? t('done-waits', { count: orders.length }) : t('done-next')}${claims && ` ${t('done-claims')}`}</p>
        ${first && html`<p class="meta">${t('done-meta', { at: momentTime(first.placed_at) })}${first.reference && ` · ${t('reference-was', { reference: first.reference })}`}</p>`}
        <p class="actions"><button class="button" type="button" onClick=${() => print()}>${t('print')}</button>
          <a href=${link('orders')}>${t('to-orders')}</a><a href=${link('order')}>${t('order-more')}</a></p>
      </div>
      ${orders.map((order) => html`<${OrderBox} order=${order} title=${html`<a href=${link('orders', order.number)}>${t('order-title', { number: order.shown })}</a>`} />`)}
    </div>`;
}
