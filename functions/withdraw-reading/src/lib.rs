//! `POST /api/devices/{serial}/readings/{id}/withdraw`: takes the latest set of a device back.

use api::readings::entry_id;
use api::{Access, Admission, App, Body, Command, Operation, Request, Response, StatusCode};
use domain::{
    Device, Entry, Error, History, Level, Refusal, Result, Serial, Session, State, Withdrawal,
};
use events::{Event, ReadingWithdrawn};
use store::{ReadingChange, Submitted, new_id};

/// This operation.
pub const OPERATION: Operation =
    Operation::new("withdraw_reading", Access::Session(Level::Numbers)).with_calls_at_once(5);

/// The set's new state.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Withdrawn {
    serial: String,
    id: String,
    #[schema(value_type = String, example = "withdrawn")]
    state: State,
}

/// Takes a set back; the device is due again if its quarter has no other.
///
/// # Errors
///
/// [`Error::NotFound`] for a device or a set that is not this contract's; [`Error::Conflict`] for a set that is not the device's latest
/// one, or whose window has closed.
#[utoipa::path(post, path = "/api/devices/{serial}/readings/{id}/withdraw", operation_id = "withdraw_reading", tag = "readings",
    params(("serial" = String, Path, description = "The device"), ("id" = String, Path, description = "The set")),
    responses((status = 200, body = Withdrawn)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        command.form::<api::Empty>()?.parse()?;
        let serial = api::path(&request, "serial", Serial::parse)?;
        let id = api::path(&request, "id", entry_id)?;
        let (device, entries) = tokio::try_join!(
            app.store.device(command.contract(), &serial),
            app.store.entries(command.contract(), &serial),
        )?;
        Ok((device, entries, id))
    };
    let (session, (device, entries, id)) = match app.admit(&command, read).await? {
        Admission::Fresh(session, read) => (session, read),
        Admission::Replay(answer) => return Ok(answer),
    };
    let answer = match device {
        Some(device) => withdraw(&app, &command, &session, &device, entries, &id).await,
        None => Err(Error::not_found()),
    };
    app.unless_replayed(&command, answer).await
}

async fn withdraw(
    app: &App,
    command: &Command,
    session: &Session,
    device: &Device,
    entries: Vec<Entry>,
    id: &str,
) -> Result<Response<Body>> {
    let now = app.clock.now();
    let history = History::new(device, entries);
    if !history.matches(device) {
        return Err(Error::Conflict(Refusal::ChangedMeanwhile));
    }
    let set = &history.changeable(id, session.day(now)).map_err(|refusal| match refusal {
        Refusal::ReadingUnknown => Error::not_found(),
        refusal => Error::Conflict(refusal),
    })?;
    let withdrawal = Withdrawal::new(&set.reading, device, session, new_id(now), now);
    let change = ReadingChange {
        entry: Entry::Withdrawal(withdrawal),
        device: history.without(device, id),
        settles: Some(set.reading.clone()),
        event: None,
    };
    let withdrawn =
        Withdrawn { serial: device.serial.to_string(), id: id.to_owned(), state: State::Withdrawn };
    let event = Event::ReadingWithdrawn(ReadingWithdrawn {
        device: device.serial.clone(),
        reading: id.to_owned(),
        level: session.level,
    });
    let effect = command.effect(app, session, (StatusCode::OK, &withdrawn), event)?;
    match app.store.change_readings(&effect, &[change], None).await? {
        Submitted::Outcome(outcome) => command.finish(effect, outcome),
        Submitted::Raced(_) => Err(Error::Conflict(Refusal::ChangedMeanwhile)),
    }
}
