//! The `show-order` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&show_order::OPERATION, show_order::handle).await
}
