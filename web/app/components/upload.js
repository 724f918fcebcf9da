import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';
import { useStore } from '../store.js';
import { t } from '../texts.js';
import { forget, kinds, send, sendings } from '../uploads.js';
import { FieldError } from './errors.js';
import { Icon } from './icon.js';
import { State } from './state.js';

/** @import { Purpose, Sending } from '../uploads.js' */

/**
 * A button that sends a file, and how far it is.
 *
 * @param {{ purpose: Purpose, label: string, about: string, main?: boolean }} props `about` names the thing for those who do not see where the button stands
 */
export function UploadButton({ purpose, label, about, main = false }) {
  const sending = useStore(sendings)[purpose.id];
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const busy = ['reading', 'sending', 'inspecting'].includes(sending?.progress.at ?? '');
  const id = `upload-${purpose.id.replaceAll('/', '-')}`;
  const choose = (/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => {
    const file = currentTarget.files?.[0];
    // The same file, mended, can be chosen again.
    currentTarget.value = '';
    if (file && !busy) send(purpose, file);
  };
  return html`
    <div class="upload">
      ${!busy && html`
        <button class=${main ? 'button main' : 'button'} id=${id} type="button" onClick=${() => input.current?.click()}><${Icon} name="send" />${sending?.progress.at === 'refused' ? t('upload-another') : label}<span class="sr"> ${about}</span></button>`}
      <input ref=${input} type="file" accept=${kinds} hidden onChange=${choose} />
      <${UploadProgress} sending=${sending} id=${id} close=${() => forget(purpose.id)} />
    </div>`;
}

/** How far a file is, and what to do where it is not on. @param {{ sending: Sending | undefined, id: string, close?: () => void }} props */
export function UploadProgress({ sending, id, close }) {
  const { progress, again } = sending ?? {};
  const name = progress?.name ?? '';
  return html`
    <div role="status" class="progress">
      ${progress?.at === 'reading' && html`<p>${t('upload-reading', { name })}</p>`}
      ${progress?.at === 'sending' && html`
        <p id=${`${id}-words`}>${t('upload-sending', { name })}</p>
        <progress max="100" value=${progress.percent} aria-labelledby=${`${id}-words`}></progress>`}
      ${progress?.at === 'inspecting' && html`<p>${t('upload-inspecting', { name })}</p>`}
      ${progress?.at === 'slow' && html`<p>${t('upload-slow', { name })}</p>`}
      ${progress?.at === 'accepted' && html`<${State} kind="ok" name="ok">${t('upload-accepted', { name })}</${State}>`}
    </div>
    <div role="alert">
      ${(progress?.at === 'refused' || progress?.at === 'broken') && html`<${FieldError} id=${id} text=${`${t(progress.at === 'broken' ? 'upload-not-arrived' : 'upload-not-accepted', { name })} ${progress.why}`} />`}
    </div>
    ${(again || (close && progress?.at === 'broken')) && html`
      <p class="actions">
        ${again && html`<button class="button small" type="button" onClick=${again}>${t(progress?.at === 'slow' ? 'upload-look' : 'try-again')}<span class="sr"> ${name}</span></button>`}
        ${close && progress?.at === 'broken' && html`<button class="textbutton small" type="button" onClick=${close}>${t('upload-leave')}<span class="sr"> ${name}</span></button>`}
      </p>`}`;
}
