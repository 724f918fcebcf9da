//! Days as people and spreadsheets write them.

use domain::{Refusal, fold};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Which of day and month comes first where a slash parts them.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Order {
    day_first: bool,
    month_first: bool,
}

/// The parts of a day as they stand in a text.
enum Parts {
    Known(i16, i8, i8),
    /// Two numbers of which either may be the month, and the year.
    Either(i8, i8, i16),
}

impl Order {
    /// Learns from a day that can be read one way only: a sheet was written by one program.
    pub(crate) fn learn(&mut self, text: &str) {
        if let Some(Parts::Either(first, second, _)) = parts(text) {
            self.day_first |= first > 12;
            self.month_first |= second > 12;
        }
    }
}

/// The day with this number in spreadsheets, where 1 is the first day of 1900. Numbers outside of 2000 to 2099 are none.
pub(crate) fn of_serial(number: f64) -> Result<Date, Refusal> {
    if !(36_526.0..73_051.0).contains(&number) {
        return Err(Refusal::DateForm);
    }
    date(1899, 12, 30).checked_add((number as i64).days()).map_err(|_| Refusal::DateForm)
}

/// Reads `31.12.2026`, `31.12.26`, `2026-12-31`, `31 Dec 2026`, `31/12/2026`, `12/31/2026` and the number of a day.
pub(crate) fn parse(text: &str, order: Order) -> Result<Date, Refusal> {
    if let Ok(number) = text.trim().parse() {
        return of_serial(number);
    }
    let (year, month, day) = match parts(text).ok_or(Refusal::DateForm)? {
        Parts::Known(year, month, day) => (year, month, day),
        Parts::Either(first, second, year) => {
            let day_first = match (order.day_first, order.month_first) {
                _ if first > 12 || first == second => true,
                _ if second > 12 => false,
                (true, false) => true,
                (false, true) => false,
                _ => return Err(Refusal::DateAmbiguous),
            };
            if day_first { (year, second, first) } else { (year, first, second) }
        }
    };
    Date::new(year, month, day).map_err(|_| Refusal::DateForm)
}

fn parts(text: &str) -> Option<Parts> {
    // No day that people write is longer.
    let text = text.get(..text.len().min(40)).unwrap_or_default();
    // A time of day says nothing here.
    let text = match text.find(':') {
        Some(colon) => text[..colon].rsplit_once(|c: char| c.is_whitespace() || c == 'T')?.0,
        None => text,
    };
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let [first, second, third] = words[..] else { return None };
    let number = |word: &str| (word.len() <= 2).then(|| word.parse::<i8>().ok()).flatten();
    let year = |word: &str| match word.len() {
        2 => word.parse::<i16>().ok().map(|year| 2000 + year),
        4 => word.parse::<i16>().ok(),
        _ => None,
    };
    if first.len() == 4 {
        return Some(Parts::Known(year(first)?, number(second)?, number(third)?));
    }
    if let Some(month) = month(second) {
        return Some(Parts::Known(year(third)?, month, number(first)?));
    }
    if let Some(month) = month(first) {
        return Some(Parts::Known(year(third)?, month, number(second)?));
    }
    let (left, right, year) = (number(first)?, number(second)?, year(third)?);
    // Whoever parts them by dots begins with the day.
    let dotted = text.contains('.') && !text.contains(['/', '-']);
    Some(if dotted { Parts::Known(year, right, left) } else { Parts::Either(left, right, year) })
}

/// A month by the beginning of its name in German or English.
fn month(word: &str) -> Option<i8> {
    let name: String = fold(word).chars().take(3).collect();
    let month = match name.as_str() {
        "jan" => 1,
        "feb" => 2,
        "mar" | "mrz" | "mae" => 3,
        "apr" => 4,
        "mai" | "may" => 5,
        "jun" => 6,
        "jul" => 7,
        "aug" => 8,
        "sep" => 9,
        "okt" | "oct" => 10,
        "nov" => 11,
        "dez" | "dec" => 12,
        _ => return None,
    };
    Some(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_and_spreadsheets_write_it() {
        let eve = Ok(date(2026, 12, 31));
        let cases = [
            ("31.12.2026", eve.clone()),
            ("31.12.26", eve.clone()),
            ("31. 12. 2026", eve.clone()),
            ("2026-12-31", eve.clone()),
            ("2026-12-31T09:30:00", eve.clone()),
            ("31.12.2026 09:30", eve.clone()),
            ("31 Dec 2026", eve.clone()),
            ("31-Dez-26", eve.clone()),
            ("31. Dezember 2026", eve.clone()),
            ("December 31, 2026", eve.clone()),
            ("12/31/2026", eve.clone()),
            ("31/12/2026", eve.clone()),
            ("46387", eve),
            ("1. März 2026", Ok(date(2026, 3, 1))),
            ("5/5/2026", Ok(date(2026, 5, 5))),
            ("04/05/2026", Err(Refusal::DateAmbiguous)),
            ("31.02.2026", Err(Refusal::DateForm)),
            ("31.13.2026", Err(Refusal::DateForm)),
            ("13/13/2026", Err(Refusal::DateForm)),
            ("31.12.", Err(Refusal::DateForm)),
            ("gestern", Err(Refusal::DateForm)),
            ("12", Err(Refusal::DateForm)),
            ("NaN", Err(Refusal::DateForm)),
            ("::", Err(Refusal::DateForm)),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text, Order::default()), expected, "text {text:?}");
        }
    }

    #[test]
    fn a_day_that_can_be_read_one_way_only_tells_how_the_others_are_meant() {
        let cases = [
            (vec!["9/30/2026"], Ok(date(2026, 4, 5))),
            (vec!["30/9/2026"], Ok(date(2026, 5, 4))),
            (vec!["9/30/2026", "30/9/2026"], Err(Refusal::DateAmbiguous)),
        ];
        for (others, expected) in cases {
            let mut order = Order::default();
            others.iter().for_each(|other| order.learn(other));
            assert_eq!(parse("04/05/2026", order), expected, "beside {others:?}");
        }
    }
}
