//! The `publish-events` Lambda.

use aws_lambda_events::event::dynamodb::Event;
use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::init();
    let publisher = bus::Publisher::from_env(1).await?;
    let handle = async |event: LambdaEvent<Event>| {
        publish_events::handle(publisher.clone(), event.payload, jiff::Timestamp::now())
            .await
            .map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
