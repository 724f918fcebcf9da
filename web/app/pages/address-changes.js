import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { changeLooks } from '../addresses.js';
import { call, Refusal } from '../api.js';
import { Trouble } from '../components/errors.js';
import { AddressLines } from '../components/order-box.js';
import { Loading, Title } from '../components/page.js';
import { State } from '../components/state.js';
import { day, momentShort } from '../format.js';
import { useLoad } from '../load.js';
import { link } from '../router.js';
import { t } from '../texts.js';

/** @import { AddressChange } from '../types.js' */
/** @typedef {{ changes: AddressChange[], next: string | null }} ChangePage */

/** Every change of an address that was asked for, and what became of it. @param {{ fresh?: string | undefined }} props `fresh` was asked for just now */
export function AddressChangesPage({ fresh }) {
  const { value, refusal, again, set } = useLoad(() => /** @type {Promise<ChangePage>} */ (call('GET', '/address-changes')));
  const [more, setMore] = useState(/** @type {Refusal | null} */ (null));

  /** @param {ChangePage} shown */
  async function goOn(shown) {
    if (!shown.next) return;
    setMore(null);
    try {
      /** @type {ChangePage} */
      const page = await call('GET', `/address-changes?cursor=${encodeURIComponent(shown.next)}`);
      set({ changes: [...shown.changes, ...page.changes], next: page.next });
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      setMore(problem);
    }
  }

  const asked = value?.changes.find(({ number }) => number === fresh);
  return html`
    <div class="review">
      <a class="back" href=${link('order')}>${t('back-to-choice')}</a>
      <${Title}>${t('changes-title')}</${Title}>
      ${asked && html`<p class="note ok spaced" role="status"><b>${t('change-asked', { number: asked.shown })}</b> ${t('change-asked-text')}</p>`}
      ${refusal && html`<${Trouble} refusal=${refusal} title=${t('changes-trouble')} retry=${again} />`}
      ${!value && !refusal && html`<${Loading} />`}
      ${value?.changes.length === 0 && html`<div class="empty spaced"><h2>${t('no-changes')}</h2><p>${t('no-changes-text')}</p><a class="button" href=${link('order')}>${t('task-order')}</a></div>`}
      ${value?.changes.map((change) => html`<${ChangeBox} key=${change.number} change=${change} />`)}
      ${more && html`<${Trouble} refusal=${more} title=${t('changes-trouble')} retry=${() => value && goOn(value)} />`}
      ${value?.next && html`<p class="actions spaced"><button class="textbutton" type="button" onClick=${() => goOn(value)}>${t('changes-more')}</button></p>`}
    </div>`;
}

/** @param {{ change: AddressChange }} props */
function ChangeBox({ change }) {
  const look = changeLooks[change.state];
  const id = `change-${change.number}`;
  return html`
    <section class="orderbox" aria-labelledby=${id}>
      <header><h2 id=${id}>${t('change-title', { number: change.shown })}</h2><${State} kind=${look.kind} name=${look.name}>${t('change-state', { state: change.state })}</${State}></header>
      <dl class="to last">
        <div><dt>${t('change-before')}</dt><dd><${AddressLines} address=${change.before} /></dd></div>
        <div><dt>${t('change-after')}</dt><dd><${AddressLines} address=${change.wanted} />${change.site && html`<span class="meta">${change.site}</span>`}</dd></div>
        <div><dt>${t('change-for')}</dt><dd>${change.whole_address ? t('change-whole') : change.serial}<br />
          <span class="meta">${t('change-from', { date: day(change.effective) })}<br />${t('change-asked-at', { date: momentShort(change.asked_at) })}</span></dd></div>
        ${change.reason && html`<div class="across"><dt>${t('change-reason')}</dt><dd>${change.reason}</dd></div>`}
        ${change.note && html`<div class="across"><dt>${t('change-note')}</dt><dd>${change.note}</dd></div>`}
      </dl>
    </section>`;
}
