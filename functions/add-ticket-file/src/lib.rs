//! `POST /api/tickets/{number}/files`: announces a photo or a document for a ticket, and says where to put it.

use api::files::FileForm;
use api::{Access, Admission, App, Body, Command, Operation, Request, Response, StatusCode};
use domain::{
    CaseNo, Error, FileOwner, FilePlace, Level, NewFile, Refusal, Result, Session, Ticket,
    TicketFile, Upload, UploadId,
};
use files::{Announced, Expected, Files};
use store::Changed;

/// This operation.
pub const OPERATION: Operation = Operation::new("add_ticket_file", Access::Session(Level::Numbers));

/// How often another place is looked for because somebody else took one at the same moment.
const TRIES: u32 = 5;

/// Announces a file and signs an address for it, afresh for each retry.
///
/// # Errors
///
/// [`Error::Invalid`] with every broken field; [`Error::NotFound`] for a number that is not this contract's; [`Error::Conflict`] when the ticket has five
/// files, nothing of it is open any more, or the contract has ended.
#[utoipa::path(post, path = "/api/tickets/{number}/files", operation_id = "add_ticket_file", tag = "tickets",
    params(("number" = String, Path, description = "12 digits; blanks, dashes and a visit behind `/` are forgiven")),
    request_body = FileForm, responses((status = 201, body = Expected)))]
pub async fn handle(app: App, files: Files, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let number = api::path(&request, "number", CaseNo::parse);
    let read = async {
        let file = command.form::<FileForm>()?.parse()?;
        let (key, number) = (command.contract(), number?);
        let (ticket, kept) =
            tokio::join!(app.store.ticket(key, number), app.store.ticket_files(key, number));
        Ok((ticket?, kept?, file))
    };
    let answer = match app.admit(&command, read).await? {
        Admission::Fresh(session, (ticket, kept, file)) => {
            let answer = announce(&app, &command, &session, (ticket, kept), file).await;
            app.unless_replayed(&command, answer).await?
        }
        Admission::Replay(answer) => answer,
    };
    let (announced, file) = (api::files::said::<Announced>(&answer)?, command.form::<FileForm>()?);
    let expected = files.expect(announced, &file.parse()?, app.clock.now()).await?;
    api::files::saying(answer, &expected)
}

async fn announce(
    app: &App,
    command: &Command,
    session: &Session,
    (ticket, mut kept): (Option<Ticket>, Vec<TicketFile>),
    file: NewFile,
) -> Result<Response<Body>> {
    let now = app.clock.now();
    let ticket = ticket.ok_or_else(Error::not_found)?;
    if !ticket.is_open() {
        return Err(Error::Conflict(Refusal::TicketDone));
    }
    let id: UploadId = store::new_id(now).try_into()?;
    let (contract_ref, owner) = (session.contract_ref.clone(), FileOwner::Ticket(ticket.number));
    let announced = Announced::new(&FilePlace { contract_ref, owner, id: id.clone() });
    let upload = Upload::announced(id, file, session, now);
    for _ in 0..TRIES {
        let place = TicketFile::free_place(&kept, now).map_err(Error::Conflict)?;
        let file = TicketFile { place, upload: upload.clone() };
        // Nothing has happened yet: the event follows once the file is inspected.
        let effect = command.effect(app, session, (StatusCode::CREATED, &announced), None)?;
        match app.store.announce_ticket_file(&effect, &ticket, &file).await? {
            Changed::Outcome(outcome) => return command.finish(effect, outcome),
            Changed::Raced => {
                kept = app.store.ticket_files(command.contract(), ticket.number).await?;
            }
        }
    }
    Err(Error::Busy)
}
