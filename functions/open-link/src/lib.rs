//! `POST /api/session/link`: the link in a letter opens the reading sheet of its contract, and nothing else.

use api::view::SessionView;
use api::{Access, App, Body, Field, Operation, Request, Response, StatusCode, Token, Unknown};
use domain::{ContractKey, Country, Error, Invalid, Language, LetterLink, Level, Result, Session};
use jiff::Timestamp;
use lambda_http::http::header::SET_COOKIE;
use serde::Deserialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation::new("open_link", Access::Anyone);

/// What stands in the link behind `#/link/`.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OpenLink {
    #[schema(value_type = String, max_length = 200)]
    token: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Opens a session that may use the reading sheet. Who is signed in to the same contract already stays as he is.
///
/// # Errors
///
/// [`Error::LinkOver`] for a link that was never made, is older than 21 days, or whose contact or contract is no more: never which.
#[utoipa::path(post, path = "/api/session/link", operation_id = "open_link", tag = "sign-in", request_body = OpenLink,
    responses((status = 201, body = SessionView)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let (now, language) = (app.clock.now(), api::language(&request));
    let link = read(&app, &api::form(&request)?, now)?;
    let (key, countries, current) = tokio::join!(
        app.store.contract_of(&link.contract_ref),
        app.store.countries(),
        current(&app, &request, &link),
    );
    let key = key.map_err(|error| match error {
        Error::NotFound(_) => Error::LinkOver,
        other => other,
    })?;
    let country = countries?.into_iter().find(|country| country.code == key.country);
    let country = country.ok_or(Error::LinkOver)?;
    if let Some(session) = current? {
        let contract = app.store.contract(&key).await?.ok_or(Error::LinkOver)?;
        let view = SessionView::new(&session, &contract, &country, now, language);
        return api::json(StatusCode::CREATED, &view);
    }
    let token = Token::new(&app, &request, &key);
    let session = begin(&token, &key, &country, &link, language, now);
    let (begun, contract) = tokio::join!(
        app.store.begin_link_session(&session, &link.contact, now),
        app.store.contract(&key),
    );
    if !begun? {
        return Err(Error::LinkOver);
    }
    let contract = contract?.ok_or(Error::LinkOver)?;
    let view = SessionView::new(&session, &contract, &country, now, language);
    let mut response = api::json(StatusCode::CREATED, &view)?;
    response.headers_mut().insert(SET_COOKIE, token.set_cookie(&app));
    tracing::info!(contract_ref = %contract.contract_ref, "opened a link");
    Ok(response)
}

fn read(app: &App, form: &OpenLink, now: Timestamp) -> Result<LetterLink> {
    let mut invalid = Invalid::default();
    form.unknown.refuse("#", &mut invalid);
    let token = form.token.required("#/token", &mut invalid, |token| Ok(token.clone()));
    let token = invalid.finish_with(token)?;
    LetterLink::read(app.code_secret()?, token.trim(), now).ok_or(Error::LinkOver)
}

/// The session that the browser has, if it may do more than the link in the same contract.
async fn current(app: &App, request: &Request, link: &LetterLink) -> Result<Option<Session>> {
    let Ok(token) = Token::from_request(request, app) else { return Ok(None) };
    match app.store.session(token.contract(), token.id(), app.clock.now()).await {
        Ok(session) => {
            let more = session.contract_ref == link.contract_ref && session.level > Level::Link;
            Ok(more.then_some(session))
        }
        Err(Error::SignedOut) => Ok(None),
        Err(error) => Err(error),
    }
}

fn begin(
    token: &Token,
    key: &ContractKey,
    country: &Country,
    link: &LetterLink,
    language: Language,
    now: Timestamp,
) -> Session {
    Session {
        id: token.id().to_owned(),
        contract: key.clone(),
        contract_ref: link.contract_ref.clone(),
        level: Level::Link,
        time_zone: country.time_zone.clone(),
        language,
        contact: Some(link.contact.clone()),
        began: now,
        last_used: now,
        network: token.network().to_owned(),
    }
}
