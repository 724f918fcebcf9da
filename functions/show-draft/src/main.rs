//! The `show-draft` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&show_draft::OPERATION, show_draft::handle).await
}
