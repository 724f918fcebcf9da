//! The way from the outbox to the bus.

use std::collections::BTreeMap;

use aws_sdk_eventbridge::Client;
use aws_sdk_eventbridge::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use aws_sdk_eventbridge::types::PutEventsRequestEntry;
use domain::{Error, Result};
use events::{Envelope, Work};
use jiff::Timestamp;
use store::{Recorded, Store};
use tracing::{Instrument, Span};

/// Entries that one call takes.
const BATCH: usize = 10;

/// Counts what reached the bus, by kind.
fn count(batch: &[Recorded], done: &[bool]) {
    let mut kinds = BTreeMap::new();
    for (event, _) in batch.iter().zip(done).filter(|(_, done)| **done) {
        *kinds.entry(event.envelope.event.kind()).or_default() += 1;
    }
    for (kind, number) in kinds {
        metrics::count(kind, number);
    }
}

/// What every line about an event carries.
fn span(event: &Recorded) -> Span {
    let Envelope { id, contract_ref, .. } = &event.envelope;
    tracing::info_span!("event", event.id = id, %contract_ref)
}

/// The bus by itself, for work that the portal hands to itself.
#[derive(Debug, Clone)]
pub struct Bus {
    client: Client,
    name: String,
}

impl Bus {
    /// The bus `name` of EventBridge at `environment`.
    pub fn new(environment: &aws::Environment, name: impl Into<String>) -> Self {
        Self { client: Client::new(&environment.sdk()), name: name.into() }
    }

    /// Reads `BUS_NAME` and the AWS environment, and opens a connection.
    ///
    /// # Errors
    ///
    /// The name of the variable that is missing.
    pub async fn from_env() -> Result<Self, String> {
        let name = std::env::var("BUS_NAME").map_err(|_| "BUS_NAME is not set")?;
        let environment = aws::Environment::from_env()?;
        environment.open(&endpoint(&environment).await?, 1).await;
        Ok(Self::new(&environment, name))
    }

    /// Puts parts of a run on the bus, all of them or an error. Repeating it is harmless: a part that is done is not done again.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when one of them did not reach the bus.
    pub async fn hand_on<W: Work>(&self, parts: &[W]) -> Result<()> {
        for batch in parts.chunks(BATCH) {
            let entries = batch
                .iter()
                .map(|part| self.entry(W::KIND, serde_json::to_string(part).unwrap_or_default()));
            let put = self.client.put_events().set_entries(Some(entries.collect())).send().await;
            if put.map_err(Error::internal)?.failed_entry_count() > 0 {
                return Err(Error::internal("the bus refused a part of a run"));
            }
        }
        Ok(())
    }

    fn entry(&self, kind: &str, detail: String) -> PutEventsRequestEntry {
        PutEventsRequestEntry::builder()
            .event_bus_name(&self.name)
            .source(events::SOURCE)
            .detail_type(kind)
            .detail(detail)
            .build()
    }
}

/// Where the SDK calls EventBridge.
async fn endpoint(environment: &aws::Environment) -> Result<String, String> {
    let asked = Params::builder().region(&environment.region);
    let asked = asked.set_endpoint(environment.endpoint.clone()).build();
    let asked = asked.map_err(|err| err.to_string())?;
    let found = DefaultResolver::new().resolve_endpoint(&asked).await;
    found.map(|endpoint| endpoint.url().to_owned()).map_err(|err| err.to_string())
}

/// Puts recorded events on the bus and notes that they are there.
#[derive(Debug, Clone)]
pub struct Publisher {
    /// The table.
    pub store: Store,
    /// The bus.
    pub bus: Bus,
}

impl Publisher {
    /// Publishes to `bus`.
    pub fn new(store: Store, bus: Bus) -> Self {
        Self { store, bus }
    }

    /// Reads `BUS_NAME`, `TABLE_NAME` and the AWS environment, and opens `connections` to the table and one to the bus.
    ///
    /// # Errors
    ///
    /// The name of the variable that is missing.
    pub async fn from_env(connections: usize) -> Result<Self, String> {
        let (store, bus) = tokio::try_join!(Store::from_env(connections), Bus::from_env())?;
        Ok(Self::new(store, bus))
    }

    /// Publishes `events` and says for each whether it is on the bus. One that is but could not be marked counts as not: it
    /// will be published again under the same id, which consumers recognise.
    pub async fn publish(&self, events: &[Recorded], now: Timestamp) -> Vec<bool> {
        let mut published = Vec::with_capacity(events.len());
        for batch in events.chunks(BATCH) {
            let done = match self.put(batch).await {
                Ok(done) => done,
                Err(error) => {
                    tracing::error!(events = batch.len(), error = ?error, "events did not reach the bus");
                    vec![false; batch.len()]
                }
            };
            count(batch, &done);
            for (event, done) in batch.iter().zip(done) {
                published.push(done && self.mark(event, now).instrument(span(event)).await);
            }
        }
        published
    }

    async fn put(&self, batch: &[Recorded]) -> Result<Vec<bool>> {
        let entries = batch.iter().map(|event| {
            let detail = serde_json::to_string(&event.envelope).unwrap_or_default();
            self.bus.entry(event.envelope.event.kind(), detail)
        });
        let put = self.bus.client.put_events().set_entries(Some(entries.collect())).send().await;
        let put = put.map_err(Error::internal)?;
        let done = put.entries().iter().zip(batch).map(|(entry, event)| {
            if let Some(code) = entry.error_code() {
                let _span = span(event).entered();
                tracing::error!(error.code = code, "the bus refused an event");
            }
            entry.event_id().is_some()
        });
        Ok(done.collect())
    }

    async fn mark(&self, event: &Recorded, now: Timestamp) -> bool {
        let marked = self.store.mark_published(&event.key, now).await;
        if let Err(error) = &marked {
            tracing::warn!(error = ?error, "a published event was not marked");
        }
        marked.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn connections_are_opened_to_the_service_of_the_region() {
        let mut environment = aws::Environment::local("");
        environment.endpoint = None;
        assert_eq!(
            endpoint(&environment).await,
            Ok("https://events.eu-central-1.amazonaws.com".to_owned())
        );
    }
}
