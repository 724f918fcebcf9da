import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { lines } from '../basket.js';
import { clock, languageName, tel } from '../format.js';
import { readings } from '../readings.js';
import { jump, link, route } from '../router.js';
import { countries, country, currentCountry, endsAt, renew, session, signOut, stage, switchLanguage } from '../session.js';
import { service } from '../service.js';
import { useStore } from '../store.js';
import { language, languages, rich, t } from '../texts.js';

const tabs = [
  { path: [], under: [''], text: 'tab-start' },
  { path: ['order'], under: ['order', 'address-changes'], text: 'tab-order' },
  { path: ['orders'], under: ['orders', 'done'], text: 'tab-orders' },
  { path: ['readings'], under: ['readings', 'reported'], text: 'tab-readings' },
  { path: ['service'], under: ['service', 'tickets'], text: 'tab-service' },
  { path: ['contract'], under: ['contract'], text: 'tab-contract' },
];

/** Header, page and footer. @param {{ children?: unknown }} props */
export function Frame({ children }) {
  const [first = ''] = useStore(route);
  const inside = useStore(stage) === 'in';
  const byLink = useStore(session)?.level === 'link';
  return html`
    <a class="skip" href="#main" onClick=${(/** @type {Event} */ event) => { event.preventDefault(); jump('main'); }}>${t('skip')}</a>
    <header class="top">
      <div class="in">
        <a class="brand" href=${link()}>
          <svg viewBox="0 0 26 22" aria-hidden="true" focusable="false"><path d="M5 3v16M10.300 3v16M15.600 3v16M21 3v16" /><path class="slash" d="M1.500 16.500L24.500 5.500" /></svg>
          Pagetally
        </a>
        ${inside && html`
          <nav class="nav" aria-label=${t('nav')}>
            ${tabs.filter(({ text }) => !byLink || text === 'tab-readings').map(({ path, under, text }) => html`
              <a href=${link(...path)} aria-current=${under.includes(first) ? 'page' : undefined}>${t(text)}</a>`)}
          </nav>`}
        <${Who} inside=${inside} />
      </div>
    </header>
    <${Offline} />
    <main id="main" tabindex="-1">
      ${inside && byLink && first !== 'sign-in' && html`<p class="quiet">${rich('by-link', { link: (words) => html`<a href=${link('sign-in')} onClick=${() => readings.save()}>${words}</a>` })}</p>`}
      ${children}
    </main>
    ${inside && html`<${IdleWarning} />`}
    <${Foot} />`;
}

/** @param {{ inside: boolean }} props */
function Who({ inside }) {
  const current = useStore(session);
  const [asking, ask] = useState(false);
  const [failed, fail] = useState(false);
  const basket = useStore(lines);
  const [lost, lose] = useState(false);
  const others = languages.filter((code) => code !== language());
  const end = () => signOut().then(() => fail(false), () => fail(true));
  const begin = async () => {
    const saved = await readings.save();
    lose(!saved);
    if (basket.length > 0 || service.written() || !saved) ask(true);
    else end();
  };
  return html`
    <div class="who">
      ${inside && current && html`<p class="id"><b>${current.customer.name}</b><span class="nw">${t('who-customer', { no: current.customer.no })}</span> <span class="nw">${t('who-contract', { no: current.contract.no })}</span></p>`}
      <p class="end">
        ${!inside && html`<a href=${link('help')}>${t('help')}</a>`}
        ${others.map((code) => html`<button class="textbutton" type="button" lang=${code} onClick=${() => switchLanguage(code)}>${languageName(code)}</button>`)}
        ${inside && html`<button class="textbutton" type="button" aria-expanded=${basket.length > 0 ? String(asking) : undefined} onClick=${begin}>${t('sign-out')}</button>`}
      </p>
      ${failed && inside && html`<div class="asking" role="alert"><p>${t('sign-out-failed')}</p></div>`}
      ${asking && inside && html`
        <div class="asking" role="alert">
          ${basket.length > 0 && html`<p>${t('sign-out-basket')}</p>`}
          ${service.written() && html`<p>${t('sign-out-service')}</p>`}
          ${lost && html`<p>${t('sign-out-readings')}</p>`}
          <p class="actions">
            <button class="button small" type="button" onClick=${() => { ask(false); end(); }}>${t('sign-out-anyway')}</button>
            <button class="textbutton" type="button" onClick=${() => ask(false)}>${t('stay')}</button>
          </p>
        </div>`}
    </div>`;
}

function Offline() {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return html`<div role="status">${!online && html`<p class="banner">${t('offline')}</p>`}</div>`;
}

/** Two minutes before the session ends: one press goes on, unless its twelve hours are over. */
function IdleWarning() {
  const [ends, setEnds] = useState(0);
  useEffect(() => {
    const look = () => {
      const end = endsAt();
      if (Date.now() >= end) stage.set('expired');
      setEnds(end - Date.now() <= 2 * 60 * 1000 ? end : 0);
    };
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, []);
  const goOn = () => renew().catch(() => {});
  const last = ends > 0 && ends === Date.parse(session.get()?.expires_at ?? '');
  return html`
    <div role="alert">
      ${ends > 0 && html`
        <div class="bar-act idle"><div class="in">
          ${last
            ? html`<p class="grow">${t('last-minutes', { time: clock(new Date(ends)) })}</p>`
            : html`<p class="grow"><b>${t('idle-title')}</b> <span>${t('idle-text', { time: clock(new Date(ends)) })}</span></p>
              <button class="button main" type="button" onClick=${goOn}>${t('go-on')}</button>`}
        </div></div>`}
    </div>`;
}

function Foot() {
  useStore(countries);
  useStore(country);
  const place = currentCountry();
  const call = (/** @type {string} */ words) => html`<a class="nw" href=${tel(words)}>${words}</a>`;
  return html`
    <footer class="foot"><div class="in">
      <span>${place && rich('foot-hotline', { tel: call }, { hotline: place.hotline, hours: place.hours })}</span>
      <a href=${link('help')}>${t('help')}</a>
      <a href=${link('privacy')}>${t('privacy')}</a>
    </div></footer>`;
}
