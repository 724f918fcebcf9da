//! `POST /api/tickets/{number}/messages`: the customer adds words to an open ticket.

use api::tickets::TextForm;
use api::{Access, Admission, App, Body, Command, Operation, Request, Response, StatusCode};
use domain::{CaseNo, Error, Level, Message, Result, Session, Ticket};
use events::{Event, TicketReplyAdded};
use store::Changed;

/// This operation.
pub const OPERATION: Operation = Operation::new("reply_ticket", Access::Session(Level::Numbers));

/// How often a ticket that others change at the same moment is read again.
const TRIES: u32 = 5;

/// The words that were added. Without the words: the answer is kept for retries.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct AddedMessage {
    #[schema(value_type = String)]
    number: CaseNo,
    /// The message's place in the conversation, from 1.
    message: u32,
}

/// Adds a message to an open ticket.
///
/// # Errors
///
/// [`Error::NotFound`] for a number that is not this contract's; [`Error::Conflict`] when nothing of the ticket is open any more, or the
/// contract is not running.
#[utoipa::path(post, path = "/api/tickets/{number}/messages", operation_id = "reply_ticket", tag = "tickets", request_body = TextForm,
    params(("number" = String, Path, description = "12 digits; blanks, dashes and a visit behind `/` are forgiven")),
    responses((status = 201, body = AddedMessage)))]
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
    let answer = reply(&app, &command, &session, ticket, text).await;
    app.unless_replayed(&command, answer).await
}

async fn reply(
    app: &App,
    command: &Command,
    session: &Session,
    mut ticket: Option<Ticket>,
    text: String,
) -> Result<Response<Body>> {
    let now = app.clock.now();
    for _ in 0..TRIES {
        let mut changed = ticket.ok_or_else(Error::not_found)?;
        let message = changed.reply(text.clone(), (&session.id, now))?;
        let added = AddedMessage { number: changed.number, message: message.number };
        let event = event(&changed, &message, session.level);
        let effect = command.effect(app, session, (StatusCode::CREATED, &added), event)?;
        match app.store.change_ticket(&effect, &changed, Some(&message)).await? {
            Changed::Outcome(outcome) => return command.finish(effect, outcome),
            Changed::Raced => ticket = app.store.ticket(command.contract(), changed.number).await?,
        }
    }
    Err(Error::Busy)
}

fn event(ticket: &Ticket, message: &Message, level: Level) -> Event {
    Event::TicketReplyAdded(TicketReplyAdded {
        ticket: ticket.number,
        visit: ticket.visit,
        message: message.number,
        kind: ticket.kind,
        device: ticket.patient.serial.clone(),
        contact: ticket.contact.clone(),
        level,
    })
}
