//! All-or-nothing writes, each step with the meaning of its refusal next to it.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::builders::{
    ConditionCheckBuilder, DeleteBuilder, PutBuilder, UpdateBuilder,
};
use aws_sdk_dynamodb::types::{ReturnValuesOnConditionCheckFailure, TransactWriteItem};
use domain::{Error, Result};

use crate::error::from_sdk;
use crate::item::Item;

/// How often a transaction that another one disturbed is tried.
const TRIES: u32 = 5;

/// Why a transaction wrote nothing: the first step whose condition failed.
#[derive(Debug)]
pub(crate) struct Refused<R> {
    /// What the step's author said a refusal means.
    pub(crate) meaning: R,
    /// The item that stood in the way.
    pub(crate) old: Option<Item>,
}

/// Steps that are written together or not at all. `R` says what a refused step means.
pub(crate) struct Transaction<'a, R = ()> {
    client: &'a Client,
    steps: Vec<TransactWriteItem>,
    meanings: Vec<Option<R>>,
}

impl<'a, R> Transaction<'a, R> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client, steps: Vec::new(), meanings: Vec::new() }
    }

    /// Adds a put that cannot be refused.
    pub(crate) fn put(self, put: PutBuilder) -> Self {
        let put = put.build().expect("`Store::put` sets table and item");
        self.step(TransactWriteItem::builder().put(put).build(), None)
    }

    /// Adds a put; `refused` is what a failed condition means.
    pub(crate) fn put_if(self, put: PutBuilder, refused: R) -> Self {
        let put = put
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .expect("`Store::put` sets table and item");
        self.step(TransactWriteItem::builder().put(put).build(), Some(refused))
    }

    /// Adds an update; `refused` is what a failed condition means.
    pub(crate) fn update_if(self, update: UpdateBuilder, refused: R) -> Self {
        let update = update
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .expect("`Store::update` sets table and key, its caller the expression");
        self.step(TransactWriteItem::builder().update(update).build(), Some(refused))
    }

    /// Adds a condition on an item that stays as it is; `refused` is what it means when it fails.
    pub(crate) fn check_if(self, check: ConditionCheckBuilder, refused: R) -> Self {
        let check = check.build().expect("table and key are set, by its caller the condition");
        self.step(TransactWriteItem::builder().condition_check(check).build(), Some(refused))
    }

    /// Adds a delete that cannot be refused.
    pub(crate) fn delete(self, delete: DeleteBuilder) -> Self {
        let delete = delete.build().expect("`Store::delete` sets table and key");
        self.step(TransactWriteItem::builder().delete(delete).build(), None)
    }

    /// Adds a delete; `refused` is what a failed condition means.
    pub(crate) fn delete_if(self, delete: DeleteBuilder, refused: R) -> Self {
        let delete = delete.build().expect("table and key are set");
        self.step(TransactWriteItem::builder().delete(delete).build(), Some(refused))
    }

    fn step(mut self, step: TransactWriteItem, meaning: Option<R>) -> Self {
        self.steps.push(step);
        self.meanings.push(meaning);
        self
    }

    /// Writes all steps or none. Tries again, a little later each time, while other transactions are in the way.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] when they stay in the way, else [`Error::Internal`]. A refused condition is not an error here.
    pub(crate) async fn commit(self) -> Result<Option<Refused<R>>> {
        let Self { client, steps, mut meanings } = self;
        for attempt in 1..=TRIES {
            let send = client.transact_write_items().set_transact_items(Some(steps.clone()));
            let err = match send.send().await {
                Ok(_) => return Ok(None),
                Err(err) => err,
            };
            match verdict(&err) {
                Verdict::Refused(step, old) => {
                    return match meanings.get_mut(step).and_then(Option::take) {
                        Some(meaning) => Ok(Some(Refused { meaning, old })),
                        None => Err(from_sdk(err)),
                    };
                }
                Verdict::Disturbed if attempt < TRIES => pause(attempt).await,
                Verdict::Disturbed => return Err(Error::Busy),
                Verdict::Failed => return Err(from_sdk(err)),
            }
        }
        Err(Error::Busy)
    }
}

enum Verdict {
    Refused(usize, Option<Item>),
    Disturbed,
    Failed,
}

fn verdict(err: &SdkError<TransactWriteItemsError>) -> Verdict {
    match err.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            let reasons = cancelled.cancellation_reasons();
            let coded = |code: &str| reasons.iter().position(|r| r.code() == Some(code));
            if let Some(step) = coded("ConditionalCheckFailed") {
                return Verdict::Refused(step, reasons[step].item.clone());
            }
            let passing =
                ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];
            if passing.iter().any(|code| coded(code).is_some()) {
                return Verdict::Disturbed;
            }
            Verdict::Failed
        }
        Some(TransactWriteItemsError::TransactionInProgressException(_)) => Verdict::Disturbed,
        _ => Verdict::Failed,
    }
}

/// 20 to 40 ms, doubled with each attempt, so that those who met do not meet again.
async fn pause(attempt: u32) {
    let mut random = [0];
    let _ = getrandom::fill(&mut random);
    let millis = (20 + u64::from(random[0]) * 20 / 255) << (attempt - 1);
    tokio::time::sleep(Duration::from_millis(millis)).await;
}
