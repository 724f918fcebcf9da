//! The `reply-ticket` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&reply_ticket::OPERATION, reply_ticket::handle).await
}
