//! `PUT /api/contract/sign-in`: whether customer and contract number are enough.

use api::{
    Access, Admission, App, Body, Command, Field, Operation, Request, Response, StatusCode, Unknown,
};
use domain::{Contract, Error, Invalid, Level, Refusal, Result, Session};
use events::{Event, SignInChanged};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("change_sign_in", Access::Session(Level::Confirmed));

/// How people sign in from now on.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SignInForm {
    /// A mailed code is asked for as well.
    #[schema(value_type = bool)]
    code_required: Field<bool>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// How people sign in now.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignIn {
    code_required: bool,
}

/// Asks for a mailed code from now on, or asks for none. Where one is asked for, sessions that were opened by the numbers alone end.
///
/// # Errors
///
/// [`Error::Conflict`] where the operator asks for a code and the customer wants to do without.
#[utoipa::path(put, path = "/api/contract/sign-in", operation_id = "change_sign_in", tag = "sign-in", request_body = SignInForm,
    responses((status = 200, body = SignIn)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        let wanted = command.form::<SignInForm>()?.parse()?;
        let (contract, sessions) = tokio::try_join!(
            app.store.contract(command.contract()),
            app.store.sessions(command.contract(), app.clock.now()),
        )?;
        Ok((wanted, contract.ok_or(Error::SignedOut)?, sessions))
    };
    let (session, (wanted, contract, sessions)) = match app.admit(&command, read).await? {
        Admission::Fresh(session, read) => (session, read),
        Admission::Replay(answer) => return Ok(answer),
    };
    change(&app, &command, &session, (wanted, &contract), sessions).await
}

async fn change(
    app: &App,
    command: &Command,
    session: &Session,
    (wanted, contract): (bool, &Contract),
    mut sessions: Vec<Session>,
) -> Result<Response<Body>> {
    if contract.settings.code_required && !wanted {
        return Err(Error::Conflict(Refusal::CodeByOperator));
    }
    let answer = SignIn { code_required: wanted };
    if contract.code_required() == wanted {
        let effect = command.effect(app, session, (StatusCode::OK, &answer), None)?;
        let outcome = app.store.keep_answer(&effect).await?;
        return command.finish(effect, outcome);
    }
    sessions.retain(|other| wanted && other.level == Level::Numbers);
    let event = session
        .contact
        .clone()
        .map(|contact| Event::SignInChanged(SignInChanged { code_required: wanted, contact }));
    let effect = command.effect(app, session, (StatusCode::OK, &answer), event)?;
    let outcome = app.store.change_sign_in(&effect, wanted, &sessions).await?;
    command.finish(effect, outcome)
}

impl SignInForm {
    fn parse(&self) -> Result<bool> {
        let mut invalid = Invalid::default();
        self.unknown.refuse("#", &mut invalid);
        let wanted =
            self.code_required.required("#/code_required", &mut invalid, |wanted| Ok(*wanted));
        invalid.finish_with(wanted)
    }
}
