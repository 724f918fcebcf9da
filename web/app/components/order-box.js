import { html } from 'htm/preact';
import { place } from '../format.js';
import { link } from '../router.js';
import { rich, t } from '../texts.js';
import { sums } from '../basket.js';
import { Supply } from './supply.js';

/** @import { Address, Contact, Order } from '../types.js' */

/** "4 Artikel, 1 Reklamation" @param {{ articles: number, claims: number }} counted */
export function amounts({ articles, claims }) {
  if (claims === 0) return t('articles', { count: articles });
  if (articles === 0) return t('claims', { count: claims });
  return t('articles-and-claims', { articles: t('articles', { count: articles }), claims: t('claims', { count: claims }) });
}

/** @param {{ address: Address }} props */
export function AddressLines({ address }) {
  return html`<address>${address.name}<br />${address.street}<br />${place(address)}</address>`;
}

/** The person as this step of the ladder shows them. @param {Contact} contact */
export const contactName = (contact) => contact.hint ?? `${contact.first_name} ${contact.last_name} · ${contact.email}`;

/**
 * An order as it was placed: where it goes and what is in it.
 *
 * @param {{ order: Order, title: unknown }} props
 */
export function OrderBox({ order, title }) {
  const { address } = order;
  const attention = address.attention ?? address.attention_hint;
  const id = `order-${order.number}`;
  return html`
    <section class="orderbox" aria-labelledby=${id}>
      <header><h2 id=${id}>${title}</h2><span class="meta">${amounts(sums(order.lines))}</span></header>
      <dl class="to">
        <div><dt>${t('delivery-address')}</dt><dd><${AddressLines} address=${address} /></dd></div>
        <div><dt>${t('attention')}</dt><dd>${attention || t('none')}</dd></div>
        <div><dt>${t('additional-info')}</dt><dd>${address.additional_info || t('none')}</dd></div>
      </dl>
      <${LineTable} caption=${t('lines-of', { number: order.shown })} lines=${order.lines} />
    </section>`;
}

/** @param {{ caption: string, lines: Order["lines"] }} props */
function LineTable({ caption, lines }) {
  return html`
    <table class="cards linetable" role="table">
      <caption class="sr">${caption}</caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${t('article')}</th><th role="columnheader" scope="col">${t('for-device')}</th><th role="columnheader" scope="col" class="num">${t('quantity')}</th></tr></thead>
      <tbody role="rowgroup">
        ${lines.map((line) => html`
          <tr role="row" class=${line.claim ? 'claimed' : ''}>
            <td role="cell" class="wide"><${Supply} supply=${line} no=${line.article} /></td>
            <td role="cell" class="inset">${t('model-at-site', { model: line.model, site: line.site })}<br /><span class="no">${line.serial}${line.reason && ` · ${t('reason-was', { reason: line.reason })}`}</span>
              ${line.claim && html`<br /><span class="no">${line.ticket ? rich('claimed-ticket', { link: (words) => html`<a href=${link('tickets', line.ticket ?? '')}>${words}</a>` }) : t('claimed')}</span>`}</td>
            <td role="cell" class="num"><b>${line.quantity}</b></td>
          </tr>`)}
      </tbody>
    </table>`;
}
