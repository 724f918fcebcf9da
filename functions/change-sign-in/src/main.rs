//! The `change-sign-in` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&change_sign_in::OPERATION, change_sign_in::handle).await
}
