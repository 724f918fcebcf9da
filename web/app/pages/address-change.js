import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { changeAt, changeWords } from '../addresses.js';
import { call, newKey, Refusal } from '../api.js';
import { ContactChoice } from '../components/contact-choice.js';
import { ErrorSummary, FieldError, problemAt, problemsOf, Trouble } from '../components/errors.js';
import { Field } from '../components/field.js';
import { AddressLines } from '../components/order-box.js';
import { Loading, Title } from '../components/page.js';
import { fleet, forgetFleet, installed, loadFleet, retryFleet } from '../fleet.js';
import { useLoad } from '../load.js';
import { go, link } from '../router.js';
import { session } from '../session.js';
import { useStore } from '../store.js';
import { rich, t } from '../texts.js';
import { NotFoundPage } from './not-found.js';

/** @import { Row } from '../fleet.js' */
/** @import { Address, Contact, Session } from '../types.js' */

/** Asks for another address of a device, or of all devices that stand with it. @param {{ serial: string }} props */
export function AddressChangePage({ serial }) {
  const current = /** @type {Session} */ (useStore(session));
  const { rows, done, failed } = useStore(fleet);
  const customer = current.customer.no;
  useEffect(() => {
    loadFleet(customer);
  }, [customer]);
  const row = rows.find(({ device }) => device.serial === serial);
  if (done && !row) return html`<${NotFoundPage} />`;
  const change = row && changeAt(row);
  return html`
    <div class="review">
      <a class="back" href=${link('order')}>${t('back-to-choice')}</a>
      <${Title}>${t('change-form-title')}</${Title}>
      ${failed && html`<${Trouble} refusal=${failed} title=${t('fleet-trouble')} retry=${() => retryFleet(customer)} />`}
      ${!failed && !done && html`<${Loading} words=${t('fleet-loading')} />`}
      ${done && row && change && html`<p class="note warn spaced"><b>${changeWords(change)}</b> ${rich('change-one-at-a-time', { link: (words) => html`<a href=${link('address-changes')}>${words}</a>` })}</p>`}
      ${done && row?.address && !change && html`<${ChangeForm} row=${row} address=${row.address} here=${installed(rows, current.today).filter(({ device }) => device.address === row.device.address).length} today=${current.today} />`}
    </div>`;
}

/** @param {{ row: Row, address: Address, here: number, today: string }} props `here` counts the devices at the address */
function ChangeForm({ row, address, here, today }) {
  const { device } = row;
  const contacts = useLoad(() => /** @type {Promise<{ contacts: Contact[] }>} */ (call('GET', '/contacts')));
  const [whole, setWhole] = useState(/** @type {boolean | null} */ (here > 1 ? null : false));
  const [values, setValues] = useState({
    effective: '',
    name: address.name,
    street: '',
    postcode: '',
    city: '',
    attention: address.attention ?? '',
    additional_info: '',
    site: device.site,
    note: '',
    contact: '',
  });
  const [problems, setProblems] = useState(/** @type {import('../components/errors.js').Problem[]} */ ([]));
  const [trouble, setTrouble] = useState(/** @type {Refusal | null} */ (null));
  const [sending, setSending] = useState(false);
  const sent = useRef({ key: '', body: '' });
  useEffect(() => {
    const [only, ...others] = contacts.value?.contacts ?? [];
    if (only && others.length === 0 && !values.contact) set({ contact: only.id });
  }, [contacts.value]);
  const set = (/** @type {Partial<typeof values>} */ change) => setValues((before) => ({ ...before, ...change }));

  async function ask() {
    if (sending) return;
    if (whole === null) {
      setProblems([{ id: 'whole-device', text: t('change-which') }]);
      return;
    }
    const { contact, attention, site, note, ...rest } = values;
    const body = {
      ...rest,
      whole_address: whole,
      // A name that is only hinted at here stays unless another is typed.
      ...(attention || address.attention ? { attention } : {}),
      ...(!whole && site.trim() && site !== device.site ? { site } : {}),
      ...(note.trim() ? { note } : {}),
      ...(contact ? { contact_id: contact } : {}),
    };
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { key: newKey(), body: text };
    setSending(true);
    setTrouble(null);
    try {
      /** @type {{ number: string }} */
      const answer = await call('POST', `/devices/${encodeURIComponent(device.serial)}/address-changes`, { body, key: sent.current.key });
      forgetFleet();
      go('address-changes', answer.number);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      setSending(false);
      if (refusal.trouble) setTrouble(refusal);
      setProblems(refusal.trouble ? [] : problemsOf(refusal, (pointer) => (pointer === '#' ? 'street' : pointer.replace('#/', ''))));
      if (refusal.code === 'address_change_pending') retryFleet(session.get()?.customer.no ?? '');
    }
  }

  const wire = (/** @type {keyof typeof values} */ name) => ({
    id: name,
    value: values[name],
    error: problemAt(problems, name),
    onValue: (/** @type {string} */ value) => set({ [name]: value }),
    autocomplete: 'off',
  });
  const optional = (/** @type {string} */ words) => html`${words} <span class="optional">${t('optional')}</span>`;
  const scope = (/** @type {string} */ id, /** @type {boolean} */ value, /** @type {string} */ words) => html`
    <label class="choice"><input type="radio" name="whole" id=${id} checked=${whole === value} onChange=${() => setWhole(value)} aria-describedby=${problemAt(problems, 'whole-device') ? 'whole-device-error' : undefined} />${words}</label>`;
  return html`
    <form class="spaced changeform" novalidate onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); ask(); }}>
      <p class="lead">${t('change-form-lead')}</p>
      <${ErrorSummary} problems=${problems} />
      <dl class="answers spaced">
        <div><dt>${t('for-device')}</dt><dd>${t('model-at-site', { model: device.model, site: device.site })}<br /><span class="meta">${device.serial}</span></dd></div>
        <div><dt>${t('change-before')}</dt><dd><${AddressLines} address=${address} /></dd></div>
      </dl>
      ${here > 1 && html`
        <fieldset class="section"><legend><h2>${t('change-for')}</h2></legend>
          <${FieldError} id="whole-device" text=${problemAt(problems, 'whole-device')} />
          <div class="choices">${scope('whole-device', false, t('change-device-only'))}${scope('whole-all', true, t('change-all', { count: here }))}</div>
        </fieldset>`}
      <section class="section" aria-labelledby="new-address">
        <h2 id="new-address">${t('change-after')}</h2>
        <${Field} ...${wire('name')} label=${t('visit-name')} />
        <${Field} ...${wire('street')} label=${t('street')} />
        <div class="two">
          <${Field} ...${wire('postcode')} label=${t('postcode')} />
          <${Field} ...${wire('city')} label=${t('city')} />
        </div>
        <div class="two">
          <${Field} ...${wire('attention')} label=${optional(t('attention'))} hint=${address.attention_hint && t('attention-stored', { hint: address.attention_hint })} />
          <${Field} ...${wire('additional_info')} label=${optional(t('additional-info'))} />
        </div>
        ${whole === false && html`<${Field} ...${wire('site')} label=${t('device-site')} hint=${t('change-site-hint')} />`}
        <${Field} ...${wire('effective')} label=${t('change-effective')} hint=${t('change-effective-hint')} type="date" min=${today} class="date" />
      </section>
      <section class="section" aria-labelledby="change-answers">
        <h2 id="change-answers">${t('change-answers')}</h2>
        <${ContactChoice} contacts=${contacts} chosen=${values.contact} choose=${(/** @type {string} */ contact) => set({ contact })}
          label=${t('confirmation-to')} hint=${t('change-contact-hint')} kept="" error=${problemAt(problems, 'contact_id')} />
        <${Field} ...${wire('note')} label=${optional(t('change-note'))} hint=${t('change-note-hint')} />
      </section>
      ${trouble && html`<div class="spaced"><${Trouble} refusal=${trouble} title=${t('change-trouble')} retry=${ask} /></div>`}
      <div class="send"><div class="actions"><button class="button main big" type="submit" aria-disabled=${sending ? 'true' : undefined}>${t('change-send')}</button>
        <p class="meta" role="status">${sending ? t('sending') : t('change-send-text')}</p></div></div>
    </form>`;
}
