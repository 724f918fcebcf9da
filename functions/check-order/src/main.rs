//! The `check-order` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&check_order::OPERATION, check_order::handle).await
}
