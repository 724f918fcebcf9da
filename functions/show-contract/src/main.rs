//! The `show-contract` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&show_contract::OPERATION, show_contract::handle).await
}
