//! The operator's side of doubtful readings: which there are, and what the operator says to them.

use std::io::Write;

use domain::{Reading, Ruling, Text};
use jiff::Timestamp;
use store::{EntryName, Judgement, Store};

use crate::Error;

/// Writes the doubtful readings that nobody has judged as CSV.
///
/// # Errors
///
/// When the table cannot be read or `out` not be written.
pub async fn doubtful(store: &Store, out: impl Write) -> Result<(), Error> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record([
        "country",
        "customer_no",
        "contract_no",
        "serial",
        "date",
        "counters",
        "reason",
        "received",
        "entry",
    ])?;
    for (name, reading) in store.doubtful_readings().await? {
        let contract = &name.contract;
        csv.write_record([
            contract.country.as_str(),
            contract.customer.as_str(),
            contract.contract.as_str(),
            &Text::cell(name.serial.as_str()),
            &name.date.to_string(),
            &counters(&reading),
            &Text::cell(reading.reason.as_deref().unwrap_or_default()),
            &reading.received_at.to_string(),
            &name.to_string(),
        ])?;
    }
    csv.flush()?;
    Ok(())
}

/// `FARBE1 8500 (4000 pages), MONO1 9850`
fn counters(reading: &Reading) -> String {
    let counters = reading.values.iter().map(|(id, read)| match read.pages {
        Some(pages) => format!("{id} {} ({pages} pages)", read.value),
        None => format!("{id} {}", read.value),
    });
    counters.collect::<Vec<_>>().join(", ")
}

/// Gives the operator's word on a doubtful reading; says what came of it.
///
/// # Errors
///
/// When there is no such reading, or its state forbids the verdict.
pub async fn judge(
    store: &Store,
    entry: &EntryName,
    ruling: Ruling,
    note: Option<&str>,
) -> Result<String, Error> {
    let note = note.map(|note| Text::optional_line(note, 200));
    let note =
        note.transpose().map_err(|_| "a note is one line of up to 200 characters")?.flatten();
    match store.judge_reading(entry, ruling, note.as_deref(), Timestamp::now()).await? {
        Judgement::Given => Ok(format!("{ruling}: {entry}")),
        Judgement::GivenBefore => Ok(format!("{ruling} already, nothing changed: {entry}")),
        Judgement::Contrary(before) => Err(format!("{before} already: {entry}").into()),
        Judgement::NotDoubtful => Err(format!("never was doubtful: {entry}").into()),
        Judgement::Void(state) => {
            Err(format!("counts no more, the customer has {state} it: {entry}").into())
        }
        Judgement::Unknown => Err(format!("there is no such entry: {entry}").into()),
    }
}
