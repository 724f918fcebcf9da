//! The table's stream, filtered to fresh outbox items: puts what happened on the bus.

use aws_lambda_events::event::dynamodb::Event;
use aws_lambda_events::event::streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse};
use bus::Publisher;
use domain::Result;
use jiff::Timestamp;
use store::Recorded;

/// Publishes a batch of the stream. Items that did not reach the bus are named, so that the stream brings them again.
///
/// # Errors
///
/// [`domain::Error::Internal`] for a record that is no outbox item: the filter in the template lets none through.
pub async fn handle(
    publisher: Publisher,
    event: Event,
    now: Timestamp,
) -> Result<DynamoDbEventResponse> {
    let mut places = Vec::with_capacity(event.records.len());
    let mut recorded = Vec::with_capacity(event.records.len());
    for record in event.records {
        places.push(record.change.sequence_number.unwrap_or_default());
        recorded.push(Recorded::from_image(record.change.new_image)?);
    }
    let published = publisher.publish(&recorded, now).await;
    let mut response = DynamoDbEventResponse::default();
    for (place, _) in places.into_iter().zip(&published).filter(|(_, published)| !**published) {
        let mut failure = DynamoDbBatchItemFailure::default();
        failure.item_identifier = Some(place);
        response.batch_item_failures.push(failure);
    }
    let failed = response.batch_item_failures.len();
    tracing::info!(events = published.len(), events.failed = failed, "published");
    Ok(response)
}
