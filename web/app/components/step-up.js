import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { call, Refusal } from '../api.js';
import { forgetFleet, loadFleet } from '../fleet.js';
import { enter } from '../session.js';
import { t } from '../texts.js';
import { CodeForm } from './code.js';
import { Trouble } from './errors.js';
import { Loading } from './page.js';

/** @import { Contact, Session } from '../types.js' */

/**
 * The way from the numbers to a confirmed mailbox, where something is hidden without it.
 *
 * @param {{ done: () => void }} props
 */
export function StepUp({ done }) {
  const [contacts, setContacts] = useState(/** @type {Contact[] | null} */ (null));
  const [asking, ask] = useState(false);
  const [refusal, setRefusal] = useState(/** @type {Refusal | null} */ (null));

  async function begin() {
    ask(true);
    setRefusal(null);
    try {
      /** @type {{ contacts: Contact[] }} */
      const answer = await call('GET', '/contacts');
      setContacts(answer.contacts);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      setRefusal(problem);
    }
  }

  /** @param {Session} next */
  async function stepped(next) {
    await enter(next);
    done();
    // Addresses now come with names.
    forgetFleet();
    loadFleet(next.customer.no);
  }

  if (!asking) return html`<button class="button small" type="button" onClick=${begin}>${t('step-up')}</button>`;
  if (refusal) return html`<${Trouble} refusal=${refusal} title=${t('contacts-trouble')} retry=${begin} />`;
  if (!contacts) return html`<${Loading} />`;
  const masked = contacts.filter(({ confirmed }) => confirmed !== false).map(({ id, hint = '' }) => ({ id, hint }));
  return html`<${CodeForm} contacts=${masked} done=${stepped} cancel=${() => ask(false)} />`;
}
