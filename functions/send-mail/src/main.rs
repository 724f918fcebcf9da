//! The `send-mail` Lambda.

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use events::Envelope;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use send_mail::{CodeSecret, Mailroom};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::init();
    let secret = std::env::var("CODE_SECRET").map_err(|_| "CODE_SECRET is not set")?;
    let (store, mailer) = tokio::try_join!(store::Store::from_env(3), mail::Mailer::from_env())?;
    let mailroom = Mailroom { store, mailer, code_secret: CodeSecret::new(secret) };
    let handle = async |event: LambdaEvent<EventBridgeEvent<Envelope>>| {
        send_mail::handle(mailroom.clone(), event.payload.detail, jiff::Timestamp::now())
            .await
            .map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
