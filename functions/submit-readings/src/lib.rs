//! `POST /api/readings`: counters are reported; what is in order is taken, the rest stays open with why.

use std::collections::BTreeSet;

use api::readings::{Judged, ReadingRow, ReadingsForm, RowView};
use api::{Access, Admission, App, Body, Command, Operation, Request, Response, StatusCode};
use domain::{Device, Error, Language, Level, Outcome, Reading, Result, Session};
use events::{Event, ReadingsSubmitted};
use serde::{Deserialize, Serialize};
use store::{ReadingFacts, Submitted};
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation {
    id: "submit_readings",
    access: Access::Session(Level::Link),
    body_limit: 1024 * 1024,
};

/// Devices that one transaction takes: two actions for each, and what every change brings along.
const PART: usize = 45;

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
        let serials: BTreeSet<_> = rows.iter().filter_map(|row| row.serial().cloned()).collect();
        Ok((app.store.reading_facts(command.contract(), &serials).await?, rows))
    };
    let (session, (facts, rows)) = match app.admit(&command, read).await? {
        Admission::Fresh(session, read) => (session, read),
        Admission::Replay(answer) => return Ok(answer),
    };
    let submission =
        Submission { app: &app, session: &session, facts, language: api::language(&request) };
    if rows.len() <= PART {
        return submission.take(&command, &rows).await;
    }
    let mut all = SubmittedReadings::default();
    for (number, rows) in rows.chunks(PART).enumerate() {
        let part = command.part(number);
        let answer = match app.stored(&part).await? {
            Some(answer) => answer,
            None => submission.take(&part, rows).await?,
        };
        let taken: SubmittedReadings =
            serde_json::from_slice(answer.body()).map_err(Error::internal)?;
        all.accepted.extend(taken.accepted);
        all.open.extend(taken.open);
    }
    let event = submission.event(&[]);
    let effect = command.effect(&app, &session, (StatusCode::CREATED, &all), event)?;
    let outcome = app.store.keep_answer(&effect).await?;
    command.finish(effect, outcome)
}

struct Submission<'a> {
    app: &'a App,
    session: &'a Session,
    facts: ReadingFacts,
    language: Language,
}

impl Submission<'_> {
    /// Takes rows in one transaction. A device that somebody else reports at the same moment is left open, the others are tried again.
    async fn take(&self, command: &Command, rows: &[ReadingRow]) -> Result<Response<Body>> {
        let now = self.app.clock.now();
        let today = self.session.day(now);
        let mut raced = BTreeSet::new();
        loop {
            let (mut answer, mut readings, mut devices) =
                (SubmittedReadings::default(), Vec::new(), Vec::new());
            for row in rows {
                let judged = row.judge(&self.facts, today, self.language);
                if row.serial().is_some_and(|serial| raced.contains(serial)) {
                    answer.open.push(judged.view.raced(self.language));
                    continue;
                }
                match self.taken(&judged) {
                    Some((reading, device)) => {
                        readings.push(reading);
                        devices.push(device);
                        answer.accepted.push(judged.view);
                    }
                    None => answer.open.push(judged.view),
                }
            }
            let effect = command.effect(
                self.app,
                self.session,
                (StatusCode::CREATED, &answer),
                self.event(&devices),
            )?;
            if devices.is_empty() {
                let outcome = self.app.store.keep_answer(&effect).await?;
                return command.finish(effect, outcome);
            }
            match self.app.store.submit_readings(&effect, &readings, &devices).await? {
                Submitted::Outcome(outcome) => {
                    tracing::info!(readings = readings.len(), "took readings");
                    return command.finish(effect, outcome);
                }
                Submitted::Raced(serial) => {
                    raced.insert(serial);
                }
            }
        }
    }

    /// The reading as it is stored and the device as it shall be, if the row is taken.
    fn taken(&self, judged: &Judged) -> Option<(Reading, Device)> {
        let (set, checked) = judged.set.as_ref()?;
        let taken = match checked.outcome() {
            Outcome::Ok => true,
            Outcome::Doubtful => set.reason.is_some(),
            Outcome::Refused => false,
        };
        let mut device = self.facts.devices.get(&set.serial).filter(|_| taken)?.clone();
        let received_at = self.app.clock.now();
        let reading = Reading::taken(set, checked, &self.session.id, received_at);
        device.take_reading(set.date, checked);
        Some((reading, device))
    }

    fn event(&self, devices: &[Device]) -> Event {
        let devices = devices.iter().map(|device| device.serial.clone()).collect();
        Event::ReadingsSubmitted(ReadingsSubmitted { devices, level: self.session.level })
    }
}
