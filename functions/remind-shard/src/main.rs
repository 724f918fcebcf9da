//! The `remind-shard` Lambda.

use std::time::{Instant, SystemTime};

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use events::ShardPlanned;
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::init();
    let publisher = bus::Publisher::from_env(2).await?;
    let handle = async |event: LambdaEvent<EventBridgeEvent<ShardPlanned>>| {
        let left = event.context.deadline().duration_since(SystemTime::now()).unwrap_or_default();
        let until = Instant::now() + left.saturating_sub(remind_shard::RESERVE);
        remind_shard::handle(publisher.clone(), event.payload.detail, Timestamp::now(), until)
            .await
            .map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
