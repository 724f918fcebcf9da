//! The mailbox: every letter that was sent, to be looked at as its reader would see it.

use api::Clock;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use lettre::{SmtpTransport, Transport};
use serde_json::{Value, json};

use crate::Error;
use crate::engine::Memory;
use crate::message::message;

const LETTER: &str = "LETTER";
/// Letters that the page shows.
const SHOWN: usize = 500;

/// Keeps letters, and hands them on where a mail server is given.
#[derive(Clone)]
pub(crate) struct Mailbox {
    memory: Memory,
    clock: Clock,
    smtp: Option<SmtpTransport>,
}

impl Mailbox {
    /// # Errors
    ///
    /// When the address of the mail server cannot be read.
    pub(crate) fn new(memory: Memory, clock: Clock, smtp: Option<&str>) -> Result<Self, Error> {
        let smtp =
            smtp.map(SmtpTransport::from_url).transpose()?.map(|transport| transport.build());
        Ok(Self { memory, clock, smtp })
    }

    /// Takes a letter as SES's `SendEmail` describes it, and says by which id it is known.
    ///
    /// # Errors
    ///
    /// When it names nobody or says nothing, or the mail server refuses it.
    pub(crate) async fn take(&self, request: &Value) -> Result<String, Error> {
        let text = |pointer: &str| request.pointer(pointer).and_then(Value::as_str);
        let required = |pointer: &str| text(pointer).ok_or_else(|| format!("{pointer} is missing"));
        let letter = json!({
            "from": required("/FromEmailAddress")?,
            "to": required("/Destination/ToAddresses/0")?,
            "subject": required("/Content/Simple/Subject/Data")?,
            "html": required("/Content/Simple/Body/Html/Data")?,
            "text": required("/Content/Simple/Body/Text/Data")?,
            "at": self.clock.now().to_string(),
            "tags": tags(request),
        });
        if let Some(smtp) = self.smtp.clone() {
            let message = message(&letter)?;
            tokio::task::spawn_blocking(move || smtp.send(&message)).await??;
        }
        let id = store::new_id(jiff::Timestamp::now());
        self.memory.keep(LETTER, &id, &letter)?;
        Ok(id)
    }

    fn letters(&self) -> Result<Vec<Value>, Error> {
        let letters = self.memory.newest(LETTER, SHOWN)?.into_iter().map(|(id, mut letter)| {
            letter["id"] = json!(id);
            letter
        });
        Ok(letters.collect())
    }

    pub(crate) fn router(self) -> Router {
        let page = || async { Html(include_str!("../mailbox/index.html")) };
        let style = || async {
            ([(header::CONTENT_TYPE, "text/css")], include_str!("../mailbox/style.css"))
        };
        let script = || async {
            ([(header::CONTENT_TYPE, "text/javascript")], include_str!("../mailbox/mailbox.js"))
        };
        Router::new()
            .route("/mail", get(page))
            .route("/mail/style.css", get(style))
            .route("/mail/mailbox.js", get(script))
            .route("/mail/letters.json", get(list))
            .route("/mail/{id}", get(show))
            .with_state(self)
    }
}

/// The letter's tags as the mail service's events bring them back: each a list.
pub(crate) fn tags(request: &Value) -> Value {
    let tags = request["EmailTags"].as_array().into_iter().flatten();
    tags.map(|tag| (tag["Name"].as_str().unwrap_or_default().to_owned(), json!([tag["Value"]])))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

async fn list(State(mailbox): State<Mailbox>) -> Response {
    match mailbox.letters() {
        Ok(letters) => axum::Json(letters).into_response(),
        Err(err) => (StatusCode::INTERNAL_SERVER_ERROR, err.to_string()).into_response(),
    }
}

/// A letter by itself, boxed in as mail clients do it: no scripts, nothing fetched.
async fn show(State(mailbox): State<Mailbox>, Path(id): Path<String>) -> Response {
    let letters = mailbox.letters().unwrap_or_default();
    let Some(letter) = letters.iter().find(|letter| letter["id"] == id) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Html(letter["html"].as_str().unwrap_or_default().to_owned()).into_response();
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups";
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response.headers_mut().insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    response
}
