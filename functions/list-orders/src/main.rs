//! The `list-orders` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&list_orders::OPERATION, list_orders::handle).await
}
