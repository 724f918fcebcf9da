//! Every key of the single table, and nothing else. `<c>` is `<country>#<customer>#<contract>`.
//!
//! | item                         | pk                | sk                                  |
//! |------------------------------|-------------------|-------------------------------------|
//! | contract                     | `CONTRACT#<c>`    | `CONTRACT`                          |
//! | device, address, contact     | `CONTRACT#<c>`    | `DEVICE#<serial>`, `ADDRESS#<id>`, `CONTACT#<id>` |
//! | readings typed, not reported | `CONTRACT#<c>`    | `DRAFT#readings`                    |
//! | e-mail taken in the contract | `CONTRACT#<c>`    | `EMAIL#<sha-256>`                   |
//! | contact once imported         | `CONTRACT#<c>`    | `IMPORTED#<sha-256>`                |
//! | contract of a reference      | `REF#<ref>`       | `CONTRACT`                          |
//! | order                        | `ORDER#<c>`       | `<number>`                          |
//! | change of an address         | `CHANGE#<c>`      | `<number>`                          |
//! | ticket; what was said about it, its files | `TICKET#<c>`; `TICKET#<c>#<number>` | `<number>`; `MESSAGE#<n>`, `FILE#<place>` |
//! | readings of a device and date, withdrawals, verdicts | `READING#<c>` | `<serial>#<date>#<ulid>` |
//! | doubtful readings without a verdict | `DOUBTFUL#<c>` | as the readings'             |
//! | status page                  | `STATUSPAGE#<c>`  | `<ulid>`                            |
//! | session                      | `SESSION#<c>`     | `<sha-256 of the token>`            |
//! | stored answer                | `IDEMPOTENCY#<c>` | `<operation>#<key>`                 |
//! | event not yet or just published | `OUTBOX#<c>`   | `<ulid>`                            |
//! | letter                       | `LETTER#<c>`      | `<event>_<subject>_<contact>`       |
//! | reminder sent, passed over or told | `REMINDER#<c>` | `<quarter>#<stage>`, `END#<last day>#<stage>` |
//! | how far a run is             | `RUN`             | `<moment>#<shard>`                  |
//! | audit entry                  | `AUDIT#<c>`       | `<ulid>`                            |
//! | its seal, the last of them   | `SEAL#<c>`        | `<ulid>`, `HEAD`                    |
//! | country                      | `COUNTRY`         | `<code>`                            |
//! | model, its articles          | `MODEL#<model>`   | `MODEL`, `ARTICLE#<no>`             |
//! | number taken                 | `NUMBER#<n>`      | `NUMBER`                            |
//! | failed attempts              | `ATTEMPT#<what>`  | `<hour>`                            |
//! | event from outside that was applied | `SEEN#<source>#<id>` | `SEEN`                    |
//!
//! `#` cannot occur inside a part: all parts are domain types or ids that forbid it.
//! Kinds have partitions of their own, so that a role can be limited to them (`dynamodb:LeadingKeys`).

use std::collections::HashMap;
use std::fmt::Display;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    AddressId, ArticleNo, CaseNo, ContactId, ContractKey, ContractRef, CountryCode, Email, End,
    EndMark, ModelName, Quarter, ReminderMark, Serial, UploadId,
};
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

pub(crate) type Key = HashMap<String, AttributeValue>;

pub(crate) const CONTRACT: &str = "CONTRACT";
pub(crate) const DEVICE: &str = "DEVICE#";
pub(crate) const ADDRESS: &str = "ADDRESS#";
pub(crate) const CONTACT: &str = "CONTACT#";
pub(crate) const ARTICLE: &str = "ARTICLE#";

pub(crate) const CONTRACTS: &str = "CONTRACT#";

pub(crate) fn contract_partition(contract: &ContractKey) -> String {
    format!("{CONTRACTS}{contract}")
}

/// The first and last sort key of a contract and its devices, which stand next to each other.
pub(crate) const CONTRACT_TO_DEVICES: (&str, &str) = (CONTRACT, "DEVICE$");

pub(crate) fn contract(contract: &ContractKey) -> Key {
    key(contract_partition(contract), CONTRACT)
}

pub(crate) fn contract_of(contract_ref: &ContractRef) -> Key {
    key(format!("REF#{contract_ref}"), CONTRACT)
}

pub(crate) fn device(contract: &ContractKey, serial: &Serial) -> Key {
    key(contract_partition(contract), device_place(serial))
}

/// Where a device stands in its contract's partition.
pub(crate) fn device_place(serial: &Serial) -> String {
    format!("{DEVICE}{serial}")
}

pub(crate) fn address(contract: &ContractKey, id: &AddressId) -> Key {
    key(contract_partition(contract), format!("{ADDRESS}{id}"))
}

/// The one draft of the contract's reading sheet, with an attribute for each device, see [`device_place`].
pub(crate) fn reading_draft(contract: &ContractKey) -> Key {
    key(contract_partition(contract), "DRAFT#readings")
}

pub(crate) fn contact(contract: &ContractKey, id: &ContactId) -> Key {
    key(contract_partition(contract), format!("{CONTACT}{id}"))
}

/// Holds the id of the contact that has the address: an e-mail is found in a contract, never doubled.
pub(crate) fn email(contract: &ContractKey, email: &Email) -> Key {
    key(contract_partition(contract), format!("EMAIL#{}", hash_of(email)))
}

/// Says that an import brought this e-mail once: a repeated one must not bring back whom the customer deleted.
pub(crate) fn imported(contract: &ContractKey, email: &Email) -> Key {
    key(contract_partition(contract), format!("IMPORTED#{}", hash_of(email)))
}

fn hash_of(email: &Email) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(email.folded()))
}

pub(crate) fn order_partition(contract: &ContractKey) -> String {
    format!("ORDER#{contract}")
}

pub(crate) fn order(contract: &ContractKey, number: CaseNo) -> Key {
    key(order_partition(contract), number.to_string())
}

pub(crate) fn change_partition(contract: &ContractKey) -> String {
    format!("CHANGE#{contract}")
}

pub(crate) fn change(contract: &ContractKey, number: CaseNo) -> Key {
    key(change_partition(contract), number.to_string())
}

pub(crate) fn ticket_partition(contract: &ContractKey) -> String {
    format!("TICKET#{contract}")
}

/// What a list of tickets shows. Texts are elsewhere, so that a list reads none.
pub(crate) fn ticket(contract: &ContractKey, number: CaseNo) -> Key {
    key(ticket_partition(contract), number.to_string())
}

/// What belongs to one ticket.
pub(crate) fn conversation(contract: &ContractKey, number: CaseNo) -> String {
    format!("TICKET#{contract}#{number}")
}

pub(crate) const MESSAGE: &str = "MESSAGE#";

pub(crate) fn message(contract: &ContractKey, ticket: CaseNo, number: u32) -> Key {
    key(conversation(contract, ticket), format!("{MESSAGE}{number:06}"))
}

pub(crate) const FILE: &str = "FILE#";

pub(crate) fn ticket_file(contract: &ContractKey, ticket: CaseNo, place: u32) -> Key {
    key(conversation(contract, ticket), format!("{FILE}{place}"))
}

pub(crate) fn reading_partition(contract: &ContractKey) -> String {
    format!("{READING}{contract}")
}

/// What the sort keys of a device's readings begin with.
pub(crate) fn readings_of(serial: &Serial) -> String {
    format!("{serial}#")
}

pub(crate) const READING: &str = "READING#";

pub(crate) fn reading(contract: &ContractKey, serial: &Serial, date: Date, id: &str) -> Key {
    key(reading_partition(contract), format!("{serial}#{date}#{id}"))
}

pub(crate) const DOUBTFUL: &str = "DOUBTFUL#";

/// Says that the operator has yet to look at a set. An item of its own, so that no function needs the right to change an entry.
pub(crate) fn doubtful(contract: &ContractKey, serial: &Serial, date: Date, id: &str) -> Key {
    key(format!("{DOUBTFUL}{contract}"), format!("{serial}#{date}#{id}"))
}

/// The set that an item of [`DOUBTFUL`] is about.
pub(crate) fn entry_of(mark: &Key) -> Option<Key> {
    let part = |name: &str| mark.get(name)?.as_s().ok();
    let contract = part("pk")?.strip_prefix(DOUBTFUL)?;
    Some(key(format!("{READING}{contract}"), part("sk")?))
}

pub(crate) fn status_page_partition(contract: &ContractKey) -> String {
    format!("STATUSPAGE#{contract}")
}

pub(crate) fn status_page(contract: &ContractKey, id: &UploadId) -> Key {
    key(status_page_partition(contract), id.as_str())
}

pub(crate) fn session(contract: &ContractKey, id: &str) -> Key {
    key(sessions(contract), id)
}

/// The partition of a contract's sessions.
pub(crate) fn sessions(contract: &ContractKey) -> String {
    format!("SESSION#{contract}")
}

pub(crate) fn idempotency(contract: &ContractKey, operation: &str, client_key: &str) -> Key {
    key(format!("IDEMPOTENCY#{contract}"), format!("{operation}#{client_key}"))
}

pub(crate) const OUTBOX: &str = "OUTBOX#";

pub(crate) fn outbox(contract: &ContractKey, event: &str) -> Key {
    key(format!("{OUTBOX}{contract}"), event)
}

pub(crate) const LETTER: &str = "LETTER#";

pub(crate) fn letter_partition(contract: &ContractKey) -> String {
    format!("{LETTER}{contract}")
}

pub(crate) fn letter(contract: &ContractKey, letter: &str) -> Key {
    key(letter_partition(contract), letter)
}

/// A letter's id. It is a mail tag too: only letters, digits, `_` and `-` will do.
pub(crate) fn letter_id(event: &str, subject: &str, contact: &ContactId) -> String {
    format!("{}{subject}_{contact}", letters_of(event))
}

/// What the ids of all letters about an event begin with.
pub(crate) fn letters_of(event: &str) -> String {
    format!("{event}_")
}

/// The event that a letter, or an outbox item, is about.
pub(crate) fn event_in(id: &str) -> &str {
    id.split_once('_').map_or(id, |(event, _)| event)
}

/// Partitions of the sparse index of things not done, so that no burst of events meets the limit of one.
pub(crate) const PENDING_SHARDS: u8 = 8;

/// The partition of the sparse index that holds a part of `kind`.
pub(crate) fn pending(kind: &str, shard: u8) -> String {
    format!("{kind}{shard}")
}

pub(crate) fn reminder_partition(contract: &ContractKey) -> String {
    format!("REMINDER#{contract}")
}

/// What the sort keys of a quarter's reminders begin with.
pub(crate) fn reminders_of(quarter: Quarter) -> String {
    format!("{quarter}#")
}

pub(crate) fn reminder(contract: &ContractKey, quarter: Quarter, mark: ReminderMark) -> Key {
    key(reminder_partition(contract), format!("{}{mark}", reminders_of(quarter)))
}

/// What the sort keys of the reminders of a contract's end begin with.
pub(crate) fn end_reminders_of(end: End) -> String {
    format!("END#{}#", end.day)
}

pub(crate) fn end_reminder(contract: &ContractKey, end: End, mark: EndMark) -> Key {
    key(reminder_partition(contract), format!("{}{mark}", end_reminders_of(end)))
}

/// How far a run of reminders is within a part of the contracts.
pub(crate) fn run(moment: Timestamp, shard: u8) -> Key {
    key("RUN", format!("{moment}#{shard:02}"))
}

pub(crate) const AUDIT: &str = "AUDIT#";

pub(crate) fn audit_partition(contract: &ContractKey) -> String {
    format!("{AUDIT}{contract}")
}

pub(crate) fn audit(contract: &ContractKey, id: &str) -> Key {
    key(audit_partition(contract), id)
}

pub(crate) fn seal_partition(contract: &ContractKey) -> String {
    format!("SEAL#{contract}")
}

/// The seal of an audit entry, under the entry's id: none is sealed twice.
pub(crate) fn seal(contract: &ContractKey, entry: &str) -> Key {
    key(seal_partition(contract), entry)
}

/// Where a contract's chain of seals stands.
pub(crate) fn seal_head(contract: &ContractKey) -> Key {
    key(seal_partition(contract), SEAL_HEAD)
}

/// No entry's id: those are 26 letters and digits.
pub(crate) const SEAL_HEAD: &str = "HEAD";

pub(crate) const COUNTRIES: &str = "COUNTRY";

pub(crate) fn country(code: &CountryCode) -> Key {
    key(COUNTRIES, code.as_str())
}

pub(crate) fn model_partition(model: &ModelName) -> String {
    format!("MODEL#{model}")
}

pub(crate) fn model(model: &ModelName) -> Key {
    key(model_partition(model), "MODEL")
}

pub(crate) fn article(model: &ModelName, article: &ArticleNo) -> Key {
    key(model_partition(model), format!("{ARTICLE}{article}"))
}

pub(crate) fn number(number: CaseNo) -> Key {
    key(format!("NUMBER#{number}"), "NUMBER")
}

pub(crate) fn attempt(what: &impl Display, hour: i64) -> Key {
    key(format!("ATTEMPT#{what}"), hour.to_string())
}

/// A partition for each event: one for all would be the limit of how many can be applied in a second. The id, which the sender
/// chooses, comes last.
pub(crate) fn seen(source: &str, id: &str) -> Key {
    key(format!("SEEN#{source}#{id}"), "SEEN")
}

fn key(pk: impl Into<String>, sk: impl Into<String>) -> Key {
    HashMap::from([
        ("pk".into(), AttributeValue::S(pk.into())),
        ("sk".into(), AttributeValue::S(sk.into())),
    ])
}
