//! The `list-articles` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&list_articles::OPERATION, list_articles::handle).await
}
