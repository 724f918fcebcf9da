//! `GET /api/tickets`: the contract's tickets, newest first, without a word of what was said.

use api::tickets::TicketSummary;
use api::{Access, App, Body, Cursor, Operation, Request, RequestExt, Response, StatusCode, Token};
use domain::{CaseNo, Error, Invalid, Level, Result, Serial};
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("list_tickets", Access::Session(Level::Numbers)).with_calls_at_once(2);

/// A page of tickets.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tickets {
    tickets: Vec<TicketSummary>,
    /// Where the next page begins.
    next: Option<String>,
}

/// Lists tickets, 100 at a time; those of one device all at once, as far as they are not very old.
///
/// # Errors
///
/// [`Error::SignedOut`] without a session; [`Error::Invalid`] for a foreign cursor or a misshapen serial number.
#[utoipa::path(get, path = "/api/tickets", operation_id = "list_tickets", tag = "tickets",
    params(("cursor" = Option<String>, Query, description = "`next` of the page before"),
        ("serial" = Option<String>, Query, description = "Only those of this device")),
    responses((status = 200, body = Tickets)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let after = Cursor::read(&request, CaseNo::parse)?;
        let device = device(&request)?;
        app.store.tickets(token.contract(), after, device.as_ref()).await
    };
    let (_, (tickets, next)) = app.signed_in(&token, &OPERATION, read).await?;
    let tickets = tickets.iter().map(TicketSummary::from).collect();
    api::json(StatusCode::OK, &Tickets { tickets, next: next.as_ref().map(Cursor::write) })
}

/// The device of the query.
fn device(request: &Request) -> Result<Option<Serial>> {
    let query = request.query_string_parameters();
    let serial = query.first("serial").map(Serial::parse).transpose();
    serial.map_err(|refusal| Error::Invalid(Invalid::one("#/serial", refusal)))
}
