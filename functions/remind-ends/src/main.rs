//! The `remind-ends` Lambda.

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use events::EndsPlanned;
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::init();
    let store = Store::from_env(1).await?;
    let handle = async |event: LambdaEvent<EventBridgeEvent<EndsPlanned>>| {
        let part = event.payload.detail;
        remind_ends::handle(store.clone(), part, Timestamp::now()).await.map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
