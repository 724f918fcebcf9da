use aws_sdk_dynamodb::types::AttributeValue;
use domain::{ContractKey, ContractRef, Error, Result, Session};
use events::{Envelope, Event};
use jiff::{SignedDuration, Timestamp};

use crate::idempotency::outbox_expiry;
use crate::item::{Item, from_item, text, text_of, to_item};
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
    /// The event as it travels.
    pub envelope: Envelope,
}

impl Recorded {
    /// Reads an outbox item from the image that the table's stream carries.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when it is none.
    pub fn from_image(image: serde_dynamo::Item) -> Result<Self> {
        Self::from_item(image.into())
    }

    fn from_item(item: Item) -> Result<Self> {
        let contract = text_of(&item, "pk")
            .and_then(|pk| ContractKey::from_parts(pk.strip_prefix(keys::OUTBOX)?, '#'))
            .ok_or_else(|| Error::internal("not an outbox item"))?;
        let envelope: Envelope = from_item(item)?;
        Ok(Self { key: OutboxKey { contract, event: envelope.id.clone() }, envelope })
    }
}

impl Store {
    pub(crate) fn outbox_item(
        &self,
        session: &Session,
        event: &Event,
        now: Timestamp,
    ) -> Result<Item> {
        self.outbox_item_of(&session.contract, &session.contract_ref, event, now)
    }

    /// As [`Self::outbox_item`], for what happens without a session.
    pub(crate) fn outbox_item_of(
        &self,
        contract: &ContractKey,
        contract_ref: &ContractRef,
        event: &Event,
        now: Timestamp,
    ) -> Result<Item> {
        let envelope = Envelope {
            version: events::VERSION,
            id: new_id(now),
            occurred_at: now,
            contract_ref: contract_ref.clone(),
            event: event.clone(),
        };
        let mut item = to_item(keys::outbox(contract, &envelope.id), &envelope)?;
        item.extend(pending(keys::OUTBOX, &envelope.id, now));
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
            Err(err) if error::refused(&err) => Ok(()),
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
            for shard in 0..keys::PENDING_SHARDS {
                let page = self
                    .client
                    .query()
                    .table_name(&self.table)
                    .index_name("pending")
                    .key_condition_expression("pending = :pending AND pending_since < :before")
                    .expression_attribute_values(":pending", text(keys::pending(kind, shard)))
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
        for item in self.get_many(events).await? {
            found.push(Recorded::from_item(item)?);
        }
        Ok(found)
    }
}

/// The outbox key of a waiting event, or of the event that a waiting letter is about.
fn event_of(key: &Item) -> Option<keys::Key> {
    let (pk, sk) = (text_of(key, "pk")?, text_of(key, "sk")?);
    let contract = pk.strip_prefix(keys::OUTBOX).or_else(|| pk.strip_prefix(keys::LETTER))?;
    let contract = ContractKey::from_parts(contract, '#')?;
    Some(keys::outbox(&contract, keys::event_in(&sk)))
}

/// What puts an item into the sparse index of things not done.
pub(crate) fn pending(kind: &str, id: &str, now: Timestamp) -> [(String, AttributeValue); 2] {
    let shard = id.bytes().last().unwrap_or_default() % keys::PENDING_SHARDS;
    [
        ("pending".into(), text(keys::pending(kind, shard))),
        ("pending_since".into(), text(now.to_string())),
    ]
}
