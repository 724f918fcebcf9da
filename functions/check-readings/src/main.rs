//! The `check-readings` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&check_readings::OPERATION, check_readings::handle).await
}
