//! `POST /api/tickets/{number}/visits`: the customer asks for a further visit in a case that was closed.

use api::tickets::TextForm;
use api::{Access, Admission, App, Body, Command, Operation, Request, Response, StatusCode};
use domain::{CaseNo, Error, Level, Message, Result, Session, Ticket};
use events::{Event, TicketVisitRequested};
use store::Changed;

/// This operation.
pub const OPERATION: Operation = Operation::new("request_visit", Access::Session(Level::Numbers));

/// How often a ticket that others change at the same moment is read again.
const TRIES: u32 = 5;

/// The visit that was asked for.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct RequestedVisit {
    #[schema(value_type = String)]
    number: CaseNo,
    /// Number and visit, as people say them.
    #[schema(example = "26327 481920 4/2")]
    shown: String,
    visit: u32,
}

/// Opens the same case again, one visit further.
///
/// # Errors
///
/// [`Error::NotFound`] for a number that is not this contract's; [`Error::Conflict`] as long as the visit before is open, or when the
/// contract is not running.
#[utoipa::path(post, path = "/api/tickets/{number}/visits", operation_id = "request_visit", tag = "tickets", request_body = TextForm,
    params(("number" = String, Path, description = "12 digits; blanks, dashes and a visit behind `/` are forgiven")),
    responses((status = 201, body = RequestedVisit)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let number = api::path(&request, "number", CaseNo::parse);
    let read = async {
        let text = command.form::<TextForm>()?.parse()?;
        Ok((app.store.ticket(command.contract(), number?).await?, text))
    };
    let (session, (ticket, text)) = match app.admit(&command, read).await? {
        Admission::Fresh(session, read) => (session, read),
        Admission::Replay(answer) => return Ok(answer),
    };
    let answer = ask(&app, &command, &session, ticket, text).await;
    app.unless_replayed(&command, answer).await
}

async fn ask(
    app: &App,
    command: &Command,
    session: &Session,
    mut ticket: Option<Ticket>,
    text: String,
) -> Result<Response<Body>> {
    let now = app.clock.now();
    for _ in 0..TRIES {
        let mut changed = ticket.ok_or_else(Error::not_found)?;
        let message = changed.come_again(text.clone(), (&session.id, now))?;
        let requested =
            RequestedVisit { number: changed.number, shown: changed.shown(), visit: changed.visit };
        let event = event(&changed, &message, session.level);
        let effect = command.effect(app, session, (StatusCode::CREATED, &requested), event)?;
        match app.store.change_ticket(&effect, &changed, Some(&message)).await? {
            Changed::Outcome(outcome) => return command.finish(effect, outcome),
            Changed::Raced => ticket = app.store.ticket(command.contract(), changed.number).await?,
        }
    }
    Err(Error::Busy)
}

fn event(ticket: &Ticket, message: &Message, level: Level) -> Event {
    Event::TicketVisitRequested(TicketVisitRequested {
        ticket: ticket.number,
        visit: ticket.visit,
        message: message.number,
        kind: ticket.kind,
        device: ticket.patient.serial.clone(),
        contact: ticket.contact.clone(),
        level,
    })
}
