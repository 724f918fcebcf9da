//! `GET /api/session`: who is signed in, and what is due.

use api::view::SessionView;
use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{Error, Level, Result};

/// This operation.
pub const OPERATION: Operation =
    Operation::new("show_session", Access::Session(Level::Link)).with_calls_at_once(3);

/// Shows the session with its contract, country and quarter.
///
/// # Errors
///
/// [`Error::SignedOut`] without a session.
#[utoipa::path(get, path = "/api/session", operation_id = "show_session", tag = "sign-in",
    responses((status = 200, body = SessionView)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let key = token.contract();
        let (contract, country) =
            tokio::join!(app.store.contract(key), app.store.country(&key.country));
        Ok(contract?.zip(country?))
    };
    let (session, found) = app.signed_in(&token, &OPERATION, read).await?;
    let (contract, country) = found.ok_or(Error::SignedOut)?;
    let language = api::language(&request);
    let view = SessionView::new(&session, &contract, &country, app.clock.now(), language);
    api::json(StatusCode::OK, &view)
}
