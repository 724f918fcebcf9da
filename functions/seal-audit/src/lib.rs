//! The table's stream, filtered to fresh audit entries: seals them into the chain of their contract.

use std::collections::BTreeMap;

use aws_lambda_events::event::dynamodb::Event;
use aws_lambda_events::event::streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse};
use domain::{AuditEntry, ChainHead, ContractKey, Result};
use store::Store;

/// Entries that one transaction seals, beside the head of their chain.
const AT_ONCE: usize = 50;

/// An entry and where it stands on the stream.
struct Fresh {
    place: String,
    entry: AuditEntry,
}

/// Seals a batch of the stream. Entries that were not sealed are named, so that the stream brings them again; one that is sealed already stays
/// as it is.
///
/// # Errors
///
/// [`domain::Error::Internal`] for a record that is no audit entry: the filter in the template lets none through.
pub async fn handle(store: Store, event: Event) -> Result<DynamoDbEventResponse> {
    let mut contracts: BTreeMap<ContractKey, Vec<Fresh>> = BTreeMap::new();
    for record in event.records {
        let (contract, entry) = store::audit_entry_of_image(record.change.new_image)?;
        let place = record.change.sequence_number.unwrap_or_default();
        contracts.entry(contract).or_default().push(Fresh { place, entry });
    }
    let mut response = DynamoDbEventResponse::default();
    for (contract, fresh) in &contracts {
        for part in fresh.chunks(AT_ONCE) {
            if !seal(&store, contract, part).await {
                response.batch_item_failures.extend(part.iter().map(failure));
            }
        }
    }
    Ok(response)
}

/// Says in the log where the chain stands then: whoever keeps the logs elsewhere keeps what a forged chain would have to match.
async fn seal(store: &Store, contract: &ContractKey, fresh: &[Fresh]) -> bool {
    let contract_ref = fresh.first().and_then(|fresh| fresh.entry.says.get("contract_ref"));
    let entries = fresh.iter().map(|fresh| fresh.entry.clone()).collect();
    match store.seal(contract, entries).await {
        Ok(ChainHead { number, digest, .. }) => {
            tracing::info!(contract_ref, seal.number = number, seal.digest = digest, "sealed");
            true
        }
        Err(error) => {
            let entries = fresh.len();
            tracing::error!(contract_ref, entries, error = ?error, "audit entries were not sealed");
            false
        }
    }
}

fn failure(fresh: &Fresh) -> DynamoDbBatchItemFailure {
    let mut failure = DynamoDbBatchItemFailure::default();
    failure.item_identifier = Some(fresh.place.clone());
    failure
}
