//! Events on the bus: writes the letters that they call for.

mod matter;

use std::borrow::Cow;

use domain::{Error, Result};
use events::{Envelope, Event};
use jiff::Timestamp;
use mail::{Desk, Letter, Mailer, Occasion, Part, Reader, SendError};
use store::{Attempt, Claim, LetterKey, Store};
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
        let Some(occasion) = Occasion::of(&envelope.event) else { return Ok(()) };
        let key = self.store.contract_of(&envelope.contract_ref).await?;
        let (contract, country, contacts) = tokio::join!(
            self.store.contract(&key),
            self.store.country(&key.country),
            self.store.contacts(&key),
        );
        let (contract, country) = contract?.zip(country?).ok_or_else(Error::not_found)?;
        let today = country.zone().to_datetime(now).date();
        let contacts = contacts?;
        let mut written = Vec::new();
        if let Some(matter) = self.matter(occasion, &contract, today, now).await? {
            let desk = Desk { portal: &self.mailer.portal, secret: self.secret(), envelope };
            let parts = matter.parts(occasion.audience(), &contacts);
            if parts.is_empty() {
                tracing::warn!("nobody to write to");
            }
            for (contact, part) in parts {
                let reader = Reader { contact, contract: &contract, country: &country };
                let notice = matches!(part, Part::Notice);
                let limit = notice.then(|| Attempt::Notice(key.clone(), contact.id.clone()));
                for (subject, letter) in matter.letters(reader, &part, desk)? {
                    let letter_key = LetterKey::new(&key, &envelope.id, &subject, &contact.id);
                    self.send(envelope, &letter_key, &letter, limit.as_ref(), now).await?;
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

    /// Claims, sends and marks one letter. One above its `limit` is not sent: twenty notices within an hour say what there is to say, and whoever
    /// has the numbers must not fill a mailbox with them.
    async fn send(
        &self,
        envelope: &Envelope,
        key: &LetterKey,
        letter: &Letter,
        limit: Option<&Attempt>,
        now: Timestamp,
    ) -> Result<()> {
        if self.store.claim_letter(key, now).await? == Claim::Settled {
            return Ok(());
        }
        if let Some(limit) = limit
            && !self.store.reserve(limit, now).await?
        {
            tracing::warn!("a notice above the limit was withheld");
            metrics::count("NoticesWithheld", 1);
            return self.store.settle_letter(key, "skipped", "", now).await;
        }
        match self.mailer.send(letter, &key.id, &envelope.contract_ref).await {
            Ok(mail_id) => {
                tracing::info!(mail.id = mail_id, "sent a letter");
                metrics::count("LettersSent", 1);
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
