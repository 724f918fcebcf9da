use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Cause, CounterId, Refusal, Result, Serial, Text};

/// A sheet that was begun: what stands in its fields, as it was typed. Nothing of it counts before it is reported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The day that was chosen for the whole sheet.
    pub date: Option<Date>,
    /// What was typed, by device.
    pub devices: BTreeMap<Serial, DraftEntry>,
}

/// What stands in the fields of one device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftEntry {
    /// By counter, as typed: not necessarily a number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<CounterId, String>,
    /// Why a counter is lower than before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub causes: BTreeMap<CounterId, DraftCause>,
    /// The day on which the counters were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Why doubtful values are right all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A cause whose numbers may not be complete yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftCause {
    /// One of [`Cause::KINDS`].
    pub kind: String,
    /// The last value of the old board, as typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last: String,
    /// The first value of the new board, as typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub start: String,
}

impl Draft {
    /// Days without a change after which it is forgotten: longer than a reading window is open.
    pub const DAYS: i64 = 60;
    /// Devices that are saved at once at most.
    pub const DEVICES: usize = 400;
}

impl DraftEntry {
    /// Counters of a device at most.
    pub const COUNTERS: usize = 20;
    /// Characters of a reason at most.
    pub const REASON_MAX: usize = 200;
    /// Characters of a typed number at most: more than any counter shows, with separators.
    pub const VALUE_MAX: usize = 40;

    /// What was typed into a number's field; empty where nothing can be seen.
    ///
    /// # Errors
    ///
    /// As [`Text::optional_line`].
    pub fn typed(raw: &str) -> Result<String, Refusal> {
        Text::optional_line(raw, Self::VALUE_MAX).map(Option::unwrap_or_default)
    }
}

impl DraftCause {
    /// A cause of this kind.
    ///
    /// # Errors
    ///
    /// [`Refusal::CauseForm`] for a kind that does not exist, else as [`DraftEntry::typed`].
    pub fn parse(kind: &str, last: &str, start: &str) -> Result<Self, Refusal> {
        if !Cause::KINDS.contains(&kind) {
            return Err(Refusal::CauseForm);
        }
        let (last, start) = (DraftEntry::typed(last)?, DraftEntry::typed(start)?);
        Ok(Self { kind: kind.to_owned(), last, start })
    }
}
