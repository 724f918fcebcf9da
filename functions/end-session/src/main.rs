//! The `end-session` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&end_session::OPERATION, end_session::handle).await
}
