//! The `log-out` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&log_out::OPERATION, log_out::handle).await
}
