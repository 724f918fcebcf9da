//! `POST /api/devices/{serial}/address-changes`: asks the operator to deliver elsewhere from some day on.

use api::{Access, Admission, App, Body, Command, Operation, Request, Response, StatusCode};
use domain::{Error, Invalid, Level, NewChange, Refusal, Result, Serial, Session};
use events::{AddressChangeRequested, Event};
use serde::Serialize;
use store::{ChangeFacts, Placed};
use utoipa::ToSchema;

mod form;

pub use form::AddressChangeForm;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("request_address_change", Access::Session(Level::Numbers)).with_calls_at_once(5);

/// The change that was asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestedChange {
    /// 12 digits.
    number: String,
    /// The number in groups, as people say it.
    shown: String,
}

/// Asks for another wording of a device's address, or for another address of the device alone. Until the operator decides, everything stays as it is.
///
/// # Errors
///
/// [`Error::Invalid`] for broken fields, [`Error::NotFound`] for a device or a contact that is not this contract's, [`Error::Conflict`]
/// while another change is under way, or when the contract or the device is not running.
#[utoipa::path(post, path = "/api/devices/{serial}/address-changes", operation_id = "request_address_change", tag = "addresses",
    params(("serial" = String, Path, description = "The device")), request_body = AddressChangeForm,
    responses((status = 201, body = RequestedChange)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        let serial = api::path(&request, "serial", Serial::parse)?;
        let new = command.form::<AddressChangeForm>()?.parse()?;
        let facts = app.store.change_facts(command.contract(), &serial, &new.contact).await?;
        Ok((facts, new))
    };
    let (session, (facts, new)) = match app.admit(&command, read).await? {
        Admission::Fresh(session, read) => (session, read),
        Admission::Replay(answer) => return Ok(answer),
    };
    let answer = ask(&app, &command, &session, facts, new).await;
    app.unless_replayed(&command, answer).await
}

async fn ask(
    app: &App,
    command: &Command,
    session: &Session,
    facts: ChangeFacts,
    new: NewChange,
) -> Result<Response<Body>> {
    let now = app.clock.now();
    let today = session.day(now);
    let stored = facts.device.as_ref().ok_or_else(Error::not_found)?;
    let unknown = || Error::NotFound(Invalid::one("#/contact_id", Refusal::ContactUnknown));
    facts.contact.as_ref().ok_or_else(unknown)?;
    let device = stored.clone().on(today);
    let lost = || Error::internal(format!("no address {} in the table", device.address));
    let stored_address = facts.address(&device.address).ok_or_else(lost)?;
    let address = stored_address.clone().on(today);

    for _ in 0..App::DRAWS {
        let drawn = (app.draw_number(session), now, today);
        let change = new.clone().at(&facts.contract, &device, &address, drawn)?;
        let requested =
            RequestedChange { number: change.number.to_string(), shown: change.number.shown() };
        let event = Event::AddressChangeRequested(AddressChangeRequested {
            change: change.number,
            device: change.serial.clone(),
            whole_address: change.whole_address,
            effective: change.effective,
            contact: change.contact.clone(),
            level: session.level,
        });
        let effect = command.effect(app, session, (StatusCode::CREATED, &requested), event)?;
        let (device, address) = ((stored, &device), (stored_address, &address));
        match app.store.request_change(&effect, &change, device, address).await? {
            Placed::Outcome(outcome) => return command.finish(effect, outcome),
            Placed::NumberTaken => {}
        }
    }
    Err(Error::Busy)
}
