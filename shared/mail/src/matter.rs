use std::collections::BTreeSet;

use domain::{
    AddressChange, ChangeState, Contact, ContactId, Device, Duty, End, EndStage, LetterLink, Level,
    MailedCode, Order, OrderState, Quarter, Reading, ReminderStage, Result, StatusPageRequest,
};
use events::Envelope;

use crate::{Audience, Case, Letter, News, Reader, tickets};

/// What letters are about, fetched from the table.
#[derive(Debug, Clone)]
pub enum Matter {
    /// Orders that were placed together, and the tickets of parts that were claimed with them.
    Placed(Vec<Order>, Vec<Case>),
    /// A ticket.
    Case(Box<Case>),
    /// An order that was called off.
    Cancelled(Box<Order>),
    /// An order that is in the state to which the operator has brought it.
    Advanced(Box<Order>),
    /// An order that waits no longer for a change of its address, and whether it goes to the one that was asked for.
    Released(Box<Order>, bool),
    /// An order that waits for its customer.
    Asked(Box<Order>),
    /// A change of an address.
    Change(Box<AddressChange>),
    /// A code that was asked for.
    Code(MailedCode),
    /// Readings that are missing.
    Due {
        /// Of this quarter.
        quarter: Quarter,
        /// Which time of asking.
        stage: ReminderStage,
        /// Of these devices, still.
        open: Vec<Device>,
    },
    /// Status pages that are missing.
    StatusPages {
        /// What the operator wants.
        request: StatusPageRequest,
        /// Of these devices, still.
        open: Vec<Device>,
    },
    /// Readings that were reported.
    Reported {
        /// The devices with what was taken.
        taken: Vec<(Device, Reading)>,
        /// The quarter that is owed, and the devices whose readings are missing still.
        open: Option<(Quarter, Vec<Device>)>,
    },
    /// What is missing at the end of a contract.
    Ending {
        /// The end.
        end: End,
        /// Which time of asking.
        stage: EndStage,
        /// Of these devices, still.
        open: Vec<Device>,
    },
    /// All that was owed at the end of a contract is in.
    Closed {
        /// The end.
        end: End,
        /// Of these devices.
        devices: Vec<Device>,
    },
    /// Something that those who are known should not miss.
    Told(News),
}

/// What one contact is written.
#[derive(Debug, Clone)]
pub enum Part<'a> {
    /// The letter itself.
    Own,
    /// That it happened, to somebody who may want to know.
    Notice,
    /// About these devices.
    Devices(Vec<&'a Device>),
    /// About these tickets only.
    Cases(Vec<&'a Case>),
}

/// What letters take from where they are written.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// Where links lead, without a slash at the end.
    pub portal: &'a str,
    /// What links are made with.
    pub secret: &'a [u8],
    /// The event that the letter is about.
    pub envelope: &'a Envelope,
}

impl Desk<'_> {
    /// A link to the sheet of open readings, made for `contact` alone. Contacts that are not confirmed might be anybody: they sign in.
    pub(crate) fn sheet_for(&self, contact: &Contact) -> SheetLink {
        let Envelope { contract_ref, occurred_at, .. } = self.envelope;
        if !contact.confirmed {
            return SheetLink { url: format!("{}/#/readings", self.portal), until: None };
        }
        let link = LetterLink::new(contract_ref, &contact.id, *occurred_at);
        let url = format!("{}/#/link/{}", self.portal, link.token(self.secret));
        SheetLink { url, until: Some(link.expires) }
    }
}

/// A link to the sheet of open readings.
pub(crate) struct SheetLink {
    pub(crate) url: String,
    /// Until when it opens the sheet by itself; where there is none, one signs in.
    pub(crate) until: Option<jiff::Timestamp>,
}

impl Matter {
    /// The orders among `orders` whose arrival is still news, and the tickets that came with them; nothing when all orders have gone on
    /// since.
    pub fn placed(mut orders: Vec<Order>, cases: Vec<Case>) -> Option<Self> {
        orders.retain(|order| order.state == OrderState::Received);
        (!orders.is_empty() || !cases.is_empty()).then_some(Self::Placed(orders, cases))
    }

    /// The order, if `state` is still news; nothing when it has gone on since.
    pub fn advanced(order: Order, state: OrderState) -> Option<Self> {
        (order.state == state).then(|| Self::Advanced(Box::new(order)))
    }

    /// The order, if that it waits no longer is still news.
    pub fn released(order: Order, changed: bool) -> Option<Self> {
        (order.state == OrderState::Received).then(|| Self::Released(Box::new(order), changed))
    }

    /// The order, if its customer is asked still.
    pub fn asked(order: Order) -> Option<Self> {
        let asks = order.hold.is_some_and(|hold| hold.asks);
        asks.then(|| Self::Asked(Box::new(order)))
    }

    /// The change, if that it was asked for, or was `decided`, is still news.
    pub fn change(change: AddressChange, decided: bool) -> Option<Self> {
        let is = change.state != ChangeState::Pending;
        (is == decided).then(|| Self::Change(Box::new(change)))
    }

    /// Who among `contacts` is written what. A code goes to whoever is to answer it, whatever the mail service thinks of the address;
    /// other letters to nobody whom they do not reach.
    pub fn parts<'a>(
        &'a self,
        audience: Audience<'_>,
        contacts: &'a [Contact],
    ) -> Vec<(&'a Contact, Part<'a>)> {
        match (audience, self) {
            (Audience::Person(addressee, _), Self::Code(_)) => {
                let addressee = contacts.iter().find(|contact| contact.id == *addressee);
                addressee.map(|contact| (contact, Part::Own)).into_iter().collect()
            }
            (Audience::Person(addressee, level), _) => {
                let reached = contacts.iter().filter(|contact| contact.undeliverable.is_none());
                let known = contacts.iter().find(|contact| contact.id == *addressee);
                let own = match known {
                    Some(contact) if contact.undeliverable.is_some() => {
                        reached.clone().find(|contact| contact.confirmed)
                    }
                    known => known,
                };
                let part = |contact: &'a Contact| {
                    if own.is_some_and(|own| own.id == contact.id) {
                        return Some((contact, Part::Own));
                    }
                    // Whoever acted by the numbers alone might be anybody: those who are known are told.
                    if contact.confirmed && level < Level::Confirmed {
                        return Some((contact, Part::Notice));
                    }
                    let Self::Placed(_, cases) = self else { return None };
                    let theirs = tickets::answered_for(contact, cases);
                    let told = contact.confirmed && !theirs.is_empty();
                    told.then_some((contact, Part::Cases(theirs)))
                };
                reached.filter_map(part).collect()
            }
            (Audience::Case { .. }, Self::Case(case)) => {
                tickets::parts(case.news, audience, contacts)
            }
            (
                Audience::Readers,
                Self::Due { open: devices, .. }
                | Self::StatusPages { open: devices, .. }
                | Self::Ending { open: devices, .. }
                | Self::Closed { devices, .. },
            ) => {
                let asked: Vec<_> = devices
                    .iter()
                    .map(|device| {
                        (device, Contact::asked(contacts, Duty::Readings, &device.serial))
                    })
                    .collect();
                let part = |contact: &'a Contact| {
                    let theirs = asked
                        .iter()
                        .filter(|(_, asked)| asked.iter().any(|one| one.id == contact.id));
                    let devices: Vec<_> = theirs.map(|(device, _)| *device).collect();
                    (!devices.is_empty()).then_some((contact, Part::Devices(devices)))
                };
                contacts.iter().filter_map(part).collect()
            }
            (Audience::Report(sender, level), Self::Reported { taken, .. }) => {
                let asked: BTreeSet<&ContactId> = taken
                    .iter()
                    .flat_map(|(device, _)| {
                        Contact::asked(contacts, Duty::Readings, &device.serial)
                    })
                    .map(|contact| &contact.id)
                    .collect();
                let told = |contact: &&Contact| {
                    contact.undeliverable.is_none()
                        && (asked.contains(&contact.id)
                            || sender == Some(&contact.id)
                            || (contact.confirmed && level < Level::Confirmed))
                };
                contacts.iter().filter(told).map(|contact| (contact, Part::Own)).collect()
            }
            (Audience::Known(level), Self::Told(_)) => {
                let told = |contact: &&Contact| {
                    contact.confirmed && contact.undeliverable.is_none() && level < Level::Confirmed
                };
                contacts.iter().filter(told).map(|contact| (contact, Part::Notice)).collect()
            }
            (
                Audience::Case { .. }
                | Audience::Readers
                | Audience::Report(..)
                | Audience::Known(_),
                _,
            ) => Vec::new(),
        }
    }

    /// The letters to one reader, each with what it is about: an order's number, or a word. Somebody who is only told gets a
    /// notice, one for all orders.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Internal`] when a template fails.
    pub fn letters(
        &self,
        reader: Reader<'_>,
        part: &Part<'_>,
        desk: Desk<'_>,
    ) -> Result<Vec<(String, Letter)>> {
        let portal = desk.portal;
        let one = |what: &str, letter: Letter| vec![(what.to_owned(), letter)];
        Ok(match (self, part) {
            (Self::Placed(orders, cases), Part::Notice) => {
                let alone: Vec<_> = without_order(orders, cases).collect();
                one("notice", Letter::placed_notice(reader, orders, &alone, portal)?)
            }
            (Self::Placed(..), Part::Cases(cases)) => about(cases.iter().copied(), reader, portal)?,
            (Self::Case(case), Part::Notice) => one("notice", case.notice(reader, portal)?),
            (Self::Case(case), _) => about([&**case].into_iter(), reader, portal)?,
            (Self::Cancelled(order), Part::Notice) => {
                one("notice", Letter::cancelled_notice(reader, order, portal)?)
            }
            (Self::Placed(orders, cases), _) => {
                let mut letters = Vec::new();
                for order in orders {
                    let letter = Letter::order_placed(reader, order, portal)?;
                    letters.push((order.number.to_string(), letter));
                }
                letters.extend(about(without_order(orders, cases), reader, portal)?);
                letters
            }
            (Self::Cancelled(order), _) => {
                one(&order.number.to_string(), Letter::order_cancelled(reader, order, portal)?)
            }
            (Self::Advanced(order), _) => {
                one(&order.number.to_string(), Letter::order_advanced(reader, order, portal)?)
            }
            (Self::Released(order, _), Part::Notice) => {
                one("notice", Letter::released_notice(reader, order, portal)?)
            }
            (Self::Released(order, changed), _) => one(
                &order.number.to_string(),
                Letter::order_released(reader, order, *changed, portal)?,
            ),
            (Self::Asked(order), _) => {
                one(&order.number.to_string(), Letter::order_asked(reader, order, portal)?)
            }
            (Self::Change(change), Part::Notice) => {
                one("notice", Letter::address_notice(reader, change, portal)?)
            }
            (Self::Change(change), _) => {
                one(&change.number.to_string(), Letter::address_change(reader, change, portal)?)
            }
            (Self::Code(_), Part::Notice) => Vec::new(),
            (Self::Code(code), _) => one("code", Letter::code(reader, code)?),
            (Self::Due { quarter, stage, .. }, Part::Devices(devices)) => {
                let sheet = desk.sheet_for(reader.contact);
                one("readings", Letter::readings_due(reader, (*quarter, *stage), devices, &sheet)?)
            }
            (Self::StatusPages { request, .. }, Part::Devices(devices)) => {
                one("status-pages", Letter::status_pages_due(reader, request, devices, portal)?)
            }
            (Self::Ending { end, stage, .. }, Part::Devices(devices)) => {
                let sheet = desk.sheet_for(reader.contact);
                one("end", Letter::ending(reader, (*end, *stage), devices, (portal, &sheet))?)
            }
            (Self::Closed { end, .. }, Part::Devices(devices)) => {
                one("end", Letter::closed(reader, *end, devices, portal)?)
            }
            (
                Self::Due { .. }
                | Self::StatusPages { .. }
                | Self::Ending { .. }
                | Self::Closed { .. },
                _,
            ) => Vec::new(),
            (Self::Told(news), _) => one("notice", news.letter(reader, portal)?),
            (Self::Reported { taken, open }, _) => {
                let sheet = desk.sheet_for(reader.contact);
                let at = desk.envelope.occurred_at;
                one("receipt", Letter::receipt(reader, taken, open.as_ref(), (at, &sheet))?)
            }
        })
    }
}

/// The tickets that no order's letter names.
fn without_order<'a>(
    orders: &'a [Order],
    cases: &'a [Case],
) -> impl Iterator<Item = &'a Case> + use<'a> {
    let named = |case: &&Case| orders.iter().any(|order| Some(order.number) == case.ticket.order);
    cases.iter().filter(move |case| !named(case))
}

/// A letter about each ticket.
fn about<'a>(
    cases: impl Iterator<Item = &'a Case>,
    reader: Reader<'_>,
    portal: &str,
) -> Result<Vec<(String, Letter)>> {
    cases.map(|case| Ok((case.ticket.number.to_string(), case.letter(reader, portal)?))).collect()
}
