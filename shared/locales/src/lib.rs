//! Every text for people, from the Fluent files beside this crate: one folder per language, shared with the page.

use std::sync::OnceLock;

use domain::Language;
use fluent_bundle::concurrent::FluentBundle;
pub use fluent_bundle::{FluentArgs, FluentValue};
use fluent_bundle::{FluentError, FluentResource};
use jiff::civil::Date;
use unic_langid::LanguageIdentifier;

/// The texts of one language. Parsed at the first use, so that a function that refuses nothing pays nothing.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts of `language`.
    pub fn of(language: Language) -> &'static Self {
        static GERMAN: OnceLock<Texts> = OnceLock::new();
        static ENGLISH: OnceLock<Texts> = OnceLock::new();
        match language {
            Language::De => GERMAN.get_or_init(|| {
                Self::parse(
                    language,
                    [
                        include_str!("../de/common.ftl"),
                        include_str!("../de/problems.ftl"),
                        include_str!("../de/letters.ftl"),
                    ],
                )
            }),
            Language::En => ENGLISH.get_or_init(|| {
                Self::parse(
                    language,
                    [
                        include_str!("../en/common.ftl"),
                        include_str!("../en/problems.ftl"),
                        include_str!("../en/letters.ftl"),
                    ],
                )
            }),
        }
    }

    fn parse(language: Language, files: [&str; 3]) -> Self {
        let tag: LanguageIdentifier = language.code().parse().expect("language codes are tags");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks are for mixed scripts in one line; in mail subjects and CSV they are litter.
        bundle.set_use_isolating(false);
        for file in files {
            let resource =
                FluentResource::try_new(file.to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// Whether there is a text by this id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// The text by this id; the id itself where it is missing, which the tests do not let happen.
    pub fn text(&self, id: &str) -> String {
        self.format(id, None)
    }

    /// The text by this id with its arguments.
    pub fn text_with(&self, id: &str, args: &FluentArgs<'_>) -> String {
        self.format(id, Some(args))
    }

    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let mut errors: Vec<FluentError> = Vec::new();
        self.bundle.format_pattern(pattern, args, &mut errors).into_owned()
    }

    /// A number with its thousands in groups: `12.345` or `12,345`.
    pub fn number(&self, number: u64) -> String {
        let separator = match self.language {
            Language::De => '.',
            Language::En => ',',
        };
        let digits = number.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A day as people write it: `31.12.2026` or `31 Dec 2026`.
    pub fn day(&self, date: Date) -> String {
        match self.language {
            Language::De => format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
            Language::En => date.strftime("%-d %b %Y").to_string(),
        }
    }

    /// A day in words: `Donnerstag, 31. Dezember 2026` or `Thursday, 31 December 2026`.
    pub fn long_day(&self, date: Date) -> String {
        let mut args = FluentArgs::new();
        args.set("weekday", date.weekday().to_monday_one_offset());
        args.set("day", date.day());
        args.set("month", date.month());
        args.set("year", date.year().to_string());
        self.text_with("long-day", &args)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn ids(files: &[&str]) -> BTreeSet<String> {
        let messages = files.iter().flat_map(|file| file.lines());
        messages
            .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
            .filter(|id| id.starts_with(|c: char| c.is_ascii_alphabetic()))
            .map(str::to_owned)
            .collect()
    }

    macro_rules! both {
        ($file:literal) => {
            (include_str!(concat!("../de/", $file)), include_str!(concat!("../en/", $file)))
        };
    }

    #[test]
    fn every_file_is_sound_fluent() {
        for (de, en) in
            [both!("common.ftl"), both!("problems.ftl"), both!("letters.ftl"), both!("page.ftl")]
        {
            for file in [de, en] {
                let parsed = FluentResource::try_new(file.to_owned());
                assert!(parsed.is_ok(), "{:?}", parsed.err().map(|(_, errors)| errors));
            }
        }
    }

    #[test]
    fn german_and_english_have_the_same_texts() {
        for (de, en) in
            [both!("common.ftl"), both!("problems.ftl"), both!("letters.ftl"), both!("page.ftl")]
        {
            assert_eq!(ids(&[de]), ids(&[en]));
        }
    }

    #[test]
    fn every_refusal_has_its_sentence_in_every_language() {
        for language in Language::ALL {
            for code in domain::Refusal::codes() {
                assert!(Texts::of(language).has(code), "{language} lacks {code}");
            }
        }
    }

    #[test]
    fn a_number_reads_as_the_language_writes_it() {
        for (number, de, en) in
            [(0, "0", "0"), (999, "999", "999"), (1_234_567, "1.234.567", "1,234,567")]
        {
            assert_eq!(Texts::of(Language::De).number(number), de);
            assert_eq!(Texts::of(Language::En).number(number), en);
        }
    }

    #[test]
    fn a_day_reads_as_the_language_writes_it() {
        let day = jiff::civil::date(2026, 12, 1);
        assert_eq!(Texts::of(Language::De).day(day), "01.12.2026");
        assert_eq!(Texts::of(Language::En).day(day), "1 Dec 2026");
    }

    #[test]
    fn a_day_in_words_names_its_weekday() {
        let day = jiff::civil::date(2026, 12, 31);
        assert_eq!(Texts::of(Language::De).long_day(day), "Donnerstag, 31. Dezember 2026");
        assert_eq!(Texts::of(Language::En).long_day(day), "Thursday, 31 December 2026");
    }
}
