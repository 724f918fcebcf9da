import { html } from 'htm/preact';
import { matching } from '../fleet.js';
import { locale, t } from '../texts.js';

/** @import { Column, Row } from '../fleet.js' */

/** @typedef {Partial<Record<Column, string>>} Filters what is searched for, by column */

/** The filter of a column, below its name. @param {{ column: Column, filters: Filters, onFilters: (filters: Filters) => void }} props */
export function ColumnFilter({ column, filters, onFilters }) {
  return html`<input type="text" id=${`filter-${column}`} value=${filters[column] ?? ''} placeholder=${t('filter')} autocomplete="off" spellcheck=${false}
    aria-label=${t('filter-by', { column: t(`device-${column}`) })}
    onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => onFilters({ ...filters, [column]: currentTarget.value })} />`;
}

/**
 * Names the filter to drop, the one that hides the most.
 *
 * @param {{ rows: Row[], filters: Filters, any: string, look: (change: { filters?: Filters, any?: string }) => void, heading?: string, children?: unknown }} props
 *   `rows` without any filter
 */
export function NothingFound({ rows, filters, any, look, heading = 'h3', children }) {
  if (any) {
    return html`<div class="empty"><${heading}>${t('nothing-found', { words: t('quoted', { words: any }) })}</${heading}>
      <p class="actions"><button class="button" type="button" onClick=${() => look({ any: '' })}>${t('clear-search')}</button>${children}</p></div>`;
  }
  const filled = /** @type {Column[]} */ (Object.keys(filters)).filter((column) => filters[column]?.trim());
  const words = new Intl.ListFormat(locale.get()).format(filled.map((column) => t('quoted', { words: filters[column] ?? '' })));
  const without = filled
    .map((column) => ({ column, count: matching(rows, { ...filters, [column]: '' }, '').length }))
    .reduce((best, one) => (one.count > best.count ? one : best), { column: filled[0] ?? 'model', count: 0 });
  const column = t(`device-${without.column}`);
  return html`
    <div class="empty">
      <${heading}>${t('nothing-found', { words })}</${heading}>
      ${without.count > 0 && html`<p>${t('nothing-without', { column, count: without.count })}</p>`}
      <p class="actions">${without.count > 0
        ? html`<button class="button" type="button" onClick=${() => look({ filters: { ...filters, [without.column]: '' } })}>${t('clear-filter', { column })}</button>`
        : html`<button class="button" type="button" onClick=${() => look({ filters: {} })}>${t('clear-filters')}</button>`}${children}</p>
    </div>`;
}
