//! The table: an embedded DynamoDB engine, reached by the real SDK over loopback.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use dynoxide::Database;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::Error;
use crate::template::Template;

/// The table's name on this machine.
pub const TABLE: &str = "pagetally";
/// What the edition itself must remember: the bus, the mailbox, the place in the stream.
const OWN_TABLE: &str = "pagetally-edition";

/// A running engine. Dropping it stops it.
pub struct Engine {
    /// The address that SDK clients use.
    pub endpoint: String,
    db: Database,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Engine {
    /// Starts an engine on `file`, or in memory, with the template's table in it.
    ///
    /// # Errors
    ///
    /// When the file is no database, or no port can be opened.
    pub fn start(file: Option<&Path>, template: &Template) -> Result<Self, Error> {
        let db = match file {
            Some(file) => Database::new(&file.to_string_lossy())?,
            None => Database::memory()?,
        };
        if db.describe_table(from(json!({ "TableName": TABLE }))?).is_err() {
            db.create_table(from(template.table.clone())?)?;
            db.update_time_to_live(from(json!({
                "TableName": TABLE,
                "TimeToLiveSpecification": { "AttributeName": template.expires, "Enabled": true },
            }))?)?;
            db.create_table(from(json!({
                "TableName": OWN_TABLE,
                "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }, { "AttributeName": "sk", "AttributeType": "S" }],
                "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }, { "AttributeName": "sk", "KeyType": "RANGE" }],
            }))?)?;
            if let Some(file) = file {
                index_stream(file)?;
            }
        } else {
            add_indexes(&db, &template.table)?;
        }
        let (endpoint, stop, thread) = serve(db.clone())?;
        Ok(Self { endpoint, db, stop: Some(stop), thread: Some(thread) })
    }

    /// What the edition itself remembers.
    pub fn memory(&self) -> Memory {
        Memory { db: Arc::new(self.db.clone()) }
    }

    /// Copies everything into `file`.
    ///
    /// # Errors
    ///
    /// When the file exists already or cannot be written.
    pub fn copy_to(&self, file: &Path) -> Result<(), Error> {
        Ok(self.db.vacuum_into(&file.to_string_lossy())?)
    }

    /// Deletes what has expired by the real clock.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn sweep(&self) -> Result<usize, Error> {
        Ok(self.db.sweep_ttl()?)
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Gives a table that an earlier edition made the indexes that it lacks, as a deployment would.
fn add_indexes(db: &Database, table: &Value) -> Result<(), Error> {
    let known = serde_json::to_value(db.describe_table(from(json!({ "TableName": TABLE }))?)?)?;
    let known = known["Table"]["GlobalSecondaryIndexes"].as_array().cloned().unwrap_or_default();
    for index in table["GlobalSecondaryIndexes"].as_array().into_iter().flatten() {
        if known.iter().any(|known| known["IndexName"] == index["IndexName"]) {
            continue;
        }
        db.update_table(from(json!({
            "TableName": TABLE,
            "AttributeDefinitions": table["AttributeDefinitions"],
            "GlobalSecondaryIndexUpdates": [{ "Create": index }],
        }))?)?;
    }
    Ok(())
}

/// Without this index the engine looks through all stream records for the latest at every write.
fn index_stream(file: &Path) -> Result<(), Error> {
    let connection = rusqlite::Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.execute_batch(
        "CREATE INDEX IF NOT EXISTS pagetally_stream_sequence ON _stream_records(table_name, CAST(sequence_number AS INTEGER))",
    )?;
    Ok(())
}

type Served = (String, oneshot::Sender<()>, std::thread::JoinHandle<()>);

/// Serves `db` from a runtime of its own, so that its waits for the disk stall no handler.
fn serve(db: Database) -> Result<Served, Error> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    let (stop, stopped) = oneshot::channel();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let thread = std::thread::Builder::new().name("engine".into()).spawn(move || {
        runtime.block_on(async {
            let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
            let stopped = async {
                let _ = stopped.await;
            };
            if let Err(err) = dynoxide::server::serve_with_shutdown(listener, db, stopped).await {
                tracing::error!("the engine stopped: {err}");
            }
        });
    })?;
    Ok((endpoint, stop, thread))
}

/// What the edition itself remembers over a restart, kind by kind and in the order of its ids.
#[derive(Clone)]
pub struct Memory {
    db: Arc<Database>,
}

impl Memory {
    /// Keeps `value` under `kind` and `id`.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn keep(&self, kind: &str, id: &str, value: &Value) -> Result<(), Error> {
        let item =
            json!({ "pk": { "S": kind }, "sk": { "S": id }, "value": { "S": value.to_string() } });
        self.db.put_item(from(json!({ "TableName": OWN_TABLE, "Item": item }))?)?;
        Ok(())
    }

    /// Forgets what is kept under `kind` and `id`.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn forget(&self, kind: &str, id: &str) -> Result<(), Error> {
        let key = json!({ "pk": { "S": kind }, "sk": { "S": id } });
        self.db.delete_item(from(json!({ "TableName": OWN_TABLE, "Key": key }))?)?;
        Ok(())
    }

    /// Everything of `kind`, newest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn newest(&self, kind: &str, limit: usize) -> Result<Vec<(String, Value)>, Error> {
        let (mut items, mut after) = (Vec::new(), Value::Null);
        loop {
            let mut query = json!({
                "TableName": OWN_TABLE,
                "KeyConditionExpression": "pk = :kind",
                "ExpressionAttributeValues": { ":kind": { "S": kind } },
                "ScanIndexForward": false,
                "Limit": limit - items.len(),
            });
            if after.is_object() {
                query["ExclusiveStartKey"] = after;
            }
            let found = serde_json::to_value(self.db.query(from(query)?)?)?;
            for item in found["Items"].as_array().into_iter().flatten() {
                let id = item["sk"]["S"].as_str().unwrap_or_default().to_owned();
                let value = item["value"]["S"].as_str().unwrap_or("null");
                items.push((id, serde_json::from_str(value)?));
            }
            // A page ends at 1 MB, which is two hundred letters.
            after = found["LastEvaluatedKey"].clone();
            if items.len() >= limit || !after.is_object() {
                return Ok(items);
            }
        }
    }

    /// The stream's records after `place`, at most `limit`, as Lambda hands them to a function.
    ///
    /// # Errors
    ///
    /// When the stream cannot be read.
    pub fn stream_after(&self, place: Option<&str>, limit: usize) -> Result<Vec<Value>, Error> {
        let streams =
            serde_json::to_value(self.db.list_streams(from(json!({ "TableName": TABLE }))?)?)?;
        let arn = streams["Streams"][0]["StreamArn"].clone();
        let described = self.db.describe_stream(from(json!({ "StreamArn": arn }))?)?;
        let described = serde_json::to_value(described)?;
        let shard = described["StreamDescription"]["Shards"][0]["ShardId"].clone();
        let start = match place {
            Some(place) => {
                json!({ "StreamArn": arn, "ShardId": shard, "ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": place })
            }
            None => {
                json!({ "StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON" })
            }
        };
        let iterator = serde_json::to_value(self.db.get_shard_iterator(from(start)?)?)?;
        let request = json!({ "ShardIterator": iterator["ShardIterator"], "Limit": limit });
        let records = serde_json::to_value(self.db.get_records(from(request)?)?)?;
        Ok(records["Records"].as_array().cloned().unwrap_or_default())
    }
}

fn from<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Error> {
    Ok(serde_json::from_value(value)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_an_earlier_edition_gets_the_indexes_that_it_lacks() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("table.db");
        let text = std::fs::read_to_string(crate::project().join("template.yaml")).expect("it");
        let template = Template::parse(&text).expect("a template");
        let mut earlier = template.clone();
        let indexes = earlier.table["GlobalSecondaryIndexes"].as_array_mut().expect("indexes");
        indexes.retain(|index| index["IndexName"] != "ending");
        let named = earlier.table["AttributeDefinitions"].as_array_mut().expect("attributes");
        named.retain(|attribute| attribute["AttributeName"] != "ends");
        let engine = Engine::start(Some(&file), &earlier).expect("an engine");
        let item = json!({ "pk": { "S": "P" }, "sk": { "S": "S" }, "shard": { "N": "7" }, "ends": { "S": "2026-12-31" } });
        let put = from(json!({ "TableName": TABLE, "Item": item })).expect("a put");
        engine.db.put_item(put).expect("an item");
        drop(engine);

        let engine = Engine::start(Some(&file), &template).expect("an engine");

        let query = from(json!({
            "TableName": TABLE,
            "IndexName": "ending",
            "KeyConditionExpression": "#shard = :shard",
            "ExpressionAttributeNames": { "#shard": "shard" },
            "ExpressionAttributeValues": { ":shard": { "N": "7" } },
        }));
        let found = engine.db.query(query.expect("a query")).expect("an index");
        assert_eq!(serde_json::to_value(found).expect("JSON")["Count"], 1);
    }
}
