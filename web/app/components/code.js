import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, Refusal } from '../api.js';
import { rich, strong, t } from '../texts.js';
import { ErrorSummary, problemAt, problemsOf, Trouble } from './errors.js';
import { Field } from './field.js';

/** @import { CodeContact, Session } from '../types.js' */

/**
 * Proves a mailbox: choose a masked contact, get a code, enter it.
 *
 * @param {{ contacts: CodeContact[], done: (session: Session) => Promise<void> | void, cancel?: () => void }} props
 */
export function CodeForm({ contacts, done, cancel }) {
  const [contact, setContact] = useState(contacts.length === 1 ? contacts[0]?.id ?? '' : '');
  const [sent, setSent] = useState(/** @type {{ hint: string, minutes: number, again: number } | null} */ (null));
  const [code, setCode] = useState('');
  const [problems, setProblems] = useState(/** @type {import('./errors.js').Problem[]} */ ([]));
  const [trouble, setTrouble] = useState(/** @type {Refusal | null} */ (null));
  const [busy, setBusy] = useState(false);
  const [now, setNow] = useState(Date.now());
  const field = useRef(/** @type {HTMLElement | null} */ (null));

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (sent) document.getElementById('code')?.focus();
  }, [sent === null]);

  /** @param {() => Promise<void>} act */
  async function attempt(act) {
    if (busy) return;
    setBusy(true);
    setTrouble(null);
    setProblems([]);
    try {
      await act();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.trouble) setTrouble(refusal);
      else setProblems(problemsOf(refusal));
      if (refusal.code === 'code_used_up' || refusal.code === 'code_expired') {
        setSent(null);
        setCode('');
      }
    } finally {
      setBusy(false);
    }
  }

  const send = () => attempt(async () => {
    if (!contact) {
      setProblems([{ id: 'contact_id', text: t('choose-mailbox') }]);
      return;
    }
    /** @type {{ hint: string, expires_in: number }} */
    const answer = await call('POST', '/session/code', { body: { contact_id: contact } });
    setSent({ hint: answer.hint, minutes: Math.round(answer.expires_in / 60), again: Date.now() + 60_000 });
    setCode('');
  });

  const confirm = () => attempt(async () => {
    await done(await call('PUT', '/session/code', { body: { code } }));
  });

  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (sent) confirm();
    else send();
  };

  if (contacts.length === 0) return html`<p class="note warn">${t('no-mailbox')}</p>`;
  const wait = sent ? Math.min(60, Math.ceil((sent.again - now) / 1000)) : 0;
  return html`
    <form class="codeform" novalidate onSubmit=${submit} ref=${field}>
      <${ErrorSummary} problems=${problems} />
      ${trouble && html`<${Trouble} refusal=${trouble} title=${t('code-trouble')} retry=${sent ? confirm : send} />`}
      ${sent === null
        ? html`
          <fieldset class="field">
            <legend>${t('code-to')}</legend>
            <div class="choices">
              ${contacts.map(({ id, hint }, at) => html`
                <label class="choice"><input id=${at === 0 ? 'contact_id' : undefined} type="radio" name="mailbox" value=${id} checked=${contact === id} onChange=${() => setContact(id)} /><span>${hint}</span></label>`)}
            </div>
          </fieldset>
          <p class="actions"><button class="button main" type="submit">${t('send-code')}</button>
            ${cancel && html`<button class="textbutton" type="button" onClick=${cancel}>${t('leave-it')}</button>`}</p>`
        : html`
          <p role="status">${rich('code-sent', { strong }, { hint: sent.hint, minutes: sent.minutes })}</p>
          <${Field} id="code" label=${t('code')} hint=${t('code-hint')} error=${problemAt(problems, 'code')} value=${code} onValue=${setCode}
            class="code" inputmode="numeric" autocomplete="one-time-code" spellcheck=${false} />
          <p class="actions"><button class="button main" type="submit">${t('confirm-code')}</button></p>
          <p class="actions small">
            ${wait > 0
              ? html`<span class="meta">${t('resend-in', { count: wait })}</span>`
              : html`<button class="textbutton" type="button" onClick=${send}>${t('resend')}</button>`}
            <button class="textbutton" type="button" onClick=${() => { setSent(null); setProblems([]); }}>${t('other-mailbox')}</button>
          </p>`}
    </form>`;
}
