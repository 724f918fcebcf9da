//! The `sweep-outbox` Lambda.

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    lambda_runtime::tracing::init_default_subscriber();
    let publisher = bus::Publisher::from_env()?;
    let handle = async |_: LambdaEvent<EventBridgeEvent>| {
        sweep_outbox::handle(publisher.clone(), jiff::Timestamp::now()).await.map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
