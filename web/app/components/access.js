import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import { call, newKey, Refusal } from '../api.js';
import { clock, momentTime } from '../format.js';
import { useLoad } from '../load.js';
import { t } from '../texts.js';
import { Trouble } from './errors.js';
import { Loading } from './page.js';

/** @import { ContractDetail, SignedIn } from '../types.js' */

/**
 * One act at a time, with what became of it.
 *
 * @returns {{ busy: boolean, done: string, refusal: Refusal | null, run: (act: (key: string) => Promise<unknown>, words: string) => Promise<void> }}
 */
function useAct() {
  const [state, setState] = useState(/** @type {{ busy: boolean, done: string, refusal: Refusal | null }} */ ({ busy: false, done: '', refusal: null }));
  const key = useRef(newKey());
  /** @param {(key: string) => Promise<unknown>} act @param {string} words */
  async function run(act, words) {
    if (state.busy) return;
    setState({ busy: true, done: '', refusal: null });
    try {
      await act(key.current);
      key.current = newKey();
      setState({ busy: false, done: words, refusal: null });
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (!refusal.trouble) key.current = newKey();
      setState({ busy: false, done: '', refusal });
    }
  }
  return { ...state, run };
}

/** What became of an act. @param {{ act: ReturnType<typeof useAct> }} props */
const Outcome = ({ act }) => html`
  <div role="status">${act.done && html`<p class="note ok spaced">${act.done}</p>`}</div>
  ${act.refusal && (act.refusal.trouble
    ? html`<${Trouble} refusal=${act.refusal} title=${t('access-trouble')} />`
    : html`<p class="note bad spaced" role="alert">${act.refusal.title}</p>`)}`;

/** Whether the two numbers are enough. @param {{ detail: ReturnType<typeof useLoad<ContractDetail>> }} props */
export function SignInSetting({ detail }) {
  const act = useAct();
  const [asking, setAsking] = useState(false);
  const settings = detail.value?.settings;
  if (!settings || !detail.value?.running) return null;
  const required = settings.code_required;

  async function change() {
    setAsking(false);
    const words = t(required ? 'code-dropped-done' : 'code-required-done');
    await act.run((key) => call('PUT', '/contract/sign-in', { key, body: { code_required: !required } }), words);
    detail.again();
  }
  return html`
    <section class="section" aria-labelledby="sign-in-setting">
    <h2 id="sign-in-setting">${t('sign-in-setting')}</h2>
    <p>${t(required ? 'contract-code' : 'contract-no-code')} ${t(settings.code_by_operator ? 'code-by-operator' : required ? 'code-required-text' : 'code-free-text')}</p>
    <${Outcome} act=${act} />
    ${asking
      ? html`<div class="confirm spaced"><p>${t('code-consequence')}</p>
          <p class="actions"><button class="button" type="button" onClick=${change}>${t('code-require-yes')}</button>
            <button class="textbutton" type="button" onClick=${() => setAsking(false)}>${t('code-require-no')}</button></p></div>`
      : !settings.code_by_operator && html`
        <p class="actions spaced"><button class="button secondary" type="button" disabled=${act.busy} onClick=${required ? change : () => setAsking(true)}>${t(required ? 'code-drop' : 'code-require')}</button></p>`}
    </section>`;
}

/** Who is signed in at this moment. */
export function SessionList() {
  const list = useLoad(() => /** @type {Promise<{ sessions: SignedIn[] }>} */ (call('GET', '/sessions')));
  const act = useAct();
  const sessions = list.value?.sessions ?? [];
  const others = sessions.filter((one) => !one.current);

  /** @param {string} path @param {string} words */
  async function end(path, words) {
    await act.run((key) => call('DELETE', path, { key }), words);
    list.again();
  }
  const row = (/** @type {SignedIn} */ one) => {
    const who = one.contact ?? t('session-numbers');
    return html`
      <li key=${one.id}>
        <div class="person">
          <div><b>${who}</b>${one.current && html` <span class="meta">${t('session-current')}</span>`}
            <br /><span class="meta">${t('session-level', { level: one.level })} · ${t('session-began', { began: momentTime(one.began) })}${!one.current && ` · ${t('session-used', { used: clock(new Date(one.last_used)) })}`}</span></div>
          ${!one.current && html`<p class="actions"><button class="textbutton" type="button" disabled=${act.busy} onClick=${() => end(`/sessions/${one.id}`, t('session-ended'))}>${t('session-end')}<span class="sr"> ${who}, ${momentTime(one.began)}</span></button></p>`}
        </div>
      </li>`;
  };
  return html`
    <section class="section" aria-labelledby="sessions">
    <div class="headrow"><h2 id="sessions">${t('sessions')}</h2>
      ${others.length > 1 && html`<button class="button small secondary" type="button" disabled=${act.busy} onClick=${() => end('/sessions', t('sessions-ended'))}>${t('sessions-end')}</button>`}</div>
    <p class="meta">${t('sessions-text')}</p>
    <${Outcome} act=${act} />
    ${list.refusal && html`<${Trouble} refusal=${list.refusal} title=${t('sessions-trouble')} retry=${list.again} />`}
    ${!list.value && !list.refusal && html`<${Loading} />`}
    <ul class="rows people">${sessions.map(row)}</ul>
    </section>`;
}
