//! The `list-devices` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&list_devices::OPERATION, list_devices::handle).await
}
