//! `PUT /api/session/code`: a mailed code opens the upper step of the ladder.

use api::view::SessionView;
use api::{
    Access, App, Body, Field, KnownContracts, Operation, Request, Response, StatusCode, Token,
    Unknown,
};
use domain::{Error, Invalid, Level, MailedCode, Refusal, Result, Session};
use lambda_http::http::header::SET_COOKIE;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation::new("check_code", Access::Session(Level::Pending));

/// The code from the letter.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CheckCode {
    /// 8 digits; blanks and dashes are forgiven.
    #[schema(value_type = String, example = "1234 5678")]
    code: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Replaces the session by a confirmed one under a new token, and notes that the contact who got the code is confirmed. A try is
/// counted before it is compared.
///
/// # Errors
///
/// [`Error::Invalid`] for a wrong code; [`Error::Conflict`] when it is used up, over or was never sent.
#[utoipa::path(put, path = "/api/session/code", operation_id = "check_code", tag = "sign-in", request_body = CheckCode,
    responses((status = 201, body = SessionView)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let body = api::body(&request)?;
    let token = Token::from_request(&request, &app)?;
    let (key, now) = (token.contract(), app.clock.now());
    let typed = match parse(body) {
        Ok(typed) => typed,
        Err(slip) => {
            // A slip of the finger costs no try, but only the signed-in learn of it.
            app.signed_in(&token, &OPERATION, async { Ok(()) }).await?;
            return Err(slip);
        }
    };
    let (check, contract, country) = tokio::join!(
        app.store.try_code(key, token.id(), now),
        app.store.contract(key),
        app.store.country(&key.country),
    );
    let check = check?;
    let mailed = MailedCode::derive(app.code_secret()?, &check.session.id, &check.request.id);
    if !mailed.matches(&typed) {
        tracing::info!(contract_ref = %check.session.contract_ref, "a wrong code was tried");
        let wrong = Refusal::CodeWrong { left: check.left };
        return Err(Error::Invalid(Invalid::one("#/code", wrong)));
    }
    let fresh = Token::new(&app, &request, key);
    let session = Session {
        id: fresh.id().to_owned(),
        level: Level::Confirmed,
        contact: Some(check.request.contact.clone()),
        last_used: now,
        network: fresh.network().to_owned(),
        ..check.session.clone()
    };
    app.store.step_up(&check, &session, now).await?;
    let (contract, country) = contract?.zip(country?).ok_or(Error::SignedOut)?;
    let language = api::language(&request);
    let view = SessionView::new(&session, &contract, &country, now, language);
    let mut response = api::json(StatusCode::CREATED, &view)?;
    let known = KnownContracts::from_request(&request, &app).remember(&app, key, now);
    response.headers_mut().append(SET_COOKIE, fresh.set_cookie(&app));
    response.headers_mut().append(SET_COOKIE, known);
    Ok(response)
}

fn parse(body: Value) -> Result<MailedCode> {
    let form: CheckCode = api::parse(body)?;
    let mut invalid = Invalid::default();
    form.unknown.refuse("#", &mut invalid);
    let typed = form.code.required("#/code", &mut invalid, |raw| MailedCode::parse(raw));
    invalid.finish_with(typed)
}
