//! `GET /api/tickets/{number}`: one ticket with what was said.

use api::tickets::TicketView;
use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{CaseNo, Error, Level, Result};

/// This operation.
pub const OPERATION: Operation =
    Operation::new("show_ticket", Access::Session(Level::Numbers)).with_calls_at_once(5);

/// Shows a ticket of this contract; in a session by numbers alone without the texts of others.
///
/// # Errors
///
/// [`Error::Invalid`] for a mistyped number, [`Error::NotFound`] for one that is not this contract's.
#[utoipa::path(get, path = "/api/tickets/{number}", operation_id = "show_ticket", tag = "tickets",
    params(("number" = String, Path, description = "12 digits; blanks, dashes and a visit behind `/` are forgiven")),
    responses((status = 200, body = TicketView)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let number = api::path(&request, "number", CaseNo::parse)?;
        let key = token.contract();
        let (ticket, messages, files, contacts) = tokio::join!(
            app.store.ticket(key, number),
            app.store.messages(key, number),
            app.store.ticket_files(key, number),
            app.store.contacts(key),
        );
        Ok((ticket?, messages?, files?, contacts?))
    };
    let (session, (ticket, messages, files, contacts)) =
        app.signed_in(&token, &OPERATION, read).await?;
    let ticket = ticket.ok_or_else(Error::not_found)?;
    let contact = contacts.iter().find(|contact| contact.id == ticket.contact);
    api::json(
        StatusCode::OK,
        &TicketView::new(&ticket, (&messages, &files), contact, &session, api::language(&request)),
    )
}
