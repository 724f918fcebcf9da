//! Every morning: hands the contracts out in parts. Those that end are looked through daily, all of them while readings are due anywhere.

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use bus::Publisher;
use domain::{Quarter, Result};
use events::{EndsPlanned, ShardPlanned};
use jiff::Timestamp;
use store::Store;

/// The moment for which a schedule's event was meant; the same when the event comes twice.
pub fn run_of(event: &EventBridgeEvent, now: Timestamp) -> Timestamp {
    let scheduled = event.time.map(|time| time.timestamp_millis());
    scheduled.and_then(|millis| Timestamp::from_millisecond(millis).ok()).unwrap_or(now)
}

/// Plans the run that was scheduled for `run`. Planned twice, its parts are on the bus twice and done once.
///
/// # Errors
///
/// [`domain::Error::Busy`] or [`domain::Error::Internal`]; the schedule tries again, and tomorrow's run makes up for today's.
pub async fn handle(publisher: Publisher, run: Timestamp, now: Timestamp) -> Result<()> {
    let ends: Vec<_> = (0..Store::SHARDS).map(|shard| EndsPlanned { shard }).collect();
    publisher.bus.hand_on(&ends).await?;
    let countries = publisher.store.countries().await?;
    let open = countries.iter().any(|country| {
        let today = country.zone().to_datetime(now).date();
        Quarter::open_on(today).is_some()
    });
    if !open {
        tracing::info!("no readings are due anywhere");
        return Ok(());
    }
    let shards: Vec<_> = (0..Store::SHARDS).map(|shard| ShardPlanned { run, shard }).collect();
    publisher.bus.hand_on(&shards).await?;
    tracing::info!(shards = shards.len(), "planned a run");
    Ok(())
}
