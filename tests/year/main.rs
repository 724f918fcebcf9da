//! A year of reminders with 500 contracts, missed, doubled and killed runs: what was mailed is what an independent list of the rules expects.
//!
//! `YEAR_SEED` chooses another year; the seed of a failure is printed.
#![allow(clippy::unwrap_used, missing_docs)]

mod town;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Span;
use jiff::civil::{Date, date};
use town::{Contract, Dice, Town};

/// What was, or ought to be, mailed: contract, quarter, stage, address.
type Letter = (String, String, String, String);

/// The due dates of the year.
const DUE: [(&str, Date); 4] = [
    ("2026-Q4", date(2026, 12, 31)),
    ("2027-Q1", date(2027, 3, 31)),
    ("2027-Q2", date(2027, 6, 30)),
    ("2027-Q3", date(2027, 9, 30)),
];

/// Days from the due date on which somebody is asked, as the rules say it.
const STAGES: [(&str, i64); 6] =
    [("opening", -14), ("soon", -3), ("today", 0), ("late", 3), ("later", 7), ("last", 14)];

fn days_after(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days))
}

/// The rules once more, written down from the contract's side and without the program's help.
struct Expected {
    asked: BTreeSet<(String, String, String)>,
    letters: BTreeSet<Letter>,
}

impl Expected {
    /// A whole run on `today`.
    fn run(&mut self, contracts: &[Contract], today: Date) {
        for (quarter, due) in DUE {
            if today < days_after(due, -14) || today > days_after(due, 21) {
                continue;
            }
            let mut past = STAGES.iter().filter(|(_, days)| days_after(due, *days) <= today);
            let Some((stage, _)) = past.next_back() else { continue };
            for contract in contracts.iter().filter(|contract| contract.owes(due)) {
                if contract.missing(due).is_empty() {
                    continue;
                }
                let asked = (contract.no.clone(), quarter.to_owned(), (*stage).to_owned());
                if self.asked.insert(asked.clone()) {
                    let (no, quarter, stage) = asked;
                    self.letters.extend(contract.readers().map(|reader| {
                        (no.clone(), quarter.clone(), stage.clone(), reader.to_owned())
                    }));
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_of_missed_doubled_and_killed_runs_mails_exactly_what_the_rules_expect() {
    let seed = std::env::var("YEAR_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(2027);
    println!("YEAR_SEED={seed}");
    let mut dice = Dice::new(seed);
    let folder = tempfile::tempdir().unwrap();
    let mut town = Town::build(folder.path(), 500, &mut dice).await;
    let mut expected = Expected { asked: BTreeSet::new(), letters: BTreeSet::new() };
    let (mut copies, mut kill_days) = (BTreeMap::<String, usize>::new(), 0);

    for (_, due) in DUE {
        for offset in -15..=22 {
            let today = days_after(due, offset);
            let stage_day = STAGES.iter().any(|(_, days)| *days == offset);
            // Most days bring nothing: those between two stages are looked at now and then.
            if !dice.chance(if stage_day { 80 } else { 25 }) {
                continue;
            }
            town.travel_to(today);
            let mut killed = false;
            if dice.chance(20) {
                killed = true;
                kill_days += 1;
                town.run_and_kill(Duration::from_millis(dice.below(1_500))).await;
            }
            let twice = dice.chance(20);
            town.run(if twice { 2 } else { 1 }).await;
            expected.run(&town.contracts, today);
            for (letter, times) in town.new_mail().await {
                let known = copies.entry(letter.clone()).or_default();
                *known += times;
                assert!(*known == 1 || killed, "{letter} came {known} times without a kill");
            }
            // Some report after the run; who waits for the last moment is asked more often.
            let hurry = if offset == -14 { 60 } else { 12 };
            town.some_report(hurry, &mut dice).await;
        }
    }

    let mailed = town.letters().await;
    let missing: Vec<_> =
        expected.letters.difference(&mailed.keys().cloned().collect()).cloned().collect();
    let extra: Vec<_> =
        mailed.keys().filter(|letter| !expected.letters.contains(*letter)).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "seed {seed}: missing {missing:?}, extra {extra:?}"
    );
    // Each letter that the table knows reached the mailbox, and nothing reached it that the table does not know.
    let ids: BTreeSet<&String> = mailed.values().collect();
    assert_eq!(ids, copies.keys().collect(), "seed {seed}");
    let doubled = copies.values().filter(|copies| **copies > 1).count();
    let stages: BTreeSet<_> =
        mailed.keys().map(|(_, quarter, stage, _)| (quarter, stage)).collect();
    println!(
        "{} letters, {} stages, {doubled} doubled on {kill_days} days with a kill",
        mailed.len(),
        stages.len()
    );
    assert!(stages.len() > 18, "the dice left out too much");
}
