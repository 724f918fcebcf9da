import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { call } from '../api.js';
import { t } from '../texts.js';
import { ContactForm } from './contact-form.js';
import { Trouble } from './errors.js';
import { Field } from './field.js';
import { Icon } from './icon.js';
import { contactName } from './order-box.js';

/** @import { Contact } from '../types.js' */
/** @typedef {ReturnType<typeof import('../load.js').useLoad<{ contacts: Contact[] }>>} Contacts */

/**
 * Who gets the letters: one of those on file, or somebody new, who stays for the next time.
 *
 * @param {{ contacts: Contacts, chosen: string, choose: (id: string) => void, label: string, hint: string, kept: string, error: string | undefined }} props
 *   `kept` says that nothing is lost where the list does not come
 */
export function ContactChoice({ contacts, chosen, choose, label, hint, kept, error }) {
  const [adding, add] = useState(false);
  const known = contacts.value?.contacts ?? [];

  /** @param {string} id */
  async function saved(id) {
    contacts.set(await call('GET', '/contacts'));
    choose(id);
    add(false);
    document.getElementById('contact_id')?.focus();
  }

  if (contacts.refusal && !contacts.value) return html`<${Trouble} refusal=${contacts.refusal} title=${t('contacts-trouble')} kept=${kept} retry=${contacts.again} />`;
  return html`
    <div class="contactchoice">
      <${Field} id="contact_id" label=${label} hint=${hint} error=${error} value=${chosen} onValue=${choose}>
        ${(/** @type {Record<string, unknown>} */ wiring) => html`
          <select ...${wiring}>
            <option value="">${contacts.value ? t('choose-contact') : t('loading')}</option>
            ${known.map((contact) => html`<option value=${contact.id}>${contactName(contact)}</option>`)}
          </select>`}
      </${Field}>
      ${!adding && html`<button class="button" type="button" onClick=${() => add(true)}><${Icon} name="plus" />${t('contact-add')}</button>`}
    </div>
    ${adding && html`<${ContactForm} saved=${saved} cancel=${() => add(false)} />`}`;
}
