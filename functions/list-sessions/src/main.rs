//! The `list-sessions` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&list_sessions::OPERATION, list_sessions::handle).await
}
