//! The `check-code` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&check_code::OPERATION, check_code::handle).await
}
