import { html, render } from 'htm/preact';
import { App } from './app.js';
import { country, firstLanguage, start } from './session.js';
import { speak } from './texts.js';

try {
  await speak(firstLanguage(), country.get() || undefined);
  render(html`<${App} />`, /** @type {HTMLElement} */ (document.getElementById('app')));
  start();
} catch (error) {
  console.error(error);
  document.getElementById('no-texts')?.removeAttribute('hidden');
}
