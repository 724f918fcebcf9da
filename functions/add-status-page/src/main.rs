//! The `add-status-page` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let files = files::Files::from_env()?;
    let handle = move |app, request| add_status_page::handle(app, files.clone(), request);
    api::run(&add_status_page::OPERATION, handle).await
}
