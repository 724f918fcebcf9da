//! `GET /api/contacts/{id}/file`: all that the portal holds about a contact, as a file for whom it is about.

use api::view::{AddressView, ContactView};
use api::{Access, App, Body, Operation, Request, Response, Token};
use domain::{AddressChange, ContactId, Error, Level, Message, Order, Result, Session, Ticket};
use jiff::Timestamp;
use serde::Serialize;
use store::Held;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("export_contact", Access::Session(Level::Confirmed)).with_calls_at_once(8);

/// What is held about a contact.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactFile {
    contact: ContactView,
    orders: Vec<OrderHeld>,
    tickets: Vec<TicketHeld>,
    address_changes: Vec<ChangeHeld>,
    /// Letters of the last 400 days.
    letters: Vec<LetterHeld>,
    /// Where the contact is signed in now.
    sessions: Vec<SessionHeld>,
    /// What was done by whoever answered a code that was mailed to the contact.
    actions: Vec<ActionHeld>,
}

#[derive(Debug, Serialize, ToSchema)]
struct OrderHeld {
    number: String,
    #[schema(value_type = String, format = DateTime)]
    placed_at: Timestamp,
    reference: Option<String>,
    address: AddressView,
}

#[derive(Debug, Serialize, ToSchema)]
struct TicketHeld {
    number: String,
    #[schema(value_type = String, format = DateTime)]
    opened_at: Timestamp,
    serial: String,
    address: AddressView,
    /// What was written by the customer; nobody knows by whom at the customer.
    messages: Vec<MessageHeld>,
}

#[derive(Debug, Serialize, ToSchema)]
struct MessageHeld {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    text: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct ChangeHeld {
    number: String,
    #[schema(value_type = String, format = DateTime)]
    asked_at: Timestamp,
    serial: String,
    note: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct LetterHeld {
    /// The event that it was about.
    event: String,
    #[schema(example = "delivered")]
    fate: &'static str,
}

#[derive(Debug, Serialize, ToSchema)]
struct SessionHeld {
    #[schema(value_type = String, format = DateTime)]
    began: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    last_used: Timestamp,
}

#[derive(Debug, Serialize, ToSchema)]
struct ActionHeld {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    #[schema(example = "place_order")]
    operation: String,
    /// Where it came from, as far as that is kept.
    #[schema(example = "192.0.2.0/24")]
    network: Option<String>,
}

/// Writes down what is held about a contact.
///
/// # Errors
///
/// [`Error::NotFound`] for a contact that is not this contract's.
#[utoipa::path(get, path = "/api/contacts/{id}/file", operation_id = "export_contact", tag = "contacts",
    params(("id" = String, Path, description = "The contact")),
    responses((status = 200, body = ContactFile)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let id = api::path(&request, "id", ContactId::parse)?;
        app.store.held_about(token.contract(), &id, app.clock.now()).await
    };
    let (session, held) = app.signed_in(&token, &OPERATION, read).await?;
    let held = held.ok_or_else(Error::not_found)?;
    let file = format!("{}.json", held.contact.id);
    let content = serde_json::to_vec_pretty(&ContactFile::new(held, &session));
    api::file("application/json", &file, content.map_err(Error::internal)?)
}

impl ContactFile {
    fn new(held: Held, session: &Session) -> Self {
        let order = |order: Order| OrderHeld {
            number: order.number.to_string(),
            placed_at: order.placed_at,
            reference: order.reference,
            address: AddressView::new(&order.address, session.level),
        };
        let ticket = |(ticket, said): (Ticket, Vec<Message>)| TicketHeld {
            number: ticket.number.to_string(),
            opened_at: ticket.opened_at,
            serial: ticket.patient.serial.to_string(),
            address: AddressView::new(&ticket.patient.address, session.level),
            messages: said.into_iter().map(|m| MessageHeld { at: m.at, text: m.text }).collect(),
        };
        let change = |change: AddressChange| ChangeHeld {
            number: change.number.to_string(),
            asked_at: change.asked_at,
            serial: change.serial.to_string(),
            note: change.note,
        };
        let letters = held.letters.into_iter();
        let acts = held.acts.into_iter();
        Self {
            contact: ContactView::new(&held.contact, session.level),
            orders: held.orders.into_iter().map(order).collect(),
            tickets: held.tickets.into_iter().map(ticket).collect(),
            address_changes: held.changes.into_iter().map(change).collect(),
            letters: letters
                .map(|(key, letter)| LetterHeld {
                    event: key.event().to_owned(),
                    fate: letter.fate,
                })
                .collect(),
            sessions: held
                .sessions
                .into_iter()
                .map(|one| SessionHeld { began: one.began, last_used: one.last_used })
                .collect(),
            actions: acts
                .map(|mut entry| ActionHeld {
                    at: entry.at,
                    operation: entry.says.remove("operation").unwrap_or_default(),
                    network: entry.says.remove("network"),
                })
                .collect(),
        }
    }
}
