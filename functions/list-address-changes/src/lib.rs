//! `GET /api/address-changes`: the changes of addresses that were asked for, newest first.

use api::view::AddressView;
use api::{Access, App, Body, Cursor, Operation, Request, Response, StatusCode, Token};
use domain::{AddressChange, CaseNo, ChangeState, Level, Result};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("list_address_changes", Access::Session(Level::Numbers)).with_calls_at_once(2);

/// A page of changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct AddressChanges {
    changes: Vec<AddressChangeView>,
    /// Where the next page begins.
    next: Option<String>,
}

/// A change.
#[derive(Debug, Serialize, ToSchema)]
pub struct AddressChangeView {
    number: String,
    shown: String,
    #[schema(value_type = String, format = DateTime)]
    asked_at: Timestamp,
    #[schema(value_type = String, example = "pending")]
    state: ChangeState,
    /// The device for which it was asked.
    serial: String,
    /// The address itself, for all devices that are there; otherwise that device alone.
    whole_address: bool,
    #[schema(value_type = String, format = Date)]
    effective: Date,
    /// The address as it was.
    before: AddressView,
    /// What is asked for.
    wanted: AddressView,
    /// Where in the building the device will stand.
    site: Option<String>,
    /// The word to the operator; for confirmed sessions only, it may be about people.
    note: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    /// Why it was rejected.
    reason: Option<String>,
}

/// Lists changes, 50 at a time.
///
/// # Errors
///
/// [`domain::Error::SignedOut`] without a session; [`domain::Error::Invalid`] for a foreign cursor.
#[utoipa::path(get, path = "/api/address-changes", operation_id = "list_address_changes", tag = "addresses",
    params(("cursor" = Option<String>, Query, description = "`next` of the page before")),
    responses((status = 200, body = AddressChanges)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let after = Cursor::read(&request, CaseNo::parse)?;
        app.store.address_changes(token.contract(), after).await
    };
    let (session, (changes, next)) = app.signed_in(&token, &OPERATION, read).await?;
    let changes = changes.iter().map(|change| view(change, session.level)).collect();
    api::json(StatusCode::OK, &AddressChanges { changes, next: next.as_ref().map(Cursor::write) })
}

fn view(change: &AddressChange, level: Level) -> AddressChangeView {
    AddressChangeView {
        number: change.number.to_string(),
        shown: change.number.shown(),
        asked_at: change.asked_at,
        state: change.state,
        serial: change.serial.to_string(),
        whole_address: change.whole_address,
        effective: change.effective,
        before: AddressView::new(&change.before, level),
        wanted: AddressView::new(&change.after(), level),
        site: change.site.clone(),
        note: change.note.clone().filter(|_| level >= Level::Confirmed),
        decided_at: change.decided_at,
        reason: change.reason.clone(),
    }
}
