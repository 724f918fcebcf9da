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

/** @import { Order, TicketDetail } from '../types.js' */

/** What the receipt's address names a ticket by. @param {string} number */
export const ticketMark = (number) => `t${number}`;

/** The receipt of orders, and of tickets where parts were claimed; the same address shows it again. @param {{ numbers: string[] }} props */
export function DonePage({ numbers }) {
  const orderNumbers = numbers.filter((number) => !number.startsWith('t'));
  const ticketNumbers = numbers.filter((number) => number.startsWith('t')).map((number) => number.slice(1));
  const { value, refusal, again } = useLoad(async () => {
    const [orders, tickets] = await Promise.all([
      Promise.all(orderNumbers.map((number) => /** @type {Promise<Order>} */ (call('GET', `/orders/${encodeURIComponent(number)}`)))),
      Promise.all(ticketNumbers.map((number) => /** @type {Promise<TicketDetail>} */ (call('GET', `/tickets/${encodeURIComponent(number)}`)))),
    ]);
    return { orders, tickets };
  });
  if (refusal && (refusal.status === 404 || refusal.status === 422)) return html`<${NotFoundPage} />`;
  if (refusal) return html`<${Title}>${t('done-title')}</${Title}><${Trouble} refusal=${refusal} title=${t('done-trouble', { count: numbers.length, numbers: [...orderNumbers, ...ticketNumbers].join(', ') })} retry=${again} />`;
  if (!value) return html`<${Loading} />`;
  const { orders, tickets } = value;
  const first = orders[0] ?? tickets[0];
  const at = orders[0]?.placed_at ?? tickets[0]?.opened_at;
  return html`
    <div class="review">
      <div class="receipt">
        <${Title}>${t(orders.length > 0 ? 'done-title' : 'done-claimed-title')}</${Title}>
        ${orders.length > 0 && html`<p>${t('done-numbers', { count: orders.length })}</p>
          <ul class="numbers">${orders.map((order) => html`<li>${order.shown}</li>`)}</ul>`}
        ${tickets.length > 0 && html`<p>${t('done-tickets', { count: tickets.length })}</p>
          <ul class="numbers">${tickets.map((ticket) => html`<li><a href=${link('tickets', ticket.number)}>${ticket.shown}</a></li>`)}</ul>`}
        ${first?.contact && html`<p>${rich('done-mail', { strong }, { contact: contactName(first.contact), count: orders.length || tickets.length })}</p>`}
        <p>${orders.length > 0 && (orders.some(({ waits }) => waits) ? t('done-waits', { count: orders.length }) : t('done-next'))}${tickets.length > 0 && ` ${t('done-claims')}`}</p>
        ${at && html`<p class="meta">${t('done-meta', { at: momentTime(at) })}${orders[0]?.reference && ` · ${t('reference-was', { reference: orders[0].reference })}`}</p>`}
        <p class="actions"><button class="button" type="button" onClick=${() => print()}>${t('print')}</button>
          ${orders.length > 0 ? html`<a href=${link('orders')}>${t('to-orders')}</a>` : html`<a href=${link('tickets')}>${t('tickets-all')}</a>`}<a href=${link('order')}>${t('order-more')}</a></p>
      </div>
      ${orders.map((order) => html`<${OrderBox} order=${order} title=${html`<a href=${link('orders', order.number)}>${t('order-title', { number: order.shown })}</a>`} />`)}
    </div>`;
}
