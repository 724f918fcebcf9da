use std::collections::BTreeMap;

use domain::{CounterId, Draft, DraftCause, DraftEntry, Invalid, Refusal, Result, Serial, Text};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use store::DraftChange;
use utoipa::ToSchema;

use crate::{Field, Unknown};

/// What has changed since the last save; what is not named stays.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DraftForm {
    /// The day chosen for the whole sheet; null for none any more.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, format = Date)]
    date: Option<Field<String>>,
    /// By serial number; null where the device leaves the draft.
    #[schema(value_type = Option<BTreeMap<String, DraftFormEntry>>)]
    devices: Field<BTreeMap<String, Field<DraftFormEntry>>>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// What stands in the fields of a device, as it was typed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DraftFormEntry {
    /// By counter.
    #[schema(value_type = BTreeMap<String, String>)]
    values: Field<BTreeMap<String, Field<String>>>,
    /// By counter.
    #[schema(value_type = Option<BTreeMap<String, DraftFormCause>>)]
    causes: Field<BTreeMap<String, Field<DraftFormCause>>>,
    #[schema(value_type = Option<String>, format = Date)]
    date: Field<String>,
    #[schema(value_type = Option<String>, max_length = 200)]
    reason: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Why a counter is lower than before.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DraftFormCause {
    #[schema(value_type = String, example = "board_exchanged")]
    kind: Field<String>,
    #[schema(value_type = Option<String>, max_length = 40)]
    last: Field<String>,
    #[schema(value_type = Option<String>, max_length = 40)]
    start: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// A field that is there, be it null: unlike one that is missing.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Field<String>>, D::Error> {
    Field::deserialize(deserializer).map(Some)
}

fn day(raw: &str) -> Result<Date, Refusal> {
    raw.trim().parse().map_err(|_| Refusal::DateForm)
}

/// Where a member of a map stands: its name shortened, and with what a pointer escapes.
fn member(parent: &str, name: &str) -> String {
    let name: String = name.chars().take(40).collect();
    format!("{parent}/{}", name.replace('~', "~0").replace('/', "~1"))
}

impl DraftForm {
    /// What is to be saved.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Invalid`] with every field that is broken or unknown.
    pub fn parse(&self) -> Result<DraftChange> {
        let mut invalid = Invalid::default();
        self.unknown.refuse("#", &mut invalid);
        let date =
            self.date.as_ref().map(|date| date.optional("#/date", &mut invalid, |raw| day(raw)));
        self.devices.optional("#/devices", &mut invalid, |devices| match devices.len() {
            0..=Draft::DEVICES => Ok(()),
            _ => Err(Refusal::TooManyReadings { max: Draft::DEVICES }),
        });
        let mut devices = BTreeMap::new();
        if let (Field::Given(entries), true) = (&self.devices, invalid.is_empty()) {
            for (name, entry) in entries {
                let at = member("#/devices", name);
                let serial = invalid.note(&at, Serial::parse(name));
                entry.optional(&at, &mut invalid, |_| Ok(()));
                let entry = match entry {
                    Field::Given(entry) => Some(entry.parse(&at, &mut invalid)),
                    _ => None,
                };
                devices.extend(serial.map(|serial| (serial, entry)));
            }
        }
        invalid.finish().map(|()| DraftChange { date, devices })
    }
}

impl DraftFormEntry {
    fn parse(&self, at: &str, invalid: &mut Invalid) -> DraftEntry {
        self.unknown.refuse(at, invalid);
        let values =
            counters(&self.values, &format!("{at}/values"), invalid, |at, value, invalid| {
                value.required(at, invalid, |raw| DraftEntry::typed(raw))
            });
        let causes =
            counters(&self.causes, &format!("{at}/causes"), invalid, |at, cause, invalid| {
                cause.required(at, invalid, |_| Ok(()));
                if let Field::Given(cause) = cause { cause.parse(at, invalid) } else { None }
            });
        let date = self.date.optional(format!("{at}/date"), invalid, |raw| day(raw));
        let reason = |raw: &String| Text::optional_line(raw, DraftEntry::REASON_MAX);
        let reason = self.reason.optional(format!("{at}/reason"), invalid, reason).flatten();
        DraftEntry { values, causes, date, reason }
    }
}

impl DraftFormCause {
    fn parse(&self, at: &str, invalid: &mut Invalid) -> Option<DraftCause> {
        self.unknown.refuse(at, invalid);
        let typed = |field: &Field<String>, name: &str, invalid: &mut Invalid| {
            let at = format!("{at}/{name}");
            field.optional(at, invalid, |raw| DraftEntry::typed(raw)).unwrap_or_default()
        };
        let (last, start) =
            (typed(&self.last, "last", invalid), typed(&self.start, "start", invalid));
        let kind = |kind: &String| DraftCause::parse(kind, &last, &start);
        self.kind.required(format!("{at}/kind"), invalid, kind)
    }
}

/// The members of a map by counter, each read by `parse`.
fn counters<T, U>(
    field: &Field<BTreeMap<String, Field<T>>>,
    at: &str,
    invalid: &mut Invalid,
    parse: impl Fn(&str, &Field<T>, &mut Invalid) -> Option<U>,
) -> BTreeMap<CounterId, U> {
    field.optional(at, invalid, |members| match members.len() {
        0..=DraftEntry::COUNTERS => Ok(()),
        _ => Err(Refusal::WrongType),
    });
    let Field::Given(members) = field else { return BTreeMap::new() };
    let parsed = members.iter().take(DraftEntry::COUNTERS).filter_map(|(name, value)| {
        let at = member(at, name);
        let counter = invalid.note(&at, CounterId::parse(name));
        counter.zip(parse(&at, value, invalid))
    });
    parsed.collect()
}
