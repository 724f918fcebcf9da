//! `GET /api/orders`: the contract's orders, newest first.

use api::{Access, App, Body, Cursor, Operation, Request, Response, StatusCode, Token};
use domain::{CaseNo, Level, Order, OrderState, Result};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("list_orders", Access::Session(Level::Numbers)).with_calls_at_once(2);

/// A page of orders.
#[derive(Debug, Serialize, ToSchema)]
pub struct Orders {
    orders: Vec<OrderSummary>,
    /// Where the next page begins.
    next: Option<String>,
}

/// An order as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderSummary {
    number: String,
    shown: String,
    #[schema(value_type = String, format = DateTime)]
    placed_at: Timestamp,
    #[schema(value_type = String, example = "received")]
    state: OrderState,
    /// It waits for a change of its address; the operator has not got it yet.
    waits: bool,
    reference: Option<String>,
    name: String,
    street: String,
    postcode: String,
    city: String,
    /// Pieces ordered.
    articles: u32,
    /// Pieces claimed.
    claims: u32,
    /// The devices.
    serials: Vec<String>,
}

/// Lists orders, 50 at a time.
///
/// # Errors
///
/// [`domain::Error::SignedOut`] without a session; [`domain::Error::Invalid`] for a foreign cursor.
#[utoipa::path(get, path = "/api/orders", operation_id = "list_orders", tag = "orders",
    params(("cursor" = Option<String>, Query, description = "`next` of the page before")),
    responses((status = 200, body = Orders)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let after = Cursor::read(&request, CaseNo::parse)?;
        app.store.orders(token.contract(), after).await
    };
    let (_, (orders, next)) = app.signed_in(&token, &OPERATION, read).await?;
    let orders = orders.iter().map(summary).collect();
    api::json(StatusCode::OK, &Orders { orders, next: next.as_ref().map(Cursor::write) })
}

fn summary(order: &Order) -> OrderSummary {
    OrderSummary {
        number: order.number.to_string(),
        shown: order.number.shown(),
        placed_at: order.placed_at,
        state: order.state,
        waits: order.hold.is_some(),
        reference: order.reference.clone(),
        name: order.address.name.clone(),
        street: order.address.street.clone(),
        postcode: order.address.postcode.clone(),
        city: order.address.city.clone(),
        articles: order.articles(),
        claims: order.claims(),
        serials: order.serials().into_iter().map(ToString::to_string).collect(),
    }
}
