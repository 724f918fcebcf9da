//! The `submit-readings` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&submit_readings::OPERATION, submit_readings::handle).await
}
