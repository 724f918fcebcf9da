import { html, render } from 'htm/preact';
import { App } from './app.js';
import { atLink } from './link.js';
import { route } from './router.js';
import { country, firstLanguage, start } from './session.js';
import { speak } from './texts.js';

try {
  await speak(firstLanguage(), country.get() || undefined);
  render(html`<${App} />`, /** @type {HTMLElement} */ (document.getElementById('app')));
  if (atLink()) {
    const stop = route.watch(() => {
      if (atLink()) return;
      stop();
      start();
    });
  } else {
    start();
  }
} catch (error) {
  console.error(error);
  document.getElementById('no-texts')?.removeAttribute('hidden');
}
