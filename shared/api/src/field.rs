use std::collections::BTreeMap;

use domain::{Invalid, Refusal, Result};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A field of a request body as it came: so that every broken field of a form is named at once, not just the first.
#[derive(Debug, Clone)]
pub enum Field<T> {
    /// Not there, or null.
    Missing,
    /// There, but of another JSON type.
    Wrong,
    /// There.
    Given(T),
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Through `Option`, which serde lets be missing: so no form needs defaults.
        Ok(match Option::<Value>::deserialize(deserializer)? {
            None => Self::Missing,
            Some(value) => T::deserialize(value).map_or(Self::Wrong, Self::Given),
        })
    }
}

impl<T> Field<T> {
    /// The parsed value; a missing one is refused. `None` means that the refusal was noted at `pointer`.
    pub fn required<U>(
        &self,
        pointer: impl Into<String>,
        invalid: &mut Invalid,
        parse: impl FnOnce(&T) -> Result<U, Refusal>,
    ) -> Option<U> {
        let parsed = match self {
            Self::Missing => Err(Refusal::Required),
            Self::Wrong => Err(Refusal::WrongType),
            Self::Given(value) => parse(value),
        };
        invalid.note(pointer, parsed)
    }

    /// The parsed value, or none where it is missing. A refusal is noted at `pointer` and reads as missing.
    pub fn optional<U>(
        &self,
        pointer: impl Into<String>,
        invalid: &mut Invalid,
        parse: impl FnOnce(&T) -> Result<U, Refusal>,
    ) -> Option<U> {
        match self {
            Self::Missing => None,
            _ => self.required(pointer, invalid, parse),
        }
    }
}

impl<T> Field<Vec<T>> {
    /// The items that were given, if it is a list.
    pub fn items(&self) -> &[T] {
        if let Self::Given(items) = self { items } else { &[] }
    }
}

/// Collects the fields that an operation does not know, to refuse each by name.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Unknown(BTreeMap<String, IgnoredAny>);

impl Unknown {
    /// How many unknown fields are named at most.
    const NAMED: usize = 20;

    /// Notes each of them below `parent`, e.g. `#` or `#/lines/0`.
    pub fn refuse(&self, parent: &str, invalid: &mut Invalid) {
        for name in self.0.keys().take(Self::NAMED) {
            let name: String = name.chars().take(40).collect();
            let name = name.replace('~', "~0").replace('/', "~1");
            invalid.push(format!("{parent}/{name}"), Refusal::UnknownField);
        }
    }
}

/// The form of an operation that has none: anything in it is unknown.
#[derive(Debug, Deserialize)]
pub struct Empty {
    #[serde(flatten)]
    unknown: Unknown,
}

impl Empty {
    /// Ok when it is empty.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Invalid`] with every field.
    pub fn parse(&self) -> Result<()> {
        let mut invalid = Invalid::default();
        self.unknown.refuse("#", &mut invalid);
        invalid.finish()
    }
}
