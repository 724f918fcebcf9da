import { html } from 'htm/preact';
import { useId, useState } from 'preact/hooks';
import { sheetColumns } from '../fleet.js';
import { day, number, place } from '../format.js';
import { useSlim } from '../media.js';
import { checks, draft, entryOf, isBlank, isFinal, lastOf, parse, readings, sheetDate, standing } from '../readings.js';
import { link } from '../router.js';
import { session } from '../session.js';
import { usePart, useStore } from '../store.js';
import { locale, t } from '../texts.js';
import { DateField } from './date-field.js';
import { Exchange, exchangeWords } from './exchange.js';
import { Field } from './field.js';
import { ColumnFilter } from './filters.js';
import { HowTo } from './how-to.js';
import { Reason } from './reason.js';
import { State } from './state.js';

/** @import { Row } from '../fleet.js' */
/** @import { Filters } from './filters.js' */
/** @import { Checked, Entry, Standing, TypedCause } from '../readings.js' */
/** @import { CauseKind, CheckedValue, Device } from '../types.js' */

/** @typedef {{ currentTarget: HTMLInputElement }} FromInput */

/** @type {CauseKind[]} */
const allCauses = ['board_exchanged', 'device_exchanged', 'overflow', 'earlier_wrong'];

/** @type {TypedCause} */
const noCause = { kind: 'earlier_wrong', last: '', start: '' };

/** The field of a counter. @param {string} serial @param {string} counter */
export const fieldOf = (serial, counter) => `new-${serial}-${counter}`;

/** Whether every counter has a reading in the window that is open now. @param {Device} device */
export function isReported(device) {
  const quarter = session.get()?.quarter;
  return Boolean(quarter?.open && !device.due && device.counters.length > 0 && device.counters.every(({ last }) => last && last.date >= quarter.opens));
}

/**
 * Puts the focus on the field after this one, or on the button that reports.
 *
 * @param {HTMLInputElement} from
 * @param {1 | -1} step
 */
function move(from, step) {
  const fields = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.sheet input.reading')]);
  const next = fields[fields.indexOf(from) + step] ?? (step > 0 ? document.querySelector('#sheet-more, #report:not(:disabled)') : null);
  if (next instanceof HTMLElement) next.focus();
}

/**
 * Where the cells of a pasted block go: a single column down the fields, more columns a device a line. A line that holds
 * a serial number goes to that device.
 *
 * @param {string} text
 * @param {Row[]} rows in the order of the sheet
 * @param {string} serial where it was pasted
 * @param {string} counter
 */
export function cellsOf(text, rows, serial, counter) {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/).map((line) => line.split('\t').map((cell) => cell.trim()));
  const devices = rows.map(({ device }) => device);
  const bySerial = new Map(devices.map((device) => [device.serial.toLowerCase(), device]));
  /** @type {{ serial: string, counter: string, value: string }[]} */
  const fields = [];
  const put = (/** @type {Device | undefined} */ device, /** @type {number} */ from, /** @type {string[]} */ values) => {
    values.forEach((value, at) => {
      const target = device?.counters[from + at];
      if (device && target && value) fields.push({ serial: device.serial, counter: target.id, value });
    });
  };
  const named = lines.map((cells) => cells.findIndex((cell) => bySerial.has(cell.toLowerCase())));
  if (named.some((at) => at >= 0)) {
    lines.forEach((cells, at) => {
      const where = named[at] ?? -1;
      if (where >= 0) put(bySerial.get((cells[where] ?? '').toLowerCase()), 0, cells.slice(where + 1).filter((cell) => parse(cell) !== null));
    });
    return fields;
  }
  const first = devices.findIndex((device) => device.serial === serial);
  const column = devices[first]?.counters.findIndex(({ id }) => id === counter) ?? 0;
  if (lines.every((cells) => cells.length === 1)) {
    const places = devices.slice(first).flatMap((device, at) => device.counters.slice(at === 0 ? column : 0).map(({ id }) => ({ serial: device.serial, counter: id })));
    lines.forEach(([value = ''], at) => {
      const target = places[at];
      if (target && value) fields.push({ ...target, value });
    });
    return fields;
  }
  lines.forEach((cells, at) => put(devices[first + at], column, cells));
  return fields;
}

/**
 * One body a device, one row a counter.
 *
 * @param {{ rows: Row[], all: Row[], single?: boolean, pasted: (count: number) => void, filters?: Filters | null, onFilters?: (filters: Filters) => void }} props
 *   `rows` are drawn, `all` can be pasted into; with `filters` each thing that tells devices apart has a column
 */
export function Sheet({ rows, all, single = false, pasted, filters = null, onFilters = () => {} }) {
  const more = filters ? sheetColumns.slice(1) : [];
  const slim = useSlim();
  const dated = !filters && !slim;
  return html`
    <table class=${filters ? 'sheet wide' : 'sheet'} role="table">
      <caption class="sr">${t('sheet-caption')}</caption>
      <colgroup><col class="c-device" />${more.map((column) => html`<col class=${`d c-${column}`} />`)}<col class="c-label" />${dated && html`<col class="c-when" />`}<col class="c-last" /><col class="c-field" /><col class="c-pages" /><col /></colgroup>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">${t(filters ? 'device-model' : 'for-machine')}</th>${more.map((column) => html`<th role="columnheader" scope="col" class="d">${t(`device-${column}`)}</th>`)}<th role="columnheader" scope="col">${t('counter')}</th>
        ${dated && html`<th role="columnheader" scope="col" class="num when">${t('last-date')}</th>`}<th role="columnheader" scope="col" class="num">${t('last-value')}</th>
        <th role="columnheader" scope="col" class="num">${t('new-value')}</th><th role="columnheader" scope="col" class="num">${t('printed-pages')}</th>
        <th role="columnheader" scope="col" class="c-state">${t('checked')}</th>
      </tr>
      ${filters && html`<tr role="row" class="filters noprint">
        ${sheetColumns.map((column) => html`<td role="cell"><${ColumnFilter} column=${column} filters=${filters} onFilters=${onFilters} /></td>`)}<td role="cell" colspan="5"></td>
      </tr>`}</thead>
      ${rows.map((row) => html`<${DeviceBody} key=${row.device.serial} row=${row} all=${all} single=${single} wide=${Boolean(filters)} dated=${dated} pasted=${pasted} />`)}
    </table>`;
}

/** @param {{ row: Row, all: Row[], single: boolean, wide: boolean, dated: boolean, pasted: (count: number) => void }} props */
function DeviceBody({ row: { device, address, cells }, all, single, wide, dated, pasted }) {
  const { serial, counters, model, site } = device;
  const entry = usePart(draft, () => entryOf(serial));
  const checked = usePart(checks, (all) => all[serial]);
  const date = usePart(draft, () => sheetDate());
  useStore(locale);
  const [typing, setTyping] = useState('');
  const [helping, help] = useState(false);
  const [datingHere, setDating] = useState(false);
  const columns = wide ? 10 : dated ? 7 : 6;
  // A file may bring a date along.
  const dating = datingHere || entry.date !== '';
  const why = useId();
  const at = standing(device, entry, checked);
  const told = sayings(device, entry, checked, at, typing);
  const name = t('model-at-site', { model, site });
  // What another device has taken the place of is read no more.
  const gone = device.exchange && !entry.replaces;
  const edge = at === 'checking' ? (told.length > 0 ? checked?.row.outcome : '') : at === 'empty' || at === 'partial' ? (device.due || device.overdue ? 'open' : '') : at === 'wrong' ? 'refused' : at;

  const paste = (/** @type {ClipboardEvent} */ event, /** @type {string} */ counter) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const fields = cellsOf(text, all, serial, counter);
    readings.fill(fields);
    pasted(fields.length);
  };
  const keys = (/** @type {KeyboardEvent} */ event) => {
    const step = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (!step || event.ctrlKey || event.altKey || event.metaKey || !(event.currentTarget instanceof HTMLInputElement)) return;
    event.preventDefault();
    move(event.currentTarget, event.shiftKey ? -1 : step);
  };
  const left = (/** @type {string} */ counter) => {
    setTyping('');
    const value = parse(entryOf(serial).values[counter] ?? '');
    if (value !== null) readings.fill([{ serial, counter, value: number(value) }]);
  };

  return html`
    <tbody role="rowgroup" class=${edge} id=${`device-${serial}`}>
      ${counters.map((counter, index) => {
        const { id, label } = counter;
        const judged = told.find((one) => one.counter === id);
        const last = lastOf(device, id, entry);
        return html`
          <tr role="row" key=${id}>
            ${index === 0 && html`
              <th role="rowheader" scope="rowgroup" rowspan=${counters.length} class="c-device">
                <b>${single ? model : html`<a href=${link('readings', serial)}>${model}</a>`}</b>
                <span class="site">${site} · ${serial}</span>
                ${device.exchange && html`<span class="site">${exchangeWords(device.exchange)}</span>`}
                ${address && html`<span class="site">${address.street}, ${address.city}</span>`}
                ${!single && !gone && html`<span class="more">
                  <button class="textbutton" type="button" aria-expanded=${String(helping)} onClick=${() => help(!helping)}>${t('how-to-short')}<span class="sr">: ${name}</span></button>
                  ${!dating && html`<button class="textbutton" type="button" onClick=${() => { setDating(true); setTimeout(() => document.getElementById(`date-${serial}`)?.focus()); }}>${t('other-date')}<span class="sr">: ${name}</span></button>`}
                </span>`}
                ${!single && dating && html`<${DateField} id=${`date-${serial}`} label=${html`${t('read-on')}<span class="sr">: ${name}</span>`} hint=${entry.date ? day(entry.date) : undefined} value=${entry.date || date}
                  onValue=${(/** @type {string} */ value) => readings.change(serial, { date: value })} />`}
              </th>
              ${wide && sheetColumns.slice(1).map((column) => html`<td role="cell" rowspan=${counters.length} class="d" key=${column}>${column === 'address' && address ? html`${address.street}<br />${place(address)}` : cells[column]}</td>`)}`}
            <td role="cell" class="c-label">${label}</td>
            ${dated && html`<td role="cell" class="num when">${last ? day(last.date) : t('none')}</td>`}
            <td role="cell" class="num last">${last ? number(last.value) : t('none')}${!dated && last && html`<span class="no on">${day(last.date)}</span>`}</td>
            <td role="cell" class="c-field">${gone ? t('none') : html`
              <input id=${fieldOf(serial, id)} class=${judged ? 'reading off' : 'reading'} type="text" inputmode="numeric" autocomplete="off" value=${entry.values[id] ?? ''}
                aria-label=${t('new-value-of', { name, counter: label })} aria-invalid=${judged ? 'true' : undefined} aria-describedby=${judged ? why : undefined}
                onInput=${(/** @type {FromInput} */ { currentTarget }) => readings.fill([{ serial, counter: id, value: currentTarget.value }])}
                onPaste=${(/** @type {ClipboardEvent} */ event) => paste(event, id)} onKeyDown=${keys}
                onFocus=${(/** @type {FromInput} */ { currentTarget }) => { setTyping(id); currentTarget.select(); }} onBlur=${() => left(id)} />`}
            </td>
            <td role="cell" class="num pages"><${Pages} device=${device} counter=${id} entry=${entry} checked=${checked} at=${at} /></td>
            ${index === 0 && html`<td role="cell" rowspan=${counters.length} class="c-state"><${StandingWord} device=${device} entry=${entry} at=${at} /></td>`}
          </tr>`;
      })}
      ${told.length > 0 && html`<tr role="row" class="said" key="said"><td role="cell" colspan=${columns}><${Why} id=${why} device=${device} entry=${entry} checked=${checked} told=${told} name=${name} /></td></tr>`}
      ${isFinal(entry) && html`<tr role="row" class="said" key="exchange"><td role="cell" colspan=${columns}><${Exchange} device=${device} entry=${entry} name=${name} /></td></tr>`}
      ${helping && html`<tr role="row" class="said" key="help"><td role="cell" colspan=${columns}><div class="why noprint"><${HowTo} serial=${serial} /></div></td></tr>`}
    </tbody>`;
}

/** At once by subtraction, then as the server counts. @param {{ device: Device, counter: string, entry: Entry, checked: Checked | undefined, at: Standing }} props */
function Pages({ device, counter, entry, checked, at }) {
  const value = parse(entry.values[counter] ?? '');
  const last = lastOf(device, counter, entry);
  if (value === null) return null;
  const answered = at !== 'checking' && at !== 'partial' && at !== 'wrong' ? checked?.row.values.find((one) => one.counter === counter) : undefined;
  const pages = answered ? answered.pages ?? null : last && value >= last.value ? value - last.value : null;
  return html`<span class="only-narrow">${t('labelled', { label: t('printed-pages') })} </span>${pages === null ? t('none') : number(pages)}`;
}

/** @param {{ device: Device, entry: Entry, at: Standing }} props */
function StandingWord({ device, entry, at }) {
  const filled = device.counters.filter(({ id }) => entry.values[id]?.trim()).length;
  if (at === 'empty' && isReported(device)) return html`<${State} kind="ok" name="ok">${t('standing-reported')}</${State}>`;
  if (at === 'empty' && device.overdue) return html`<${State} kind="bad" name="warn">${t('standing-overdue')}</${State}>`;
  if (at === 'empty') return device.due ? html`<${State} name="open">${t('standing-missing')}</${State}>` : null;
  if (at === 'partial' && isFinal(entry) && filled === device.counters.length) return html`<${State} name="open">${t('standing-successor')}</${State}>`;
  if (at === 'partial') return html`<${State} name="open">${t('standing-partial', { filled, count: device.counters.length })}</${State}>`;
  if (at === 'checking') return html`<${State} name="open">${t('standing-checking')}</${State}>`;
  if (at === 'ok') return html`<${State} kind="ok" name="ok">${t('standing-ok')}</${State}>`;
  if (at === 'confirmed') return html`<${State} kind="ok" name="ok">${t('standing-confirmed', { reason: entry.reason })}</${State}>`;
  if (at === 'doubtful') return html`<${State} kind="warn" name="warn">${t('standing-doubtful')}</${State}>`;
  return html`<${State} kind="bad" name="bad">${t('standing-refused')}</${State}>`;
}

/**
 * What there is to say about a device, counter by counter. While an answer is under way the last one stays where its
 * value still stands, so that nothing jumps under the hands.
 *
 * @typedef {{ counter: string, label: string, text: string, value: CheckedValue | null }} Saying
 * @param {Device} device
 * @param {Entry} entry
 * @param {Checked | undefined} checked
 * @param {Standing} at
 * @param {string} typing the counter whose field has the focus
 * @returns {Saying[]}
 */
function sayings(device, entry, checked, at, typing) {
  /** @type {Saying[]} */
  const said = [];
  if (checked?.row.detail && at !== 'partial' && at !== 'wrong' && at !== 'empty') said.push({ counter: '', label: '', text: checked.row.detail, value: null });
  for (const { id, label } of device.counters) {
    const typed = entry.values[id] ?? '';
    const value = parse(typed);
    const judged = checked?.row.values.find(({ counter }) => counter === id);
    if (typed.trim() && value === null) {
      if (typing !== id) said.push({ counter: id, label, text: t('not-a-number', { typed: typed.trim() }), value: null });
    } else if (judged && (judged.value ?? value) === value && at !== 'partial' && at !== 'wrong' && (judged.outcome !== 'ok' || entry.causes[id])) {
      said.push({ counter: id, label, text: judged.detail ?? '', value: judged });
    }
  }
  return said;
}

/** @param {{ id: string, device: Device, entry: Entry, checked: Checked | undefined, told: Saying[], name: string }} props */
function Why({ id, device, entry, checked, told, name }) {
  const [asking, ask] = useState(entry.reason !== '');
  const { serial } = device;
  const doubts = told.some(({ value }) => value?.outcome === 'doubtful');
  const slips = told.flatMap(({ value }) => value?.slip ?? []).filter((slip, index, all) => all.findIndex((other) => JSON.stringify(other.values) === JSON.stringify(slip.values)) === index);
  const repairs = slips.filter(({ values }) => values.length > 0);
  const label = (/** @type {string} */ counter) => device.counters.find((one) => one.id === counter)?.label ?? counter;
  const repair = (/** @type {typeof slips[number]} */ slip) => {
    readings.fill(slip.values.map(({ value, ...where }) => ({ ...where, value: number(value) })));
    const [first] = slip.values;
    if (first) document.getElementById(fieldOf(first.serial, first.counter))?.focus();
  };
  const act = (/** @type {typeof slips[number]} */ { kind, values }) => (kind === 'neighbour_swapped' ? t('swap-devices') : t('take-slip', { values: listed(values) }));
  const listed = (/** @type {typeof slips[number]["values"]} */ values) => new Intl.ListFormat(locale.get()).format(values.map((one) => (values.length === 1 ? number(one.value) : t('counter-at', { counter: label(one.counter), value: number(one.value) }))));
  return html`
    <div class="why" id=${id}>
      ${told.map(({ counter, label: words, text, value }) => html`
        <div key=${counter}>
          ${text && html`<p>${words && html`<b>${t('labelled', { label: words })}</b> `}${text}</p>`}
          ${value && (entry.causes[counter] || (value.causes ?? []).length > 0) && html`<${Causes} device=${device} counter=${counter} label=${words} entry=${entry} kinds=${checked?.offered[counter] ?? allCauses} />`}
        </div>`)}
      ${slips.map((slip) => html`<p>${slip.detail}</p>`)}
      ${(repairs.length > 0 || (doubts && !asking)) && html`<p class="actions">
        ${repairs.map((slip) => html`<button class="button small" type="button" onClick=${() => repair(slip)}>${act(slip)}</button>`)}
        ${doubts && !asking && html`<button class="textbutton" type="button" onClick=${() => { ask(true); setTimeout(() => document.getElementById(`why-${serial}`)?.focus()); }}>${t('it-is-right')}<span class="sr">: ${name}</span></button>`}
      </p>`}
      ${doubts && asking && html`<${Reason} id=${`why-${serial}`} label=${t('reading-reason')} name=${name} value=${entry.reason} usual=${[t('reading-more'), t('reading-less'), t('reading-idle')]}
        onValue=${(/** @type {string} */ reason) => readings.change(serial, { reason })} />`}
    </div>`;
}

/** What makes a lower value possible. @param {{ device: Device, counter: string, label: string, entry: Entry, kinds: CauseKind[] }} props */
function Causes({ device, counter, label, entry, kinds }) {
  const { serial } = device;
  const chosen = entry.causes[counter];
  const group = `cause-${serial}-${counter}`;
  const choose = (/** @type {CauseKind} */ kind) => (kind === 'device_exchanged' ? readings.exchange(device, counter) : change({ kind }));
  const change = (/** @type {Partial<TypedCause>} */ part) =>
    readings.change(serial, { causes: { ...entry.causes, [counter]: { ...(chosen ?? noCause), ...part } } });
  return html`
    <fieldset class="causes">
      <legend class="sr">${t('what-happened')} ${label}, ${device.model}, ${device.site}</legend>
      ${kinds.map((kind) => html`<label key=${kind}><input type="radio" name=${group} checked=${chosen?.kind === kind} onChange=${() => choose(kind)} />${t(`cause-${kind.replace('_', '-')}`)}</label>`)}
    </fieldset>
    ${chosen?.kind === 'board_exchanged' && html`
      <div class="two">
        <${Field} id=${`${group}-last`} label=${t('board-last')} hint=${t('board-last-hint')} inputmode="numeric" autocomplete="off" value=${chosen.last} onValue=${(/** @type {string} */ last) => change({ last })} />
        <${Field} id=${`${group}-start`} label=${t('board-start')} hint=${t('board-start-hint')} inputmode="numeric" autocomplete="off" value=${chosen.start} onValue=${(/** @type {string} */ start) => change({ start })} />
      </div>`}`;
}

/** @param {Device} device */
export const standingOf = (device) => standing(device, entryOf(device.serial), checks.get()[device.serial]);

/** @param {Device} device */
export const isBegun = (device) => !isBlank(entryOf(device.serial));
