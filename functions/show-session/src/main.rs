//! The `show-session` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&show_session::OPERATION, show_session::handle).await
}
