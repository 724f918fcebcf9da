import { html } from 'htm/preact';
import { Title } from '../components/page.js';
import { WhereNumbersStand } from '../components/where.js';
import { tel } from '../format.js';
import { currentCountry, stage } from '../session.js';
import { link } from '../router.js';
import { rich, strong, t } from '../texts.js';

const reportSteps = ['help-report-1', 'help-report-2', 'help-report-3', 'help-report-4'];
const orderSteps = ['help-order-1', 'help-order-2', 'help-order-3', 'help-order-4', 'help-order-5', 'help-order-6'];

export function HelpPage() {
  const place = currentCountry();
  const call = (/** @type {string} */ words) => html`<a class="nw" href=${tel(words)}>${words}</a>`;
  const mail = (/** @type {string} */ words) => html`<a href=${`mailto:${words}`}>${words}</a>`;
  const values = { hotline: place?.hotline ?? '', hours: place?.hours ?? '', mailbox: place?.mailbox ?? '' };
  return html`
    <div class="prose">
      <a class="back" href=${link()}>${stage.get() === 'in' ? t('to-start') : t('to-sign-in')}</a>
      <${Title}>${t('help-title')}</${Title}>
      <section><h2>${t('help-sign-in-title')}</h2><p>${rich('help-sign-in', { strong })}</p>
        <div class="where"><${WhereNumbersStand} /></div><p>${t('help-sign-in-code')}</p></section>
      <section><h2>${t('help-order-title')}</h2><ol class="steps">${orderSteps.map((step) => html`<li>${rich(step, { strong })}</li>`)}</ol>
        <p>${place && t('help-address')}</p></section>
      <section><h2>${t('help-defect-title')}</h2><p>${place && rich('help-defect', { strong, tel: call }, values)}</p></section>
      <section><h2>${t('help-readings-title')}</h2><p>${rich('help-readings', { strong })}</p><ol class="steps">${reportSteps.map((step) => html`<li>${rich(step, { strong })}</li>`)}</ol><p>${t('help-readings-window')}</p></section>
      <section><h2>${t('help-pages-title')}</h2><p>${rich('help-pages', { strong })}</p></section>
      ${place && html`<section><h2>${t('help-ask-title')}</h2><p>${rich('help-ask', { tel: call, mail }, values)}</p></section>`}
    </div>`;
}
