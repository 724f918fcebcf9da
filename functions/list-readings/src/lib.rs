//! `GET /api/devices/{serial}/readings`: what a device counted, newest first.

use api::{Access, App, Body, Cursor, Operation, Request, Response, StatusCode, Token};
use domain::{Device, Error, Level, Outcome, Reading, Refusal, Result, Serial};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation::new("list_readings", Access::Session(Level::Numbers));

/// A page of a device's readings.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readings {
    serial: String,
    readings: Vec<ReadingItem>,
    /// Where the next page begins.
    next: Option<String>,
}

/// One reading of all counters.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadingItem {
    #[schema(value_type = String, format = Date)]
    date: Date,
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
    /// The quarter for which it counted; none for an interim reading.
    quarter: Option<String>,
    /// `accepted` or `doubtful`
    state: &'static str,
    /// Why a doubtful one was confirmed.
    reason: Option<String>,
    source: &'static str,
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
        let (device, readings) = tokio::join!(
            app.store.device(key, &serial),
            app.store.readings(key, &serial, after.as_deref()),
        );
        Ok((device?, readings?))
    };
    let (_, (device, (readings, next))) = app.signed_in(&token, &OPERATION, read).await?;
    let device = device.ok_or_else(Error::not_found)?;
    let readings = readings.iter().map(|reading| view(reading, &device)).collect();
    let next = next.as_ref().map(Cursor::write);
    api::json(StatusCode::OK, &Readings { serial: device.serial.to_string(), readings, next })
}

/// The place behind the serial in a reading's key: a day and an id.
fn place(raw: &str) -> Result<String, Refusal> {
    let good =
        raw.len() <= 40 && raw.bytes().all(|b| b.is_ascii_alphanumeric() || b"-#".contains(&b));
    if good { Ok(raw.to_owned()) } else { Err(Refusal::CursorForm) }
}

fn view(reading: &Reading, device: &Device) -> ReadingItem {
    let counters = device.counters.iter();
    let values = counters.filter_map(|counter| {
        let read = reading.values.get(&counter.id)?;
        Some(CounterReading {
            counter: counter.id.to_string(),
            label: counter.label.clone(),
            value: read.value,
            pages: read.pages,
            cause: read.cause.map(domain::Cause::kind),
        })
    });
    ReadingItem {
        date: reading.date,
        received_at: reading.received_at,
        quarter: reading.quarter.clone(),
        state: if reading.outcome == Outcome::Ok { "accepted" } else { "doubtful" },
        reason: reading.reason.clone(),
        source: "portal",
        values: values.collect(),
    }
}
