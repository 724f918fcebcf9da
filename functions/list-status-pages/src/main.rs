//! The `list-status-pages` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&list_status_pages::OPERATION, list_status_pages::handle).await
}
