import { html } from 'htm/preact';
import { call } from '../api.js';
import { Trouble } from '../components/errors.js';
import { contactName } from '../components/order-box.js';
import { Loading, Title } from '../components/page.js';
import { TicketFacts } from '../components/ticket-facts.js';
import { TicketFiles } from '../components/ticket-files.js';
import { momentTime } from '../format.js';
import { useLoad } from '../load.js';
import { link } from '../router.js';
import { rich, strong, t } from '../texts.js';
import { NotFoundPage } from './not-found.js';

/** @import { TicketDetail } from '../types.js' */

/** The receipt; the same address shows it again. @param {{ number: string }} props */
export function ServiceDonePage({ number }) {
  const { value: ticket, refusal, again } = useLoad(() => /** @type {Promise<TicketDetail>} */ (call('GET', `/tickets/${encodeURIComponent(number)}`)));
  if (refusal && (refusal.status === 404 || refusal.status === 422)) return html`<${NotFoundPage} />`;
  if (refusal) return html`<${Title}>${t('service-title')}</${Title}><${Trouble} refusal=${refusal} title=${t('service-done-trouble', { number })} retry=${again} />`;
  if (!ticket) return html`<${Loading} />`;
  return html`
    <div class="review">
      <div class="receipt">
        <${Title} name=${t('ticket-title', { number: ticket.shown })}>${rich('service-done', { strong: (words) => html`<span class="nw">${words}</span>` }, { number: ticket.shown })}</${Title}>
        ${ticket.contact && html`<p>${rich('service-done-mail', { strong }, { contact: contactName(ticket.contact) })}</p>`}
        <p>${t(ticket.kind === 'supply_claim' ? 'service-done-claim' : 'service-done-next')}</p>
        <p class="meta">${t('done-meta', { at: momentTime(ticket.opened_at) })}</p>
        <p class="actions"><button class="button" type="button" onClick=${() => print()}>${t('print')}</button>
          <a href=${link('tickets', ticket.number)}>${t('ticket-to')}</a><a href=${link('service')}>${t('service-more')}</a></p>
      </div>
      <${TicketFacts} ticket=${ticket} />
      <${TicketFiles} ticket=${ticket} changed=${again} />
      ${ticket.messages[0]?.text !== undefined && html`
        <section class="section" aria-labelledby="words"><h2 id="words">${t('ticket-your-words')}</h2><p class="words" dir="auto">${ticket.messages[0].text}</p></section>`}
    </div>`;
}
