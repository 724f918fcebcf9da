//! What a reported counter value means, and whether it can be right.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    ContactId, Contract, Counter, CounterId, CounterKind, Device, Exchange, LastReading, Level,
    Quarter, Refusal, Serial, Session, Tolerance,
};

/// A fall of so many pages at most is tolerated as 0 pages: some devices lose them at power loss.
const TOLERATED_FALL: u64 = 9;
/// A counter's usage is judged by so many of its last intervals: up to four quarters.
const INTERVALS_KEPT: usize = 4;

/// Why a value is lower than the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cause {
    /// The counter board was exchanged: a new epoch begins.
    BoardExchanged {
        /// The last value of the old board.
        last: u64,
        /// The first value of the new board; may be above 0.
        start: u64,
    },
    /// The whole device was exchanged: the set is its final one, and another device stands in its place.
    DeviceExchanged {
        /// The serial number of that device.
        serial: Serial,
    },
    /// The counter reached its maximum and began again at 0.
    Overflow,
    /// The reading before was wrong; how many pages were printed since is not known.
    EarlierWrong,
}

impl Cause {
    /// The explanations that a person can choose from.
    pub const KINDS: [&'static str; 4] =
        ["board_exchanged", "device_exchanged", "overflow", "earlier_wrong"];

    /// Its name, as clients send it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::BoardExchanged { .. } => "board_exchanged",
            Self::DeviceExchanged { .. } => "device_exchanged",
            Self::Overflow => "overflow",
            Self::EarlierWrong => "earlier_wrong",
        }
    }
}

/// One counter's value as it was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewValue {
    /// What the counter showed.
    pub value: u64,
    /// Why it is lower than before.
    pub cause: Option<Cause>,
}

/// A device's counters at one date, as they were reported: one set, taken or refused together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReading {
    /// The device.
    pub serial: Serial,
    /// The day on which the counters were read.
    pub date: Date,
    /// What they showed.
    pub values: BTreeMap<CounterId, NewValue>,
    /// Why a doubtful value is right all the same.
    pub reason: Option<String>,
    /// The id of the set that this one corrects.
    pub replaces: Option<String>,
    /// Whether it was read from a file that the sender had filled in.
    pub from_file: bool,
}

/// The way by which a set came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Source {
    /// Typed into the portal.
    Portal,
    /// Typed into the sheet that a letter's link opens.
    MailLink,
    /// Read from a file that a customer filled in.
    File,
    /// Brought by the operator's import.
    Operator,
    /// Read by a technician at the device.
    Technician,
    /// Sent by the device itself.
    Device,
    /// Estimated where nothing was read.
    Estimate,
}

/// How a value or a set was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is taken.
    Ok,
    /// It is taken with a reason.
    Doubtful,
    /// It is not taken.
    Refused,
}

/// A value that was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedValue {
    /// What was reported.
    pub new: NewValue,
    /// The reading before.
    pub last: Option<LastReading>,
    /// How it was judged.
    pub outcome: Outcome,
    /// Printed pages since the reading before, over all epochs; unknown where that reading was wrong, or was the first.
    pub pages: Option<u64>,
    /// Why it is doubtful or refused.
    pub why: Option<Refusal>,
}

/// What a counter usually prints in some days. Outside of it a value is doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usual {
    /// Pages, by the mean of its last intervals.
    pub pages: u64,
    /// The fewest that nobody doubts.
    pub least: u64,
    /// The most that nobody doubts.
    pub most: u64,
}

impl Usual {
    /// What is usual where `pages` are the mean.
    pub fn around(pages: u64, tolerance: Tolerance) -> Self {
        let tolerated = (pages * tolerance.doubt_percent / 100).max(tolerance.doubt_pages);
        Self { pages, least: pages.saturating_sub(tolerated), most: pages + tolerated }
    }

    /// What is usual in `days` after these intervals; none without any.
    pub fn in_days(usage: &[Usage], days: u64, tolerance: Tolerance) -> Option<Self> {
        let (known_days, known_pages) = usage
            .iter()
            .fold((0u64, 0u64), |(days, pages), u| (days + u64::from(u.days), pages + u.pages));
        (known_days > 0).then(|| Self::around(known_pages * days / known_days, tolerance))
    }
}

/// A set that was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedReading {
    /// The quarter for which it counts; none for an interim reading.
    pub quarter: Option<Quarter>,
    /// Its values, in the device's order of counters.
    pub values: Vec<(CounterId, CheckedValue)>,
}

impl CheckedReading {
    /// The judgement of the set: the worst of its values.
    pub fn outcome(&self) -> Outcome {
        self.values.iter().map(|(_, value)| value.outcome).max().unwrap_or(Outcome::Ok)
    }
}

/// An interval between two readings of a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Days between the readings.
    pub days: u32,
    /// Pages printed in them.
    pub pages: u64,
}

/// A set of readings as it is stored: never changed, only followed by others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Its id; sorts by time.
    pub id: String,
    /// Its place among the changes of the device's readings, see [`Device::turn`].
    pub turn: u64,
    /// The device.
    pub serial: Serial,
    /// The day on which the counters were read.
    pub date: Date,
    /// When it came in.
    pub received_at: Timestamp,
    /// The quarter for which it counted when it came, e.g. `2026-Q4`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarter: Option<String>,
    /// How it was judged when it came.
    pub outcome: Outcome,
    /// Why a doubtful one was confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The way by which it came.
    pub source: Source,
    /// The session that sent it; none where no customer did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// Who sent it, where the session had answered a mailed code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactId>,
    /// The id of the set that it corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// Its values.
    pub values: BTreeMap<CounterId, ReadValue>,
}

/// A value as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadValue {
    /// What the counter showed.
    pub value: u64,
    /// Pages printed since the reading before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u64>,
    /// Why it was lower than before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
}

impl Reading {
    /// The device that stands in the place of this one, where the set is its final one.
    pub fn successor(&self) -> Option<&Serial> {
        successors(self.values.values().map(|read| read.cause.as_ref())).next()
    }

    /// A judged set of `device` as it is stored.
    pub fn taken(
        set: &NewReading,
        checked: &CheckedReading,
        device: &Device,
        session: &Session,
        id: String,
        at: Timestamp,
    ) -> Self {
        let values = checked.values.iter().map(|(id, value)| {
            let CheckedValue { new, pages, .. } = value;
            (id.clone(), ReadValue { value: new.value, pages: *pages, cause: new.cause.clone() })
        });
        let source = match session.level {
            _ if set.from_file => Source::File,
            Level::Link => Source::MailLink,
            Level::Pending | Level::Numbers | Level::Confirmed => Source::Portal,
        };
        Self {
            id,
            turn: device.turn + 1,
            serial: set.serial.clone(),
            date: set.date,
            received_at: at,
            quarter: checked.quarter.map(|quarter| quarter.to_string()),
            outcome: checked.outcome(),
            reason: set.reason.clone(),
            source,
            session: Some(session.id.clone()),
            contact: session.contact.clone(),
            replaces: set.replaces.clone(),
            values: values.collect(),
        }
    }

    /// What the operator's files say that `device` showed on `date`.
    pub fn imported(device: &Device, date: Date, id: String, at: Timestamp) -> Self {
        let read = device.readings.iter().filter(|(_, last)| last.date == date);
        let values = read.map(|(id, last)| {
            (id.clone(), ReadValue { value: last.value, pages: None, cause: None })
        });
        Self {
            id,
            turn: 0,
            serial: device.serial.clone(),
            date,
            received_at: at,
            quarter: Quarter::open_on(date).map(|quarter| quarter.to_string()),
            outcome: Outcome::Ok,
            reason: None,
            source: Source::Operator,
            session: None,
            contact: None,
            replaces: None,
            values: values.collect(),
        }
    }
}

impl NewReading {
    /// The devices that are said to stand in the place of this one.
    pub fn successors(&self) -> impl Iterator<Item = &Serial> {
        successors(self.values.values().map(|new| new.cause.as_ref()))
    }

    /// Judges the set against what is known of its device on `today`.
    ///
    /// # Errors
    ///
    /// What is wrong with the set as a whole: its date, or counters that the device does not have or that are missing.
    pub fn check(
        &self,
        device: &Device,
        contract: &Contract,
        today: Date,
    ) -> Result<CheckedReading, Refusal> {
        if self.date > today {
            return Err(Refusal::DateInFuture);
        }
        if self.date < contract.starts {
            return Err(Refusal::DateBeforeContract { starts: contract.starts.to_string() });
        }
        if !device.in_use_on(self.date) {
            return Err(Refusal::DeviceNotInUse);
        }
        if let Some(Exchange { successor, date, .. }) = &device.exchange {
            let (successor, date) = (successor.to_string(), date.to_string());
            return Err(Refusal::DeviceExchanged { successor, date });
        }
        if let Some(last) = device.reading_date().filter(|last| self.date < *last) {
            return Err(Refusal::DateBeforeLast { last: last.to_string() });
        }
        let known = |id: &CounterId| device.counters.iter().any(|counter| counter.id == *id);
        if let Some(id) = self.values.keys().find(|id| !known(id)) {
            return Err(Refusal::CounterUnknown { counter: id.to_string() });
        }
        let mut successors = self.successors();
        let successor = successors.next();
        if successor.is_some_and(|successor| *successor == self.serial) {
            return Err(Refusal::ExchangeSame);
        }
        if successors.any(|other| Some(other) != successor) {
            return Err(Refusal::ExchangeDiffers);
        }
        let mut values = Vec::with_capacity(device.counters.len());
        for counter in &device.counters {
            let new = self
                .values
                .get(&counter.id)
                .ok_or_else(|| Refusal::CounterMissing { counter: counter.label.clone() })?;
            let judged = self.judge(device, counter, new, contract.settings.tolerance);
            values.push((counter.id.clone(), judged));
        }
        Ok(CheckedReading { quarter: Quarter::open_on(self.date), values })
    }

    fn judge(
        &self,
        device: &Device,
        counter: &Counter,
        new: &NewValue,
        tolerance: Tolerance,
    ) -> CheckedValue {
        let last = device.readings.get(&counter.id).copied();
        let judged =
            |outcome, pages, why| CheckedValue { new: new.clone(), last, outcome, pages, why };
        let refused = |why| judged(Outcome::Refused, None, Some(why));
        if new.value > counter.maximum {
            return refused(Refusal::ValueAboveMaximum { max: counter.maximum });
        }
        let Some(before) = last else { return judged(Outcome::Ok, None, None) };
        let fall = before.value.saturating_sub(new.value);
        match &new.cause {
            None if fall > TOLERATED_FALL => {
                return refused(Refusal::ValueBelowLast { last: before.value });
            }
            Some(Cause::DeviceExchanged { .. }) if fall > TOLERATED_FALL => {
                return refused(Refusal::FinalBelowLast { last: before.value });
            }
            None | Some(Cause::DeviceExchanged { .. }) if fall > 0 => {
                return judged(Outcome::Ok, Some(0), None);
            }
            Some(Cause::BoardExchanged { last, .. })
                if *last < before.value || *last > counter.maximum =>
            {
                return refused(Refusal::BoardLastBelow { last: before.value });
            }
            Some(Cause::BoardExchanged { start, .. }) if new.value < *start => {
                return refused(Refusal::BoardStartAbove { start: *start });
            }
            _ => (),
        }
        let Some(pages) = pages_between(before.value, new.value, new.cause.as_ref(), counter)
        else {
            return judged(Outcome::Doubtful, None, Some(Refusal::EarlierReadingWrong));
        };
        let days = u64::try_from((self.date - before.date).get_days()).unwrap_or(0);
        let overflowed = fall > 0 && matches!(new.cause, Some(Cause::Overflow));
        match doubt(device, counter, (pages, days), tolerance, overflowed) {
            Some(why) if overflowed => refused(why),
            Some(why) => judged(Outcome::Doubtful, Some(pages), Some(why)),
            None => judged(Outcome::Ok, Some(pages), None),
        }
    }
}

/// Why so many pages in so many days are hard to believe of this counter.
fn doubt(
    device: &Device,
    counter: &Counter,
    (pages, days): (u64, u64),
    tolerance: Tolerance,
    overflowed: bool,
) -> Option<Refusal> {
    let usage = device.usage.get(&counter.id).map_or(&[][..], Vec::as_slice);
    let usual = Usual::in_days(usage, days, tolerance);
    let Some(Usual { pages: expected, least, most }) = usual else {
        // Without a history an overflow would be a guess: only a plainly short way over the maximum is believed.
        let far = overflowed && pages > counter.maximum / 2;
        return far.then_some(Refusal::OverflowImplausible { pages });
    };
    if pages == 0 && expected > 0 && days > 0 {
        return Some(Refusal::NoPages { expected });
    }
    if pages > most {
        return Some(Refusal::ManyPages { pages, least, most });
    }
    (pages < least).then_some(Refusal::FewPages { pages, least, most })
}
fn successors<'a>(
    causes: impl Iterator<Item = Option<&'a Cause>>,
) -> impl Iterator<Item = &'a Serial> {
    causes.filter_map(|cause| match cause {
        Some(Cause::DeviceExchanged { serial }) => Some(serial),
        _ => None,
    })
}

/// Pages between two values of a counter, over every exchange of its board; none where they are not known.
fn pages_between(before: u64, value: u64, cause: Option<&Cause>, counter: &Counter) -> Option<u64> {
    match cause {
        Some(Cause::BoardExchanged { last, start }) => {
            Some(last.saturating_sub(before) + value.saturating_sub(*start))
        }
        _ if value >= before => Some(value - before),
        // From the maximum the next page is 0, which is a page too.
        Some(Cause::Overflow) => Some(counter.maximum.saturating_sub(before) + 1 + value),
        Some(Cause::EarlierWrong) => None,
        Some(Cause::DeviceExchanged { .. }) | None => {
            (before - value <= TOLERATED_FALL).then_some(0)
        }
    }
}

/// A likely slip: what was probably meant instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What happened, e.g. `digit_doubled`; the sentence's id is `slip_` and this.
    pub kind: &'static str,
    /// The values that repair it.
    pub values: Vec<(CounterId, u64)>,
}

impl NewReading {
    /// The likely slip behind a set that is not ok: the first repair after which everything is.
    pub fn slip(&self, device: &Device, contract: &Contract, today: Date) -> Option<Slip> {
        let repaired = |values: &[(CounterId, u64)]| {
            let mut draft = self.clone();
            for (id, value) in values {
                draft.values.insert(id.clone(), NewValue { value: *value, cause: None });
            }
            draft.check(device, contract, today).is_ok_and(|c| c.outcome() == Outcome::Ok)
        };
        // Without a history nearly everything would repair the set; only a swap shows by itself.
        let telling = |slip: &Slip| {
            slip.kind == "swapped"
                || slip.values.iter().all(|(id, _)| device.usage.contains_key(id))
        };
        let mut candidates = self.candidates(device).into_iter();
        candidates.find(|slip| telling(slip) && repaired(&slip.values))
    }

    /// Whether the values of two devices were mixed up: with those of the other, each set is in order.
    pub fn mixed_up_with(
        &self,
        device: &Device,
        other: (&Self, &Device),
        contract: &Contract,
        today: Date,
    ) -> bool {
        let fits = |set: &Self, device: &Device, values: &Self| {
            let plain = |(id, new): (&CounterId, &NewValue)| {
                (id.clone(), NewValue { value: new.value, cause: None })
            };
            let draft = Self { values: values.values.iter().map(plain).collect(), ..set.clone() };
            draft.check(device, contract, today).is_ok_and(|c| c.outcome() == Outcome::Ok)
        };
        let (theirs, their_device) = other;
        fits(self, device, theirs) && fits(theirs, their_device, self)
    }

    /// Whether it says the same as the set of another device.
    pub fn repeats(&self, other: &Self) -> bool {
        let told = |set: &Self| set.values.values().any(|new| new.value > 0);
        let same = |(a, b): ((&CounterId, &NewValue), (&CounterId, &NewValue))| {
            a.0 == b.0 && a.1.value == b.1.value
        };
        self.values.len() == other.values.len()
            && told(self)
            && self.values.iter().zip(&other.values).all(same)
    }

    fn candidates(&self, device: &Device) -> Vec<Slip> {
        let mut slips = Vec::new();
        let ids: Vec<(&CounterId, u64)> = self.values.iter().map(|(id, v)| (id, v.value)).collect();
        for (place, (a, left)) in ids.iter().enumerate() {
            for (b, right) in &ids[place + 1..] {
                let values = vec![((*a).clone(), *right), ((*b).clone(), *left)];
                slips.push(Slip { kind: "swapped", values });
            }
        }
        let mono = device.counters.iter().find(|c| c.kind == CounterKind::Mono);
        let colour = device.counters.iter().find(|c| c.kind == CounterKind::Colour);
        if let Some((mono, colour)) = mono.zip(colour)
            && let Some((total, colour)) =
                self.values.get(&mono.id).zip(self.values.get(&colour.id))
            && let Some(value) = total.value.checked_sub(colour.value)
        {
            slips.push(Slip { kind: "total_in_mono", values: vec![(mono.id.clone(), value)] });
        }
        for (id, value) in ids {
            for value in with_a_digit_less(value) {
                slips.push(Slip { kind: "digit_doubled", values: vec![(id.clone(), value)] });
            }
            for value in with_a_digit_more(value) {
                slips.push(Slip { kind: "digit_missing", values: vec![(id.clone(), value)] });
            }
        }
        slips
    }
}

/// The numbers that are left when one of two equal neighbouring digits is taken away.
fn with_a_digit_less(value: u64) -> Vec<u64> {
    let digits = value.to_string();
    let doubled = digits.as_bytes().windows(2).enumerate().filter(|(_, pair)| pair[0] == pair[1]);
    let shorter = doubled
        .filter_map(|(at, _)| format!("{}{}", &digits[..at], &digits[at + 1..]).parse().ok());
    let mut shorter: Vec<u64> = shorter.collect();
    shorter.dedup();
    shorter
}

/// The numbers that come out when one digit is typed twice: the slip of one who typed it once too rarely.
fn with_a_digit_more(value: u64) -> Vec<u64> {
    let digits = value.to_string();
    let longer = (0..digits.len()).filter_map(|at| {
        format!("{}{}{}", &digits[..=at], &digits[at..=at], &digits[at + 1..]).parse().ok()
    });
    let mut longer: Vec<u64> = longer.collect();
    longer.dedup();
    longer
}

impl Device {
    /// Takes a set: from now on it is the last reading.
    pub fn take(&mut self, set: &Reading) {
        for (id, read) in &set.values {
            let last = self.readings.get(id).copied();
            let pages = self.pages_since(id, read);
            let printed = match last {
                Some(last) => last.printed + pages.unwrap_or(0),
                // The portal counts on from what the operator brings: what the counter shows has been printed.
                None if set.source == Source::Operator => read.value,
                None => 0,
            };
            if let Some((last, pages)) = last.zip(pages) {
                let days = u32::try_from((set.date - last.date).get_days()).unwrap_or(0);
                let usage = self.usage.entry(id.clone()).or_default();
                if days > 0 {
                    usage.push(Usage { days, pages });
                }
                let surplus = usage.len().saturating_sub(INTERVALS_KEPT);
                usage.drain(..surplus);
            }
            let last = LastReading { date: set.date, value: read.value, printed };
            self.readings.insert(id.clone(), last);
        }
        // What the operator has removed is exchanged for good: nothing is left to wait for.
        self.exchange = set.successor().filter(|_| self.removed.is_none()).map(|successor| {
            Exchange { successor: successor.clone(), date: set.date, reported_at: set.received_at }
        });
    }

    /// Pages that a counter printed since its last reading; none where they are not known.
    pub fn pages_since(&self, id: &CounterId, read: &ReadValue) -> Option<u64> {
        let counter = self.counters.iter().find(|counter| counter.id == *id)?;
        let last = self.readings.get(id)?;
        pages_between(last.value, read.value, read.cause.as_ref(), counter)
    }

    /// The device as it is when exactly these sets were taken, in this order.
    #[must_use]
    pub fn replayed<'a>(&self, sets: impl IntoIterator<Item = &'a Reading>) -> Self {
        let mut device = Self { readings: BTreeMap::new(), usage: BTreeMap::new(), ..self.clone() };
        for set in sets {
            device.take(set);
        }
        device
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::Language;
    use crate::samples::{self, contract};

    const LAST: Date = date(2026, 9, 30);
    const TODAY: Date = date(2026, 12, 29);

    fn session() -> Session {
        Session {
            id: "5e551017".into(),
            contract: contract().key,
            contract_ref: contract().contract_ref,
            level: Level::Numbers,
            time_zone: "Europe/Berlin".into(),
            language: Language::De,
            contact: None,
            began: Timestamp::UNIX_EPOCH,
            last_used: Timestamp::UNIX_EPOCH,
            network: String::new(),
        }
    }

    fn id(label: &str) -> CounterId {
        CounterId::parse(label).expect("an id")
    }

    fn device(day: Date, counters: &[(&str, CounterKind, u64)]) -> Device {
        samples::device("FinalTest1", day, counters)
    }

    /// The device's only counter is `MONO1`; it counted 3 000 pages in each of the last quarters.
    fn steady(value: u64) -> Device {
        let mut device = device(LAST, &[("MONO1", CounterKind::Mono, value)]);
        device.usage = [(id("MONO1"), vec![Usage { days: 90, pages: 3_000 }; 4])].into();
        device
    }

    fn reading(day: Date, values: &[(&str, u64, Option<Cause>)]) -> NewReading {
        NewReading {
            serial: Serial::parse("FinalTest1").expect("a serial"),
            date: day,
            values: values
                .iter()
                .map(|(label, value, cause)| {
                    (id(label), NewValue { value: *value, cause: cause.clone() })
                })
                .collect(),
            reason: None,
            replaces: None,
            from_file: false,
        }
    }

    fn taken(device: &Device, set: &NewReading, checked: &CheckedReading) -> Reading {
        Reading::taken(set, checked, device, &session(), String::new(), Timestamp::UNIX_EPOCH)
    }

    fn judged(device: &Device, value: u64, cause: Option<Cause>) -> CheckedValue {
        let checked = reading(TODAY, &[("MONO1", value, cause)]).check(device, &contract(), TODAY);
        checked.expect("the set is sound").values.remove(0).1
    }

    #[test]
    fn printed_pages_are_the_difference_of_two_readings() {
        let device = device(
            date(2015, 3, 25),
            &[("FARBE1", CounterKind::Colour, 4_500), ("MONO1", CounterKind::Mono, 5_380)],
        );
        let day = date(2015, 4, 16);
        let checked = reading(day, &[("FARBE1", 8_500, None), ("MONO1", 9_850, None)])
            .check(&device, &contract(), day)
            .expect("the set is sound");
        let pages: Vec<_> = checked.values.iter().map(|(_, value)| value.pages).collect();
        assert_eq!(pages, [Some(4_000), Some(4_470)]);
        assert_eq!(checked.quarter.map(|q| q.to_string()).as_deref(), Some("2015-Q1"));
    }

    #[test]
    fn pages_of_a_quarter_are_the_sum_over_its_boards() {
        let device = device(LAST, &[("MONO1", CounterKind::Mono, 20_100)]);
        let exchange = Cause::BoardExchanged { last: 20_190, start: 400 };
        assert_eq!(judged(&device, 410, Some(exchange)).pages, Some(100));
    }

    #[test]
    fn a_new_board_may_begin_above_where_the_old_one_was() {
        let device = device(LAST, &[("MONO1", CounterKind::Mono, 100)]);
        let exchange = Cause::BoardExchanged { last: 190, start: 400 };
        assert_eq!(judged(&device, 410, Some(exchange)).pages, Some(100));
    }

    #[test]
    fn a_fall_of_up_to_9_pages_is_tolerated_as_none() {
        let device = device(LAST, &[("MONO1", CounterKind::Mono, 10_005)]);
        let small = judged(&device, 9_998, None);
        assert_eq!((small.outcome, small.pages), (Outcome::Ok, Some(0)));
        let large = judged(&device, 9_990, None);
        assert_eq!(large.why, Some(Refusal::ValueBelowLast { last: 10_005 }));
    }

    #[test]
    fn a_counter_may_begin_again_at_its_maximum() {
        let device = device(LAST, &[("MONO1", CounterKind::Mono, 999_900)]);
        assert_eq!(judged(&device, 150, None).outcome, Outcome::Refused);
        let overflow = judged(&device, 150, Some(Cause::Overflow));
        assert_eq!((overflow.outcome, overflow.pages), (Outcome::Ok, Some(250)));
    }

    #[test]
    fn a_value_far_from_what_is_usual_is_doubtful_and_says_why() {
        let device = steady(50_000);
        let cases = [
            (53_000, Outcome::Ok, None),
            (54_800, Outcome::Ok, None),
            (54_801, Outcome::Doubtful, Some("many_pages")),
            (51_200, Outcome::Ok, None),
            (51_199, Outcome::Doubtful, Some("few_pages")),
            (50_000, Outcome::Doubtful, Some("no_pages")),
        ];
        for (value, outcome, why) in cases {
            let judged = judged(&device, value, None);
            assert_eq!(judged.outcome, outcome, "value {value}");
            assert_eq!(judged.why.as_ref().map(Refusal::code), why, "value {value}");
        }
    }

    #[test]
    fn without_a_history_there_is_no_doubt() {
        let device = device(LAST, &[("MONO1", CounterKind::Mono, 50_000)]);
        assert_eq!(judged(&device, 900_000, None).outcome, Outcome::Ok);
    }

    fn exchanged_for(serial: &str) -> Option<Cause> {
        Some(Cause::DeviceExchanged { serial: Serial::parse(serial).expect("a serial") })
    }

    #[test]
    fn an_exchanged_device_gets_its_final_reading_and_no_other() {
        let mut device = device(LAST, &[("MONO1", CounterKind::Mono, 20_100)]);
        let last = reading(TODAY, &[("MONO1", 20_190, exchanged_for("FinalTest9"))]);
        let checked = last.check(&device, &contract(), TODAY).expect("the set is sound");
        assert_eq!((checked.outcome(), checked.values[0].1.pages), (Outcome::Ok, Some(90)));

        device.take(&taken(&device, &last, &checked));

        let pending = device.exchange.as_ref().map(|e| (e.successor.as_str(), e.date));
        assert_eq!(pending, Some(("FinalTest9", TODAY)));
        let later = reading(TODAY, &[("MONO1", 20_200, None)]).check(&device, &contract(), TODAY);
        assert_eq!(later.map_err(|refusal| refusal.code()), Err("device_exchanged"));
    }

    #[test]
    fn an_exchanged_device_owes_no_quarter_that_ends_later() {
        let cases = [
            (date(2026, 11, 10), date(2026, 12, 20), false),
            (date(2026, 12, 20), date(2026, 12, 31), false),
            (date(2027, 1, 5), date(2027, 1, 6), false),
            (date(2027, 1, 5), date(2027, 3, 31), false),
        ];
        let due_on = |device: &Device, today| {
            Quarter::open_on(today).is_some_and(|quarter| device.missing(quarter))
        };
        for (day, today, due) in cases {
            let mut device = device(LAST, &[("MONO1", CounterKind::Mono, 20_100)]);
            assert!(due_on(&device, today), "{today}");
            let last = reading(day, &[("MONO1", 20_190, exchanged_for("FinalTest9"))]);
            let checked = last.check(&device, &contract(), today).expect("the set is sound");
            device.take(&taken(&device, &last, &checked));
            assert_eq!(due_on(&device, today), due, "exchanged on {day}, {today}");
        }
    }

    #[test]
    fn an_exchange_that_cannot_be_is_refused() {
        let two = device(LAST, &[("A", CounterKind::Colour, 100), ("B", CounterKind::Mono, 100)]);
        let check = |a, b| {
            let set = reading(TODAY, &[("A", 200, a), ("B", 50, b)]);
            let checked = set.check(&two, &contract(), TODAY);
            checked.map(|checked| checked.values[1].1.why.as_ref().map(Refusal::code))
        };
        let (new, other) = (|| exchanged_for("S9"), || exchanged_for("S8"));
        assert_eq!(check(new(), other()), Err(Refusal::ExchangeDiffers));
        assert_eq!(check(exchanged_for("FinalTest1"), None), Err(Refusal::ExchangeSame));
        assert_eq!(check(new(), new()), Ok(Some("final_below_last")));
        assert_eq!(check(new(), None), Ok(Some("value_below_last")));
    }

    #[test]
    fn a_true_zero_is_a_value() {
        let device = device(LAST, &[("MONO1", CounterKind::Mono, 0)]);
        let zero = judged(&device, 0, None);
        assert_eq!((zero.outcome, zero.pages), (Outcome::Ok, Some(0)));
    }

    #[test]
    fn an_earlier_reading_that_was_wrong_leaves_the_pages_unknown() {
        let judged = judged(&steady(50_000), 30_000, Some(Cause::EarlierWrong));
        assert_eq!((judged.outcome, judged.pages), (Outcome::Doubtful, None));
    }

    #[test]
    fn a_set_that_cannot_be_right_as_a_whole_is_refused() {
        let device = steady(50_000);
        let good = || ("MONO1", 53_000, None);
        let cases = [
            (reading(date(2026, 12, 30), &[good()]), "date_in_future"),
            (reading(date(2014, 12, 31), &[good()]), "date_before_contract"),
            (reading(date(2026, 9, 29), &[good()]), "date_before_last"),
            (reading(TODAY, &[good(), ("FAX", 1, None)]), "counter_unknown"),
            (reading(TODAY, &[]), "counter_missing"),
        ];
        for (reading, code) in cases {
            let refused = reading.check(&device, &contract(), TODAY).expect_err(code);
            assert_eq!(refused.code(), code);
        }
    }

    #[test]
    fn a_likely_slip_is_found_with_its_repair() {
        let mut two = device(
            LAST,
            &[("FARBE1", CounterKind::Colour, 10_000), ("MONO1", CounterKind::Mono, 50_000)],
        );
        let steady = |pages| vec![Usage { days: 90, pages }; 4];
        two.usage = [(id("FARBE1"), steady(1_000)), (id("MONO1"), steady(3_000))].into();
        let cases = [
            ([("FARBE1", 53_000), ("MONO1", 11_000)], "swapped"),
            ([("FARBE1", 11_000), ("MONO1", 64_000)], "total_in_mono"),
            ([("FARBE1", 11_000), ("MONO1", 533_000)], "digit_doubled"),
            ([("FARBE1", 1_000), ("MONO1", 53_000)], "digit_missing"),
        ];
        for (values, kind) in cases {
            let values = values.map(|(label, value)| (label, value, None));
            let slip = reading(TODAY, &values).slip(&two, &contract(), TODAY);
            assert_eq!(slip.map(|slip| slip.kind), Some(kind), "{values:?}");
        }
    }

    #[test]
    fn the_values_of_two_devices_that_were_mixed_up_are_noticed() {
        let (small, large) = (steady(20_000), steady(50_000));
        let value = |value| reading(TODAY, &[("MONO1", value, None)]);
        let cases = [(53_000, 23_000, true), (53_000, 24_900, false), (23_000, 53_000, false)];
        for (mine, theirs, expected) in cases {
            let other = value(theirs);
            let mixed = value(mine).mixed_up_with(&small, (&other, &large), &contract(), TODAY);
            assert_eq!(mixed, expected, "{mine} and {theirs}");
        }
    }

    #[test]
    fn what_was_taken_is_the_reading_before_the_next() {
        let mut device = device(LAST, &[("MONO1", CounterKind::Mono, 1_000)]);
        let first = reading(date(2026, 12, 29), &[("MONO1", 4_000, None)]);
        let checked = first.check(&device, &contract(), TODAY).expect("the set is sound");
        device.take(&taken(&device, &first, &checked));
        let last = device.readings[&id("MONO1")];
        assert_eq!((last.value, last.printed), (4_000, 4_000));
        assert_eq!(device.usage[&id("MONO1")], [Usage { days: 90, pages: 3_000 }]);
    }

    proptest! {
        #[test]
        fn printed_pages_are_never_negative_and_never_forgotten(values in prop::collection::vec(0..999_999u64, 1..8)) {
            let mut device = device(LAST, &[("MONO1", CounterKind::Mono, 500_000)]);
            let mut printed = device.readings[&id("MONO1")].printed;
            for (days, value) in values.into_iter().enumerate() {
                let day = LAST.saturating_add(jiff::Span::new().days(i64::try_from(days).unwrap_or(0)));
                let new = reading(day, &[("MONO1", value, None)]);
                let checked = new.check(&device, &contract(), TODAY).expect("the set is sound");
                if checked.outcome() != Outcome::Refused {
                    device.take(&taken(&device, &new, &checked));
                }
                let now = device.readings[&id("MONO1")].printed;
                prop_assert!(now >= printed);
                printed = now;
            }
        }
    }
}
