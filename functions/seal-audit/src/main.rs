//! The `seal-audit` Lambda.

use aws_lambda_events::event::dynamodb::Event;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::init();
    let store = Store::from_env(1).await?;
    let handle = async |event: LambdaEvent<Event>| {
        seal_audit::handle(store.clone(), event.payload).await.map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
