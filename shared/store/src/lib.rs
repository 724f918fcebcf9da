//! The DynamoDB table. The only crate that names a key, an attribute or an expression.

mod attempts;
mod audit;
mod changes;
mod contacts;
mod contracts;
mod devices;
mod drafts;
mod ends;
mod error;
mod idempotency;
mod import;
mod item;
mod keys;
mod letters;
mod models;
mod orders;
mod outbox;
mod outside;
mod person;
mod readings;
mod reminders;
mod sessions;
mod tickets;
mod transaction;
mod uploads;
mod verdicts;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::Builder;
use aws_sdk_dynamodb::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use aws_sdk_dynamodb::types::builders::{DeleteBuilder, PutBuilder, UpdateBuilder};
use aws_sdk_dynamodb::types::{Delete, Put, Update};
use domain::Result;
use jiff::Timestamp;

pub use crate::attempts::{Attempt, SignIn};
pub use crate::audit::audit_entry_of_image;
pub use crate::changes::ChangeFacts;
pub use crate::contacts::Saved;
pub use crate::drafts::DraftChange;
pub use crate::ends::{EndFacts, Ending};
pub use crate::idempotency::{Effect, Outcome, Stored};
use crate::keys::Key;
pub use crate::letters::{Claim, LetterFate, LetterKey};
use crate::models::Models;
pub use crate::orders::{OrderFacts, Placed};
pub use crate::outbox::{OutboxKey, Recorded};
pub use crate::outside::{Became, Heard, Unapplied, Written};
pub use crate::person::Held;
pub use crate::readings::{ReadingChange, ReadingFacts, Submitted};
pub use crate::reminders::{RecordedReminder, Reminded, ReminderFacts, RunPlace};
pub use crate::sessions::{CodeCheck, CodeRequest};
pub use crate::tickets::{Changed, TicketFacts};
pub use crate::uploads::Settled;
pub use crate::verdicts::{EntryName, Judgement};

/// Handle to the one table. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    client: Client,
    table: String,
    models: Models,
}

impl Store {
    /// Uses `table` through `client`.
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self { client, table: table.into(), models: Models::default() }
    }

    /// The table named by `TABLE_NAME`, for a function, with so many connections open: as many as it makes calls at the same time.
    ///
    /// # Errors
    ///
    /// The name of the variable that is missing.
    pub async fn from_env(connections: usize) -> Result<Self, String> {
        let table = std::env::var("TABLE_NAME").map_err(|_| "TABLE_NAME is not set")?;
        let environment = aws::Environment::from_env()?;
        environment.open(&endpoint(&environment).await?, connections).await;
        Ok(Self::new(Client::from_conf(Self::config(&environment).build()), table))
    }

    /// The client's settings; the one-machine edition adds its call counter to them.
    pub fn config(environment: &aws::Environment) -> Builder {
        Builder::from(&environment.sdk())
    }

    fn put(&self, key: Key) -> PutBuilder {
        Put::builder().table_name(&self.table).set_item(Some(key))
    }

    fn update(&self, key: Key) -> UpdateBuilder {
        Update::builder().table_name(&self.table).set_key(Some(key))
    }

    fn delete(&self, key: Key) -> DeleteBuilder {
        Delete::builder().table_name(&self.table).set_key(Some(key))
    }
}

/// Where the SDK calls DynamoDB.
async fn endpoint(environment: &aws::Environment) -> Result<String, String> {
    let asked = Params::builder().region(&environment.region);
    let asked = asked.set_endpoint(environment.endpoint.clone()).build();
    let asked = asked.map_err(|err| err.to_string())?;
    let found = DefaultResolver::new().resolve_endpoint(&asked).await;
    found.map(|endpoint| endpoint.url().to_owned()).map_err(|err| err.to_string())
}

/// A fresh id that sorts by time: 26 letters and digits, 80 bits of them random.
pub fn new_id(now: Timestamp) -> String {
    let mut random = [0; 16];
    getrandom::fill(&mut random).expect("the operating system has random numbers");
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    ulid::Ulid::from_parts(millis, u128::from_be_bytes(random)).to_string()
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
            Ok("https://dynamodb.eu-central-1.amazonaws.com".to_owned())
        );
    }
}
