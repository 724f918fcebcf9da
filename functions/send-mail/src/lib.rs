//! Events on the bus: writes the letters that they call for.

use domain::{
    CaseNo, Contact, ContactId, Contract, ContractKey, Country, Error, MailedCode, Order, Result,
};
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

/// Writes the letters of one event. Done twice, it sends nothing twice: each letter is claimed first.
///
/// # Errors
///
/// [`Error::Busy`] when a letter did not leave but may later; the bus brings the event again.
pub async fn handle(mailroom: Mailroom, envelope: Envelope, now: Timestamp) -> Result<()> {
    let Some(contact) = addressee(&envelope.event) else { return Ok(()) };
    let key = mailroom.store.contract_of(&envelope.contract_ref).await?;
    let Some((contact, contract, country)) = mailroom.reader(&key, contact).await? else {
        tracing::info!(event.id = envelope.id, "nobody is left to write to");
        return Ok(());
    };
    let reader = Reader { contact: &contact, contract: &contract, country: &country };
    for (subject, letter) in mailroom.letters(&envelope.event, &key, reader, now).await? {
        let letter_key = LetterKey::new(&key, &envelope.id, &subject, &contact.id);
        mailroom.send(&envelope, &letter_key, &letter, now).await?;
    }
    Ok(())
}

/// To whom an event is written; to nobody for most.
fn addressee(event: &Event) -> Option<&ContactId> {
    match event {
        Event::OrderPlaced(placed) => Some(&placed.contact),
        Event::OrderCancelled(cancelled) => Some(&cancelled.contact),
        Event::CodeRequested(requested) => Some(&requested.contact),
        Event::ContactAdded(_) | Event::ContactChanged(_) | Event::ContactDeleted(_) => None,
    }
}

impl Mailroom {
    /// The person, the contract and its country; none once the person is gone.
    async fn reader(
        &self,
        key: &ContractKey,
        contact: &ContactId,
    ) -> Result<Option<(Contact, Contract, Country)>> {
        let (contact, contract, country) = tokio::join!(
            self.store.contact(key, contact),
            self.store.contract(key),
            self.store.country(&key.country),
        );
        let found = contact?.zip(contract?).zip(country?);
        Ok(found.map(|((contact, contract), country)| (contact, contract, country)))
    }

    /// The letters of an event, each with what it is about.
    async fn letters(
        &self,
        event: &Event,
        key: &ContractKey,
        reader: Reader<'_>,
        now: Timestamp,
    ) -> Result<Vec<(String, Letter)>> {
        let portal = &self.mailer.portal;
        let mut letters = Vec::new();
        match event {
            Event::OrderPlaced(placed) => {
                for number in &placed.orders {
                    let order = self.order(key, *number).await?;
                    let letter = Letter::order_placed(reader, &order, portal)?;
                    letters.push((number.to_string(), letter));
                }
            }
            Event::OrderCancelled(cancelled) => {
                let order = self.order(key, cancelled.order).await?;
                let letter = Letter::order_cancelled(reader, &order, portal)?;
                letters.push((order.number.to_string(), letter));
            }
            Event::CodeRequested(requested) => {
                let session = &requested.session;
                // Once it is used or over, a late letter would only confuse.
                if let Some(code) = self.store.requested_code(key, session, now).await? {
                    let code = MailedCode::derive(self.code_secret.0.as_bytes(), session, &code.id);
                    letters.push(("code".to_owned(), Letter::code(reader, &code)?));
                }
            }
            Event::ContactAdded(_) | Event::ContactChanged(_) | Event::ContactDeleted(_) => (),
        }
        Ok(letters)
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
