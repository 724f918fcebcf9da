//! The `send-code` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&send_code::OPERATION, send_code::handle).await
}
