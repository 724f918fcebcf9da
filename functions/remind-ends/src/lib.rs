//! A part of the contracts: those that end soon, or ended lately, are asked for what they lack, and closed once nothing is missing.

use domain::{ContractKey, Country, End, Error, Result};
use events::EndsPlanned;
use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Reminded, Store};

/// Contracts that are dealt with at the same time.
const AT_ONCE: usize = 16;
/// How often a contract is looked at again because a reading came in.
const LOOKS: u32 = 5;

/// Goes through the contracts of a part that have an end near the day, and reads those for which something may be due.
///
/// It needs no note of how far it is: a part of a million contracts has some hundred such ends, and those that were dealt with say so in the
/// index. Done twice, or by two at once, each contract gets each stage once: the stage's record is part of its transaction.
///
/// # Errors
///
/// [`Error::Busy`] when the table asks to come back later; [`Error::Internal`] when contracts could not be read, after all others are done.
pub async fn handle(store: Store, part: EndsPlanned, now: Timestamp) -> Result<()> {
    let countries = store.countries().await?;
    let day = |country: &Country| country.zone().to_datetime(now).date();
    let Some((first, last)) = watched(countries.iter().map(day)) else { return Ok(()) };
    let ending = store.contracts_ending(part.shard, (first, last)).await?;
    let mut looks = Vec::new();
    for ending in &ending {
        let country = countries.iter().find(|country| country.code == ending.key.country);
        if let Some(today) = country.map(day)
            && ending.may_be_due(today)
        {
            looks.push(remind(&store, &ending.key, today, now));
        }
    }
    let mut results = stream::iter(looks).buffer_unordered(AT_ONCE);
    let (mut reminded, mut broken) = (0, 0);
    while let Some(result) = results.next().await {
        match result {
            Ok(done) => reminded += usize::from(done),
            Err(Error::Busy) => return Err(Error::Busy),
            Err(error) => {
                tracing::error!(error = ?error, "the end of a contract could not be looked at");
                broken += 1;
            }
        }
    }
    if reminded > 0 {
        tracing::info!(contracts = reminded, shard = part.shard, "dealt with ends of contracts");
    }
    if broken > 0 {
        return Err(Error::internal(format!("{broken} contracts of a part cannot be read")));
    }
    Ok(())
}

/// The first and the last end to look at, whatever day it is where a contract is.
fn watched(days: impl Iterator<Item = Date>) -> Option<(Date, Date)> {
    days.map(End::watched_on).reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
}

/// Deals with the end of one contract, if something is due. Whether it was.
async fn remind(store: &Store, key: &ContractKey, today: Date, now: Timestamp) -> Result<bool> {
    for _ in 0..LOOKS {
        let Some(facts) = store.end_facts(key).await? else { return Ok(false) };
        let Some(step) = facts.due(today) else { return Ok(false) };
        match store.record_end(&facts, &step, now).await? {
            Reminded::Done => return Ok(true),
            Reminded::Before => return Ok(false),
            Reminded::Changed => {}
        }
    }
    Err(Error::Busy)
}
