//! `GET /api/contacts`: the people at the customer, veiled or in full.

use api::view::ContactView;
use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{Level, Result};

/// This operation.
pub const OPERATION: Operation =
    Operation::new("list_contacts", Access::Session(Level::Numbers)).with_calls_at_once(2);

/// The contract's contacts.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Contacts {
    contacts: Vec<ContactView>,
}

/// Lists the contacts by name.
///
/// # Errors
///
/// [`domain::Error::SignedOut`] without a session.
#[utoipa::path(get, path = "/api/contacts", operation_id = "list_contacts", tag = "contacts",
    responses((status = 200, body = Contacts)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = app.store.contacts(token.contract());
    let (session, mut contacts) = app.signed_in(&token, &OPERATION, read).await?;
    contacts.sort_by_key(|c| (domain::fold(&c.last_name), domain::fold(&c.first_name)));
    let contacts = contacts.iter().map(|c| ContactView::new(c, session.level)).collect();
    api::json(StatusCode::OK, &Contacts { contacts })
}
