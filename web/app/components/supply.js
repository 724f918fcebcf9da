import { html } from 'htm/preact';
import { t } from '../texts.js';

/** @import { Colour, Kind } from '../types.js' */

/** "Toner Schwarz" @param {{ kind: Kind, colour?: Colour | null }} supply */
export const supplyName = ({ kind, colour }) => t('supply', { kind, colour: colour ?? 'none' });

/** The same with its number, where a device takes two sizes of one toner. @param {{ kind: Kind, colour?: Colour | null }} supply @param {string} no */
export const supplyLabel = (supply, no) => t('supply-no', { name: supplyName(supply), no });

/**
 * What the part is, with its ink beside it.
 *
 * @param {{ supply: { kind: Kind, colour?: Colour | null, name: string }, no: string }} props
 */
export function Supply({ supply, no }) {
  return html`
    <span class="supply">
      <span class=${`ink ${supply.colour ?? 'none'}`}></span>
      <span><b>${supplyName(supply)}</b><span class="no">${no} <span class="part">${supply.name}</span></span></span>
    </span>`;
}
