//! `GET /api/status-pages/{id}/file`: where a status page can be fetched for a while.

use api::files::may_see;
use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{
    Error, FileOwner, FilePlace, Level, Refusal, Result, Session, StatusPage, UploadId, UploadState,
};
use files::Files;
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("fetch_status_page", Access::Session(Level::Numbers)).with_calls_at_once(2);

/// Where a file is.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileAddress {
    /// Good for five minutes.
    url: String,
}

/// Signs an address for a status page that was accepted.
///
/// # Errors
///
/// [`Error::NotFound`] for one that is not this contract's, [`Error::CodeNeeded`] for one that somebody else sent while the session is by the numbers
/// alone, [`Error::Conflict`] for one that was not accepted.
#[utoipa::path(get, path = "/api/status-pages/{id}/file", operation_id = "fetch_status_page", tag = "status pages",
    params(("id" = String, Path, description = "The status page")),
    responses((status = 200, body = FileAddress)))]
pub async fn handle(app: App, files: Files, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let id = api::path(&request, "id", UploadId::parse)?;
        app.store.status_page(token.contract(), &id).await
    };
    let (session, page) = app.signed_in(&token, &OPERATION, read).await?;
    let page = page.ok_or_else(Error::not_found)?;
    let place = place_of(&page, &session)?;
    api::json(
        StatusCode::OK,
        &FileAddress { url: files.fetch_url(&place, &page.upload.file).await? },
    )
}

/// Where the file of `page` is, if `session` may have it.
fn place_of(page: &StatusPage, session: &Session) -> Result<FilePlace> {
    if !may_see(&page.upload, session) {
        return Err(Error::CodeNeeded);
    }
    if page.upload.state != UploadState::Accepted {
        return Err(Error::Conflict(Refusal::FileNotThere));
    }
    let (contract_ref, id) = (session.contract_ref.clone(), page.upload.id.clone());
    Ok(FilePlace { contract_ref, owner: FileOwner::StatusPage, id })
}
