import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, newKey, Refusal } from '../api.js';
import { fleet, installed, loadFleet } from '../fleet.js';
import { languageName } from '../format.js';
import { currentCountry, session } from '../session.js';
import { useStore } from '../store.js';
import { language, t } from '../texts.js';
import { Duties, lacksDevices, sameDuties } from './duties.js';
import { ErrorSummary, problemAt, problemsOf, Trouble } from './errors.js';
import { Field } from './field.js';

/** @import { Contact, Duty } from '../types.js' */

/**
 * A person at the customer, new or to be changed. No form element, as it may stand inside another one.
 *
 * @param {{ contact?: Contact, responsible?: boolean, saved: (id: string) => void | Promise<void>, cancel: () => void }} props
 *   `responsible` asks for what, too
 */
export function ContactForm({ contact, responsible = false, saved, cancel }) {
  const [values, setValues] = useState({
    first_name: contact?.first_name ?? '',
    last_name: contact?.last_name ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    language: contact?.language ?? language(),
  });
  const [duties, setDuties] = useState(/** @type {Duty[]} */ (contact?.duties ?? []));
  const { rows } = useStore(fleet);
  const [problems, setProblems] = useState(/** @type {import('./errors.js').Problem[]} */ ([]));
  const [trouble, setTrouble] = useState(/** @type {Refusal | null} */ (null));
  const sending = useRef(false);
  const sent = useRef({ key: '', body: '' });
  useEffect(() => {
    document.getElementById('contact-first_name')?.focus();
    if (responsible) loadFleet(session.get()?.customer.no ?? '');
  }, []);

  async function save() {
    if (sending.current) return;
    if (lacksDevices(duties)) {
      setProblems([{ id: 'contact-duties', text: t('duties-lack') }]);
      return;
    }
    sending.current = true;
    setTrouble(null);
    const { phone, ...rest } = values;
    const changed = sameDuties(duties, contact?.duties ?? []) ? {} : { duties };
    const body = { ...rest, ...(phone.trim() ? { phone } : {}), ...changed };
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { key: newKey(), body: text };
    try {
      /** @type {{ id: string }} */
      const answer = contact
        ? await call('PUT', `/contacts/${encodeURIComponent(contact.id)}`, { body, key: sent.current.key })
        : await call('POST', '/contacts', { body, key: sent.current.key });
      await saved(answer.id);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.trouble) setTrouble(refusal);
      setProblems(refusal.trouble ? [] : problemsOf(refusal, (pointer) => pointer.replace('#/', 'contact-').replace(/^(contact-duties).*/, '$1')));
    } finally {
      sending.current = false;
    }
  }

  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target.type !== 'search') {
      event.preventDefault();
      save();
    }
  };
  const wire = (/** @type {keyof typeof values} */ name) => ({
    id: `contact-${name}`,
    value: values[name],
    error: problemAt(problems, `contact-${name}`),
    onValue: (/** @type {string} */ value) => setValues({ ...values, [name]: value }),
  });
  return html`
    <div class="contactform" role="group" aria-label=${contact ? t('contact-edit') : t('contact-new')} onKeyDown=${keys}>
      <h3>${contact ? t('contact-edit') : t('contact-new')}</h3>
      <${ErrorSummary} problems=${problems} />
      ${trouble && html`<${Trouble} refusal=${trouble} title=${t('contact-trouble')} retry=${save} />`}
      <div class="two">
        <${Field} ...${wire('first_name')} label=${t('first-name')} autocomplete="given-name" />
        <${Field} ...${wire('last_name')} label=${t('last-name')} autocomplete="family-name" />
      </div>
      <${Field} ...${wire('email')} label=${t('email')} hint=${contact ? undefined : t('email-hint')} type="email" autocomplete="email" spellcheck=${false} />
      <div class="two">
        <${Field} ...${wire('phone')} label=${html`${t('phone')} <span class="optional">${t('optional')}</span>`} type="tel" autocomplete="tel" />
        <${Field} ...${wire('language')} label=${t('mail-language')}>
          ${(/** @type {Record<string, unknown>} */ wiring) => html`
            <select ...${wiring}>${(currentCountry()?.languages ?? [language()]).map((code) => html`<option value=${code} lang=${code}>${languageName(code)}</option>`)}</select>`}
        </${Field}>
      </div>
      ${responsible && html`<${Duties} rows=${installed(rows, session.get()?.today ?? '')} duties=${duties} onDuties=${setDuties} error=${problemAt(problems, 'contact-duties')} />`}
      <p class="actions">
        <button class="button" type="button" onClick=${save}>${t('save-contact')}</button>
        <button class="textbutton" type="button" onClick=${cancel}>${t('discard')}</button>
      </p>
    </div>`;
}
