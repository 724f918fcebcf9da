use std::fmt;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

/// A calendar quarter, e.g. `2026-Q4`. Readings of all devices are due at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quarter {
    year: i16,
    /// 1..=4
    quarter: i8,
}

/// The days on which a reading counts for a quarter, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First day: 14 days before the due date.
    pub opens: Date,
    /// The quarter's last day.
    pub due: Date,
    /// Last day: 21 days after the due date.
    pub closes: Date,
}

impl Window {
    /// Days before the due date from which a reading counts.
    const BEFORE: i64 = 14;
    /// Days after the due date until which a reading counts.
    const AFTER: i64 = 21;

    /// Whether `day` lies in the window.
    pub fn contains(self, day: Date) -> bool {
        self.opens <= day && day <= self.closes
    }
}

impl Quarter {
    /// The quarter that `day` lies in.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), quarter: (day.month() - 1) / 3 + 1 }
    }

    /// The quarter whose window `day` lies in, if any. Windows of neighbours never meet.
    pub fn open_on(day: Date) -> Option<Self> {
        let current = Self::of(day);
        [current.previous(), current].into_iter().find(|quarter| quarter.window().contains(day))
    }

    /// The quarter whose window is open on `day`, else the next one to open.
    pub fn open_or_next(day: Date) -> Self {
        Self::open_on(day).unwrap_or_else(|| Self::of(day))
    }

    /// Its number in the year, 1 to 4.
    pub fn number(self) -> i8 {
        self.quarter
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Its last day. The day ends in the contract country's time zone.
    pub fn due_date(self) -> Date {
        date(self.year, self.quarter * 3, 1).last_of_month()
    }

    /// The days on which a reading counts for it.
    pub fn window(self) -> Window {
        let due = self.due_date();
        let shift = |span: Span| due.checked_add(span).unwrap_or(due);
        Window { opens: shift((-Window::BEFORE).days()), due, closes: shift(Window::AFTER.days()) }
    }

    /// The quarter before.
    pub fn previous(self) -> Self {
        match self.quarter {
            1 => Self { year: self.year - 1, quarter: 4 },
            quarter => Self { quarter: quarter - 1, ..self },
        }
    }

    /// The quarter after.
    pub fn next(self) -> Self {
        match self.quarter {
            4 => Self { year: self.year + 1, quarter: 1 },
            quarter => Self { quarter: quarter + 1, ..self },
        }
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.year, self.quarter)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn readings_are_due_at_the_end_of_march_june_september_and_december() {
        let cases = [
            (date(2026, 1, 1), date(2026, 3, 31)),
            (date(2026, 4, 30), date(2026, 6, 30)),
            (date(2024, 9, 30), date(2024, 9, 30)),
            (date(2026, 11, 23), date(2026, 12, 31)),
        ];
        for (day, due) in cases {
            assert_eq!(Quarter::of(day).due_date(), due, "day {day}");
        }
    }

    #[test]
    fn a_window_opens_14_days_before_and_closes_21_days_after_the_due_date() {
        let cases = [
            (date(2026, 12, 16), None),
            (date(2026, 12, 17), Some("2026-Q4")),
            (date(2027, 1, 21), Some("2026-Q4")),
            (date(2027, 1, 22), None),
            (date(2015, 3, 25), Some("2015-Q1")),
            (date(2015, 4, 16), Some("2015-Q1")),
        ];
        for (day, expected) in cases {
            let open = Quarter::open_on(day).map(|quarter| quarter.to_string());
            assert_eq!(open.as_deref(), expected, "day {day}");
        }
    }

    proptest! {
        #[test]
        fn the_open_or_next_window_is_never_in_the_past(offset in 0..20_000i64) {
            let day = date(2000, 1, 1) + offset.days();
            prop_assert!(day <= Quarter::open_or_next(day).window().closes);
        }
    }
}
