use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::contract::parsed_text;
use crate::{Refusal, Result};

/// A counter's id within its device: 1..=20 letters, digits, `-` and `_`, e.g. `FARBE1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CounterId(String);
parsed_text!(CounterId);

impl CounterId {
    /// Reads an id.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] for nothing, [`Refusal::IdForm`] for other characters or more than 20.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let id = raw.trim().to_uppercase();
        let good = id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        match id.len() {
            0 => Err(Refusal::Required),
            1..=20 if good => Ok(Self(id)),
            _ => Err(Refusal::IdForm),
        }
    }
}

/// What a counter counts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::Display,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CounterKind {
    /// Black pages on an A4 basis.
    Mono,
    /// Colour pages on an A4 basis.
    Colour,
    /// Everything at the writing unit, without conversion: mono + colour need not be this.
    Total,
    /// Scanned pages.
    Scan,
    /// Black A3 pages.
    MonoA3,
    /// Colour A3 pages.
    ColourA3,
}

/// A counter of a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// Its id within the device.
    pub id: CounterId,
    /// What it counts.
    pub kind: CounterKind,
    /// The label that the device shows.
    pub label: String,
    /// The largest value before it starts again at 0.
    pub maximum: u64,
}

impl Counter {
    /// Reads what a counter shows as people write it, `8500`, `8.500`, `8,500` or `8 500`: separators may stand between its thousands,
    /// and only there.
    ///
    /// # Errors
    ///
    /// [`Refusal::ValueForm`] for anything but a whole number from 0.
    pub fn parse_value(raw: &str) -> Result<u64, Refusal> {
        let groups: Vec<&str> =
            raw.trim().split(['.', ',', '\'', '’', ' ', '\u{a0}', '\u{202f}']).collect();
        let grouped = groups.len() == 1
            || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
        let digits = groups.concat();
        let good = grouped && !groups[0].is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if good { digits.parse().map_err(|_| Refusal::ValueForm) } else { Err(Refusal::ValueForm) }
    }
}

/// The latest accepted reading of a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastReading {
    /// The reading date.
    pub date: Date,
    /// What the counter showed. A true 0 is a value.
    pub value: u64,
    /// Pages printed up to here since the device came into the portal; grows over every exchange of its board.
    #[serde(default)]
    pub printed: u64,
}
