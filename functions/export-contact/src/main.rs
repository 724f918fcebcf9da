//! The `export-contact` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&export_contact::OPERATION, export_contact::handle).await
}
