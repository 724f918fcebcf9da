import { html } from 'htm/preact';
import { t } from '../texts.js';
import { Icon } from './icon.js';

/** @import { OrderState } from '../types.js' */

/**
 * A shape and a word.
 *
 * @param {{ kind?: "ok" | "warn" | "bad" | "run" | "", name: string, children?: unknown }} props
 */
export function State({ kind = '', name, children }) {
  return html`<span class=${`state ${kind}`}><${Icon} name=${name} /><span>${children}</span></span>`;
}

const looks = /** @type {const} */ ({
  received: { kind: '', name: 'open' },
  confirmed: { kind: 'run', name: 'ok' },
  shipped: { kind: 'run', name: 'run' },
  delivered: { kind: 'ok', name: 'ok' },
  cancelled: { kind: '', name: 'cancel' },
});

/** @param {{ state: OrderState, waits?: boolean }} props `waits`: for a change of its address */
export function OrderStateWord({ state, waits = false }) {
  if (waits) return html`<${State} kind="warn" name="warn">${t('order-state-waits')}</${State}>`;
  const look = looks[state] ?? looks.received;
  return html`<${State} kind=${look.kind} name=${look.name}>${t('order-state', { state })}</${State}>`;
}
