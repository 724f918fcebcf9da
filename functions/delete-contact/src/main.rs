//! The `delete-contact` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&delete_contact::OPERATION, delete_contact::handle).await
}
