use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Contract, ContractKey, Device, Entry, Error, History, Kept, Outcome as Judged, Reading, Result,
    Serial, Session,
};
use events::{Event, ReportedReading};
use futures_util::future::try_join_all;
use jiff::Timestamp;

use crate::idempotency::{Effect, Meaning, Outcome, outcome};
use crate::item::{from_item, number, text_of, to_kept_item, value};
use crate::outbox::pending;
use crate::transaction::{Refused, Transaction};
use crate::{Store, keys};

/// What the table holds of what readings name.
#[derive(Debug)]
pub struct ReadingFacts {
    /// The contract.
    pub contract: Contract,
    /// The devices that are the contract's.
    pub devices: BTreeMap<Serial, Device>,
    /// What was read before at those of them whose readings are to be corrected.
    pub histories: BTreeMap<Serial, History>,
}

/// A change of one device's readings.
#[derive(Debug, Clone)]
pub struct ReadingChange {
    /// What is noted about it.
    pub entry: Entry,
    /// The device as it shall be; it still carries version and turn as they were read.
    pub device: Device,
    /// The set that counts no more, or that the operator has judged.
    pub settles: Option<Reading>,
    /// What is to be told about this device alone.
    pub event: Option<Event>,
}

/// How taking readings ended.
#[derive(Debug)]
pub enum Submitted {
    /// As other changes end.
    Outcome(Outcome),
    /// Somebody else wrote this device at the same moment. Nothing was written.
    Raced(Serial),
}

impl Store {
    /// Fetches the contract and the devices that readings name, and what was read before at the `corrected` ones, all at the same
    /// time.
    ///
    /// # Errors
    ///
    /// [`Error::SignedOut`] when the contract itself is gone; [`Error::Busy`] or [`Error::Internal`].
    pub async fn reading_facts(
        &self,
        key: &ContractKey,
        serials: &BTreeSet<Serial>,
        corrected: &BTreeSet<Serial>,
    ) -> Result<ReadingFacts> {
        let mut wanted = vec![keys::contract(key)];
        wanted.extend(serials.iter().map(|serial| keys::device(key, serial)));
        let entries = corrected.iter().map(|serial| self.entries(key, serial));
        let (items, entries) = tokio::try_join!(self.get_many(wanted), try_join_all(entries))?;
        let (mut contract, mut devices) = (None, BTreeMap::new());
        for item in items {
            if text_of(&item, "sk").is_some_and(|sk| sk == keys::CONTRACT) {
                contract = Some(from_item(item)?);
            } else {
                let device: Device = from_item(item)?;
                devices.insert(device.serial.clone(), device);
            }
        }
        let histories = corrected.iter().zip(entries).filter_map(|(serial, entries)| {
            Some((serial.clone(), History::new(devices.get(serial)?, entries)))
        });
        let histories = histories.collect();
        Ok(ReadingFacts { contract: contract.ok_or(Error::SignedOut)?, devices, histories })
    }

    /// Everything that was noted about a device's readings.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn entries(&self, contract: &ContractKey, serial: &Serial) -> Result<Vec<Entry>> {
        self.all(keys::reading_partition(contract), &keys::readings_of(serial)).await
    }

    /// Sets of readings as events name them; those that are not there are left out.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn reported(
        &self,
        contract: &ContractKey,
        readings: &[ReportedReading],
    ) -> Result<Vec<Reading>> {
        let key =
            |set: &ReportedReading| keys::reading(contract, &set.device, set.date, &set.reading);
        let mut reported = Vec::with_capacity(readings.len());
        for item in self.get_many(readings.iter().map(key).collect()).await? {
            if let Entry::Reading(reading) = from_item(item)? {
                reported.push(reading);
            }
        }
        reported.sort_by(|a, b| a.serial.cmp(&b.serial));
        Ok(reported)
    }

    /// Keeps the answer to a report that was taken in parts, and its event: the readings are written already.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn complete_report(&self, effect: &Effect<'_>) -> Result<Outcome> {
        outcome(self.effect(effect)?.commit().await?)
    }

    /// Writes changes of devices' readings, one for each device, in one transaction; `also` is an event besides that of the effect.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn change_readings(
        &self,
        effect: &Effect<'_>,
        changes: &[ReadingChange],
        also: Option<&Event>,
    ) -> Result<Submitted> {
        let Session { contract, contract_ref, .. } = effect.session;
        let mut transaction = self.effect(effect)?;
        for change in changes {
            transaction = self.change(transaction, contract, change, effect.now)?;
        }
        for event in changes.iter().filter_map(|change| change.event.as_ref()).chain(also) {
            let item = self.outbox_item(contract, contract_ref, event, effect.now)?;
            transaction = transaction.put(self.put(item));
        }
        match self.count_readings(transaction, contract).commit().await? {
            Some(Refused { meaning: Meaning::Raced(serial), .. }) => Ok(Submitted::Raced(serial)),
            ended => outcome(ended).map(Submitted::Outcome),
        }
    }

    /// Adds the change of one device: the entry, the device, and whether the operator has to look at it.
    pub(crate) fn change<'a>(
        &'a self,
        mut transaction: Transaction<'a, Meaning>,
        contract: &ContractKey,
        change: &ReadingChange,
        now: Timestamp,
    ) -> Result<Transaction<'a, Meaning>> {
        let ReadingChange { entry, device, settles, .. } = change;
        let key = keys::reading(contract, entry.serial(), entry.date(), entry.id());
        transaction = transaction.put(self.put(to_kept_item(key, entry, Kept::Voucher, now)?));
        if let Entry::Reading(Reading { serial, date, id, outcome: Judged::Doubtful, .. }) = entry {
            let mut mark = keys::doubtful(contract, serial, *date, id);
            mark.extend(pending(keys::DOUBTFUL, id, now));
            transaction = transaction.put(self.put(mark));
        }
        if let Some(Reading { serial, date, id, outcome: Judged::Doubtful, .. }) = settles {
            transaction =
                transaction.delete(self.delete(keys::doubtful(contract, serial, *date, id)));
        }
        let mut set = "#usage = :usage, turn = :turn, version = :next".to_owned();
        let mut remove = Vec::new();
        let mut update = self
            .update(keys::device(contract, &device.serial))
            .condition_expression("version = :read")
            .expression_attribute_names("#usage", "usage")
            .expression_attribute_values(":usage", value(&device.usage)?)
            .expression_attribute_values(":turn", number(device.turn + 1))
            .expression_attribute_values(":read", number(device.version))
            .expression_attribute_values(":next", number(device.version + 1));
        // An empty map would keep out what an import brings.
        if device.readings.is_empty() {
            remove.push("readings");
        } else {
            set += ", readings = :readings";
            update = update.expression_attribute_values(":readings", value(&device.readings)?);
        }
        if let Some(exchange) = &device.exchange {
            set += ", exchange = :exchange";
            update = update.expression_attribute_values(":exchange", value(exchange)?);
        } else {
            remove.push("exchange");
        }
        let remove = match remove[..] {
            [] => String::new(),
            _ => format!(" REMOVE {}", remove.join(", ")),
        };
        let update = update.update_expression(format!("SET {set}{remove}"));
        Ok(transaction.update_if(update, Meaning::Raced(device.serial.clone())))
    }

    /// Lets the contract's count of changed readings go up, so that a reminder which is being prepared notices.
    pub(crate) fn count_readings<'a>(
        &'a self,
        transaction: Transaction<'a, Meaning>,
        contract: &ContractKey,
    ) -> Transaction<'a, Meaning> {
        let count = self
            .update(keys::contract(contract))
            .update_expression("ADD readings_version :one")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":one", number(1));
        transaction.update_if(count, Meaning::Refuse(Error::SignedOut))
    }
}
