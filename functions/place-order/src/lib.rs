//! `POST /api/orders`: supplies are ordered, one order and one number for each address; each defective part becomes a ticket.

mod view;

use api::{
    Access, Admission, App, Body, Command, Operation, OrderForm, Request, Response, StatusCode,
};
use domain::{Error, Invalid, Level, NewOrder, Placement, Refusal, Result, Session};
use events::{Event, OrderPlaced};
use store::{OrderFacts, Placed};

pub use crate::view::PlacedOrders;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("place_order", Access::Session(Level::Numbers)).with_calls_at_once(5);

/// Places one order for each address, all in one transaction with their event.
///
/// # Errors
///
/// [`Error::Invalid`] for broken fields and missing reasons, [`Error::NotFound`] for devices, articles and contacts that are not
/// this contract's, [`Error::Conflict`] when an address was changed since it was shown, the contract is not running, or somebody
/// else ordered for the same device at the same moment. Nothing is stored then.
#[utoipa::path(post, path = "/api/orders", operation_id = "place_order", tag = "orders", request_body = OrderForm,
    responses((status = 201, body = PlacedOrders)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        let new = command.form::<OrderForm>()?.parse(true)?;
        Ok((app.store.order_facts(command.contract(), &new).await?, new))
    };
    let (session, (facts, new)) = match app.admit(&command, read).await? {
        Admission::Fresh(session, read) => (session, read),
        Admission::Replay(answer) => return Ok(answer),
    };
    let answer = place(&app, &command, &session, facts, new).await;
    app.unless_replayed(&command, answer).await
}

async fn place(
    app: &App,
    command: &Command,
    session: &Session,
    facts: OrderFacts,
    new: NewOrder,
) -> Result<Response<Body>> {
    let now = app.clock.now();
    let today = session.day(now);
    let deliveries = facts.plan(&new, today)?;
    domain::missing_reasons(&deliveries).finish()?;
    let unknown = || Error::NotFound(Invalid::one("#/contact_id", Refusal::ContactUnknown));
    let contact = facts.contact.as_ref().ok_or_else(unknown)?;

    for _ in 0..App::DRAWS {
        let placement = Placement::new(
            &deliveries,
            new.reference.as_deref(),
            &contact.id,
            (&session.id, now),
            || app.draw_number(session),
        );
        let placed = PlacedOrders::new(&placement);
        let held = placement.orders.iter().filter(|order| order.hold.is_some());
        let event = Event::OrderPlaced(OrderPlaced {
            orders: placement.orders.iter().map(|order| order.number).collect(),
            held: held.map(|order| order.number).collect(),
            tickets: placement.tickets.iter().map(|(ticket, _)| ticket.number).collect(),
            contact: contact.id.clone(),
            level: session.level,
        });
        let effect = command.effect(app, session, (StatusCode::CREATED, &placed), event)?;
        let supplied = facts.supplied_by(&placement.orders, today);
        match app.store.place_orders(&effect, &placement, &supplied).await? {
            Placed::Outcome(outcome) => return command.finish(effect, outcome),
            Placed::NumberTaken => tracing::info!("an order number was taken, drawing again"),
        }
    }
    Err(Error::Busy)
}
