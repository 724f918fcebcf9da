use aws_sdk_dynamodb::types::AttributeValue;
use domain::{ContractKey, ContractRef, Error, Result, Session};
use jiff::{SignedDuration, Timestamp};

use crate::idempotency::{PENDING_SHARDS, outbox_expiry};
use crate::item::{Item, text, text_of};
use crate::{Store, error, keys, new_id};

/// Where an outbox item stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxKey {
    contract: ContractKey,
    event: String,
}

/// An event as it was recorded with its change.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Where it stands, for marking it as published.
    pub key: OutboxKey,
    /// Its id: consumers recognise a doubled event by it.
    pub id: String,
    /// Its type, e.g. `OrderPlaced`.
    pub kind: String,
    /// Whose.
    pub contract_ref: ContractRef,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// What happened, as JSON.
    pub detail: String,
}

impl Recorded {
    /// Reads the image of an outbox item.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when it is none.
    pub fn from_item(item: Item) -> Result<Self> {
        let field = |name: &str| {
            text_of(&item, name)
                .ok_or_else(|| Error::internal(format!("outbox item without {name}")))
        };
        let pk = field("pk")?;
        let contract = pk
            .strip_prefix(keys::OUTBOX)
            .and_then(|rest| ContractKey::from_parts(rest, '#'))
            .ok_or_else(|| Error::internal("not an outbox item"))?;
        let id = field("sk")?;
        Ok(Self {
            key: OutboxKey { contract, event: id.clone() },
            id,
            kind: field("type")?,
            contract_ref: field("contract_ref")?.try_into()?,
            occurred_at: field("occurred_at")?.parse().map_err(Error::internal)?,
            detail: field("detail")?,
        })
    }
}

impl Store {
    pub(crate) fn outbox_item(
        &self,
        session: &Session,
        kind: &str,
        detail: &serde_json::Value,
        now: Timestamp,
    ) -> Result<Item> {
        let id = new_id(now);
        let mut item = keys::outbox(&session.contract, &id);
        item.insert("type".into(), text(kind));
        item.insert("contract_ref".into(), text(session.contract_ref.as_str()));
        item.insert("occurred_at".into(), text(now.to_string()));
        item.insert("detail".into(), text(detail.to_string()));
        item.extend(pending(keys::OUTBOX, &id, now));
        Ok(item)
    }

    /// Notes that an event is on the bus. Harmless when done twice.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn mark_published(&self, key: &OutboxKey, now: Timestamp) -> Result<()> {
        let marked = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::outbox(&key.contract, &key.event)))
            .update_expression("SET expires = :expires REMOVE pending, pending_since")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":expires", outbox_expiry(now))
            .send()
            .await;
        match marked {
            Ok(_) => Ok(()),
            // The item's time was over before it was marked: nothing is left to mark.
            Err(err)
                if err
                    .as_service_error()
                    .is_some_and(|e| e.is_conditional_check_failed_exception()) =>
            {
                Ok(())
            }
            Err(err) => Err(error::from_sdk(err)),
        }
    }

    /// The events that still wait, or whose letters still wait, since before `now` − `age`: at most about `limit`.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn overlooked_events(
        &self,
        now: Timestamp,
        age: SignedDuration,
        limit: i32,
    ) -> Result<Vec<Recorded>> {
        let before = (now - age).to_string();
        let mut events: Vec<keys::Key> = Vec::new();
        for kind in [keys::OUTBOX, keys::LETTER] {
            for shard in 0..PENDING_SHARDS {
                let page = self
                    .client
                    .query()
                    .table_name(&self.table)
                    .index_name("pending")
                    .key_condition_expression("pending = :pending AND pending_since < :before")
                    .expression_attribute_values(":pending", text(format!("{kind}{shard}")))
                    .expression_attribute_values(":before", text(&before))
                    .limit(limit)
                    .send()
                    .await
                    .map_err(error::from_sdk)?;
                events.extend(page.items().iter().filter_map(event_of));
            }
        }
        events.sort_by_key(|key| (text_of(key, "pk"), text_of(key, "sk")));
        events.dedup();
        let mut found = Vec::with_capacity(events.len());
        for chunk in events.chunks(100) {
            for item in self.get_many(chunk.to_vec()).await? {
                found.push(Recorded::from_item(item)?);
            }
        }
        Ok(found)
    }
}

/// The outbox key of a waiting event, or of the event that a waiting letter is about.
fn event_of(key: &Item) -> Option<keys::Key> {
    let (pk, sk) = (text_of(key, "pk")?, text_of(key, "sk")?);
    let contract = pk.strip_prefix(keys::OUTBOX).or_else(|| pk.strip_prefix(keys::LETTER))?;
    let contract = ContractKey::from_parts(contract, '#')?;
    Some(keys::outbox(&contract, sk.split('.').next()?))
}

/// What puts an item into the sparse index of things not done.
pub(crate) fn pending(kind: &str, id: &str, now: Timestamp) -> [(String, AttributeValue); 2] {
    let shard = id.bytes().last().unwrap_or_default() % PENDING_SHARDS;
    [
        ("pending".into(), text(format!("{kind}{shard}"))),
        ("pending_since".into(), text(now.to_string())),
    ]
}
