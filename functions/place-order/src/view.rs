use api::view::Place;
use domain::{ClaimedPart, Order, Placement, Ticket};
use serde::Serialize;
use utoipa::ToSchema;

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

impl PlacedOrders {
    pub(crate) fn new(placement: &Placement) -> Self {
        let tickets = placement.tickets.iter().filter_map(|(ticket, _)| {
            let part = ticket.part.as_ref()?;
            Some(ticket_view(ticket, part))
        });
        let orders = placement.orders.iter().map(order_view);
        Self { orders: orders.collect(), tickets: tickets.collect() }
    }
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

fn order_view(order: &Order) -> PlacedOrder {
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
