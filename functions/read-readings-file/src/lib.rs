//! `POST /api/readings/file`: what a filled-in sheet would report, before anything is taken.

mod filled;

use std::collections::BTreeSet;

use api::readings::{self, MAX_READINGS, ReadingsForm, RowView};
use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{Error, Invalid, Language, Level, Refusal, Result};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;
use sheets::{Place, Sheet};
use store::ReadingFacts;
use utoipa::ToSchema;

use crate::filled::{FileReading, Filled, Spot};

/// This operation.
pub const OPERATION: Operation = Operation::new("read_readings_file", Access::Session(Level::Link))
    .with_body_limit(4 * 1024 * 1024);

/// Faults that an answer names; who has more begins with these.
const MAX_ERRORS: usize = 200;

/// What stands in the file.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadFile {
    /// As they can be checked and submitted.
    readings: Vec<FileReading>,
    /// What a check of them says, in the same order.
    rows: Vec<RowView>,
    /// What keeps readings from being taken, in the order of the sheet.
    errors: Vec<FileError>,
    /// Errors beyond those.
    errors_left_out: usize,
}

/// A fault and where it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileError {
    /// The row, from 1 as spreadsheets count.
    #[schema(example = 12)]
    row: u32,
    /// The letter of the column.
    #[schema(example = "J")]
    column: Option<String>,
    /// Its heading, as it stands in the file.
    heading: Option<String>,
    /// The device, where it is named.
    serial: Option<String>,
    /// The counter, where it is known.
    counter: Option<String>,
    code: String,
    detail: String,
}

/// Reads a sheet of readings and judges them device by device. Stores nothing.
///
/// # Errors
///
/// [`Error::NotAFile`] for another content type; [`Error::Invalid`] for a file that cannot be read as a whole.
#[utoipa::path(post, path = "/api/readings/file", operation_id = "read_readings_file", tag = "readings",
    request_body(content = inline(api::File), content_type = "application/octet-stream"),
    responses((status = 200, body = ReadFile)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let file = api::sent_file(&request)?;
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let sheet = sheets::read(file).map_err(refused)?;
        let serials: BTreeSet<_> =
            sheet.rows.iter().filter_map(|row| row.serial.as_ref().ok().cloned()).collect();
        if serials.len() > MAX_READINGS {
            return Err(refused(vec![Refusal::TooManyReadings { max: MAX_READINGS }]));
        }
        let none = BTreeSet::new();
        Ok((app.store.reading_facts(token.contract(), &serials, &none).await?, sheet))
    };
    let (session, (facts, sheet)) = app.signed_in(&token, &OPERATION, read).await?;
    let (today, language) = (session.day(app.clock.now()), api::language(&request));
    api::json(StatusCode::OK, &answer(&sheet, &facts, today, language)?)
}

fn refused(refusals: Vec<Refusal>) -> Error {
    let mut invalid = Invalid::default();
    refusals.into_iter().for_each(|refusal| invalid.push("#", refusal));
    Error::Invalid(invalid)
}

fn answer(
    sheet: &Sheet,
    facts: &ReadingFacts,
    today: Date,
    language: Language,
) -> Result<ReadFile> {
    let Filled { readings, faults } = Filled::new(sheet, &facts.devices, today);
    let mut rows = Vec::new();
    if !readings.is_empty() {
        let form: ReadingsForm = api::parse(json!({ "readings": readings }))?;
        let judged = readings::judge(&form.rows()?, facts, today, language);
        rows = judged.into_iter().map(|row| row.view).collect();
    }
    let mut errors: Vec<FileError> = faults
        .into_iter()
        .map(|(spot, refusal)| {
            let detail = api::sentence(language, &refusal);
            error(sheet, spot, refusal.code(), &detail)
        })
        .collect();
    // What has a fault of its own need not hear what follows from it.
    for (reading, row) in readings.iter().zip(&rows).filter(|(reading, _)| !reading.at_fault) {
        let refused = row.refused();
        errors.extend(refused.map(|(counter, code, detail)| {
            error(sheet, reading.spot_of(counter, code), code, detail)
        }));
    }
    errors.sort_by_key(|error| error.row);
    let errors_left_out = errors.len().saturating_sub(MAX_ERRORS);
    errors.truncate(MAX_ERRORS);
    Ok(ReadFile { readings, rows, errors, errors_left_out })
}

fn error(sheet: &Sheet, spot: Spot, code: &str, detail: &str) -> FileError {
    let place = sheet.place(spot.column);
    FileError {
        row: spot.row,
        column: place.map(Place::letter),
        heading: place.map(|place| place.heading.clone()),
        serial: spot.serial,
        counter: spot.counter,
        code: code.to_owned(),
        detail: detail.to_owned(),
    }
}
