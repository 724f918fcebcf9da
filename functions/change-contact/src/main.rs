//! The `change-contact` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&change_contact::OPERATION, change_contact::handle).await
}
