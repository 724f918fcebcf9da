use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::contract::parsed_text;
use crate::{
    AddressId, ArticleNo, CaseNo, Colour, Counter, CounterId, CounterKind, LastReading, ModelName,
    Moved, Order, Planned, Quarter, Refusal, Result, UploadId, Usage, fold,
};

/// A device's serial number, its identity: 1..=30 letters, digits, `-`, `.` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Serial(String);
parsed_text!(Serial);

impl Serial {
    /// Reads a serial number; case matters, as on the device.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] for nothing, [`Refusal::SerialForm`] for other characters or more than 30.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let serial = raw.trim();
        let good =
            serial.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'));
        match serial.len() {
            0 => Err(Refusal::Required),
            1..=30 if good => Ok(Self(serial.to_owned())),
            _ => Err(Refusal::SerialForm),
        }
    }
}

/// One printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Its identity.
    pub serial: Serial,
    /// Its model; decides which articles fit.
    pub model: ModelName,
    /// Where in the building it stands.
    pub site: String,
    /// Where parcels for it go.
    pub address: AddressId,
    /// First day in the contract.
    pub installed: Date,
    /// Last day in the contract, once it has left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Date>,
    /// Its counters, in the device's order.
    #[serde(default)]
    pub counters: Vec<Counter>,
    /// The latest reading of each counter.
    #[serde(default)]
    pub readings: BTreeMap<CounterId, LastReading>,
    /// How much each counter counted between its last readings, oldest first.
    #[serde(default)]
    pub usage: BTreeMap<CounterId, Vec<Usage>>,
    /// What went to it, per article.
    #[serde(default)]
    pub supplies: BTreeMap<ArticleNo, Supplies>,
    /// The exchange that the customer has reported and the operator has yet to import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Exchange>,
    /// The latest status page that was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_page: Option<StatusPageKept>,
    /// The status page that the operator has asked for and that has not come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_page_requested: Option<StatusPageRequest>,
    /// The change of its address that is under way or planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Planned<Moved>>,
    /// Counts the changes of its readings: the last of its entries carries the same number.
    #[serde(default)]
    pub turn: u64,
    /// Counts the changes that the portal made, for writers that must not overtake each other.
    #[serde(default)]
    pub version: u64,
}

/// Another device stands in the place of this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The serial number of that device, as the customer read it.
    pub successor: Serial,
    /// The day of the exchange, which is that of the final reading.
    pub date: Date,
    /// When the customer reported it.
    pub reported_at: Timestamp,
}

/// A status page of a device that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusPageKept {
    /// The day on which it came.
    pub received: Date,
    /// Its id.
    pub id: UploadId,
}

/// The operator asks for a status page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusPageRequest {
    /// Since this day.
    pub since: Date,
    /// Until when it is wanted, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Why or how, in the operator's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl StatusPageRequest {
    /// Devices that one request names at most.
    pub const DEVICES: usize = 1_000;
    /// Characters of a note at most.
    pub const NOTE_MAX: usize = 200;
}

/// Supplies of one article by the number of their order; deliveries from before the portal by their day.
/// A map, so that a cancelled order is taken out without reading the device first.
pub type Supplies = BTreeMap<String, Supply>;

/// A supply part that was ordered for a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supply {
    /// The day of the order.
    pub date: Date,
    /// How many pieces.
    pub quantity: u32,
    /// What the article's counters had printed at the latest reading then, see [`Device::pages_for`].
    #[serde(default)]
    pub pages_at: u64,
    /// It has not arrived yet.
    #[serde(default)]
    pub under_way: bool,
}

impl Device {
    /// How many supplies of an article are kept: enough for the order guard, small enough for the item.
    pub const SUPPLIES_KEPT: usize = 5;

    /// Whether it is in the contract on `day`.
    pub fn in_use_on(&self, day: Date) -> bool {
        self.installed <= day && self.removed.is_none_or(|removed| day <= removed)
    }

    /// Whether it owes a reading for `quarter`: installed by the due date and neither removed nor exchanged before it.
    pub fn owes(&self, quarter: Quarter) -> bool {
        self.in_place_on(quarter.due_date())
    }

    /// Whether it is in the contract on `day`, and no other device stands in its place by then.
    pub(crate) fn in_place_on(&self, day: Date) -> bool {
        self.in_use_on(day) && self.exchange.as_ref().is_none_or(|exchange| day <= exchange.date)
    }

    /// Whether every counter of it has a reading in the quarter's window.
    pub fn reported(&self, quarter: Quarter) -> bool {
        let window = quarter.window();
        self.counters.iter().all(|counter| {
            self.readings.get(&counter.id).is_some_and(|last| window.contains(last.date))
        })
    }

    /// Whether it owes a reading for `quarter` that has not come.
    pub fn missing(&self, quarter: Quarter) -> bool {
        self.owes(quarter) && !self.reported(quarter)
    }

    /// The day of its latest reading.
    pub fn reading_date(&self) -> Option<Date> {
        self.readings.values().map(|last| last.date).max()
    }

    /// Whether a request for its status page is news: neither made before, nor answered since, nor followed by another one.
    pub fn heeds(&self, request: &StatusPageRequest) -> bool {
        let known = self.status_page_requested.as_ref();
        let newer = known.is_none_or(|known| known != request && known.since <= request.since);
        newer && self.status_page.as_ref().is_none_or(|page| page.received <= request.since)
    }

    /// How its counters are called where people name them: by the label, by the id where two labels are alike.
    pub fn counter_names(&self) -> impl Iterator<Item = (&Counter, &str)> {
        self.counters.iter().map(|counter| {
            let alike = self.counters.iter().filter(|one| fold(&one.label) == fold(&counter.label));
            let name = if alike.count() == 1 { &counter.label } else { counter.id.as_str() };
            (counter, name)
        })
    }

    /// The counter that people call so, in any case. A device with a single counter need not have it named.
    pub fn counter_named(&self, name: &str) -> Option<&Counter> {
        let wanted = fold(name.trim());
        if let ([only], true) = (&self.counters[..], wanted.is_empty()) {
            return Some(only);
        }
        let mut named = self.counter_names();
        let by_name =
            named.find(|(_, name)| fold(name.trim()) == wanted).map(|(counter, _)| counter);
        by_name.or_else(|| self.counters.iter().find(|one| fold(one.id.as_str()) == wanted))
    }

    /// The label of a counter; the id of one that the device no longer has.
    pub fn label(&self, id: &CounterId) -> String {
        let counter = self.counters.iter().find(|counter| counter.id == *id);
        counter.map_or_else(|| id.to_string(), |counter| counter.label.clone())
    }

    /// Pages that wear an article of `colour`: coloured ink prints on colour pages only, everything else on all pages.
    /// A device without mono and colour counters is counted by its total.
    pub fn pages_for(&self, colour: Option<Colour>) -> u64 {
        use CounterKind::{Colour as ColourPages, ColourA3, Mono, MonoA3, Total};
        let printed = |kinds: &[CounterKind]| -> u64 {
            let counters = self.counters.iter().filter(|counter| kinds.contains(&counter.kind));
            counters.filter_map(|c| self.readings.get(&c.id)).map(|last| last.printed).sum()
        };
        let parted = self.counters.iter().any(|c| matches!(c.kind, Mono | ColourPages));
        match colour {
            _ if !parted => printed(&[Total]),
            Some(Colour::C | Colour::M | Colour::Y) => printed(&[ColourPages, ColourA3]),
            Some(Colour::K) | None => printed(&[Mono, ColourPages, MonoA3, ColourA3]),
        }
    }

    /// Notes that `quantity` of an article was ordered on `day`.
    pub fn note_supply(
        &mut self,
        article: &ArticleNo,
        colour: Option<Colour>,
        order: CaseNo,
        day: Date,
        quantity: u32,
    ) {
        let pages_at = self.pages_for(colour);
        let supply = Supply { date: day, quantity, pages_at, under_way: true };
        let kept = self.supplies.entry(article.clone()).or_default();
        kept.insert(order.to_string(), supply);
        while kept.len() > Self::SUPPLIES_KEPT {
            let Some(oldest) = kept.iter().min_by_key(|(_, s)| s.date).map(|(id, _)| id.clone())
            else {
                return;
            };
            kept.remove(&oldest);
        }
    }

    /// The device once what `order` brought has arrived; nothing where that changes nothing.
    pub fn supplied_with(&self, order: &Order) -> Option<Self> {
        let mut device = self.clone();
        let number = order.number.to_string();
        let lines = order.lines.iter().filter(|line| line.serial == self.serial && !line.claim);
        for line in lines {
            let kept = device.supplies.get_mut(&line.article);
            if let Some(supply) = kept.and_then(|kept| kept.get_mut(&number)) {
                supply.under_way = false;
            }
        }
        (device.supplies != self.supplies).then_some(device)
    }

    /// The newest supply of an article.
    pub fn last_supply(&self, article: &ArticleNo) -> Option<&Supply> {
        self.supplies.get(article)?.iter().max_by_key(|(id, s)| (s.date, *id)).map(|(_, s)| s)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::samples;

    fn device(counters: &[(&str, &str)]) -> Device {
        let by_id: Vec<_> = counters.iter().map(|(id, _)| (*id, CounterKind::Mono, 0)).collect();
        let mut device = samples::device("A", date(2026, 9, 30), &by_id);
        for (counter, (_, label)) in device.counters.iter_mut().zip(counters) {
            counter.label = (*label).to_owned();
        }
        device
    }

    #[test]
    fn a_counter_is_known_by_its_label_or_its_id_in_any_case() {
        let two = device(&[("C1", "Farbe A3"), ("C2", "Übrige")]);
        let alike = device(&[("C1", "Zähler"), ("C2", "zähler")]);
        let one = device(&[("C1", "Gesamt")]);
        let cases = [
            (&two, " farbe a3 ", Some("C1")),
            (&two, "ubrige", Some("C2")),
            (&two, "c2", Some("C2")),
            (&two, "", None),
            (&two, "Gesamt", None),
            (&alike, "Zähler", None),
            (&alike, "C2", Some("C2")),
            (&one, "", Some("C1")),
            (&one, "Farbe", None),
        ];
        for (device, name, expected) in cases {
            let found = device.counter_named(name).map(|counter| counter.id.as_str());
            assert_eq!(found, expected, "name {name:?}");
        }
    }

    #[test]
    fn every_counter_is_found_by_the_name_that_it_is_given() {
        let device = device(&[("C1", "Zähler"), ("C2", "Zähler"), ("C3", "Gesamt")]);
        for (counter, name) in device.counter_names() {
            assert_eq!(device.counter_named(name), Some(counter), "name {name}");
        }
    }

    #[test]
    fn a_request_for_a_status_page_is_heeded_once_and_not_after_it_was_answered() {
        let request =
            |day| StatusPageRequest { since: date(2026, 11, day), until: None, note: None };
        let page = |day| {
            let id = UploadId::parse("01K00000000000000000000000").expect("an id");
            Some(StatusPageKept { received: date(2026, 11, day), id })
        };
        let cases = [
            (None, None, true),
            (Some(request(10)), None, true),
            (Some(request(20)), None, false),
            (Some(request(25)), None, false),
            (None, page(19), true),
            (None, page(20), true),
            (None, page(21), false),
        ];
        for (known, page, heeded) in cases {
            let mut device = device(&[("C1", "Gesamt")]);
            (device.status_page_requested, device.status_page) = (known, page);
            assert_eq!(device.heeds(&request(20)), heeded, "{device:?}");
        }
    }
}
