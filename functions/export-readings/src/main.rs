//! The `export-readings` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&export_readings::OPERATION, export_readings::handle).await
}
