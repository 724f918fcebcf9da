//! The `request-visit` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&request_visit::OPERATION, request_visit::handle).await
}
