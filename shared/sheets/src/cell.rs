use domain::{Counter, Refusal, Text};
use jiff::civil::Date;

use crate::day;

/// Whole numbers above this are not exact in a workbook.
const MOST: f64 = 1e15;

/// What stands in a cell, however the file says it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    Number(f64),
    /// A number that is shown as a day.
    Day(Date, f64),
    /// A formula that no program has worked out.
    WithoutResult,
    /// A cell over several rows, where each row needs its own.
    Merged(String),
    /// A truth value, or an error like `#REF!`.
    Other(String),
}

impl Cell {
    /// A text without what spreadsheets put around it: blanks, the apostrophe and `="…"` that keep it a text. None if nothing is left.
    pub(crate) fn text(raw: &str) -> Option<Self> {
        let text = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let text = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')).unwrap_or(text);
        let text = text.strip_prefix('\'').unwrap_or(text).trim();
        (!text.is_empty()).then(|| Self::Text(text.to_owned()))
    }

    /// What a reader sees, more or less: whole numbers without decimals.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Merged(text) | Self::Other(text) => text.clone(),
            Self::Number(number) | Self::Day(_, number) => number.to_string(),
            Self::WithoutResult => String::new(),
        }
    }

    /// The counter's value.
    pub(crate) fn value(&self) -> Result<u64, Refusal> {
        match self {
            Self::Text(text) => {
                // Programs that know fractions only write them where there are none.
                let whole =
                    [".0", ",0", ".00", ",00"].iter().find_map(|end| text.strip_suffix(end));
                Counter::parse_value(whole.unwrap_or(text))
            }
            Self::Number(number) | Self::Day(_, number) => {
                let whole = number.round();
                // Formulas leave traces of binary fractions.
                let good = (0.0..=MOST).contains(&whole) && (number - whole).abs() < 1e-6;
                if good { Ok(whole as u64) } else { Err(Refusal::ValueForm) }
            }
            Self::WithoutResult => Err(Refusal::CellWithoutResult),
            Self::Merged(_) => Err(Refusal::CellMerged),
            Self::Other(_) => Err(Refusal::ValueForm),
        }
    }

    /// The day; a text where month and day could be either way round is read in `order`.
    pub(crate) fn day(&self, order: day::Order) -> Result<Date, Refusal> {
        match self {
            Self::Text(text) => day::parse(text, order),
            Self::Number(number) => day::of_serial(*number),
            Self::Day(date, _) => Ok(*date),
            Self::WithoutResult => Err(Refusal::CellWithoutResult),
            Self::Merged(_) | Self::Other(_) => Err(Refusal::DateForm),
        }
    }

    /// The reason.
    pub(crate) fn line(&self) -> Result<Option<String>, Refusal> {
        match self {
            Self::WithoutResult => Err(Refusal::CellWithoutResult),
            // A line break in a cell is a blank to its reader.
            other => Text::optional_line(&other.shown().replace(['\r', '\n', '\t'], " "), 200),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_as_people_and_programs_write_it() {
        let text = |raw: &str| Cell::text(raw).expect("not empty");
        let cases = [
            (text("8.500"), Ok(8_500)),
            (text("1,008,500"), Ok(1_008_500)),
            (text("8500.0"), Ok(8_500)),
            (text("8.500,00"), Ok(8_500)),
            (text("'8500"), Ok(8_500)),
            (text("=\"8500\""), Ok(8_500)),
            (text("0"), Ok(0)),
            (Cell::Number(8_500.0), Ok(8_500)),
            (Cell::Number(8_499.999_999_999_9), Ok(8_500)),
            (Cell::Number(8.5), Err(Refusal::ValueForm)),
            (Cell::Number(-1.0), Err(Refusal::ValueForm)),
            (Cell::Number(f64::NAN), Err(Refusal::ValueForm)),
            (Cell::Number(1e300), Err(Refusal::ValueForm)),
            (text("85OO"), Err(Refusal::ValueForm)),
            (text("=1+1"), Err(Refusal::ValueForm)),
            (text("-5"), Err(Refusal::ValueForm)),
            (Cell::WithoutResult, Err(Refusal::CellWithoutResult)),
            (Cell::Other("#REF!".into()), Err(Refusal::ValueForm)),
        ];
        for (cell, expected) in cases {
            assert_eq!(cell.value(), expected, "{cell:?}");
        }
    }

    #[test]
    fn a_number_reads_like_the_label_that_was_typed() {
        assert_eq!(Cell::Number(101.0).shown(), "101");
    }
}
