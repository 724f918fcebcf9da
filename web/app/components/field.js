import { html } from 'htm/preact';
import { FieldError } from './errors.js';

/**
 * A label, what helps to fill it, what is wrong with it, and the control. `children` replaces the text input.
 *
 * @param {{ id: string, label: unknown, hint?: unknown, error?: string | undefined, value?: string,
 *   onValue?: (value: string) => void, children?: (wiring: Record<string, unknown>) => unknown } & Record<string, unknown>} props
 */
export function Field({ id, label, hint, error, value, onValue, children, ...rest }) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const wiring = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? 'true' : undefined,
    value,
    onInput: (/** @type {{ currentTarget: HTMLInputElement }} */ event) => onValue?.(event.currentTarget.value),
  };
  return html`
    <div class=${error ? 'field has-error' : 'field'}>
      <label for=${id}>${label}</label>
      ${hint && html`<span class="hint" id=${`${id}-hint`}>${hint}</span>`}
      <${FieldError} id=${id} text=${error} />
      ${children ? children(wiring) : html`<input type="text" ...${rest} ...${wiring} />`}
    </div>`;
}
