//! `POST /api/readings/check`: what reported counters would mean, before anything is taken.

use api::readings::{ReadingsForm, RowView};
use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token, readings};
use domain::{Level, Result};

/// This operation.
pub const OPERATION: Operation =
    Operation::new("check_readings", Access::Session(Level::Link)).with_body_limit(1024 * 1024);

/// The judged rows, in the order of the request.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct CheckedReadings {
    rows: Vec<RowView>,
}

/// Judges readings row by row. Stores nothing.
///
/// # Errors
///
/// [`domain::Error::Invalid`] when there are no rows or too many; what is wrong with a row is said in the row.
#[utoipa::path(post, path = "/api/readings/check", operation_id = "check_readings", tag = "readings", request_body = ReadingsForm,
    responses((status = 200, body = CheckedReadings)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let body = api::body(&request)?;
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let rows = api::parse::<ReadingsForm>(body)?.rows()?;
        let (serials, corrected) = readings::named(&rows);
        Ok((app.store.reading_facts(token.contract(), &serials, &corrected).await?, rows))
    };
    let (session, (facts, rows)) = app.signed_in(&token, &OPERATION, read).await?;
    let (today, language) = (session.day(app.clock.now()), api::language(&request));
    let judged = readings::judge(&rows, &facts, today, language);
    let rows = judged.into_iter().map(|row| row.view).collect();
    api::json(StatusCode::OK, &CheckedReadings { rows })
}
