use std::fmt;
use std::str::FromStr;

use domain::{
    ContractKey, Entry, Error, History, Outcome, Reading, Result, Ruling, Serial, State, Verdict,
};
use events::{Event, ReadingJudged};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::audit::telling;
use crate::idempotency::Meaning;
use crate::item::{from_items, text, text_of};
use crate::readings::ReadingChange;
use crate::transaction::{Refused, Transaction};
use crate::{Store, error, keys, new_id};

/// How often a verdict is tried while somebody else writes the device.
const TRIES: u32 = 5;

/// Names a set among those of all contracts, for operators: `DE/17102995/SPV20418/FinalTest1/2026-12-28/01KD…`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryName {
    /// Whose.
    pub contract: ContractKey,
    /// The device.
    pub serial: Serial,
    /// The reading date.
    pub date: Date,
    /// The set's id.
    pub id: String,
}

impl fmt::Display for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let contract = self.contract.to_string().replace('#', "/");
        write!(f, "{contract}/{}/{}/{}", self.serial, self.date, self.id)
    }
}

impl FromStr for EntryName {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let read = || {
            let mut parts = raw.trim().rsplitn(4, '/');
            let id = parts.next()?.to_owned();
            let date = parts.next()?.parse().ok()?;
            let serial = Serial::parse(parts.next()?).ok()?;
            let contract = ContractKey::from_parts(parts.next()?, '/')?;
            Some(Self { contract, serial, date, id })
        };
        read().ok_or_else(|| "is no entry as `doubtful` lists them".to_owned())
    }
}

/// What became of a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// It was given.
    Given,
    /// The same one had been given before; nothing was changed.
    GivenBefore,
    /// Another one had been given before.
    Contrary(Ruling),
    /// The set was not doubtful when it came.
    NotDoubtful,
    /// The customer has corrected or withdrawn the set since.
    Void(State),
    /// There is no such set.
    Unknown,
}

impl Store {
    /// The doubtful sets that count and that nobody has judged, of all contracts.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn doubtful_readings(&self) -> Result<Vec<(EntryName, Reading)>> {
        let mut entries = Vec::new();
        for shard in 0..keys::PENDING_SHARDS {
            let mut pages = self
                .client
                .query()
                .table_name(&self.table)
                .index_name("pending")
                .key_condition_expression("pending = :pending")
                .expression_attribute_values(":pending", text(keys::pending(keys::DOUBTFUL, shard)))
                .into_paginator()
                .items()
                .send();
            while let Some(mark) = pages.next().await {
                entries.extend(keys::entry_of(&mark.map_err(error::from_sdk)?));
            }
        }
        let mut found = Vec::with_capacity(entries.len());
        for item in self.get_many(entries).await? {
            let contract = text_of(&item, "pk")
                .and_then(|pk| ContractKey::from_parts(pk.strip_prefix(keys::READING)?, '#'))
                .ok_or_else(|| Error::internal("not a reading"))?;
            for entry in from_items(vec![item])? {
                if let Entry::Reading(reading) = entry {
                    let Reading { serial, date, id, .. } = reading.clone();
                    found.push((
                        EntryName { contract: contract.clone(), serial, date, id },
                        reading,
                    ));
                }
            }
        }
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(found)
    }

    /// Notes the operator's word on a doubtful set, and counts the device anew where it is rejected.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn judge_reading(
        &self,
        name: &EntryName,
        ruling: Ruling,
        note: Option<&str>,
        now: Timestamp,
    ) -> Result<Judgement> {
        let EntryName { contract: key, serial, id, .. } = name;
        for _ in 0..TRIES {
            let (contract, device, entries) = tokio::try_join!(
                self.contract(key),
                self.device(key, serial),
                self.entries(key, serial)
            )?;
            let Some((contract, device)) = contract.zip(device) else {
                return Ok(Judgement::Unknown);
            };
            let history = History::new(&device, entries);
            if !history.matches(&device) {
                continue;
            }
            let Some(set) = history.set(id) else { return Ok(Judgement::Unknown) };
            match set.verdict.as_ref().map(|verdict| verdict.ruling) {
                Some(before) if before == ruling => return Ok(Judgement::GivenBefore),
                Some(before) => return Ok(Judgement::Contrary(before)),
                None if set.reading.outcome != Outcome::Doubtful => {
                    return Ok(Judgement::NotDoubtful);
                }
                None if !set.state.counts() => return Ok(Judgement::Void(set.state)),
                None => (),
            }
            let note = note.map(str::to_owned);
            let verdict = Verdict::new(&set.reading, &device, ruling, note, new_id(now), now);
            let counted = match ruling {
                Ruling::Accepted => device,
                Ruling::Rejected => history.without(&device, id),
            };
            let change = ReadingChange {
                entry: Entry::Verdict(verdict),
                device: counted,
                settles: Some(set.reading.clone()),
                event: None,
            };
            let judged = ReadingJudged { device: serial.clone(), reading: id.clone(), ruling };
            let event = Event::ReadingJudged(judged);
            let item = self.outbox_item(key, &contract.contract_ref, &event, now)?;
            let audit = self.operator_entry(key, &contract.contract_ref, "judge_reading", now);
            let audit = telling(audit, &item, &event)?;
            let transaction = Transaction::new(&self.client).put(self.put(item)).put(audit);
            let transaction = self.change(transaction, key, &change, now)?;
            match self.count_readings(transaction, key).commit().await? {
                None => return Ok(Judgement::Given),
                Some(Refused { meaning: Meaning::Raced(_), .. }) => (),
                Some(_) => return Ok(Judgement::Unknown),
            }
        }
        Err(Error::Busy)
    }
}
