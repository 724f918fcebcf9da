import { html } from 'htm/preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Trouble } from '../components/errors.js';
import { Loading, Title } from '../components/page.js';
import { StatusPageForm, StatusPageState } from '../components/status-page.js';
import { fleet, loadFleet, retryFleet, sorted } from '../fleet.js';
import { link } from '../router.js';
import { session } from '../session.js';
import { loadStatusPages, statusPages } from '../status-pages.js';
import { useStore } from '../store.js';
import { locale, rich, t } from '../texts.js';
import { sendings } from '../uploads.js';

/** @import { Row } from '../fleet.js' */
/** @import { Session } from '../types.js' */

/** Devices drawn at first and by each press of the button. */
const portion = 30;

/** Which status pages are missing, with a button for each, and what became of those that were sent. @param {{ serial?: string | undefined }} props `serial` stands first */
export function StatusPagesPage({ serial }) {
  const current = /** @type {Session} */ (useStore(session));
  const { rows, done, failed } = useStore(fleet);
  const pages = useStore(statusPages);
  const sent = useStore(sendings);
  useStore(locale);
  const [portions, setPortions] = useState(1);
  const customer = current.customer.no;
  useEffect(() => {
    loadFleet(customer);
    loadStatusPages();
  }, [customer]);

  const requests = rows.map(({ device }) => device.status_page_requested).filter((request) => !!request);
  const atEnd = rows.filter(({ device }) => !device.status_page_requested && pages.devices.get(device.serial)?.at_end).length;
  const asked = requests.length + atEnd;
  // What is asked of all alike is said once.
  const note = requests.length > 1 && requests.every((request) => request.note === requests[0]?.note) ? requests[0]?.note : null;
  // What was missing when the page was opened keeps its place: nothing moves under a finger.
  const shown = useMemo(() => inOrder(sorted(rows, 'street', false), pages.devices, sent, serial), [done, pages.done, locale.get()]);
  const known = (/** @type {Row} */ { device }) => pages.devices.get(device.serial);
  const now = new Map(rows.map((row) => [row.device.serial, row]));
  const drawn = shown.slice(0, portions * portion);
  const ready = done && pages.done;
  const em = (/** @type {string} */ words) => html`<em>${words}</em>`;
  return html`
    <div class="head wide"><div class="due">
      <${Title} name=${t('status-title')}>${!ready ? t('status-title') : asked > 0 ? rich('status-missing', { em }, { count: asked }) : t('status-none-missing')}</${Title}>
      <p class="lead">${t(asked > 0 ? 'status-lead' : 'status-lead-none')}</p>
      ${note && html`<p class="note spaced">${t('status-note', { note })}</p>`}
    </div></div>
    ${failed && html`<${Trouble} refusal=${failed} title=${t('fleet-trouble')} retry=${() => retryFleet(customer)} />`}
    ${pages.failed && html`<${Trouble} refusal=${pages.failed} title=${t('status-trouble')} retry=${loadStatusPages} />`}
    ${!ready && !failed && !pages.failed && html`<${Loading} words=${t('fleet-loading')} />`}
    ${ready && shown.length > 0 && html`
      <ul class="statuslist rows">${drawn.map((row) => html`<${StatusRow} key=${row.device.serial} row=${now.get(row.device.serial) ?? row} known=${known(row)} noted=${Boolean(note)} today=${current.today} />`)}</ul>
      ${drawn.length < shown.length && html`<p class="tablefoot"><span role="status">${t('devices-shown', { shown: drawn.length, count: shown.length })}</span>
        <button class="textbutton" type="button" onClick=${() => setPortions(portions + 1)}>${t('show-more', { count: Math.min(portion, shown.length - drawn.length) })}</button></p>`}`}
    ${ready && html`<p class="meta spaced">${rich('status-other', { link: (words) => html`<a href=${link('readings')}>${words}</a>` })}</p>
      ${current.level === 'numbers' && html`<p class="meta">${rich('status-masked', { link: (words) => html`<a href=${link('contract')}>${words}</a>` })}</p>`}`}`;
}

/**
 * The device that was asked for, then what is missing, what was refused, and what has come.
 *
 * @param {Row[]} rows
 * @param {import('../status-pages.js').Pages["devices"]} known
 * @param {Record<string, unknown>} sent
 * @param {string | undefined} serial
 */
function inOrder(rows, known, sent, serial) {
  const rank = (/** @type {Row} */ { device }) => {
    if (device.serial === serial) return -1;
    if (device.status_page_requested || known.get(device.serial)?.at_end) return 0;
    return known.get(device.serial)?.uploads[0]?.state === 'refused' ? 1 : 2;
  };
  const listed = rows.filter(({ device }) => device.status_page_requested || known.has(device.serial) || sent[`status/${device.serial}`]);
  return listed.toSorted((a, b) => rank(a) - rank(b));
}

/** @param {{ row: Row, known: import('../types.js').DeviceStatusPages | undefined, noted: boolean, today: string }} props */
function StatusRow({ row, known, noted, today }) {
  const { device, cells } = row;
  return html`
    <li>
      <div class="which"><h2><a href=${link('readings', device.serial)}>${device.model}</a></h2>
        <p class="meta">${t('serial-is', { serial: device.serial })}<br />${[device.site, cells.address].filter(Boolean).join(' · ')}</p></div>
      <div class="standing"><${StatusPageState} device=${device} known=${known} today=${today} /></div>
      <div class="doing"><${StatusPageForm} device=${device} known=${known} noted=${noted} /></div>
    </li>`;
}
