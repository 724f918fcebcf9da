import { html } from 'htm/preact';
import { useMemo, useState } from 'preact/hooks';
import { Refusal } from '../api.js';
import { Trouble } from '../components/errors.js';
import { Field } from '../components/field.js';
import { Loading, Title } from '../components/page.js';
import { appointmentWords, partName, TicketStateWord } from '../components/ticket.js';
import { onFleetLeft } from '../fleet.js';
import { momentShort } from '../format.js';
import { useLoad } from '../load.js';
import { link } from '../router.js';
import { haystack, needle } from '../search.js';
import { isOpen, ticketsPage } from '../service.js';
import { store, useStore } from '../store.js';
import { locale, t } from '../texts.js';

/** @import { Ticket, TicketPage } from '../types.js' */

/** @typedef {{ state: "all" | "open" | "closed", serial: string, any: string }} View */

/** @type {{ state: View["state"], text: string }[]} */
const choices = [{ state: 'all', text: 'tickets-all-choice' }, { state: 'open', text: 'tickets-open-choice' }, { state: 'closed', text: 'tickets-closed-choice' }];

/** @returns {View} */
const plain = () => ({ state: 'all', serial: '', any: '' });

/** Coming back from a ticket finds the list as it was. */
const view = store(plain());
onFleetLeft(() => view.set(plain()));

/** What a ticket is found by. @param {Ticket} ticket */
const words = (ticket) => haystack([ticket.shown, ticket.number, ticket.serial, ticket.model, ticket.site, t('ticket-kind', { kind: ticket.kind }), ticket.part ? `${ticket.part.article} ${ticket.part.name} ${partName(ticket.part)}` : ''].join('\n'));

/** @param {Ticket[]} tickets @param {View} view */
function matching(tickets, { state, serial, any }) {
  const tests = any.split(/\s+/).filter(Boolean).map(needle);
  return tickets.filter((ticket) => (state === 'all' || isOpen(ticket) === (state === 'open'))
    && (serial === '' || ticket.serial === serial)
    && (tests.length === 0 || tests.every((fits) => fits(words(ticket)))));
}

export function TicketsPage() {
  const { value, refusal, again, set } = useLoad(() => ticketsPage());
  const [more, setMore] = useState(/** @type {Refusal | null} */ (null));
  const [busy, setBusy] = useState(false);
  const looking = useStore(view);
  const all = value?.tickets ?? [];
  const found = useMemo(() => matching(all, looking), [value, looking, locale.get()]);

  /** @param {TicketPage} shown */
  async function goOn(shown) {
    if (busy || !shown.next) return;
    setBusy(true);
    setMore(null);
    try {
      const page = await ticketsPage(shown.next);
      set({ tickets: [...shown.tickets, ...page.tickets], next: page.next });
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      setMore(problem);
    } finally {
      setBusy(false);
    }
  }

  return html`
    <div class="head"><${Title}>${t('tickets-title')}</${Title}>
      <p class="actions"><a class="button main" href=${link('service')}>${t('service-act')}</a></p></div>
    ${refusal && html`<${Trouble} refusal=${refusal} title=${t('tickets-trouble')} retry=${again} />`}
    ${!value && !refusal && html`<${Loading} />`}
    ${value && all.length === 0 && html`
      <div class="empty"><h2>${t('tickets-none')}</h2><p>${t('tickets-none-text')}</p><a class="button" href=${link('service')}>${t('service-act')}</a></div>`}
    ${value && all.length > 0 && html`
      <${Filters} tickets=${all} />
      ${found.length === 0 && html`
        <div class="empty"><h2>${t('tickets-nothing')}</h2>
          <p class="actions"><button class="button" type="button" onClick=${() => view.set(plain())}>${t('clear-filters')}</button></p></div>`}
      ${found.length > 0 && html`
        <table class="cards tickets" role="table">
          <caption class="sr">${t('tickets-title')}</caption>
          <thead role="rowgroup"><tr role="row">
            ${['ticket', 'ticket-about', 'for-machine', 'ticket-opened', 'ticket-last', 'col-state'].map((text) => html`<th role="columnheader" scope="col">${t(text)}</th>`)}
          </tr></thead>
          <tbody role="rowgroup">${found.map((ticket) => html`<${TicketRow} key=${ticket.number} ticket=${ticket} />`)}</tbody>
        </table>`}
      ${more && html`<${Trouble} refusal=${more} title=${t('tickets-trouble')} retry=${() => goOn(value)} />`}
      <p class="tablefoot"><span role="status">${found.length === all.length ? t('tickets-shown', { count: all.length }) : t('tickets-found', { shown: found.length, count: all.length })}</span>
        ${value.next && html`<button class="textbutton" type="button" onClick=${() => goOn(value)}>${t('tickets-more')}</button>`}</p>`}`;
}

/** @param {{ tickets: Ticket[] }} props */
function Filters({ tickets }) {
  const looking = useStore(view);
  const look = (/** @type {Partial<View>} */ change) => view.set({ ...view.get(), ...change });
  const { compare } = new Intl.Collator(locale.get(), { numeric: true, sensitivity: 'base' });
  const devices = [...new Map(tickets.map((ticket) => [ticket.serial, ticket])).values()].toSorted((a, b) => compare(a.model, b.model) || compare(a.site, b.site));
  return html`
    <div class="ticketfilters noprint" role="group" aria-label=${t('tickets-filter')}>
      <${Field} id="find-state" label=${t('col-state')} value=${looking.state} onValue=${(/** @type {View["state"]} */ state) => look({ state })}>
        ${(/** @type {Record<string, unknown>} */ wiring) => html`
          <select ...${wiring}>${choices.map(({ state, text }) => html`<option value=${state}>${t(text, { count: matching(tickets, { ...plain(), state }).length })}</option>`)}</select>`}
      </${Field}>
      <${Field} id="find-device" label=${t('for-machine')} value=${looking.serial} onValue=${(/** @type {string} */ serial) => look({ serial })}>
        ${(/** @type {Record<string, unknown>} */ wiring) => html`
          <select ...${wiring}><option value="">${t('tickets-all-devices')}</option>
            ${devices.map(({ serial, model, site }) => html`<option value=${serial}>${t('model-at-site', { model, site })} · ${serial}</option>`)}</select>`}
      </${Field}>
      <${Field} id="find-any" label=${t('tickets-search')} value=${looking.any} onValue=${(/** @type {string} */ any) => look({ any })} type="search" placeholder=${t('tickets-search-in')} autocomplete="off" spellcheck=${false} />
    </div>`;
}

/** @param {{ ticket: Ticket }} props */
function TicketRow({ ticket }) {
  return html`
    <tr role="row">
      <th role="rowheader" scope="row" class="nw"><a href=${link('tickets', ticket.number)}>${ticket.shown}</a></th>
      <td role="cell" class="wide">${t('ticket-kind', { kind: ticket.kind })}${ticket.part && html`<br /><span class="no">${partName(ticket.part)}</span>`}</td>
      <td role="cell" class="wide">${t('model-at-site', { model: ticket.model, site: ticket.site })}<br /><span class="no">${ticket.serial}</span></td>
      <td role="cell" class="nw"><span class="only-narrow meta">${t('labelled', { label: t('ticket-opened') })} </span>${momentShort(ticket.opened_at)}</td>
      <td role="cell" class="wide"><span class="only-narrow meta">${t('labelled', { label: t('ticket-last') })} </span>${momentShort(ticket.changed_at)}${ticket.last_from === 'operator' && html`<br /><span class="no">${t('ticket-from-us')}</span>`}</td>
      <td role="cell" class="wide"><${TicketStateWord} state=${ticket.state} />${ticket.appointment && html`<br /><span class="no">${appointmentWords(ticket.appointment)}</span>`}</td>
    </tr>`;
}
