use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Refusal, Result};

/// Parsers of free text. What looks like HTML, a formula or a header line is text like any other.
pub struct Text;

impl Text {
    /// One line of 1 to `max` characters, trimmed and in NFC.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] when nothing is left that could be seen, else as [`Text::optional_line`].
    pub fn line(raw: &str, max: usize) -> Result<String, Refusal> {
        Self::optional_line(raw, max)?.ok_or(Refusal::Required)
    }

    /// One line of up to `max` characters, trimmed and in NFC; `None` when nothing is left that could be seen.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooLong`] above `max` characters; [`Refusal::ControlCharacters`] for control characters,
    /// line breaks, and the invisible characters that reorder text.
    pub fn optional_line(raw: &str, max: usize) -> Result<Option<String>, Refusal> {
        let text: String = raw.trim().nfc().collect();
        if text.chars().any(|c| c.is_control() || reorders(c)) {
            return Err(Refusal::ControlCharacters);
        }
        if text.chars().count() > max {
            return Err(Refusal::TooLong { max });
        }
        Ok(Some(text).filter(|text| !text.chars().all(invisible)))
    }
}

impl Text {
    /// The text as a spreadsheet's cell: what would begin a formula there has an apostrophe in front.
    pub fn cell(text: &str) -> Cow<'_, str> {
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
        if formula { format!("'{text}").into() } else { text.into() }
    }
}

impl Text {
    /// A text of 1 to `max` characters that may have several lines, as it was written: no script, mark or emoji is changed. Only what
    /// stands around it is trimmed, and lines end in `\n`.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] when nothing is left that could be seen, [`Refusal::TooLong`] above `max` characters,
    /// [`Refusal::TextControl`] for control characters and for the two overrides that make a line read backwards.
    pub fn block(raw: &str, max: usize) -> Result<String, Refusal> {
        Self::optional_block(raw, max)?.ok_or(Refusal::Required)
    }

    /// As [`Text::block`]; `None` when nothing is left that could be seen.
    ///
    /// # Errors
    ///
    /// As [`Text::block`], without [`Refusal::Required`].
    pub fn optional_block(raw: &str, max: usize) -> Result<Option<String>, Refusal> {
        let text = raw.trim().replace("\r\n", "\n").replace('\r', "\n");
        let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        if text.chars().any(|c| control(c) || matches!(c, '\u{202D}' | '\u{202E}')) {
            return Err(Refusal::TextControl);
        }
        if text.chars().count() > max {
            return Err(Refusal::TooLong { max });
        }
        Ok(Some(text).filter(|text| !text.chars().all(invisible)))
    }
}

/// Line separators and the marks, overrides and isolates that make a line read otherwise than it is stored.
/// Right-to-left letters themselves are welcome: they need none of these.
fn reorders(c: char) -> bool {
    matches!(c,
        '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}')
}

/// Blanks, joiners, selectors and fillers: fine within a text, nothing by themselves.
fn invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FFA0}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The text without case and accents, for comparing what people type: `Büro` and `BURO` fold alike.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The text in upper case without the blanks and dashes that people put into numbers.
pub(crate) fn compact(raw: &str) -> String {
    raw.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '\u{2011}'))
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_measured_in_characters_and_free_of_controls() {
        let cases = [
            ("  Hausdienst ", Ok(Some("Hausdienst".to_owned()))),
            ("   ", Ok(None)),
            ("öäüß😀", Ok(Some("öäüß😀".to_owned()))),
            ("123456", Err(Refusal::TooLong { max: 5 })),
            ("a\nb", Err(Refusal::ControlCharacters)),
            ("a\0b", Err(Refusal::ControlCharacters)),
            ("a\u{202E}b", Err(Refusal::ControlCharacters)),
            ("=1+1", Ok(Some("=1+1".to_owned()))),
            ("<b>", Ok(Some("<b>".to_owned()))),
        ];
        for (raw, expected) in cases {
            let max = if raw.len() > 12 { 12 } else { 5 };
            let max = if raw.contains("Hausdienst") { 10 } else { max };
            assert_eq!(Text::optional_line(raw, max), expected, "input {raw:?}");
        }
    }

    #[test]
    fn marks_that_reorder_a_line_are_refused_and_right_to_left_letters_are_not() {
        for mark in ["061C", "200E", "200F", "202A", "202E", "2066", "2067", "2068", "2069"] {
            let mark = u32::from_str_radix(mark, 16).ok().and_then(char::from_u32);
            let line = format!("a{}b", mark.expect("a character"));
            assert_eq!(Text::line(&line, 10), Err(Refusal::ControlCharacters), "input {line:?}");
        }
        for welcome in ["مرحبا", "שלום", "👩\u{200D}💻", "❤\u{FE0F}", "می\u{200C}خواهم"]
        {
            assert_eq!(Text::line(welcome, 20), Ok(welcome.to_owned()), "input {welcome:?}");
        }
    }

    #[test]
    fn a_text_of_which_nothing_can_be_seen_is_empty() {
        for nothing in [
            "",
            " ",
            "\u{200B}",
            "\u{200B} \u{200D}",
            "\u{3164}",
            "\u{2800}\u{AD}",
            "\u{FE0F}",
            "\u{2060}",
        ] {
            assert_eq!(Text::optional_line(nothing, 10), Ok(None), "input {nothing:?}");
            assert_eq!(Text::line(nothing, 10), Err(Refusal::Required), "input {nothing:?}");
        }
    }

    #[test]
    fn a_text_keeps_its_lines_and_every_script_as_it_was_written() {
        for text in [
            "a\n\nb\tc",
            "Bu\u{308}ro",
            "שלום\u{200F}!",
            "می\u{200C}خواهم",
            "👩\u{200D}💻",
            "각",
            "𝔉𝔯",
            "Å",
        ] {
            assert_eq!(Text::block(text, 20), Ok(text.to_owned()), "input {text:?}");
        }
    }

    #[test]
    fn a_text_is_measured_in_characters_and_has_something_to_see() {
        let cases = [
            (" a\r\nb \n", Ok("a\nb".to_owned())),
            ("👩👩👩👩", Ok("👩👩👩👩".to_owned())),
            ("12345", Err(Refusal::TooLong { max: 4 })),
            ("a\0b", Err(Refusal::TextControl)),
            ("a\u{202E}b", Err(Refusal::TextControl)),
            ("\u{200B}\n", Err(Refusal::Required)),
        ];
        for (raw, expected) in cases {
            assert_eq!(Text::block(raw, 4), expected, "input {raw:?}");
        }
    }

    #[test]
    fn a_composed_and_a_decomposed_letter_are_stored_alike() {
        assert_eq!(Text::line("Bu\u{308}ro", 10), Text::line("Büro", 10));
    }

    #[test]
    fn no_text_becomes_a_formula_in_a_spreadsheet() {
        let cases = [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-5", "'-5"), ("A=1", "A=1")];
        for (text, expected) in cases {
            assert_eq!(Text::cell(text), expected);
        }
    }

    #[test]
    fn folding_forgets_case_and_accents() {
        assert_eq!(fold("Düsseldorf"), fold("DUSSELDORF"));
    }
}
