import { day } from './format.js';
import { t } from './texts.js';

/** @import { Row } from './fleet.js' */
/** @import { ChangeState, Planned } from './types.js' */

/**
 * The change that is under way or planned where a device stands, of itself before that of its address.
 *
 * @param {Row} row
 * @returns {Planned | null}
 */
export const changeAt = ({ device, address }) => device.change ?? address?.change ?? null;

/** "Neue Adresse ab 15.01.2027, noch nicht bestätigt" @param {Planned} change */
export const changeWords = (change) => t('change-planned', { date: day(change.effective), state: change.state });

/** @type {Record<ChangeState, { kind: "" | "ok" | "bad" | "run", name: string }>} */
export const changeLooks = {
  pending: { kind: 'run', name: 'open' },
  approved: { kind: 'ok', name: 'ok' },
  rejected: { kind: 'bad', name: 'bad' },
};
