//! `POST /api/session/code`: mails a code to a contact on file.

use api::{Access, App, Body, Field, Operation, Request, Response, StatusCode, Token, Unknown};
use domain::{Contact, ContactId, Error, Invalid, Level, MailedCode, Refusal, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation::new("send_code", Access::Session(Level::Pending));

/// To whom the code goes.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SendCode {
    #[schema(value_type = String)]
    contact_id: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Where the code went and how long it is good.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeSent {
    /// The veiled address.
    hint: String,
    /// Seconds.
    expires_in: i64,
}

/// Lets a code be mailed. Only confirmed contacts get one, because whoever adds a contact could otherwise confirm himself; a
/// confirmed session may have others confirmed.
///
/// # Errors
///
/// [`Error::NotFound`] for a contact that is not this contract's or, below a confirmed session, not confirmed; [`Error::TooManyAttempts`] within a minute of
/// the code before.
#[utoipa::path(post, path = "/api/session/code", operation_id = "send_code", tag = "sign-in", request_body = SendCode,
    responses((status = 202, body = CodeSent)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let body = api::body(&request)?;
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let form: SendCode = api::parse(body)?;
        let mut invalid = Invalid::default();
        form.unknown.refuse("#", &mut invalid);
        let id =
            form.contact_id.required("#/contact_id", &mut invalid, |raw| ContactId::parse(raw));
        invalid.finish()?;
        match id {
            Some(id) => app.store.contact(token.contract(), &id).await,
            None => Ok(None),
        }
    };
    let (session, contact) = app.signed_in(&token, &OPERATION, read).await?;
    let unknown = || Error::NotFound(Invalid::one("#/contact_id", Refusal::ContactUnknown));
    let may = |contact: &Contact| contact.confirmed || session.level >= Level::Confirmed;
    let contact = contact.filter(may).ok_or_else(unknown)?;
    app.store.request_code(&session, &contact, app.clock.now()).await?;
    let sent = CodeSent { hint: contact.email_hint(), expires_in: MailedCode::SECONDS };
    api::json(StatusCode::ACCEPTED, &sent)
}
