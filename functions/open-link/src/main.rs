//! The `open-link` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&open_link::OPERATION, open_link::handle).await
}
