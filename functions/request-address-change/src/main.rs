//! The `request-address-change` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&request_address_change::OPERATION, request_address_change::handle).await
}
