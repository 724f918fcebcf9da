//! `POST /api/tickets`: a fault, a defective part or a question becomes a service case with a number.

use api::tickets::TicketForm;
use api::{Access, Admission, App, Body, Command, Operation, Request, Response, StatusCode};
use domain::{
    ClaimedPart, Error, Guard, Invalid, Level, NewTicket, Patient, Refusal, Result, Session, Ticket,
};
use events::{Event, TicketOpened};
use jiff::civil::Date;
use serde::Serialize;
use store::{Placed, TicketFacts};
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("open_ticket", Access::Session(Level::Numbers)).with_calls_at_once(5);

/// The ticket that was opened. Names no person: the answer is kept for retries.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenedTicket {
    /// 12 digits.
    number: String,
    /// Number and visit, as people say them.
    #[schema(example = "26327 481920 4/1")]
    shown: String,
    visit: u32,
}

/// Opens a ticket, in one transaction with its first words and its event.
///
/// # Errors
///
/// [`Error::Invalid`] for broken fields and a device that is not in use, [`Error::NotFound`] for a device, an article or a contact that is
/// not this contract's, [`Error::Conflict`] when the contract is not running. Nothing is stored then.
#[utoipa::path(post, path = "/api/tickets", operation_id = "open_ticket", tag = "tickets", request_body = TicketForm,
    responses((status = 201, body = OpenedTicket)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        let new = command.form::<TicketForm>()?.parse()?;
        Ok((app.store.ticket_facts(command.contract(), &new).await?, new))
    };
    let (session, (facts, new)) = match app.admit(&command, read).await? {
        Admission::Fresh(session, read) => (session, read),
        Admission::Replay(answer) => return Ok(answer),
    };
    let answer = open(&app, &command, &session, &facts, &new).await;
    app.unless_replayed(&command, answer).await
}

async fn open(
    app: &App,
    command: &Command,
    session: &Session,
    facts: &TicketFacts,
    new: &NewTicket,
) -> Result<Response<Body>> {
    let now = app.clock.now();
    for _ in 0..App::DRAWS {
        let number = app.draw_number(session);
        let (patient, part) = plan(facts, new, session.day(now))?;
        let by = (session.id.as_str(), now);
        let mut ticket = Ticket::opened(number, new.kind, patient, new.contact.clone(), by);
        ticket.part = part;
        let message = new.text.clone().map(|text| ticket.say(text, by));
        let opened =
            OpenedTicket { number: number.to_string(), shown: ticket.shown(), visit: ticket.visit };
        let event = event(&ticket, session.level);
        let effect = command.effect(app, session, (StatusCode::CREATED, &opened), event)?;
        match app.store.open_ticket(&effect, &ticket, message.as_ref()).await? {
            Placed::Outcome(outcome) => return command.finish(effect, outcome),
            Placed::NumberTaken => tracing::info!("a ticket number was taken, drawing again"),
        }
    }
    Err(Error::Busy)
}

/// The device with its place, and the part that is claimed.
fn plan(
    facts: &TicketFacts,
    new: &NewTicket,
    today: Date,
) -> Result<(Patient, Option<ClaimedPart>)> {
    facts.contract.check_runs(today).map_err(Error::Conflict)?;
    let mut unknown = Invalid::default();
    if facts.contact.is_none() {
        unknown.push("#/contact_id", Refusal::ContactUnknown);
    }
    let Some(device) = facts.device.clone().map(|device| device.on(today)) else {
        unknown.push("#/serial", Refusal::DeviceUnknown);
        return Err(Error::NotFound(unknown));
    };
    let part = new.part.as_ref().and_then(|(no, quantity)| {
        let Some(article) = facts.articles.iter().find(|article| article.no == *no) else {
            unknown.push("#/article", Refusal::ArticleUnknown);
            return None;
        };
        let guard = Guard::of(&device, article, &facts.contract.settings, today);
        Some(ClaimedPart::new(article, &guard, *quantity))
    });
    if !unknown.is_empty() {
        return Err(Error::NotFound(unknown));
    }
    if !device.in_use_on(today) {
        return Err(Error::Invalid(Invalid::one("#/serial", Refusal::DeviceNotInUse)));
    }
    let mut address = facts.address_of(&device)?.clone().on(today);
    address.change = None;
    let patient =
        Patient::new(&device, address, new.visit_name.as_deref(), new.attention.as_deref());
    Ok((patient, part))
}

fn event(ticket: &Ticket, level: Level) -> Event {
    Event::TicketOpened(TicketOpened {
        ticket: ticket.number,
        visit: ticket.visit,
        kind: ticket.kind,
        device: ticket.patient.serial.clone(),
        article: ticket.part.as_ref().map(|part| part.article.clone()),
        quantity: ticket.part.as_ref().map(|part| part.quantity),
        contact: ticket.contact.clone(),
        level,
    })
}
