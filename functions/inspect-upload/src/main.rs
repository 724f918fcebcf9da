//! The `inspect-upload` Lambda.

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use inspect_upload::ObjectCreated;
use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::init();
    let (store, files) =
        tokio::try_join!(store::Store::from_env(2), files::Files::connected_from_env())?;
    let handle = async |event: LambdaEvent<EventBridgeEvent<ObjectCreated>>| {
        let now = jiff::Timestamp::now();
        inspect_upload::handle(store.clone(), files.clone(), event.payload.detail, now)
            .await
            .map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
