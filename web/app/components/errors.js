import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { Refusal } from '../api.js';
import { tel } from '../format.js';
import { jump } from '../router.js';
import { currentCountry } from '../session.js';
import { rich, t } from '../texts.js';
import { Icon } from './icon.js';

/**
 * `id` is the field that it belongs to, `about` what the summary says before it where a page has many such fields.
 *
 * @typedef {{ id: string | null, text: string, about?: string }} Problem
 */

/**
 * The server's sentences, each with the field that it means.
 *
 * @param {Refusal} refusal
 * @param {(pointer: string) => string | null} [fieldOf]
 * @param {(pointer: string) => string} [about]
 * @returns {Problem[]}
 */
export function problemsOf(refusal, fieldOf = (pointer) => pointer.replace('#/', ''), about = () => '') {
  if (refusal.errors.length === 0) return [{ id: null, text: refusal.title }];
  return refusal.errors.map(({ pointer = '', code = '', detail }) => {
    const id = pointer && fieldOf(pointer);
    return { id, text: detail, about: about(pointer) || (general.has(code) && id ? labelOf(id) : '') };
  });
}

/** Sentences that name no field; the summary says which one. */
const general = new Set(['required', 'too_long', 'wrong_type', 'control_characters']);

/** @param {string} id */
const labelOf = (id) => document.querySelector(`label[for="${CSS.escape(id)}"]`)?.firstChild?.textContent?.trim() ?? '';

/**
 * @param {Problem[]} problems
 * @param {string} id
 */
export const problemAt = (problems, id) => problems.find((problem) => problem.id === id)?.text;

/**
 * All that stands in the way, at the top, with links to the fields. Takes the focus each time it appears.
 *
 * @param {{ problems: Problem[] }} props
 */
export function ErrorSummary({ problems }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (problems.length === 0) return;
    box.current?.scrollIntoView({ block: 'nearest' });
    box.current?.focus({ preventScroll: true });
  }, [problems]);
  if (problems.length === 0) return null;
  const entry = (/** @type {Problem} */ { id, about, text: detail }) => {
    const text = about ? t('about', { about, text: detail }) : detail;
    if (id === null || !document.getElementById(id)) return text;
    const follow = (/** @type {Event} */ event) => {
      event.preventDefault();
      jump(id);
    };
    return html`<a href=${`#${id}`} onClick=${follow}>${text}</a>`;
  };
  return html`
    <div class="errors" tabindex="-1" ref=${box} aria-labelledby="errors-title">
      <div role="alert">
        <h2 id="errors-title">${t('errors-title')}</h2>
        <ul>${problems.map((problem) => html`<li>${entry(problem)}</li>`)}</ul>
      </div>
    </div>`;
}

/**
 * Trouble that is not the reader's: what became of the work, what to do, whom to call.
 *
 * @param {{ refusal: Refusal, title: string, kept?: string, retry?: () => void }} props
 */
export function Trouble({ refusal, title, kept, retry }) {
  const hotline = currentCountry();
  const cause = refusal.status === 0 ? t('trouble-offline') : t('trouble-ours');
  const call = (/** @type {string} */ words) => html`<a class="nw" href=${tel(words)}>${words}</a>`;
  return html`
    <div class="note bad trouble" role="alert">
      <p><b>${title}</b> ${cause}${kept && ` ${kept}`}</p>
      ${hotline && html`<p>${rich('trouble-call', { tel: call }, { hotline: hotline.hotline, hours: hotline.hours })}</p>`}
      ${retry && html`<p class="actions"><button class="button" type="button" onClick=${retry}>${t('try-again')}</button></p>`}
    </div>`;
}

/** @param {{ id: string, text?: string | undefined }} props */
export function FieldError({ id, text }) {
  if (!text) return null;
  return html`<span class="wrong" id=${`${id}-error`}><${Icon} name="bad" /><span><span class="sr">${t('error-prefix')} </span>${text}</span></span>`;
}
