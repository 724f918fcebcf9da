//! The `read-readings-file` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&read_readings_file::OPERATION, read_readings_file::handle).await
}
