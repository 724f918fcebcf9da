/**
 * Letters as people type them: no case, no accents, ß as ss.
 *
 * @param {string} text
 */
function plain(text) {
  return text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}+/gu, '').replace(/\s+/g, ' ').trim();
}

/** @param {string} text ä as ae, as in addresses typed without umlauts */
function spelled(text) {
  return plain(text.normalize('NFC').replace(/[äöüÄÖÜ]/g, (letter) => `${letter}e`));
}

/**
 * What a text is searched in: "Düsseldorf" is found by "dusseldorf" and by "duesseldorf".
 *
 * @param {string} text
 */
export function haystack(text) {
  const one = plain(text);
  const two = spelled(text);
  return one === two ? one : `${one}\n${two}`;
}

/**
 * @param {string} typed
 * @returns {(hay: string) => boolean}
 */
export function needle(typed) {
  const one = plain(typed);
  const two = spelled(typed);
  return one === two ? (hay) => hay.includes(one) : (hay) => hay.includes(one) || hay.includes(two);
}
