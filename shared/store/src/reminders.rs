use std::collections::{BTreeMap, BTreeSet};

use domain::{Contract, ContractKey, Device, Error, Kept, Quarter, Reminder, ReminderMark, Result};
use events::{Event, ReadingsDue, ReadingsOverdue};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::idempotency::in_days;
use crate::item::{Item, from_item, number, number_of, text, text_of, value};
use crate::letters::LetterFate;
use crate::transaction::{Refused, Transaction};
use crate::{Store, error, keys};

/// Days for which the place of a run is kept.
const RUN_DAYS: i64 = 100;
/// Devices that one event names at most, so that it stays far below the bus's 256 KiB.
pub(crate) const NAMED: usize = 1_000;

/// Whether no reading has come in since the contract's count of them was `:read`; it has none as long as that is `:none`.
pub(crate) const UNREAD_SINCE: &str =
    "readings_version = :read OR (:read = :none AND attribute_not_exists(readings_version))";

/// What the table holds of a contract when it may be asked for readings.
#[derive(Debug)]
pub struct ReminderFacts {
    /// The contract.
    pub contract: Contract,
    /// All of its devices.
    pub devices: Vec<Device>,
    /// What was recorded for the newest quarter in which it was asked.
    marks: Marks,
    /// Goes up with each reading.
    readings_version: i64,
}

/// The marks of one quarter, as the contract's item carries them so that one query reads everything.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Marks {
    quarter: String,
    marks: BTreeSet<String>,
}

/// What was done about something missing at one time.
#[derive(Debug, Clone)]
pub struct RecordedReminder {
    /// Which stage, or `overdue`, `closed` or `left_open`.
    pub mark: String,
    /// It was sent, and not passed over.
    pub sent: bool,
    /// When.
    pub at: Timestamp,
    /// Its letters.
    pub letters: Vec<LetterFate>,
}

/// How recording a reminder ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminded {
    /// It is recorded, and its event on the way.
    Done,
    /// A reading came in meanwhile: look again.
    Changed,
    /// Another run was faster.
    Before,
}

/// How far a run is within a part of the contracts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunPlace {
    /// The last contract that was dealt with.
    pub after: Option<ContractKey>,
    /// All of the part's contracts were.
    pub finished: bool,
}

/// Why a reminder was not recorded.
pub(crate) enum NotReminded {
    Changed,
    Before,
}

impl From<Option<Refused<NotReminded>>> for Reminded {
    fn from(ended: Option<Refused<NotReminded>>) -> Self {
        match ended.map(|refused| refused.meaning) {
            None => Self::Done,
            Some(NotReminded::Changed) => Self::Changed,
            Some(NotReminded::Before) => Self::Before,
        }
    }
}

impl ReminderFacts {
    /// What is due on `today`; nothing where nothing is missing or everything was done.
    pub fn due(&self, today: Date) -> Option<Reminder<'_>> {
        let quarter = Quarter::open_on(today)?.to_string();
        let none = BTreeSet::new();
        let marks = if self.marks.quarter == quarter { &self.marks.marks } else { &none };
        Reminder::due(&self.contract, &self.devices, marks, today)
    }
}

impl Store {
    /// Parts that the index `by_shard` spreads contracts over.
    pub const SHARDS: u8 = 64;

    /// The next contracts of a part after `after`, at most `limit`.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn contracts_of_shard(
        &self,
        shard: u8,
        after: Option<&ContractKey>,
        limit: i32,
    ) -> Result<Vec<ContractKey>> {
        let after = after.map_or_else(|| keys::CONTRACTS.to_owned(), keys::contract_partition);
        let page = self
            .client
            .query()
            .table_name(&self.table)
            .index_name("by_shard")
            .key_condition_expression("#shard = :shard AND pk > :after")
            .expression_attribute_names("#shard", "shard")
            .expression_attribute_values(":shard", number(shard))
            .expression_attribute_values(":after", text(after))
            .limit(limit)
            .send()
            .await
            .map_err(error::from_sdk)?;
        let contract = |item: &Item| {
            let pk = text_of(item, "pk")?;
            ContractKey::from_parts(pk.strip_prefix(keys::CONTRACTS)?, '#')
        };
        page.items()
            .iter()
            .map(|item| contract(item).ok_or_else(|| Error::internal("not a contract in by_shard")))
            .collect()
    }

    /// A contract with all its devices, in one query (and one more for each further MB of devices).
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn reminder_facts(&self, key: &ContractKey) -> Result<Option<ReminderFacts>> {
        let Some((mut item, devices)) = self.contract_and_devices(key).await? else {
            return Ok(None);
        };
        let marks = item.remove("reminders").map(serde_dynamo::from_attribute_value).transpose();
        let marks = marks.map_err(Error::internal)?.unwrap_or_default();
        let readings_version = number_of(&item, "readings_version").unwrap_or(0);
        Ok(Some(ReminderFacts { contract: from_item(item)?, devices, marks, readings_version }))
    }

    /// A contract's item and its devices, in one query.
    pub(crate) async fn contract_and_devices(
        &self,
        key: &ContractKey,
    ) -> Result<Option<(Item, Vec<Device>)>> {
        let (mut contract, mut devices) = (None, Vec::new());
        for item in self.contract_with_devices(key).await? {
            if text_of(&item, "sk").is_some_and(|sk| sk == keys::CONTRACT) {
                contract = Some(item);
            } else {
                devices.push(from_item(item)?);
            }
        }
        Ok(contract.map(|contract| (contract, devices)))
    }

    async fn contract_with_devices(&self, key: &ContractKey) -> Result<Vec<Item>> {
        let (first, last) = keys::CONTRACT_TO_DEVICES;
        let (mut items, mut after) = (Vec::new(), None);
        loop {
            let query = self
                .client
                .query()
                .table_name(&self.table)
                .key_condition_expression("pk = :pk AND sk BETWEEN :first AND :last")
                .expression_attribute_values(":pk", text(keys::contract_partition(key)))
                .expression_attribute_values(":first", text(first))
                .expression_attribute_values(":last", text(last))
                .consistent_read(true)
                .set_exclusive_start_key(after);
            let page = query.send().await.map_err(error::from_sdk)?;
            items.extend(page.items.unwrap_or_default());
            after = page.last_evaluated_key;
            if after.is_none() {
                return Ok(items);
            }
        }
    }

    /// Records what is done about missing readings and puts its events into the outbox, in one transaction that holds only
    /// while no reading has come in since the facts were read.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn remind(
        &self,
        facts: &ReminderFacts,
        reminder: &Reminder<'_>,
        now: Timestamp,
    ) -> Result<Reminded> {
        let (contract, quarter) = (&facts.contract, reminder.quarter);
        let (key, contract_ref) = (&contract.key, &contract.contract_ref);
        let mut transaction = Transaction::new(&self.client);
        let mut marks = BTreeSet::new();
        let mut record = |mark: ReminderMark, fate: &str, event: Option<&str>| {
            marks.insert(mark.to_string());
            let put = self
                .put(keys::reminder(key, quarter, mark))
                .item("fate", text(fate))
                .item("at", text(now.to_string()))
                .item("expires", number(Kept::Delivery.until(now)))
                .condition_expression("attribute_not_exists(pk)");
            match event {
                Some(event) => put.item("event", text(event)),
                None => put,
            }
        };
        let mut puts = Vec::new();
        for event in events_of(reminder) {
            let mark = match &event {
                Event::ReadingsDue(due) => ReminderMark::Stage(due.stage),
                _ => ReminderMark::Overdue,
            };
            let item = self.outbox_item(key, contract_ref, &event, now)?;
            let id = text_of(&item, "sk").unwrap_or_default();
            puts.push(record(mark, "sent", Some(&id)));
            transaction = transaction.put(self.put(item));
        }
        for stage in &reminder.skip {
            puts.push(record(ReminderMark::Stage(*stage), "skipped", None));
        }
        for put in puts {
            transaction = transaction.put_if(put, NotReminded::Before);
        }
        let quarter = quarter.to_string();
        if facts.marks.quarter == quarter {
            marks.extend(facts.marks.marks.iter().cloned());
        }
        let update = self
            .update(keys::contract(key))
            .update_expression("SET reminders = :marks")
            .condition_expression(UNREAD_SINCE)
            .expression_attribute_values(":marks", value(&Marks { quarter, marks })?)
            .expression_attribute_values(":read", number(facts.readings_version))
            .expression_attribute_values(":none", number(0));
        let ended = transaction.update_if(update, NotReminded::Changed).commit().await?;
        Ok(ended.into())
    }

    /// What was recorded for a contract in a quarter, and what became of each letter: the proof of having asked.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn reminders(
        &self,
        key: &ContractKey,
        quarter: Quarter,
    ) -> Result<Vec<RecordedReminder>> {
        self.recorded_reminders(key, &keys::reminders_of(quarter)).await
    }

    /// What was recorded under sort keys that begin so.
    pub(crate) async fn recorded_reminders(
        &self,
        key: &ContractKey,
        prefix: &str,
    ) -> Result<Vec<RecordedReminder>> {
        let mut recorded = Vec::new();
        for item in self.all_items(keys::reminder_partition(key), prefix).await? {
            let mark = text_of(&item, "sk").unwrap_or_default();
            let mark = mark.rsplit('#').next().unwrap_or_default().to_owned();
            let letters = match text_of(&item, "event") {
                Some(event) => self.letters_about(key, &event).await?,
                None => Vec::new(),
            };
            let at = text_of(&item, "at").and_then(|at| at.parse().ok()).unwrap_or_default();
            let sent = text_of(&item, "fate").is_some_and(|fate| fate == "sent");
            recorded.push(RecordedReminder { mark, sent, at, letters });
        }
        recorded.sort_by_key(|recorded| recorded.at);
        Ok(recorded)
    }

    /// How far a run is within a part.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn run_place(&self, run: Timestamp, shard: u8) -> Result<RunPlace> {
        let Some(item) = self.get_raw(keys::run(run, shard)).await? else {
            return Ok(RunPlace::default());
        };
        let after = text_of(&item, "after").and_then(|after| ContractKey::from_parts(&after, '#'));
        Ok(RunPlace { after, finished: item.contains_key("finished") })
    }

    /// Notes how far a run is within a part, and how many contracts were asked since the last note.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn note_run(
        &self,
        run: Timestamp,
        shard: u8,
        place: &RunPlace,
        reminded: usize,
        now: Timestamp,
    ) -> Result<()> {
        let mut set = vec!["expires = :expires"];
        let mut values =
            BTreeMap::from([(":expires", in_days(now, RUN_DAYS)), (":reminded", number(reminded))]);
        if let Some(after) = &place.after {
            set.push("#after = :after");
            values.insert(":after", text(after.to_string()));
        }
        if place.finished {
            set.push("finished = :now");
            values.insert(":now", text(now.to_string()));
        }
        let mut update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::run(run, shard)))
            .update_expression(format!("SET {} ADD reminded :reminded", set.join(", ")));
        if place.after.is_some() {
            update = update.expression_attribute_names("#after", "after");
        }
        for (name, value) in values {
            update = update.expression_attribute_values(name, value);
        }
        update.send().await.map(drop).map_err(error::from_sdk)
    }
}

fn events_of(reminder: &Reminder<'_>) -> Vec<Event> {
    let (quarter, due) = (reminder.quarter.to_string(), reminder.quarter.due_date());
    let open = reminder.open.len();
    let asked = reminder.send.map(|stage| {
        Event::ReadingsDue(ReadingsDue { quarter: quarter.clone(), stage, due, open })
    });
    let told = reminder.overdue.then(|| {
        let devices = reminder.open.iter().take(NAMED).map(|device| device.serial.clone());
        Event::ReadingsOverdue(ReadingsOverdue {
            quarter: quarter.clone(),
            due,
            devices: devices.collect(),
            open,
        })
    });
    asked.into_iter().chain(told).collect()
}
