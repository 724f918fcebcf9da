//! `GET /api/readings/draft`: what was typed into the reading sheet and not reported yet.

use std::collections::BTreeMap;

use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{DraftCause, DraftEntry, Level, Result};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("show_draft", Access::Session(Level::Link)).with_calls_at_once(2);

/// The contract's draft; empty where nothing was begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftView {
    /// The day that was chosen for the whole sheet.
    #[schema(value_type = Option<String>, format = Date)]
    date: Option<Date>,
    /// By serial number.
    devices: BTreeMap<String, EntryView>,
}

/// What stands in the fields of a device, as it was typed.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// By counter; not necessarily numbers.
    values: BTreeMap<String, String>,
    /// Why a counter is lower than before, by counter.
    causes: BTreeMap<String, CauseView>,
    /// The day on which they were read.
    #[schema(value_type = Option<String>, format = Date)]
    date: Option<Date>,
    reason: Option<String>,
}

/// A cause with its numbers as they were typed.
#[derive(Debug, Serialize, ToSchema)]
pub struct CauseView {
    #[schema(example = "board_exchanged")]
    kind: String,
    last: String,
    start: String,
}

/// Shows the contract's draft.
///
/// # Errors
///
/// [`domain::Error::SignedOut`] without a session.
#[utoipa::path(get, path = "/api/readings/draft", operation_id = "show_draft", tag = "readings",
    responses((status = 200, body = DraftView)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = app.store.reading_draft(token.contract(), app.clock.now());
    let (_, draft) = app.signed_in(&token, &OPERATION, read).await?;
    let devices = draft.devices.into_iter().map(|(serial, entry)| (serial.into(), entry.into()));
    api::json(StatusCode::OK, &DraftView { date: draft.date, devices: devices.collect() })
}

impl From<DraftEntry> for EntryView {
    fn from(entry: DraftEntry) -> Self {
        let values = entry.values.into_iter().map(|(counter, typed)| (counter.into(), typed));
        let causes =
            entry.causes.into_iter().map(|(counter, cause)| (counter.into(), cause.into()));
        Self {
            values: values.collect(),
            causes: causes.collect(),
            date: entry.date,
            reason: entry.reason,
        }
    }
}

impl From<DraftCause> for CauseView {
    fn from(cause: DraftCause) -> Self {
        Self { kind: cause.kind, last: cause.last, start: cause.start }
    }
}
