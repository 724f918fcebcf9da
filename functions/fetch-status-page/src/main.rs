//! The `fetch-status-page` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let files = files::Files::from_env()?;
    let handle = move |app, request| fetch_status_page::handle(app, files.clone(), request);
    api::run(&fetch_status_page::OPERATION, handle).await
}
