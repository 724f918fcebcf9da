//! `GET /api/devices/{serial}/readings`: what a device counted, newest first.

use api::{Access, App, Body, Cursor, Operation, Request, Response, StatusCode, Token};
use domain::{
    CounterId, Device, Error, History, Level, PastReading, QuarterPages, Refusal, Result, Serial,
    Source, State, changeable_until,
};
use jiff::Timestamp;
use jiff::civil::Date;
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

/// One reading of all counters.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadingItem {
    id: String,
    #[schema(value_type = String, format = Date)]
    date: Date,
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
    /// The quarter for which it counted; none for an interim reading.
    quarter: Option<String>,
    #[schema(value_type = String, example = "accepted")]
    state: State,
    /// The way by which it came.
    #[schema(value_type = String, example = "portal")]
    source: Source,
    /// The id of the set that it corrects.
    replaces: Option<String>,
    /// The id of the set that corrects it.
    replaced_by: Option<String>,
    /// Whether it may be corrected and withdrawn today.
    correctable: bool,
    /// The last day on which it may.
    #[schema(value_type = Option<String>, format = Date)]
    correctable_until: Option<Date>,
    /// Why a doubtful one was confirmed.
    reason: Option<String>,
    /// What the operator says to it.
    note: Option<String>,
    /// The device that stands in the place of this one since, where the set is its final one.
    successor: Option<String>,
    values: Vec<CounterReading>,
}

/// One counter of a reading.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounterReading {
    counter: String,
    label: String,
    value: u64,
    pages: Option<u64>,
    /// Why it was lower than before.
    cause: Option<&'static str>,
}

/// What was printed for a quarter.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuarterItem {
    #[schema(example = "2026-Q4")]
    quarter: String,
    /// Whether it was read. Pages of a quarter without a reading stand in the next.
    read: bool,
    counters: Vec<CounterQuarter>,
}

/// What a counter counted for a quarter.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounterQuarter {
    counter: String,
    /// Printed pages; null where they are not known, or not yet.
    pages: Option<u64>,
    /// The fewest and the most that are usual; null without a history.
    least: Option<u64>,
    most: Option<u64>,
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
        let (device, entries) =
            tokio::try_join!(app.store.device(key, &serial), app.store.entries(key, &serial))?;
        Ok((device, entries, after))
    };
    let (session, (device, entries, after)) = app.signed_in(&token, &OPERATION, read).await?;
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
    let readings = sets.iter().map(|set| view(set, &history, &device, today)).collect();
    let quarters = history.quarters(&device, today);
    let quarters = quarters.iter().map(|at| quarter(at, &device)).collect();
    api::json(
        StatusCode::OK,
        &Readings { serial: device.serial.to_string(), readings, quarters, next },
    )
}

/// Where a set stands among the others: its day and its place among the changes.
fn place_of(set: &PastReading) -> String {
    format!("{}#{:012}#{}", set.reading.date, set.reading.turn, set.reading.id)
}

/// As [`place_of`] wrote it.
fn place(raw: &str) -> Result<String, Refusal> {
    let good =
        raw.len() <= 60 && raw.bytes().all(|b| b.is_ascii_alphanumeric() || b"-#".contains(&b));
    if good { Ok(raw.to_owned()) } else { Err(Refusal::CursorForm) }
}

fn view(set: &PastReading, history: &History, device: &Device, today: Date) -> ReadingItem {
    let PastReading { reading, state, replaced_by, verdict, pages } = set;
    let values = reading.values.iter().map(|(id, read)| CounterReading {
        counter: id.to_string(),
        label: device.label(id),
        value: read.value,
        pages: pages.get(id).copied().flatten(),
        cause: read.cause.as_ref().map(domain::Cause::kind),
    });
    let mut values: Vec<_> = values.collect();
    values.sort_by_key(|value| device.counters.iter().position(|c| c.id.as_str() == value.counter));
    let correctable = history.changeable(&reading.id, today).is_ok();
    ReadingItem {
        id: reading.id.clone(),
        date: reading.date,
        received_at: reading.received_at,
        quarter: reading.quarter.clone(),
        state: *state,
        source: reading.source,
        replaces: reading.replaces.clone(),
        replaced_by: replaced_by.clone(),
        correctable,
        correctable_until: correctable.then(|| changeable_until(reading.date)),
        reason: reading.reason.clone(),
        note: verdict.as_ref().and_then(|verdict| verdict.note.clone()),
        successor: reading.successor().map(Serial::to_string),
        values,
    }
}

fn quarter(at: &QuarterPages, device: &Device) -> QuarterItem {
    let known = |id: &&CounterId| at.counters.contains_key(*id);
    let counters = device.counters.iter().map(|counter| &counter.id).filter(known);
    let counters = counters.map(|id| {
        let domain::CounterPages { pages, usual } = at.counters[id];
        let range = usual.map(|usual| (usual.least, usual.most));
        let (least, most) = range.unzip();
        CounterQuarter { counter: id.to_string(), pages, least, most }
    });
    QuarterItem { quarter: at.quarter.to_string(), read: at.read, counters: counters.collect() }
}
