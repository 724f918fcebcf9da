use std::fmt;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::text::compact;
use crate::{Device, End, Quarter, Refusal, Result};

/// Makes a newtype around a parsed `String`: display, serde (checked on the way in), and access.
macro_rules! parsed_text {
    ($name:ident) => {
        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = crate::Error;
            fn try_from(raw: String) -> crate::Result<Self> {
                Self::parse(&raw).map_err(|refusal| {
                    crate::Error::internal(format!(
                        "{} {raw:?}: {}",
                        stringify!($name),
                        refusal.code()
                    ))
                })
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}
pub(crate) use parsed_text;

/// A country of the portal by its ISO 3166-1 code: two upper-case letters, e.g. `DE`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode(String);
parsed_text!(CountryCode);

impl CountryCode {
    /// Reads a code in any case.
    ///
    /// # Errors
    ///
    /// [`Refusal::CountryUnknown`] unless it is two ASCII letters. Says nothing about whether the portal serves it.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let code = raw.trim().to_ascii_uppercase();
        let good = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
        if good { Ok(Self(code)) } else { Err(Refusal::CountryUnknown) }
    }
}

/// A customer number: 8 digits, unique within a country, e.g. `17102995`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CustomerNo(String);
parsed_text!(CustomerNo);

impl CustomerNo {
    /// Reads a customer number as people type it: blanks, dashes and dots are forgiven.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] for nothing, [`Refusal::CustomerNoForm`] for anything but 8 digits.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let digits: String = compact(raw).chars().filter(|c| *c != '.').collect();
        if digits.is_empty() {
            return Err(Refusal::Required);
        }
        let good = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
        if good { Ok(Self(digits)) } else { Err(Refusal::CustomerNoForm) }
    }
}

/// A contract number without the blanks and dashes that people add: up to 12 letters and digits, e.g. `SPV20418`.
/// How the operator writes it is [`Contract::no`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContractNo(String);
parsed_text!(ContractNo);

impl ContractNo {
    /// Reads a contract number in any case; blanks and dashes are forgiven.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] for nothing, [`Refusal::ContractNoForm`] for anything but 1..=12 letters and digits.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let text: String = compact(raw).chars().filter(|c| *c != '.').collect();
        match text.len() {
            0 => Err(Refusal::Required),
            1..=12 if text.bytes().all(|b| b.is_ascii_alphanumeric()) => Ok(Self(text)),
            _ => Err(Refusal::ContractNoForm),
        }
    }
}

/// Names one contract: all that is stored for a customer hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ContractKey {
    /// The country in which the customer number is unique.
    pub country: CountryCode,
    /// Whose contract.
    pub customer: CustomerNo,
    /// Which of the customer's contracts.
    pub contract: ContractNo,
}

impl ContractKey {
    /// Reads what [`ContractKey`]'s `Display` writes with `separator` instead of `#`.
    pub fn from_parts(text: &str, separator: char) -> Option<Self> {
        let mut parts = text.splitn(3, separator);
        Some(Self {
            country: CountryCode::parse(parts.next()?).ok()?,
            customer: CustomerNo::parse(parts.next()?).ok()?,
            contract: ContractNo::parse(parts.next()?).ok()?,
        })
    }
}

/// `DE#17102995#SPV20418`: no part can hold a `#`.
impl fmt::Display for ContractKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}#{}", self.country, self.customer, self.contract)
    }
}

/// A contract's random name for logs, metrics and events: unlike the pair of numbers it opens nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContractRef(String);
parsed_text!(ContractRef);

impl ContractRef {
    /// Reads a reference: 26 letters and digits.
    ///
    /// # Errors
    ///
    /// [`Refusal::IdForm`] for anything else.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let good = raw.len() == 26 && raw.bytes().all(|b| b.is_ascii_alphanumeric());
        if good { Ok(Self(raw.to_owned())) } else { Err(Refusal::IdForm) }
    }
}

/// A language of the portal.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// German, the first language of the users.
    #[default]
    De,
    /// English.
    En,
}

impl Language {
    /// Every language of the portal.
    pub const ALL: [Self; 2] = [Self::De, Self::En];

    /// Reads a language code, e.g. `de`.
    ///
    /// # Errors
    ///
    /// [`Refusal::LanguageUnknown`] for a language without texts.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let raw = raw.trim();
        Self::ALL
            .into_iter()
            .find(|language| raw.eq_ignore_ascii_case(language.code()))
            .ok_or(Refusal::LanguageUnknown)
    }

    /// The ISO 639-1 code, e.g. `de`.
    pub fn code(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }

    /// The first language of an `Accept-Language` header that has texts; German without one.
    pub fn negotiate(accept_language: &str) -> Self {
        let mut wanted: Vec<(u32, &str)> = accept_language
            .split(',')
            .map(|range| {
                let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
                let weight = weight.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok());
                let weight = weight.unwrap_or(0.0).clamp(0.0, 1.0);
                ((weight * 1000.0) as u32, tag.trim())
            })
            .collect();
        wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wanted
            .iter()
            .filter(|(weight, _)| *weight > 0)
            .find_map(|(_, tag)| Self::parse(tag.split('-').next().unwrap_or_default()).ok())
            .unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A country as the operator set it up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Country {
    /// Its code.
    pub code: CountryCode,
    /// IANA name of the zone in which its contracts' days end, e.g. `Europe/Berlin`.
    pub time_zone: String,
    /// Languages offered at sign-in, the usual one first.
    pub languages: Vec<Language>,
    /// The service hotline's number as people dial it.
    pub hotline: String,
    /// The hotline's hours, a text per language.
    pub hours: std::collections::BTreeMap<Language, String>,
    /// Where people write to.
    pub mailbox: String,
}

impl Country {
    /// The zone of its days; UTC if the name is not known to this build.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// The hotline's hours in `language`, or in any other where that is missing.
    pub fn hours_in(&self, language: Language) -> &str {
        self.hours.get(&language).or_else(|| self.hours.values().next()).map_or("", String::as_str)
    }
}

/// The dealer who looks after a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dealer {
    /// Company name.
    pub name: String,
    /// Phone number, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail address, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// What an operator may set per contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Whether the numbers alone open the portal, or a mailed code is asked for as well. Where it is false, the customer may still want it.
    pub code_required: bool,
    /// Days within which a repeated article asks for a reason (default 10).
    pub guard_days: u32,
    /// Share of the yield, in percent, below which a repeated article asks for a reason (default 60).
    pub guard_percent: u32,
    /// How far from what is usual a reading is believed.
    #[serde(flatten)]
    pub tolerance: Tolerance,
}

/// How far from the expected pages a reading is believed without a reason: both must be passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tolerance {
    /// In percent of the expected pages (default 60).
    pub doubt_percent: u64,
    /// In pages (default 300).
    pub doubt_pages: u64,
}

impl Default for Tolerance {
    fn default() -> Self {
        Self { doubt_percent: 60, doubt_pages: 300 }
    }
}

impl Default for Settings {
    fn default() -> Self {
        let tolerance = Tolerance::default();
        Self { code_required: false, guard_days: 10, guard_percent: 60, tolerance }
    }
}

/// A page-price contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Which one.
    pub key: ContractKey,
    /// Its name in logs and events.
    pub contract_ref: ContractRef,
    /// The number as the operator writes it, e.g. `SPV-20418`.
    pub no: String,
    /// The customer's company name.
    pub customer_name: String,
    /// First day.
    pub starts: Date,
    /// Last day; open-ended without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Date>,
    /// The dealer, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dealer: Option<Dealer>,
    /// The operator's settings.
    #[serde(default)]
    pub settings: Settings,
    /// Whether a confirmed contact wants a mailed code asked for, whatever the operator has set. No import touches it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub code_wanted: bool,
}

/// Why the numbers are not enough to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeCause {
    /// The contract asks for a code of everybody.
    Contract,
    /// Numbers are being guessed, and this browser has not signed in to the contract before.
    Guessing,
}

impl Contract {
    /// Whether signing in takes a mailed code as well as the numbers.
    pub fn code_required(&self) -> bool {
        self.settings.code_required || self.code_wanted
    }

    /// Why the numbers alone do not open it; `trusted` is whether nobody guesses, or the browser has signed in to it before.
    pub fn code_cause(&self, trusted: bool) -> Option<CodeCause> {
        if self.code_required() {
            return Some(CodeCause::Contract);
        }
        (!trusted).then_some(CodeCause::Guessing)
    }

    /// Whether `day` lies within the contract: first and last day count.
    pub fn runs_on(&self, day: Date) -> bool {
        self.starts <= day && self.ends.is_none_or(|ends| day <= ends)
    }

    /// Whether it owes readings for `quarter`: it had begun by the due date and had not ended before it.
    pub fn owes(&self, quarter: Quarter) -> bool {
        self.runs_on(quarter.due_date())
    }

    /// The quarter whose window is open on `today`, if readings are owed for it.
    pub fn owed_on(&self, today: Date) -> Option<Quarter> {
        Quarter::open_on(today).filter(|quarter| self.owes(*quarter))
    }

    /// The quarter whose window is open on `today`, and those of the contract's `devices` whose readings are missing for it; nothing when none
    /// is owed.
    pub fn missing_on<'a>(
        &self,
        today: Date,
        devices: &'a [Device],
    ) -> Option<(Quarter, Vec<&'a Device>)> {
        let quarter = self.owed_on(today)?;
        Some((quarter, devices.iter().filter(|device| device.missing(quarter)).collect()))
    }

    /// Whether the contract can be signed in to on `day`: after its end as long as something is taken for it.
    pub fn admits_on(&self, day: Date) -> bool {
        self.starts <= day && self.ends.is_none_or(|ends| ends >= Self::earliest_end(day))
    }

    /// The earliest last day of a contract that can still be signed in to on `day`.
    pub fn earliest_end(day: Date) -> Date {
        End::earliest(day).day
    }

    /// Refuses what is only done while the contract runs.
    ///
    /// # Errors
    ///
    /// [`Refusal::ContractEnded`] after its last day, [`Refusal::ContractNotRunning`] before its first.
    pub fn check_runs(&self, today: Date) -> Result<(), Refusal> {
        match self.end().filter(|end| end.day < today) {
            Some(end) => {
                let (ended, until) = (end.day.to_string(), end.closes().to_string());
                Err(Refusal::ContractEnded { ended, until })
            }
            None if self.runs_on(today) => Ok(()),
            None => Err(Refusal::ContractNotRunning),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_asked_for_by_the_contract_or_while_numbers_are_guessed() {
        let mut contract = crate::samples::contract();
        assert_eq!(contract.code_cause(true), None);
        assert_eq!(contract.code_cause(false), Some(CodeCause::Guessing));
        contract.code_wanted = true;
        assert_eq!(contract.code_cause(true), Some(CodeCause::Contract));
        assert_eq!(contract.code_cause(false), Some(CodeCause::Contract));
    }

    #[test]
    fn a_customer_number_is_8_digits_however_people_space_them() {
        let cases = [
            ("17102995", Ok("17102995")),
            (" 1710 2995 ", Ok("17102995")),
            ("17.10-2995", Ok("17102995")),
            ("1710299", Err(Refusal::CustomerNoForm)),
            ("171029950", Err(Refusal::CustomerNoForm)),
            ("1710299A", Err(Refusal::CustomerNoForm)),
            ("１７１０２９９５", Err(Refusal::CustomerNoForm)),
            ("", Err(Refusal::Required)),
        ];
        for (raw, expected) in cases {
            let parsed = CustomerNo::parse(raw);
            assert_eq!(
                parsed.as_ref().map(CustomerNo::as_str),
                expected.as_ref().copied(),
                "input {raw:?}"
            );
        }
    }

    #[test]
    fn a_contract_number_is_the_same_with_and_without_dashes() {
        let cases = [
            ("SPV-20418", Ok("SPV20418")),
            ("spv 20418", Ok("SPV20418")),
            ("1234567890123", Err(Refusal::ContractNoForm)),
            ("A#B", Err(Refusal::ContractNoForm)),
            ("-", Err(Refusal::Required)),
        ];
        for (raw, expected) in cases {
            let parsed = ContractNo::parse(raw);
            assert_eq!(
                parsed.as_ref().map(ContractNo::as_str),
                expected.as_ref().copied(),
                "input {raw:?}"
            );
        }
    }

    #[test]
    fn the_reader_gets_the_best_language_that_has_texts() {
        let cases = [
            ("en-GB,en;q=0.9,de;q=0.8", Language::En),
            ("fr,en;q=0.5,de;q=0.7", Language::De),
            ("fr", Language::De),
            ("", Language::De),
            ("de;q=0,en;q=0.1", Language::En),
            ("de ; q=0.2 , en ; q=0.8", Language::En),
        ];
        for (header, expected) in cases {
            assert_eq!(Language::negotiate(header), expected, "header {header:?}");
        }
    }

    #[test]
    fn a_contract_key_reads_back_what_it_wrote() {
        let key = ContractKey::from_parts("DE#17102995#SPV20418", '#').expect("parts are fine");
        assert_eq!(ContractKey::from_parts(&key.to_string(), '#'), Some(key));
    }
}
