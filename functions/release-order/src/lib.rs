//! `POST /api/orders/{number}/release`: an order that waits for a change of its address goes to the address as it was, after all.

use api::{Access, Admission, App, Body, Command, Operation, Request, Response, StatusCode};
use domain::{CaseNo, Error, Level, Order, OrderState, Refusal, Result, Session};
use events::{Event, OrderReleased};

/// This operation.
pub const OPERATION: Operation = Operation::new("release_order", Access::Session(Level::Numbers));

/// The order's state.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Released {
    #[schema(value_type = String)]
    number: CaseNo,
    #[schema(value_type = String, example = "received")]
    state: OrderState,
}

/// Hands a waiting order to the operator.
///
/// # Errors
///
/// [`Error::NotFound`] for a number that is not this contract's; [`Error::Conflict`] when the order does not wait.
#[utoipa::path(post, path = "/api/orders/{number}/release", operation_id = "release_order", tag = "orders",
    params(("number" = String, Path, description = "12 digits; blanks and dashes are forgiven")),
    responses((status = 200, body = Released)))]
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
    let answer = release(&app, &command, &session, order).await;
    app.unless_replayed(&command, answer).await
}

async fn release(
    app: &App,
    command: &Command,
    session: &Session,
    order: Option<Order>,
) -> Result<Response<Body>> {
    let order = order.ok_or_else(Error::not_found)?;
    let hold = order.hold.filter(|_| order.state == OrderState::Received);
    let hold = hold.ok_or(Error::Conflict(Refusal::OrderNotWaiting))?;
    let event = Event::OrderReleased(OrderReleased {
        order: order.number,
        change: hold.change,
        changed: false,
        effective: None,
        contact: order.contact.clone(),
        level: session.level,
    });
    let released = Released { number: order.number, state: order.state };
    let effect = command.effect(app, session, (StatusCode::OK, &released), event)?;
    let outcome = app.store.release_order(&effect, &order).await?;
    command.finish(effect, outcome)
}
