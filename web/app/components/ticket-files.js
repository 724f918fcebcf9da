import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Refusal } from '../api.js';
import { momentTime } from '../format.js';
import { useStore } from '../store.js';
import { t } from '../texts.js';
import { chosenFiles, keepFile, mostFiles, sendFiles, sendingsOf, watchFiles } from '../ticket-files.js';
import { forget, kinds, sendings, unfit } from '../uploads.js';
import { FieldError, Trouble } from './errors.js';
import { Icon } from './icon.js';
import { State } from './state.js';
import { UploadProgress } from './upload.js';

/** @import { TicketDetail, Upload } from '../types.js' */

/** A button that lets files be chosen. @param {{ id: string, label: string, choose: (files: File[]) => void }} props */
function Choose({ id, label, choose }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const take = (/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => {
    const files = [...(currentTarget.files ?? [])];
    // The same file, mended, can be chosen again.
    currentTarget.value = '';
    if (files.length > 0) choose(files);
  };
  return html`
    <button class="button small" id=${id} type="button" onClick=${() => input.current?.click()}><${Icon} name="plus" />${label}</button>
    <input ref=${input} type="file" accept=${kinds} multiple hidden onChange=${take} />`;
}

/** Photos and documents that will go with a ticket; they are sent once it has its number. */
export function FileChoice() {
  const files = useStore(chosenFiles);
  const [tooMany, setTooMany] = useState(false);
  const add = (/** @type {File[]} */ more) => {
    setTooMany(files.length + more.length > mostFiles);
    chosenFiles.set([...files, ...more].slice(0, mostFiles));
  };
  const drop = (/** @type {number} */ at) => {
    setTooMany(false);
    chosenFiles.set(files.filter((_, place) => place !== at));
    requestAnimationFrame(() => document.getElementById('choose-files')?.focus());
  };
  return html`
    <div class="filechoice spaced">
      <p class="label" id="files-label">${t('files-add')} <span class="optional">${t('optional')}</span></p>
      <p class="hint">${t('files-hint', { max: mostFiles })}</p>
      ${files.length > 0 && html`
        <ul class="rows">${files.map((file, at) => html`
          <li key=${`${file.name} ${file.size} ${at}`}><span class="wrap">${file.name}</span>
            <button class="textbutton small" type="button" onClick=${() => drop(at)}>${t('files-drop')}<span class="sr"> ${file.name}</span></button>
            ${unfit(file) && html`<${FieldError} id=${`file-${at}`} text=${unfit(file)} />`}</li>`)}</ul>`}
      <div role="alert">${tooMany && html`<${FieldError} id="choose-files" text=${t('files-too-many', { max: mostFiles })} />`}</div>
      ${files.length < mostFiles && html`<${Choose} id="choose-files" label=${t('files-choose')} choose=${add} />`}
    </div>`;
}

/** The files of a ticket: what is on its way, what is there, and room for more. @param {{ ticket: TicketDetail, changed: () => void, more?: boolean }} props */
export function TicketFiles({ ticket, changed, more = false }) {
  const all = useStore(sendings);
  const { number, files } = ticket;
  useEffect(() => watchFiles(number, changed), [number, changed]);
  const here = files.filter(({ state }) => state === 'accepted');
  const under = Object.entries(all).filter(([id, { progress }]) => id.startsWith(sendingsOf(number)) && progress.at !== 'accepted');
  const free = mostFiles - here.length - under.filter(([, { progress }]) => progress.at !== 'refused').length;
  const open = more && ticket.open && free > 0;
  if (here.length === 0 && under.length === 0 && !open) return null;
  return html`
    <section class="section" aria-labelledby="ticket-files">
      <h2 id="ticket-files">${t('files-title')}</h2>
      <ul class="rows ticketfiles">
        ${here.map((file) => html`<li key=${file.id}><${KeptFile} number=${number} file=${file} /></li>`)}
        ${under.map(([id, sending]) => html`<li key=${id}><${UploadProgress} sending=${sending} id=${id.replaceAll('/', '-')} close=${() => forget(id)} /></li>`)}
      </ul>
      ${open && html`<div class="spaced noprint"><p class="hint">${t('files-hint', { max: mostFiles })}</p><${Choose} id="add-files" label=${t('files-choose')} choose=${(/** @type {File[]} */ chosen) => sendFiles(number, chosen.slice(0, free))} /></div>`}
    </section>`;
}

/** @param {{ number: string, file: Upload }} props */
function KeptFile({ number, file }) {
  const [refusal, setRefusal] = useState(/** @type {Refusal | null} */ (null));
  const fetch = () => {
    setRefusal(null);
    keepFile(number, file.id).catch((problem) => {
      if (!(problem instanceof Refusal)) throw problem;
      setRefusal(problem);
    });
  };
  return html`
    <p class="files">${file.openable
      ? html`<button class="textbutton small" type="button" onClick=${fetch}><${Icon} name="fetch" />${file.name}<span class="sr"> ${t('files-fetch')}</span></button>`
      : html`<${State} name="lock">${t('files-hidden')}</${State}>`}
      <span class="meta">${momentTime(file.announced_at)}</span></p>
    ${refusal && (refusal.trouble ? html`<${Trouble} refusal=${refusal} title=${t('upload-fetch-trouble')} retry=${fetch} />` : html`<p class="note bad" role="alert">${refusal.title}</p>`)}`;
}
