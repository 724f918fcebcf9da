//! The `save-draft` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&save_draft::OPERATION, save_draft::handle).await
}
