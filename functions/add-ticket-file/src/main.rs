//! The `add-ticket-file` Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let files = files::Files::from_env()?;
    let handle = move |app, request| add_ticket_file::handle(app, files.clone(), request);
    api::run(&add_ticket_file::OPERATION, handle).await
}
