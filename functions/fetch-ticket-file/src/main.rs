//! The `fetch-ticket-file` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let files = files::Files::from_env()?;
    let handle = move |app, request| fetch_ticket_file::handle(app, files.clone(), request);
    api::run(&fetch_ticket_file::OPERATION, handle).await
}
