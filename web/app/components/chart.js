import { html } from 'htm/preact';
import { number, quarterParts } from '../format.js';
import { t } from '../texts.js';

/** @import { Device, QuarterPages } from '../types.js' */

/**
 * What is drawn on each other in a bar: coloured and black pages, or the total where a device counts nothing else.
 *
 * @typedef {{ name: "mono" | "colour" | "other", label: string, counters: string[] }} Series
 * @param {Device} device
 * @returns {Series[]}
 */
export function seriesOf({ counters }) {
  const of = (/** @type {string[]} */ ...kinds) => counters.filter(({ kind }) => kinds.includes(kind));
  const [mono, colour] = [of('mono', 'mono_a3'), of('colour', 'colour_a3')];
  const total = of('total');
  const rest = total.length > 0 ? total : counters.slice(0, 1);
  /** @type {Series[]} */
  const parted = [{ name: /** @type {const} */ ('mono'), label: t('series-mono'), counters: ids(mono) }, { name: /** @type {const} */ ('colour'), label: t('series-colour'), counters: ids(colour) }];
  const filled = parted.filter((series) => series.counters.length > 0);
  return filled.length > 0 ? filled : [{ name: 'other', label: rest[0]?.label ?? '', counters: ids(rest) }];
}

/** @param {Device["counters"]} counters */
const ids = (counters) => counters.map(({ id }) => id);

/** The sum of what is known of these counters; null where one is not. @param {QuarterPages} quarter @param {string[]} counters @param {"pages" | "least" | "most"} what */
function sum({ counters: known }, counters, what) {
  const parts = counters.map((id) => known.find(({ counter }) => counter === id)?.[what] ?? null);
  return parts.reduce((/** @type {number | null} */ all, part) => (all === null || part === null ? null : all + part), 0);
}

const height = 312;
const [top, bottom] = [24, 284];
/** Three years fit beside their scale where the page is widest. */
const slot = 88;

/** The steps of the scale: three or four round ones that hold the highest value. @param {number} highest */
export function scale(highest) {
  const rough = Math.max(highest, 4) / 3.5;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * unit).find((candidate) => candidate >= rough && Number.isInteger(candidate)) ?? 10 * unit;
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, at) => at * step);
}

/** Q4 26 @param {string} quarter */
const short = (quarter) => {
  const { quarter: part, year } = quarterParts(quarter);
  return `Q${part} ${year.slice(2)}`;
};

/**
 * Pages of each quarter on what was usual before. The numbers stand in the table that follows.
 *
 * @param {{ device: Device, quarters: QuarterPages[] }} props
 */
export function Chart({ device, quarters }) {
  const series = seriesOf(device);
  const all = series.flatMap(({ counters }) => counters);
  const bars = quarters.map((quarter) => ({
    quarter,
    parts: series.map(({ name, counters }) => ({ name, pages: sum(quarter, counters, 'pages') ?? 0 })),
    pages: sum(quarter, all, 'pages'),
    least: sum(quarter, all, 'least'),
    most: sum(quarter, all, 'most'),
  }));
  const steps = scale(Math.max(...bars.flatMap(({ pages, most }) => [pages ?? 0, most ?? 0])));
  const highest = steps.at(-1) || 1;
  const left = 14 + 8 * number(highest).length;
  const y = (/** @type {number} */ value) => bottom - (value / highest) * (bottom - top);
  const x = (/** @type {number} */ at) => left + at * slot;
  const width = x(bars.length);
  const known = bars.filter(({ pages }) => pages !== null);
  const newest = known.at(-1);
  const words = newest ? t('chart-says', { from: short(bars[0]?.quarter.quarter ?? ''), to: short(newest.quarter.quarter), pages: number(newest.pages ?? 0) }) : '';
  const usual = bars.some(({ most }) => most !== null);
  return html`
    <ul class="legend" aria-hidden="true">
      ${series.map(({ name, label }) => html`<li><span class=${`key ${name}`}></span>${label}</li>`)}
      ${usual && html`<li><span class="key band"></span>${t('series-usual')}</li>`}
    </ul>
    <div class="chart" tabindex="0" role="group" aria-label=${t('chart-region')}>
      <svg viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height} role="img" aria-label=${words}>
        ${steps.map((step) => html`<path class=${step === 0 ? 'axis' : 'grid'} d=${`M${left - 4} ${y(step)}H${width}`} /><text x=${left - 12} y=${y(step) + 4} text-anchor="end">${number(step)}</text>`)}
        ${bars.map(({ quarter, parts, pages, least, most }, at) => {
          let under = bottom;
          return html`<g key=${quarter.quarter}>
            ${least !== null && most !== null && html`<rect class="band" x=${x(at) + 6} y=${y(most)} width=${slot - 12} height=${y(least) - y(most)} /><path class="edge" d=${`M${x(at) + 6} ${y(most)}h${slot - 12}M${x(at) + 6} ${y(least)}h${slot - 12}`} />`}
            ${pages !== null && parts.map(({ name, pages: part }) => {
              const size = bottom - y(part);
              under -= size;
              return html`<rect class=${name} x=${x(at) + 24} y=${under} width=${slot - 48} height=${size} />`;
            })}
            ${pages !== null && html`<text class="sum" x=${x(at) + slot / 2} y=${y(pages) - 7} text-anchor="middle">${number(pages)}</text>`}
            <text x=${x(at) + slot / 2} y="304" text-anchor="middle">${short(quarter.quarter)}</text>
          </g>`;
        })}
      </svg>
    </div>`;
}

/** The numbers of the chart, counter by counter. @param {{ device: Device, quarters: QuarterPages[] }} props */
export function ChartNumbers({ device, quarters }) {
  const counters = device.counters.filter(({ id }) => quarters.some((quarter) => quarter.counters.some(({ counter }) => counter === id)));
  const cell = (/** @type {QuarterPages} */ quarter, /** @type {string} */ id) => {
    const { pages = null, least = null, most = null } = quarter.counters.find(({ counter }) => counter === id) ?? {};
    return html`${pages === null ? t('none') : number(pages)}${least !== null && most !== null && html`<span class="no">${t('usual-range', { least: number(least), most: number(most) })}</span>`}`;
  };
  return html`
    <details class="numbers">
      <summary>${t('chart-table')}</summary>
      <table class="cards quarters" role="table">
        <caption class="sr">${t('pages-title')}</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${t('past-quarter')}</th>
          ${counters.map(({ id, label }) => html`<th role="columnheader" scope="col" class="num" key=${id}>${label}</th>`)}</tr></thead>
        <tbody role="rowgroup">${quarters.toReversed().map((quarter) => html`
          <tr role="row" key=${quarter.quarter}>
            <th role="rowheader" scope="row" class="wide">${t('quarter-short', quarterParts(quarter.quarter))}${!quarter.read && html`<span class="no">${t('quarter-unread')}</span>`}</th>
            ${counters.map(({ id, label }) => html`<td role="cell" class="num wide count" key=${id}><span class="only-narrow">${t('labelled', { label })} </span>${cell(quarter, id)}</td>`)}
          </tr>`)}</tbody>
      </table>
    </details>`;
}
