//! The `export-history` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&export_history::OPERATION, export_history::handle).await
}
