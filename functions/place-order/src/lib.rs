//! `POST /api/orders`: supplies are ordered, one order and one number for each address; each defective part becomes a ticket.

use api::view::Place;
use api::{
    Access, Admission, App, Body, Command, Operation, OrderForm, Request, Response, StatusCode,
};
use domain::{
    ClaimedPart, Error, Invalid, Level, NewOrder, Order, Placement, Refusal, Result, Session,
    Ticket,
};
use events::{Event, OrderPlaced};
use serde::Serialize;
use store::{OrderFacts, Placed};
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation::new("place_order", Access::Session(Level::Numbers));

/// The orders that were placed. Names no person: the answer is kept for retries.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacedOrders {
    /// None where all lines are claims.
    orders: Vec<PlacedOrder>,
    /// One for each claim.
    tickets: Vec<PlacedTicket>,
}

/// One order.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacedOrder {
    /// 12 digits.
    number: String,
    /// The number in groups, as people say it.
    shown: String,
    /// It waits for a change of its address; the operator has not got it yet.
    waits: bool,
    address: Place,
    lines: Vec<PlacedLine>,
}

/// One line.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacedLine {
    serial: String,
    article: String,
    name: String,
    quantity: u32,
    claim: bool,
    /// The ticket of a claim.
    ticket: Option<String>,
}

/// The ticket of a claim.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacedTicket {
    /// 12 digits.
    number: String,
    /// Number and visit, as people say them.
    #[schema(example = "26327 481920 4/1")]
    shown: String,
    visit: u32,
    /// The order of the same address, where something was ordered there.
    order: Option<String>,
    address: Place,
    serial: String,
    article: String,
    name: String,
    quantity: u32,
}

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
        let placed = placed(&placement);
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

fn placed(placement: &Placement) -> PlacedOrders {
    let tickets = placement.tickets.iter().filter_map(|(ticket, _)| {
        let part = ticket.part.as_ref()?;
        Some(ticket_view(ticket, part))
    });
    PlacedOrders { orders: placement.orders.iter().map(view).collect(), tickets: tickets.collect() }
}

fn ticket_view(ticket: &Ticket, part: &ClaimedPart) -> PlacedTicket {
    PlacedTicket {
        number: ticket.number.to_string(),
        shown: ticket.shown(),
        visit: ticket.visit,
        order: ticket.order.map(|order| order.to_string()),
        address: Place::new(&ticket.patient.address),
        serial: ticket.patient.serial.to_string(),
        article: part.article.to_string(),
        name: part.name.clone(),
        quantity: part.quantity,
    }
}

fn view(order: &Order) -> PlacedOrder {
    let lines = order.lines.iter().map(|line| PlacedLine {
        serial: line.serial.to_string(),
        article: line.article.to_string(),
        name: line.name.clone(),
        quantity: line.quantity,
        claim: line.claim,
        ticket: line.ticket.map(|ticket| ticket.to_string()),
    });
    PlacedOrder {
        number: order.number.to_string(),
        shown: order.number.shown(),
        waits: order.hold.is_some(),
        address: Place::new(&order.address),
        lines: lines.collect(),
    }
}
