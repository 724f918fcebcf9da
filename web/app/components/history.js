import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { call, Refusal } from '../api.js';
import { day, number, quarterParts } from '../format.js';
import { useLoad } from '../load.js';
import { t } from '../texts.js';
import { Trouble } from './errors.js';
import { Loading } from './page.js';
import { State } from './state.js';

/** @import { Device, PastReading, ReadingPage } from '../types.js' */

/** @param {string} serial @param {string} [cursor] @returns {Promise<ReadingPage>} */
const ask = (serial, cursor) => call('GET', `/devices/${encodeURIComponent(serial)}/readings${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);

/** What was reported for a device, newest first. @param {{ device: Device }} props */
export function History({ device }) {
  const { serial } = device;
  const { value, refusal, again, set } = useLoad(() => ask(serial), [serial]);
  const [more, setMore] = useState(/** @type {Refusal | null} */ (null));
  const [busy, setBusy] = useState(false);
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

  return html`
    <section class="section" aria-labelledby="history">
      <h2 id="history">${t('history-title')}</h2>
      ${refusal && html`<${Trouble} refusal=${refusal} title=${t('history-trouble')} retry=${again} />`}
      ${!value && !refusal && html`<${Loading} />`}
      ${value?.readings.length === 0 && html`<p class="meta spaced">${t('history-empty')}</p>`}
      ${value && value.readings.length > 0 && html`
        <table class="cards history" role="table">
          <caption class="sr">${t('history-title')}</caption>
          <thead role="rowgroup"><tr role="row">
            <th role="columnheader" scope="col">${t('col-read')}</th><th role="columnheader" scope="col">${t('col-quarter')}</th>
            ${labels.map((label) => html`<th role="columnheader" scope="col" class="num">${label}</th>`)}
            <th role="columnheader" scope="col">${t('col-state')}</th>
          </tr></thead>
          <tbody role="rowgroup">${value.readings.map((reading) => html`<${PastRow} key=${`${reading.date} ${reading.received_at}`} reading=${reading} labels=${labels} />`)}</tbody>
        </table>
        ${more && html`<${Trouble} refusal=${more} title=${t('history-trouble')} retry=${() => goOn(value)} />`}
        ${value.next && html`<p class="tablefoot"><span></span><button class="textbutton" type="button" onClick=${() => goOn(value)}>${t('history-more')}</button></p>`}`}
    </section>`;
}

/** @param {{ reading: PastReading, labels: string[] }} props */
function PastRow({ reading, labels }) {
  return html`
    <tr role="row">
      <th role="rowheader" scope="row" class="nw">${day(reading.date)}</th>
      <td role="cell" class="nw end">${reading.quarter ? t('quarter-short', quarterParts(reading.quarter)) : t('interim')}</td>
      ${labels.map((label) => {
        const value = reading.values.find((one) => one.label === label);
        return html`
          <td role="cell" class="num wide count"><span class="only-narrow">${t('labelled', { label })} </span>${value ? number(value.value) : t('none')}
            ${typeof value?.pages === 'number' && html`<span class="no">${t('pages', { count: value.pages, shown: number(value.pages) })}</span>`}
            ${value?.cause && html`<span class="no">${t(`cause-${value.cause.replace('_', '-')}`)}</span>`}</td>`;
      })}
      <td role="cell" class="wide">${reading.state === 'doubtful'
        ? html`<${State} kind="warn" name="warn">${t('state-doubtful')}</${State}>`
        : html`<${State} kind="ok" name="ok">${t('state-accepted')}</${State}>`}
        ${reading.reason && html`<br /><span class="no">${t('reason-was', { reason: reading.reason })}</span>`}</td>
    </tr>`;
}
