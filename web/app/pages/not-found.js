import { html } from 'htm/preact';
import { Title } from '../components/page.js';
import { link } from '../router.js';
import { t } from '../texts.js';

export function NotFoundPage() {
  return html`
    <div class="narrow">
      <${Title}>${t('not-found-title')}</${Title}>
      <p class="lead">${t('not-found-text')}</p>
      <p class="actions"><a class="button" href=${link()}>${t('to-start')}</a><a href=${link('orders')}>${t('to-orders')}</a></p>
    </div>`;
}
