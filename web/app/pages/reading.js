import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { DateField } from '../components/date-field.js';
import { Trouble } from '../components/errors.js';
import { exchangeWords } from '../components/exchange.js';
import { Correcting, History, leaveHistory } from '../components/history.js';
import { HowTo } from '../components/how-to.js';
import { Loading, Title } from '../components/page.js';
import { ReportBar } from '../components/report-bar.js';
import { Sheet } from '../components/sheet.js';
import { StatusPageForm, StatusPageState } from '../components/status-page.js';
import { fleet, loadFleet, retryFleet } from '../fleet.js';
import { weekday } from '../format.js';
import { loadStatusPages, statusPages } from '../status-pages.js';
import { draft, entryOf, isFinal, readings, sheetDate } from '../readings.js';
import { link } from '../router.js';
import { session } from '../session.js';
import { usePart, useStore } from '../store.js';
import { t } from '../texts.js';
import { NotFoundPage } from './not-found.js';

/** @import { Device, Session } from '../types.js' */

/** One device: its counters, how to read them, and what was reported before. @param {{ serial: string }} props */
export function ReadingPage({ serial }) {
  const current = /** @type {Session} */ (useStore(session));
  const { rows, done, failed } = useStore(fleet);
  const date = usePart(draft, () => entryOf(serial).date || sheetDate());
  const entry = usePart(draft, () => entryOf(serial));
  const customer = current.customer.no;
  useEffect(() => {
    loadFleet(customer);
    readings.load();
  }, [customer]);
  useEffect(() => leaveHistory, [serial]);
  const row = rows.find(({ device }) => device.serial === serial);
  if (!row && done) return html`<${NotFoundPage} />`;
  const back = html`<a class="back" href=${link('readings')}>${t('back-to-sheet')}</a>`;
  if (!row) return html`${back}${failed ? html`<${Trouble} refusal=${failed} title=${t('fleet-trouble')} kept=${t('readings-kept')} retry=${() => retryFleet(customer)} />` : html`<${Loading} words=${t('fleet-loading')} />`}`;
  const { device } = row;
  const exchange = () => {
    readings.exchange(device);
    requestAnimationFrame(() => document.getElementById(`successor-${serial}`)?.focus());
  };
  const takes = device.counters.length > 0 && (device.due || !device.removed || device.removed >= current.today) && (!device.exchange || entry.replaces);
  return html`
    ${back}
    <div class="head"><div><${Title}>${t('model-at-site', { model: device.model, site: device.site })}</${Title}>
      <p class="lead">${t('serial-is', { serial })}</p></div>
      ${device.exchange && html`<p class="note warn">${exchangeWords(device.exchange)} ${t('exchange-waits')}</p>`}</div>
    ${takes && html`
      <div class="tools">
        <${DateField} id="sheet-date" label=${t('read-on')} hint=${weekday(date)} value=${date} onValue=${(/** @type {string} */ value) => readings.change(serial, { date: value })} />
        <section class="grow howto noprint" aria-labelledby="howto"><h2 id="howto">${t('how-to')}</h2><${HowTo} serial=${serial} /></section>
      </div>
      <${Correcting} serial=${serial} />
      <${Sheet} rows=${[row]} all=${[row]} single pasted=${() => {}} />
      ${!device.exchange && !isFinal(entry) && !entry.replaces && html`<p class="actions spaced noprint"><button class="textbutton small" type="button" onClick=${exchange}>${t('exchange-act')}</button></p>`}
      <${ReportBar} rows=${[row]} single />`}
    ${current.level !== 'link' && html`<${StatusPage} device=${device} today=${current.today} />`}
    ${current.level !== 'link' && html`<${History} device=${device} />`}`;
}

/** The device's status page: whether it is asked for, and the way to send it. @param {{ device: Device, today: string }} props */
function StatusPage({ device, today }) {
  const known = useStore(statusPages).devices.get(device.serial);
  useEffect(() => {
    loadStatusPages();
  }, [device.serial]);
  return html`
    <section class="section statuspage noprint" aria-labelledby="status-page">
      <div class="headrow"><h2 id="status-page">${t('status-one')}</h2><p class="states"><${StatusPageState} device=${device} known=${known} today=${today} /></p></div>
      <${StatusPageForm} device=${device} known=${known} />
    </section>`;
}
