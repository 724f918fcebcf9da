//! The `withdraw-reading` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&withdraw_reading::OPERATION, withdraw_reading::handle).await
}
