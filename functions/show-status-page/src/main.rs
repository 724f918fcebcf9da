//! The `show-status-page` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&show_status_page::OPERATION, show_status_page::handle).await
}
