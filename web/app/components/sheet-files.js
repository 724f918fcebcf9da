import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import { Refusal } from '../api.js';
import { fetchSheet, readFile, upload } from '../files.js';
import { number } from '../format.js';
import { useStore } from '../store.js';
import { t } from '../texts.js';
import { Trouble } from './errors.js';
import { Icon } from './icon.js';

/** @import { FileError } from '../types.js' */
/** @import { Upload } from '../files.js' */

/** Faults that are listed at first, and how many more are rather shown than hidden. */
const few = 5;
const spare = 3;

/** What the file dialogue offers; of other spreadsheets the answer says what to do with them. */
const kinds = '.xlsx,.csv,.txt,.tsv,.xls,.xlsb,.ods';

/** @param {DragEvent} event */
const holdsFile = (event) => Boolean(event.dataTransfer?.types.includes('Files'));

/**
 * The way of a sheet through a spreadsheet program: out, and back by a button or by dropping it on what this encloses.
 *
 * @param {{ devices: "due" | "all", find: (serial: string) => void, loaded: () => void, children?: unknown }} props
 */
export function SheetFiles({ devices, find, loaded, children }) {
  const state = useStore(upload);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [over, setOver] = useState(false);
  const [fetching, setFetching] = useState(false);
  const [trouble, setTrouble] = useState(/** @type {{ refusal: Refusal, again: () => void } | null} */ (null));
  const reading = state?.at === 'reading';

  /** @param {"xlsx" | "csv"} format */
  async function fetchAs(format) {
    if (fetching) return;
    setFetching(true);
    setTrouble(null);
    try {
      await fetchSheet(format, devices);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      setTrouble({ refusal, again: () => fetchAs(format) });
    } finally {
      setFetching(false);
    }
  }

  /** @param {File | null | undefined} file */
  async function take(file) {
    if (!file || reading) return;
    await readFile(file);
    loaded();
  }

  const choose = (/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => {
    take(currentTarget.files?.[0]);
    // The same file, mended, can be chosen again.
    currentTarget.value = '';
  };
  const drag = (/** @type {DragEvent} */ event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const leave = (/** @type {DragEvent & { currentTarget: HTMLElement }} */ { currentTarget, relatedTarget }) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
  };
  const drop = (/** @type {DragEvent} */ event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files[0]);
  };

  return html`
    <div class=${over ? 'dropzone over' : 'dropzone'} onDragEnter=${drag} onDragOver=${drag} onDragLeave=${leave} onDrop=${drop}>
      <section class="files noprint" aria-label=${t('files-region')}>
        <p class="meta">${t('files-lead')}</p>
        <button class="textbutton small" type="button" aria-disabled=${fetching ? 'true' : undefined} onClick=${() => fetchAs('xlsx')}><${Icon} name="fetch" />${t('file-xlsx')}</button>
        <button class="textbutton small" type="button" aria-disabled=${fetching ? 'true' : undefined} onClick=${() => fetchAs('csv')}><${Icon} name="fetch" />${t('file-csv')}</button>
        <button class="button small" type="button" aria-disabled=${reading ? 'true' : undefined} onClick=${() => input.current?.click()}><${Icon} name="send" />${t('file-upload')}</button>
        <input ref=${input} id="sheet-file" type="file" accept=${kinds} hidden onChange=${choose} />
        <p class="meta drag">${t('file-drag')}</p>
      </section>
      <p class="sr" role="status">${fetching ? t('file-fetching') : reading ? t('file-reading', { name: state.name }) : ''}</p>
      ${trouble && html`<${Trouble} refusal=${trouble.refusal} title=${t('file-fetch-trouble')} retry=${trouble.again} />`}
      ${state?.at === 'trouble' && html`<${Trouble} refusal=${state.refusal} title=${t('file-trouble', { name: state.name })} kept=${t('readings-kept')} retry=${() => take(state.file)} />`}
      <${Outcome} state=${state} find=${find} />
      ${children}
      ${over && html`<div class="dropveil" aria-hidden="true"><p>${t('file-drop')}</p></div>`}
    </div>`;
}

/** What became of the file, said as soon as it is known. @param {{ state: Upload | null, find: (serial: string) => void }} props */
function Outcome({ state, find }) {
  const close = html`<p class="actions"><button class="textbutton small" type="button" onClick=${() => upload.set(null)}>${t('file-close')}</button></p>`;
  return html`
    <div role="status">${state?.at === 'read' && state.devices > 0 && html`
      <div class="note ok filenote noprint"><p><b>${t('file-read', { count: state.devices, name: state.name })}</b> ${t('file-read-next')}</p>${state.errors.length === 0 && close}</div>`}
    </div>
    <div role="alert">
      ${state?.at === 'refused' && html`<div class="note bad filenote"><p><b>${t('file-refused', { name: state.name })}</b></p>${state.why.map((why) => html`<p>${why}</p>`)}${close}</div>`}
      ${state?.at === 'read' && (state.errors.length > 0 || state.devices === 0) && html`
        <div class="note warn filenote noprint">
          <p><b>${state.errors.length > 0 ? t('file-errors', { count: state.errors.length + state.leftOut }) : t('file-nothing', { name: state.name })}</b> ${state.errors.length > 0 && t('file-errors-next')}</p>
          <${Faults} errors=${state.errors} leftOut=${state.leftOut} find=${find} />
          ${close}
        </div>`}
    </div>`;
}

/** @param {{ errors: FileError[], leftOut: number, find: (serial: string) => void }} props */
function Faults({ errors, leftOut, find }) {
  const [all, setAll] = useState(false);
  const shown = all || errors.length <= few + spare ? errors : errors.slice(0, few);
  const place = (/** @type {FileError} */ { row, column, heading }) => (column ? t('file-place', { row, column, heading: heading ?? '' }) : t('file-place-row', { row }));
  return html`
    <ul class="faults">
      ${shown.map((error) => html`
        <li><span class="place">${place(error)}</span> ${error.serial && error.code !== 'device_unknown' && html`<button class="textbutton" type="button" onClick=${() => find(error.serial ?? '')}>${error.serial}</button>`} <span class="what">${error.detail}</span></li>`)}
    </ul>
    ${shown.length < errors.length && html`<p class="actions"><button class="textbutton small" type="button" onClick=${() => setAll(true)}>${t('show-more', { count: errors.length - few })}</button></p>`}
    ${shown.length === errors.length && leftOut > 0 && html`<p>${t('file-left-out', { count: number(leftOut) })}</p>`}`;
}
