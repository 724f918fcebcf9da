//! Counts the calls that an operation makes to the table, and how many of them had to wait for another.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use aws_sdk_dynamodb::config::interceptors::{
    BeforeSerializationInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_types::config_bag::{Storable, StoreReplace};

tokio::task_local! {
    static LEDGER: Ledger;
}

/// The calls of one request.
#[derive(Debug, Clone, Default)]
pub struct Ledger(Arc<Mutex<Vec<Call>>>);

#[derive(Debug, Clone)]
struct Call {
    operation: String,
    began: Instant,
    ended: Option<Instant>,
}

impl Ledger {
    /// Runs `work` and notes its calls here.
    pub async fn note<T>(&self, work: impl Future<Output = T>) -> T {
        LEDGER.scope(self.clone(), work).await
    }

    /// Notes that a call began, and says where it is noted.
    pub fn begin(&self, operation: &str) -> usize {
        let mut calls = self.lock();
        let call = Call { operation: operation.to_owned(), began: Instant::now(), ended: None };
        calls.push(call);
        calls.len() - 1
    }

    /// Notes that the call at `place` ended.
    pub fn end(&self, place: usize) {
        if let Some(call) = self.lock().get_mut(place) {
            call.ended = Some(Instant::now());
        }
    }

    /// The calls' names by their depth, those of the same depth by name: which of them came first is chance.
    pub fn calls(&self) -> Vec<String> {
        let calls = self.lock();
        let mut names: Vec<_> = depths(&calls)
            .into_iter()
            .zip(calls.iter().map(|call| call.operation.clone()))
            .collect();
        names.sort();
        names.into_iter().map(|(_, name)| name).collect()
    }

    /// The longest chain of calls each of which began after the one before had ended.
    pub fn depth(&self) -> usize {
        depths(&self.lock()).into_iter().max().unwrap_or(0)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Call>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Of each call, how many calls one after another had ended before it began, and itself.
fn depths(calls: &[Call]) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(calls.len());
    for call in calls {
        let before = calls
            .iter()
            .zip(&depths)
            .filter(|(earlier, _)| earlier.ended.is_some_and(|ended| ended <= call.began));
        depths.push(1 + before.map(|(_, depth)| *depth).max().unwrap_or(0));
    }
    depths
}

/// Tells the ledger of the request at hand about each call of the client.
#[derive(Debug)]
pub struct Counter;

/// The place of a call in its ledger, kept with the call.
#[derive(Debug)]
struct Place(usize);

impl Storable for Place {
    type Storer = StoreReplace<Self>;
}

impl Intercept for Counter {
    fn name(&self) -> &'static str {
        "counter"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let operation = bag.load::<Metadata>().map(|call| call.name().to_string());
        let _ = LEDGER.try_with(|ledger| {
            let place = ledger.begin(&operation.unwrap_or_default());
            bag.interceptor_state().store_put(Place(place));
        });
        Ok(())
    }

    fn read_after_execution(
        &self,
        _: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let _ = LEDGER.try_with(|ledger| {
            if let Some(Place(place)) = bag.load::<Place>() {
                ledger.end(*place);
            }
        });
        Ok(())
    }
}
