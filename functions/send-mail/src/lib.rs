//! Events on the bus: writes the letters that they call for.

use domain::{CaseNo, ContactId, ContractKey, Error, Level, MailedCode, Order, Result};
use events::{Envelope, Event};
use jiff::Timestamp;
use mail::{Letter, Mailer, Reader, SendError};
use store::{Claim, LetterKey, Store};

/// What writing letters takes.
#[derive(Debug, Clone)]
pub struct Mailroom {
    /// The table.
    pub store: Store,
    /// The mail service.
    pub mailer: Mailer,
    /// What mailed codes are derived from.
    pub code_secret: CodeSecret,
}

/// A secret that no log shows.
#[derive(Clone)]
pub struct CodeSecret(String);

impl CodeSecret {
    /// The secret.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }
}

impl std::fmt::Debug for CodeSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CodeSecret(..)")
    }
}

/// What an event is about, fetched from the table.
enum Matter {
    Placed(Vec<Order>),
    Cancelled(Box<Order>),
    Code(MailedCode),
}

/// Writes the letters of one event. Done twice, it sends nothing twice: each letter is claimed first.
///
/// # Errors
///
/// [`Error::Busy`] when a letter did not leave but may later; the bus brings the event again.
pub async fn handle(mailroom: Mailroom, envelope: Envelope, now: Timestamp) -> Result<()> {
    let Some((addressee, level)) = audience(&envelope.event) else { return Ok(()) };
    let key = mailroom.store.contract_of(&envelope.contract_ref).await?;
    let Some(matter) = mailroom.matter(&envelope.event, &key, now).await? else { return Ok(()) };
    let (contacts, contract, country) = tokio::join!(
        mailroom.store.contacts(&key),
        mailroom.store.contract(&key),
        mailroom.store.country(&key.country),
    );
    let (contract, country) = contract?.zip(country?).ok_or_else(Error::not_found)?;
    for contact in contacts? {
        // Whoever acted by the numbers alone might be anybody: those who are known are told.
        let notice = contact.id != *addressee;
        if notice && !(contact.confirmed && level < Level::Confirmed) {
            continue;
        }
        let reader = Reader { contact: &contact, contract: &contract, country: &country };
        let portal = &mailroom.mailer.portal;
        let written = if notice {
            notices(&matter, reader, portal)?
        } else {
            letters(&matter, reader, portal)?
        };
        for (subject, letter) in written {
            let letter_key = LetterKey::new(&key, &envelope.id, &subject, &contact.id);
            mailroom.send(&envelope, &letter_key, &letter, now).await?;
        }
    }
    Ok(())
}

/// To whom an event is written, and how far whoever acted was trusted; most events are written to nobody.
fn audience(event: &Event) -> Option<(&ContactId, Level)> {
    match event {
        Event::OrderPlaced(placed) => Some((&placed.contact, placed.level)),
        Event::OrderCancelled(cancelled) => Some((&cancelled.contact, cancelled.level)),
        Event::CodeRequested(requested) => Some((&requested.contact, Level::Confirmed)),
        Event::ContactAdded(_) | Event::ContactChanged(_) | Event::ContactDeleted(_) => None,
    }
}

/// The letters about a matter to one reader, each with what it is about.
fn letters(matter: &Matter, reader: Reader<'_>, portal: &str) -> Result<Vec<(String, Letter)>> {
    match matter {
        Matter::Placed(orders) => orders
            .iter()
            .map(|order| {
                Ok((order.number.to_string(), Letter::order_placed(reader, order, portal)?))
            })
            .collect(),
        Matter::Cancelled(order) => {
            let letter = Letter::order_cancelled(reader, order, portal)?;
            Ok(vec![(order.number.to_string(), letter)])
        }
        Matter::Code(code) => Ok(vec![("code".to_owned(), Letter::code(reader, code)?)]),
    }
}

/// The letters about a matter to somebody who is only told: one, however many orders it is about.
fn notices(matter: &Matter, reader: Reader<'_>, portal: &str) -> Result<Vec<(String, Letter)>> {
    let letter = match matter {
        Matter::Placed(orders) => Letter::placed_notice(reader, orders, portal)?,
        Matter::Cancelled(order) => Letter::cancelled_notice(reader, order, portal)?,
        Matter::Code(_) => return Ok(Vec::new()),
    };
    Ok(vec![("notice".to_owned(), letter)])
}

impl Mailroom {
    /// Fetches what an event is about; nothing where a letter would come too late.
    async fn matter(
        &self,
        event: &Event,
        key: &ContractKey,
        now: Timestamp,
    ) -> Result<Option<Matter>> {
        match event {
            Event::OrderPlaced(placed) => {
                let mut orders = Vec::with_capacity(placed.orders.len());
                for number in &placed.orders {
                    orders.push(self.order(key, *number).await?);
                }
                Ok(Some(Matter::Placed(orders)))
            }
            Event::OrderCancelled(cancelled) => {
                let order = self.order(key, cancelled.order).await?;
                Ok(Some(Matter::Cancelled(Box::new(order))))
            }
            Event::CodeRequested(requested) => {
                let session = &requested.session;
                // A code that is used or over would only confuse.
                let code = self.store.requested_code(key, session, now).await?;
                Ok(code.map(|code| {
                    let secret = self.code_secret.0.as_bytes();
                    Matter::Code(MailedCode::derive(secret, session, &code.id))
                }))
            }
            Event::ContactAdded(_) | Event::ContactChanged(_) | Event::ContactDeleted(_) => {
                Ok(None)
            }
        }
    }

    async fn order(&self, key: &ContractKey, number: CaseNo) -> Result<Order> {
        self.store.order(key, number).await?.ok_or_else(Error::not_found)
    }

    /// Claims, sends and marks one letter.
    async fn send(
        &self,
        envelope: &Envelope,
        key: &LetterKey,
        letter: &Letter,
        now: Timestamp,
    ) -> Result<()> {
        if self.store.claim_letter(key, now).await? == Claim::Settled {
            return Ok(());
        }
        match self.mailer.send(letter, &key.id, &envelope.contract_ref).await {
            Ok(mail_id) => {
                tracing::info!(event.id = envelope.id, mail.id = mail_id, "sent a letter");
                self.store.settle_letter(key, "sent", &mail_id, now).await
            }
            Err(SendError::Final(reason)) => {
                tracing::error!(event.id = envelope.id, reason, "a letter was refused for good");
                self.store.settle_letter(key, "rejected", &reason, now).await
            }
            Err(SendError::Passing(reason)) => {
                tracing::warn!(event.id = envelope.id, reason, "a letter did not leave");
                self.store.release_letter(key).await?;
                Err(Error::Busy)
            }
        }
    }
}
