//! `POST /api/contacts`: the "+" beside the list of contacts.

use api::{Access, Admission, App, Body, ContactForm, Operation, Request, Response, StatusCode};
use domain::{Contact, ContactId, Error, Level, Refusal, Result};
use events::{ContactEvent, Event};
use store::Saved;

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
    let known = contacts.iter().any(|other| other.email.folded() == contact.email.folded());
    if contacts.len() >= Contact::MAX && !known {
        return Err(Error::Conflict(Refusal::TooManyContacts { max: Contact::MAX }));
    }
    let effect = |id: &ContactId| {
        let added = Added { id: id.clone() };
        let event = Event::ContactAdded(ContactEvent { contact: id.clone() });
        command.effect(&app, &session, (StatusCode::CREATED, &added), event)
    };
    let fresh = effect(&contact.id)?;
    match app.store.add_contact(&fresh, &contact).await? {
        Saved::Outcome(outcome) => command.finish(fresh, outcome),
        Saved::Known(id) => {
            let found = effect(&id)?;
            let outcome = app.store.keep_answer(&found).await?;
            command.finish(found, outcome)
        }
    }
}
