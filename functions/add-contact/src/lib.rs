//! `POST /api/contacts`: the "+" beside the list of contacts.

use api::{
    Access, Admission, App, Body, Command, ContactForm, Operation, Request, Response, StatusCode,
};
use domain::{Contact, ContactId, Error, Level, Refusal, Result, Session};
use events::{ContactAdded, Event};
use store::{Effect, Saved};

/// This operation.
pub const OPERATION: Operation = Operation::new("add_contact", Access::Session(Level::Numbers));

/// The contact that was added, or that had the e-mail already. Its id only: the answer is kept for retries.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Added {
    #[schema(value_type = String)]
    id: ContactId,
}

/// Adds a contact for this and the next time. A known e-mail is found, not doubled.
///
/// # Errors
///
/// [`Error::Invalid`] with every broken field; [`Error::Conflict`] when the contract has as many contacts as it may.
#[utoipa::path(post, path = "/api/contacts", operation_id = "add_contact", tag = "contacts", request_body = ContactForm,
    responses((status = 201, body = Added)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        let id = store::new_id(app.clock.now()).try_into()?;
        let contact = command.form::<ContactForm>()?.parse(id, false)?;
        Ok((app.store.contacts(command.contract()).await?, contact))
    };
    let (session, (contacts, contact)) = match app.admit(&command, read).await? {
        Admission::Fresh(session, read) => (session, read),
        Admission::Replay(answer) => return Ok(answer),
    };
    let same = |other: &&Contact| other.email.folded() == contact.email.folded();
    if let Some(known) = contacts.iter().find(same) {
        return found(&app, &command, &session, &known.id).await;
    }
    if contacts.len() >= Contact::MAX {
        return Err(Error::Conflict(Refusal::TooManyContacts { max: Contact::MAX }));
    }
    let effect = effect(&app, &command, &session, &contact.id)?;
    match app.store.add_contact(&effect, &contact).await? {
        Saved::Outcome(outcome) => command.finish(effect, outcome),
        // Somebody else added it since the contacts were read.
        Saved::Known(id) => found(&app, &command, &session, &id).await,
    }
}

/// Keeps the answer that names a contact which is there already.
async fn found(
    app: &App,
    command: &Command,
    session: &Session,
    id: &ContactId,
) -> Result<Response<Body>> {
    let effect = effect(app, command, session, id)?;
    let outcome = app.store.keep_answer(&effect).await?;
    command.finish(effect, outcome)
}

fn effect<'a>(
    app: &App,
    command: &'a Command,
    session: &'a Session,
    id: &ContactId,
) -> Result<Effect<'a>> {
    let added = Added { id: id.clone() };
    let event = Event::ContactAdded(ContactAdded { contact: id.clone(), level: session.level });
    command.effect(app, session, (StatusCode::CREATED, &added), event)
}
