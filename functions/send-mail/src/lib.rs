//! Events on the bus: writes the letters that they call for.

use domain::{CaseNo, ContractKey, Error, Level, MailedCode, Order, Result};
use events::{Envelope, Event};
use jiff::Timestamp;
use mail::{Letter, Mailer, Matter, Reader, SendError};
use store::{Claim, LetterKey, Store};
use tracing::Instrument;

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

/// Writes the letters of one event. Done twice, it sends nothing twice: each letter is claimed first.
///
/// # Errors
///
/// [`Error::Busy`] when a letter did not leave but may later; the bus brings the event again.
pub async fn handle(mailroom: Mailroom, envelope: Envelope, now: Timestamp) -> Result<()> {
    let contract_ref = envelope.contract_ref.as_str();
    let span = tracing::info_span!("event", event.id = envelope.id, contract_ref);
    mailroom.write(&envelope, now).instrument(span).await
}

impl Mailroom {
    async fn write(&self, envelope: &Envelope, now: Timestamp) -> Result<()> {
        let Some((addressee, level)) = mail::audience(&envelope.event) else { return Ok(()) };
        let key = self.store.contract_of(&envelope.contract_ref).await?;
        let mut written = Vec::new();
        if let Some(matter) = self.matter(&envelope.event, &key, now).await? {
            let (contacts, contract, country) = tokio::join!(
                self.store.contacts(&key),
                self.store.contract(&key),
                self.store.country(&key.country),
            );
            let (contract, country) = contract?.zip(country?).ok_or_else(Error::not_found)?;
            for contact in contacts? {
                // Whoever acted by the numbers alone might be anybody: those who are known are told.
                let notice = contact.id != *addressee;
                if notice && !(contact.confirmed && level < Level::Confirmed) {
                    continue;
                }
                let reader = Reader { contact: &contact, contract: &contract, country: &country };
                for (subject, letter) in matter.letters(reader, notice, &self.mailer.portal)? {
                    let letter_key = LetterKey::new(&key, &envelope.id, &subject, &contact.id);
                    self.send(envelope, &letter_key, &letter, now).await?;
                    written.push(letter_key);
                }
            }
        }
        self.store.skip_letters(&key, &envelope.id, &written, now).await
    }

    /// Fetches what an event is about, as far as a letter does not come too late; nothing where it does.
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
                Ok(Matter::placed(orders))
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
            Event::ReadingsSubmitted(_)
            | Event::ReadingWithdrawn(_)
            | Event::ReadingJudged(_)
            | Event::DeviceExchanged(_)
            | Event::ContactAdded(_)
            | Event::ContactChanged(_)
            | Event::ContactDeleted(_) => Ok(None),
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
                tracing::info!(mail.id = mail_id, "sent a letter");
                self.store.settle_letter(key, "sent", &mail_id, now).await
            }
            Err(SendError::Final(reason)) => {
                tracing::error!(reason, "a letter was refused for good");
                self.store.settle_letter(key, "rejected", &reason, now).await
            }
            Err(SendError::Passing(reason)) => {
                tracing::warn!(reason, "a letter did not leave");
                self.store.release_letter(key).await?;
                Err(Error::Busy)
            }
        }
    }
}
