import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { call, Refusal } from '../api.js';
import { Trouble } from '../components/errors.js';
import { Title } from '../components/page.js';
import { forgetLink, linkToken } from '../link.js';
import { link } from '../router.js';
import { enter } from '../session.js';
import { t } from '../texts.js';

/** @import { Session } from '../types.js' */

/** Where a letter's link leads: programs that open links in mails press no buttons, so only the button uses the link. */
export function LinkPage() {
  const [over, setOver] = useState(linkToken() === '');
  const [refusal, setRefusal] = useState(/** @type {Refusal | null} */ (null));
  const [busy, setBusy] = useState(false);

  async function open() {
    if (busy) return;
    setBusy(true);
    setRefusal(null);
    try {
      /** @type {Session} */
      const answer = await call('POST', '/session/link', { body: { token: linkToken() } });
      forgetLink();
      await enter(answer);
      location.replace(link('readings'));
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      if (problem.code === 'link_over') {
        forgetLink();
        setOver(true);
      } else {
        setRefusal(problem);
      }
    } finally {
      setBusy(false);
    }
  }

  if (over) {
    return html`
      <div class="narrow" key="over">
        <${Title}>${t('link-over-title')}</${Title}>
        <p class="lead">${t('link-over-text')}</p>
        <p class="actions spaced"><a class="button main big" href=${link('sign-in')}>${t('to-sign-in')}</a></p>
      </div>`;
  }
  return html`
    <div class="narrow" key="open">
      <${Title}>${t('link-title')}</${Title}>
      <p class="lead">${t('link-text')}</p>
      ${refusal && (refusal.trouble ? html`<${Trouble} refusal=${refusal} title=${t('link-trouble')} />` : html`<p class="note bad spaced" role="alert">${refusal.title}</p>`)}
      <p class="actions spaced"><button class="button main big" type="button" aria-disabled=${busy ? 'true' : undefined} onClick=${open}>${t('link-open')}</button></p>
      <p class="meta spaced">${t('link-only')}</p>
    </div>`;
}
