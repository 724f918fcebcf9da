use aws_sdk_dynamodb::types::ConditionCheck;
use aws_sdk_dynamodb::types::builders::PutBuilder;
use domain::{ContractKey, Error, Result};
use events::Event;
use events::outside::{Notice, SOURCE, SetAside};
use jiff::Timestamp;
use serde::Serialize;

use crate::audit::telling;
use crate::idempotency::{Meaning, in_days};
use crate::item::{Item, text, text_of};
use crate::transaction::{Refused, Transaction};
use crate::{Store, keys};

/// Days for which an event from outside is known as applied: longer than any bus or archive repeats one by itself.
const DAYS: i64 = 365;

/// An event from outside that is about to be applied.
#[derive(Debug, Clone)]
pub struct Heard<'a> {
    /// What it says.
    pub notice: &'a Notice,
    /// Whose it is.
    pub contract: ContractKey,
    /// When it is applied.
    pub now: Timestamp,
}

/// What became of an event from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// It was applied.
    Applied,
    /// It was applied before, or things are as it tells; nothing changed.
    Before,
    /// Things have gone on since; it was noted as seen, and nothing changed.
    Overtaken,
}

/// Why an event from outside was not applied.
#[derive(Debug, thiserror::Error)]
pub enum Unapplied {
    /// It cannot be: a person has to look at it.
    #[error(transparent)]
    SetAside(#[from] SetAside),
    /// The table did not do its part: the event may come again.
    #[error(transparent)]
    Table(#[from] Error),
}

impl Unapplied {
    /// The type of the error of a function that an event was set aside by: every further try would end alike.
    pub const SET_ASIDE: &str = "SetAside";

    /// The type of the error by which a function's failure is told apart.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SetAside(_) => Self::SET_ASIDE,
            Self::Table(_) => "Table",
        }
    }
}

/// How applying ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It was written.
    Done,
    /// The same event was applied at the same moment.
    Before,
    /// Somebody else changed what it is about since that was read: look again.
    Raced,
}

impl Store {
    /// Whose an event from outside is, while it waits to be applied; nothing if it was applied before.
    ///
    /// # Errors
    ///
    /// [`Unapplied::SetAside`] for a contract that no import brought, and for an id that belongs to another event; [`Unapplied::Table`].
    pub async fn hear<'a>(
        &self,
        notice: &'a Notice,
        now: Timestamp,
    ) -> Result<Option<Heard<'a>>, Unapplied> {
        let (heard, before) = self.hear_again(notice, now).await?;
        Ok(Some(heard).filter(|_| !before))
    }

    /// Whose an event from outside is, and whether it was applied before: for events of which a crash may have left something open.
    ///
    /// # Errors
    ///
    /// As [`Self::hear`].
    pub async fn hear_again<'a>(
        &self,
        notice: &'a Notice,
        now: Timestamp,
    ) -> Result<(Heard<'a>, bool), Unapplied> {
        let (seen, contract) = tokio::join!(
            self.get_raw(keys::seen(SOURCE, &notice.id)),
            self.contract_of(&notice.contract_ref)
        );
        let seen = seen?;
        if let Some(seen) = &seen {
            same(notice, seen)?;
        }
        match contract {
            Ok(contract) => Ok((Heard { notice, contract, now }, seen.is_some())),
            Err(Error::NotFound(_)) => Err(notice.set_aside("there is no such contract").into()),
            Err(error) => Err(error.into()),
        }
    }

    /// Notes that an event was seen and changes nothing.
    ///
    /// # Errors
    ///
    /// As [`Self::hear`].
    pub async fn pass_over(&self, heard: &Heard<'_>, became: Became) -> Result<Became, Unapplied> {
        let seen = self.seen(heard, became)?;
        let ended = Transaction::new(&self.client).put_if(seen, Meaning::Replay).commit().await?;
        heard.written(ended)?;
        Ok(became)
    }

    /// Begins the transaction that applies an event: the mark that it was, our own event that tells of it, and the audit entry.
    pub(crate) fn apply(
        &self,
        heard: &Heard<'_>,
        event: &Event,
    ) -> Result<Transaction<'_, Meaning>> {
        let Heard { notice, contract, now } = heard;
        let item = self.outbox_item(contract, &notice.contract_ref, event, *now)?;
        let entry = self.operator_entry(contract, &notice.contract_ref, event.kind(), *now);
        let entry = entry.item("told_by", text(&notice.id));
        let entry = telling(entry, &item, event)?;
        Ok(Transaction::new(&self.client)
            .put_if(self.seen(heard, Became::Applied)?, Meaning::Replay)
            .put(self.put(item))
            .put(entry))
    }

    /// Begins a transaction that holds only while an event is not marked as applied: a part of what it asks for.
    pub(crate) fn unless_seen(&self, heard: &Heard<'_>) -> Transaction<'_, Meaning> {
        let check = ConditionCheck::builder()
            .table_name(&self.table)
            .set_key(Some(keys::seen(SOURCE, &heard.notice.id)))
            .condition_expression("attribute_not_exists(pk)");
        Transaction::new(&self.client).check_if(check, Meaning::Replay)
    }

    fn seen(&self, heard: &Heard<'_>, became: Became) -> Result<PutBuilder> {
        let Heard { notice, now, .. } = heard;
        Ok(self
            .put(keys::seen(SOURCE, &notice.id))
            .item("fingerprint", text(&notice.fingerprint))
            .item("contract_ref", text(notice.contract_ref.as_str()))
            .item("became", crate::item::value(&became)?)
            .item("at", text(now.to_string()))
            .item("expires", in_days(*now, DAYS))
            .condition_expression("attribute_not_exists(pk)"))
    }
}

impl Heard<'_> {
    /// What the end of the transaction means.
    pub(crate) fn written(&self, ended: Option<Refused<Meaning>>) -> Result<Written, Unapplied> {
        match ended {
            None => Ok(Written::Done),
            Some(Refused { meaning: Meaning::Replay, old }) => {
                same(self.notice, &old.unwrap_or_default())?;
                Ok(Written::Before)
            }
            Some(_) => Ok(Written::Raced),
        }
    }
}

/// Whether the event that was seen is this one: an id that is used twice would hide the second event.
fn same(notice: &Notice, seen: &Item) -> Result<(), Unapplied> {
    if text_of(seen, "fingerprint").as_deref() == Some(&notice.fingerprint) {
        return Ok(());
    }
    Err(notice.set_aside("another event had the same id").into())
}
