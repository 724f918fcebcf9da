//! Every ten minutes: publishes what the stream has overlooked, and events whose letters are still not settled.

use bus::Publisher;
use domain::{Error, Result};
use jiff::{SignedDuration, Timestamp};

/// Younger items are still on their way.
const AGE: SignedDuration = SignedDuration::from_mins(10);
/// Items of each shard of the index that one run takes.
const LIMIT: i32 = 100;

/// Publishes again what has waited for more than ten minutes. Consumers recognise an event that they have seen.
///
/// # Errors
///
/// [`Error::Busy`] when some could not be published, so that the failure is counted; the next run tries again.
pub async fn handle(publisher: Publisher, now: Timestamp) -> Result<()> {
    let overlooked = publisher.store.overlooked_events(now, AGE, LIMIT).await?;
    let published = publisher.publish(&overlooked, now).await;
    let failed = published.iter().filter(|published| !**published).count();
    tracing::info!(events = published.len(), events.failed = failed, "swept");
    if failed > 0 { Err(Error::Busy) } else { Ok(()) }
}
