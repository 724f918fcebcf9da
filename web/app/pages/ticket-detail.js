import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, Refusal } from '../api.js';
import { ErrorSummary, problemAt, problemsOf, Trouble } from '../components/errors.js';
import { Loading, Title } from '../components/page.js';
import { StepUp } from '../components/step-up.js';
import { TextArea } from '../components/text-area.js';
import { TicketFacts } from '../components/ticket-facts.js';
import { TicketFiles } from '../components/ticket-files.js';
import { appointmentWords, TicketStateWord } from '../components/ticket.js';
import { momentTime } from '../format.js';
import { useLoad } from '../load.js';
import { link } from '../router.js';
import { lengthOf, longest, replies, sendOnce, service } from '../service.js';
import { useStore } from '../store.js';
import { t } from '../texts.js';
import { NotFoundPage } from './not-found.js';

/** @import { Problem } from '../components/errors.js' */
/** @import { TicketDetail, TicketMessage, TicketStage } from '../types.js' */

/** @param {{ number: string }} props */
export function TicketDetailPage({ number }) {
  const { value: ticket, refusal, again } = useLoad(() => /** @type {Promise<TicketDetail>} */ (call('GET', `/tickets/${encodeURIComponent(number)}`)));
  if (refusal && (refusal.status === 404 || refusal.status === 422)) return html`<${NotFoundPage} />`;
  return html`
    <div class="review">
      <a class="back" href=${link('tickets')}>${t('tickets-back')}</a>
      ${refusal && html`<${Title}>${t('tickets-title')}</${Title}><${Trouble} refusal=${refusal} title=${t('ticket-trouble')} retry=${again} />`}
      ${!ticket && !refusal && html`<${Loading} />`}
      ${ticket && html`<${Detail} ticket=${ticket} changed=${again} />`}
    </div>`;
}

/** @param {{ ticket: TicketDetail, changed: () => void }} props */
function Detail({ ticket, changed }) {
  return html`
    <div class="head">
      <div><${Title}>${t('ticket-title', { number: ticket.shown })}</${Title}><p class="statusline"><${TicketStateWord} state=${ticket.state} /></p></div>
      <p class="actions"><button class="button" type="button" onClick=${() => print()}>${t('print')}</button></p>
    </div>
    <${TicketFacts} ticket=${ticket} />
    <${TicketFiles} ticket=${ticket} changed=${changed} more />
    <section class="section" aria-labelledby="conversation">
      <h2 id="conversation">${t('ticket-conversation')}</h2>
      ${ticket.hidden && html`
        <div class="note spaced noprint">
          <p><b>${t('ticket-hidden', { count: ticket.hidden.count })}</b> ${t('ticket-hidden-text')}</p>
          <div class="spaced"><${StepUp} done=${changed} /></div>
        </div>`}
      <ol class="conversation">${steps(ticket).map((step) => html`<${Step} key=${step.key} step=${step} visits=${ticket.visit} />`)}</ol>
    </section>
    <${Write} ticket=${ticket} changed=${changed} />`;
}

/** @typedef {{ key: string, at: string, visit: number, message?: TicketMessage, stage?: TicketStage }} ConversationStep */

/** What was said and what became of it, in the order of time. @param {TicketDetail} ticket @returns {ConversationStep[]} */
function steps({ history, messages }) {
  /** @type {ConversationStep[]} */
  const stages = history.map((stage, at) => ({ key: `stage-${at}`, at: stage.at, visit: stage.visit, stage }));
  const said = messages.map((message) => ({ key: `message-${message.number}`, at: message.at, visit: message.visit, message }));
  return [...stages, ...said].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.visit - b.visit);
}

/** @param {{ step: ConversationStep, visits: number }} props */
function Step({ step: { at, visit, message, stage }, visits }) {
  const when = html`<time datetime=${at}>${momentTime(at)}</time>`;
  if (stage) {
    return html`
      <li class="stage"><${TicketStateWord} state=${stage.state} /><span class="meta">${when}${visits > 1 && ` · ${t('ticket-visit', { visit })}`}</span>
        ${stage.appointment && html`<p>${t('ticket-appointment-at', { when: appointmentWords(stage.appointment) })}</p>`}</li>`;
  }
  const ours = message?.from === 'operator';
  const who = ours ? message?.author || t('ticket-from-us') : t('ticket-from-you');
  return html`
    <li class=${ours ? 'said ours' : 'said'}><p class="meta"><b>${who}</b> · ${when}</p>
      ${message?.text === undefined ? html`<p class="meta">${t('ticket-text-hidden')}</p>` : html`<p class="words" dir="auto">${message.text}</p>`}</li>`;
}

const replying = { title: 'reply-title', hint: 'reply-hint', send: 'reply-send' };
const visiting = { title: 'visit-title', hint: 'visit-hint', send: 'visit-send' };

/** A reply, or, once all is closed, the wish for a further visit. @param {{ ticket: TicketDetail, changed: () => void }} props */
function Write({ ticket, changed }) {
  const text = useStore(replies)[ticket.number] ?? '';
  const [problems, setProblems] = useState(/** @type {Problem[]} */ ([]));
  const [trouble, setTrouble] = useState(/** @type {Refusal | null} */ (null));
  const [done, setDone] = useState('');
  const [sending, setSending] = useState(false);
  const busy = useRef(false);
  const says = ticket.open ? replying : visiting;
  useEffect(() => {
    setProblems([]);
  }, [ticket.open]);

  async function send() {
    if (busy.current) return;
    setTrouble(null);
    setDone('');
    const length = lengthOf(text);
    const lacking = length === 0 ? t('service-text-needed') : length > longest ? t('text-too-long', { max: longest }) : '';
    setProblems(lacking ? [{ id: 'text', text: lacking }] : []);
    if (lacking) return;
    busy.current = true;
    setSending(true);
    try {
      /** @type {{ shown?: string }} */
      const answer = await sendOnce(`/tickets/${encodeURIComponent(ticket.number)}/${ticket.open ? 'messages' : 'visits'}`, { text });
      service.write(ticket.number, '');
      setDone(answer.shown ? t('visit-done', { number: answer.shown }) : t('reply-done'));
      changed();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.trouble) setTrouble(refusal);
      else setProblems(problemsOf(refusal));
      // Somebody has closed it, or taken it up again, since it was shown.
      if (refusal.code === 'ticket_done' || refusal.code === 'ticket_open') changed();
    } finally {
      busy.current = false;
      setSending(false);
    }
  }

  return html`
    <section class="section noprint" aria-labelledby="write">
      <h2 id="write">${t(says.title)}</h2>
      ${!ticket.open && html`<p class="note spaced">${t('visit-text', { state: ticket.state })}</p>`}
      <form class="write" novalidate onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); send(); }}>
        <${ErrorSummary} problems=${problems} />
        <div role="status">${done && html`<p class="note ok">${done}</p>`}</div>
        <${TextArea} id="text" label=${t('service-text')} hint=${t(says.hint)} rows=${5} value=${text} error=${problemAt(problems, 'text')} onValue=${(/** @type {string} */ words) => service.write(ticket.number, words)} />
        ${trouble && html`<${Trouble} refusal=${trouble} title=${t('reply-trouble')} kept=${t('reply-kept')} retry=${send} />`}
        <p class="actions spaced"><button class="button main" type="submit" aria-disabled=${sending ? 'true' : undefined}>${t(says.send)}</button>
          <span class="meta" role="status">${sending && t('sending')}</span></p>
      </form>
    </section>`;
}
