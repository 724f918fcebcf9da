//! `POST /api/session`: customer number and contract number open the lower step of the ladder.

use api::view::{Addressee, SessionView};
use api::{
    Access, App, Body, Field, KnownContracts, Operation, Request, Response, StatusCode, Token,
    Unknown,
};
use domain::{
    CodeCause, Contract, ContractKey, ContractNo, Country, CountryCode, CustomerNo, Error, Invalid,
    Language, Level, Result, Session,
};
use lambda_http::http::header::SET_COOKIE;
use serde::{Deserialize, Serialize};
use store::SignIn;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation::new("log_in", Access::Anyone).with_calls_at_once(6);

/// What people type in.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LogIn {
    #[schema(value_type = String, example = "DE")]
    country: Field<String>,
    #[schema(value_type = String, example = "de")]
    language: Field<String>,
    /// 8 digits; blanks and dashes are forgiven.
    #[schema(value_type = String, example = "1710 2995")]
    customer_no: Field<String>,
    /// Up to 12 letters and digits; blanks and dashes are forgiven.
    #[schema(value_type = String, example = "SPV-20418")]
    contract_no: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// To whom the code that this contract asks for can be mailed.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeWanted {
    contacts: Vec<Addressee>,
    /// `contract`: it asks for a code of everybody. `guessing`: numbers are being guessed, and this browser has not signed in to it before.
    #[schema(value_type = String, example = "contract")]
    cause: CodeCause,
}

/// Opens a session, or asks for a code where the contract wants one.
///
/// The attempt is counted before it is evaluated. Once everybody together has failed too often, a browser that has not signed in to the contract before
/// needs a code even where the contract asks for none. An unknown customer, another customer's contract, a wrong country and an ended
/// contract are one and the same miss.
///
/// # Errors
///
/// [`Error::Invalid`] for misshapen fields, which are not counted; [`Error::TooManyAttempts`]; [`Error::WrongNumbers`].
#[utoipa::path(post, path = "/api/session", operation_id = "log_in", tag = "sign-in", request_body = LogIn,
    responses((status = 201, body = SessionView), (status = 202, body = CodeWanted)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let (key, language) = parse(&api::form(&request)?)?;
    let now = app.clock.now();
    let known = KnownContracts::from_request(&request, &app);
    let (place, budget) = (app.caller_prefix(&request), app.failure_budget());
    let sign_in = match known.has(&key, now) {
        true => SignIn::known(place),
        false => SignIn::unknown(&key, place, budget),
    };
    let (reserved, contract, country) = tokio::join!(
        app.store.reserve_sign_in(sign_in, now),
        app.store.contract(&key),
        app.store.country(&key.country),
    );
    let reserved = reserved?;
    if !reserved.trusted {
        metrics::count("SignInBudgetSpent", 1);
    }
    let Some((contract, country)) = contract?
        .zip(country?)
        .filter(|(contract, country)| contract.admits_on(country.zone().to_datetime(now).date()))
    else {
        tracing::info!("sign-in with wrong numbers");
        metrics::count("SignInRefused", 1);
        return Err(Error::WrongNumbers);
    };

    let token = Token::new(&app, &request, &key);
    let code = contract.code_cause(reserved.trusted);
    let session = begin(&token, &contract, &country, (language, code), now);
    let contacts = async {
        match session.level {
            Level::Pending => app.store.contacts(&key).await,
            _ => Ok(Vec::new()),
        }
    };
    // Who signs in again in the same browser has one session, not two.
    let before = Token::from_request(&request, &app).ok();
    let before = before.as_ref().map(|token| (token.contract(), token.id()));
    let (begun, refunded, contacts) = tokio::join!(
        app.store.begin_session(&session, before, now),
        app.store.refund_sign_in(&reserved, now),
        contacts,
    );
    begun.and(refunded)?;
    let mut response = if let Some(cause) = code {
        let contacts = contacts?.iter().filter(|c| c.confirmed).map(Addressee::new).collect();
        api::json(StatusCode::ACCEPTED, &CodeWanted { contacts, cause })?
    } else {
        let view = SessionView::new(&session, &contract, &country, now, language);
        api::json(StatusCode::CREATED, &view)?
    };
    let cookies = response.headers_mut();
    cookies.append(SET_COOKIE, token.set_cookie(&app));
    if code.is_none() {
        cookies.append(SET_COOKIE, known.remember(&app, &key, now));
    }
    tracing::info!(contract_ref = %contract.contract_ref, "signed in");
    metrics::count("SignedIn", 1);
    Ok(response)
}

fn parse(form: &LogIn) -> Result<(ContractKey, Language)> {
    let mut invalid = Invalid::default();
    form.unknown.refuse("#", &mut invalid);
    let country = form.country.required("#/country", &mut invalid, |raw| CountryCode::parse(raw));
    let language = form.language.required("#/language", &mut invalid, |raw| Language::parse(raw));
    let customer =
        form.customer_no.required("#/customer_no", &mut invalid, |raw| CustomerNo::parse(raw));
    let contract =
        form.contract_no.required("#/contract_no", &mut invalid, |raw| ContractNo::parse(raw));
    let complete = country.zip(customer).zip(contract).zip(language);
    let (((country, customer), contract), language) = invalid.finish_with(complete)?;
    Ok((ContractKey { country, customer, contract }, language))
}

fn begin(
    token: &Token,
    contract: &Contract,
    country: &Country,
    (language, code): (Language, Option<CodeCause>),
    now: jiff::Timestamp,
) -> Session {
    let level = if code.is_some() { Level::Pending } else { Level::Numbers };
    Session {
        id: token.id().to_owned(),
        contract: contract.key.clone(),
        contract_ref: contract.contract_ref.clone(),
        level,
        time_zone: country.time_zone.clone(),
        language,
        contact: None,
        began: now,
        last_used: now,
        network: token.network().to_owned(),
    }
}
