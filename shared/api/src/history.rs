//! What became of a device's readings, as `list_readings` shows it.

use domain::{
    CounterId, CounterPages, Device, History, PastReading, QuarterPages, Serial, Source, State,
    changeable_until,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// One reading of all counters.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadingItem {
    id: String,
    #[schema(value_type = String, format = Date)]
    date: Date,
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
    /// The quarter for which it counted; none for an interim reading.
    quarter: Option<String>,
    #[schema(value_type = String, example = "accepted")]
    state: State,
    /// The way by which it came.
    #[schema(value_type = String, example = "portal")]
    source: Source,
    /// The id of the set that it corrects.
    replaces: Option<String>,
    /// The id of the set that corrects it.
    replaced_by: Option<String>,
    /// Whether it may be corrected and withdrawn today.
    correctable: bool,
    /// The last day on which it may.
    #[schema(value_type = Option<String>, format = Date)]
    correctable_until: Option<Date>,
    /// Why a doubtful one was confirmed.
    reason: Option<String>,
    /// What the operator says to it.
    note: Option<String>,
    /// The device that stands in the place of this one since, where the set is its final one.
    successor: Option<String>,
    values: Vec<CounterReading>,
}

/// One counter of a reading.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounterReading {
    counter: String,
    label: String,
    value: u64,
    pages: Option<u64>,
    /// Why it was lower than before.
    cause: Option<&'static str>,
}

/// What was printed for a quarter.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuarterItem {
    #[schema(example = "2026-Q4")]
    quarter: String,
    /// Whether it was read. Pages of a quarter without a reading stand in the next.
    read: bool,
    counters: Vec<CounterQuarter>,
}

/// What a counter counted for a quarter.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounterQuarter {
    counter: String,
    /// Printed pages; null where they are not known, or not yet.
    pages: Option<u64>,
    /// The fewest and the most that are usual; null without a history.
    least: Option<u64>,
    most: Option<u64>,
}

impl ReadingItem {
    /// `set` of `device` as it is on `today`.
    pub fn new(set: &PastReading, history: &History, device: &Device, today: Date) -> Self {
        let PastReading { reading, state, replaced_by, verdict, pages } = set;
        let values = reading.values.iter().map(|(id, read)| CounterReading {
            counter: id.to_string(),
            label: device.label(id),
            value: read.value,
            pages: pages.get(id).copied().flatten(),
            cause: read.cause.as_ref().map(domain::Cause::kind),
        });
        let mut values: Vec<_> = values.collect();
        values.sort_by_key(|value| {
            device.counters.iter().position(|c| c.id.as_str() == value.counter)
        });
        let correctable = history.changeable(&reading.id, today).is_ok();
        Self {
            id: reading.id.clone(),
            date: reading.date,
            received_at: reading.received_at,
            quarter: reading.quarter.clone(),
            state: *state,
            source: reading.source,
            replaces: reading.replaces.clone(),
            replaced_by: replaced_by.clone(),
            correctable,
            correctable_until: correctable.then(|| changeable_until(reading.date)),
            reason: reading.reason.clone(),
            note: verdict.as_ref().and_then(|verdict| verdict.note.clone()),
            successor: reading.successor().map(Serial::to_string),
            values,
        }
    }
}

impl QuarterItem {
    /// What `device` printed.
    pub fn new(at: &QuarterPages, device: &Device) -> Self {
        let known = |id: &&CounterId| at.counters.contains_key(*id);
        let counters = device.counters.iter().map(|counter| &counter.id).filter(known);
        let counters = counters.map(|id| {
            let CounterPages { pages, usual } = at.counters[id];
            let range = usual.map(|usual| (usual.least, usual.most));
            let (least, most) = range.unzip();
            CounterQuarter { counter: id.to_string(), pages, least, most }
        });
        Self { quarter: at.quarter.to_string(), read: at.read, counters: counters.collect() }
    }
}
