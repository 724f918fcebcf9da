//! A part of the contracts: asks those that owe readings, each in a transaction of its own.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use bus::Publisher;
use domain::{ContractKey, Country, CountryCode, Error, Quarter, Result};
use events::ShardPlanned;
use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Reminded, Store};

/// What a page may take after the last look at the clock.
pub const RESERVE: Duration = Duration::from_secs(20);
/// Contracts between two looks at the clock, and between two notes of how far the run is.
const PAGE: i32 = 64;
/// Contracts that are dealt with at the same time.
const AT_ONCE: usize = 16;
/// How often a contract is looked at again because a reading came in.
const LOOKS: u32 = 5;

/// Goes through a part of the contracts until it is done or `until` has come; then it hands the rest on to the next call.
///
/// What is done is noted after each page, so a part that comes again goes on from there. Done twice, or by two at once, each contract gets each
/// stage once: the stage's record is part of its transaction.
///
/// # Errors
///
/// [`Error::Busy`] when the table asks to come back later; [`Error::Internal`] when contracts could not be read, after all others are done.
pub async fn handle(
    publisher: Publisher,
    part: ShardPlanned,
    now: Timestamp,
    until: Instant,
) -> Result<()> {
    let store = &publisher.store;
    let (place, countries) = tokio::join!(store.run_place(part.run, part.shard), store.countries());
    let (mut place, countries) = (place?, days(&countries?, now));
    let mut broken = 0;
    while !place.finished {
        let page = store.contracts_of_shard(part.shard, place.after.as_ref(), PAGE).await?;
        let asked = ask(store, &page, &countries, now).await?;
        broken += asked.broken;
        place.finished = page.len() < PAGE as usize;
        place.after = page.into_iter().last().or(place.after);
        store.note_run(part.run, part.shard, &place, asked.reminded, now).await?;
        if asked.reminded > 0 {
            tracing::info!(contracts = asked.reminded, shard = part.shard, "asked for readings");
        }
        if !place.finished && Instant::now() >= until {
            publisher.bus.hand_on(&[part]).await?;
            break;
        }
    }
    if broken > 0 {
        return Err(Error::internal(format!("{broken} contracts of a part cannot be read")));
    }
    Ok(())
}

#[derive(Default)]
struct Asked {
    reminded: usize,
    broken: usize,
}

/// Asks the contracts of one page. One that cannot be read is logged and holds up nobody.
async fn ask(
    store: &Store,
    page: &[ContractKey],
    today: &BTreeMap<CountryCode, Date>,
    now: Timestamp,
) -> Result<Asked> {
    let mut looks = Vec::with_capacity(page.len());
    for key in page {
        if let Some(today) = today.get(&key.country)
            && Quarter::open_on(*today).is_some()
        {
            looks.push(remind(store, key, *today, now));
        }
    }
    let mut results = stream::iter(looks).buffer_unordered(AT_ONCE);
    let mut asked = Asked::default();
    while let Some(reminded) = results.next().await {
        match reminded {
            Ok(reminded) => asked.reminded += usize::from(reminded),
            Err(Error::Busy) => return Err(Error::Busy),
            Err(error) => {
                tracing::error!(error = ?error, "a contract could not be asked");
                asked.broken += 1;
            }
        }
    }
    Ok(asked)
}

/// Asks one contract, if something is due. Whether it was asked now.
async fn remind(store: &Store, key: &ContractKey, today: Date, now: Timestamp) -> Result<bool> {
    for _ in 0..LOOKS {
        let Some(facts) = store.reminder_facts(key).await? else { return Ok(false) };
        let Some(reminder) = facts.due(today) else { return Ok(false) };
        match store.remind(&facts, &reminder, now).await? {
            Reminded::Done => return Ok(true),
            Reminded::Before => return Ok(false),
            Reminded::Changed => {}
        }
    }
    Err(Error::Busy)
}

fn days(countries: &[Country], now: Timestamp) -> BTreeMap<CountryCode, Date> {
    let day = |country: &Country| country.zone().to_datetime(now).date();
    countries.iter().map(|country| (country.code.clone(), day(country))).collect()
}
