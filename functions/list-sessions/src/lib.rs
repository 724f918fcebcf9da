//! `GET /api/sessions`: who is signed in to the contract at this moment.

use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{Contact, Level, Result, Session};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("list_sessions", Access::Session(Level::Confirmed)).with_calls_at_once(3);

/// The contract's sessions, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sessions {
    sessions: Vec<ShownSession>,
}

/// A session. Its id opens nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShownSession {
    id: String,
    #[schema(value_type = String, example = "numbers")]
    level: Level,
    /// Who answered the mailed code, or followed the link, where that is a contact still.
    contact: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    began: Timestamp,
    /// Noted at most every five minutes.
    #[schema(value_type = String, format = DateTime)]
    last_used: Timestamp,
    /// It is the one that asks.
    current: bool,
}

/// Lists the sessions that have not ended.
///
/// # Errors
///
/// [`domain::Error::SignedOut`] without a session, [`domain::Error::CodeNeeded`] without a confirmed one.
#[utoipa::path(get, path = "/api/sessions", operation_id = "list_sessions", tag = "sign-in",
    responses((status = 200, body = Sessions)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        tokio::try_join!(
            app.store.sessions(token.contract(), app.clock.now()),
            app.store.contacts(token.contract()),
        )
    };
    let (current, (sessions, contacts)) = app.signed_in(&token, &OPERATION, read).await?;
    let shown = |session| ShownSession::new(session, &current, &contacts);
    let sessions = sessions.iter().map(shown).collect();
    api::json(StatusCode::OK, &Sessions { sessions })
}

impl ShownSession {
    fn new(session: &Session, current: &Session, contacts: &[Contact]) -> Self {
        let contact = contacts.iter().find(|contact| session.contact.as_ref() == Some(&contact.id));
        Self {
            id: session.id.clone(),
            level: session.level,
            contact: contact.map(|contact| format!("{} {}", contact.first_name, contact.last_name)),
            began: session.began,
            last_used: session.last_used,
            current: session.id == current.id,
        }
    }
}
