import { link, route } from './router.js';

/** The token of a letter's link: in memory only, so that no history, bookmark or storage gets to keep it. */
let token = '';

/** Takes the token out of the address as soon as it stands there. */
function take() {
  const [first, second] = route.get();
  if (first !== 'link' || !second) return;
  token = second;
  history.replaceState(null, '', link('link'));
  route.set(['link']);
}
take();
route.watch(take);

/** Empty where none was brought, or where it has been used up. */
export const linkToken = () => token;

export function forgetLink() {
  token = '';
}

/** Whether somebody came by a letter's link and has not pressed the button yet: until then nothing is asked of the server. */
export const atLink = () => route.get()[0] === 'link';
