//! The `sweep-outbox` Lambda.

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::init();
    let publisher = bus::Publisher::from_env(1).await?;
    let handle = async |_: LambdaEvent<EventBridgeEvent>| {
        sweep_outbox::handle(publisher.clone(), jiff::Timestamp::now()).await.map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
