//! `DELETE /api/sessions`: signs everybody else out.

use api::{Access, Admission, App, Body, Operation, Request, Response, StatusCode};
use domain::{Level, Result};

/// This operation.
pub const OPERATION: Operation =
    Operation::new("end_other_sessions", Access::Session(Level::Confirmed));

/// Ends all sessions of the contract but the one that asks.
///
/// # Errors
///
/// [`domain::Error::SignedOut`] without a session, [`domain::Error::CodeNeeded`] without a confirmed one.
#[utoipa::path(delete, path = "/api/sessions", operation_id = "end_other_sessions", tag = "sign-in",
    responses((status = 204)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        command.form::<api::Empty>()?.parse()?;
        app.store.sessions(command.contract(), app.clock.now()).await
    };
    let (session, mut others) = match app.admit(&command, read).await? {
        Admission::Fresh(session, sessions) => (session, sessions),
        Admission::Replay(answer) => return Ok(answer),
    };
    others.retain(|other| other.id != session.id);
    let effect = command.effect(&app, &session, (StatusCode::NO_CONTENT, &()), None)?;
    let outcome = app.store.end_sessions(&effect, &others).await?;
    command.finish(effect, outcome)
}
