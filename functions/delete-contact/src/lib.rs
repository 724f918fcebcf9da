//! `DELETE /api/contacts/{id}`: takes a person off the list.

use api::{Access, Admission, App, Body, Command, Operation, Request, Response, StatusCode};
use domain::{Contact, ContactId, Error, Level, Result, Session};
use events::{ContactEvent, Event};

/// This operation.
pub const OPERATION: Operation =
    Operation::new("delete_contact", Access::Session(Level::Confirmed));

/// Deletes a contact and ends the sessions that its codes opened. Orders keep that they were placed, and lose the person.
///
/// # Errors
///
/// [`Error::NotFound`] for a contact that is not this contract's; [`Error::Conflict`] for the last confirmed one.
#[utoipa::path(delete, path = "/api/contacts/{id}", operation_id = "delete_contact", tag = "contacts",
    params(("id" = String, Path, description = "The contact")),
    responses((status = 204)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        command.form::<api::Empty>()?.parse()?;
        let id = api::path(&request, "id", ContactId::parse)?;
        let (contacts, sessions) = tokio::try_join!(
            app.store.contacts(command.contract()),
            app.store.sessions(command.contract(), app.clock.now()),
        )?;
        Ok((contacts, sessions, id))
    };
    let (session, (contacts, mut sessions, id)) = match app.admit(&command, read).await? {
        Admission::Fresh(session, read) => (session, read),
        Admission::Replay(answer) => return Ok(answer),
    };
    // Whoever read this mailbox is let in no more; who deletes himself stays until he signs out.
    sessions.retain(|one| one.contact.as_ref() == Some(&id) && one.id != session.id);
    let answer = delete(&app, &command, &session, (&contacts, &id), &sessions).await;
    app.unless_replayed(&command, answer).await
}

async fn delete(
    app: &App,
    command: &Command,
    session: &Session,
    (contacts, id): (&[Contact], &ContactId),
    ended: &[Session],
) -> Result<Response<Body>> {
    let contact = contacts.iter().find(|contact| contact.id == *id).ok_or_else(Error::not_found)?;
    let keeper = contact.keeper(contacts)?;
    let event = Event::ContactDeleted(ContactEvent { contact: contact.id.clone() });
    let effect = command.effect(app, session, (StatusCode::NO_CONTENT, &()), event)?;
    let outcome = app.store.delete_contact(&effect, contact, keeper, ended).await?;
    command.finish(effect, outcome)
}
