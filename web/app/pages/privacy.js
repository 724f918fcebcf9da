import { html } from 'htm/preact';
import { Title } from '../components/page.js';
import { currentCountry } from '../session.js';
import { rich, t } from '../texts.js';

export function PrivacyPage() {
  const mail = (/** @type {string} */ words) => html`<a href=${`mailto:${words}`}>${words}</a>`;
  const mailbox = currentCountry()?.mailbox;
  return html`
    <div class="prose">
      <${Title}>${t('privacy')}</${Title}>
      <p class="lead">${t('privacy-lead')}</p>
      ${['device', 'orders', 'people', 'kept', 'sign-in', 'time'].map((name) => html`<section><h2>${t(`privacy-${name}-title`)}</h2><p>${t(`privacy-${name}`)}</p></section>`)}
      ${mailbox && html`<section><h2>${t('privacy-ask-title')}</h2><p>${rich('privacy-ask', { mail }, { mailbox })}</p></section>`}
    </div>`;
}
