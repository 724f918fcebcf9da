//! The `release-order` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&release_order::OPERATION, release_order::handle).await
}
