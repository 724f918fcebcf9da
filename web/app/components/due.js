import { fleet, installed } from '../fleet.js';
import { dayInWords, number, quarterParts, weekday } from '../format.js';
import { useStore } from '../store.js';

/** @import { Session } from '../types.js' */

/**
 * What is due until when: the texts that say it, and how many devices are meant.
 *
 * @param {Session} current
 */
export function useDue({ quarter, today }) {
  const { rows, done } = useStore(fleet);
  const owing = installed(rows, today);
  const overdue = owing.filter(({ device }) => device.overdue).length;
  const owed = owing.filter(({ device }) => device.due || device.overdue).length;
  const dates = { due: weekday(quarter.due), opens: dayInWords(quarter.opens), closes: dayInWords(quarter.closes), ...quarterParts(quarter.name) };
  const counted = (/** @type {number} */ count) => ({ ...dates, count, shown: number(count) });
  if (!quarter.open) return { title: 'due-nothing', text: 'due-nothing-text', values: dates, owed: 0, overdue: 0 };
  if (!done) return { title: 'due-loading', text: 'due-open-text', values: dates, owed, overdue };
  if (overdue > 0) return { title: 'due-overdue', text: 'due-overdue-text', values: counted(overdue), owed, overdue };
  if (owed > 0) return { title: 'due-open', text: 'due-open-text', values: counted(owed), owed, overdue };
  return { title: 'due-complete', text: 'due-complete-text', values: counted(owing.length), owed, overdue };
}
