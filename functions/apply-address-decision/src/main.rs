//! The `apply-address-decision` Lambda.

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::init();
    let store = store::Store::from_env(2).await?;
    let handle = async |event: LambdaEvent<EventBridgeEvent<Value>>| {
        let EventBridgeEvent { detail_type, detail, .. } = event.payload;
        let now = jiff::Timestamp::now();
        let became =
            apply_address_decision::handle(store.clone(), &detail_type, &detail, now).await;
        became.map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
