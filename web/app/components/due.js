import { fleet, readable } from '../fleet.js';
import { dayInWords, number, quarterParts, weekday } from '../format.js';
import { useStore } from '../store.js';

/** @import { Row } from '../fleet.js' */
/** @import { Session } from '../types.js' */

/**
 * What is due until when: the texts that say it, and how many devices are meant. Near the end of a contract it may be final readings.
 *
 * @param {Session} current
 */
export function useDue({ quarter, today, contract }) {
  const { rows, done } = useStore(fleet);
  const owing = readable(rows, today);
  const overdue = owing.filter(({ device }) => device.overdue).length;
  const missing = owing.filter(({ device }) => device.due || device.overdue);
  const owed = missing.length;
  const { end, ends } = contract;
  const dates = {
    due: weekday(quarter.due), opens: dayInWords(quarter.opens), closes: dayInWords(quarter.closes), ...quarterParts(quarter.name),
    ends: ends ? weekday(ends) : '', until: end ? weekday(end.closes) : '',
  };
  const counted = (/** @type {number} */ count) => ({ ...dates, count, shown: number(count) });
  const told = (/** @type {string} */ title, /** @type {string} */ text, values = /** @type {Record<string, string | number>} */ (dates)) => ({ title, text, values, owed, overdue });
  // A contract that is over by the due date owes nothing for the quarter.
  const owes = !ends || ends >= quarter.due;
  const unread = (/** @type {Row} */ { device }) => device.overdue || device.counters.some(({ last }) => !last || last.date < quarter.opens);
  const ofQuarter = quarter.open && owes && missing.some(unread);
  if (end && end.opens <= today && !ofQuarter && (owed > 0 || !owes || !quarter.open)) {
    if (!done) return told('due-final-loading', 'due-final-text');
    if (owed > 0) return told('due-final', 'due-final-text', counted(owed));
    return told('due-final-complete', 'due-final-complete-text');
  }
  if (end && !owes) return told('due-nothing', 'due-final-ahead', { ...dates, opens: dayInWords(end.opens) });
  if (!quarter.open) return told('due-nothing', 'due-nothing-text');
  if (!done) return told('due-loading', 'due-open-text');
  if (overdue > 0) return told('due-overdue', 'due-overdue-text', counted(overdue));
  if (owed > 0) return told('due-open', 'due-open-text', counted(owed));
  return told('due-complete', 'due-complete-text', counted(owing.length));
}
