//! Who is asked for readings, and when.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::{Contract, Device, Quarter};

/// A time at which a contract is asked for the readings that it owes.
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
pub enum ReminderStage {
    /// The window opens, 14 days before the due date.
    Opening,
    /// 3 days before the due date.
    Soon,
    /// The due date.
    Today,
    /// 3 days after it.
    Late,
    /// 7 days after it.
    Later,
    /// 14 days after it, the last time.
    Last,
}

impl ReminderStage {
    /// Days from the due date.
    const fn days(self) -> i64 {
        match self {
            Self::Opening => -14,
            Self::Soon => -3,
            Self::Today => 0,
            Self::Late => 3,
            Self::Later => 7,
            Self::Last => 14,
        }
    }

    /// The day of this stage in a quarter.
    pub fn day(self, quarter: Quarter) -> Date {
        quarter.due_date().saturating_add(self.days().days())
    }

    /// The newest stage of a quarter whose day has come.
    pub fn newest(quarter: Quarter, today: Date) -> Option<Self> {
        Self::VARIANTS.iter().rev().copied().find(|stage| stage.day(quarter) <= today)
    }

    /// Whether it comes after the due date.
    pub fn is_overdue(self) -> bool {
        self.days() > 0
    }
}

/// What is recorded for a contract and quarter: a stage that was sent or passed over, or that the operator was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReminderMark {
    /// A stage.
    Stage(ReminderStage),
    /// Readings were reported as overdue to the operator's systems.
    Overdue,
}

/// `opening`, …, `overdue`
impl std::fmt::Display for ReminderMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Stage(stage) => stage.fmt(f),
            Self::Overdue => f.write_str("overdue"),
        }
    }
}

/// What is to be done about a contract's missing readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder<'a> {
    /// The quarter that is owed.
    pub quarter: Quarter,
    /// The stage to be sent, unless it was.
    pub send: Option<ReminderStage>,
    /// Stages before it that no run came round to; only the newest is sent.
    pub skip: Vec<ReminderStage>,
    /// Whether the operator's systems are to be told that readings are overdue.
    pub overdue: bool,
    /// The devices whose readings are missing.
    pub open: Vec<&'a Device>,
}

impl<'a> Reminder<'a> {
    /// What is due for a contract on `today`, when `marks` are what was recorded for the open quarter before.
    /// Nothing where nothing is missing.
    pub fn due(
        contract: &Contract,
        devices: &'a [Device],
        marks: &BTreeSet<String>,
        today: Date,
    ) -> Option<Self> {
        let (quarter, open) = contract.missing_on(today, devices)?;
        if open.is_empty() {
            return None;
        }
        let unmarked = |mark: ReminderMark| !marks.contains(&mark.to_string());
        let send = ReminderStage::newest(quarter, today)
            .filter(|stage| unmarked(ReminderMark::Stage(*stage)));
        let before = ReminderStage::VARIANTS.iter().copied().filter(|s| Some(*s) < send);
        let skip = before.filter(|stage| unmarked(ReminderMark::Stage(*stage))).collect();
        let overdue = quarter.due_date() < today && unmarked(ReminderMark::Overdue);
        (send.is_some() || overdue).then_some(Self { quarter, send, skip, overdue, open })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::CounterKind;
    use crate::samples::{self, contract};

    /// A device that was last read on that day.
    fn read_on(day: Date) -> Device {
        samples::device("A", day, &[("MONO1", CounterKind::Mono, 1_000)])
    }

    fn marks(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn due(
        recorded: &[&str],
        today: Date,
    ) -> Option<(Option<ReminderStage>, Vec<ReminderStage>, bool)> {
        let devices = [read_on(date(2026, 9, 30))];
        let reminder = Reminder::due(&contract(), &devices, &marks(recorded), today);
        reminder.map(|reminder| (reminder.send, reminder.skip, reminder.overdue))
    }

    #[test]
    fn a_missing_reading_is_asked_for_six_times() {
        use ReminderStage::{Last, Late, Later, Opening, Soon, Today};
        let cases = [
            (date(2026, 12, 16), None),
            (date(2026, 12, 17), Some(Opening)),
            (date(2026, 12, 27), Some(Opening)),
            (date(2026, 12, 28), Some(Soon)),
            (date(2026, 12, 31), Some(Today)),
            (date(2027, 1, 3), Some(Late)),
            (date(2027, 1, 7), Some(Later)),
            (date(2027, 1, 14), Some(Last)),
            (date(2027, 1, 21), Some(Last)),
            (date(2027, 1, 22), None),
        ];
        for (today, stage) in cases {
            let sent = due(&[], today).and_then(|(send, ..)| send);
            assert_eq!(sent, stage, "day {today}");
        }
    }

    #[test]
    fn a_stage_is_sent_once() {
        assert_eq!(due(&["opening"], date(2026, 12, 17)), None);
        assert_eq!(due(&["opening"], date(2026, 12, 20)), None);
    }

    #[test]
    fn after_missed_runs_only_the_newest_stage_is_sent_and_the_others_are_skipped() {
        use ReminderStage::{Late, Later, Soon, Today};
        let (send, skip, _) = due(&["opening"], date(2027, 1, 8)).expect("something is due");
        assert_eq!((send, skip), (Some(Later), vec![Soon, Today, Late]));
    }

    #[test]
    fn the_operator_is_told_once_from_the_day_after_the_due_date() {
        let sent = ["opening", "soon", "today"];
        assert_eq!(due(&sent, date(2026, 12, 31)), None);
        assert_eq!(due(&sent, date(2027, 1, 1)), Some((None, Vec::new(), true)));
        assert_eq!(due(&["opening", "soon", "today", "overdue"], date(2027, 1, 2)), None);
    }

    #[test]
    fn nobody_is_asked_where_nothing_is_missing() {
        let read = [read_on(date(2026, 12, 20))];
        assert_eq!(Reminder::due(&contract(), &read, &marks(&[]), date(2026, 12, 28)), None);
    }

    #[test]
    fn a_contract_that_is_over_by_the_due_date_owes_nothing() {
        let devices = [read_on(date(2026, 9, 30))];
        let mut over = contract();
        over.ends = Some(date(2026, 12, 30));
        assert_eq!(Reminder::due(&over, &devices, &marks(&[]), date(2026, 12, 28)), None);
    }

    #[test]
    fn a_device_that_came_after_the_due_date_is_not_asked_for() {
        let mut late = read_on(date(2026, 9, 30));
        late.installed = date(2027, 1, 2);
        assert_eq!(Reminder::due(&contract(), &[late], &marks(&[]), date(2027, 1, 5)), None);
    }
}
