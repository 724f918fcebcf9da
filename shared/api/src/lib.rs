//! What every HTTP function shares: start-up, session, body, problem documents, idempotency key.

mod app;
mod clock;
mod command;
mod cookie;
mod cursor;
mod field;
mod forms;
pub mod history;
mod operation;
mod problem;
pub mod readings;
pub mod view;

pub use app::{App, Front};
pub use clock::Clock;
pub use command::{Admission, Command, body, command, form, parse};
pub use cookie::Token;
pub use cursor::Cursor;
pub use field::{Empty, Field, Unknown};
pub use forms::{ContactForm, OrderForm, OrderFormDelivery, OrderFormLine};
pub use lambda_http::http::StatusCode;
pub use lambda_http::{Body, Request, RequestExt, Response};
pub use operation::{Access, Operation, answer, run};
pub use problem::{Problem, ProblemField, language};

use domain::{Error, Refusal, Result};
use lambda_http::http::HeaderValue;
use lambda_http::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Serialize;

/// A JSON answer.
///
/// # Errors
///
/// [`Error::Internal`] when `value` cannot be written as JSON.
pub fn json(status: StatusCode, value: &impl Serialize) -> Result<Response<Body>> {
    Ok(respond(status, "application/json", json_text(value)?))
}

/// An answer without a body.
pub fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::Empty);
    *response.status_mut() = status;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An answer that browsers keep as a file of this name, which is of plain ASCII.
///
/// # Errors
///
/// [`Error::Internal`] for a name that no header can hold.
pub fn download(name: &str, kind: &'static str, text: String) -> Result<Response<Body>> {
    let mut response = respond(StatusCode::OK, kind, text);
    let disposition = format!("attachment; filename=\"{name}\"");
    let disposition = HeaderValue::try_from(disposition).map_err(Error::internal)?;
    response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    Ok(response)
}

pub(crate) fn json_text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

pub(crate) fn respond(status: StatusCode, kind: &'static str, body: String) -> Response<Body> {
    let mut response = empty(status);
    *response.body_mut() = Body::Text(body);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// A parameter of the path, percent-decoded and parsed.
///
/// # Errors
///
/// [`Error::Invalid`] that names the parameter.
pub fn path<T>(
    request: &Request,
    name: &str,
    parse: impl FnOnce(&str) -> Result<T, Refusal>,
) -> Result<T> {
    let parameters = request.path_parameters();
    let raw = parameters.first(name).unwrap_or_default();
    parse(raw).map_err(|refusal| Error::Invalid(domain::Invalid::one(format!("#/{name}"), refusal)))
}
