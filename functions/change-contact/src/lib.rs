//! `PUT /api/contacts/{id}`: a confirmed contact mends the list.

use api::{Access, Admission, App, Body, ContactForm, Operation, Request, Response, StatusCode};
use domain::{ContactId, Error, Level, Result};
use events::{ContactEvent, Event};

/// This operation.
pub const OPERATION: Operation =
    Operation::new("change_contact", Access::Session(Level::Confirmed));

/// The contact that was changed.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Changed {
    #[schema(value_type = String)]
    id: ContactId,
}

/// Replaces what is known of a contact.
///
/// A new e-mail has to be confirmed afresh: nobody knows yet who reads it.
///
/// # Errors
///
/// [`Error::NotFound`] for a contact that is not this contract's; [`Error::Conflict`] when the e-mail is another contact's, or a
/// new one for the last confirmed contact.
#[utoipa::path(put, path = "/api/contacts/{id}", operation_id = "change_contact", tag = "contacts", request_body = ContactForm,
    params(("id" = String, Path, description = "The contact")),
    responses((status = 200, body = Changed)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        let id = api::path(&request, "id", ContactId::parse)?;
        let after = command.form::<ContactForm>()?.parse(id.clone(), false)?;
        Ok((app.store.contacts(command.contract()).await?, after))
    };
    let (session, (contacts, mut after)) = match app.admit(&command, read).await? {
        Admission::Fresh(session, read) => (session, read),
        Admission::Replay(answer) => return Ok(answer),
    };
    let before = contacts.iter().find(|contact| contact.id == after.id);
    let before = before.ok_or_else(Error::not_found)?;
    let same_email = before.email.folded() == after.email.folded();
    after.confirmed = before.confirmed && same_email;
    after.undeliverable = before.undeliverable.filter(|_| same_email);
    let keeper = if same_email { None } else { before.keeper(&contacts)? };
    let changed = Changed { id: after.id.clone() };
    let event = Event::ContactChanged(ContactEvent { contact: after.id.clone() });
    let effect = command.effect(&app, &session, (StatusCode::OK, &changed), event)?;
    let outcome = app.store.change_contact(&effect, before, &after, keeper).await?;
    command.finish(effect, outcome)
}
