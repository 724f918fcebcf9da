use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::builders::PutBuilder;
use domain::{Error, Refusal, Result, Serial, Session};
use events::Event;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::audit::telling;
use crate::item::{number, to_item};
use crate::transaction::{Refused, Transaction};
use crate::{Store, keys};

/// Days for which an answer is kept.
const DAYS: i64 = 30;
/// Days for which a published event is kept; letters that stayed open are written from it.
const OUTBOX_DAYS: i64 = 30;

/// The answer that a request got, to be given again. Holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// SHA-256 of the request as it was understood.
    pub fingerprint: String,
    /// HTTP status.
    pub status: u16,
    /// Body, byte for byte.
    pub body: String,
}

/// What goes into one transaction with every change: the answer for a retry, the event and the audit entry.
#[derive(Debug)]
pub struct Effect<'a> {
    /// Who.
    pub session: &'a Session,
    /// Which operation, e.g. `place_order`.
    pub operation: &'static str,
    /// The client's key.
    pub key: &'a str,
    /// What the client is told now and on every retry.
    pub answer: Stored,
    /// What happened; nothing yet, where something was only prepared.
    pub event: Option<Event>,
    /// When.
    pub now: Timestamp,
}

/// How a change ended.
#[derive(Debug)]
pub enum Outcome {
    /// It was made now.
    Done,
    /// It was made before by the same request; here is the answer of then.
    Before(Stored),
}

/// What a refused step of a change means.
#[derive(Debug)]
pub(crate) enum Meaning {
    /// The key was used before.
    Replay,
    /// The stored state forbids it.
    Refuse(Error),
    /// Somebody else wrote this device since it was read.
    Raced(Serial),
    /// Another number must be drawn.
    NumberTaken,
    /// The e-mail belongs to a contact already.
    EmailKnown,
}

impl Store {
    /// The stored answer for a key, if the request was made before.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn stored_answer(
        &self,
        session: &domain::ContractKey,
        operation: &str,
        key: &str,
        now: Timestamp,
    ) -> Result<Option<Stored>> {
        let item = self.get_raw(keys::idempotency(session, operation, key)).await?;
        let Some(item) = item else { return Ok(None) };
        let expired =
            crate::item::number_of(&item, "expires").is_some_and(|at| at <= now.as_second());
        if expired { Ok(None) } else { crate::item::from_item(item).map(Some) }
    }

    /// Begins a transaction with what every change brings along: stored answer, event, audit entry.
    pub(crate) fn effect(&self, effect: &Effect<'_>) -> Result<Transaction<'_, Meaning>> {
        let Session { contract, contract_ref, .. } = effect.session;
        let mut transaction =
            Transaction::new(&self.client).put_if(self.answer(effect)?, Meaning::Replay);
        let mut audit = self.audit_entry(effect.session, effect.operation, effect.now)?;
        if let Some(event) = &effect.event {
            let item = self.outbox_item(contract, contract_ref, event, effect.now)?;
            audit = telling(audit, &item, event)?;
            transaction = transaction.put(self.put(item));
        }
        Ok(transaction.put(audit))
    }

    /// Keeps the answer to a request that found nothing to change.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn keep_answer(&self, effect: &Effect<'_>) -> Result<Outcome> {
        let kept = Transaction::new(&self.client)
            .put_if(self.answer(effect)?, Meaning::Replay)
            .commit()
            .await?;
        outcome(kept)
    }

    fn answer(&self, effect: &Effect<'_>) -> Result<PutBuilder> {
        let key = keys::idempotency(&effect.session.contract, effect.operation, effect.key);
        let mut answer = to_item(key, &effect.answer)?;
        answer.insert("expires".into(), in_days(effect.now, DAYS));
        Ok(self
            .put(answer)
            .condition_expression("attribute_not_exists(pk) OR expires <= :now")
            .expression_attribute_values(":now", number(effect.now.as_second())))
    }
}

/// Turns the end of a change's transaction into its outcome, as far as all changes have it in common.
pub(crate) fn outcome(refused: Option<Refused<Meaning>>) -> Result<Outcome> {
    match refused {
        None => Ok(Outcome::Done),
        Some(Refused { meaning: Meaning::Replay, old }) => {
            let old = old.ok_or_else(|| Error::internal("a refused key without its item"))?;
            crate::item::from_item(old).map(Outcome::Before)
        }
        Some(Refused { meaning: Meaning::Refuse(error), .. }) => Err(error),
        Some(Refused {
            meaning: Meaning::Raced(_) | Meaning::NumberTaken | Meaning::EmailKnown,
            ..
        }) => Err(Error::Conflict(Refusal::ChangedMeanwhile)),
    }
}

pub(crate) fn in_days(now: Timestamp, days: i64) -> AttributeValue {
    number(now.as_second() + days * 86_400)
}

/// When a published event may go.
pub(crate) fn outbox_expiry(now: Timestamp) -> AttributeValue {
    in_days(now, OUTBOX_DAYS)
}
