use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Error, Refusal, Result};

/// The number of an order or a ticket: five digits of the day (year and day of the year), six random ones and a
/// check digit, so that numbers sort by time and a wrong digit on the phone is noticed. Shown as `26327 481920 4`.
///
/// The check digit is Damm's: it catches every single wrong digit and every swap of neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseNo(u64);

impl CaseNo {
    /// How many numbers a day has.
    pub const PER_DAY: u32 = 1_000_000;

    /// The number for `day` that `random` picks; only its remainder by [`Self::PER_DAY`] counts.
    pub fn new(day: Date, random: u32) -> Self {
        let year = u64::from(day.year().rem_euclid(100).unsigned_abs());
        let day_of_year = u64::from(day.day_of_year().unsigned_abs());
        let body = (year * 1000 + day_of_year) * 1_000_000 + u64::from(random % Self::PER_DAY);
        Self(body * 10 + u64::from(check_digit(body)))
    }

    /// Reads a number as people type it: blanks, dashes and a visit behind `/` are forgiven.
    ///
    /// # Errors
    ///
    /// [`Refusal::NumberForm`] unless it has 12 digits; [`Refusal::NumberMistyped`] when the check digit does not fit.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let digits = crate::text::compact(raw.split('/').next().unwrap_or_default());
        if digits.len() != 12 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Refusal::NumberForm);
        }
        let number: u64 = digits.parse().map_err(|_| Refusal::NumberForm)?;
        let fits = u64::from(check_digit(number / 10)) == number % 10;
        if fits { Ok(Self(number)) } else { Err(Refusal::NumberMistyped) }
    }

    /// In groups that can be read out: `26327 481920 4`.
    pub fn shown(self) -> String {
        let digits = self.to_string();
        format!("{} {} {}", &digits[..5], &digits[5..11], &digits[11..])
    }
}

/// All 12 digits without a gap.
impl fmt::Display for CaseNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

impl FromStr for CaseNo {
    type Err = Refusal;
    fn from_str(raw: &str) -> Result<Self, Refusal> {
        Self::parse(raw)
    }
}

impl TryFrom<String> for CaseNo {
    type Error = Error;
    fn try_from(raw: String) -> Result<Self> {
        Self::parse(&raw).map_err(|refusal| Error::internal(format!("{raw:?}: {}", refusal.code())))
    }
}

impl From<CaseNo> for String {
    fn from(number: CaseNo) -> Self {
        number.to_string()
    }
}

/// Damm's check digit of the 11 digits of `body`, by his totally anti-symmetric quasigroup of order 10.
fn check_digit(body: u64) -> u8 {
    const QUASIGROUP: [[u8; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    format!("{body:011}")
        .bytes()
        .fold(0, |row, digit| QUASIGROUP[usize::from(row)][usize::from(digit - b'0')])
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_tells_its_day_and_is_shown_in_groups() {
        let number = CaseNo::new(date(2026, 11, 23), 481_920);
        assert_eq!(&number.to_string()[..11], "26327481920");
        assert_eq!(number.shown(), format!("26327 481920 {}", &number.to_string()[11..]));
    }

    #[test]
    fn a_number_is_read_however_it_is_spaced() {
        let number = CaseNo::new(date(2005, 1, 1), 7);
        for raw in [
            number.to_string(),
            number.shown(),
            number.shown().replace(' ', "-"),
            format!("{number}/1"),
        ] {
            assert_eq!(CaseNo::parse(&raw), Ok(number), "input {raw:?}");
        }
    }

    proptest! {
        #[test]
        fn numbers_of_a_later_day_sort_later(day in 0..3_000i64, later in 1..3_000i64, a: u32, b: u32) {
            let first = date(2015, 1, 1);
            let day = first + jiff::Span::new().days(day);
            let next = day + jiff::Span::new().days(later);
            prop_assert!(CaseNo::new(day, a).to_string() < CaseNo::new(next, b).to_string());
        }

        #[test]
        fn every_single_wrong_digit_is_noticed(random: u32, place in 0..12usize, add in 1..10u8) {
            let number = CaseNo::new(date(2026, 11, 23), random).to_string();
            let mut digits: Vec<u8> = number.bytes().map(|b| b - b'0').collect();
            digits[place] = (digits[place] + add) % 10;
            let wrong: String = digits.iter().map(|d| char::from(b'0' + d)).collect();
            prop_assert_eq!(CaseNo::parse(&wrong), Err(Refusal::NumberMistyped));
        }

        #[test]
        fn every_swap_of_neighbours_is_noticed(random: u32, place in 0..11usize) {
            let number = CaseNo::new(date(2026, 11, 23), random).to_string();
            let mut digits: Vec<char> = number.chars().collect();
            prop_assume!(digits[place] != digits[place + 1]);
            digits.swap(place, place + 1);
            let wrong: String = digits.into_iter().collect();
            prop_assert_eq!(CaseNo::parse(&wrong), Err(Refusal::NumberMistyped));
        }
    }
}
