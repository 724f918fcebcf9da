//! The `place-order` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&place_order::OPERATION, place_order::handle).await
}
