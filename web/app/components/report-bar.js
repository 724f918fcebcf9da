import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import { Refusal } from '../api.js';
import { forgetFleet, loadFleet } from '../fleet.js';
import { clock } from '../format.js';
import { asksFor, checks, checkTrouble, draft, entryOf, isReady, readings, saving } from '../readings.js';
import { go } from '../router.js';
import { session } from '../session.js';
import { useStore } from '../store.js';
import { t } from '../texts.js';
import { ErrorSummary, problemsOf, Trouble } from './errors.js';
import { isBegun, isReported, standingOf } from './sheet.js';

/** @import { Row } from '../fleet.js' */

/**
 * How far the sheet is, and the one button that reports. Sending a part is fine.
 *
 * @param {{ rows: Row[], single?: boolean, show?: (serials: string[]) => void }} props
 */
export function ReportBar({ rows, single = false, show }) {
  useStore(draft);
  useStore(checks);
  const unchecked = useStore(checkTrouble);
  const [trouble, setTrouble] = useState(/** @type {Refusal | null} */ (null));
  const [problems, setProblems] = useState(/** @type {import('./errors.js').Problem[]} */ ([]));
  const [stayed, setStayed] = useState(0);
  const [sending, setSending] = useState(false);
  const busy = useRef(false);

  const devices = rows.map(({ device }) => device);
  const begun = devices.filter(isBegun).map((device) => ({ device, at: standingOf(device) }));
  const ready = begun.filter(({ at }) => isReady(at)).map(({ device }) => device);
  const asked = begun.filter(({ at }) => asksFor(at)).map(({ device }) => device.serial);
  const wanted = devices.filter((device) => device.due || device.overdue || isBegun(device)).length;
  const reported = devices.filter((device) => isReported(device) && !isBegun(device)).length;
  const share = (/** @type {number} */ count) => (wanted === 0 ? 0 : (count / (reported + wanted)) * 100);

  async function report() {
    if (busy.current || ready.length === 0) return;
    busy.current = true;
    setSending(true);
    setTrouble(null);
    setProblems([]);
    setStayed(0);
    try {
      const named = new Map(devices.map(({ serial, model, site }) => [serial, { model, site }]));
      const { taken, moved } = await readings.report(ready, (serial) => named.get(serial) ?? { model: serial, site: '' });
      if (taken > 0) go('reported');
      else setStayed(ready.length);
      if (taken === 0 && moved === 0) return;
      // The last values and what is due have changed, here or elsewhere.
      forgetFleet();
      loadFleet(session.get()?.customer.no ?? '');
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.trouble) setTrouble(refusal);
      else setProblems(problemsOf(refusal, () => null));
    } finally {
      busy.current = false;
      setSending(false);
    }
  }

  const look = () => {
    show?.(asked);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const field = document.querySelector('.sheet input.off');
      if (field instanceof HTMLElement) field.focus();
    }));
  };
  const correcting = single && devices.some(({ serial }) => entryOf(serial).replaces);
  const act = correcting ? t('act-correct') : single ? t('act-accept') : ready.length === 0 ? t('task-readings-act') : t('act-report', { count: ready.length });
  return html`
    <div class="spaced">
      <${ErrorSummary} problems=${problems} />
      ${trouble && html`<${Trouble} refusal=${trouble} title=${t('report-trouble')} kept=${t('report-kept')} retry=${report} />`}
      ${unchecked && !trouble && html`<${Trouble} refusal=${unchecked} title=${t('readings-check-trouble')} kept=${t('readings-kept')} retry=${readings.again} />`}
      <div role="alert">${stayed > 0 && html`<p class="note warn">${t('none-taken', { count: stayed })}</p>`}</div>
    </div>
    <section class=${single ? 'bar-act sheetbar alone' : 'bar-act sheetbar'} aria-label=${t('report-region')}><div class="in">
      <div class="grow">
        <p class="tally" role="status">${single ? t(ready.length > 0 ? 'single-ready' : 'single-open') : t('ready-of', { ready: ready.length, count: wanted })}</p>
        ${!single && html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <rect class="back" width="100" height="6" /><rect class="fill ok" width=${share(reported)} height="6" />
          <rect class="fill done" x=${share(reported)} width=${share(ready.length)} height="6" />
          <rect class="fill warn" x=${share(reported + ready.length)} width=${share(asked.length)} height="6" />
        </svg>`}
        ${!single && reported > 0 && html`<p class="meta">${t('reported-of', { reported, count: reported + wanted })}</p>`}
      </div>
      <p class="meta"><${Saved} />${asked.length > 0
        ? single ? t('asked-single') : html`<button class="textbutton" type="button" onClick=${look}>${t('asked-look', { count: asked.length })}</button>`
        : !single && html`<span class="later">${t('report-later')}</span>`}</p>
      <button class="button main big" id="report" type="button" disabled=${ready.length === 0} aria-disabled=${sending ? 'true' : undefined} onClick=${report}>${sending ? t('sending') : act}</button>
    </div></section>`;
}

/** Whether what was typed is safe. Quiet: nobody waits for it. */
function Saved() {
  const { state, at, words } = useStore(saving);
  const said = state === 'unsaved' ? words || t('draft-unsaved') : at > 0 ? t('draft-saved', { time: clock(new Date(at)) }) : state === 'saving' ? t('draft-saving') : '';
  return said && html`<span class="saved">${said}</span>`;
}
