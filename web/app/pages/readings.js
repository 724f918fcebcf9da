import { html } from 'htm/preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { DateField } from '../components/date-field.js';
import { useDue } from '../components/due.js';
import { Trouble } from '../components/errors.js';
import { Field } from '../components/field.js';
import { NothingFound } from '../components/filters.js';
import { Loading, Title } from '../components/page.js';
import { ReportBar } from '../components/report-bar.js';
import { SheetFiles } from '../components/sheet-files.js';
import { isBegun, isReported, Sheet, standingOf } from '../components/sheet.js';
import { fleet, loadFleet, matching, onFleetLeft, readable, retryFleet, sorted } from '../fleet.js';
import { quarterParts, weekday } from '../format.js';
import { useCramped, useNarrow } from '../media.js';
import { asksFor, draft, readings, sheetDate } from '../readings.js';
import { link } from '../router.js';
import { session } from '../session.js';
import { store, usePart, useStore } from '../store.js';
import { locale, rich, strong, t } from '../texts.js';

/** @import { Row } from '../fleet.js' */
/** @import { Session } from '../types.js' */

/** @typedef {{ any: string, filters: import('../components/filters.js').Filters, show: "" | "open" | "all" | "asked", asked: string[] }} View nothing chosen shows what is due, else all */

/** @type {View} */
const unfiltered = { any: '', filters: {}, show: '', asked: [] };
const view = store(unfiltered);
onFleetLeft(() => view.set(unfiltered));

/** Devices drawn at first and by each press of the button. @param {boolean} narrow */
const portion = (narrow) => (narrow ? 15 : 50);

/** @param {Row} row */
const isOwed = ({ device }) => device.due || device.overdue;

/** What asks for an answer stands first, then what is missing, then the rest. @param {Row[]} rows */
function inSheetOrder(rows) {
  const rank = (/** @type {Row} */ row) => (asksFor(standingOf(row.device)) ? 0 : isOwed(row) ? 1 : isReported(row.device) ? 3 : 2);
  const ranks = new Map(rows.map((row) => [row, rank(row)]));
  return rows.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}

export function ReadingsPage() {
  const current = /** @type {Session} */ (useStore(session));
  const { rows, done, failed } = useStore(fleet);
  const { any, filters, show, asked } = useStore(view);
  useStore(locale);
  const date = usePart(draft, sheetDate);
  const narrow = useNarrow();
  const cramped = useCramped();
  const due = useDue(current);
  const [portions, setPortions] = useState(1);
  const [filled, setFilled] = useState(0);
  const [files, setFiles] = useState(0);
  const customer = current.customer.no;
  useEffect(() => {
    loadFleet(customer);
    readings.load();
  }, [customer]);

  // The order is that of the moment when the sheet was opened, or filled by a file: nothing moves while someone types.
  const here = useMemo(() => inSheetOrder(sorted(readable(rows, current.today), 'street', false).filter(({ device }) => device.counters.length > 0)), [rows, current.today, locale.get(), files]);
  const open = useMemo(() => here.filter((row) => isOwed(row)), [here]);
  const showing = show || (open.length > 0 ? 'open' : 'all');
  const shown = useMemo(() => {
    if (showing === 'all') return here;
    if (showing === 'asked') return here.filter(({ device }) => asked.includes(device.serial));
    return here.filter((row) => isOwed(row) || isBegun(row.device));
  }, [here, showing, asked]);
  const found = useMemo(() => (cramped ? matching(shown, {}, any) : matching(shown, filters, '')), [shown, any, filters, cramped]);
  const filtered = cramped ? Boolean(any.trim()) : Object.values(filters).some((words) => words.trim());
  const drawn = found.slice(0, portions * portion(narrow));
  const left = found.length - drawn.length;

  /** @param {Partial<View>} change */
  const look = (change) => {
    view.set({ ...view.get(), ...change });
    setPortions(1);
  };
  const printAll = () => {
    setPortions(Infinity);
    setTimeout(() => print(), 50);
  };
  const parts = quarterParts(current.quarter.name);

  return html`
    <div class="head wide">
      <div><${Title} name=${t('tab-readings')}>${current.quarter.open ? t('readings-title', parts) : t('tab-readings')}</${Title}>
        <p class="lead">${rich(due.title, { em: strong }, due.values)}</p>
        <p class="note spaced">${t(due.text, due.values)} ${!current.quarter.open && `${t('interim-welcome')} `}${t('late-costs')}</p></div>
      ${found.length > 0 && html`<p class="actions"><button class="button" type="button" onClick=${printAll}>${t('print-sheet')}</button></p>`}
    </div>
    ${!current.contract.running && !current.contract.end && html`<p class="note warn spaced"><b>${t('contract-over')}</b></p>`}
    ${failed && html`<${Trouble} refusal=${failed} title=${t('fleet-trouble')} kept=${t('readings-kept')} retry=${() => retryFleet(customer)} />`}
    ${rows.length === 0 && !done && !failed && html`<${Loading} words=${t('fleet-loading')} />`}
    ${done && here.length === 0 && html`<div class="empty"><h2>${t('no-devices')}</h2><p>${t('no-readings-text')}</p></div>`}
    ${here.length > 0 && html`
      <div class="tools">
        <${DateField} id="sheet-date" label=${t('read-on')} hint=${weekday(date)} value=${date} onValue=${readings.date} />
        <${Field} id="sheet-show" label=${t('show')} value=${showing} onValue=${(/** @type {string} */ value) => look({ show: /** @type {View["show"]} */ (value), asked: [] })}>
          ${(/** @type {Record<string, unknown>} */ wiring) => html`
            <select ...${wiring}>
              <option value="open">${t('show-open', { count: open.length })}</option>
              <option value="all">${t('show-all', { count: here.length })}</option>
              ${showing === 'asked' && html`<option value="asked">${t('show-asked', { count: asked.length })}</option>`}
            </select>`}
        </${Field}>
        ${cramped && html`<${Field} id="sheet-search" label=${t('search')} value=${any} onValue=${(/** @type {string} */ value) => look({ any: value })} type="search" placeholder=${t('search-short')} autocomplete="off" spellcheck=${false} />`}
        <p class="meta grow paste">${t('paste-hint')}</p>
      </div>
      <p class="sr" role="status">${filled > 0 && t('pasted', { count: filled })}</p>
      <${SheetFiles} devices=${showing === 'all' ? 'all' : 'due'} find=${(/** @type {string} */ serial) => look({ show: 'all', any: serial, filters: { serial } })}
        loaded=${() => { look(unfiltered); setFiles((count) => count + 1); }}>
      ${(found.length > 0 || (!cramped && shown.length > 0)) && html`<${Sheet} rows=${drawn} all=${found} pasted=${setFilled} filters=${cramped ? null : filters} onFilters=${(/** @type {View["filters"]} */ next) => look({ filters: next })} />`}
      ${found.length === 0 && filtered && html`<${NothingFound} rows=${shown} filters=${filters} any=${cramped ? any : ''} look=${look} heading="h2">
        ${showing !== 'all' && html`<button class="textbutton" type="button" onClick=${() => look({ show: 'all' })}>${t('search-all')}</button>`}
      </${NothingFound}>`}
      ${found.length === 0 && !filtered && html`<div class="empty"><h2>${t('nothing-open')}</h2>
        <button class="button" type="button" onClick=${() => look({ show: 'all' })}>${t('show-all', { count: here.length })}</button></div>`}
      </${SheetFiles}>
      <p class="tablefoot">
        <span role="status">${t('devices-shown', { shown: drawn.length, count: found.length })}${!done && ` ${t('fleet-coming')}`}</span>
        ${left > 0 && html`<button class="textbutton" id="sheet-more" type="button" onClick=${() => setPortions(portions + 1)}>${t('show-more', { count: Math.min(left, portion(narrow)) })}</button>`}
      </p>
      <p class="meta">${rich('dates-help', { link: (words) => html`<a href=${link('help')}>${words}</a>` })}</p>
      <${ReportBar} rows=${here} show=${(/** @type {string[]} */ serials) => look({ show: 'asked', asked: serials, any: '', filters: {} })} />`}`;
}
