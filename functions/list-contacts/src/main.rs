//! The `list-contacts` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&list_contacts::OPERATION, list_contacts::handle).await
}
