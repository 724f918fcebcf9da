import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, newKey, Refusal } from '../api.js';
import { SessionList, SignInSetting } from '../components/access.js';
import { CodeForm } from '../components/code.js';
import { ContactForm } from '../components/contact-form.js';
import { dutiesInWords } from '../components/duties.js';
import { EndOfContract } from '../components/end.js';
import { Trouble } from '../components/errors.js';
import { Icon } from '../components/icon.js';
import { Loading, Title } from '../components/page.js';
import { State } from '../components/state.js';
import { forgetFleet } from '../fleet.js';
import { countryName, day, number, place, tel } from '../format.js';
import { useLoad } from '../load.js';
import { link } from '../router.js';
import { save } from '../save.js';
import { enter, session } from '../session.js';
import { useStore } from '../store.js';
import { locale, rich, t } from '../texts.js';

/** @import { CodeContact, Contact, ContractDetail, Session } from '../types.js' */

export function ContractPage() {
  const current = /** @type {Session} */ (useStore(session));
  const { contract, customer, country } = current;
  const confirmed = current.level === 'confirmed';
  const contacts = useLoad(() => /** @type {Promise<{ contacts: Contact[] }>} */ (call('GET', '/contacts')), [current.level]);
  const detail = useLoad(() => /** @type {Promise<ContractDetail>} */ (call('GET', '/contract')), [current.level, locale.get()]);
  const phone = (/** @type {string} */ number) => html`<a class="nw" href=${tel(number)}>${number}</a>`;
  const mail = (/** @type {string} */ address) => html`<a href=${`mailto:${address}`}>${address}</a>`;
  return html`
    <div class="review">
      <div class="head"><${Title}>${t('contract-title', { no: contract.no })}</${Title}></div>
      ${contract.end && !detail.value && !detail.refusal && html`<${Loading} />`}
      ${detail.value && html`<${EndOfContract} current=${current} detail=${detail.value} />`}
      <dl class="answers">
        <div><dt>${t('customer')}</dt><dd>${customer.name}<br /><span class="meta">${t('customer-no')} ${customer.no}, ${countryName(country.code)}</span></dd></div>
        <div><dt>${t('contract-time')}</dt><dd>${contract.ends ? t('contract-from-to', { from: day(contract.starts), to: day(contract.ends) }) : t('contract-from', { from: day(contract.starts) })}<br />
          <span class="meta">${contract.running ? t('contract-running') : t(contract.end ? 'contract-ended' : 'contract-not-running')}</span></dd></div>
        <div><dt>${t('dealer')}</dt><dd>${contract.dealer
          ? html`${contract.dealer.name}${contract.dealer.phone && html`<br />${phone(contract.dealer.phone)}`}${contract.dealer.email && html`<br />${mail(contract.dealer.email)}`}`
          : t('no-dealer')}</dd></div>
        <div><dt>${t('hotline')}</dt><dd>${phone(country.hotline)}<br /><span class="meta">${country.hours}</span></dd></div>
        <div><dt>${t('mailbox')}</dt><dd>${mail(country.mailbox)}</dd></div>
        <div><dt>${t('status-title')}</dt><dd><a href=${link('status-pages')}>${t('status-see')}</a></dd></div>
        ${detail.value && html`<${Agreed} detail=${detail.value} />`}
      </dl>
      ${detail.refusal && html`<${Trouble} refusal=${detail.refusal} title=${t('contract-trouble')} retry=${detail.again} />`}
      <${Contacts} contacts=${contacts} confirmed=${confirmed} running=${contract.running} />
      <${StepUp} confirmed=${confirmed} contacts=${contacts.value?.contacts ?? []} detail=${detail} />
    </div>`;
}

/** What only the contract itself says. @param {{ detail: ContractDetail }} props */
function Agreed({ detail }) {
  const { settings, addresses, devices } = detail;
  return html`
    <div><dt>${t('contract-devices')}</dt><dd>${t('contract-devices-count', { count: devices, shown: number(devices) })}
      ${addresses.length > 0 && html`<details class="addresses"><summary>${t('contract-addresses', { count: addresses.length })}</summary>
        <ul>${addresses.map((one) => html`<li key=${one.id}>${one.name}, ${one.street}, ${place(one)}</li>`)}</ul></details>`}</dd></div>
    <div><dt>${t('contract-asks')}</dt><dd>${t('contract-asks-order', { days: settings.guard_days, percent: settings.guard_percent })}<br />
      ${t('contract-asks-reading', { percent: settings.doubt_percent, pages: number(settings.doubt_pages) })}<br />
      <span class="meta">${t(settings.code_required ? 'contract-code' : 'contract-no-code')}</span></dd></div>`;
}

/** @param {{ contacts: ReturnType<typeof useLoad<{ contacts: Contact[] }>>, confirmed: boolean, running: boolean }} props what has ended is not changed any more */
function Contacts({ contacts, confirmed, running }) {
  const [open, setOpen] = useState(/** @type {{ act: "new" | "edit" | "delete", id: string } | null} */ (null));
  const [done, setDone] = useState('');
  const [refusal, setRefusal] = useState(/** @type {Refusal | null} */ (null));
  const [trouble, setTrouble] = useState(/** @type {Refusal | null} */ (null));
  const key = useRef(newKey());
  const known = contacts.value?.contacts ?? [];
  useEffect(() => {
    if (open?.act === 'delete') document.getElementById('delete-title')?.focus();
  }, [open]);

  const saved = (/** @type {string} */ words) => {
    setOpen(null);
    setDone(words);
    contacts.again();
  };

  /** @param {Contact} contact */
  async function remove(contact) {
    setRefusal(null);
    try {
      await call('DELETE', `/contacts/${encodeURIComponent(contact.id)}`, { key: key.current });
      key.current = newKey();
      saved(t('contact-deleted-done'));
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      setRefusal(problem);
    }
  }

  /** Hands over what is stored about a contact. @param {Contact} contact */
  async function hand(contact) {
    setOpen(null);
    setDone('');
    setTrouble(null);
    try {
      await save(`/contacts/${encodeURIComponent(contact.id)}/file`, `${contact.id}.json`);
      setDone(t('contact-file-done'));
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      setTrouble(problem);
    }
  }

  const start = (/** @type {"new" | "edit" | "delete"} */ act, id = '') => {
    setDone('');
    setRefusal(null);
    setOpen({ act, id });
  };
  const row = (/** @type {Contact} */ contact) => {
    const name = contact.hint ?? `${contact.first_name} ${contact.last_name}`;
    const mine = open?.id === contact.id ? open.act : null;
    if (mine === 'edit') return html`<li key=${contact.id}><${ContactForm} contact=${contact} responsible saved=${() => saved(t('contact-changed'))} cancel=${() => setOpen(null)} /></li>`;
    return html`
      <li key=${contact.id}>
        <div class="person">
          <div><b>${name}</b>${contact.email && html`<br /><span class="wrap">${contact.email}</span>`}${contact.phone && html`<br />${contact.phone}`}
            <br /><span class="meta">${t('mails-in', { language: contact.language })}${contact.confirmed === false && ` · ${t('not-confirmed')}`}</span>
            ${contact.duties && contact.duties.length > 0 && html`<br /><span class="meta">${dutiesInWords(contact.duties)}</span>`}
            ${contact.undeliverable && html`<br /><${State} kind="bad" name="warn">${t(contact.undeliverable.why === 'complaint' ? 'mail-complaint' : 'mail-bounced', { since: day(contact.undeliverable.since) })}</${State}>`}</div>
          ${confirmed && html`
            <p class="actions">${running && html`<button class="textbutton" type="button" onClick=${() => start('edit', contact.id)}>${t('change')}<span class="sr"> ${name}</span></button>
              <button class="textbutton" type="button" onClick=${() => start('delete', contact.id)}>${t('delete')}<span class="sr"> ${name}</span></button>`}
              <button class="textbutton" type="button" onClick=${() => hand(contact)}>${t('contact-file')}<span class="sr"> ${name}</span></button></p>`}
        </div>
        ${mine === 'delete' && html`
          <div class="confirm">
            <h3 id="delete-title" tabindex="-1">${t('delete-question', { name })}</h3>
            <p>${t('delete-consequence')}</p>
            ${refusal && (refusal.trouble ? html`<${Trouble} refusal=${refusal} title=${t('contact-trouble')} />` : html`<p class="note bad" role="alert">${refusal.title}</p>`)}
            <p class="actions"><button class="button danger" type="button" onClick=${() => remove(contact)}>${t('delete-yes')}</button>
              <button class="textbutton" type="button" onClick=${() => setOpen(null)}>${t('delete-no')}</button></p>
          </div>`}
      </li>`;
  };
  return html`
    <section class="section" aria-labelledby="contacts">
      <div class="headrow"><h2 id="contacts">${t('contacts')}</h2>
        ${running && open?.act !== 'new' && html`<button class="button small" type="button" onClick=${() => start('new')}><${Icon} name="plus" />${t('contact-add')}</button>`}</div>
      <p class="meta">${t('contacts-text')}</p>
      <div role="status">${done && html`<p class="note ok spaced">${done}</p>`}</div>
      ${trouble && html`<${Trouble} refusal=${trouble} title=${t('contact-file-trouble')} />`}
      ${open?.act === 'new' && html`<${ContactForm} responsible saved=${() => saved(t('contact-added'))} cancel=${() => setOpen(null)} />`}
      ${contacts.refusal && html`<${Trouble} refusal=${contacts.refusal} title=${t('contacts-trouble')} retry=${contacts.again} />`}
      ${!contacts.value && !contacts.refusal && html`<${Loading} />`}
      ${contacts.value && known.length === 0 && html`<p class="spaced">${t('no-contacts')}</p>`}
      <ul class="rows people">${known.map(row)}</ul>
    </section>`;
}

/**
 * The way from the numbers to a confirmed mailbox; from there on, who else is signed in and how.
 *
 * @param {{ confirmed: boolean, contacts: Contact[], detail: ReturnType<typeof useLoad<ContractDetail>> }} props
 */
function StepUp({ confirmed, contacts, detail }) {
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  /** @type {CodeContact[]} */
  const masked = contacts.filter(({ confirmed: known }) => known !== false).map(({ id, hint = '' }) => ({ id, hint }));

  /** @param {Session} next */
  async function stepped(next) {
    // Addresses now come with names.
    forgetFleet();
    await enter(next);
    setDone(true);
  }
  if (confirmed) {
    return html`<section class="section" aria-labelledby="access"><h2 id="access">${t('access')}</h2>
      <p class="note ok" role=${done ? 'status' : undefined}><b>${t('access-confirmed')}</b> ${t('access-confirmed-text')}</p></section>
      <${SignInSetting} detail=${detail} />
      <${SessionList} />`;
  }
  return html`
    <section class="section" aria-labelledby="access">
      <h2 id="access">${t('access')}</h2>
      <p class="note"><b>${t('access-numbers')}</b> ${rich('access-numbers-text', {})}</p>
      ${open
        ? html`<div class="spaced"><${CodeForm} contacts=${masked} done=${stepped} cancel=${() => setOpen(false)} /></div>`
        : html`<p class="actions spaced"><button class="button" type="button" onClick=${() => setOpen(true)}>${t('step-up')}</button></p>`}
    </section>`;
}
