import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { changeAt, changeWords } from '../addresses.js';
import { basket, lines } from '../basket.js';
import { articlesOf } from '../fleet.js';
import { Refusal } from '../api.js';
import { day, number, place } from '../format.js';
import { link } from '../router.js';
import { useStore } from '../store.js';
import { locale, rich, strong, t } from '../texts.js';
import { Trouble } from './errors.js';
import { hasBar, LastDelivery, PagesSince } from './guard.js';
import { Icon } from './icon.js';
import { Loading } from './page.js';
import { Reason } from './reason.js';
import { Stepper } from './stepper.js';
import { Supply, supplyLabel, supplyName } from './supply.js';

/** @import { Row } from '../fleet.js' */
/** @import { Article, DeviceArticles as Answer, HowTo } from '../types.js' */

/** Toner first, as it is wanted most, and the inks as printers name them. */
const kinds = ['toner', 'drum', 'belt', 'fuser', 'other'];
const inks = ['k', 'c', 'm', 'y'];

/** @param {Article[]} articles */
export const ordered = (articles) => articles.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || inks.indexOf(a.colour ?? '') - inks.indexOf(b.colour ?? '') || a.no.localeCompare(b.no));

/** Where the parcel goes, and what fits the device. @param {{ row: Row }} props */
export function DeviceArticles({ row }) {
  const { device, address } = row;
  const change = changeAt(row);
  const [answer, setAnswer] = useState(/** @type {Answer | null} */ (null));
  const [refusal, setRefusal] = useState(/** @type {Refusal | null} */ (null));
  const [round, setRound] = useState(0);
  useStore(lines);
  useEffect(() => {
    let mine = true;
    setRefusal(null);
    // Arrow keys run through the rows; only the one that they stop at is asked for.
    const timer = setTimeout(() => articlesOf(device.serial).then(
      (value) => mine && setAnswer(value),
      (problem) => {
        if (!(problem instanceof Refusal)) throw problem;
        if (mine) setRefusal(problem);
      },
    ), 120);
    return () => {
      mine = false;
      clearTimeout(timer);
    };
  }, [device.serial, locale.get(), round]);

  return html`
    <section class="section" aria-labelledby="articles-title">
      <div class="headrow"><h2 id="articles-title">${t('choose-articles', { model: device.model, site: device.site })}</h2>
        <span class="meta">${device.serial}${answer?.reading_date && ` · ${t('last-reading', { date: day(answer.reading_date) })}`}</span></div>
      ${address && html`
        <dl class="delivery">
          <div><dt>${t('visit-name')}</dt><dd>${address.name}</dd></div>
          <div><dt>${t('street')}</dt><dd>${address.street}</dd></div>
          <div><dt>${t('postcode-city')}</dt><dd>${place(address)}</dd></div>
          <div><dt>${t('attention')}</dt><dd>${address.attention ?? address.attention_hint ?? t('none')}</dd></div>
          <div><dt>${t('additional-info')}</dt><dd>${address.additional_info || t('none')}</dd></div>
          <div><dt>${t('device-site')}</dt><dd>${device.site}</dd></div>
        </dl>
        <p class="lock"><${Icon} name="lock" /><span>${t('delivery-locked')} ${change
          ? html`<a href=${link('address-changes')}>${changeWords(change)}</a>`
          : html`<a href=${link('address-changes', 'new', device.serial)}>${t('change-ask')}</a>`}</span></p>`}
      ${refusal && (refusal.trouble
        ? html`<${Trouble} refusal=${refusal} title=${t('articles-trouble')} kept=${lines.get().length > 0 ? t('basket-safe') : ''} retry=${() => setRound(round + 1)} />`
        : html`<p class="note bad" role="alert">${refusal.title}</p>`)}
      ${!answer && !refusal && html`<${Loading} words=${t('articles-loading')} />`}
      ${answer?.articles.length === 0 && html`<div class="empty"><h3>${t('no-articles')}</h3><p>${t('no-articles-text')}</p></div>`}
      ${answer && answer.articles.length > 0 && html`
        <table class="article cards" role="table">
          <caption class="sr">${t('articles-caption', { model: device.model, site: device.site })}</caption>
          <colgroup><col class="a-name" /><col class="a-last" /><col class="a-since" /><col /></colgroup>
          <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${t('article')}</th><th role="columnheader" scope="col">${t('last-delivered')}</th><th role="columnheader" scope="col">${t('printed-since')}</th><th role="columnheader" scope="col" class="qty">${t('quantity')}</th></tr></thead>
          <tbody role="rowgroup">${ordered(answer.articles).map((article) => html`<${ArticleRows} key=${article.no} serial=${device.serial} article=${article} />`)}</tbody>
        </table>
        ${answer.articles.some(hasBar) && html`<p class="tablefoot"><span>${t('tick-means')}</span></p>`}`}
      ${answer && html`<${ReadAndPrint} words=${answer.how_to} />`}
    </section>`;
}

/** How this model shows its counters and prints its status page. @param {{ words: HowTo }} props */
function ReadAndPrint({ words }) {
  if (!words.counters && !words.status_page) return null;
  return html`
    <details class="readprint">
      <summary>${t('how-to-both')}</summary>
      <dl>
        ${words.counters && html`<div><dt>${t('how-to-counters')}</dt><dd>${words.counters}</dd></div>`}
        ${words.status_page && html`<div><dt>${t('how-to-status-page')}</dt><dd>${words.status_page}</dd></div>`}
      </dl>
    </details>`;
}

/** @param {{ serial: string, article: Article }} props */
function ArticleRows({ serial, article }) {
  const { guard } = article;
  const line = basket.find(serial, article.no);
  const quantity = line?.quantity ?? 0;
  const name = supplyName(article);
  const label = supplyLabel(article, article.no);
  const claimed = Boolean(line?.claim);
  const asks = quantity > 0 && Boolean(guard.warning) && !claimed && Boolean(line?.reason || !basket.mayBeOrdered(lines.get()));
  const id = `${serial}-${article.no}`;
  const claim = (/** @type {boolean} */ on) => basket.change(serial, article.no, { claim: on });
  const toClaim = (/** @type {string} */ words) => html`<button class="textbutton" type="button" onClick=${() => { claim(true); document.getElementById(`claim-${id}`)?.focus(); }}>${words}</button>`;
  return html`
    <tr role="row" class=${claimed ? 'claimed' : asks ? 'has-ask' : ''}>
      <td role="cell" class="wide"><${Supply} supply=${article} no=${article.no} /></td>
      <td role="cell" class="guard g1"><span class="only-narrow">${t('labelled', { label: t('last-delivered') })} </span><${LastDelivery} guard=${guard} /></td>
      <td role="cell" class="guard g2">${guard.last && html`${guard.no_reading_since ? '' : html`<span class="only-narrow">${t('labelled', { label: t('printed-since') })} </span>`}<${PagesSince} guard=${guard} yields=${article.yield} />`}</td>
      <td role="cell" class="qty">
        <${Stepper} id=${`quantity-${id}`} value=${quantity} name=${label} onValue=${(/** @type {number} */ value) => basket.put(serial, article, value)} />
        ${quantity > 0 && html`<label class="claim"><input id=${`claim-${id}`} type="checkbox" checked=${claimed} onChange=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => claim(event.currentTarget.checked)} />${t('defect')}<span class="sr">: ${label}</span></label>`}
      </td>
    </tr>
    ${claimed && html`<tr role="row" class="claimed says"><td role="cell" colspan="4">${t('claim-says', { name })}</td></tr>`}
    ${asks && html`
      <tr role="row" class="ask"><td role="cell" colspan="4"><div class="askbox">
        <p>${guard.warning === 'low_use'
          ? rich('warn-low-use', { strong, claim: toClaim }, { name, pages: number(guard.pages_since ?? 0), yield: number(article.yield ?? 0) })
          : rich('warn-too-soon', { strong, claim: toClaim }, { name, days: guard.days_since ?? 0 })}</p>
        <${Reason} id=${`reason-${id}`} name=${label} value=${line?.reason ?? ''} onValue=${(/** @type {string} */ reason) => basket.change(serial, article.no, { reason })} />
      </div></td></tr>`}`;
}
