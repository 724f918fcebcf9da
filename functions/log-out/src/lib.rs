//! `DELETE /api/session`: ends the session, on the server too.

use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::Result;
use lambda_http::http::HeaderValue;
use lambda_http::http::header::SET_COOKIE;

/// This operation.
pub const OPERATION: Operation = Operation::new("log_out", Access::Anyone).with_calls_at_once(1);

/// Deletes the session, takes the cookie away and lets the browser forget what it kept.
///
/// # Errors
///
/// As every write to the table; being signed out already is fine.
#[utoipa::path(delete, path = "/api/session", operation_id = "log_out", tag = "sign-in",
    responses((status = 204)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    if let Ok(token) = Token::from_request(&request, &app) {
        app.store.end_session(token.contract(), token.id()).await?;
    }
    let mut response = api::empty(StatusCode::NO_CONTENT);
    let headers = response.headers_mut();
    headers.insert(SET_COOKIE, Token::clear_cookie(&app));
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}
