use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::contract::parsed_text;
use crate::{Error, Language, Refusal, Result, Serial, Text};

/// A contact's id: 26 letters and digits that the portal made.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContactId(String);
parsed_text!(ContactId);

impl ContactId {
    /// Reads an id.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] for nothing, [`Refusal::IdForm`] for anything but 26 letters and digits.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        match raw.len() {
            0 => Err(Refusal::Required),
            26 if raw.bytes().all(|b| b.is_ascii_alphanumeric()) => Ok(Self(raw.to_owned())),
            _ => Err(Refusal::IdForm),
        }
    }
}

/// An e-mail address that a letter can be sent to; up to 120 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);
parsed_text!(Email);

impl Email {
    /// Reads an address.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] for nothing, [`Refusal::TooLong`] above 120 characters, [`Refusal::EmailForm`] for what no
    /// mail server would take: display names, quoted local parts and addresses without a domain among them.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let Some(text) = Text::optional_line(raw, 120)? else {
            return Err(Refusal::Required);
        };
        let options = email_address::Options::default()
            .without_display_text()
            .without_domain_literal()
            .with_required_tld();
        let good = text.is_ascii()
            && !text.contains('"')
            && email_address::EmailAddress::parse_with_options(&text, options).is_ok();
        if good { Ok(Self(text)) } else { Err(Refusal::EmailForm) }
    }

    /// The address as it is compared: two contacts of a contract never share it.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

/// What a contact can be responsible for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Counters at quarter end: gets the reminders.
    Readings,
    /// Supplies.
    Orders,
    /// Service cases.
    Tickets,
}

/// The devices for which somebody is responsible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All of the contract.
    All,
    /// These.
    Devices(BTreeSet<Serial>),
}

impl Scope {
    /// Devices that one duty can name; who has more is responsible for all.
    pub const DEVICES_MAX: usize = 400;

    /// Whether `device` is among them.
    pub fn covers(&self, device: &Serial) -> bool {
        match self {
            Self::All => true,
            Self::Devices(devices) => devices.contains(device),
        }
    }
}

/// Why letters to an address do not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undelivered {
    /// The mailbox does not exist, or takes nothing for good.
    Bounce,
    /// The reader called a letter unwanted.
    Complaint,
}

/// Since when letters to an address do not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undeliverable {
    /// The day on which the mail service said so.
    pub since: Date,
    /// Why.
    pub why: Undelivered,
}

/// A person at the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Where letters go.
    pub email: Email,
    /// Phone number, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The language of letters.
    pub language: Language,
    /// Came from the operator, or has answered a mailed code: may receive codes.
    #[serde(default)]
    pub confirmed: bool,
    /// What it is responsible for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub duties: BTreeMap<Duty, Scope>,
    /// Letters do not arrive any more; a new e-mail clears it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undeliverable: Option<Undeliverable>,
}

impl Contact {
    /// First and last name, up to 60 characters each.
    pub const NAME_MAX: usize = 60;
    /// Contacts of a contract at most.
    pub const MAX: usize = 100;

    /// Whether it is responsible for `duty` at `device`.
    pub fn answers_for(&self, duty: Duty, device: &Serial) -> bool {
        self.duties.get(&duty).is_some_and(|scope| scope.covers(device))
    }

    /// Who among `all` is written to about `duty` at `device`: those who are responsible for it, else everybody. Whom no letter reaches is
    /// passed over. Contacts that are not confirmed might be anybody: they are written to as well, and never instead of those who are.
    pub fn asked<'a>(all: &'a [Self], duty: Duty, device: &Serial) -> Vec<&'a Self> {
        let reached = all.iter().filter(|contact| contact.undeliverable.is_none());
        let (known, others): (Vec<_>, Vec<_>) = reached.partition(|contact| contact.confirmed);
        let responsible = |contacts: &[&'a Self]| -> Vec<&'a Self> {
            contacts.iter().copied().filter(|c| c.answers_for(duty, device)).collect()
        };
        let (mut asked, added) = (responsible(&known), responsible(&others));
        if asked.is_empty() {
            asked = known;
        }
        asked.extend(added);
        if asked.is_empty() { others } else { asked }
    }

    /// The confirmed contact among `all` who remains when this one is none any more; `None` where this one is not confirmed anyway.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] when nobody remains: no code could ever be mailed again.
    pub fn keeper<'a>(&self, all: &'a [Self]) -> Result<Option<&'a Self>> {
        if !self.confirmed {
            return Ok(None);
        }
        let keeper = all.iter().find(|other| other.confirmed && other.id != self.id);
        keeper.map(Some).ok_or(Error::Conflict(Refusal::LastConfirmedContact))
    }

    /// Reads a phone number: 3 to 30 digits, blanks and `+-/().`; `None` for nothing.
    ///
    /// # Errors
    ///
    /// [`Refusal::PhoneForm`] for anything else, [`Refusal::ControlCharacters`] and [`Refusal::TooLong`] as for any text.
    pub fn parse_phone(raw: &str) -> Result<Option<String>, Refusal> {
        let Some(text) = Text::optional_line(raw, 30)? else {
            return Ok(None);
        };
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let good = text.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c));
        if good && digits >= 3 { Ok(Some(text)) } else { Err(Refusal::PhoneForm) }
    }

    /// Enough to recognise oneself, too little to learn who works there: `Th••• L•••••• · t••••@oki.de`.
    pub fn hint(&self) -> String {
        let first = veil(&self.first_name, 2, 3);
        let last = veil(&self.last_name, 1, 6);
        format!("{first} {last} · {}", self.email_hint())
    }

    /// The address with its local part veiled: `t••••@oki.de`.
    pub fn email_hint(&self) -> String {
        let (local, host) = self.email.as_str().rsplit_once('@').unwrap_or_default();
        format!("{}@{host}", veil(local, 1, 4))
    }
}

/// A line of text that names a person, veiled: `Ha•••••`.
pub fn hint(line: &str) -> String {
    veil(line, 2, 5)
}

/// The first `shown` characters, at most half of them, and a number of dots that does not tell the length.
fn veil(text: &str, shown: usize, dots: usize) -> String {
    let length = text.chars().count();
    let shown = shown.min(length.div_ceil(2));
    text.chars().take(shown).chain(std::iter::repeat_n('•', dots)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(first_name: &str, last_name: &str, email: &str) -> Contact {
        Contact {
            id: ContactId::parse("01J00000000000000000000000").expect("26 characters"),
            first_name: first_name.into(),
            last_name: last_name.into(),
            email: Email::parse(email).expect("an address"),
            phone: None,
            language: Language::De,
            confirmed: true,
            duties: BTreeMap::new(),
            undeliverable: None,
        }
    }

    #[test]
    fn a_contact_is_recognised_by_itself_and_by_nobody_else() {
        let thomas = contact("Thomas", "Lienert", "t.lienert@oki.de");
        assert_eq!(thomas.hint(), "Th••• L•••••• · t••••@oki.de");
        assert_eq!(contact("Jo", "Li", "j@x.de").hint(), "J••• L•••••• · j••••@x.de");
    }

    #[test]
    fn an_e_mail_address_is_one_that_a_letter_can_go_to() {
        let cases = [
            ("t.lienert@oki.de", true),
            (" T.Lienert@OKI.de ", true),
            ("a+b@x.co", true),
            ("t.lienert", false),
            ("t.lienert@oki", false),
            ("Thomas <t.lienert@oki.de>", false),
            ("a@b.de, c@d.de", false),
            ("a@b.de\r\nBcc: x@y.de", false),
            ("a b@c.de", false),
            ("\"a b\"@c.de", false),
        ];
        for (raw, good) in cases {
            assert_eq!(Email::parse(raw).is_ok(), good, "input {raw:?}");
        }
    }

    #[test]
    fn a_phone_number_has_digits_and_what_people_put_between_them() {
        let cases = [
            ("0211/5266-252", true),
            ("+49 (211) 5266 252", true),
            ("12", false),
            ("call me", false),
            ("=1+1+1+1", false),
        ];
        for (raw, good) in cases {
            assert_eq!(Contact::parse_phone(raw).is_ok(), good, "input {raw:?}");
        }
        assert_eq!(Contact::parse_phone("  "), Ok(None));
    }

    #[test]
    fn those_who_are_responsible_are_asked_and_strangers_never_instead_of_them() {
        let device = Serial::parse("A").expect("a serial");
        let person = |first: &str, confirmed: bool, duty: bool, reached: bool| Contact {
            confirmed,
            duties: duty.then_some((Duty::Readings, Scope::All)).into_iter().collect(),
            undeliverable: (!reached).then_some(Undeliverable {
                since: jiff::civil::date(2026, 12, 1),
                why: Undelivered::Bounce,
            }),
            ..contact(first, "Muster", "m@muster.example")
        };
        let known = person("known", true, false, true);
        let reader = person("reader", true, true, true);
        let lost = person("lost", true, true, false);
        let stranger = person("stranger", false, true, true);
        let idle = person("idle", false, false, true);
        let cases = [
            (vec![&known, &reader, &idle], vec!["reader"]),
            (vec![&known, &lost, &idle], vec!["known"]),
            (vec![&known, &stranger], vec!["known", "stranger"]),
            (vec![&lost, &idle], vec!["idle"]),
            (vec![&lost], vec![]),
        ];
        for (all, expected) in cases {
            let all: Vec<Contact> = all.into_iter().cloned().collect();
            let asked = Contact::asked(&all, Duty::Readings, &device);
            let names: Vec<_> = asked.iter().map(|contact| contact.first_name.as_str()).collect();
            assert_eq!(names, expected);
        }
    }
}
