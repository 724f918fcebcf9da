//! The `settle-mail` Lambda.

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use settle_mail::MailEvent;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::init();
    let store = store::Store::from_env(1).await?;
    let handle = async |event: LambdaEvent<EventBridgeEvent<MailEvent>>| {
        settle_mail::handle(store.clone(), event.payload.detail, jiff::Timestamp::now())
            .await
            .map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
