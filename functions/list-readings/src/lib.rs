//! `GET /api/devices/{serial}/readings`: what a device counted, newest first.

use api::history::{QuarterItem, ReadingItem};
use api::{Access, App, Body, Cursor, Operation, Request, Response, StatusCode, Token};
use domain::{Error, History, Level, PastReading, Refusal, Result, Serial};
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation::new("list_readings", Access::Session(Level::Numbers));

/// Sets of a page.
const PAGE: usize = 50;

/// A page of a device's readings.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readings {
    serial: String,
    readings: Vec<ReadingItem>,
    /// What was printed, quarter by quarter, oldest first: over all readings, whatever the page.
    quarters: Vec<QuarterItem>,
    /// Where the next page begins.
    next: Option<String>,
}

/// Lists a device's readings, 50 at a time.
///
/// # Errors
///
/// [`Error::NotFound`] for a device that is not this contract's; [`Error::Invalid`] for a foreign cursor.
#[utoipa::path(get, path = "/api/devices/{serial}/readings", operation_id = "list_readings", tag = "readings",
    params(("serial" = String, Path, description = "The device"),
        ("cursor" = Option<String>, Query, description = "`next` of the page before")),
    responses((status = 200, body = Readings)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let serial = api::path(&request, "serial", Serial::parse)?;
        let after = Cursor::read(&request, place)?;
        let key = token.contract();
        let (contract, device, entries) = tokio::try_join!(
            app.store.contract(key),
            app.store.device(key, &serial),
            app.store.entries(key, &serial),
        )?;
        Ok((contract.ok_or(Error::SignedOut)?, device, entries, after))
    };
    let (session, (contract, device, entries, after)) =
        app.signed_in(&token, &OPERATION, read).await?;
    let device = device.ok_or_else(Error::not_found)?;
    let today = session.day(app.clock.now());
    let history = History::new(&device, entries);
    let newest_first = history.sets.iter().rev();
    let begin = after.map_or(0, |after| {
        newest_first.clone().take_while(|set| after < place_of(set)).count() + 1
    });
    let mut sets: Vec<&PastReading> = newest_first.skip(begin).take(PAGE + 1).collect();
    let more = sets.len() > PAGE;
    sets.truncate(PAGE);
    let next = sets.last().filter(|_| more).map(|last| Cursor::write(&place_of(last)));
    let readings = sets.iter().map(|set| ReadingItem::new(set, &history, &device, today)).collect();
    let quarters = history.quarters(&device, contract.settings.tolerance, today);
    let quarters = quarters.iter().map(|at| QuarterItem::new(at, &device)).collect();
    api::json(
        StatusCode::OK,
        &Readings { serial: device.serial.to_string(), readings, quarters, next },
    )
}

/// Where a set stands among the others: its day and its place among the changes.
fn place_of(set: &PastReading) -> String {
    format!("{}#{:012}#{}", set.reading.date, set.reading.turn, set.reading.id)
}

/// The place that a cursor names: where a set stands among the others.
///
/// # Errors
///
/// [`Refusal::CursorForm`] for what this list never writes.
pub fn place(raw: &str) -> Result<String, Refusal> {
    let good =
        raw.len() <= 60 && raw.bytes().all(|b| b.is_ascii_alphanumeric() || b"-#".contains(&b));
    if good { Ok(raw.to_owned()) } else { Err(Refusal::CursorForm) }
}
