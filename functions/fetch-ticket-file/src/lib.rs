//! `GET /api/tickets/{number}/files/{id}`: where a ticket's file can be fetched for a while.

use api::files::may_see;
use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{CaseNo, Error, FileOwner, FilePlace, Level, Refusal, Result, UploadId, UploadState};
use files::Files;
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("fetch_ticket_file", Access::Session(Level::Numbers)).with_calls_at_once(2);

/// Where a ticket's file is.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketFileAddress {
    /// Good for five minutes.
    url: String,
}

/// Signs an address for a file that was accepted.
///
/// # Errors
///
/// [`Error::NotFound`] for one that is not this ticket's, [`Error::CodeNeeded`] for one that somebody else sent while the session is by the numbers
/// alone, [`Error::Conflict`] for one that was not accepted.
#[utoipa::path(get, path = "/api/tickets/{number}/files/{id}", operation_id = "fetch_ticket_file", tag = "tickets",
    params(("number" = String, Path, description = "12 digits; blanks, dashes and a visit behind `/` are forgiven"), ("id" = String, Path, description = "The file")),
    responses((status = 200, body = TicketFileAddress)))]
pub async fn handle(app: App, files: Files, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let number = api::path(&request, "number", CaseNo::parse)?;
        let id = api::path(&request, "id", UploadId::parse)?;
        let kept = app.store.ticket_files(token.contract(), number).await?;
        Ok((number, kept.into_iter().map(|file| file.upload).find(|upload| upload.id == id)))
    };
    let (session, (number, upload)) = app.signed_in(&token, &OPERATION, read).await?;
    let upload = upload.ok_or_else(Error::not_found)?;
    if !may_see(&upload, &session) {
        return Err(Error::CodeNeeded);
    }
    if upload.state != UploadState::Accepted {
        return Err(Error::Conflict(Refusal::FileNotThere));
    }
    let (contract_ref, id) = (session.contract_ref.clone(), upload.id.clone());
    let place = FilePlace { contract_ref, owner: FileOwner::Ticket(number), id };
    let url = files.fetch_url(&place, &upload.file).await?;
    api::json(StatusCode::OK, &TicketFileAddress { url })
}
