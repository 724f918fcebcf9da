import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { call, Refusal } from '../api.js';
import { CodeForm } from '../components/code.js';
import { ErrorSummary, problemAt, problemsOf, Trouble } from '../components/errors.js';
import { Field } from '../components/field.js';
import { Icon } from '../components/icon.js';
import { Title } from '../components/page.js';
import { WhereNumbersStand } from '../components/where.js';
import { lines } from '../basket.js';
import { countryName, languageName, tel } from '../format.js';
import { link } from '../router.js';
import { chooseCountry, countries, country, currentCountry, enter, lastNumbers, remember, session, stage, switchLanguage } from '../session.js';
import { useStore } from '../store.js';
import { language, languages, rich, t } from '../texts.js';

/** @import { CodeWanted, Session } from '../types.js' */
/** @import { Problem } from '../components/errors.js' */

export function SignInPage() {
  const known = useStore(countries);
  const chosen = useStore(country);
  const expired = useStore(stage) === 'expired';
  const byLink = session.get()?.level === 'link';
  const [numbers, setNumbers] = useState({ customer_no: lastNumbers.customer_no, contract_no: '' });
  const [problems, setProblems] = useState(/** @type {Problem[]} */ ([]));
  const [trouble, setTrouble] = useState(/** @type {Refusal | null} */ (null));
  const [busy, setBusy] = useState(false);
  const [wanted, setWanted] = useState(/** @type {CodeWanted | null} */ (null));

  useEffect(() => {
    document.getElementById(lastNumbers.customer_no ? 'contract_no' : 'customer_no')?.focus();
  }, []);

  async function signIn() {
    if (busy) return;
    setBusy(true);
    setTrouble(null);
    lastNumbers.customer_no = numbers.customer_no;
    try {
      /** @type {Session | CodeWanted} */
      const answer = await call('POST', '/session', { body: { country: chosen, language: language(), ...numbers } });
      remember('country', chosen);
      remember('language', language());
      if ('contacts' in answer) setWanted(answer);
      else await enter(answer);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.trouble) setTrouble(refusal);
      setProblems(refusal.trouble ? [] : problemsOf(refusal));
    } finally {
      setBusy(false);
    }
  }

  if (wanted) {
    return html`
      <div class="narrow">
        <${Title}>${t('code-title')}</${Title}>
        <p class="lead">${t(wanted.cause === 'guessing' ? 'code-lead-guessing' : 'code-lead')}</p>
        <${CodeForm} contacts=${wanted.contacts} done=${enter} cancel=${() => setWanted(null)} />
      </div>`;
  }

  const place = currentCountry();
  const call_ = (/** @type {string} */ words) => html`<a class="nw" href=${tel(words)}>${words}</a>`;
  const wire = (/** @type {"customer_no" | "contract_no"} */ name) => ({
    id: name,
    value: numbers[name],
    error: problemAt(problems, name),
    onValue: (/** @type {string} */ value) => setNumbers({ ...numbers, [name]: value }),
  });
  const named = known.map(({ code }) => ({ code, name: countryName(code) })).sort((a, b) => a.name.localeCompare(b.name, language()));
  const spoken = languages.filter((code) => !place || place.languages.includes(code));
  return html`
    <div class="signin">
      <div>
        <${Title} quiet trouble=${problems.length > 0}>${t('sign-in-title')}</${Title}>
        ${expired && html`<p class="note warn" role="status"><b>${t('expired-title')}</b> ${byLink ? t('expired-link') : lines.get().length > 0 ? t('expired-basket') : t('expired-text')}</p>`}
        <form novalidate onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); signIn(); }}>
          <${ErrorSummary} problems=${problems} />
          ${trouble && html`<${Trouble} refusal=${trouble} title=${t('sign-in-trouble')} kept=${t('sign-in-kept')} retry=${signIn} />`}
          <div class="two">
            <${Field} id="country" label=${t('country')} value=${chosen} onValue=${chooseCountry} error=${problemAt(problems, 'country')}>
              ${(/** @type {Record<string, unknown>} */ wiring) => html`<select ...${wiring} autocomplete="country">${named.map(({ code, name }) => html`<option value=${code}>${name}</option>`)}</select>`}
            </${Field}>
            <${Field} id="language" label=${t('language')} value=${language()} onValue=${switchLanguage} error=${problemAt(problems, 'language')}>
              ${(/** @type {Record<string, unknown>} */ wiring) => html`<select ...${wiring}>${(spoken.length ? spoken : languages).map((code) => html`<option value=${code} lang=${code}>${languageName(code)}</option>`)}</select>`}
            </${Field}>
          </div>
          <${Field} ...${wire('customer_no')} label=${t('customer-no')} hint=${t('customer-no-hint')} class="large" inputmode="numeric" autocomplete="username" spellcheck=${false} />
          <${Field} ...${wire('contract_no')} label=${t('contract-no')} hint=${t('contract-no-hint')} class="large" autocomplete="off" autocapitalize="characters" spellcheck=${false} />
          <button class="button main big" type="submit" aria-disabled=${busy ? 'true' : undefined}>${t('sign-in')}</button>
          ${place && html`<p class="after">${rich('no-number', { tel: call_ }, { hotline: place.hotline, hours: place.hours })}</p>`}
          <p class="after"><a href=${link('help')}>${t('how-it-works')}</a></p>
        </form>
      </div>
      <section class="where" aria-labelledby="where-title">
        <h2 id="where-title">${t('where-title')}</h2>
        <${WhereNumbersStand} />
        <ul class="trust">
          <li><${Icon} name="lock" /><span>${t('trust-masked')}</span></li>
          <li><${Icon} name="ok" /><span>${t('trust-told')}</span></li>
          <li><${Icon} name="ok" /><span>${t('trust-cookie')}</span></li>
        </ul>
      </section>
    </div>`;
}
