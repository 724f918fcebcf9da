//! The `show-ticket` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&show_ticket::OPERATION, show_ticket::handle).await
}
