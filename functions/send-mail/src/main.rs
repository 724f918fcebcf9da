//! The `send-mail` Lambda.

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use events::Envelope;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use send_mail::{CodeSecret, Mailroom};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    lambda_runtime::tracing::init_default_subscriber();
    let secret = std::env::var("CODE_SECRET").map_err(|_| "CODE_SECRET is not set")?;
    let mailroom = Mailroom {
        store: store::Store::from_env()?,
        mailer: mail::Mailer::from_env()?,
        code_secret: CodeSecret::new(secret),
    };
    let handle = async |event: LambdaEvent<EventBridgeEvent<Envelope>>| {
        send_mail::handle(mailroom.clone(), event.payload.detail, jiff::Timestamp::now())
            .await
            .map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
