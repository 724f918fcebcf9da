//! What the unit tests of several rules begin with.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use crate::{
    AddressId, Contract, ContractKey, ContractRef, Counter, CounterId, CounterKind, Device,
    LastReading, ModelName, Serial, Settings,
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
    }
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
        turn: 0,
        version: 0,
    }
}
