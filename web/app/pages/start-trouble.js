import { html } from 'htm/preact';
import { Refusal } from '../api.js';
import { Trouble } from '../components/errors.js';
import { Title } from '../components/page.js';
import { stage, start } from '../session.js';
import { t } from '../texts.js';

export function StartTroublePage() {
  const retry = () => {
    stage.set('unknown');
    start();
  };
  return html`
    <div class="narrow">
      <${Title}>${t('start-trouble-title')}</${Title}>
      <${Trouble} refusal=${new Refusal(navigator.onLine ? 503 : 0, {}, null)} title=${t('start-trouble')} kept=${t('start-trouble-kept')} retry=${retry} />
    </div>`;
}
