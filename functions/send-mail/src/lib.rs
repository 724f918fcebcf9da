//! Events on the bus: writes the letters that they call for.

use std::borrow::Cow;

use domain::{CaseNo, ContractKey, Error, MailedCode, Order, Result, Serial};
use events::{Envelope, Event, ReadingsDue, ReportCompleted};
use jiff::Timestamp;
use mail::{Desk, Letter, Mailer, Matter, Reader, SendError};
use store::{Claim, LetterKey, Store};
use tracing::Instrument;

/// What writing letters takes.
#[derive(Debug, Clone)]
pub struct Mailroom {
    /// The table.
    pub store: Store,
    /// The mail service.
    pub mailer: Mailer,
    /// What mailed codes and links are derived from.
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
    // Boxed, because futures of the SDK nested as deep as here are more than the compiler lays out.
    Box::pin(mailroom.write(&envelope, now)).instrument(span).await
}

impl Mailroom {
    async fn write(&self, envelope: &Envelope, now: Timestamp) -> Result<()> {
        let Some(envelope) = self.meant(envelope).await? else { return Ok(()) };
        let envelope = envelope.as_ref();
        let Some(audience) = mail::audience(&envelope.event) else { return Ok(()) };
        let key = self.store.contract_of(&envelope.contract_ref).await?;
        let mut written = Vec::new();
        if let Some(matter) = self.matter(&envelope.event, &key, now).await? {
            let (contacts, contract, country) = tokio::join!(
                self.store.contacts(&key),
                self.store.contract(&key),
                self.store.country(&key.country),
            );
            let contacts = contacts?;
            let (contract, country) = contract?.zip(country?).ok_or_else(Error::not_found)?;
            let desk = Desk { portal: &self.mailer.portal, secret: self.secret(), envelope };
            let parts = matter.parts(audience, &contacts);
            if parts.is_empty() {
                tracing::warn!("nobody to write to");
            }
            for (contact, part) in parts {
                let reader = Reader { contact, contract: &contract, country: &country };
                for (subject, letter) in matter.letters(reader, &part, desk)? {
                    let letter_key = LetterKey::new(&key, &envelope.id, &subject, &contact.id);
                    self.send(envelope, &letter_key, &letter, now).await?;
                    written.push(letter_key);
                }
            }
        }
        self.store.skip_letters(&key, &envelope.id, &written, now).await
    }

    /// The event whose letters are to be written: this one, or the one whose letter did not arrive. That is written again to those who are
    /// written to now that one contact less is reached; who has a letter gets no second one.
    async fn meant<'a>(&self, envelope: &'a Envelope) -> Result<Option<Cow<'a, Envelope>>> {
        let Event::ContactUndeliverable(fate) = &envelope.event else {
            return Ok(Some(Cow::Borrowed(envelope)));
        };
        let key = self.store.contract_of(&envelope.contract_ref).await?;
        Ok(self.store.recorded(&key, &fate.event).await?.map(Cow::Owned))
    }

    fn secret(&self) -> &[u8] {
        self.code_secret.0.as_bytes()
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
                Ok(code
                    .map(|code| Matter::Code(MailedCode::derive(self.secret(), session, &code.id))))
            }
            Event::ReadingsDue(due) => self.due(key, due, now).await,
            Event::ReportCompleted(report) => self.reported(key, report, now).await,
            Event::ReadingsSubmitted(_)
            | Event::ReadingsOverdue(_)
            | Event::ReadingWithdrawn(_)
            | Event::ReadingJudged(_)
            | Event::DeviceExchanged(_)
            | Event::ContactAdded(_)
            | Event::ContactChanged(_)
            | Event::ContactDeleted(_)
            | Event::ContactUndeliverable(_) => Ok(None),
        }
    }

    /// The devices whose readings are missing still; nothing when the last one came in since, or the window is closed.
    async fn due(
        &self,
        key: &ContractKey,
        due: &ReadingsDue,
        now: Timestamp,
    ) -> Result<Option<Matter>> {
        let (facts, country) =
            tokio::join!(self.store.reminder_facts(key), self.store.country(&key.country));
        let (facts, country) = facts?.zip(country?).ok_or_else(Error::not_found)?;
        let today = country.zone().to_datetime(now).date();
        let owed = facts.contract.owed_on(today);
        let Some(quarter) = owed.filter(|quarter| quarter.to_string() == due.quarter) else {
            return Ok(None);
        };
        let open: Vec<_> =
            facts.devices.into_iter().filter(|device| device.missing(quarter)).collect();
        let stage = due.stage;
        Ok((!open.is_empty()).then_some(Matter::Due { quarter, stage, open }))
    }

    /// What was reported, as far as it still stands, and what is missing now.
    async fn reported(
        &self,
        key: &ContractKey,
        report: &ReportCompleted,
        now: Timestamp,
    ) -> Result<Option<Matter>> {
        let (facts, country, readings) = tokio::join!(
            self.store.reminder_facts(key),
            self.store.country(&key.country),
            self.store.reported(key, &report.readings),
        );
        let (facts, country) = facts?.zip(country?).ok_or_else(Error::not_found)?;
        let owed = facts.contract.owed_on(country.zone().to_datetime(now).date());
        let device = |serial: &Serial| facts.devices.iter().find(|d| d.serial == *serial).cloned();
        let taken = readings?.into_iter().filter_map(|read| Some((device(&read.serial)?, read)));
        let taken: Vec<_> = taken.collect();
        let open = owed.map(|quarter| {
            let missing = facts.devices.iter().filter(|device| device.missing(quarter));
            (quarter, missing.cloned().collect())
        });
        Ok((!taken.is_empty()).then_some(Matter::Reported { taken, open }))
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
