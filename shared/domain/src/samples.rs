//! What the unit tests of several rules begin with.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, date};

use crate::{
    Address, AddressId, CaseNo, ContactId, Contract, ContractKey, ContractRef, Counter, CounterId,
    CounterKind, CountryCode, Device, LastReading, ModelName, Order, OrderState, Serial, Settings,
    Stage, StatusPageKept, UploadId,
};

/// A contract since 2015 without an end.
pub(crate) fn contract() -> Contract {
    Contract {
        key: ContractKey::from_parts("DE#17102995#SPV1", '#').expect("a key"),
        contract_ref: ContractRef::parse("01J00000000000000000000000").expect("a reference"),
        no: "SPV-1".into(),
        customer_name: "Musterwerke GmbH".into(),
        starts: date(2015, 1, 1),
        ends: None,
        dealer: None,
        settings: Settings::default(),
        code_wanted: false,
    }
}

/// A status page that came on that day.
pub(crate) fn status_page(received: Date) -> StatusPageKept {
    StatusPageKept { received, id: UploadId::parse("01J00000000000000000000001").expect("an id") }
}

/// A device since 2015 with these counters, last read on that day.
pub(crate) fn device(serial: &str, day: Date, counters: &[(&str, CounterKind, u64)]) -> Device {
    let id = |label: &str| CounterId::parse(label).expect("an id");
    Device {
        serial: Serial::parse(serial).expect("a serial"),
        model: ModelName::parse("ES5462 MFP").expect("a model"),
        site: "Kundenbüro".into(),
        address: AddressId::parse("A1").expect("an id"),
        installed: date(2015, 1, 1),
        removed: None,
        counters: counters
            .iter()
            .map(|(label, kind, _)| Counter {
                id: id(label),
                kind: *kind,
                label: (*label).into(),
                maximum: 999_999,
            })
            .collect(),
        readings: counters
            .iter()
            .map(|(label, _, value)| {
                (id(label), LastReading { date: day, value: *value, printed: *value })
            })
            .collect(),
        usage: BTreeMap::new(),
        supplies: BTreeMap::new(),
        exchange: None,
        status_page: None,
        status_page_requested: None,
        change: None,
        turn: 0,
        version: 0,
    }
}

/// An address in Düsseldorf.
pub(crate) fn address() -> Address {
    Address {
        id: AddressId::parse("A1").expect("an id"),
        name: "Musterwerke GmbH".into(),
        street: "Hansaallee 187".into(),
        postcode: "40549".into(),
        city: "Düsseldorf".into(),
        country: CountryCode::parse("DE").expect("a country"),
        attention: Some("Herr Hausmann".into()),
        additional_info: None,
        change: None,
    }
}

/// An order that has just been placed; without lines, which no rule here looks at.
pub(crate) fn order(placed_at: Timestamp) -> Order {
    Order {
        number: CaseNo::new(date(2026, 11, 23), 1),
        placed_at,
        state: OrderState::Received,
        history: vec![Stage { state: OrderState::Received, at: placed_at }],
        reference: None,
        address: address(),
        attention_given: false,
        lines: Vec::new(),
        contact: ContactId::parse("01J00000000000000000000000").expect("an id"),
        shipment: None,
        cancel_reason: None,
        hold: None,
    }
}
