use jiff::civil::Date;
use serde::Serialize;

use crate::{Article, Device, Settings};

/// Why a line asks for a reason. It never blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// The same article went to this device a few days ago.
    TooSoon,
    /// The last one has printed much less than its yield.
    LowUse,
}

/// The order guard's facts about one article of one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guard {
    /// The last delivery's day and quantity.
    pub last: Option<(Date, u32)>,
    /// Days since then.
    pub days_since: Option<u32>,
    /// Pages printed since then; unknown without a reading since.
    pub pages_since: Option<u64>,
    /// There was a delivery, but no reading since.
    pub no_reading_since: bool,
    /// Pieces that have not arrived yet.
    pub under_way: u32,
    /// Pages that one piece should print, where known.
    pub nominal_yield: Option<u32>,
    /// Why a reason is asked for.
    pub warning: Option<Warning>,
}

impl Guard {
    /// What is known about `article` at `device` on `today`.
    pub fn of(device: &Device, article: &Article, settings: &Settings, today: Date) -> Self {
        let supplies = device.supplies.get(&article.no).into_iter().flat_map(|s| s.values());
        let under_way = supplies.filter(|s| s.under_way).map(|s| s.quantity).sum();
        let Some(last) = device.last_supply(&article.no) else {
            return Self {
                last: None,
                days_since: None,
                pages_since: None,
                no_reading_since: false,
                under_way,
                nominal_yield: article.nominal_yield,
                warning: None,
            };
        };
        let days = u32::try_from((today - last.date).get_days()).unwrap_or(0);
        let read_since = device.reading_date().is_some_and(|reading| reading > last.date);
        let pages = device.pages_for(article.colour).saturating_sub(last.pages_at);
        let pages_since = read_since.then_some(pages);
        let low_use = pages_since.zip(article.nominal_yield).is_some_and(|(pages, nominal)| {
            pages * 100 < u64::from(nominal) * u64::from(settings.guard_percent)
        });
        let warning = if days <= settings.guard_days {
            Some(Warning::TooSoon)
        } else if low_use {
            Some(Warning::LowUse)
        } else {
            None
        };
        Self {
            last: Some((last.date, last.quantity)),
            days_since: Some(days),
            pages_since,
            no_reading_since: !read_since,
            under_way,
            nominal_yield: article.nominal_yield,
            warning,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::*;

    /// A device with one delivery of 6 000-page cyan toner on 1 September at 1 000 colour pages.
    fn device(reading: Date, printed: u64) -> (Device, Article) {
        let no = ArticleNo::parse("44973511").expect("a number");
        let mut device =
            samples::device("FinalTest1", reading, &[("FARBE1", CounterKind::Colour, printed)]);
        let delivered =
            Supply { date: date(2026, 9, 1), quantity: 1, pages_at: 1_000, under_way: false };
        let delivered = [("2026-09-01".to_owned(), delivered)].into();
        device.supplies = [(no.clone(), delivered)].into();
        let article = Article {
            no,
            name: "TONER-C-ES5431/3452/5462-6K".into(),
            kind: ArticleKind::Toner,
            colour: Some(Colour::C),
            nominal_yield: Some(6_000),
        };
        (device, article)
    }

    #[test]
    fn the_guard_asks_within_10_days_or_below_60_percent_of_the_yield() {
        let late = date(2026, 9, 20);
        let cases = [
            (late, 4_600, date(2026, 11, 1), None),
            (late, 4_599, date(2026, 11, 1), Some(Warning::LowUse)),
            (late, 9_000, date(2026, 9, 11), Some(Warning::TooSoon)),
            (late, 9_000, date(2026, 9, 12), None),
        ];
        for (reading, printed, today, warning) in cases {
            let (device, article) = device(reading, printed);
            let guard = Guard::of(&device, &article, &Settings::default(), today);
            assert_eq!(guard.warning, warning, "{printed} pages on {today}");
        }
    }

    #[test]
    fn without_a_reading_since_the_delivery_the_guard_says_so_instead_of_guessing() {
        let (device, article) = device(date(2026, 9, 1), 1_000);
        let guard = Guard::of(&device, &article, &Settings::default(), date(2026, 11, 1));
        assert_eq!((guard.pages_since, guard.no_reading_since, guard.warning), (None, true, None));
    }

    #[test]
    fn what_was_never_delivered_raises_no_question() {
        let (mut device, article) = device(date(2026, 9, 20), 1_000);
        device.supplies.clear();
        let guard = Guard::of(&device, &article, &Settings::default(), date(2026, 11, 1));
        assert_eq!((guard.last, guard.warning, guard.no_reading_since), (None, None, false));
    }

    #[test]
    fn what_was_just_ordered_is_under_way_and_asks_for_a_reason() {
        let (mut device, article) = device(date(2026, 9, 20), 5_000);
        let order = CaseNo::new(date(2026, 11, 1), 1);
        device.note_supply(&article.no, article.colour, order, date(2026, 11, 1), 2);
        let guard = Guard::of(&device, &article, &Settings::default(), date(2026, 11, 1));
        assert_eq!((guard.under_way, guard.warning), (2, Some(Warning::TooSoon)));
    }

    #[test]
    fn a_device_remembers_the_newest_supplies_of_an_article_only() {
        let (mut device, article) = device(date(2026, 9, 20), 5_000);
        for day in 1..=9 {
            let day = date(2026, 10, day);
            device.note_supply(&article.no, article.colour, CaseNo::new(day, 1), day, 1);
        }
        assert_eq!(device.supplies[&article.no].len(), 5);
        assert_eq!(device.last_supply(&article.no).map(|s| s.date), Some(date(2026, 10, 9)));
    }
}
