//! A function that fails in the ways in which functions can, in place of `show-countries`.

use std::time::Duration;

use api::{Access, App, Body, Operation, Request, RequestExt, Response, StatusCode};
use domain::Result;

const OPERATION: Operation = Operation::new("show_countries", Access::Anyone);
/// More than Lambda takes of an answer.
const TOO_MUCH: usize = 7 * 1024 * 1024;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    api::run(&OPERATION, handle).await
}

async fn handle(_: App, request: Request) -> Result<Response<Body>> {
    let parameters = request.query_string_parameters();
    match parameters.first("how") {
        Some("panics") => panic!("as it was told to"),
        Some("ends") => std::process::exit(1),
        Some("hangs") => tokio::time::sleep(Duration::from_hours(1)).await,
        Some("says_too_much") => return api::json(StatusCode::OK, &"x".repeat(TOO_MUCH)),
        _ => (),
    }
    api::json(StatusCode::OK, &"well")
}
