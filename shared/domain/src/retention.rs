//! How long things are kept that nobody deletes. What expires is treated as gone where that matters, and removed by the table.

use jiff::Timestamp;

/// Kinds of things that are kept for a time of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// What invoices stand on, and what shows who did it: readings, verdicts, status pages, audit entries and their seals.
    /// German law wants vouchers for eight years from the end of theirs.
    Voucher,
    /// What was written to each other in business: orders, tickets with their messages, changes of addresses.
    /// German law wants letters for six years from the end of theirs.
    Correspondence,
    /// What became of a letter, and which reminders were sent: last year's quarters can be explained.
    Delivery,
}

impl Kept {
    /// Days since it was made.
    pub fn days(self) -> i64 {
        match self {
            Self::Voucher => 9 * 366,
            Self::Correspondence => 7 * 366,
            Self::Delivery => 400,
        }
    }

    /// When what is made `now` may go, in seconds since 1970.
    pub fn until(self, now: Timestamp) -> i64 {
        now.as_second() + self.days() * 86_400
    }
}
