//! What an operator imports: attributes that the operator owns are set each time, what the portal writes is left alone.
//!
//! Each of these writes can be repeated safely, and changes nothing when repeated.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use domain::{
    Address, Article, Contact, Contract, ContractKey, Country, Device, Entry, Error, Kept, Model,
    ModelName, Reading, Result, Settings,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{from_sdk, refused};
use crate::item::{Item, number, text, text_of, to_item, to_kept_item, value};
use crate::keys::Key;
use crate::transaction::Transaction;
use crate::{Store, keys};

/// Why a contact of the file is not added.
enum NotAdded {
    /// An earlier import brought it. What became of it since, its deletion included, is the customer's affair.
    Imported,
    /// The customer has entered the e-mail already.
    Known,
}

impl Store {
    /// Writes a country.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn import_country(&self, country: &Country) -> Result<()> {
        self.set(keys::country(&country.code), Changes::of(country)?).await
    }

    /// Writes a model. Its articles are written by [`Store::import_article`].
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn import_model(&self, model: &Model) -> Result<()> {
        self.set(keys::model(&model.name), Changes::of(model)?).await
    }

    /// Writes an article that fits `model`.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn import_article(&self, model: &ModelName, article: &Article) -> Result<()> {
        let changes = Changes::of(article)?.removing("colour").removing("nominal_yield");
        self.set(keys::article(model, &article.no), changes).await
    }

    /// Writes a contract. One that is stored already keeps its reference, and its settings unless `settings` are given.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`], also when somebody else imports the same contract at this moment, or [`Error::Internal`].
    pub async fn import_contract(
        &self,
        contract: &Contract,
        settings: Option<&Settings>,
    ) -> Result<()> {
        let key = keys::contract(&contract.key);
        let stored = self.get_raw(key.clone()).await?;
        let stored_ref = stored.as_ref().and_then(|item| text_of(item, "contract_ref"));
        let contract_ref = match stored_ref {
            Some(text) => text.try_into()?,
            None => contract.contract_ref.clone(),
        };
        let mut contract = Contract { contract_ref, ..contract.clone() };
        if let Some(settings) = settings {
            contract.settings = settings.clone();
        }
        let mut changes = Changes::of(&contract)?.removing("ends").removing("dealer");
        if settings.is_none() {
            changes = changes.keeping("settings");
        }
        let reference = contract.contract_ref.as_str();
        let update = self
            .changing(key, changes.setting("shard", number(shard(&contract.key))))
            .condition_expression("attribute_not_exists(contract_ref) OR contract_ref = :ref")
            .expression_attribute_values(":ref", text(reference));
        let pointer =
            self.put(keys::contract_of(&contract.contract_ref)).item("key", value(&contract.key)?);
        let stopped =
            Transaction::new(&self.client).update_if(update, ()).put(pointer).commit().await?;
        if stopped.is_some() { Err(Error::Busy) } else { Ok(()) }
    }

    /// Writes an address of a contract.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn import_address(&self, contract: &ContractKey, address: &Address) -> Result<()> {
        let changes = Changes::of(address)?.removing("attention").removing("additional_info");
        self.set(keys::address(contract, &address.id), changes).await
    }

    /// Writes a device of a contract. Its readings and supplies are taken only while the portal knows none; its counters
    /// are left alone where `counters` is false. Readings that are taken are entries of its history as well.
    ///
    /// Returns whether its readings were taken. To expect it rightly saves a call: `fresh`.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn import_device(
        &self,
        contract: &ContractKey,
        device: &Device,
        counters: bool,
        fresh: bool,
        now: Timestamp,
    ) -> Result<bool> {
        if device.readings.is_empty() {
            let key = keys::device(contract, &device.serial);
            self.set(key, device_changes(device, counters)?).await?;
            return Ok(false);
        }
        let known = || self.import_known(contract, device, counters);
        let new = || self.import_new(contract, device, counters, now);
        if fresh {
            if new().await? {
                return Ok(true);
            }
            return if known().await? { Ok(false) } else { Err(Error::Busy) };
        }
        if known().await? {
            return Ok(false);
        }
        // Somebody reported it in between: another try finds its readings.
        if new().await? { Ok(true) } else { Err(Error::Busy) }
    }

    /// Writes a device that has readings; whether it has.
    async fn import_known(
        &self,
        contract: &ContractKey,
        device: &Device,
        counters: bool,
    ) -> Result<bool> {
        let changes = device_changes(device, counters)?;
        let key = keys::device(contract, &device.serial);
        let Update { expression, names, values } = changes.write();
        let set = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key))
            .update_expression(expression)
            .condition_expression("attribute_exists(readings)")
            .set_expression_attribute_names(Some(names))
            .set_expression_attribute_values(Some(values))
            .send()
            .await;
        match set {
            Ok(_) => Ok(true),
            Err(err) if refused(&err) => Ok(false),
            Err(err) => Err(from_sdk(err)),
        }
    }

    /// Writes a device that has no readings, and the ones it gets; whether it had none.
    async fn import_new(
        &self,
        contract: &ContractKey,
        device: &Device,
        counters: bool,
        now: Timestamp,
    ) -> Result<bool> {
        // Who has read the device without readings must not write over them.
        let changes = device_changes(device, counters)?
            .setting("readings", value(&device.readings)?)
            .raising("version");
        let update = self
            .changing(keys::device(contract, &device.serial), changes)
            .condition_expression("attribute_not_exists(readings)");
        let mut transaction = Transaction::new(&self.client).update_if(update, ());
        for set in imported(device, now) {
            let key = keys::reading(contract, &set.serial, set.date, &set.id);
            let item = to_kept_item(key, &Entry::Reading(set), Kept::Voucher, now)?;
            transaction = transaction.put(self.put(item));
        }
        Ok(transaction.commit().await?.is_none())
    }

    /// Adds a contact, unless the contract has its e-mail or an import had brought it before. Whether it was added.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn import_contact(&self, contract: &ContractKey, contact: &Contact) -> Result<bool> {
        let new = "attribute_not_exists(pk)";
        let mark = || self.put(keys::imported(contract, &contact.email));
        let guard = self
            .put(keys::email(contract, &contact.email))
            .item("contact", text(contact.id.as_str()))
            .condition_expression(new);
        let stopped = Transaction::new(&self.client)
            .put_if(mark().condition_expression(new), NotAdded::Imported)
            .put_if(guard, NotAdded::Known)
            .put(self.put(to_item(keys::contact(contract, &contact.id), contact)?))
            .commit()
            .await?;
        match stopped.map(|stopped| stopped.meaning) {
            None => Ok(true),
            Some(NotAdded::Imported) => Ok(false),
            Some(NotAdded::Known) => {
                let item = keys::imported(contract, &contact.email);
                let put = self.client.put_item().table_name(&self.table).set_item(Some(item));
                put.send().await.map_err(from_sdk)?;
                Ok(false)
            }
        }
    }

    async fn set(&self, key: Key, changes: Changes) -> Result<()> {
        let Update { expression, names, values } = changes.write();
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key))
            .update_expression(expression)
            .set_expression_attribute_names(Some(names))
            .set_expression_attribute_values(Some(values))
            .send()
            .await
            .map_err(from_sdk)?;
        Ok(())
    }

    fn changing(&self, key: Key, changes: Changes) -> UpdateBuilder {
        let Update { expression, names, values } = changes.write();
        self.update(key)
            .update_expression(expression)
            .set_expression_attribute_names(Some(names))
            .set_expression_attribute_values(Some(values))
    }
}

/// What an import does to a device, but for its readings.
fn device_changes(device: &Device, counters: bool) -> Result<Changes> {
    let mut changes = Changes::of(device)?
        .removing("removed")
        .keeping("supplies")
        .keeping("turn")
        .keeping("version")
        .without("readings")
        .without("usage");
    if !counters {
        changes = changes.keeping("counters");
    }
    // The exchange that a customer has reported is done: the old device has left.
    if device.removed.is_some() {
        changes = changes.removing("exchange");
    }
    // An empty map would keep the supplies out that a later, more complete file has.
    if device.supplies.is_empty() {
        changes = changes.without("supplies");
    }
    Ok(changes)
}

/// The readings that an import brings for a device, a set for each day. Their ids come from their days, so that a repeated
/// import writes none twice.
fn imported(device: &Device, now: Timestamp) -> impl Iterator<Item = Reading> {
    let days: BTreeSet<Date> = device.readings.values().map(|reading| reading.date).collect();
    days.into_iter().map(move |date| {
        let midnight = TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).unwrap_or(now);
        let millis = u64::try_from(midnight.as_millisecond()).unwrap_or(0);
        Reading::imported(device, date, ulid::Ulid::from_parts(millis, 0).to_string(), now)
    })
}

/// What an import does to an item's attributes.
struct Changes {
    /// Set each time.
    set: Item,
    /// Set only where the item has none.
    keep: Item,
    /// Numbers that go up by one.
    raise: Vec<&'static str>,
    /// Removed.
    remove: Vec<&'static str>,
}

/// Changes in the language of the table.
struct Update {
    expression: String,
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
}

impl Changes {
    /// Sets all that `value` has.
    fn of(value: &impl Serialize) -> Result<Self> {
        let set = to_item(Key::new(), value)?;
        Ok(Self { set, keep: Item::new(), raise: Vec::new(), remove: Vec::new() })
    }

    fn setting(mut self, name: &str, value: AttributeValue) -> Self {
        self.set.insert(name.to_owned(), value);
        self
    }

    /// Leaves `name` as it is where the item has it.
    fn keeping(mut self, name: &str) -> Self {
        self.keep.extend(self.set.remove_entry(name));
        self
    }

    /// Lets the number `name` go up by one; it begins at 0.
    fn raising(mut self, name: &'static str) -> Self {
        self.raise.push(name);
        self.without(name)
    }

    /// Removes `name` where the value has none.
    fn removing(mut self, name: &'static str) -> Self {
        if !self.set.contains_key(name) {
            self.remove.push(name);
        }
        self
    }

    /// Leaves `name` as it is, even where the item has none.
    fn without(mut self, name: &str) -> Self {
        self.set.remove(name);
        self.keep.remove(name);
        self
    }

    /// Every name gets a placeholder: many of them are words that expressions reserve.
    fn write(self) -> Update {
        let (mut names, mut values) = (HashMap::new(), HashMap::new());
        let mut placeholder = |name: &str| {
            let index = names.len();
            names.insert(format!("#n{index}"), name.to_owned());
            index
        };
        let mut set = Vec::new();
        for (name, value) in self.set {
            let index = placeholder(&name);
            values.insert(format!(":v{index}"), value);
            set.push(format!("#n{index} = :v{index}"));
        }
        for (name, value) in self.keep {
            let index = placeholder(&name);
            values.insert(format!(":v{index}"), value);
            set.push(format!("#n{index} = if_not_exists(#n{index}, :v{index})"));
        }
        for name in self.raise {
            let index = placeholder(name);
            values.insert(":zero".to_owned(), number(0));
            values.insert(":one".to_owned(), number(1));
            set.push(format!("#n{index} = if_not_exists(#n{index}, :zero) + :one"));
        }
        let mut expression = format!("SET {}", set.join(", "));
        let remove: Vec<String> =
            self.remove.iter().map(|name| format!("#n{}", placeholder(name))).collect();
        if !remove.is_empty() {
            expression = format!("{expression} REMOVE {}", remove.join(", "));
        }
        Update { expression, names, values }
    }
}

/// The part of `by_shard` that a contract belongs to.
fn shard(contract: &ContractKey) -> u8 {
    Sha256::digest(contract.to_string())[0] % Store::SHARDS
}
