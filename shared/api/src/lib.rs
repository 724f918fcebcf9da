//! What every HTTP function shares: start-up, session, body, problem documents, idempotency key.

mod app;
mod clock;
mod command;
mod cookie;
mod cursor;
mod draft;
pub mod end;
mod field;
pub mod files;
mod forms;
pub mod history;
mod known;
mod operation;
mod problem;
pub mod readings;
pub mod tickets;
pub mod view;

pub use app::{App, Front};
pub use clock::Clock;
pub use command::{Admission, Command, body, command, form, parse};
pub use cookie::Token;
pub use cursor::Cursor;
pub use draft::{DraftForm, DraftFormCause, DraftFormEntry};
pub use field::{Empty, Field, Unknown};
pub use forms::{ContactForm, OrderForm, OrderFormDelivery, OrderFormLine};
pub use known::KnownContracts;
pub use lambda_http::http::StatusCode;
pub use lambda_http::{Body, Request, RequestExt, Response};
pub use operation::{Access, Operation, answer, run};
pub use problem::{Problem, ProblemField, language, sentence};

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

/// The bytes of a file, in the API's description.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct File(pub Vec<u8>);

/// A file to keep, by the name that it shall have there.
///
/// # Errors
///
/// [`Error::Internal`] when the name is not plain ASCII.
pub fn file(kind: &'static str, name: &str, content: Vec<u8>) -> Result<Response<Body>> {
    let mut response = empty(StatusCode::OK);
    *response.body_mut() = Body::Binary(content);
    let named = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(CONTENT_DISPOSITION, named.map_err(Error::internal)?);
    Ok(response)
}

/// The bytes of a file that was sent.
///
/// # Errors
///
/// [`Error::NotAFile`] for any content type but `application/octet-stream`.
pub fn sent_file(request: &Request) -> Result<&[u8]> {
    if media_type(request).eq_ignore_ascii_case("application/octet-stream") {
        Ok(request.body())
    } else {
        Err(Error::NotAFile)
    }
}

/// The content type without its parameters; empty where there is none.
pub(crate) fn media_type(request: &Request) -> &str {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim()
}

/// An answer without a body.
pub fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::Empty);
    *response.status_mut() = status;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
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

/// A parameter of the query, one of a few words; the first of them where it is missing.
///
/// # Errors
///
/// [`Error::Invalid`] that names the parameter.
pub fn choice<T: Copy>(request: &Request, name: &str, choices: &[(&str, T)]) -> Result<T> {
    let parameters = request.query_string_parameters();
    let wanted = parameters.first(name).or(choices.first().map(|(word, _)| *word));
    let chosen = choices.iter().find(|(word, _)| Some(*word) == wanted).map(|(_, choice)| *choice);
    let refused = || domain::Invalid::one(format!("#/{name}"), Refusal::WrongType);
    chosen.ok_or_else(|| Error::Invalid(refused()))
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
