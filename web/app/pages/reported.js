import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { Loading, Title } from '../components/page.js';
import { fleet, loadFleet, readable } from '../fleet.js';
import { day, momentTime, number, weekday } from '../format.js';
import { receipt } from '../readings.js';
import { link } from '../router.js';
import { session } from '../session.js';
import { useStore } from '../store.js';
import { t } from '../texts.js';

/** @import { Session } from '../types.js' */
/** @import { ReportedDevice } from '../readings.js' */

/** Open devices named on the receipt; the rest is counted. */
const named = 20;

/** What was reported last, to print and to keep. */
export function ReportedPage() {
  const current = /** @type {Session} */ (useStore(session));
  const done = useStore(receipt);
  const { rows, done: loaded } = useStore(fleet);
  useEffect(() => {
    loadFleet(current.customer.no);
  }, [current.customer.no]);
  if (!done) {
    return html`<div class="review"><${Title}>${t('reported-title')}</${Title}>
      <div class="empty spaced"><h2>${t('reported-nothing')}</h2><a class="button" href=${link('readings')}>${t('task-readings')}</a></div></div>`;
  }
  const open = readable(rows, current.today).filter(({ device }) => device.due || device.overdue);
  return html`
    <div class="review">
      <div class="receipt">
        <${Title}>${t('reported-title')}</${Title}>
        <p><strong>${t('reported-count', { count: done.devices.length })}</strong>${done.kept > 0 && ` ${t('reported-kept', { count: done.kept })}`}</p>
        <p class="meta">${t('done-meta', { at: momentTime(done.at) })} · ${current.customer.name}, ${t('who-contract', { no: current.contract.no })}</p>
        <p class="actions"><button class="button" type="button" onClick=${() => print()}>${t('print')}</button>
          <a href=${link('readings')}>${t('report-more')}</a>${current.level !== 'link' && html`<a href=${link()}>${t('to-start')}</a>`}</p>
      </div>
      ${current.quarter.open && html`
        <section class="section" aria-labelledby="still-open">
          <h2 id="still-open">${!loaded ? t('still-loading') : open.length === 0 ? t('still-none') : t('still-open', { count: open.length, due: weekday(current.quarter.due) })}</h2>
          ${!loaded && html`<${Loading} />`}
          ${open.length > 0 && html`<ul class="stillopen">${open.slice(0, named).map(({ device }) => html`
            <li><a href=${link('readings', device.serial)}>${t('model-at-site', { model: device.model, site: device.site })}</a> <span class="no">${device.serial}</span></li>`)}</ul>
            ${open.length > named && html`<p class="meta">${t('and-more', { count: open.length - named })}</p>`}`}
        </section>`}
      <section class="section" aria-labelledby="what-reported">
        <h2 id="what-reported">${t('reported-values')}</h2>
        <table class="cards reported" role="table">
          <caption class="sr">${t('reported-values')}</caption>
          <thead role="rowgroup"><tr role="row">
            <th role="columnheader" scope="col">${t('for-machine')}</th><th role="columnheader" scope="col">${t('col-read')}</th><th role="columnheader" scope="col">${t('counter')}</th>
            <th role="columnheader" scope="col" class="num">${t('new-value')}</th><th role="columnheader" scope="col" class="num">${t('printed-pages')}</th>
          </tr></thead>
          ${done.devices.map((device) => html`<${DeviceLines} key=${device.serial} device=${device} />`)}
        </table>
      </section>
    </div>`;
}

/** @param {{ device: ReportedDevice }} props */
function DeviceLines({ device }) {
  const { counters } = device;
  return html`
    <tbody role="rowgroup">
      ${counters.map(({ label, value, pages }, at) => html`
        <tr role="row" key=${label}>
          ${at === 0 && html`
            <th role="rowheader" scope="rowgroup" rowspan=${counters.length} class="wide">${t('model-at-site', { model: device.model, site: device.site })}<br /><span class="no">${device.serial}${device.reason && ` · ${t('reason-was', { reason: device.reason })}`}</span></th>
            <td role="cell" rowspan=${counters.length} class="nw wide">${device.date && day(device.date)}</td>`}
          <td role="cell">${label}</td>
          <td role="cell" class="num">${number(value)}</td>
          <td role="cell" class="num wide"><span class="only-narrow">${t('labelled', { label: t('printed-pages') })} </span>${pages === null ? t('none') : number(pages)}</td>
        </tr>`)}
    </tbody>`;
}
