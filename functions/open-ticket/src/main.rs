//! The `open-ticket` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&open_ticket::OPERATION, open_ticket::handle).await
}
