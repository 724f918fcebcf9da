import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, newKey, Refusal } from '../api.js';
import { Trouble } from '../components/errors.js';
import { contactName, OrderBox } from '../components/order-box.js';
import { Loading, Title } from '../components/page.js';
import { OrderStateWord } from '../components/state.js';
import { forgetArticles } from '../fleet.js';
import { momentTime } from '../format.js';
import { useLoad } from '../load.js';
import { link } from '../router.js';
import { rich, t } from '../texts.js';
import { NotFoundPage } from './not-found.js';

/** @import { Order } from '../types.js' */

/** @param {{ number: string }} props */
export function OrderDetailPage({ number }) {
  const { value: order, refusal, again } = useLoad(() => /** @type {Promise<Order>} */ (call('GET', `/orders/${encodeURIComponent(number)}`)));
  if (refusal && (refusal.status === 404 || refusal.status === 422)) return html`<${NotFoundPage} />`;
  return html`
    <div class="review">
      <a class="back" href=${link('orders')}>${t('back-to-orders')}</a>
      ${refusal && html`<${Title}>${t('orders-title')}</${Title}><${Trouble} refusal=${refusal} title=${t('order-trouble')} retry=${again} />`}
      ${!order && !refusal && html`<${Loading} />`}
      ${order && html`<${Detail} order=${order} changed=${again} />`}
    </div>`;
}

/** @param {{ order: Order, changed: () => void }} props */
function Detail({ order, changed }) {
  return html`
    <div class="head">
      <div><${Title}>${t('order-title', { number: order.shown })}</${Title}><p class="statusline"><${OrderStateWord} state=${order.state} waits=${Boolean(order.waits)} /></p></div>
      <p class="actions"><button class="button" type="button" onClick=${() => print()}>${t('print')}</button></p>
    </div>
    ${order.waits && html`<${Waiting} order=${order} changed=${changed} />`}
    ${order.waits?.asks && html`<${Cancel} order=${order} changed=${changed} near />`}
    ${order.reason && html`<p class="note spaced"><b>${t('order-called-off')}</b> ${order.reason}</p>`}
    <${OrderBox} order=${order} title=${t('order-content')} />
    <section class="section" aria-labelledby="details">
      <h2 id="details">${t('order-details')}</h2>
      <dl class="answers">
        <div><dt>${t('placed-at')}</dt><dd>${momentTime(order.placed_at)}</dd></div>
        <div><dt>${t('confirmation-to')}</dt><dd>${order.contact ? contactName(order.contact) : t('contact-deleted')}</dd></div>
        <div><dt>${t('reference')}</dt><dd>${order.reference || t('none')}</dd></div>
        ${order.shipment && html`<div><dt>${t('shipped-by')}</dt><dd>${order.shipment.carrier}${order.shipment.tracking && html`<br /><a class="noprint" href=${order.shipment.tracking} target="_blank" rel="noopener noreferrer external">${t('track')}<span class="sr"> ${t('new-window')}</span></a>`}</dd></div>`}
      </dl>
    </section>
    <section class="section" aria-labelledby="history">
      <h2 id="history">${t('order-history')}</h2>
      <ol class="timeline">
        ${order.history.map(({ state, at }) => html`<li><${OrderStateWord} state=${state} /><time datetime=${at}>${momentTime(at)}</time></li>`)}
      </ol>
    </section>
    ${!order.waits?.asks && html`<${Cancel} order=${order} changed=${changed} />`}`;
}

/** An order that the operator has not got yet, because its address may change. @param {{ order: Order, changed: () => void }} props */
function Waiting({ order, changed }) {
  const [refusal, setRefusal] = useState(/** @type {Refusal | null} */ (null));
  const key = useRef(newKey());
  const busy = useRef(false);

  async function release() {
    if (busy.current) return;
    busy.current = true;
    setRefusal(null);
    try {
      await call('POST', `/orders/${encodeURIComponent(order.number)}/release`, { key: key.current });
      changed();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      setRefusal(problem);
      if (problem.code === 'order_not_waiting') changed();
    } finally {
      busy.current = false;
    }
  }

  const asks = order.waits?.asks;
  const changes = (/** @type {string} */ words) => html`<a href=${link('address-changes')}>${words}</a>`;
  return html`
    <div class="note warn spaced">
      <p><b>${t(asks ? 'order-asks' : 'order-waits')}</b> ${rich(asks ? 'order-asks-text' : 'order-waits-text', { link: changes }, { street: order.address.street })}</p>
      ${refusal && (refusal.trouble
        ? html`<${Trouble} refusal=${refusal} title=${t('release-trouble')} retry=${release} />`
        : html`<p role="alert">${refusal.title}</p>`)}
      <p class="actions noprint"><button class=${asks ? 'button main' : 'button'} type="button" onClick=${release}>${t('release')}</button></p>
    </div>`;
}

/** Cancelling takes two presses; after that there is no way back. @param {{ order: Order, changed: () => void, near?: boolean }} props `near` what it is the other way to */
function Cancel({ order, changed, near = false }) {
  const [asking, ask] = useState(false);
  const [refusal, setRefusal] = useState(/** @type {Refusal | null} */ (null));
  const [done, setDone] = useState(false);
  const key = useRef(newKey());
  const busy = useRef(false);
  useEffect(() => {
    if (asking) document.getElementById('cancel-title')?.focus();
  }, [asking]);

  async function cancel() {
    if (busy.current) return;
    busy.current = true;
    setRefusal(null);
    try {
      await call('POST', `/orders/${encodeURIComponent(order.number)}/cancel`, { key: key.current });
      forgetArticles();
      setDone(true);
      ask(false);
      changed();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      setRefusal(problem);
      if (problem.code === 'order_not_cancellable') changed();
    } finally {
      busy.current = false;
    }
  }

  const answer = html`
    <div role="status">${done && html`<p class="note ok spaced"><b>${t('cancelled-title')}</b> ${t('cancelled-text')}</p>`}</div>
    ${refusal && (refusal.trouble
      ? html`<${Trouble} refusal=${refusal} title=${t('cancel-trouble')} retry=${cancel} />`
      : html`<p class="note bad spaced" role="alert">${refusal.title}</p>`)}`;
  if (!order.cancellable) return answer;
  return html`
    ${answer}
    <div class=${near ? 'spaced noprint' : 'section noprint'}>
      ${asking
        ? html`
          <div class="confirm">
            <h2 id="cancel-title" tabindex="-1">${t('cancel-question', { number: order.shown })}</h2>
            <p>${t('cancel-consequence')}</p>
            <p class="actions"><button class="button danger" type="button" onClick=${cancel}>${t('cancel-yes')}</button>
              <button class="textbutton" type="button" onClick=${() => ask(false)}>${t('cancel-no')}</button></p>
          </div>`
        : html`<button class="button" type="button" onClick=${() => ask(true)}>${t('cancel-order')}</button>`}
    </div>`;
}
