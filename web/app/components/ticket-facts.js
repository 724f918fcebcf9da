import { html } from 'htm/preact';
import { day, momentTime } from '../format.js';
import { link } from '../router.js';
import { t } from '../texts.js';
import { AddressLines, contactName } from './order-box.js';
import { Supply } from './supply.js';
import { appointmentWords, PartPages } from './ticket.js';

/** @import { TicketDetail } from '../types.js' */

/** What a ticket is about, and where. @param {{ ticket: TicketDetail }} props */
export function TicketFacts({ ticket }) {
  const { address, part, appointment } = ticket;
  const attention = address.attention ?? address.attention_hint;
  return html`
    <section class="section" aria-labelledby="ticket-facts">
      <h2 id="ticket-facts">${t('order-details')}</h2>
      <dl class="answers">
        ${appointment && html`<div><dt>${t('ticket-appointment')}</dt><dd><b>${appointmentWords(appointment)}</b></dd></div>`}
        <div><dt>${t('ticket-about')}</dt><dd>${t('ticket-kind', { kind: ticket.kind })}</dd></div>
        <div><dt>${t('for-machine')}</dt><dd>${t('model-at-site', { model: ticket.model, site: ticket.site })}<br /><span class="no">${ticket.serial}</span></dd></div>
        ${part && html`<div><dt>${t('ticket-part')}</dt><dd>${t('times', { count: part.quantity })} <${Supply} supply=${part} no=${part.article} />
          ${part.delivered && html`<span class="meta">${t('labelled', { label: t('last-delivered') })} ${day(part.delivered)} </span>`}<span class="meta"><${PartPages} part=${part} /></span></dd></div>`}
        <div><dt>${t('ticket-place')}</dt><dd><${AddressLines} address=${address} /></dd></div>
        <div><dt>${t('attention')}</dt><dd>${attention || t('none')}</dd></div>
        <div><dt>${t('ticket-contact')}</dt><dd>${ticket.contact ? contactName(ticket.contact) : t('contact-deleted')}</dd></div>
        ${ticket.order && html`<div><dt>${t('ticket-order')}</dt><dd><a href=${link('orders', ticket.order)}>${t('ticket-order-link')}</a></dd></div>`}
        <div><dt>${t('ticket-opened')}</dt><dd>${momentTime(ticket.opened_at)}</dd></div>
      </dl>
    </section>`;
}
