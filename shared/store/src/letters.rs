use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use domain::{ContactId, ContractKey, Kept, Result};
use jiff::{SignedDuration, Timestamp};

use crate::idempotency::outbox_expiry;
use crate::item::{Item, number, text, text_of};
use crate::outbox::pending;
use crate::{Store, error, keys};

/// For how long a claim keeps others from sending: longer than a function runs.
const LEASE: SignedDuration = SignedDuration::from_mins(2);

/// Names one letter: about an event, to a contact. Sending it twice means claiming it twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterKey {
    /// Whose.
    pub contract: ContractKey,
    /// `<event>_<subject>_<contact>`; fit for a mail tag.
    pub id: String,
}

impl LetterKey {
    /// The letter about `subject` (an order number, or a word) that `event` sends to `contact`.
    pub fn new(contract: &ContractKey, event: &str, subject: &str, contact: &ContactId) -> Self {
        Self { contract: contract.clone(), id: keys::letter_id(event, subject, contact) }
    }

    /// The contact to whom it goes; nothing for an id that this portal did not make.
    pub fn contact(&self) -> Option<ContactId> {
        self.id.rsplit_once('_').and_then(|(_, contact)| ContactId::parse(contact).ok())
    }

    /// The event that it is about.
    pub fn event(&self) -> &str {
        keys::event_in(&self.id)
    }
}

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFate {
    /// To whom it went.
    pub contact: ContactId,
    /// The last that is known: `bounced`, `complained`, `rejected`, `delivered`, `sent`, `skipped` or `waiting`.
    pub fate: &'static str,
}

/// Whether a letter may be sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Yes, by the caller alone, for two minutes.
    Granted,
    /// No: it was sent, or somebody else is sending it.
    Settled,
}

/// What an item says of its letter; nothing for one that this portal did not make.
pub(crate) fn fate_of(contract: &ContractKey, item: &Item) -> Option<LetterFate> {
    let fates = ["bounced", "complained", "rejected", "delivered", "sent", "skipped"];
    let id = text_of(item, "sk")?;
    let contact = LetterKey { contract: contract.clone(), id }.contact()?;
    let known = fates.into_iter().find(|fate| item.contains_key(*fate));
    Some(LetterFate { contact, fate: known.unwrap_or("waiting") })
}

impl Store {
    /// Claims a letter before it is sent.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn claim_letter(&self, letter: &LetterKey, now: Timestamp) -> Result<Claim> {
        let [(_, waiting), (_, since)] = pending(keys::LETTER, &letter.id, now);
        let claimed = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::letter(&letter.contract, &letter.id)))
            .update_expression(
                "SET lease = :lease, pending = :pending, pending_since = if_not_exists(pending_since, :since), expires = :expires ADD tries :one",
            )
            .condition_expression(
                "attribute_not_exists(pk) OR (attribute_not_exists(settled) AND lease <= :now)",
            )
            .expression_attribute_values(":lease", number((now + LEASE).as_second()))
            .expression_attribute_values(":now", number(now.as_second()))
            .expression_attribute_values(":one", number(1))
            // What is not settled by the time its event is gone never will be; what is settled stays longer, as proof.
            .expression_attribute_values(":expires", outbox_expiry(now))
            .expression_attribute_values(":pending", waiting)
            .expression_attribute_values(":since", since)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::None)
            .send()
            .await;
        match claimed {
            Ok(_) => Ok(Claim::Granted),
            Err(err) if error::refused(&err) => Ok(Claim::Settled),
            Err(err) => Err(error::from_sdk(err)),
        }
    }

    /// Gives a claim back after a failure that may pass, so that a retry need not wait for the lease.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn release_letter(&self, letter: &LetterKey) -> Result<()> {
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::letter(&letter.contract, &letter.id)))
            .update_expression("SET lease = :free")
            .expression_attribute_values(":free", number(0))
            .send()
            .await
            .map(drop)
            .map_err(error::from_sdk)
    }

    /// Settles as `skipped` what was claimed about an event and is not among `written`: its letters will never be sent, because
    /// the code is over, the contact gone or the order called off.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn skip_letters(
        &self,
        contract: &ContractKey,
        event: &str,
        written: &[LetterKey],
        now: Timestamp,
    ) -> Result<()> {
        let partition = keys::letter_partition(contract);
        for item in self.all_items(partition, &keys::letters_of(event)).await? {
            let Some(id) = text_of(&item, "sk") else { continue };
            if item.contains_key("settled") || written.iter().any(|letter| letter.id == id) {
                continue;
            }
            let skipped = self
                .client
                .update_item()
                .table_name(&self.table)
                .set_key(Some(keys::letter(contract, &id)))
                .update_expression(
                    "SET skipped = :at, settled = :at, expires = :expires REMOVE pending, pending_since, lease",
                )
                .condition_expression("attribute_exists(pk) AND attribute_not_exists(settled)")
                .expression_attribute_values(":at", text(now.to_string()))
                .expression_attribute_values(":expires", number(Kept::Delivery.until(now)))
                .send()
                .await;
            match skipped {
                Ok(_) => {}
                // Settled or expired meanwhile.
                Err(err) if error::refused(&err) => {}
                Err(err) => return Err(error::from_sdk(err)),
            }
        }
        Ok(())
    }

    /// What became of the letters about an event.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn letters_about(
        &self,
        contract: &ContractKey,
        event: &str,
    ) -> Result<Vec<LetterFate>> {
        let partition = keys::letter_partition(contract);
        let items = self.all_items(partition, &keys::letters_of(event)).await?;
        Ok(items.iter().filter_map(|item| fate_of(contract, item)).collect())
    }

    /// Writes down what became of a letter: `sent`, `delivered`, `bounced`, `complained` or `rejected`, and when.
    /// What was written first stays.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn settle_letter(
        &self,
        letter: &LetterKey,
        fate: &'static str,
        mail_id: &str,
        at: Timestamp,
    ) -> Result<()> {
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::letter(&letter.contract, &letter.id)))
            .update_expression(
                "SET #fate = if_not_exists(#fate, :at), settled = if_not_exists(settled, :at), mail_id = if_not_exists(mail_id, :mail_id), expires = :expires REMOVE pending, pending_since, lease",
            )
            .expression_attribute_names("#fate", fate)
            .expression_attribute_values(":at", text(at.to_string()))
            .expression_attribute_values(":mail_id", text(mail_id))
            .expression_attribute_values(":expires", number(Kept::Delivery.until(at)))
            .send()
            .await
            .map(drop)
            .map_err(error::from_sdk)
    }
}
