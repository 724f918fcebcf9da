//! The `show-device` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&show_device::OPERATION, show_device::handle).await
}
