//! The `plan-reminders` Lambda.

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::init();
    let publisher = bus::Publisher::from_env(1).await?;
    let handle = async |event: LambdaEvent<EventBridgeEvent>| {
        let now = Timestamp::now();
        let run = plan_reminders::run_of(&event.payload, now);
        plan_reminders::handle(publisher.clone(), run, now).await.map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
