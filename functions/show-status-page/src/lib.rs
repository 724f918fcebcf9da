//! `GET /api/status-pages/{id}`: how far a status page is.

use api::files::UploadView;
use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{Error, Level, Result, UploadId};
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("show_status_page", Access::Session(Level::Numbers)).with_calls_at_once(2);

/// A status page.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatusPageView {
    serial: String,
    #[serde(flatten)]
    upload: UploadView,
}

/// Shows whether a status page has come, and whether it was accepted.
///
/// # Errors
///
/// [`Error::NotFound`] for one that is not this contract's.
#[utoipa::path(get, path = "/api/status-pages/{id}", operation_id = "show_status_page", tag = "status pages",
    params(("id" = String, Path, description = "The status page")),
    responses((status = 200, body = StatusPageView)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let id = api::path(&request, "id", UploadId::parse)?;
        app.store.status_page(token.contract(), &id).await
    };
    let (session, page) = app.signed_in(&token, &OPERATION, read).await?;
    let page = page.ok_or_else(Error::not_found)?;
    let upload = UploadView::new(&page.upload, &session, api::language(&request));
    api::json(StatusCode::OK, &StatusPageView { serial: page.serial.to_string(), upload })
}
