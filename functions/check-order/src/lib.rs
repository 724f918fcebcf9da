//! `POST /api/orders/check`: what would be ordered, split by address, before anything is.

use api::view::{AddressView, GuardView, LineView, PendingView};
use api::{Access, App, Body, Operation, OrderForm, Request, Response, StatusCode, Token};
use domain::{Delivery, Level, Result};
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation::new("check_order", Access::Session(Level::Numbers));

/// The orders that the form would become.
#[derive(Debug, Serialize, ToSchema)]
pub struct Checked {
    orders: Vec<CheckedOrder>,
}

/// What would go to one address.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckedOrder {
    address: AddressView,
    /// The change of the address that the operator has yet to decide.
    change: Option<PendingView>,
    /// It would wait for that change.
    waits: bool,
    /// Pieces ordered.
    articles: u32,
    /// Pieces claimed.
    claims: u32,
    lines: Vec<CheckedLine>,
}

/// A line with the order guard's facts.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckedLine {
    #[serde(flatten)]
    line: LineView,
    guard: GuardView,
    /// The guard asks why; a reason must come with the order.
    reason_needed: bool,
}

/// Splits the form by address and shows the guard's facts. Stores nothing.
///
/// # Errors
///
/// As `place_order`, except that reasons and contact may still be missing.
#[utoipa::path(post, path = "/api/orders/check", operation_id = "check_order", tag = "orders", request_body = OrderForm,
    responses((status = 200, body = Checked)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let body = api::body(&request)?;
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let new = api::parse::<OrderForm>(body)?.parse(false)?;
        Ok((app.store.order_facts(token.contract(), &new).await?, new))
    };
    let (session, (facts, new)) = app.signed_in(&token, &OPERATION, read).await?;
    let today = session.day(app.clock.now());
    let deliveries = facts.plan(&new, today)?;
    let orders = deliveries.iter().map(|delivery| view(delivery, session.level)).collect();
    api::json(StatusCode::OK, &Checked { orders })
}

fn view(delivery: &Delivery, level: Level) -> CheckedOrder {
    let lines = delivery.lines.iter().map(|(_, line, guard)| CheckedLine {
        line: LineView::from(line),
        guard: GuardView::from(guard),
        reason_needed: domain::reason_needed(line, guard),
    });
    CheckedOrder {
        address: AddressView::new(&delivery.address, level),
        change: delivery.change.as_ref().map(PendingView::from),
        waits: delivery.waits,
        articles: delivery.articles(),
        claims: delivery.claims(),
        lines: lines.collect(),
    }
}
