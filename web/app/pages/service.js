import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, Refusal } from '../api.js';
import { ContactChoice } from '../components/contact-choice.js';
import { ContactForm } from '../components/contact-form.js';
import { ordered } from '../components/device-articles.js';
import { DevicePicker } from '../components/device-picker.js';
import { ErrorSummary, problemAt, problemsOf, Trouble } from '../components/errors.js';
import { Field } from '../components/field.js';
import { LastDelivery, PagesSince } from '../components/guard.js';
import { Loading, Title } from '../components/page.js';
import { Stepper } from '../components/stepper.js';
import { Supply, supplyName } from '../components/supply.js';
import { TextArea } from '../components/text-area.js';
import { FileChoice } from '../components/ticket-files.js';
import { TicketStateWord } from '../components/ticket.js';
import { articlesOf, fleet, installed, loadFleet, retryFleet } from '../fleet.js';
import { momentDay, tel } from '../format.js';
import { useLoad } from '../load.js';
import { go, link } from '../router.js';
import { draft, isOpen, lengthOf, longest, openTicketsOf, sendOnce, service, ticketsPage, toSend } from '../service.js';
import { session } from '../session.js';
import { useStore } from '../store.js';
import { language, rich, t } from '../texts.js';
import { chosenFiles, sendFiles } from '../ticket-files.js';
import { unfit } from '../uploads.js';

/** @import { Row } from '../fleet.js' */
/** @import { Problem } from '../components/errors.js' */
/** @import { Contact, Session, TicketKind } from '../types.js' */

/** @type {TicketKind[]} */
const kinds = ['fault', 'supply_claim', 'question'];

/** What helps to describe it. @type {Record<TicketKind, string>} */
const hints = { fault: 'service-text-fault', supply_claim: 'service-text-claim', question: 'service-text-question' };

/** A request for service: device, contact, words, in the order of the old portal. */
export function ServicePage() {
  const current = /** @type {Session} */ (useStore(session));
  const kept = useStore(draft);
  const { rows, done, failed } = useStore(fleet);
  const [problems, setProblems] = useState(/** @type {Problem[]} */ ([]));
  const [trouble, setTrouble] = useState(/** @type {Refusal | null} */ (null));
  const [sending, setSending] = useState(false);
  const busy = useRef(false);
  const contacts = useLoad(() => /** @type {Promise<{ contacts: Contact[] }>} */ (call('GET', '/contacts')), [current.level]);
  const customer = current.customer.no;
  useEffect(() => {
    loadFleet(customer);
  }, [customer]);
  useEffect(() => {
    const known = contacts.value?.contacts ?? [];
    if (known.length === 1 && known[0] && !draft.get().contact) service.change({ contact: known[0].id });
  }, [contacts.value]);
  const here = installed(rows, current.today);
  const row = here.find(({ device }) => device.serial === kept.serial);

  const choose = (/** @type {string} */ serial, /** @type {boolean} */ pointed) => {
    if (serial !== kept.serial) {
      const { visit_name: _, attention: __, ...rest } = draft.get();
      draft.set({ ...rest, serial, article: '' });
    }
    if (pointed) requestAnimationFrame(() => document.getElementById('about-title')?.scrollIntoView({ block: 'nearest' }));
  };

  /** What is seen to be missing without asking the server, all at once. @returns {Problem[]} */
  function missing() {
    const length = lengthOf(kept.text);
    return [
      ...(row ? [] : [{ id: 'devices-title', text: t('service-device-needed') }]),
      ...(kept.kind === 'supply_claim' && !kept.article ? [{ id: 'article', text: t('service-part-needed') }] : []),
      ...(kept.contact ? [] : [{ id: 'contact_id', text: t('contact-needed') }]),
      ...(length === 0 && kept.kind !== 'supply_claim' ? [{ id: 'text', text: t('service-text-needed') }] : []),
      ...(chosenFiles.get().some(unfit) ? [{ id: 'choose-files', text: t('files-unfit') }] : []),
      ...(length > longest ? [{ id: 'text', text: t('text-too-long', { max: longest }) }] : []),
    ];
  }

  async function save() {
    if (busy.current) return;
    const lacking = missing();
    setTrouble(null);
    setProblems(lacking);
    if (lacking.length > 0) return;
    busy.current = true;
    setSending(true);
    try {
      /** @type {{ number: string }} */
      const { number } = await sendOnce('/tickets', toSend(kept));
      sendFiles(number, chosenFiles.get());
      chosenFiles.set([]);
      go('service', 'done', number);
      service.clear();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.trouble) setTrouble(refusal);
      else setProblems(problemsOf(refusal, (pointer) => pointer.replace('#/', '').replace(/^serial$/, 'devices-title')));
    } finally {
      busy.current = false;
      setSending(false);
    }
  }

  return html`
    <div class="head"><${Title} trouble=${problems.length > 0}>${t('service-title')}</${Title}>
      <p class="actions"><a class="button" href=${link('tickets')}>${t('tickets-all')}</a></p></div>
    ${!current.contract.running && html`<p class="note warn spaced"><b>${t('contract-over')}</b> ${t('service-over-text')}</p>`}
    <div class="order">
      <form class="service" novalidate onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); save(); }}>
        <${ErrorSummary} problems=${problems} />
        <section aria-labelledby="devices-title">
          <h2 id="devices-title" tabindex="-1">${t('service-device')}</h2>
          ${problemAt(problems, 'devices-title') && html`<p class="wrong">${problemAt(problems, 'devices-title')}</p>`}
          ${failed && html`<${Trouble} refusal=${failed} title=${t('fleet-trouble')} kept=${t('service-kept')} retry=${() => retryFleet(customer)} />`}
          ${rows.length === 0 && !done && !failed && html`<${Loading} words=${t('fleet-loading')} />`}
          ${done && here.length === 0 && html`<div class="empty"><h3>${t('no-devices')}</h3><p>${t('service-no-devices')}</p></div>`}
          ${here.length > 0 && html`<${DevicePicker} rows=${rows} done=${done} today=${current.today} chosen=${kept.serial} choose=${choose} />`}
          ${row && html`<${OpenTickets} key=${kept.serial} row=${row} /><${PlaceDetails} row=${row} problems=${problems} />`}
        </section>
        <section class="section" aria-labelledby="about-title">
          <h2 id="about-title">${t('service-about')}</h2>
          <${KindChoice} kind=${kept.kind} />
          ${kept.kind === 'supply_claim' && (row
            ? html`<${PartChoice} key=${`${kept.serial} ${language()}`} serial=${kept.serial} problems=${problems} />`
            : html`<p class="meta spaced" id="article" tabindex="-1">${t('service-part-device')}</p>`)}
        </section>
        <section class="section" aria-labelledby="contact-title">
          <h2 id="contact-title">${t('service-contact')}</h2>
          <${ContactChoice} contacts=${contacts} chosen=${kept.contact} choose=${(/** @type {string} */ contact) => service.change({ contact })}
            label=${t('service-contact-label')} hint=${t('service-contact-hint')} kept=${t('service-kept')} error=${problemAt(problems, 'contact_id')} />
          <${ContactDetails} key=${kept.contact} contact=${contacts.value?.contacts.find(({ id }) => id === kept.contact)} changed=${contacts.again} />
        </section>
        <section class="section" aria-labelledby="words-title">
          <h2 id="words-title">${t('service-words')}</h2>
          <${TextArea} id="text" label=${kept.kind === 'supply_claim' ? html`${t('service-text')} <span class="optional">${t('optional')}</span>` : t('service-text')}
            hint=${t(hints[kept.kind])} rows=${7} value=${kept.text} error=${problemAt(problems, 'text')} onValue=${(/** @type {string} */ text) => service.change({ text })} />
        </section>
        <${FileChoice} />
        ${trouble && html`<div class="spaced"><${Trouble} refusal=${trouble} title=${t('service-trouble')} kept=${t('service-trouble-kept')} retry=${save} /></div>`}
        <div class="send">
          <${CallFirst} current=${current} />
          <div class="actions"><button class="button main big" type="submit" aria-disabled=${sending ? 'true' : undefined}>${t('service-save')}</button>
            <button class="button big" type="button" onClick=${() => { service.clear(); chosenFiles.set([]); setProblems([]); setTrouble(null); }}>${t('service-clear')}</button>
            <p class="meta" role="status">${sending ? t('sending') : t('service-save-text')}</p></div>
        </div>
      </form>
      <${Aside} current=${current} />
    </div>`;
}

/** @param {{ kind: TicketKind }} props */
function KindChoice({ kind }) {
  return html`
    <fieldset class="choices kinds">
      <legend class="sr">${t('service-about')}</legend>
      ${kinds.map((one) => html`
        <label class="choice"><input type="radio" name="kind" value=${one} checked=${one === kind} onChange=${() => service.change({ kind: one })} /><span>${t('ticket-kind', { kind: one })}</span></label>`)}
    </fieldset>`;
}

/** What is open about the device already, so that nothing is reported twice. @param {{ row: Row }} props */
function OpenTickets({ row }) {
  const { value } = useLoad(() => openTicketsOf(row.device.serial));
  if (!value || value.length === 0) return html`<div role="status"></div>`;
  return html`
    <div class="note warn spaced" role="status">
      <p><b>${t('service-reported', { count: value.length })}</b></p>
      <ul>${value.map((ticket) => html`
        <li>${rich('service-reported-one', { link: (words) => html`<a href=${link('tickets', ticket.number)}>${words}</a>` }, {
          number: ticket.shown,
          kind: t('ticket-kind', { kind: ticket.kind }),
          date: momentDay(ticket.opened_at),
        })}</li>`)}</ul>
      <p>${t('service-reported-text')}</p>
    </div>`;
}

/** Where the device stands, and whom to ask for there. @param {{ row: Row, problems: Problem[] }} props */
function PlaceDetails({ row, problems }) {
  const { device, address } = row;
  const kept = useStore(draft);
  if (!address) return null;
  const wrong = ['visit_name', 'attention'].some((id) => problemAt(problems, id));
  const stored = address.attention_hint && t('attention-stored', { hint: address.attention_hint });
  return html`
    <details class="more" open=${wrong || undefined}>
      <summary>${t('service-place', { model: device.model, site: device.site })}</summary>
      <div class="contactform">
        <${Field} id="visit_name" label=${t('visit-name')} error=${problemAt(problems, 'visit_name')} autocomplete="off"
          value=${kept.visit_name ?? address.name} onValue=${(/** @type {string} */ words) => service.change({ visit_name: words })} />
        <${Field} id="attention" label=${t('attention')} error=${problemAt(problems, 'attention')} autocomplete="off"
          hint=${stored && kept.attention === undefined ? stored : undefined}
          value=${kept.attention ?? address.attention ?? ''} onValue=${(/** @type {string} */ words) => service.change({ attention: words })} />
        ${(kept.visit_name !== undefined || kept.attention !== undefined) && html`
          <p><button class="textbutton small" type="button" onClick=${() => { service.asStored('visit_name'); service.asStored('attention'); }}>${t('as-stored')}</button></p>`}
        <dl class="delivery">
          <div><dt>${t('street')}</dt><dd>${address.street}</dd></div>
          <div><dt>${t('postcode')}</dt><dd>${address.postcode}</dd></div>
          <div><dt>${t('city')}</dt><dd>${address.city}</dd></div>
        </dl>
      </div>
    </details>`;
}

/** The defective part among those that fit the device. @param {{ serial: string, problems: Problem[] }} props */
function PartChoice({ serial, problems }) {
  const { article, quantity } = useStore(draft);
  const { value, refusal, again } = useLoad(() => articlesOf(serial), [serial]);
  if (refusal) return html`<${Trouble} refusal=${refusal} title=${t('articles-trouble')} kept=${t('service-kept')} retry=${again} />`;
  if (!value) return html`<${Loading} words=${t('articles-loading')} />`;
  if (value.articles.length === 0) return html`<div class="empty" id="article" tabindex="-1"><h3>${t('no-articles')}</h3><p>${t('no-articles-text')}</p></div>`;
  const chosen = value.articles.find(({ no }) => no === article);
  const wrong = problemAt(problems, 'article');
  return html`
    <fieldset class="parts spaced" aria-describedby=${wrong ? 'article-error' : undefined}>
      <legend id="article" tabindex="-1">${t('service-part')}</legend>
      ${wrong && html`<p class="wrong" id="article-error">${wrong}</p>`}
      <ul class="rows">
        ${ordered(value.articles).map((one) => html`
          <li key=${one.no}><label class="part-row">
            <input type="radio" name="article" value=${one.no} checked=${one.no === article} onChange=${() => service.change({ article: one.no })} />
            <${Supply} supply=${one} no=${one.no} />
            <span class="guard"><span>${t('labelled', { label: t('last-delivered') })} </span><${LastDelivery} guard=${one.guard} /></span>
            <span class="guard">${one.guard.last && html`<${PagesSince} guard=${{ ...one.guard, warning: null }} yields=${one.yield} />`}</span>
          </label></li>`)}
      </ul>
    </fieldset>
    ${chosen && html`
      <p class="pieces spaced"><span class="label" id="pieces-label">${t('service-pieces')}</span>
        <${Stepper} id="quantity" value=${quantity} name=${supplyName(chosen)} error=${problemAt(problems, 'quantity')} onValue=${(/** @type {number} */ count) => service.change({ quantity: Math.max(1, count) })} /></p>
      <p class="note spaced">${t('service-claim-free')}</p>`}`;
}

/** The contact that is chosen, seen as far as this session may, and changed where it may. @param {{ contact: Contact | undefined, changed: () => void }} props */
function ContactDetails({ contact, changed }) {
  const [editing, edit] = useState(false);
  const confirmed = useStore(session)?.level === 'confirmed';
  if (!contact) return null;
  if (editing) return html`<${ContactForm} contact=${contact} saved=${() => { edit(false); changed(); }} cancel=${() => edit(false)} />`;
  return html`
    <details class="more">
      <summary>${t('service-contact-details')}</summary>
      <dl class="delivery">
        ${contact.hint
          ? html`<div class="wide"><dt>${t('service-contact-veiled')}</dt><dd>${contact.hint}</dd></div>`
          : html`
            <div><dt>${t('first-name')}</dt><dd>${contact.first_name}</dd></div>
            <div><dt>${t('last-name')}</dt><dd>${contact.last_name}</dd></div>
            <div><dt>${t('phone')}</dt><dd>${contact.phone || t('none')}</dd></div>
            <div><dt>${t('email')}</dt><dd>${contact.email}</dd></div>`}
      </dl>
      ${confirmed
        ? html`<p class="spaced"><button class="textbutton" type="button" onClick=${() => edit(true)}>${t('contact-edit')}</button></p>`
        : html`<p class="meta spaced">${rich('service-contact-code', { link: (words) => html`<a href=${link('contract')}>${words}</a>` })}</p>`}
    </details>`;
}

/** On the phone what stands aside comes last; whom to call is said before sending. @param {{ current: Session }} props */
function CallFirst({ current: { country, contract: { dealer } } }) {
  const call = (/** @type {string} */ words) => html`<a class="nw" href=${tel(words)}>${words}</a>`;
  return html`
    <p class="note only-narrow">${rich('service-call-first', { tel: call }, { hotline: country.hotline, hours: country.hours })}
      ${dealer && html`<br />${t('service-call-dealer', { name: dealer.name })} ${dealer.phone && call(dealer.phone)}`}</p>`;
}

/** Whom to call instead, and what is open already. @param {{ current: Session }} props */
function Aside({ current }) {
  const { country, contract: { dealer } } = current;
  const { value, refusal, again } = useLoad(() => ticketsPage());
  const open = value?.tickets.filter(isOpen) ?? [];
  const call = (/** @type {string} */ words) => html`<a class="nw" href=${tel(words)}>${words}</a>`;
  return html`
    <aside class="basket" aria-labelledby="call-title">
      <h2 id="call-title">${t('service-call')}</h2>
      <p>${rich('service-hotline', { tel: call }, { hotline: country.hotline })}</p>
      <p class="meta">${country.hours}</p>
      <p class="meta">${t('service-serial')}</p>
      ${dealer && html`
        <section class="parcel"><h3>${t('dealer')}</h3>
          <p>${dealer.name}${dealer.phone && html`<br />${call(dealer.phone)}`}${dealer.email && html`<br /><a class="wrap" href=${`mailto:${dealer.email}`}>${dealer.email}</a>`}</p></section>`}
      <section class="parcel" aria-labelledby="open-title">
        <h3 id="open-title">${t('tickets-open')}</h3>
        ${refusal && html`<${Trouble} refusal=${refusal} title=${t('tickets-trouble')} retry=${again} />`}
        ${!value && !refusal && html`<${Loading} />`}
        ${value && open.length === 0 && html`<p class="meta">${t('tickets-none-open')}</p>`}
        ${open.slice(0, 5).map((ticket) => html`
          <p class="spaced" key=${ticket.number}><a class="nw" href=${link('tickets', ticket.number)}>${ticket.shown}</a><br />
            <span class="meta">${t('model-at-site', { model: ticket.model, site: ticket.site })}</span><br /><${TicketStateWord} state=${ticket.state} /></p>`)}
        ${value && value.tickets.length > 0 && html`<p class="spaced"><a href=${link('tickets')}>${t('tickets-all')}</a></p>`}
      </section>
    </aside>`;
}
