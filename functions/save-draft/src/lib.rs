//! `PUT /api/readings/draft`: keeps what was typed into the reading sheet, device by device.

use api::{Access, App, Body, DraftForm, Operation, Request, Response, StatusCode, Token};
use domain::{Error, Level, Result};

/// This operation.
pub const OPERATION: Operation = Operation::new("save_draft", Access::Session(Level::Link))
    .with_calls_at_once(2)
    .with_body_limit(1024 * 1024);

/// Saves the devices that the request names. Needs no key: saved twice is the same as saved once.
///
/// # Errors
///
/// [`Error::Malformed`] without a body; [`Error::Invalid`] with every broken field; [`Error::Conflict`] when the draft is full.
#[utoipa::path(put, path = "/api/readings/draft", operation_id = "save_draft", tag = "readings", request_body = DraftForm,
    responses((status = 204)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    // All its fields may be missing, so that no body at all would pass for a form; it is more likely one that got lost.
    if request.body().is_empty() {
        return Err(Error::Malformed);
    }
    let body = api::body(&request)?;
    let token = Token::from_request(&request, &app)?;
    let read = async { api::parse::<DraftForm>(body)?.parse() };
    let (session, change) = app.signed_in(&token, &OPERATION, read).await?;
    app.store.save_reading_draft(&session.contract, &change, app.clock.now()).await?;
    Ok(api::empty(StatusCode::NO_CONTENT))
}
