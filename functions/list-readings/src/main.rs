//! The `list-readings` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&list_readings::OPERATION, list_readings::handle).await
}
