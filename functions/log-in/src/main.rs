//! The `log-in` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&log_in::OPERATION, log_in::handle).await
}
