//! `GET /api/orders/{number}`: one order with its state.

use api::view::{AddressView, ContactView, LineView};
use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{CaseNo, Contact, Error, Level, Order, OrderState, Result};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("show_order", Access::Session(Level::Numbers)).with_calls_at_once(3);

/// An order.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderView {
    number: String,
    shown: String,
    #[schema(value_type = String, format = DateTime)]
    placed_at: Timestamp,
    #[schema(value_type = String, example = "received")]
    state: OrderState,
    history: Vec<StageView>,
    reference: Option<String>,
    /// The copy that was made when it was placed, with what was overwritten.
    address: AddressView,
    lines: Vec<LineView>,
    /// Who gets the letters; none once the contact is gone.
    contact: Option<ContactView>,
    /// Whether it can still be called off.
    cancellable: bool,
    /// The change of its address that it waits for; the operator has not got it yet.
    waits: Option<WaitView>,
    /// Who brings it, once that was told.
    shipment: Option<ShipmentView>,
    /// Why the operator called it off, in his words.
    reason: Option<String>,
}

/// What an order waits for.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitView {
    /// The number of the change.
    change: String,
    /// The change was rejected: the order waits for its customer.
    asks: bool,
}

/// Who brings an order.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShipmentView {
    #[schema(example = "DHL")]
    carrier: String,
    /// Where the parcel is followed; https only.
    tracking: Option<String>,
}

/// A state and when it was reached.
#[derive(Debug, Serialize, ToSchema)]
pub struct StageView {
    #[schema(value_type = String, example = "received")]
    state: OrderState,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// Shows an order of this contract.
///
/// # Errors
///
/// [`Error::Invalid`] for a mistyped number, [`Error::NotFound`] for one that is not this contract's.
#[utoipa::path(get, path = "/api/orders/{number}", operation_id = "show_order", tag = "orders",
    params(("number" = String, Path, description = "12 digits; blanks and dashes are forgiven")),
    responses((status = 200, body = OrderView)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let number = api::path(&request, "number", CaseNo::parse)?;
        let key = token.contract();
        let (order, contacts) = tokio::join!(app.store.order(key, number), app.store.contacts(key));
        Ok((order?, contacts?))
    };
    let (session, (order, contacts)) = app.signed_in(&token, &OPERATION, read).await?;
    let order = order.ok_or_else(Error::not_found)?;
    let contact = contacts.iter().find(|contact| contact.id == order.contact);
    api::json(StatusCode::OK, &view(&order, contact, session.level))
}

fn view(order: &Order, contact: Option<&Contact>, level: Level) -> OrderView {
    OrderView {
        number: order.number.to_string(),
        shown: order.number.shown(),
        placed_at: order.placed_at,
        state: order.state,
        history: order.history.iter().map(|s| StageView { state: s.state, at: s.at }).collect(),
        reference: order.reference.clone(),
        address: AddressView::new(&order.address, level),
        lines: order.lines.iter().map(LineView::from).collect(),
        contact: contact.map(|contact| ContactView::new(contact, level)),
        cancellable: order.cancellable(),
        waits: order.hold.map(|hold| WaitView { change: hold.change.to_string(), asks: hold.asks }),
        shipment: order.shipment.as_ref().map(|shipment| ShipmentView {
            carrier: shipment.carrier.clone(),
            tracking: shipment.tracking.as_ref().map(ToString::to_string),
        }),
        reason: order.cancel_reason.clone(),
    }
}
