import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, newKey, Refusal } from '../api.js';
import { forgetFleet, loadFleet } from '../fleet.js';
import { day, dayInWords, momentShort, number, quarterParts } from '../format.js';
import { useLoad } from '../load.js';
import { correction, readings } from '../readings.js';
import { session } from '../session.js';
import { store, useStore } from '../store.js';
import { t } from '../texts.js';
import { Chart, ChartNumbers } from './chart.js';
import { Trouble } from './errors.js';
import { HistoryFile } from './history-file.js';
import { Loading } from './page.js';
import { State } from './state.js';

/** @import { Device, PastReading, ReadingPage, ReadingState } from '../types.js' */

/** @param {string} serial @param {string} [cursor] @returns {Promise<ReadingPage>} */
const ask = (serial, cursor) => call('GET', `/devices/${encodeURIComponent(serial)}/readings${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);

/** Quarters that the chart shows: three years. */
const shownQuarters = 12;

/** The device whose reading was just withdrawn; outlives that its page is loaded anew. */
const withdrawn = store('');

/** What was reported for a device: pages by quarter, and every set with what became of it. @param {{ device: Device }} props */
export function History({ device }) {
  const { serial } = device;
  const { value, refusal, again, set } = useLoad(() => ask(serial), [serial]);
  const [more, setMore] = useState(/** @type {Refusal | null} */ (null));
  const [busy, setBusy] = useState(false);
  const back = useStore(withdrawn);
  const labels = [...new Set([...device.counters.map(({ label }) => label), ...(value?.readings ?? []).flatMap(({ values }) => values.map(({ label }) => label))])];

  /** @param {ReadingPage} shown */
  async function goOn(shown) {
    if (busy || !shown.next) return;
    setBusy(true);
    setMore(null);
    try {
      const page = await ask(serial, shown.next);
      set({ ...page, readings: [...shown.readings, ...page.readings] });
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      setMore(problem);
    } finally {
      setBusy(false);
    }
  }

  const quarters = (value?.quarters ?? []).slice(-shownQuarters);
  const printed = quarters.some(({ counters }) => counters.some(({ pages }) => typeof pages === 'number'));
  return html`
    <div role="status">${back === serial && html`<p class="note ok section"><b>${t('withdrawn-title')}</b> ${device.due || device.overdue ? t('withdrawn-due') : t('withdrawn-text')}</p>`}</div>
    ${printed && html`
      <section class="section" aria-labelledby="pages-by-quarter">
        <h2 id="pages-by-quarter">${t('pages-title')}</h2>
        <${Chart} device=${device} quarters=${quarters} />
        <${ChartNumbers} device=${device} quarters=${quarters} />
      </section>`}
    <section class="section" aria-labelledby="history">
      <div class="headrow"><h2 id="history">${t('history-title')}</h2>
        ${value && value.readings.length > 0 && html`<${HistoryFile} serial=${serial} />`}</div>
      ${refusal && html`<${Trouble} refusal=${refusal} title=${t('history-trouble')} retry=${again} />`}
      ${!value && !refusal && html`<${Loading} />`}
      ${value?.readings.length === 0 && html`<p class="meta spaced">${t('history-empty')}</p>`}
      ${value && value.readings.length > 0 && html`
        <table class="cards history" role="table">
          <caption class="sr">${t('history-title')}</caption>
          <thead role="rowgroup"><tr role="row">
            <th role="columnheader" scope="col">${t('col-read')}</th><th role="columnheader" scope="col">${t('past-quarter')}</th>
            ${labels.map((label) => html`<th role="columnheader" scope="col" class="num" key=${label}>${label}</th>`)}
            <th role="columnheader" scope="col">${t('past-state')}</th><th role="columnheader" scope="col">${t('past-source')}</th>
            <th role="columnheader" scope="col" class="noprint"><span class="sr">${t('col-change')}</span></th>
          </tr></thead>
          <tbody role="rowgroup">${value.readings.map((reading) => html`<${PastRow} key=${reading.id} serial=${serial} reading=${reading} labels=${labels} changed=${again} />`)}</tbody>
        </table>
        ${more && html`<${Trouble} refusal=${more} title=${t('history-trouble')} retry=${() => goOn(value)} />`}
        ${value.next && html`<p class="tablefoot"><span></span><button class="textbutton" type="button" onClick=${() => goOn(value)}>${t('history-more')}</button></p>`}`}
    </section>`;
}

/** @type {Record<ReadingState, { kind: "ok" | "warn" | "bad" | "", name: string }>} */
const looks = {
  accepted: { kind: 'ok', name: 'ok' },
  doubtful: { kind: 'warn', name: 'warn' },
  replaced: { kind: '', name: 'swap' },
  withdrawn: { kind: '', name: 'cancel' },
  rejected: { kind: 'bad', name: 'bad' },
};

/** @param {{ serial: string, reading: PastReading, labels: string[], changed: () => void }} props */
function PastRow({ serial, reading, labels, changed }) {
  const [asking, setAsking] = useState(false);
  // What came for a contract that has ended is corrected, but not taken back.
  const running = useStore(session)?.contract.running;
  const counts = reading.state === 'accepted' || reading.state === 'doubtful';
  const look = looks[reading.state] ?? looks.accepted;
  const correct = () => {
    withdrawn.set('');
    readings.correct(serial, reading);
    requestAnimationFrame(() => document.getElementById('correcting')?.focus());
  };
  return html`
    <tr role="row" class=${counts ? '' : 'past'}>
      <th role="rowheader" scope="row" class="nw">${day(reading.date)}</th>
      <td role="cell" class="nw end">${reading.quarter ? t('quarter-short', quarterParts(reading.quarter)) : t('interim')}</td>
      ${labels.map((label) => {
        const value = reading.values.find((one) => one.label === label);
        return html`
          <td role="cell" class="num wide count" key=${label}><span class="only-narrow">${t('labelled', { label })} </span>${value ? number(value.value) : t('none')}
            ${typeof value?.pages === 'number' && counts && html`<span class="no">${t('pages', { count: value.pages, shown: number(value.pages) })}</span>`}
            ${value?.cause && value.cause !== 'device_exchanged' && html`<span class="no">${t(`cause-${value.cause.replace('_', '-')}`)}</span>`}</td>`;
      })}
      <td role="cell" class="wide"><${State} kind=${look.kind} name=${look.name}>${t('reading-state', { state: reading.state })}</${State}>
        ${reading.successor && html`<span class="no block">${t('exchanged-for', { serial: reading.successor })}</span>`}
        ${reading.reason && html`<span class="no block">${t('reason-was', { reason: reading.reason })}</span>`}
        ${reading.note && html`<span class="no block">${t('note-was', { note: reading.note })}</span>`}</td>
      <td role="cell" class="wide"><span class="only-narrow">${t('labelled', { label: t('past-source') })} </span>${t('reading-source', { source: reading.source })}
        <span class="no block">${t('received-on', { date: momentShort(reading.received_at) })}</span></td>
      <td role="cell" class="wide end acts noprint">${reading.correctable && !asking && html`
        <button class="textbutton" type="button" onClick=${correct}>${t('correct')}<span class="sr"> ${day(reading.date)}</span></button>
        ${running && html`<button class="textbutton" type="button" onClick=${() => setAsking(true)}>${t('withdraw')}<span class="sr"> ${day(reading.date)}</span></button>`}
        ${reading.correctable_until && html`<span class="no block">${t('correctable-until', { date: dayInWords(reading.correctable_until) })}</span>`}`}</td>
    </tr>
    ${asking && html`<tr role="row" class="asks noprint"><td role="cell" class="wide" colspan=${labels.length + 5}><${Withdraw} serial=${serial} reading=${reading} changed=${changed} leave=${() => setAsking(false)} /></td></tr>`}`;
}

/** Withdrawing takes two presses. @param {{ serial: string, reading: PastReading, changed: () => void, leave: () => void }} props */
function Withdraw({ serial, reading, changed, leave }) {
  const [refusal, setRefusal] = useState(/** @type {Refusal | null} */ (null));
  const key = useRef(newKey());
  const busy = useRef(false);
  useEffect(() => document.getElementById('withdraw-title')?.focus(), []);

  async function withdraw() {
    if (busy.current) return;
    busy.current = true;
    setRefusal(null);
    try {
      await call('POST', `/devices/${encodeURIComponent(serial)}/readings/${encodeURIComponent(reading.id)}/withdraw`, { key: key.current });
      readings.leaveCorrection();
      withdrawn.set(serial);
      // The last values and what is due have changed.
      forgetFleet();
      loadFleet(session.get()?.customer.no ?? '');
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      setRefusal(problem);
      if (problem.status === 409) {
        key.current = newKey();
        changed();
      }
    } finally {
      busy.current = false;
    }
  }

  return html`
    <div class="confirm">
      <h3 id="withdraw-title" tabindex="-1">${t('withdraw-question', { date: day(reading.date) })}</h3>
      <p>${t('withdraw-consequence')}</p>
      ${refusal && (refusal.trouble
        ? html`<${Trouble} refusal=${refusal} title=${t('withdraw-trouble')} retry=${withdraw} />`
        : html`<p class="note bad spaced" role="alert">${refusal.title}</p>`)}
      <p class="actions"><button class="button danger" type="button" onClick=${withdraw}>${t('withdraw-yes')}</button>
        <button class="textbutton" type="button" onClick=${leave}>${t('withdraw-no')}</button></p>
    </div>`;
}

/** Says over the sheet that it holds a set to be corrected. @param {{ serial: string }} props */
export function Correcting({ serial }) {
  const mine = useStore(correction);
  if (mine?.serial !== serial || !mine.entry.replaces) return null;
  return html`
    <div class="note warn correcting" id="correcting" tabindex="-1">
      <p><b>${t('correcting-title')}</b> ${t('correcting-text')}</p>
      <p><button class="textbutton" type="button" onClick=${readings.leaveCorrection}>${t('correcting-leave')}</button></p>
    </div>`;
}

/** Forgets that something was withdrawn, for the next page. */
export function leaveHistory() {
  withdrawn.set('');
  readings.leaveCorrection();
}
