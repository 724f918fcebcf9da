//! The `list-tickets` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&list_tickets::OPERATION, list_tickets::handle).await
}
