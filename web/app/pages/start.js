import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { call } from '../api.js';
import { lines, sums } from '../basket.js';
import { useDue } from '../components/due.js';
import { EndSentence } from '../components/end.js';
import { Trouble } from '../components/errors.js';
import { amounts } from '../components/order-box.js';
import { Loading, Title } from '../components/page.js';
import { OrderStateWord, State } from '../components/state.js';
import { fleet, loadFleet } from '../fleet.js';
import { day, fullDay, momentDay, quarterParts, weekday } from '../format.js';
import { useLoad } from '../load.js';
import { link } from '../router.js';
import { isOpen, ticketsPage } from '../service.js';
import { session } from '../session.js';
import { useStore } from '../store.js';
import { rich, t } from '../texts.js';

/** @import { ContractDetail, OrderSummary, Session } from '../types.js' */

export function StartPage() {
  const current = /** @type {Session} */ (useStore(session));
  const basket = useStore(lines);
  const orders = useLoad(() => /** @type {Promise<{ orders: OrderSummary[], next: string | null }>} */ (call('GET', '/orders')));
  const tickets = useLoad(() => ticketsPage());
  const open = tickets.value?.tickets.filter(isOpen).length ?? 0;
  useEffect(() => {
    loadFleet(current.customer.no);
  }, []);
  const latest = orders.value?.orders.slice(0, 5) ?? [];
  const moving = orders.value?.orders.filter(({ state }) => ['received', 'confirmed', 'shipped'].includes(state)).length ?? 0;
  const { quarter, contract } = current;
  const detail = useLoad(() => (contract.end ? /** @type {Promise<ContractDetail | null>} */ (call('GET', '/contract')) : Promise.resolve(null)), [contract.end?.closes]);
  const { owed, overdue } = useDue(current);
  const report = html`
    <li class="task">
      <div><h2><a href=${link('readings')}>${t('task-readings')}</a></h2><p>${t('task-readings-text')}</p></div>
      <div>${owed > 0 && html`<${State} kind=${overdue > 0 ? 'warn' : 'run'} name=${overdue > 0 ? 'warn' : 'open'}>${t(overdue > 0 ? 'task-readings-overdue' : 'task-readings-open', { count: owed })}</${State}>`}</div>
      <a class=${owed > 0 ? 'button main' : 'button'} href=${link('readings')}>${t('task-readings-act')}</a>
    </li>`;
  return html`
    <${Due} current=${current} />
    <${EndSentence} current=${current} detail=${detail.value} />
    ${!contract.running && !contract.end && html`<p class="note warn spaced"><b>${t('contract-over')}</b> ${t('contract-over-text')}</p>`}
    <ul class="tasks">
      ${owed > 0 && report}
      ${contract.running && html`<li class="task">
        <div><h2><a href=${link('order')}>${t('task-order')}</a></h2><p>${t('task-order-text')}</p></div>
        <div>${basket.length > 0 && html`<${State} kind="run" name="ok">${t('task-basket', { amounts: amounts(sums(basket)) })}</${State}>`}</div>
        ${basket.length > 0
          ? html`<a class=${owed > 0 ? 'button' : 'button main'} href=${link('order', 'review')}>${t('task-review-act')}</a>`
          : html`<a class=${owed > 0 ? 'button' : 'button main'} href=${link('order')}>${t('task-order-act')}</a>`}
      </li>`}
      ${owed === 0 && report}
      <${StatusPagesTask} />
      <li class="task">
        <div><h2><a href=${link('orders')}>${t('task-orders')}</a></h2><p>${t('task-orders-text')}</p></div>
        <div>${moving > 0 && html`<${State} kind="run" name="run">${t('task-orders-moving', { count: moving })}</${State}>`}</div>
        <a class="button" href=${link('orders')}>${t('task-orders-act')}</a>
      </li>
      <li class="task">
        <div><h2><a href=${link('service')}>${t('task-service')}</a></h2><p>${t('task-service-text')}</p></div>
        <div>${open > 0 && html`<a href=${link('tickets')}><${State} kind="run" name="open">${t('task-service-open', { count: open })}</${State}></a>`}</div>
        <a class="button" href=${link('service')}>${t('task-service-act')}</a>
      </li>
      <li class="task">
        <div><h2><a href=${link('contract')}>${t('task-contract')}</a></h2><p>${t('task-contract-text')}</p></div>
        <div>${current.level === 'numbers' && html`<${State} name="lock">${t('task-contract-masked')}</${State}>`}</div>
        <a class="button" href=${link('contract')}>${t('task-contract-act')}</a>
      </li>
    </ul>
    <div class="section cols">
      <section aria-labelledby="latest">
        <div class="headrow"><h2 id="latest">${t('latest-orders')}</h2>${latest.length > 0 && html`<a href=${link('orders')}>${t('all-orders')}</a>`}</div>
        ${orders.refusal && html`<${Trouble} refusal=${orders.refusal} title=${t('orders-trouble')} retry=${orders.again} />`}
        ${!orders.value && !orders.refusal && html`<${Loading} />`}
        ${orders.value && latest.length === 0 && html`<p class="meta">${t('no-orders')}</p>`}
        <ul class="listing">
          ${latest.map((order) => html`
            <li>
              <span><a class="nw" href=${link('orders', order.number)}>${order.shown}</a><br />${t('order-brief', { amounts: amounts(order), street: order.street, city: order.city })}</span>
              <${OrderStateWord} state=${order.state} />
              <span class="meta">${momentDay(order.placed_at)}${order.reference && ` · ${t('reference-was', { reference: order.reference })}`}</span>
            </li>`)}
        </ul>
      </section>
      <section aria-labelledby="dates">
        <div class="headrow"><h2 id="dates">${t('dates-title', quarterParts(quarter.name))}</h2></div>
        <dl class="dates">
          <div><dt>${t('dates-opens')}</dt><dd>${weekday(quarter.opens)}</dd></div>
          <div><dt>${t('dates-due')}</dt><dd><b>${weekday(quarter.due)}</b></dd></div>
          <div><dt>${t('dates-closes')}</dt><dd>${weekday(quarter.closes)}</dd></div>
        </dl>
        <p class="meta">${rich('dates-help', { link: (words) => html`<a href=${link('help')}>${words}</a>` })}</p>
      </section>
    </div>`;
}

/** What is due now, in one sentence. @param {{ current: Session }} props */
function Due({ current }) {
  const { title, text, values } = useDue(current);
  const { quarter, today } = current;
  const mark = (/** @type {string} */ words) => html`<a href=${link('readings')}>${words}</a>`;
  return html`
    <div class="due">
      <p class="meta">${t('due-date', { date: fullDay(today), ...quarterParts(quarter.name) })}</p>
      <${Title} name=${t('tab-start')}>${rich(title, { em: mark }, values)}</${Title}>
      <p class="lead">${t(text, values)}</p>
      ${current.contract.ends && !current.contract.end && html`<p class="meta">${t('contract-ends', { date: day(current.contract.ends) })}</p>`}
    </div>`;
}

/** Status pages that the operator asks for; nothing where there are none. */
function StatusPagesTask() {
  const missing = useStore(fleet).rows.filter(({ device }) => device.status_page_requested).length;
  if (missing === 0) return null;
  return html`
    <li class="task">
      <div><h2><a href=${link('status-pages')}>${t('status-title')}</a></h2><p>${t('task-status-text')}</p></div>
      <div><${State} kind="run" name="open">${t('task-status-open', { count: missing })}</${State}></div>
      <a class="button" href=${link('status-pages')}>${t('task-status-act')}</a>
    </li>`;
}
