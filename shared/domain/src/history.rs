//! What became of a device's readings. Entries are never changed: what holds is derived from the entries that follow.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    ContactId, CounterId, Device, Outcome, Quarter, Reading, Refusal, Serial, Session, Source,
    Tolerance, Usual,
};

/// One entry in the history of a device's readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    /// A set was taken.
    Reading(Reading),
    /// A set was taken back.
    Withdrawal(Withdrawal),
    /// The operator judged a doubtful set.
    Verdict(Verdict),
}

/// A set was taken back by the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Its own id.
    pub id: String,
    /// Its place among the changes of the device's readings.
    pub turn: u64,
    /// The device.
    pub serial: Serial,
    /// The reading date of the set.
    pub date: Date,
    /// When it came in.
    pub received_at: Timestamp,
    /// The id of the set.
    pub of: String,
    /// The session that sent it.
    pub session: String,
    /// Who sent it, where the session had answered a mailed code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactId>,
}

/// The operator's word on a doubtful set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Its own id.
    pub id: String,
    /// Its place among the changes of the device's readings.
    pub turn: u64,
    /// The device.
    pub serial: Serial,
    /// The reading date of the set.
    pub date: Date,
    /// When it was given.
    pub received_at: Timestamp,
    /// The id of the set.
    pub of: String,
    /// How it was judged.
    pub ruling: Ruling,
    /// Why, in words that the customer reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How the operator judges a doubtful set.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::Display,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Ruling {
    /// It is right.
    Accepted,
    /// It counts no more.
    Rejected,
}

/// What became of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum State {
    /// It counts.
    Accepted,
    /// It counts; the operator has yet to look at it.
    Doubtful,
    /// Another set stands in its place.
    Replaced,
    /// It was taken back.
    Withdrawn,
    /// The operator rejected it.
    Rejected,
}

impl State {
    /// Whether a set in this state counts.
    pub fn counts(self) -> bool {
        matches!(self, Self::Accepted | Self::Doubtful)
    }
}

/// A set with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastReading {
    /// The set as it is stored.
    pub reading: Reading,
    /// What became of it.
    pub state: State,
    /// The id of the set that stands in its place.
    pub replaced_by: Option<String>,
    /// The operator's word on it.
    pub verdict: Option<Verdict>,
    /// Pages of each counter since the set before; as it was counted when it came where the set counts no more.
    pub pages: BTreeMap<CounterId, Option<u64>>,
}

/// What a device printed for a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarterPages {
    /// The quarter.
    pub quarter: Quarter,
    /// Whether a set counts for it. Without one its pages stand in the quarter that follows.
    pub read: bool,
    /// Its counters.
    pub counters: BTreeMap<CounterId, CounterPages>,
}

/// What a counter counted for a quarter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CounterPages {
    /// Pages over all its epochs; none where they are not known, or not yet.
    pub pages: Option<u64>,
    /// What was usual before; none without a history.
    pub usual: Option<Usual>,
}

/// All that is known of a device's readings.
#[derive(Debug, Clone)]
pub struct History {
    /// The sets, oldest first.
    pub sets: Vec<PastReading>,
    turn: u64,
}

impl History {
    /// The history of `device` by its entries, in any order.
    pub fn new(device: &Device, entries: Vec<Entry>) -> Self {
        let turn = entries.iter().map(Entry::turn).max().unwrap_or(0);
        let (mut sets, mut withdrawn, mut verdicts) = (Vec::new(), Vec::new(), BTreeMap::new());
        for entry in entries {
            match entry {
                Entry::Reading(reading) => sets.push(reading),
                Entry::Withdrawal(withdrawal) => withdrawn.push(withdrawal.of),
                Entry::Verdict(verdict) => drop(verdicts.insert(verdict.of.clone(), verdict)),
            }
        }
        sets.sort_by(|a, b| (a.date, a.turn, &a.id).cmp(&(b.date, b.turn, &b.id)));
        let replaced: BTreeMap<String, String> =
            sets.iter().filter_map(|set| Some((set.replaces.clone()?, set.id.clone()))).collect();
        let mut known = device.replayed([]);
        let sets = sets.into_iter().map(|reading| {
            let verdict = verdicts.remove(&reading.id);
            let replaced_by = replaced.get(&reading.id).cloned();
            let state = match verdict.as_ref().map(|verdict| verdict.ruling) {
                _ if withdrawn.contains(&reading.id) => State::Withdrawn,
                _ if replaced_by.is_some() => State::Replaced,
                Some(Ruling::Rejected) => State::Rejected,
                None if reading.outcome == Outcome::Doubtful => State::Doubtful,
                Some(Ruling::Accepted) | None => State::Accepted,
            };
            let pages = reading.values.iter().map(|(id, read)| {
                let pages = if state.counts() { known.pages_since(id, read) } else { read.pages };
                (id.clone(), pages)
            });
            let pages = pages.collect();
            if state.counts() {
                known.take(&reading);
            }
            PastReading { reading, state, replaced_by, verdict, pages }
        });
        Self { sets: sets.collect(), turn }
    }

    /// Whether these are all entries that the device as it was read knows of: the two are read at the same time, but not at once.
    pub fn matches(&self, device: &Device) -> bool {
        self.turn == device.turn
    }

    /// The sets that count, oldest first.
    pub fn counting(&self) -> impl DoubleEndedIterator<Item = &Reading> {
        self.sets.iter().filter(|set| set.state.counts()).map(|set| &set.reading)
    }

    /// The set by this id.
    pub fn set(&self, id: &str) -> Option<&PastReading> {
        self.sets.iter().find(|set| set.reading.id == id)
    }

    /// `device` as it is without the set `id`.
    pub fn without(&self, device: &Device, id: &str) -> Device {
        device.replayed(self.counting().filter(|set| set.id != id))
    }

    /// The set `id`, if the customer may correct it or take it back on `today`: it is the device's latest one, and the window that
    /// it came for has not closed.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn changeable(&self, id: &str, today: Date) -> Result<&PastReading, Refusal> {
        let set = self.set(id).ok_or(Refusal::ReadingUnknown)?;
        if !set.state.counts() {
            return Err(Refusal::ReadingVoid);
        }
        if set.reading.source == Source::Operator {
            return Err(Refusal::ReadingOfOperator);
        }
        if let Some(last) = self.counting().next_back().filter(|last| last.id != id) {
            return Err(Refusal::ReadingNotLatest { last: last.date.to_string() });
        }
        let closes = changeable_until(set.reading.date);
        if closes < today {
            return Err(Refusal::CorrectionClosed { closed: closes.to_string() });
        }
        Ok(set)
    }

    /// What the device printed, quarter by quarter up to the one that is or comes next on `today`; from the first that is known.
    /// What is usual is told by the contract's tolerance.
    pub fn quarters(
        &self,
        device: &Device,
        tolerance: Tolerance,
        today: Date,
    ) -> Vec<QuarterPages> {
        let mut known = device.replayed([]);
        let mut quarters: Vec<QuarterPages> = Vec::new();
        for set in self.counting() {
            let quarter = Quarter::open_or_next(set.date);
            let counters = set.values.iter().filter_map(|(id, read)| {
                let pages = known.readings.get(id).map(|_| known.pages_since(id, read))?;
                Some((
                    id.clone(),
                    CounterPages { pages, usual: known.usual(id, set.date, tolerance) },
                ))
            });
            let counters: BTreeMap<_, _> = counters.collect();
            known.take(set);
            if counters.is_empty() && quarters.is_empty() {
                continue;
            }
            fill_up(&mut quarters, quarter);
            let Some(at) = quarters.last_mut() else { continue };
            for (id, part) in counters {
                let whole = at.counters.entry(id);
                whole.and_modify(|whole| *whole = whole.plus(part, tolerance)).or_insert(part);
            }
            at.read = true;
        }
        let coming = Quarter::open_or_next(today);
        if quarters.last().is_some_and(|last| last.quarter < coming) {
            fill_up(&mut quarters, coming);
            let day = today.max(coming.due_date());
            let expected = known.readings.keys().map(|id| {
                (id.clone(), CounterPages { pages: None, usual: known.usual(id, day, tolerance) })
            });
            if let Some(at) = quarters.last_mut() {
                at.counters = expected.collect();
            }
        }
        quarters
    }
}

/// The last day on which a set of `date` may be corrected: the window of its quarter closes then, or the next one for an interim
/// reading.
pub fn changeable_until(date: Date) -> Date {
    Quarter::open_or_next(date).window().closes
}

/// Adds the quarters up to `quarter`, so that it is the last one.
fn fill_up(quarters: &mut Vec<QuarterPages>, quarter: Quarter) {
    let empty = |quarter| QuarterPages { quarter, read: false, counters: BTreeMap::new() };
    let Some(mut last) = quarters.last().map(|last| last.quarter) else {
        quarters.push(empty(quarter));
        return;
    };
    while last < quarter {
        last = last.next();
        quarters.push(empty(last));
    }
}

impl CounterPages {
    /// Two intervals of the same quarter as one.
    fn plus(self, other: Self, tolerance: Tolerance) -> Self {
        let pages = self.pages.zip(other.pages).map(|(a, b)| a + b);
        let both = self.usual.zip(other.usual);
        let usual = both.map(|(a, b)| Usual::around(a.pages + b.pages, tolerance));
        Self { pages, usual }
    }
}

impl Device {
    /// What the counter usually prints from its last reading to `day`; none without a history.
    fn usual(&self, id: &CounterId, day: Date, tolerance: Tolerance) -> Option<Usual> {
        let days = u64::try_from((day - self.readings.get(id)?.date).get_days()).unwrap_or(0);
        Usual::in_days(self.usage.get(id)?, days, tolerance)
    }
}

impl Entry {
    /// Its own id.
    pub fn id(&self) -> &str {
        match self {
            Self::Reading(Reading { id, .. })
            | Self::Withdrawal(Withdrawal { id, .. })
            | Self::Verdict(Verdict { id, .. }) => id,
        }
    }

    /// The device.
    pub fn serial(&self) -> &Serial {
        match self {
            Self::Reading(Reading { serial, .. })
            | Self::Withdrawal(Withdrawal { serial, .. })
            | Self::Verdict(Verdict { serial, .. }) => serial,
        }
    }

    /// The reading date of the set that it is about.
    pub fn date(&self) -> Date {
        match self {
            Self::Reading(Reading { date, .. })
            | Self::Withdrawal(Withdrawal { date, .. })
            | Self::Verdict(Verdict { date, .. }) => *date,
        }
    }

    fn turn(&self) -> u64 {
        match self {
            Self::Reading(Reading { turn, .. })
            | Self::Withdrawal(Withdrawal { turn, .. })
            | Self::Verdict(Verdict { turn, .. }) => *turn,
        }
    }
}

impl Withdrawal {
    /// `session` takes back a set of `device`.
    pub fn new(
        set: &Reading,
        device: &Device,
        session: &Session,
        id: String,
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            turn: device.turn + 1,
            serial: set.serial.clone(),
            date: set.date,
            received_at: at,
            of: set.id.clone(),
            session: session.id.clone(),
            contact: session.contact.clone(),
        }
    }
}

impl Verdict {
    /// The operator judges a set of `device`.
    pub fn new(
        set: &Reading,
        device: &Device,
        ruling: Ruling,
        note: Option<String>,
        id: String,
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            turn: device.turn + 1,
            serial: set.serial.clone(),
            date: set.date,
            received_at: at,
            of: set.id.clone(),
            ruling,
            note,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::samples;
    use crate::{Cause, CounterKind, ReadValue, Usage};

    fn mono() -> CounterId {
        CounterId::parse("MONO1").expect("an id")
    }

    /// A device with one counter that nobody has read yet.
    fn device() -> Device {
        let counters = [("MONO1", CounterKind::Mono, 0)];
        samples::device("FinalTest1", date(2026, 9, 30), &counters).replayed([])
    }

    /// The `turn`-th entry of the device, whose id is its turn.
    fn set(turn: u64, date: Date, value: u64) -> Reading {
        Reading {
            id: turn.to_string(),
            turn,
            serial: device().serial,
            date,
            received_at: Timestamp::UNIX_EPOCH,
            quarter: None,
            outcome: Outcome::Ok,
            reason: None,
            source: if turn == 0 { Source::Operator } else { Source::Portal },
            session: None,
            contact: None,
            replaces: None,
            values: [(mono(), ReadValue { value, pages: None, cause: None })].into(),
        }
    }

    fn withdrawal(turn: u64, of: &Reading) -> Entry {
        Entry::Withdrawal(Withdrawal {
            id: turn.to_string(),
            turn,
            serial: of.serial.clone(),
            date: of.date,
            received_at: Timestamp::UNIX_EPOCH,
            of: of.id.clone(),
            session: String::new(),
            contact: None,
        })
    }

    fn verdict(turn: u64, of: &Reading, ruling: Ruling) -> Entry {
        let device = Device { turn: turn - 1, ..device() };
        Entry::Verdict(Verdict::new(
            of,
            &device,
            ruling,
            None,
            turn.to_string(),
            Timestamp::UNIX_EPOCH,
        ))
    }

    fn history(entries: Vec<Entry>) -> History {
        History::new(&device(), entries)
    }

    fn states(history: &History) -> Vec<(&str, State)> {
        history.sets.iter().map(|set| (set.reading.id.as_str(), set.state)).collect()
    }

    fn pages(history: &History) -> Vec<Option<u64>> {
        history.sets.iter().map(|set| set.pages[&mono()]).collect()
    }

    /// Read on 30 September at 1 000, on 28 December at 4 000.
    fn two() -> [Reading; 2] {
        [set(0, date(2026, 9, 30), 1_000), set(1, date(2026, 12, 28), 4_000)]
    }

    #[test]
    fn a_correction_takes_the_place_of_what_it_names() {
        let [first, second] = two();
        let third = Reading { replaces: Some("1".into()), ..set(2, date(2026, 12, 27), 3_000) };
        let history = history([first, second, third].map(Entry::Reading).into());

        let expected = [("0", State::Accepted), ("2", State::Accepted), ("1", State::Replaced)];
        assert_eq!(states(&history), expected);
        assert_eq!(history.set("1").and_then(|set| set.replaced_by.as_deref()), Some("2"));
        assert_eq!(pages(&history), [None, Some(2_000), None]);
    }

    #[test]
    fn what_was_taken_back_counts_no_more() {
        let [first, second] = two();
        let back = withdrawal(2, &second);
        let history = history(vec![Entry::Reading(first), Entry::Reading(second), back]);

        assert_eq!(states(&history), [("0", State::Accepted), ("1", State::Withdrawn)]);
        assert_eq!(history.counting().count(), 1);
    }

    #[test]
    fn a_rejected_set_leaves_its_pages_to_the_next() {
        let [first, mut second] = two();
        second.outcome = Outcome::Doubtful;
        let third = set(2, date(2027, 3, 30), 6_000);
        let no = verdict(3, &second, Ruling::Rejected);
        let mut entries = [first, second, third].map(Entry::Reading).to_vec();
        assert_eq!(pages(&history(entries.clone())), [None, Some(3_000), Some(2_000)]);

        entries.push(no);

        assert_eq!(states(&history(entries.clone()))[1], ("1", State::Rejected));
        assert_eq!(pages(&history(entries)), [None, None, Some(5_000)]);
    }

    #[test]
    fn a_doubtful_set_is_accepted_by_the_operators_word() {
        let [first, mut second] = two();
        second.outcome = Outcome::Doubtful;
        let mut entries = vec![Entry::Reading(first), Entry::Reading(second.clone())];
        assert_eq!(states(&history(entries.clone()))[1].1, State::Doubtful);

        entries.push(verdict(2, &second, Ruling::Accepted));

        assert_eq!(states(&history(entries))[1].1, State::Accepted);
    }

    #[test]
    fn only_the_latest_set_may_be_changed_and_only_until_its_window_closes() {
        let [first, second] = two();
        let third = set(2, date(2027, 2, 10), 5_000);
        let back = withdrawal(3, &third);
        let all = |count: usize| -> Vec<Entry> {
            let sets = [&first, &second, &third].map(|set| Entry::Reading(set.clone()));
            sets.into_iter().chain([back.clone()]).take(count).collect()
        };
        let cases = [
            (2, "1", date(2027, 1, 21), Ok(())),
            (2, "1", date(2027, 1, 22), Err("correction_closed")),
            (3, "1", date(2027, 1, 21), Err("reading_not_latest")),
            // An interim reading, until the next window closes.
            (3, "2", date(2027, 4, 21), Ok(())),
            (3, "2", date(2027, 4, 22), Err("correction_closed")),
            (4, "2", date(2027, 2, 11), Err("reading_void")),
            (4, "1", date(2027, 1, 21), Ok(())),
            (1, "0", date(2026, 10, 1), Err("reading_of_operator")),
            (2, "9", date(2027, 1, 21), Err("reading_unknown")),
        ];
        for (count, id, today, expected) in cases {
            let changeable = history(all(count)).changeable(id, today).map(drop);
            let changeable = changeable.map_err(|refusal| refusal.code());
            assert_eq!(changeable, expected, "{id} of {count} on {today}");
        }
    }

    #[test]
    fn pages_of_a_quarter_are_the_sum_over_its_sets_and_epochs() {
        let board = Cause::BoardExchanged { last: 1_090, start: 400 };
        let mut second = set(1, date(2026, 12, 20), 410);
        second.values =
            [(mono(), ReadValue { value: 410, pages: None, cause: Some(board) })].into();
        let sets = [set(0, date(2026, 9, 30), 1_000), second, set(2, date(2027, 1, 5), 1_410)];
        let history = history(sets.map(Entry::Reading).into());

        let quarters = history.quarters(&device(), Tolerance::default(), date(2027, 2, 1));

        let seen: Vec<_> = quarters
            .iter()
            .map(|at| (at.quarter.to_string(), at.read, at.counters[&mono()].pages))
            .collect();
        let expected =
            [("2026-Q4".to_owned(), true, Some(1_100)), ("2027-Q1".to_owned(), false, None)];
        assert_eq!(seen, expected);
        // 1 100 pages in 97 days, and 85 days to the end of March.
        let usual = quarters[1].counters[&mono()].usual.expect("a history");
        assert_eq!((usual.pages, usual.least, usual.most), (963, 386, 1_540));
    }

    #[test]
    fn a_quarter_that_nobody_read_is_named_and_its_pages_stand_in_the_next() {
        let sets = [
            set(0, date(2026, 3, 31), 1_000),
            set(1, date(2026, 6, 30), 2_000),
            set(2, date(2026, 12, 31), 4_000),
        ];
        let history = history(sets.map(Entry::Reading).into());

        let quarters = history.quarters(&device(), Tolerance::default(), date(2026, 12, 31));

        let seen: Vec<_> = quarters.iter().map(|at| (at.quarter.to_string(), at.read)).collect();
        let named = |name: &str, read| (name.to_owned(), read);
        let expected = [named("2026-Q2", true), named("2026-Q3", false), named("2026-Q4", true)];
        assert_eq!(seen, expected);
        assert_eq!(quarters[2].counters[&mono()].pages, Some(2_000));
    }

    /// What may happen to a device's readings.
    #[derive(Debug, Clone)]
    enum Act {
        Take { days: i64, value: u64, cause: Option<Cause> },
        Correct { value: u64 },
        Withdraw,
        Reject { which: usize },
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        let cause = prop_oneof![
            3 => Just(None),
            1 => Just(Some(Cause::EarlierWrong)),
            1 => Just(Some(Cause::Overflow)),
            1 => (0..9_999u64, 0..500u64).prop_map(|(last, start)| Some(Cause::BoardExchanged { last, start })),
        ];
        let act = prop_oneof![
            4 => (0..100i64, 0..9_999u64, cause)
                .prop_map(|(days, value, cause)| Act::Take { days, value, cause }),
            2 => (0..9_999u64).prop_map(|value| Act::Correct { value }),
            1 => Just(Act::Withdraw),
            1 => (0..9usize).prop_map(|which| Act::Reject { which }),
        ];
        prop::collection::vec(act, 1..16)
    }

    proptest! {
        #[test]
        fn any_changes_leave_what_taking_the_surviving_sets_in_order_would(acts in acts()) {
            let base = set(0, date(2020, 1, 1), 500);
            let mut entries = vec![Entry::Reading(base.clone())];
            let mut now = device();
            now.take(&base);
            // Kept apart from the entries: what should be left.
            let mut left = vec![base];
            for act in acts {
                let turn = now.turn + 1;
                let last = left.last().cloned();
                let day = last.as_ref().map_or(date(2020, 1, 1), |last| last.date);
                let known = History::new(&now, entries.clone());
                prop_assert!(known.matches(&now));
                match (act, last) {
                    (Act::Take { days, value, cause }, _) => {
                        let mut new = set(turn, day + days.days(), value);
                        new.values = [(mono(), ReadValue { value, pages: None, cause })].into();
                        now.take(&new);
                        entries.push(Entry::Reading(new.clone()));
                        left.push(new);
                    }
                    (Act::Correct { value }, Some(last)) => {
                        let new = Reading { replaces: Some(last.id.clone()), ..set(turn, day, value) };
                        now = known.without(&now, &last.id);
                        now.take(&new);
                        entries.push(Entry::Reading(new.clone()));
                        left.pop();
                        left.push(new);
                    }
                    (Act::Withdraw, Some(last)) => {
                        now = known.without(&now, &last.id);
                        entries.push(withdrawal(turn, &last));
                        left.pop();
                    }
                    (Act::Reject { which }, Some(_)) => {
                        let no = left.remove(which % left.len());
                        now = known.without(&now, &no.id);
                        entries.push(verdict(turn, &no, Ruling::Rejected));
                    }
                    (_, None) => continue,
                }
                now.turn = turn;
            }
            let mut fresh = Device { turn: now.turn, ..device() };
            for set in &left {
                fresh.take(set);
            }
            prop_assert_eq!(&now, &fresh);
            // The entries alone tell the same, in whatever order they come.
            entries.reverse();
            let told = History::new(&device(), entries);
            prop_assert_eq!(now.replayed(told.counting()), fresh);
        }

        #[test]
        fn quarters_hold_every_page_that_is_known(values in prop::collection::vec((0..120i64, 0..900u64), 1..12)) {
            let (mut day, mut value) = (date(2020, 1, 1), 1_000);
            let mut sets = vec![set(0, day, value)];
            for (turn, (days, pages)) in values.iter().enumerate() {
                (day, value) = (day + days.days(), value + pages);
                sets.push(set(turn as u64 + 1, day, value));
            }
            let history = history(sets.into_iter().map(Entry::Reading).collect());
            let quarters = history.quarters(&device(), Tolerance::default(), day);
            let told: u64 = quarters.iter().filter_map(|at| at.counters.get(&mono())?.pages).sum();
            prop_assert_eq!(told, value - 1_000);
        }
    }

    #[test]
    fn what_is_usual_is_told_by_the_last_intervals() {
        let usage = [Usage { days: 90, pages: 3_000 }, Usage { days: 90, pages: 3_600 }];
        let usual = Usual::in_days(&usage, 60, Tolerance::default()).expect("a history");
        assert_eq!((usual.least, usual.pages, usual.most), (880, 2_200, 3_520));
    }
}
