//! RFC 9457 problem documents: the only place where an error meets a status code and a language.

use domain::{Error, Invalid, Language, Refusal};
use lambda_http::http::HeaderValue;
use lambda_http::http::header::{ACCEPT_LANGUAGE, RETRY_AFTER};
use lambda_http::{Body, Request, Response};
use locales::{FluentArgs, Texts};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{StatusCode, respond};

/// A problem document (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// What kind of problem, e.g. `/problems/invalid`; never changes with the language.
    #[serde(rename = "type")]
    pub kind: String,
    /// A sentence for the reader.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The fields that were refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
}

/// A field that was refused.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemField {
    /// Where it stands in the body, as a JSON pointer fragment, e.g. `#/lines/0/quantity`.
    pub pointer: String,
    /// Why; never changes with the language.
    pub code: &'static str,
    /// A sentence for the reader.
    pub detail: String,
}

/// The language that the reader asked for.
pub fn language(request: &Request) -> Language {
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::negotiate(header.unwrap_or_default())
}

/// The answer for an error. An internal one goes to the log with its causes, never to the reader.
pub(crate) fn response(error: &Error, language: Language) -> Response<Body> {
    let texts = Texts::of(language);
    let mut args = FluentArgs::new();
    let mut retry_after = None;
    let nothing = Invalid::default();
    let (status, kind, fields) = match error {
        Error::Invalid(fields) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", fields),
        Error::Malformed => (StatusCode::BAD_REQUEST, "malformed", &nothing),
        Error::NotJson => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", &nothing),
        Error::NotAFile => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_a_file", &nothing),
        Error::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large", &nothing),
        Error::SignedOut => (StatusCode::UNAUTHORIZED, "signed_out", &nothing),
        Error::WrongNumbers => (StatusCode::UNAUTHORIZED, "wrong_numbers", &nothing),
        Error::LinkOver => (StatusCode::UNAUTHORIZED, "link_over", &nothing),
        Error::CodeNeeded => (StatusCode::FORBIDDEN, "code_needed", &nothing),
        Error::SignInNeeded => (StatusCode::FORBIDDEN, "sign_in_needed", &nothing),
        Error::WrongOrigin => (StatusCode::FORBIDDEN, "wrong_origin", &nothing),
        Error::NotFound(fields) => (StatusCode::NOT_FOUND, "not_found", fields),
        Error::Conflict(refusal) => (StatusCode::CONFLICT, refusal.code(), &nothing),
        Error::TooManyAttempts { retry_after: seconds } => {
            args.set("minutes", seconds.div_ceil(60));
            retry_after = Some(*seconds);
            (StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", &nothing)
        }
        Error::Busy => {
            retry_after = Some(1);
            (StatusCode::SERVICE_UNAVAILABLE, "busy", &nothing)
        }
        Error::Internal(source) => {
            tracing::error!(error = %chain(source.as_ref()), "internal error");
            (StatusCode::INTERNAL_SERVER_ERROR, "internal", &nothing)
        }
    };
    let title = match error {
        Error::Conflict(refusal) => sentence(language, refusal),
        _ => texts.text_with(&format!("problem_{kind}"), &args),
    };
    let problem = Problem {
        kind: format!("/problems/{kind}"),
        title,
        status: status.as_u16(),
        errors: fields
            .0
            .iter()
            .map(|field| describe(language, &field.pointer, &field.refusal))
            .collect(),
    };
    tracing::info!(response.status = problem.status, problem.kind = kind, "refused");
    let body = serde_json::to_string(&problem).unwrap_or_default();
    let mut response = respond(status, "application/problem+json", body);
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn describe(language: Language, pointer: &str, refusal: &Refusal) -> ProblemField {
    let detail = sentence(language, refusal);
    ProblemField { pointer: pointer.to_owned(), code: refusal.code(), detail }
}

/// The refusal's sentence: its code is the text's id, its fields are the text's arguments. Days and large numbers are written as
/// the language writes them.
pub fn sentence(language: Language, refusal: &Refusal) -> String {
    let texts = Texts::of(language);
    let mut args = FluentArgs::new();
    if let Ok(Value::Object(fields)) = serde_json::to_value(refusal) {
        for (name, value) in fields {
            match value {
                Value::Number(number) => match number.as_u64() {
                    Some(large) if large >= 1000 => args.set(name, texts.number(large)),
                    _ => args.set(name, number.as_f64().unwrap_or_default()),
                },
                // A serial number of eight digits is no day.
                Value::String(text) => match text.parse().ok().filter(|_| text.contains('-')) {
                    Some(day) => args.set(name, texts.day(day)),
                    None => args.set(name, text),
                },
                _ => (),
            }
        }
    }
    texts.text_with(refusal.code(), &args)
}

fn chain(mut error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    while let Some(source) = error.source() {
        text = format!("{text}: {source}");
        error = source;
    }
    text
}
