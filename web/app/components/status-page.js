import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { Refusal } from '../api.js';
import { howToOf } from '../fleet.js';
import { day, momentShort } from '../format.js';
import { useLoad } from '../load.js';
import { keepPage, purposeOf } from '../status-pages.js';
import { useStore } from '../store.js';
import { language, t } from '../texts.js';
import { sendings } from '../uploads.js';
import { Trouble } from './errors.js';
import { Icon } from './icon.js';
import { State } from './state.js';
import { UploadButton } from './upload.js';

/** @import { Device, DeviceStatusPages, Upload } from '../types.js' */

/** What is asked for and what became of the last one, in a few words. @param {{ device: Device, known: DeviceStatusPages | undefined, today: string }} props */
export function StatusPageState({ device, known, today }) {
  const requested = device.status_page_requested;
  const late = requested?.until && requested.until < today;
  const last = known?.uploads[0];
  return html`
    ${requested && html`<${State} kind=${late ? 'warn' : 'run'} name=${late ? 'warn' : 'open'}>${requested.until
      ? t(late ? 'status-late' : 'status-wanted-until', { date: day(requested.until) })
      : t('status-wanted', { date: day(requested.since) })}</${State}>`}
    ${!requested && known?.at_end && html`<${State} kind="run" name="open">${t('status-at-end', { date: day(known.at_end) })}</${State}>`}
    ${last?.state === 'refused' && html`<${State} kind="bad" name="bad">${t('status-refused', { date: momentShort(last.settled_at ?? last.announced_at) })}</${State}>`}
    ${!requested && known?.received && html`<${State} kind="ok" name="ok">${t('status-received', { date: day(known.received) })}</${State}>`}
    ${!requested && !known?.at_end && !known?.received && last?.state !== 'refused' && html`<${State} name="open">${t('status-none')}</${State}>`}`;
}

/**
 * How this device prints its status page, and the button beside it.
 *
 * @param {{ device: Device, known: DeviceStatusPages | undefined, noted?: boolean }} props `noted` where the operator's note stands elsewhere
 */
export function StatusPageForm({ device, known, noted = false }) {
  const purpose = purposeOf(device.serial);
  const sending = useStore(sendings)[purpose.id];
  const requested = device.status_page_requested;
  const last = known?.uploads[0];
  const kept = known?.uploads.find(({ openable }) => openable);
  const label = t(!requested && known?.received ? 'status-upload-new' : 'status-upload');
  return html`
    ${requested?.note && !noted && html`<p class="statusnote">${t('status-note', { note: requested.note })}</p>`}
    ${!sending && last?.state === 'refused' && last.detail && html`<p class="meta">${last.detail}</p>`}
    <${PrintHowTo} device=${device} />
    <${UploadButton} purpose=${purpose} label=${label} about=${t('device-named', { model: device.model, serial: device.serial })} />
    ${kept && html`<${Keep} upload=${kept} />`}`;
}

/** @param {{ device: Device }} props */
function PrintHowTo({ device }) {
  const { value, refusal, again } = useLoad(() => howToOf(device), [device.model, language()]);
  if (refusal) return html`<${Trouble} refusal=${refusal} title=${t('how-to-trouble')} retry=${again} />`;
  if (!value) return null;
  return html`<p class="print"><span class="meta">${t('status-print')}</span> ${value.status_page || t('how-to-missing')}</p>`;
}

/** @param {{ upload: Upload }} props */
function Keep({ upload }) {
  const [refusal, setRefusal] = useState(/** @type {Refusal | null} */ (null));
  const fetch = () => {
    setRefusal(null);
    keepPage(upload.id).catch((problem) => {
      if (!(problem instanceof Refusal)) throw problem;
      setRefusal(problem);
    });
  };
  return html`
    <p class="files"><button class="textbutton small" type="button" onClick=${fetch}><${Icon} name="fetch" />${t('upload-fetch', { name: upload.name ?? '' })}</button></p>
    ${refusal && (refusal.trouble ? html`<${Trouble} refusal=${refusal} title=${t('upload-fetch-trouble')} retry=${fetch} />` : html`<p class="note bad" role="alert">${refusal.title}</p>`)}`;
}
