//! The `end-other-sessions` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&end_other_sessions::OPERATION, end_other_sessions::handle).await
}
