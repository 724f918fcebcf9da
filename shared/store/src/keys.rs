//! Every key of the single table, and nothing else. `<c>` is `<country>#<customer>#<contract>`.
//!
//! | item                         | pk                | sk                                  |
//! |------------------------------|-------------------|-------------------------------------|
//! | contract                     | `CONTRACT#<c>`    | `CONTRACT`                          |
//! | device, address, contact     | `CONTRACT#<c>`    | `DEVICE#<serial>`, `ADDRESS#<id>`, `CONTACT#<id>` |
//! | e-mail taken in the contract | `CONTRACT#<c>`    | `EMAIL#<sha-256>`                   |
//! | contact once imported         | `CONTRACT#<c>`    | `IMPORTED#<sha-256>`                |
//! | contract of a reference      | `REF#<ref>`       | `CONTRACT`                          |
//! | order                        | `ORDER#<c>`       | `<number>`                          |
//! | session                      | `SESSION#<c>`     | `<sha-256 of the token>`            |
//! | stored answer                | `IDEMPOTENCY#<c>` | `<operation>#<key>`                 |
//! | event not yet or just published | `OUTBOX#<c>`   | `<ulid>`                            |
//! | letter                       | `LETTER#<c>`      | `<event>.<subject>.<contact>`       |
//! | audit entry                  | `AUDIT#<c>`       | `<ulid>`                            |
//! | country                      | `COUNTRY`         | `<code>`                            |
//! | model, its articles          | `MODEL#<model>`   | `MODEL`, `ARTICLE#<no>`             |
//! | number taken                 | `NUMBER#<n>`      | `NUMBER`                            |
//! | failed attempts              | `ATTEMPT#<what>`  | `<hour>`                            |
//!
//! `#` cannot occur inside a part: all parts are domain types or ids that forbid it.
//! Kinds have partitions of their own, so that a role can be limited to them (`dynamodb:LeadingKeys`).

use std::collections::HashMap;
use std::fmt::Display;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    AddressId, ArticleNo, CaseNo, ContactId, ContractKey, ContractRef, CountryCode, Email,
    ModelName, Serial,
};
use sha2::{Digest, Sha256};

pub(crate) type Key = HashMap<String, AttributeValue>;

pub(crate) const CONTRACT: &str = "CONTRACT";
pub(crate) const DEVICE: &str = "DEVICE#";
pub(crate) const ADDRESS: &str = "ADDRESS#";
pub(crate) const CONTACT: &str = "CONTACT#";
pub(crate) const ARTICLE: &str = "ARTICLE#";

pub(crate) fn contract_partition(contract: &ContractKey) -> String {
    format!("CONTRACT#{contract}")
}

pub(crate) fn contract(contract: &ContractKey) -> Key {
    key(contract_partition(contract), CONTRACT)
}

pub(crate) fn contract_of(contract_ref: &ContractRef) -> Key {
    key(format!("REF#{contract_ref}"), CONTRACT)
}

pub(crate) fn device(contract: &ContractKey, serial: &Serial) -> Key {
    key(contract_partition(contract), format!("{DEVICE}{serial}"))
}

pub(crate) fn address(contract: &ContractKey, id: &AddressId) -> Key {
    key(contract_partition(contract), format!("{ADDRESS}{id}"))
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

pub(crate) fn session(contract: &ContractKey, id: &str) -> Key {
    key(format!("SESSION#{contract}"), id)
}

pub(crate) fn idempotency(contract: &ContractKey, operation: &str, client_key: &str) -> Key {
    key(format!("IDEMPOTENCY#{contract}"), format!("{operation}#{client_key}"))
}

pub(crate) const OUTBOX: &str = "OUTBOX#";

pub(crate) fn outbox(contract: &ContractKey, event: &str) -> Key {
    key(format!("{OUTBOX}{contract}"), event)
}

pub(crate) const LETTER: &str = "LETTER#";

pub(crate) fn letter(contract: &ContractKey, letter: &str) -> Key {
    key(format!("{LETTER}{contract}"), letter)
}

pub(crate) fn audit(contract: &ContractKey, id: &str) -> Key {
    key(format!("AUDIT#{contract}"), id)
}

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

fn key(pk: impl Into<String>, sk: impl Into<String>) -> Key {
    HashMap::from([
        ("pk".into(), AttributeValue::S(pk.into())),
        ("sk".into(), AttributeValue::S(sk.into())),
    ])
}
