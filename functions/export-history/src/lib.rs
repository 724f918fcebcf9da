//! `GET /api/devices/{serial}/readings/file`: what a device counted as a file for spreadsheets.

use api::{Access, App, Body, Operation, Request, Response, Token};
use domain::{
    CounterId, Device, Error, History, Language, Level, PastReading, Result, Serial, Session, Text,
};
use locales::{FluentArgs, Texts};

/// This operation.
pub const OPERATION: Operation =
    Operation::new("export_history", Access::Session(Level::Confirmed));

/// Writes a device's readings as CSV, newest first: separators, numbers and days as the reader's language writes them.
///
/// # Errors
///
/// [`Error::NotFound`] for a device that is not this contract's.
#[utoipa::path(get, path = "/api/devices/{serial}/readings/file", operation_id = "export_history", tag = "readings",
    params(("serial" = String, Path, description = "The device")),
    responses((status = 200, content_type = "application/octet-stream", body = inline(api::File))))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let serial = api::path(&request, "serial", Serial::parse)?;
        let key = token.contract();
        tokio::try_join!(app.store.device(key, &serial), app.store.entries(key, &serial))
    };
    let (session, (device, entries)) = app.signed_in(&token, &OPERATION, read).await?;
    let device = device.ok_or_else(Error::not_found)?;
    let history = History::new(&device, entries);
    let sheet =
        Sheet { device: &device, session: &session, texts: Texts::of(api::language(&request)) };
    let delimiter = match api::language(&request) {
        Language::De => b';',
        Language::En => b',',
    };
    let text = sheet.write(&history, delimiter).map_err(Error::internal)?;
    let name = sheet.said("past-file", "serial", device.serial.as_str());
    // As text/csv it would travel as text, and lose the mark by which Excel knows its encoding.
    api::file("application/octet-stream", &name, text.into_bytes())
}

struct Sheet<'a> {
    device: &'a Device,
    session: &'a Session,
    texts: &'static Texts,
}

impl Sheet<'_> {
    fn write(
        &self,
        history: &History,
        delimiter: u8,
    ) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
        let mut csv = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        csv.write_record(self.headings())?;
        for set in history.sets.iter().rev() {
            csv.write_record(self.row(set))?;
        }
        // The mark by which spreadsheet programs know UTF-8.
        Ok(format!("\u{feff}{}", String::from_utf8(csv.into_inner()?)?))
    }

    fn headings(&self) -> Vec<String> {
        let mut headings = vec![self.texts.text("past-read"), self.texts.text("past-quarter")];
        for counter in &self.device.counters {
            headings.push(Text::cell(&counter.label).into_owned());
            let pages = self.said("past-pages", "counter", &counter.label);
            headings.push(Text::cell(&pages).into_owned());
        }
        let last = ["past-state", "past-source", "past-received", "past-reason", "past-note"];
        headings.extend(last.map(|id| self.texts.text(id)));
        headings
    }

    fn row(&self, set: &PastReading) -> Vec<String> {
        let PastReading { reading, state, verdict, pages, .. } = set;
        let number =
            |number: Option<u64>| number.map_or_else(String::new, |n| self.texts.number(n));
        let text = |text: Option<&String>| Text::cell(text.map_or("", String::as_str)).into_owned();
        let mut row = vec![self.texts.day(reading.date), self.quarter(reading.quarter.as_deref())];
        let ids: Vec<&CounterId> = self.device.counters.iter().map(|counter| &counter.id).collect();
        for id in ids {
            row.push(number(reading.values.get(id).map(|read| read.value)));
            row.push(number(pages.get(id).copied().flatten()));
        }
        row.push(self.said("reading-state", "state", &state.to_string()));
        row.push(self.said("reading-source", "source", &reading.source.to_string()));
        row.push(self.texts.day(self.session.day(reading.received_at)));
        row.push(text(reading.reason.as_ref()));
        row.push(text(verdict.as_ref().and_then(|verdict| verdict.note.as_ref())));
        row
    }

    /// `4. Quartal 2026`
    fn quarter(&self, name: Option<&str>) -> String {
        let Some((year, quarter)) = name.and_then(|name| name.split_once("-Q")) else {
            return self.texts.text("interim");
        };
        let mut args = FluentArgs::new();
        args.set("year", year.to_owned());
        args.set("quarter", quarter.to_owned());
        self.texts.text_with("quarter-short", &args)
    }

    fn said(&self, id: &str, argument: &str, value: &str) -> String {
        let mut args = FluentArgs::new();
        args.set(argument.to_owned(), value.to_owned());
        self.texts.text_with(id, &args)
    }
}
