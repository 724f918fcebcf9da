//! `DELETE /api/sessions/{id}`: ends another session of the contract.

use api::{Access, Admission, App, Body, Operation, Request, Response, StatusCode};
use domain::{Error, Level, Result, Session};

/// This operation.
pub const OPERATION: Operation = Operation::new("end_session", Access::Session(Level::Confirmed));

/// Ends one session; the next request of whoever has it is refused.
///
/// # Errors
///
/// [`Error::NotFound`] for a session that is not this contract's, or that has ended.
#[utoipa::path(delete, path = "/api/sessions/{id}", operation_id = "end_session", tag = "sign-in",
    params(("id" = String, Path, description = "The session")),
    responses((status = 204)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        command.form::<api::Empty>()?.parse()?;
        let id = api::path(&request, "id", Session::parse_id)?;
        match app.store.session(command.contract(), &id, app.clock.now()).await {
            Err(Error::SignedOut) => Ok(None),
            found => found.map(Some),
        }
    };
    let (session, ended) = match app.admit(&command, read).await? {
        Admission::Fresh(session, ended) => (session, ended),
        Admission::Replay(answer) => return Ok(answer),
    };
    let Some(ended) = ended else {
        // A twin may have ended it a moment ago.
        return app.unless_replayed(&command, Err(Error::not_found())).await;
    };
    let effect = command.effect(&app, &session, (StatusCode::NO_CONTENT, &()), None)?;
    let outcome = app.store.end_sessions(&effect, &[ended]).await?;
    command.finish(effect, outcome)
}
