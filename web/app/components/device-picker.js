import { html } from 'htm/preact';
import { useMemo, useState } from 'preact/hooks';
import { columns, installed, matching, onFleetLeft, sorted } from '../fleet.js';
import { useNarrow } from '../media.js';
import { store, useStore } from '../store.js';
import { locale, t } from '../texts.js';
import { exchangeShort } from './exchange.js';
import { Field } from './field.js';
import { ColumnFilter, NothingFound } from './filters.js';
import { Icon } from './icon.js';

/** @import { Column, Row } from '../fleet.js' */

/** @typedef {{ filters: import('./filters.js').Filters, any: string, by: Column, down: boolean }} View */

/** @returns {View} */
const plain = () => ({ filters: {}, any: '', by: 'model', down: false });

const view = store(plain());
onFleetLeft(() => view.set(plain()));

/**
 * Rows drawn at first and by each press of the button. Ten cards fill a phone.
 *
 * @param {boolean} narrow
 */
const portion = (narrow) => (narrow ? 10 : 50);

/**
 * The fleet as a table to choose one row from: a filter for each column, one search field on the phone.
 *
 * @param {{ rows: Row[], done: boolean, today: string, chosen: string, choose: (serial: string, pointed: boolean) => void }} props
 */
export function DevicePicker({ rows, done, today, chosen, choose }) {
  const { filters, any, by, down } = useStore(view);
  const narrow = useNarrow();
  const [portions, setPortions] = useState(1);
  const here = useMemo(() => installed(rows, today), [rows, today]);
  const inOrder = useMemo(() => sorted(here, by, down), [here, by, down, locale.get()]);
  const found = useMemo(() => (narrow ? matching(inOrder, {}, any) : matching(inOrder, filters, '')), [inOrder, filters, any, narrow]);
  const drawn = found.slice(0, portions * portion(narrow));
  const left = found.length - drawn.length;

  /** @param {Partial<View>} change */
  const look = (change) => {
    view.set({ ...view.get(), ...change });
    setPortions(1);
  };
  const head = (/** @type {Column} */ column) => {
    const sort = by === column ? (down ? 'descending' : 'ascending') : undefined;
    return html`
      <th role="columnheader" scope="col" aria-sort=${sort}>
        <button class="sort" type="button" onClick=${() => look({ by: column, down: by === column && !down })}>
          ${t(`device-${column}`)}<${Icon} name=${sort === 'ascending' ? 'down' : sort === 'descending' ? 'up' : 'both'} />
        </button>
      </th>`;
  };
  const filter = (/** @type {Column} */ column) => html`
    <td role="cell"><${ColumnFilter} column=${column} filters=${filters} onFilters=${(/** @type {View["filters"]} */ next) => look({ filters: next })} /></td>`;

  return html`
    ${narrow && html`<${Field} id="search" label=${t('search')} value=${any} onValue=${(/** @type {string} */ value) => look({ any: value })} type="search" hint=${t('search-in')} autocomplete="off" spellcheck=${false} />
      <${Field} id="sort" label=${t('sort-by')} value=${by} onValue=${(/** @type {Column} */ column) => look({ by: column, down: false })}>
        ${(/** @type {Record<string, unknown>} */ wiring) => html`
          <select ...${wiring}>${columns.filter((column) => column !== 'customer' || column === by).map((column) => html`<option value=${column}>${t(`device-${column}`)}</option>`)}</select>`}
      </${Field}>`}
    <div class="picker">
      ${!(narrow && found.length === 0) && html`<table class="pick cards" role="table">
        <caption class="sr">${t('devices')}</caption>
        <colgroup>${columns.map((column) => html`<col class=${`d-${column}`} />`)}</colgroup>
        <thead role="rowgroup">
          <tr role="row">${columns.map(head)}</tr>
          ${!narrow && html`<tr role="row" class="filters">${columns.map(filter)}</tr>`}
        </thead>
        <tbody role="rowgroup">
          ${drawn.map((row) => html`<${DeviceRow} key=${row.device.serial} row=${row} on=${row.device.serial === chosen} choose=${choose} />`)}
        </tbody>
      </table>`}
      ${found.length === 0 && done && html`<${NothingFound} rows=${inOrder} filters=${narrow ? {} : filters} any=${narrow ? any : ''} look=${look} />`}
    </div>
    <p class="tablefoot">
      <span role="status">${found.length === 0 && done ? t('devices-none') : found.length === here.length ? t('devices-shown', { shown: drawn.length, count: here.length }) : t('devices-found', { shown: drawn.length, count: found.length, all: here.length })}${!done && ` ${t('fleet-coming')}`}</span>
      ${left > 0 && html`<button class="textbutton" type="button" onClick=${() => setPortions(portions + 1)}>${t('show-more', { count: Math.min(left, portion(narrow)) })}</button>`}
    </p>`;
}

/** @param {{ row: Row, on: boolean, choose: (serial: string, pointed: boolean) => void }} props */
function DeviceRow({ row, on, choose }) {
  const { cells, device } = row;
  const press = (/** @type {MouseEvent} */ event) => {
    if (event.target instanceof Element && event.target.closest('label')) return;
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.querySelector('input')?.focus();
    choose(device.serial, true);
  };
  const others = [cells.serial, cells.site, cells.street, cells.city].join(', ');
  return html`
    <tr role="row" class=${on ? 'on' : ''} onClick=${press}>
      <td role="cell"><label><input type="radio" name="device" value=${device.serial} checked=${on}
        onClick=${(/** @type {MouseEvent} */ event) => choose(device.serial, event.detail > 0)} /><b>${cells.model}</b><span class="sr">, ${others}</span></label></td>
      <td role="cell" class="end">${cells.serial}${device.exchange && html`<br /><span class="no">${exchangeShort(device.exchange)}</span>`}</td>
      <td role="cell" class="wide">${cells.site}</td>
      <td role="cell" class="wide">${cells.street}</td>
      <td role="cell" class="wide">${cells.city}</td>
      <td role="cell" class="hide">${cells.customer}</td>
    </tr>`;
}
