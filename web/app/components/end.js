import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { day, fullDay, number } from '../format.js';
import { link } from '../router.js';
import { locale, rich, t } from '../texts.js';
import { State } from './state.js';

/** @import { ContractDetail, EndDevice, Session } from '../types.js' */

/** Devices drawn at first and by each press of the button. */
const portion = 50;

/** Whether the last day is over. @param {Session} current */
const isOver = ({ contract, today }) => Boolean(contract.ends && contract.ends < today);

/**
 * When the contract ends and what is missing, in one sentence.
 *
 * @param {{ current: Session, detail: ContractDetail | null }} props
 */
export function EndSentence({ current, detail }) {
  const { contract } = current;
  if (!contract.end || !contract.ends) return null;
  const over = isOver(current);
  const when = t(over ? 'end-was' : 'end-is', { ends: fullDay(contract.ends) });
  const devices = detail?.end?.devices ?? [];
  const open = devices.length - (detail?.end?.done ?? 0);
  const complete = devices.length > 0 && open === 0;
  const what = open > 0
    ? rich('end-open', { link: (words) => html`<a href=${link('contract')}>${words}</a>` }, { count: open, shown: number(open) })
    : complete && t('end-complete');
  const kind = complete ? 'ok' : open > 0 || over ? 'warn' : '';
  return html`<p class=${`note spaced ${kind}`}><b>${when}</b> ${what}${over && !complete && html` ${t('end-over-text', { until: fullDay(contract.end.closes) })}`}</p>`;
}

/**
 * The end of the contract: how far it is, and what each device lacks. Once nothing is missing it is the closing receipt.
 *
 * @param {{ current: Session, detail: ContractDetail }} props
 */
export function EndOfContract({ current, detail }) {
  const [shown, setShown] = useState(portion);
  const { end, ends } = detail;
  if (!end || !ends || end.devices.length === 0) return null;
  const count = end.devices.length;
  const complete = end.done === count;
  const early = current.today < end.opens;
  const collator = new Intl.Collator(locale.get(), { numeric: true });
  const rows = end.devices.toSorted((a, b) => b.missing.length - a.missing.length || collator.compare(a.site, b.site) || collator.compare(a.serial, b.serial));
  const printAll = () => {
    setShown(count);
    setTimeout(() => print(), 50);
  };
  const dates = { ends: fullDay(ends), opens: fullDay(end.opens), until: fullDay(end.closes) };
  return html`
    <section class=${complete ? 'receipt' : 'section'} aria-labelledby="end">
      <h2 id="end">${t(complete ? 'end-receipt-title' : 'end-title')}</h2>
      <p>${t(complete ? 'end-receipt-text' : early ? 'end-early-text' : 'end-text', { ...dates, count, shown: number(count) })}</p>
      ${complete && html`<p class="meta">${detail.customer.name}, ${t('who-contract', { no: detail.no })}, ${t('contract-from-to', { from: day(detail.starts), to: day(ends) })}</p>
        <p class="actions"><button class="button" type="button" onClick=${printAll}>${t('print')}</button></p>`}
      ${!complete && html`
        <div class="progress">
          <p class="tally">${t('end-progress', { done: number(end.done), count, shown: number(count) })}</p>
          <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="back" width="100" height="6" /><rect class="fill" width=${(end.done / count) * 100} height="6" /></svg>
        </div>`}
    </section>
    <table class="cards ending" role="table">
      <caption class="sr">${t('end-caption')}</caption>
      <thead role="rowgroup"><tr role="row">${['for-machine', 'end-reading', 'end-page'].map((text) => html`<th role="columnheader" scope="col">${t(text)}</th>`)}</tr></thead>
      <tbody role="rowgroup">${rows.slice(0, shown).map((device) => html`<${Row} key=${device.serial} device=${device} early=${early} />`)}</tbody>
    </table>
    <p class="tablefoot"><span role="status">${t('devices-shown', { shown: Math.min(shown, count), count })}</span>
      ${shown < count && html`<button class="textbutton" type="button" onClick=${() => setShown(shown + portion)}>${t('show-more', { count: Math.min(portion, count - shown) })}</button>`}</p>`;
}

/** @param {{ device: EndDevice, early: boolean }} props */
function Row({ device, early }) {
  const { serial, model, site } = device;
  const name = t('model-at-site', { model, site });
  /** @param {"reading" | "status_page"} what @param {string | null | undefined} came @param {string} text @param {string[]} to @param {string} act */
  const cell = (what, came, text, to, act) => html`
    <td role="cell" class="wide"><span class="only-narrow meta">${t('labelled', { label: t(text) })} </span>
      <span class="having">${device.missing.includes(what)
        ? html`<${State} kind=${early ? '' : 'warn'} name="open">${t('end-missing')}</${State}>${!early && html`<a class="noprint" href=${link(...to)}>${t(act)}<span class="sr">: ${name}</span></a>`}`
        : html`<${State} kind="ok" name="ok">${came ? day(came) : t('end-not-needed')}</${State}>`}</span></td>`;
  return html`
    <tr role="row">
      <th role="rowheader" scope="row" class="wide"><b>${model}</b><br /><span class="meta">${site} · ${serial}</span></th>
      ${cell('reading', device.reading, 'end-reading', ['readings', serial], 'end-report')}
      ${cell('status_page', device.status_page, 'end-page', ['status-pages', serial], 'end-upload')}
    </tr>`;
}
