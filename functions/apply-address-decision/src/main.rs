//! The `apply-address-decision` Lambda.

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use lambda_runtime::{Diagnostic, Error, LambdaEvent, service_fn};
use serde_json::Value;
use store::Unapplied;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::init();
    let store = store::Store::from_env(2).await?;
    let handle = async |event: LambdaEvent<EventBridgeEvent<Value>>| {
        let EventBridgeEvent { detail_type, detail, .. } = event.payload;
        let now = jiff::Timestamp::now();
        let became =
            apply_address_decision::handle(store.clone(), &detail_type, &detail, now).await;
        became.map_err(failure)
    };
    lambda_runtime::run(service_fn(handle)).await
}

/// The failure by its type: what was set aside is told apart from what may come again.
fn failure(err: Unapplied) -> Diagnostic {
    Diagnostic { error_type: err.kind().to_owned(), error_message: err.to_string() }
}
