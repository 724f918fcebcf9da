//! `POST /api/readings`: counters are reported; what is in order is taken, the rest stays open with why.

use std::collections::BTreeSet;

use api::readings::{Judged, ReadingRow, ReadingsForm, RowView};
use api::{
    Access, Admission, App, Body, Command, Operation, Request, Response, StatusCode, readings,
};
use domain::{Error, Language, Level, Result, Serial, Session};
use events::{Event, ReadingsSubmitted};
use serde::{Deserialize, Serialize};
use store::{ReadingFacts, Submitted};
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("submit_readings", Access::Session(Level::Link)).with_body_limit(1024 * 1024);

/// Actions that one transaction has for readings: what every change brings along takes the rest.
const PART: usize = 90;

/// What became of each row.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct SubmittedReadings {
    /// Taken.
    accepted: Vec<RowView>,
    /// Not taken, and why.
    open: Vec<RowView>,
}

/// Takes the rows that are in order, and doubtful ones that carry a reason. A device's counters are never split.
///
/// More devices than one transaction takes are taken in parts, each with its own stored answer: a retry after a crash completes those
/// that are missing.
///
/// # Errors
///
/// [`Error::Invalid`] when there are no rows or too many; what is wrong with a row is said in the row.
#[utoipa::path(post, path = "/api/readings", operation_id = "submit_readings", tag = "readings", request_body = ReadingsForm,
    responses((status = 201, body = SubmittedReadings)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let command = api::command(&app, &request, &OPERATION)?;
    let read = async {
        let rows = command.form::<ReadingsForm>()?.rows()?;
        let (serials, corrected) = readings::named(&rows);
        Ok((app.store.reading_facts(command.contract(), &serials, &corrected).await?, rows))
    };
    let (session, (facts, rows)) = match app.admit(&command, read).await? {
        Admission::Fresh(session, read) => (session, read),
        Admission::Replay(answer) => return Ok(answer),
    };
    let submission =
        Submission { app: &app, session: &session, facts, language: api::language(&request) };
    let parts = readings::parts(&rows, PART);
    if let [rows] = parts[..] {
        return submission.take(&command, rows, true).await;
    }
    let mut all = SubmittedReadings::default();
    for (number, rows) in parts.into_iter().enumerate() {
        let part = command.part(number);
        let answer = match app.stored(&part).await? {
            Some(answer) => answer,
            None => submission.take(&part, rows, false).await?,
        };
        let taken: SubmittedReadings =
            serde_json::from_slice(answer.body()).map_err(Error::internal)?;
        all.accepted.extend(taken.accepted);
        all.open.extend(taken.open);
    }
    let event = readings::completed(&all.accepted, &session);
    let effect = command.effect(&app, &session, (StatusCode::CREATED, &all), event)?;
    let outcome = match all.accepted[..] {
        [] => app.store.keep_answer(&effect).await?,
        _ => app.store.complete_report(&effect).await?,
    };
    command.finish(effect, outcome)
}

struct Submission<'a> {
    app: &'a App,
    session: &'a Session,
    facts: ReadingFacts,
    language: Language,
}

impl Submission<'_> {
    /// Takes rows in one transaction; `whole` if they are the whole report. A device that somebody else reports at the same moment is left open,
    /// the others are tried again.
    async fn take(
        &self,
        command: &Command,
        rows: &[ReadingRow],
        whole: bool,
    ) -> Result<Response<Body>> {
        let now = self.app.clock.now();
        let today = self.session.day(now);
        let mut raced = BTreeSet::new();
        loop {
            let (mut answer, mut changes) = (SubmittedReadings::default(), Vec::new());
            let judged = readings::judge(rows, &self.facts, today, self.language);
            for (row, Judged { view, set }) in rows.iter().zip(judged) {
                if row.set().is_some_and(|set| raced.contains(&set.serial)) {
                    answer.open.push(view.raced(self.language));
                    continue;
                }
                match set.and_then(|set| set.change(self.session, now)) {
                    Some(change) => {
                        answer.accepted.push(view.taken(change.entry.id().to_owned()));
                        changes.push(change);
                    }
                    None => answer.open.push(view),
                }
            }
            let devices: Vec<_> =
                changes.iter().map(|change| change.device.serial.clone()).collect();
            let effect = command.effect(
                self.app,
                self.session,
                (StatusCode::CREATED, &answer),
                self.event(devices),
            )?;
            if changes.is_empty() {
                let outcome = self.app.store.keep_answer(&effect).await?;
                return command.finish(effect, outcome);
            }
            let completed = whole.then(|| readings::completed(&answer.accepted, self.session));
            match self.app.store.change_readings(&effect, &changes, completed.as_ref()).await? {
                Submitted::Outcome(outcome) => {
                    tracing::info!(readings = changes.len(), "took readings");
                    return command.finish(effect, outcome);
                }
                Submitted::Raced(serial) => {
                    raced.insert(serial);
                }
            }
        }
    }

    fn event(&self, devices: Vec<Serial>) -> Event {
        Event::ReadingsSubmitted(ReadingsSubmitted { devices, level: self.session.level })
    }
}
