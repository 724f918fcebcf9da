//! Audit entries: who did what, when and from where, in the transaction that did it; ids only, never changed. And the seals that show it.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::builders::PutBuilder;
use domain::{
    AuditEntry, ChainHead, ContractKey, ContractRef, Error, Kept, Result, Session, Trail,
};
use events::Event;
use jiff::Timestamp;

use crate::item::{Item, from_item, number, text, text_of, to_item, value};
use crate::transaction::{Refused, Transaction};
use crate::{Store, keys, new_id};

/// What nobody says: it follows from the moment.
const EXPIRES: &str = "expires";

/// How often a chain that somebody else went on with is read again.
const TRIES: usize = 5;

/// Why entries were not sealed.
enum NotSealed {
    /// This one was, before.
    Before(String),
    /// The chain has gone on.
    Moved,
}

/// The contract and the audit entry of an item that the table's stream carries.
///
/// # Errors
///
/// [`Error::Internal`] when it is none.
pub fn audit_entry_of_image(image: serde_dynamo::Item) -> Result<(ContractKey, AuditEntry)> {
    let image: Item = image.into();
    let contract = text_of(&image, "pk")
        .and_then(|pk| ContractKey::from_parts(pk.strip_prefix(keys::AUDIT)?, '#'))
        .ok_or_else(|| Error::internal("not an audit entry"))?;
    Ok((contract, entry_of(image)?))
}

pub(crate) fn entry_of(item: Item) -> Result<AuditEntry> {
    let mut says = BTreeMap::new();
    for (name, value) in item {
        if name == EXPIRES {
            continue;
        }
        let value = value.as_s().map_err(|_| Error::internal("an audit entry says texts only"))?;
        says.insert(name, value.clone());
    }
    let taken = |name: &str, says: &mut BTreeMap<String, String>| {
        says.remove(name).ok_or_else(|| Error::internal("an audit entry without its moment"))
    };
    let (id, at) = (taken("sk", &mut says)?, taken("at", &mut says)?);
    Ok(AuditEntry { id, at: at.parse().map_err(Error::internal)?, says })
}

impl Store {
    /// The entry for what `session` did; with the event that tells of it, if there is one.
    pub(crate) fn audit_entry(
        &self,
        session: &Session,
        operation: &str,
        now: Timestamp,
    ) -> Result<PutBuilder> {
        let mut entry = self
            .entry(&session.contract, &session.contract_ref, operation, now)
            .item("level", value(&session.level)?)
            .item("session", text(&session.id))
            .item("network", text(&session.network));
        if let Some(contact) = &session.contact {
            entry = entry.item("contact", text(contact.as_str()));
        }
        Ok(entry)
    }

    /// The entry for what the operator did.
    pub(crate) fn operator_entry(
        &self,
        contract: &ContractKey,
        contract_ref: &ContractRef,
        operation: &str,
        now: Timestamp,
    ) -> PutBuilder {
        self.entry(contract, contract_ref, operation, now).item("level", text("operator"))
    }

    fn entry(
        &self,
        contract: &ContractKey,
        contract_ref: &ContractRef,
        operation: &str,
        now: Timestamp,
    ) -> PutBuilder {
        self.put(keys::audit(contract, &new_id(now)))
            .item("contract_ref", text(contract_ref.as_str()))
            .item("operation", text(operation))
            .item("at", text(now.to_string()))
            .item(EXPIRES, number(Kept::Voucher.until(now)))
            .condition_expression("attribute_not_exists(pk)")
    }

    /// Seals entries of a contract, in this order. Those that are sealed already stay as they are.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] when others go on with the same chain all the time; [`Error::Internal`].
    pub async fn seal(
        &self,
        contract: &ContractKey,
        mut entries: Vec<AuditEntry>,
    ) -> Result<ChainHead> {
        let mut tries = 0;
        loop {
            let stands: Option<ChainHead> = self.get(keys::seal_head(contract)).await?;
            let stands = stands.unwrap_or_default();
            if entries.is_empty() {
                return Ok(stands);
            }
            let mut head = stands.clone();
            let mut transaction = Transaction::new(&self.client);
            for entry in &entries {
                let seal = head.seal(entry);
                head = seal.head();
                let mut item = to_item(keys::seal(contract, &entry.id), &seal)?;
                item.insert(EXPIRES.into(), number(Kept::Voucher.until(entry.at)));
                let put = self.put(item).condition_expression("attribute_not_exists(pk)");
                transaction = transaction.put_if(put, NotSealed::Before(entry.id.clone()));
            }
            let moved = self
                .put(to_item(keys::seal_head(contract), &head)?)
                .condition_expression("attribute_not_exists(pk) OR digest = :digest")
                .expression_attribute_values(":digest", text(&stands.digest));
            match transaction.put_if(moved, NotSealed::Moved).commit().await? {
                None => return Ok(head),
                Some(Refused { meaning: NotSealed::Before(id), .. }) => {
                    entries.retain(|entry| entry.id != id);
                }
                Some(Refused { meaning: NotSealed::Moved, .. }) if tries < TRIES => tries += 1,
                Some(_) => return Err(Error::Busy),
            }
        }
    }

    /// All audit entries of a contract with their seals.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`]; [`Error::Internal`], also for an item that no function of the portal wrote.
    pub async fn audit_trail(&self, contract: &ContractKey) -> Result<Trail> {
        // Seals first: an entry is older than its seal.
        let mut seals = self.all_items(keys::seal_partition(contract), "").await?;
        let head = seals
            .iter()
            .position(|item| text_of(item, "sk").is_some_and(|place| place == keys::SEAL_HEAD));
        let head = head.map(|place| seals.swap_remove(place));
        let entries = self.all_items(keys::audit_partition(contract), "").await?;
        Ok(Trail {
            entries: entries.into_iter().map(entry_of).collect::<Result<_>>()?,
            seals: crate::item::from_items(seals)?,
            head: head.map(from_item).transpose()?.unwrap_or_default(),
        })
    }
}

/// What is added to an entry about something that an event tells of: the event itself, which holds ids only, and is kept for a month under its own key.
pub(crate) fn telling(entry: PutBuilder, recorded: &Item, event: &Event) -> Result<PutBuilder> {
    let what = event.to_json().map_err(Error::internal)?;
    Ok(entry.item("event", recorded["sk"].clone()).item("what", text(what)))
}
