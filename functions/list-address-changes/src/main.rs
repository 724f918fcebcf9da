//! The `list-address-changes` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&list_address_changes::OPERATION, list_address_changes::handle).await
}
