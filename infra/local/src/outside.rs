//! The operator's side of events: the names of contracts in them, sending one, and what was set aside.

use std::io::{Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use aws_sdk_eventbridge::Client;
use aws_sdk_eventbridge::error::DisplayErrorContext;
use aws_sdk_eventbridge::types::PutEventsRequestEntry;
use domain::Text;
use events::outside::SOURCE;
use serde_json::{Value, json};
use store::Store;

use crate::edition::{self, Table};
use crate::{Error, runner};

/// What every event from outside has.
const OUTER: [&str; 6] = ["version", "id", "occurred_at", "contract_ref", "type", "data"];
/// Contracts that are read at a time.
pub(crate) const PAGE: i32 = 100;
/// How long a command waits for what becomes of an event.
const PATIENCE: Duration = Duration::from_secs(10);
/// The bus on this machine.
const BUS: &str = "pagetally";

/// Where a running edition is, as it notes that in its data folder.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Running {
    /// The portal.
    pub portal: String,
    /// The bus, for SDK clients.
    pub bus: String,
    /// Its table, for SDK clients; a copy where it plays another day.
    pub table: String,
}

impl Running {
    const FILE: &str = "running.json";

    pub(crate) fn note(&self, folder: &Path) -> Result<(), Error> {
        Ok(std::fs::write(folder.join(Self::FILE), serde_json::to_string(self)?)?)
    }

    /// The edition that runs on `folder`, if there is one.
    pub async fn on(folder: &Path) -> Option<Self> {
        let noted: Self =
            serde_json::from_str(&std::fs::read_to_string(folder.join(Self::FILE)).ok()?).ok()?;
        let answer = reqwest::get(format!("{}/mail/set-aside.json", noted.portal)).await;
        answer.is_ok_and(|answer| answer.status().is_success()).then_some(noted)
    }
}

/// Writes a line for each contract with the reference by which events name it.
///
/// # Errors
///
/// When the table cannot be read or `out` not be written.
pub async fn contracts(store: &Store, out: impl Write) -> Result<(), Error> {
    let mut csv = csv::Writer::from_writer(out);
    let columns =
        ["country", "customer_no", "contract_no", "customer", "starts", "ends", "contract_ref"];
    csv.write_record(columns)?;
    for shard in 0..Store::SHARDS {
        let mut after = None;
        loop {
            let page = store.contracts_of_shard(shard, after.as_ref(), PAGE).await?;
            for key in &page {
                let Some(contract) = store.contract(key).await? else { continue };
                csv.write_record([
                    key.country.as_str(),
                    key.customer.as_str(),
                    &contract.no,
                    &Text::cell(&contract.customer_name),
                    &contract.starts.to_string(),
                    &contract.ends.map(|day| day.to_string()).unwrap_or_default(),
                    contract.contract_ref.as_str(),
                ])?;
            }
            after = page.into_iter().last();
            if after.is_none() {
                break;
            }
        }
    }
    csv.flush()?;
    Ok(())
}

/// Reads an event from a file, or from the standard input for `-`, with `settings` like `data.order=263274819204` put in.
///
/// # Errors
///
/// When it is not JSON, or lacks what every event has. What else may be wrong with it is the portal's to say.
pub fn read(file: &Path, settings: &[String]) -> Result<Value, Error> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(file).map_err(|err| format!("{}: {err}", file.display()))?;
    }
    let mut event: Value = serde_json::from_str(&text)
        .map_err(|err| format!("{} is not JSON: {err}", file.display()))?;
    for setting in settings {
        let (path, value) =
            setting.split_once('=').ok_or_else(|| format!("write FIELD=VALUE, not {setting:?}"))?;
        let (parents, field) = path.rsplit_once('.').unwrap_or(("", path));
        let mut parents = parents.split('.').filter(|parent| !parent.is_empty());
        let parent = parents.try_fold(&mut event, |at, parent| at.get_mut(parent));
        let parent = parent.and_then(Value::as_object_mut);
        let parent = parent.ok_or_else(|| format!("the event has no field {path}"))?;
        parent.insert(field.to_owned(), json!(value));
    }
    let missing: Vec<&str> =
        OUTER.into_iter().filter(|field| event.get(field).is_none_or(Value::is_null)).collect();
    if !missing.is_empty() {
        return Err(format!("the event lacks {}", missing.join(", ")).into());
    }
    if !event["type"].is_string() {
        return Err("the event's type is no text".into());
    }
    Ok(event)
}

/// Puts an event of the operator on a bus; says under which id it lies there.
///
/// # Errors
///
/// When the bus cannot be reached or does not take it.
pub async fn put(
    environment: &aws::Environment,
    bus: &str,
    event: &Value,
) -> Result<String, Error> {
    let entry = PutEventsRequestEntry::builder()
        .event_bus_name(bus)
        .source(SOURCE)
        .detail_type(event["type"].as_str().unwrap_or_default())
        .detail(event.to_string())
        .build();
    let client = Client::new(&environment.sdk());
    let put = client.put_events().entries(entry).send().await;
    let put =
        put.map_err(|err| format!("the bus cannot be reached: {}", DisplayErrorContext(err)))?;
    let answer = put.entries().first().ok_or("the bus gave no answer")?;
    let refused = || answer.error_message().unwrap_or("the bus does not say why").to_owned();
    Ok(answer.event_id().ok_or_else(refused)?.to_owned())
}

/// Puts an event on the bus of the edition that runs on `folder`, waits for a while, and says what became of it.
///
/// # Errors
///
/// When no edition runs there, the bus does not take the event, or it was set aside.
pub async fn send(folder: &Path, event: &Value) -> Result<&'static str, Error> {
    let running = Running::on(folder).await.ok_or_else(|| {
        format!("no portal runs on {}: start it with cargo run", folder.display())
    })?;
    let id = put(&aws::Environment::local(&running.bus), BUS, event).await?;
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let fate = reqwest::get(format!("{}/events/{id}", running.bus)).await?;
        let fate: Value = fate.json().await?;
        if let Some(why) = fate["set_aside"].as_str() {
            return Err(why.to_owned().into());
        }
        match fate.as_str() {
            Some("applied") => return Ok("applied"),
            Some("before") => return Ok("nothing changed: things were as it tells before"),
            Some("overtaken") => return Ok("nothing changed: things have gone on since"),
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    Ok("on the bus, and not dealt with yet")
}

/// Writes a line for each event that was set aside, oldest first: when, in which queue, which one, and why.
///
/// # Errors
///
/// When the data cannot be read or `out` not be written.
pub async fn set_aside(folder: &Path, out: impl Write) -> Result<(), Error> {
    let queued: Vec<Value> = match Running::on(folder).await {
        Some(running) => {
            reqwest::get(format!("{}/mail/set-aside.json", running.portal)).await?.json().await?
        }
        None => match edition::table_of(folder)? {
            Table::Opened(engine) => runner::in_queues(&engine.memory())?,
            Table::Running(_) => return Err("another process works on the data".into()),
        },
    };
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["at", "queue", "type", "id", "contract_ref", "why"])?;
    for aside in queued {
        let text = |value: &Value| match value {
            Value::String(text) => Text::cell(text).into_owned(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        let event = &aside["event"];
        let detail = &event["detail"];
        csv.write_record([
            text(&aside["at"]),
            text(&aside["queue"]),
            text(&event["detail-type"]),
            text(&detail["id"]),
            text(&detail["contract_ref"]),
            text(&aside["why"]),
        ])?;
    }
    csv.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), text).expect("it can be written");
        file
    }

    const EVENT: &str = r#"{ "version": 1, "id": "a", "occurred_at": "2026-11-24T09:30:00Z", "contract_ref": "", "type": "OrderConfirmed", "data": { "order": "" } }"#;

    #[test]
    fn fields_are_put_into_an_event_by_their_path() {
        let settings = ["id=b".to_owned(), "data.order=263274819204".to_owned()];

        let event = read(file(EVENT).path(), &settings).expect("an event");

        assert_eq!((&event["id"], &event["data"]["order"]), (&json!("b"), &json!("263274819204")));
    }

    #[test]
    fn what_is_no_event_is_refused_by_name() {
        let cases = [
            ("{", "", "is not JSON"),
            ("[]", "", "lacks version"),
            (
                r#"{ "version": 1, "id": "a", "type": "OrderConfirmed" }"#,
                "",
                "lacks occurred_at, contract_ref, data",
            ),
            (EVENT, "order", "write FIELD=VALUE"),
            (EVENT, "date.order=5", "has no field date.order"),
        ];
        for (text, setting, expected) in cases {
            let settings: Vec<String> =
                [setting.to_owned()].into_iter().filter(|s| !s.is_empty()).collect();
            let refused = read(file(text).path(), &settings).map_err(|err| err.to_string());
            assert!(refused.as_ref().is_err_and(|err| err.contains(expected)), "{refused:?}");
        }
    }
}
