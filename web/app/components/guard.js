import { html } from 'htm/preact';
import { day, number } from '../format.js';
import { rich, strong, t } from '../texts.js';
import { State } from './state.js';

/** @import { Guard } from '../types.js' */

/** When it came last and what is on its way. @param {{ guard: Guard }} props */
export function LastDelivery({ guard }) {
  return html`
    ${guard.last
      ? html`<span class="nw">${day(guard.last.date)}</span>${guard.last.quantity > 1 && html` <span class="nw">(${t('pieces', { count: guard.last.quantity })})</span>`}`
      : html`<span>${t('never-delivered')}</span>`}
    ${guard.under_way > 0 && html`<${State} kind="run" name="run">${t('under-way', { count: guard.under_way })}</${State}>`}`;
}

/** Whether the pages are drawn against the yield. @param {{ guard: Guard, yield?: number | null }} article */
export const hasBar = ({ guard, yield: yields }) => Boolean(guard.last && yields) && (guard.pages_since ?? null) !== null;

/** Pages since, against the yield, with a tick where the question begins. @param {{ guard: Guard, yields: number | null | undefined }} props */
export function PagesSince({ guard, yields }) {
  const pages = guard.pages_since;
  if (pages === null || pages === undefined) return html`<span>${guard.no_reading_since ? t('no-reading-since') : t('nothing-known')}</span>`;
  if (!yields) return rich('pages-since', { strong }, { pages: number(pages) });
  const low = guard.warning === 'low_use';
  return html`
    ${rich('pages-of-yield', { strong }, { pages: number(pages), yield: number(yields) })}
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="back" width="100" height="6" />
      <rect class=${low ? 'fill warn' : 'fill'} width=${Math.min(100, Math.round((pages / yields) * 100))} height="6" />
      <rect class="tick" x="60" width=".8" height="6" />
    </svg>`;
}
