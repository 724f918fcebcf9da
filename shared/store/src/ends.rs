use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    Contract, ContractKey, Device, End, EndMark, EndOutcome, EndStep, Error, Kept, Result,
};
use events::{ContractClosed, ContractEnding, ContractLeftOpen, Event};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::item::{Item, from_item, number, number_of, text, text_of, value};
use crate::reminders::{NAMED, NotReminded, RecordedReminder, Reminded, UNREAD_SINCE};
use crate::transaction::Transaction;
use crate::{Store, error, keys};

/// A contract and its devices, with what was recorded for its end.
#[derive(Debug)]
pub struct EndFacts {
    /// The contract.
    pub contract: Contract,
    /// All of its devices.
    pub devices: Vec<Device>,
    marks: EndMarks,
    /// Goes up with each reading.
    readings_version: i64,
}

/// A contract whose end is near, or was recently.
#[derive(Debug)]
pub struct Ending {
    /// Which one.
    pub key: ContractKey,
    end: End,
    marks: EndMarks,
}

/// The marks of one end, as the contract's item and the index `ending` carry them.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct EndMarks {
    ends: String,
    marks: BTreeSet<String>,
}

impl EndMarks {
    fn of(item: &mut Item) -> Result<Self> {
        let marks = item.remove("end_marks").map(serde_dynamo::from_attribute_value);
        Ok(marks.transpose().map_err(Error::internal)?.unwrap_or_default())
    }

    /// The marks of `end`; none when they are those of another one, which an import has moved.
    fn about(&self, end: End) -> BTreeSet<String> {
        if self.ends == end.day.to_string() { self.marks.clone() } else { BTreeSet::new() }
    }
}

impl Ending {
    /// Whether the contract has to be read to know what is due on `today`.
    pub fn may_be_due(&self, today: Date) -> bool {
        EndStep::may_be_due(self.end, &self.marks.about(self.end), today)
    }
}

impl EndFacts {
    /// What is due on `today`; nothing where everything was done.
    pub fn due(&self, today: Date) -> Option<EndStep<'_>> {
        let marks = self.marks.about(self.contract.end()?);
        EndStep::due(&self.contract, &self.devices, &marks, today)
    }
}

impl Store {
    /// The contracts of a part whose last day is one of these; contracts without an end are not in the index at all.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn contracts_ending(
        &self,
        shard: u8,
        (from, to): (Date, Date),
    ) -> Result<Vec<Ending>> {
        let (mut ending, mut after): (Vec<_>, Option<HashMap<String, AttributeValue>>) =
            (Vec::new(), None);
        loop {
            let page = self
                .client
                .query()
                .table_name(&self.table)
                .index_name("ending")
                .key_condition_expression("#shard = :shard AND ends BETWEEN :from AND :to")
                .expression_attribute_names("#shard", "shard")
                .expression_attribute_values(":shard", number(shard))
                .expression_attribute_values(":from", text(from.to_string()))
                .expression_attribute_values(":to", text(to.to_string()))
                .set_exclusive_start_key(after)
                .send()
                .await
                .map_err(error::from_sdk)?;
            for item in page.items.unwrap_or_default() {
                ending.push(ending_of(item)?);
            }
            after = page.last_evaluated_key;
            if after.is_none() {
                return Ok(ending);
            }
        }
    }

    /// A contract with all its devices, in one query (and one more for each further MB of devices).
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn end_facts(&self, key: &ContractKey) -> Result<Option<EndFacts>> {
        let Some((mut contract, devices)) = self.contract_and_devices(key).await? else {
            return Ok(None);
        };
        let marks = EndMarks::of(&mut contract)?;
        let readings_version = number_of(&contract, "readings_version").unwrap_or(0);
        Ok(Some(EndFacts { contract: from_item(contract)?, devices, marks, readings_version }))
    }

    /// Records what is done about the end of a contract and puts its events into the outbox, in one transaction that holds only
    /// while no reading has come in, and the end has not been moved, since the facts were read.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn record_end(
        &self,
        facts: &EndFacts,
        step: &EndStep<'_>,
        now: Timestamp,
    ) -> Result<Reminded> {
        let (key, end) = (&facts.contract.key, step.end);
        let mut transaction = Transaction::new(&self.client);
        let mut marks = facts.marks.about(end);
        let mut record = |mark: EndMark, fate: &str| {
            marks.insert(mark.to_string());
            self.put(keys::end_reminder(key, end, mark))
                .item("fate", text(fate))
                .item("at", text(now.to_string()))
                .item("expires", number(Kept::Delivery.until(now)))
                .condition_expression("attribute_not_exists(pk)")
        };
        for (mark, event) in events_of(step) {
            let item = self.outbox_item(key, &facts.contract.contract_ref, &event, now)?;
            let id = text_of(&item, "sk").unwrap_or_default();
            let put = record(mark, "sent").item("event", text(id));
            transaction = transaction.put(self.put(item)).put_if(put, NotReminded::Before);
        }
        for stage in &step.skip {
            let put = record(EndMark::Stage(*stage), "skipped");
            transaction = transaction.put_if(put, NotReminded::Before);
        }
        let ends = end.day.to_string();
        let update = self
            .update(keys::contract(key))
            .update_expression("SET end_marks = :marks")
            .condition_expression(format!("ends = :ends AND ({UNREAD_SINCE})"))
            .expression_attribute_values(":ends", text(&ends))
            .expression_attribute_values(":marks", value(&EndMarks { ends, marks })?)
            .expression_attribute_values(":read", number(facts.readings_version))
            .expression_attribute_values(":none", number(0));
        let ended = transaction.update_if(update, NotReminded::Changed).commit().await?;
        Ok(ended.into())
    }

    /// What was recorded for the end of a contract, and what became of each letter: the proof of having asked.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn end_reminders(
        &self,
        key: &ContractKey,
        end: End,
    ) -> Result<Vec<RecordedReminder>> {
        self.recorded_reminders(key, &keys::end_reminders_of(end)).await
    }
}

fn ending_of(mut item: Item) -> Result<Ending> {
    let marks = EndMarks::of(&mut item)?;
    let key = text_of(&item, "pk");
    let key = key.and_then(|pk| ContractKey::from_parts(pk.strip_prefix(keys::CONTRACTS)?, '#'));
    let day = text_of(&item, "ends").and_then(|day| day.parse().ok());
    let (key, day) =
        key.zip(day).ok_or_else(|| Error::internal("not a contract with an end in ending"))?;
    Ok(Ending { key, end: End { day }, marks })
}

fn events_of(step: &EndStep<'_>) -> Vec<(EndMark, Event)> {
    let (ends, open) = (step.end.day, step.open.len());
    let asked = step.send.map(|stage| {
        let event = Event::ContractEnding(ContractEnding { stage, ends, open });
        (EndMark::Stage(stage), event)
    });
    let told = step.outcome.map(|outcome| {
        let event = match outcome {
            EndOutcome::Closed => {
                Event::ContractClosed(ContractClosed { ends, devices: step.owing })
            }
            EndOutcome::LeftOpen => {
                let devices = step.open.iter().take(NAMED).map(|device| device.serial.clone());
                let devices = devices.collect();
                Event::ContractLeftOpen(ContractLeftOpen { ends, devices, open })
            }
        };
        (EndMark::Outcome(outcome), event)
    });
    asked.into_iter().chain(told).collect()
}
