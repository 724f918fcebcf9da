//! What is owed at the end of a contract, who is asked for it, and when.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::{Contract, Device, LastReading};

/// The last day of a contract, and the time around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The last day.
    pub day: Date,
}

impl End {
    /// Days before the last day from which a reading or a status page counts for the end.
    const BEFORE: i64 = 30;
    /// Days after it until which they are taken, and until which the contract can be signed in to.
    const AFTER: i64 = 30;
    /// Days after that until which a run that was missed is made up for.
    const MAKE_UP: i64 = 7;

    /// The first day of which a reading or a status page counts for the end.
    pub fn opens(self) -> Date {
        self.day.saturating_sub(Self::BEFORE.days())
    }

    /// The last day on which they are taken.
    pub fn closes(self) -> Date {
        self.day.saturating_add(Self::AFTER.days())
    }

    /// Whether what is read or received on `day` counts for the end.
    pub fn counts(self, day: Date) -> bool {
        self.opens() <= day && day <= self.closes()
    }

    /// Whether the end is so near, or was so recently, that people are told about it.
    pub fn is_near(self, today: Date) -> bool {
        EndStage::NinetyDays.day(self) <= today && today <= self.closes()
    }

    /// The first and the last end that a run on `today` has to look at.
    pub fn watched_on(today: Date) -> (Date, Date) {
        let before = (Self::AFTER + Self::MAKE_UP).days();
        let ahead = EndStage::NinetyDays.days_before().days();
        (today.saturating_sub(before), today.saturating_add(ahead))
    }

    /// The earliest last day of a contract that can still be signed in to on `day`.
    pub(crate) fn earliest(day: Date) -> Self {
        Self { day: day.saturating_sub(Self::AFTER.days()) }
    }
}

/// What a device lacks of what it owes at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lacks {
    /// Its final reading.
    pub reading: bool,
    /// A status page.
    pub status_page: bool,
}

impl Lacks {
    /// Whether it lacks anything.
    pub fn any(self) -> bool {
        self.reading || self.status_page
    }
}

impl Device {
    /// Whether it owes anything at the end: it is in use on the last day, and was not exchanged before it.
    pub fn owes_at(&self, end: End) -> bool {
        self.in_place_on(end.day)
    }

    /// What it lacks of a final reading of all its counters and a status page, both of the days that count for the end.
    pub fn lacks(&self, end: End) -> Lacks {
        let read = |last: &LastReading| end.counts(last.date);
        let read = |id| self.readings.get(id).is_some_and(read);
        let page = self.status_page.as_ref().is_some_and(|page| end.counts(page.received));
        Lacks {
            reading: !self.counters.iter().all(|counter| read(&counter.id)),
            status_page: !page,
        }
    }
}

impl Contract {
    /// Its end, if it has one.
    pub fn end(&self) -> Option<End> {
        self.ends.map(|day| End { day })
    }

    /// Whether a reading of `device` is missing on `today`: for the quarter whose window is open, or its final one.
    pub fn awaits(&self, device: &Device, today: Date) -> bool {
        let last = self.end().filter(|end| end.counts(today) && device.owes_at(*end));
        self.owed_on(today).is_some_and(|quarter| device.missing(quarter))
            || last.is_some_and(|end| device.lacks(end).reading)
    }
}

/// A time at which a contract is asked for what it owes at its end.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::Display,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EndStage {
    /// 90 days before the last day: it is announced.
    NinetyDays,
    /// 30 days before it: what is read and received from now on counts.
    ThirtyDays,
    /// 7 days before it.
    SevenDays,
    /// The last day.
    LastDay,
}

impl EndStage {
    const fn days_before(self) -> i64 {
        match self {
            Self::NinetyDays => 90,
            Self::ThirtyDays => 30,
            Self::SevenDays => 7,
            Self::LastDay => 0,
        }
    }

    /// The day of this stage.
    pub fn day(self, end: End) -> Date {
        end.day.saturating_sub(self.days_before().days())
    }

    /// The newest stage whose day has come.
    pub fn newest(end: End, today: Date) -> Option<Self> {
        Self::VARIANTS.iter().rev().copied().find(|stage| stage.day(end) <= today)
    }
}

/// What is recorded for the end of a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndMark {
    /// A stage was sent or passed over.
    Stage(EndStage),
    /// How it came out.
    Outcome(EndOutcome),
}

/// `ninety_days`, …, `closed`
impl std::fmt::Display for EndMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Stage(stage) => stage.fmt(f),
            Self::Outcome(outcome) => outcome.fmt(f),
        }
    }
}

/// How the end of a contract came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::Display)]
#[strum(serialize_all = "snake_case")]
pub enum EndOutcome {
    /// Everything is in.
    Closed,
    /// Something was still missing when nothing more was taken.
    LeftOpen,
}

/// What is to be done about the end of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndStep<'a> {
    /// The end.
    pub end: End,
    /// The stage to be sent, unless it was.
    pub send: Option<EndStage>,
    /// Stages that nobody is written at: older ones that no run came round to, and the newest where nothing is missing.
    pub skip: Vec<EndStage>,
    /// How it came out, once it did.
    pub outcome: Option<EndOutcome>,
    /// How many devices owe something at the end.
    pub owing: usize,
    /// The devices that lack something.
    pub open: Vec<&'a Device>,
}

impl<'a> EndStep<'a> {
    /// What is due for a contract on `today`, when `marks` are what was recorded for this end before.
    pub fn due(
        contract: &Contract,
        devices: &'a [Device],
        marks: &BTreeSet<String>,
        today: Date,
    ) -> Option<Self> {
        let end = contract.end().filter(|_| contract.starts <= today)?;
        if !Self::may_be_due(end, marks, today) {
            return None;
        }
        let owing: Vec<_> = devices.iter().filter(|device| device.owes_at(end)).collect();
        let open: Vec<_> = owing.iter().copied().filter(|d| d.lacks(end).any()).collect();
        let over = end.closes() < today;
        let outcome = match (owing.is_empty(), open.is_empty()) {
            (false, true) if end.day < today => Some(EndOutcome::Closed),
            (false, false) if over => Some(EndOutcome::LeftOpen),
            _ => None,
        };
        let newest = newest_unmarked(end, marks, today);
        let send = newest.filter(|_| !open.is_empty() && !over);
        let skip = EndStage::VARIANTS.iter().copied().filter(|stage| {
            Some(*stage) <= newest
                && Some(*stage) != send
                && unmarked(EndMark::Stage(*stage), marks)
        });
        let skip: Vec<_> = skip.collect();
        let idle = send.is_none() && skip.is_empty() && outcome.is_none();
        (!idle).then_some(Self { end, send, skip, outcome, owing: owing.len(), open })
    }

    /// Whether [`EndStep::due`] can find anything to do: most contracts need not be read to know that there is nothing.
    pub fn may_be_due(end: End, marks: &BTreeSet<String>, today: Date) -> bool {
        let ended = [EndOutcome::Closed, EndOutcome::LeftOpen];
        let (from, to) = End::watched_on(today);
        (from..=to).contains(&end.day)
            && ended.into_iter().all(|outcome| unmarked(EndMark::Outcome(outcome), marks))
            && (end.day < today || newest_unmarked(end, marks, today).is_some())
    }
}

fn newest_unmarked(end: End, marks: &BTreeSet<String>, today: Date) -> Option<EndStage> {
    EndStage::newest(end, today).filter(|stage| unmarked(EndMark::Stage(*stage), marks))
}

fn unmarked(mark: EndMark, marks: &BTreeSet<String>) -> bool {
    !marks.contains(&mark.to_string())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::CounterKind;
    use crate::samples::{self, contract};

    const LAST_DAY: Date = date(2026, 12, 15);

    fn ending() -> Contract {
        Contract { ends: Some(LAST_DAY), ..contract() }
    }

    /// A device that was read on that day, and whose status page came on the other.
    fn device(read: Date, page: Option<Date>) -> Device {
        let mut device = samples::device("A", read, &[("MONO1", CounterKind::Mono, 1_000)]);
        device.status_page = page.map(samples::status_page);
        device
    }

    /// The day that lies so many days after the last one.
    fn after(days: i64) -> Date {
        LAST_DAY.saturating_add(days.days())
    }

    fn marks(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    type Due = (Option<EndStage>, Vec<EndStage>, Option<EndOutcome>);

    fn due(device: &Device, recorded: &[&str], today: Date) -> Option<Due> {
        let devices = std::slice::from_ref(device);
        let step = EndStep::due(&ending(), devices, &marks(recorded), today)?;
        Some((step.send, step.skip, step.outcome))
    }

    fn open() -> Device {
        device(date(2026, 9, 30), None)
    }

    fn complete() -> Device {
        device(after(-3), Some(after(2)))
    }

    #[test]
    fn a_reading_and_a_page_count_from_30_days_before_the_last_day_to_30_after() {
        let cases = [(-31, true), (-30, false), (0, false), (30, false), (31, true)];
        for (days, missing) in cases {
            let day = after(days);
            let lacks = device(day, Some(day)).lacks(End { day: LAST_DAY });
            assert_eq!(lacks, Lacks { reading: missing, status_page: missing }, "day {days}");
        }
    }

    #[test]
    fn what_left_before_the_last_day_owes_nothing_at_the_end() {
        let end = End { day: LAST_DAY };
        let cases = [(None, true), (Some(-1), false), (Some(0), true)];
        for (removed, owes) in cases {
            let device = Device { removed: removed.map(after), ..open() };
            assert_eq!(device.owes_at(end), owes, "removed {removed:?}");
        }
    }

    #[test]
    fn what_is_missing_is_asked_for_four_times() {
        use EndStage::{LastDay, NinetyDays, SevenDays, ThirtyDays};
        let cases = [
            (-91, None),
            (-90, Some(NinetyDays)),
            (-31, Some(NinetyDays)),
            (-30, Some(ThirtyDays)),
            (-7, Some(SevenDays)),
            (0, Some(LastDay)),
            (30, Some(LastDay)),
        ];
        for (days, stage) in cases {
            let sent = due(&open(), &[], after(days)).and_then(|(send, ..)| send);
            assert_eq!(sent, stage, "day {days}");
        }
    }

    #[test]
    fn a_stage_is_sent_once() {
        assert_eq!(due(&open(), &["ninety_days"], after(-90)), None);
        assert_eq!(due(&open(), &["ninety_days"], after(-40)), None);
    }

    #[test]
    fn after_missed_runs_only_the_newest_stage_is_sent_and_the_others_are_skipped() {
        use EndStage::{SevenDays, ThirtyDays};
        let due = due(&open(), &["ninety_days"], after(-2));
        assert_eq!(due, Some((Some(SevenDays), vec![ThirtyDays], None)));
    }

    #[test]
    fn nobody_is_asked_where_nothing_is_missing_and_the_stage_is_not_looked_at_again() {
        let first = due(&complete(), &["ninety_days", "thirty_days"], after(-2));
        assert_eq!(first, Some((None, vec![EndStage::SevenDays], None)));
        let again = due(&complete(), &["ninety_days", "thirty_days", "seven_days"], after(-1));
        assert_eq!(again, None);
    }

    #[test]
    fn once_all_is_in_and_the_last_day_is_over_the_contract_is_closed_once() {
        let sent = ["ninety_days", "thirty_days", "seven_days", "last_day"];
        assert_eq!(due(&complete(), &sent, after(0)), None);
        let closed = Some((None, Vec::new(), Some(EndOutcome::Closed)));
        assert_eq!(due(&complete(), &sent, after(1)), closed);
        // What came in on the very last day is seen the morning after.
        assert_eq!(due(&complete(), &sent, after(31)), closed);
        let marks = [&sent[..], &["closed"]].concat();
        assert_eq!(due(&complete(), &marks, after(2)), None);
    }

    #[test]
    fn what_is_still_missing_when_nothing_more_is_taken_is_told_once() {
        let sent = ["ninety_days", "thirty_days", "seven_days", "last_day"];
        assert_eq!(due(&open(), &sent, after(30)), None);
        let told = Some((None, Vec::new(), Some(EndOutcome::LeftOpen)));
        assert_eq!(due(&open(), &sent, after(31)), told);
        assert_eq!(due(&open(), &sent, after(38)), None);
        assert_eq!(due(&open(), &[&sent[..], &["left_open"]].concat(), after(32)), None);
    }

    #[test]
    fn before_a_contract_begins_nobody_is_asked_about_its_end() {
        let early = Contract { starts: after(-20), ..ending() };
        assert_eq!(EndStep::due(&early, &[open()], &marks(&[]), after(-21)), None);
    }

    #[test]
    fn a_final_reading_is_awaited_in_its_time_only() {
        let cases = [(-31, false), (-30, true), (0, true), (30, true), (31, false)];
        for (days, awaited) in cases {
            // A contract that ends on 15 December owes nothing for that quarter, but the window of the one before has closed too.
            assert_eq!(ending().awaits(&open(), after(days)), awaited, "day {days}");
        }
        assert!(!ending().awaits(&complete(), after(0)));
    }
}
