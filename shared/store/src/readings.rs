use std::collections::{BTreeMap, BTreeSet};

use domain::{Contract, ContractKey, Device, Error, Reading, Result, Serial};

use crate::idempotency::{Effect, Meaning, Outcome, outcome};
use crate::item::{from_item, from_items, number, text_of, to_item, value};
use crate::transaction::Refused;
use crate::{Store, keys, new_id};

/// What the table holds of what readings name.
#[derive(Debug)]
pub struct ReadingFacts {
    /// The contract.
    pub contract: Contract,
    /// The devices that are the contract's.
    pub devices: BTreeMap<Serial, Device>,
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
    /// Fetches the contract and the devices that readings name, all at the same time.
    ///
    /// # Errors
    ///
    /// [`Error::SignedOut`] when the contract itself is gone; [`Error::Busy`] or [`Error::Internal`].
    pub async fn reading_facts(
        &self,
        key: &ContractKey,
        serials: &BTreeSet<Serial>,
    ) -> Result<ReadingFacts> {
        let mut wanted = vec![keys::contract(key)];
        wanted.extend(serials.iter().map(|serial| keys::device(key, serial)));
        let (mut contract, mut devices) = (None, BTreeMap::new());
        for item in self.get_many(wanted).await? {
            if text_of(&item, "sk").is_some_and(|sk| sk == keys::CONTRACT) {
                contract = Some(from_item(item)?);
            } else {
                let device: Device = from_item(item)?;
                devices.insert(device.serial.clone(), device);
            }
        }
        Ok(ReadingFacts { contract: contract.ok_or(Error::SignedOut)?, devices })
    }

    /// Writes readings and what they make the last reading of their devices, in one transaction.
    ///
    /// `devices` are as they shall be; each still carries the version that was read. The contract's count of readings goes up with
    /// them, so that a reminder which is being prepared notices.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn submit_readings(
        &self,
        effect: &Effect<'_>,
        readings: &[Reading],
        devices: &[Device],
    ) -> Result<Submitted> {
        let contract = &effect.session.contract;
        let mut transaction = self.effect(effect)?;
        for reading in readings {
            let key = keys::reading(contract, &reading.serial, reading.date, &new_id(effect.now));
            transaction = transaction.put(self.put(to_item(key, reading)?));
        }
        for device in devices {
            let update = self
                .update(keys::device(contract, &device.serial))
                .update_expression("SET readings = :readings, #usage = :usage, version = :next")
                .condition_expression("version = :read")
                .expression_attribute_names("#usage", "usage")
                .expression_attribute_values(":readings", value(&device.readings)?)
                .expression_attribute_values(":usage", value(&device.usage)?)
                .expression_attribute_values(":read", number(device.version))
                .expression_attribute_values(":next", number(device.version + 1));
            transaction = transaction.update_if(update, Meaning::Raced(device.serial.clone()));
        }
        let count = self
            .update(keys::contract(contract))
            .update_expression("ADD readings_version :one")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":one", number(1));
        transaction = transaction.update_if(count, Meaning::Refuse(Error::SignedOut));
        match transaction.commit().await? {
            Some(Refused { meaning: Meaning::Raced(serial), .. }) => Ok(Submitted::Raced(serial)),
            ended => outcome(ended).map(Submitted::Outcome),
        }
    }

    /// A page of a device's readings, newest first, and where the next one begins.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn readings(
        &self,
        contract: &ContractKey,
        serial: &Serial,
        after: Option<&str>,
    ) -> Result<(Vec<Reading>, Option<String>)> {
        let prefix = keys::readings_of(serial);
        // The caller names the place behind the serial only: a cursor leads nowhere else.
        let after = after.map(|place| format!("{prefix}{place}"));
        let partition = keys::reading_partition(contract);
        let page = self.page(partition, &prefix, after.as_deref(), true, Some(50)).await?;
        let next = page.next.and_then(|sk| sk.strip_prefix(&prefix).map(str::to_owned));
        Ok((from_items(page.items)?, next))
    }
}
