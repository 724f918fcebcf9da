//! The `show-countries` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&show_countries::OPERATION, show_countries::handle).await
}
