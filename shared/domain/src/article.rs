use serde::{Deserialize, Serialize};

use crate::contract::parsed_text;
use crate::{Language, Refusal, Result, Text};

/// An article number: 1..=20 letters, digits and `-`, e.g. `44973512`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ArticleNo(String);
parsed_text!(ArticleNo);

impl ArticleNo {
    /// Reads an article number.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] for nothing, [`Refusal::ArticleNoForm`] for other characters or more than 20.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let no = raw.trim().to_ascii_uppercase();
        let good = no.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        match no.len() {
            0 => Err(Refusal::Required),
            1..=20 if good => Ok(Self(no)),
            _ => Err(Refusal::ArticleNoForm),
        }
    }
}

/// A model's name, e.g. `ES5462 MFP`: one line of up to 60 characters without `#`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ModelName(String);
parsed_text!(ModelName);

impl ModelName {
    /// Reads a model's name.
    ///
    /// # Errors
    ///
    /// [`Refusal::ModelForm`] for a `#`, else as [`Text::line`].
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let name = Text::line(raw, 60)?;
        if name.contains('#') { Err(Refusal::ModelForm) } else { Ok(Self(name)) }
    }
}

/// What an article is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::Display,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ArticleKind {
    /// Toner cartridge.
    Toner,
    /// Image drum or EP cartridge.
    Drum,
    /// Transport belt.
    Belt,
    /// Fuser unit.
    Fuser,
    /// Anything else, e.g. staples.
    Other,
}

/// The ink of a toner or drum.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::Display,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Colour {
    /// Cyan.
    C,
    /// Magenta.
    M,
    /// Yellow.
    Y,
    /// Black.
    K,
}

/// A supply part that fits a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its number.
    pub no: ArticleNo,
    /// Its name as on the invoice, e.g. `TONER-K-ES5431/3452/5462-7K`.
    pub name: String,
    /// What it is.
    pub kind: ArticleKind,
    /// Its ink, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Colour>,
    /// Nominal yield in pages, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nominal_yield: Option<u32>,
}

impl Article {
    /// The nominal yield that the name carries: `…-6K` is 6 000 pages, `…-1.5K` is 1 500.
    pub fn yield_in_name(name: &str) -> Option<u32> {
        let thousands = name.rsplit('-').next()?.strip_suffix(['K', 'k'])?;
        let pages: f64 = thousands.replace(',', ".").parse().ok()?;
        (pages > 0.0 && pages < 10_000.0).then_some((pages * 1000.0).round() as u32)
    }
}

/// A printer model with what an office needs to know about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// Its name.
    pub name: ModelName,
    /// How to read the counters at the device, a text per language.
    #[serde(default)]
    pub read_counters: std::collections::BTreeMap<Language, String>,
    /// How to print the status page at the device, a text per language.
    #[serde(default)]
    pub print_status_page: std::collections::BTreeMap<Language, String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_toner_carries_its_yield() {
        let cases = [
            ("TONER-C-ES5431/3452/5462-6K", Some(6_000)),
            ("TONER-K-ES5431/3452/5462-7K", Some(7_000)),
            ("TONER-K-MC332-1.5K", Some(1_500)),
            ("TONER-K-MC332-1,5K", Some(1_500)),
            ("BELT-UNIT-C310-331/510-531/MC352-562", None),
            ("EP-CART-ES5431/3452/5462", None),
            ("TONER-K", None),
            ("TONER-0K", None),
        ];
        for (name, expected) in cases {
            assert_eq!(Article::yield_in_name(name), expected, "name {name:?}");
        }
    }
}
