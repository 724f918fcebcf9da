import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { call, Refusal } from '../api.js';
import { forgetFleet, loadFleet } from '../fleet.js';
import { save } from '../save.js';
import { enter, session } from '../session.js';
import { t } from '../texts.js';
import { CodeForm } from './code.js';
import { Trouble } from './errors.js';
import { Loading } from './page.js';

/** @import { Contact, Session } from '../types.js' */

/** Saves the history of a device as a file. @param {string} serial */
const download = (serial) => save(`/devices/${encodeURIComponent(serial)}/readings/file`, `${serial}.csv`);

/** The history as a file, which takes a confirmed session. @param {{ serial: string }} props */
export function HistoryFile({ serial }) {
  const [contacts, setContacts] = useState(/** @type {Contact[] | null} */ (null));
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState(/** @type {Refusal | null} */ (null));

  /** @param {() => Promise<void>} act */
  async function attempt(act) {
    setRefusal(null);
    try {
      await act();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      setRefusal(problem);
    }
  }

  const press = () => attempt(async () => {
    if (session.get()?.level === 'confirmed') return download(serial);
    setAsking(true);
    /** @type {{ contacts: Contact[] }} */
    const answer = await call('GET', '/contacts');
    setContacts(answer.contacts);
  });

  const confirmed = (/** @type {Session} */ next) => attempt(async () => {
    await enter(next);
    setAsking(false);
    await download(serial);
    // Addresses now come with names.
    forgetFleet();
    loadFleet(next.customer.no);
  });

  return html`
    ${!asking && html`<button class="button small noprint" type="button" onClick=${press}>${t('history-file')}</button>`}
    ${refusal && html`<div class="full"><${Trouble} refusal=${refusal} title=${t('history-file-trouble')} retry=${press} /></div>`}
    ${asking && !refusal && html`
      <div class="full noprint">
        <p class="note spaced">${t('history-file-code')}</p>
        ${contacts
          ? html`<${CodeForm} contacts=${contacts.filter(({ confirmed: known }) => known !== false).map(({ id, hint = '' }) => ({ id, hint }))} done=${confirmed} cancel=${() => setAsking(false)} />`
          : html`<${Loading} />`}
      </div>`}`;
}
