import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, Refusal } from '../api.js';
import { basket, draft, lines, linesToSend, sums, unanswered } from '../basket.js';
import { ContactChoice } from '../components/contact-choice.js';
import { ErrorSummary, problemAt, problemsOf, Trouble } from '../components/errors.js';
import { Field } from '../components/field.js';
import { Icon } from '../components/icon.js';
import { AddressLines, amounts } from '../components/order-box.js';
import { Loading, Title } from '../components/page.js';
import { Reason } from '../components/reason.js';
import { Stepper } from '../components/stepper.js';
import { Supply, supplyLabel } from '../components/supply.js';
import { forgetArticles, forgetFleet } from '../fleet.js';
import { day, number } from '../format.js';
import { useLoad } from '../load.js';
import { go, link } from '../router.js';
import { useStore } from '../store.js';
import { rich, t } from '../texts.js';
import { ticketMark } from './done.js';

/** @import { Line } from '../basket.js' */
/** @import { Problem } from '../components/errors.js' */
/** @import { CheckedLine, CheckedOrder, Contact } from '../types.js' */

/** @param {{ serial: string, article: string }} line */
const idOf = (line) => `${line.serial}-${line.article}`;

/** What goes to an address may be two orders while a change is under way: one that waits and one that does not. @param {CheckedOrder} order */
const boxOf = ({ address, change }) => (change ? `${address.id}-${change.number}` : address.id);

/** Refusals that tell for certain that nothing was ordered, by this sending or an earlier one with its key. */
const certain = [404, 409, 422];

export function ReviewPage() {
  const kept = useStore(lines);
  const words = useStore(draft);
  const open = useStore(unanswered);
  const [checked, setChecked] = useState(/** @type {CheckedOrder[] | null} */ (null));
  const [problems, setProblems] = useState(/** @type {Problem[]} */ ([]));
  const [trouble, setTrouble] = useState(/** @type {{ refusal: Refusal, sent: boolean } | null} */ (null));
  const [moved, setMoved] = useState('');
  const [sending, setSending] = useState(false);
  const busy = useRef(false);
  const contacts = useLoad(() => /** @type {Promise<{ contacts: Contact[] }>} */ (call('GET', '/contacts')));

  useEffect(() => {
    if (lines.get().length > 0) check();
  }, []);
  useEffect(() => {
    const known = contacts.value?.contacts ?? [];
    if (known.length === 1 && known[0] && !draft.get().contact) draft.set({ ...draft.get(), contact: known[0].id });
  }, [contacts.value]);

  /** @param {Line[]} sent */
  const fieldOf = (sent) => (/** @type {string} */ pointer) => {
    const [, list, at, name = 'line'] = pointer.split('/');
    const line = list === 'lines' ? sent[Number(at)] : undefined;
    if (line) return `${name === 'reason' || name === 'quantity' ? name : 'line'}-${idOf(line)}`;
    const order = list === 'deliveries' ? deliveries(sent)[Number(at)] : undefined;
    if (order) return `${name}-${boxOf(order)}`;
    return list ?? null;
  };

  /** @param {Line[]} sent */
  const aboutOf = (sent) => (/** @type {string} */ pointer) => {
    const [, list, at] = pointer.split('/');
    const line = list === 'lines' ? sent[Number(at)] : undefined;
    return line ? t('line-name', { name: supplyLabel(line, line.article), serial: line.serial }) : '';
  };

  /** Boxes that still hold something to send. @param {Line[]} sent */
  const shown = (sent) => (checked ?? []).filter((order) => order.lines.some((line) => sent.some((one) => idOf(one) === idOf(line))));

  /** An order for each address, however many go there. @param {Line[]} sent */
  const deliveries = (sent) => shown(sent).filter((order, at, all) => all.findIndex((one) => one.address.id === order.address.id) === at);

  /** What is to wait, as far as it is known that it can. */
  const waits = () => (checked ?? []).filter(({ address, change }, at, all) => change && draft.get().deliveries[address.id]?.wait
    && all.findIndex((one) => one.change && one.address.id === address.id) === at);

  async function check() {
    const sent = lines.get();
    setTrouble(null);
    setProblems([]);
    try {
      const wishes = waits().map(({ address }) => ({ address: address.id, version: address.version, wait: true }));
      /** @type {{ orders: CheckedOrder[] }} */
      const answer = await call('POST', '/orders/check', { body: { lines: linesToSend(sent), ...(wishes.length > 0 ? { deliveries: wishes } : {}) }, again: true });
      setChecked(answer.orders);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.errors.some(({ code }) => code === 'no_change_pending') || refusal.code === 'address_changed') return checkAnew(t('address-changed'));
      setChecked(null);
      if (refusal.trouble) setTrouble({ refusal, sent: false });
      else setProblems(problemsOf(refusal, fieldOf(sent), aboutOf(sent)));
    }
  }

  /** Somebody has changed an address, or decided about a change: nothing waits any more until it is wished again. @param {string} why */
  async function checkAnew(why) {
    forgetFleet();
    basket.waitForNothing();
    setChecked(null);
    try {
      /** @type {{ orders: CheckedOrder[] }} */
      const answer = await call('POST', '/orders/check', { body: { lines: linesToSend(lines.get()) }, again: true });
      setChecked(answer.orders);
      setMoved(why);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      setTrouble({ refusal, sent: false });
    }
  }

  /** What is seen to be missing without asking the server, all at once. @param {Line[]} sent @returns {Problem[]} */
  function missing(sent) {
    // What may have arrived is sent as it was; a reason that was not asked for then would make it a second order.
    const reasons = basket.mayBeOrdered(sent) ? [] : shown(sent).flatMap((order) => order.lines).filter(({ guard, ...line }) => {
      const mine = sent.find((one) => idOf(one) === idOf(line));
      return mine && guard.warning && !mine.claim && !mine.reason.trim();
    }).map((line) => ({ id: `reason-${idOf(line)}`, about: t('line-name', { name: supplyLabel(line, line.article), serial: line.serial }), text: t('reason-needed') }));
    return words.contact ? reasons : [...reasons, { id: 'contact_id', text: t('contact-needed') }];
  }

  async function place() {
    if (busy.current) return;
    const sent = lines.get();
    const lacking = missing(sent);
    if (lacking.length > 0) {
      setTrouble(null);
      setProblems(lacking);
      return;
    }
    const body = {
      lines: linesToSend(sent),
      deliveries: deliveries(sent).map(({ address }) => {
        const { wait, ...typed } = words.deliveries[address.id] ?? {};
        const can = shown(sent).some((one) => one.change && one.address.id === address.id);
        return { address: address.id, version: address.version, ...typed, ...(wait && can ? { wait } : {}) };
      }),
      ...(words.reference.trim() ? { reference: words.reference.trim() } : {}),
      ...(words.contact ? { contact_id: words.contact } : {}),
    };
    busy.current = true;
    setSending(true);
    setTrouble(null);
    setMoved('');
    const { key, again } = await basket.sending(body);
    try {
      /** @type {{ orders: { number: string }[], tickets: { number: string }[] }} */
      const answer = await call('POST', '/orders', { body, key });
      forgetArticles();
      go('done', [...answer.orders.map(({ number }) => number), ...answer.tickets.map(({ number }) => ticketMark(number))].join(','));
      basket.clear();
    } catch (refusal) {
      busy.current = false;
      setSending(false);
      if (!(refusal instanceof Refusal)) throw refusal;
      if (certain.includes(refusal.status) || !(again || refusal.unsure || refusal.trouble)) basket.refused(key);
      if (refusal.trouble) {
        setTrouble({ refusal, sent: true });
        setProblems([]);
      } else if (refusal.code === 'address_changed' || refusal.code === 'address_change_decided' || refusal.errors.some(({ code }) => code === 'no_change_pending')) {
        await checkAnew(t(refusal.code === 'address_changed' ? 'address-changed' : 'change-decided'));
      } else {
        setProblems(problemsOf(refusal, fieldOf(sent), aboutOf(sent)));
      }
    }
  }

  if (sending && kept.length === 0) return html`<${Loading} words=${t('sending')} />`;
  const back = html`<a class="back" href=${link('order')}>${t('back-to-choice')}</a>`;
  if (kept.length === 0) {
    return html`<div class="review">${back}<${Title}>${t('review-title')}</${Title}>
      <div class="empty spaced"><h2>${t('basket-empty')}</h2><p>${t('review-empty-text')}</p><a class="button" href=${link('order')}>${t('choose-supplies')}</a></div></div>`;
  }
  if (!checked) {
    return html`<div class="review">${back}<${Title} trouble=${problems.length > 0}>${t('review-title')}</${Title}>
      ${trouble && html`<${Trouble} refusal=${trouble.refusal} title=${t('check-trouble')} kept=${t('basket-safe')} retry=${check} />`}
      ${problems.length > 0 && html`<div class="spaced"><${ErrorSummary} problems=${problems} /><${PlainLines} kept=${kept} problems=${problems} again=${check} /></div>`}
      ${!trouble && problems.length === 0 && html`<${Loading} words=${t('checking')} />`}</div>`;
  }

  const boxes = shown(kept);
  const counted = sums(kept);
  const ordered = boxes.filter((box) => box.lines.some((line) => kept.some((one) => idOf(one) === idOf(line) && !one.claim)));
  const claims = kept.filter(({ claim }) => claim).length;
  return html`
    <form class="review" novalidate onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); place(); }}>
      ${back}
      <${Title} trouble=${problems.length > 0}>${t('review-title')}</${Title}>
      <p class="lead">${ordered.length > 0 && t('review-lead', { count: ordered.length })} ${claims > 0 && t('review-claims', { count: claims })}</p>
      <${ErrorSummary} problems=${problems} />
      ${open.length > 0 && !trouble && !sending && html`<p class="note warn spaced" id="unanswered"><b>${t('place-unanswered')}</b> ${rich('place-unanswered-text', { link: (text) => html`<a href=${link('orders')}>${text}</a>` })}</p>`}
      <div role="alert">${moved && html`<p class="note warn spaced"><b>${moved}</b> ${t('address-changed-text')}</p>`}</div>
      ${boxes.map((box) => html`<${OrderForm} key=${boxOf(box)} order=${box} kept=${kept} at=${ordered.indexOf(box)} of=${ordered.length} problems=${problems} check=${check} />`)}
      <section class="section" aria-labelledby="answers">
        <h2 id="answers">${t('review-answers')}</h2>
        <${ContactChoice} contacts=${contacts} chosen=${words.contact} choose=${(/** @type {string} */ contact) => draft.set({ ...draft.get(), contact })}
          label=${t('confirmation-to')} hint=${t('confirmation-hint')} kept=${t('basket-safe')} error=${problemAt(problems, 'contact_id')} />
        <${Field} id="reference" label=${html`${t('reference')} <span class="optional">${t('optional')}</span>`} hint=${t('reference-hint')} error=${problemAt(problems, 'reference')}
          value=${words.reference} onValue=${(/** @type {string} */ reference) => draft.set({ ...draft.get(), reference })} class="medium" autocomplete="off" />
      </section>
      ${trouble && html`<div class="spaced"><${Trouble} refusal=${trouble.refusal} title=${t('place-trouble')} kept=${t('place-kept')} retry=${place} /></div>`}
      <div class="send">
        <p class="note">${t('defect-note')}</p>
        <div class="actions"><button class="button main big" type="submit" aria-disabled=${sending ? 'true' : undefined}>${act(counted)}</button>
          <p class="meta" role="status">${sending ? t('sending') : ordered.length > 0 ? t('send-text', { count: ordered.length }) : t('send-text-claims', { count: claims })}</p></div>
      </div>
    </form>`;
}

/** "4 Artikel bestellen, 1 reklamieren" @param {{ articles: number, claims: number }} counted */
function act({ articles, claims }) {
  if (claims === 0) return t('act-order', { count: articles });
  if (articles === 0) return t('act-claim', { count: claims });
  return t('act-both', { articles: t('act-order', { count: articles }), claims });
}

/**
 * What cannot be checked as it stands: each line with what is wrong, to be taken out.
 *
 * @param {{ kept: Line[], problems: Problem[], again: () => void }} props
 */
function PlainLines({ kept, problems, again }) {
  return html`
    <ul class="rows plainlines">
      ${kept.map((line) => {
        const wrong = ['line', 'quantity', 'reason'].map((name) => problemAt(problems, `${name}-${idOf(line)}`)).find(Boolean);
        return html`
          <li id=${`line-${idOf(line)}`} tabindex="-1">
            <${Supply} supply=${line} no=${line.article} />
            <span>${line.serial}, ${t('times', { count: line.quantity })}${wrong && html`<br /><span class="wrong">${wrong}</span>`}</span>
            <button class="textbutton" type="button" onClick=${() => basket.change(line.serial, line.article, { quantity: 0 })}>${t('remove')}<span class="sr"> ${supplyLabel(line, line.article)}, ${line.serial}</span></button>
          </li>`;
      })}
    </ul>
    <p class="actions spaced"><button class="button" type="button" onClick=${again}>${t('check-again')}</button></p>`;
}

/** @param {{ order: CheckedOrder, kept: Line[], at: number, of: number, problems: Problem[], check: () => void }} props `at` is below 0 where all is claimed */
function OrderForm({ order, kept, at, of, problems, check }) {
  const { address, change } = order;
  const box = boxOf(order);
  const words = useStore(draft).deliveries[address.id] ?? {};
  const here = order.lines.filter((line) => kept.some((one) => idOf(one) === idOf(line)));
  const title = `order-${box}`;
  const ask = (/** @type {string} */ text) => html`<a href=${link('address-changes', 'new', here[0]?.serial ?? '')}>${text}</a>`;
  const stored = address.attention_hint && t('attention-stored', { hint: address.attention_hint });
  return html`
    <section class="orderbox" aria-labelledby=${title}>
      <header><h2 id=${title} tabindex="-1">${at < 0 ? t('claims-of-address') : t('order-of', { at: at + 1, of })}</h2><span class="meta">${amounts(sums(kept.filter((one) => here.some((line) => idOf(line) === idOf(one)))))}</span></header>
      <div class="to">
        <div><span class="label">${t('delivery-address')}</span><${AddressLines} address=${address} />
          <p class="lock"><${Icon} name="lock" /><span>${change ? t('address-locked-change') : rich('address-locked', { link: ask })}</span></p></div>
        <div>
          <${Field} id=${`attention-${box}`} label=${t('attention')} error=${problemAt(problems, `attention-${box}`)} autocomplete="off"
            hint=${stored && words.attention === undefined ? stored : undefined} placeholder=${words.attention === undefined ? address.attention_hint ?? undefined : undefined}
            value=${words.attention ?? address.attention ?? ''} onValue=${(/** @type {string} */ attention) => basket.deliver(address.id, { attention })} />
          ${words.attention !== undefined && html`<button class="textbutton small" type="button" onClick=${() => basket.deliver(address.id, { attention: undefined })}>${t('as-stored')}</button>`}
        </div>
        <${Field} id=${`additional_info-${box}`} label=${t('additional-info')} error=${problemAt(problems, `additional_info-${box}`)} autocomplete="off"
          value=${words.additional_info ?? address.additional_info ?? ''} onValue=${(/** @type {string} */ info) => basket.deliver(address.id, { additional_info: info })} />
      </div>
      ${change && html`<${WaitChoice} order=${order} box=${box} check=${check} />`}
      <table class="cards reviewlines" role="table">
        <caption class="sr">${at < 0 ? t('claims-of-address') : t('lines-of-order', { at: at + 1 })}</caption>
        <colgroup><col class="r-name" /><col class="r-for" /><col class="r-qty" /><col class="r-claim" /><col /></colgroup>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${t('article')}</th><th role="columnheader" scope="col">${t('for-device')}</th><th role="columnheader" scope="col">${t('quantity')}</th><th role="columnheader" scope="col">${t('claim')}</th><th role="columnheader" scope="col"><span class="sr">${t('remove')}</span></th></tr></thead>
        <tbody role="rowgroup">${here.map((line) => html`<${ReviewLine} key=${idOf(line)} line=${line} title=${title} problems=${problems} />`)}</tbody>
      </table>
    </section>`;
}

/**
 * Where to deliver while the operator has yet to decide about a change of the address.
 *
 * @param {{ order: CheckedOrder, box: string, check: () => void }} props
 */
function WaitChoice({ order, box, check }) {
  const { address, change } = order;
  const waits = Boolean(useStore(draft).deliveries[address.id]?.wait);
  if (!change) return null;
  const choose = (/** @type {boolean} */ wait) => {
    basket.deliver(address.id, { wait });
    check();
  };
  const about = { date: day(change.effective), serial: change.serial ?? '' };
  const choice = (/** @type {boolean} */ wait, /** @type {string} */ words, /** @type {string} */ more) => html`
    <label class="choice"><input type="radio" name=${`wait-${box}`} id=${`wait-${box}-${wait}`} checked=${waits === wait} onChange=${() => choose(wait)} /><span>${words}<span class="hint">${more}</span></span></label>`;
  return html`
    <fieldset class="waits" id=${`wait-${box}`} tabindex="-1">
      <legend>${change.serial ? t('change-pending-device', about) : t('change-pending-address', about)}</legend>
      <div class="choices">${choice(false, t('wait-not'), t('wait-not-text', { street: address.street }))}${choice(true, t('wait'), t('wait-text'))}</div>
    </fieldset>`;
}

/** @param {{ line: CheckedLine, title: string, problems: Problem[] }} props */
function ReviewLine({ line, title, problems }) {
  const mine = basket.find(line.serial, line.article);
  const id = idOf(line);
  const name = supplyLabel(line, line.article);
  if (!mine) return null;
  const needed = problemAt(problems, `reason-${id}`);
  const asks = Boolean(line.guard.warning) && !mine.claim && Boolean(mine.reason || needed || !basket.mayBeOrdered(lines.get()));
  const wrong = problemAt(problems, `quantity-${id}`);
  const other = problemAt(problems, `line-${id}`);
  const set = (/** @type {Partial<Line>} */ change) => basket.change(line.serial, line.article, change);
  const remove = () => {
    set({ quantity: 0 });
    (document.getElementById(title) ?? document.getElementById('main'))?.focus();
  };
  return html`
    <tr role="row" id=${`line-${id}`} tabindex="-1" class=${mine.claim ? 'claimed' : asks ? 'has-ask' : ''}>
      <td role="cell" class="wide"><${Supply} supply=${line} no=${line.article} /></td>
      <td role="cell" class="wide inset">${t('model-at-site', { model: line.model, site: line.site })}<br /><span class="no">${line.serial}</span>
        ${mine.claim && html`<br /><span class="no">${line.guard.pages_since ? t('claimed-pages', { pages: number(line.guard.pages_since) }) : t('claimed')}</span>`}
        ${other && html`<br /><span class="wrong">${other}</span>`}</td>
      <td role="cell" class="qty">${wrong && html`<span class="wrong" id=${`quantity-${id}-error`}>${wrong}</span>`}
        <${Stepper} id=${`quantity-${id}`} value=${mine.quantity} name=${name} error=${wrong} onValue=${(/** @type {number} */ quantity) => (quantity === 0 ? remove() : set({ quantity }))} /></td>
      <td role="cell"><label class="claim"><input type="checkbox" checked=${mine.claim} onChange=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => set({ claim: event.currentTarget.checked })} />${t('defect')}<span class="sr">: ${name}</span></label></td>
      <td role="cell" class="end"><button class="textbutton" type="button" onClick=${remove}>${t('remove')}<span class="sr"> ${name}, ${line.serial}</span></button></td>
    </tr>
    ${asks && html`<tr role="row" class="ask"><td role="cell" colspan="5"><div class="askbox">
      <p>${line.guard.warning === 'low_use' ? t('ask-low-use', { pages: number(line.guard.pages_since ?? 0) }) : t('ask-too-soon', { days: line.guard.days_since ?? 0 })}</p>
      <${Reason} id=${`reason-${id}`} name=${name} value=${mine.reason} error=${needed} onValue=${(/** @type {string} */ reason) => set({ reason })} />
    </div></td></tr>`}`;
}
