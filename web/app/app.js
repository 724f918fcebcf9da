import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { Frame } from './components/frame.js';
import { Loading } from './components/page.js';
import { AddressChangePage } from './pages/address-change.js';
import { AddressChangesPage } from './pages/address-changes.js';
import { ContractPage } from './pages/contract.js';
import { DonePage } from './pages/done.js';
import { HelpPage } from './pages/help.js';
import { LinkPage } from './pages/link.js';
import { NotFoundPage } from './pages/not-found.js';
import { OrderPage } from './pages/order.js';
import { OrderDetailPage } from './pages/order-detail.js';
import { OrdersPage } from './pages/orders.js';
import { PrivacyPage } from './pages/privacy.js';
import { ReadingPage } from './pages/reading.js';
import { ReadingsPage } from './pages/readings.js';
import { ReportedPage } from './pages/reported.js';
import { ReviewPage } from './pages/review.js';
import { ServiceDonePage } from './pages/service-done.js';
import { ServicePage } from './pages/service.js';
import { SignInPage } from './pages/sign-in.js';
import { StartPage } from './pages/start.js';
import { StatusPagesPage } from './pages/status-pages.js';
import { StartTroublePage } from './pages/start-trouble.js';
import { TicketDetailPage } from './pages/ticket-detail.js';
import { TicketsPage } from './pages/tickets.js';
import { linkToken } from './link.js';
import { link, route } from './router.js';
import { session, stage } from './session.js';
import { useStore } from './store.js';
import { locale } from './texts.js';

export function App() {
  const path = useStore(route);
  useStore(locale);
  return html`<${Frame}><${Page} key=${path.join('/')} path=${path} /></${Frame}>`;
}

/** What a session that came by a letter's link can open. */
const byLink = ['readings', 'reported', 'sign-in'];

/** Goes on to another page, without a step back to this one. @param {{ to: string[] }} props */
function Redirect({ to }) {
  useEffect(() => location.replace(link(...to)), []);
  return html`<${Loading} />`;
}

/** @param {{ path: string[] }} props */
function Page({ path }) {
  const at = useStore(stage);
  const level = useStore(session)?.level;
  const [first = '', second, third] = path;
  if (first === 'help') return html`<${HelpPage} />`;
  if (first === 'privacy') return html`<${PrivacyPage} />`;
  if (first === 'link' && (linkToken() || at !== 'in')) return html`<${LinkPage} />`;
  if (at === 'unknown') return html`<${Loading} />`;
  if (at === 'trouble') return html`<${StartTroublePage} />`;
  if (at === 'out' || at === 'expired') return html`<${SignInPage} />`;
  if (level === 'link' && !byLink.includes(first)) return html`<${Redirect} to=${['readings']} />`;
  if (first === 'sign-in' && level === 'link') return html`<${SignInPage} />`;
  if (first === 'sign-in' || first === 'link') return html`<${Redirect} to=${[]} />`;
  if (first === '' && !second) return html`<${StartPage} />`;
  if (first === 'order' && !second) return html`<${OrderPage} />`;
  if (first === 'order' && second === 'review') return html`<${ReviewPage} />`;
  if (first === 'done' && second) return html`<${DonePage} numbers=${second.split(',')} />`;
  if (first === 'orders' && second) return html`<${OrderDetailPage} number=${second} />`;
  if (first === 'orders') return html`<${OrdersPage} />`;
  if (first === 'readings' && second) return html`<${ReadingPage} serial=${second} />`;
  if (first === 'readings') return html`<${ReadingsPage} />`;
  if (first === 'reported') return html`<${ReportedPage} />`;
  if (first === 'status-pages') return html`<${StatusPagesPage} serial=${second} />`;
  if (first === 'service' && second === 'done' && third) return html`<${ServiceDonePage} number=${third} />`;
  if (first === 'service') return html`<${ServicePage} />`;
  if (first === 'tickets' && second) return html`<${TicketDetailPage} number=${second} />`;
  if (first === 'tickets') return html`<${TicketsPage} />`;
  if (first === 'address-changes' && second === 'new') return html`<${AddressChangePage} serial=${path[2] ?? ''} />`;
  if (first === 'address-changes') return html`<${AddressChangesPage} fresh=${second} />`;
  if (first === 'contract') return html`<${ContractPage} />`;
  return html`<${NotFoundPage} />`;
}
