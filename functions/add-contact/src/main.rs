//! The `add-contact` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&add_contact::OPERATION, add_contact::handle).await
}
