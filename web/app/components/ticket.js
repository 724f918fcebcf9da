import { html } from 'htm/preact';
import { fullDay, number } from '../format.js';
import { rich, strong, t } from '../texts.js';
import { State } from './state.js';
import { supplyName } from './supply.js';

/** @import { Appointment, Part, TicketState } from '../types.js' */

const looks = /** @type {const} */ ({
  received: { kind: '', name: 'open' },
  scheduled: { kind: 'run', name: 'ok' },
  done: { kind: 'ok', name: 'ok' },
  cancelled: { kind: '', name: 'cancel' },
});

/** @param {{ state: TicketState }} props */
export function TicketStateWord({ state }) {
  const look = looks[state] ?? looks.received;
  return html`<${State} kind=${look.kind} name=${look.name}>${t('ticket-state', { state })}</${State}>`;
}

/** Mittwoch, 2. Dezember 2026, 08:00 bis 12:00 Uhr @param {Appointment} appointment */
export function appointmentWords({ date, from, until }) {
  const day = fullDay(date);
  if (from && until) return `${day}, ${t('appointment-hours', { from, until })}`;
  if (from) return `${day}, ${t('appointment-from', { from })}`;
  if (until) return `${day}, ${t('appointment-until', { until })}`;
  return day;
}

/** "Toner Schwarz, 2 ×" @param {Part} part */
export const partName = (part) => (part.quantity > 1 ? t('part-pieces', { name: supplyName(part), count: part.quantity }) : supplyName(part));

/** What a part has printed against what it should. @param {{ part: Part }} props */
export function PartPages({ part }) {
  const { pages } = part;
  if (pages === null || pages === undefined) return null;
  return part.yield ? rich('pages-of-yield-printed', { strong }, { pages: number(pages), yield: number(part.yield) }) : rich('pages-printed', { strong }, { pages: number(pages) });
}
