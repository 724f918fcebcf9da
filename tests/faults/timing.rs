//! Whether the time of a refusal tells why it was refused.

use std::time::Instant;

use local::{Edition, Options};

use crate::chance::Chance;
use crate::world::Fleet;

/// Above that, two kinds of refusals could be told apart.
pub const SEPARABLE: f64 = 4.5;

/// Tries of each kind before anything counts.
const WARM: usize = 50;
/// Tries of each kind within an hour of the portal's clock, so that no limit is met.
const HOURLY: usize = 4;

/// The refusals of one kind, each in microseconds.
pub struct Kind {
    pub name: &'static str,
    pub took: Vec<f64>,
}

/// Tries `tries` times with each of four kinds of wrong numbers, in turns whose order is chance.
pub async fn measure(tries: usize, chance: &Chance) -> Vec<Kind> {
    let edition = Edition::start(Options::default()).await.unwrap();
    let ours = Fleet::new().world_at(&edition).await;
    let theirs = Fleet::new().world_at(&edition).await;
    let ended = Fleet::new().contract("ends", "2025-06-30").world_at(&edition).await;
    let nobodys = (99_999_999 - ours.customer().parse::<u32>().unwrap()).to_string();
    let wrong = [
        ("unknown customer", "DE", nobodys, ours.contract()),
        ("another's contract", "DE", ours.customer(), theirs.contract()),
        ("wrong country", "FR", ours.customer(), ours.contract()),
        ("ended contract", "DE", ended.customer(), ended.contract()),
    ];
    let mut kinds = wrong.each_ref().map(|(name, ..)| Kind { name, took: Vec::new() });
    let mut person = ours.anyone();
    for turn in 0..WARM + tries {
        if turn % HOURLY == 0 {
            edition.clock.advance(3600);
        }
        let mut order = [0, 1, 2, 3];
        for place in (1..order.len()).rev() {
            order.swap(place, chance.below(place + 1));
        }
        for which in order {
            let (name, country, customer, contract) = &wrong[which];
            let began = Instant::now();
            let answer = person.sign_in_with(country, customer, contract).await;
            let took = began.elapsed().as_secs_f64() * 1e6;
            assert_eq!(answer.status, 401, "{name}: {}", answer.text);
            if turn >= WARM {
                kinds[which].took.push(took);
            }
        }
    }
    kinds.into()
}

/// Welch's t of two samples, each without the slowest tenth of both: a machine with other work delays some of them by much more than what is looked for.
pub fn welch(a: &[f64], b: &[f64]) -> f64 {
    let mut both = [a, b].concat();
    both.sort_by(f64::total_cmp);
    let slow = both[both.len() * 9 / 10];
    let quick = |sample: &[f64]| -> Vec<f64> {
        sample.iter().copied().filter(|took| *took < slow).collect()
    };
    let ((mean_a, error_a), (mean_b, error_b)) = (moments(&quick(a)), moments(&quick(b)));
    (mean_a - mean_b) / (error_a + error_b).sqrt()
}

/// The mean of a sample and the square of its standard error.
pub fn moments(sample: &[f64]) -> (f64, f64) {
    let count = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / count;
    let squares: f64 = sample.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, squares / (count - 1.0) / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_of_one_kind_are_not_separable_and_those_of_two_are() {
        let chance = Chance::new(1);
        let sample = |mean: f64| -> Vec<f64> {
            (0..2_000).map(|_| mean + chance.below(1_000) as f64).collect()
        };
        let (a, b, slower) = (sample(5_000.0), sample(5_000.0), sample(5_100.0));

        assert!(welch(&a, &b).abs() < SEPARABLE);
        assert!(welch(&a, &slower).abs() > SEPARABLE);
    }
}
