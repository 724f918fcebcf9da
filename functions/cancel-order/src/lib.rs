//! `POST /api/orders/{number}/cancel`: calls an order off while it has only been received.

use api::{Access, Admission, App, Body, Command, Operation, Request, Response, StatusCode};
use domain::{CaseNo, Error, Level, Order, OrderState, Refusal, Result, Session};
use events::{Event, OrderCancelled};

/// This operation.
pub const OPERATION: Operation = Operation::new("cancel_order", Access::Session(Level::Numbers));

/// The order's new state.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Cancelled {
    #[schema(value_type = String)]
    number: CaseNo,
    #[schema(value_type = String, example = "cancelled")]
    state: OrderState,
}

/// Cancels an order and lets the order guard forget it.
///
/// # Errors
///
/// [`Error::NotFound`] for a number that is not this contract's; [`Error::Conflict`] once the order is on its way.
#[utoipa::path(post, path = "/api/orders/{number}/cancel", operation_id = "cancel_order", tag = "orders",
    params(("number" = String, Path, description = "12 digits; blanks and dashes are forgiven")),
    responses((status = 200, body = Cancelled)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        command.form::<api::Empty>()?.parse()?;
        let number = api::path(&request, "number", CaseNo::parse)?;
        app.store.order(command.contract(), number).await
    };
    let (session, order) = match app.admit(&command, read).await? {
        Admission::Fresh(session, order) => (session, order),
        Admission::Replay(answer) => return Ok(answer),
    };
    let answer = cancel(&app, &command, &session, order).await;
    app.unless_replayed(&command, answer).await
}

async fn cancel(
    app: &App,
    command: &Command,
    session: &Session,
    order: Option<Order>,
) -> Result<Response<Body>> {
    let order = order.ok_or_else(Error::not_found)?;
    if !order.cancellable() {
        return Err(Error::Conflict(Refusal::OrderNotCancellable));
    }
    let cancelled = Cancelled { number: order.number, state: OrderState::Cancelled };
    let event = Event::OrderCancelled(OrderCancelled {
        order: order.number,
        contact: order.contact.clone(),
        level: session.level,
    });
    let effect = command.effect(app, session, (StatusCode::OK, &cancelled), event)?;
    let outcome = app.store.cancel_order(&effect, &order).await?;
    command.finish(effect, outcome)
}
