//! One address for all AWS services that functions in processes of their own call: table, bus, mail and files. Told apart by what a request was signed
//! for; who signed it tells which function calls, so that its calls can be counted and compared with its role.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde_json::Value;
use tower::ServiceExt;

use crate::Error;
use crate::environments::Ledgers;

/// The secret by which every function signs.
pub(crate) const SECRET: &str = "local";
/// Where files come before they are inspected.
const INCOMING: &str = "incoming/";
/// How far away the table is for functions. Were it at once, calls made at the same time would seem to follow one another.
const DISTANCE: Duration = Duration::from_millis(25);
/// What the table takes of one request, and a little more.
const BODY_LIMIT: usize = 20 * 1024 * 1024;

/// The way to all services.
#[derive(Clone)]
pub(crate) struct Endpoint {
    /// The address of the engine.
    pub(crate) engine: String,
    /// Bus and mail.
    pub(crate) services: Router,
    /// Files.
    pub(crate) bucket: Router,
    /// Where calls to the table are noted.
    pub(crate) ledgers: Ledgers,
    /// Where rights are noted that calls make use of.
    pub(crate) uses: Option<Uses>,
    /// Connections to the engine.
    pub(crate) client: reqwest::Client,
}

impl Endpoint {
    /// The service as functions meet it.
    pub(crate) fn router(self) -> Router {
        Router::new().fallback(serve).with_state(self)
    }

    async fn table(&self, parts: Parts, body: Body) -> Result<Response, Error> {
        let operation = target(&parts.headers);
        let body = to_bytes(body, BODY_LIMIT).await?;
        let token = parts.headers.get("x-amz-security-token").and_then(|token| token.to_str().ok());
        let ledger = token.and_then(|token| self.ledgers.of(token));
        let call = ledger.as_ref().map(|ledger| ledger.begin(&operation));
        let sent = self.client.post(&self.engine).headers(parts.headers).body(body).send().await;
        let sent = sent?;
        let (status, headers, bytes) = (sent.status(), sent.headers().clone(), sent.bytes().await?);
        if let Some((ledger, call)) = ledger.zip(call) {
            tokio::time::sleep(DISTANCE).await;
            ledger.end(call);
        }
        Ok((status, headers, bytes).into_response())
    }
}

async fn serve(State(endpoint): State<Endpoint>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let Some(signer) = Signer::of(&parts) else {
        return (StatusCode::FORBIDDEN, "the request is not signed").into_response();
    };
    let (mut noted, mut body) = (Vec::new(), body);
    if endpoint.uses.is_some() {
        let Ok(bytes) = to_bytes(body, BODY_LIMIT).await else {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        };
        let call = serde_json::from_slice(&bytes).unwrap_or_default();
        noted = used(&signer, &parts, &call);
        body = Body::from(bytes);
    }
    let uses = endpoint.uses.clone();
    let response = match signer.service.as_str() {
        "dynamodb" => {
            parts.headers.remove("host");
            endpoint
                .table(parts, body)
                .await
                .unwrap_or_else(|err| (StatusCode::BAD_GATEWAY, err.to_string()).into_response())
        }
        "s3" => forward(endpoint.bucket, parts, body).await,
        "events" | "ses" => forward(endpoint.services, parts, body).await,
        other => (StatusCode::NOT_FOUND, format!("there is no {other} here")).into_response(),
    };
    // What was signed and then changed by somebody else is no use that the function made of a right.
    let forged = signer.service == "s3" && response.status() == StatusCode::FORBIDDEN;
    if let Some(uses) = uses.filter(|_| !forged) {
        uses.note(noted);
    }
    response
}

async fn forward(router: Router, parts: Parts, body: Body) -> Response {
    let Ok(response) = router.oneshot(Request::from_parts(parts, body)).await;
    response
}

/// Who signed a request, and for which service.
struct Signer {
    function: String,
    service: String,
}

impl Signer {
    /// From the header of a call, or from the query of an address that was signed before.
    fn of(parts: &Parts) -> Option<Self> {
        let header = parts.headers.get("authorization").and_then(|value| value.to_str().ok());
        let named = |text: &str| {
            let text = percent_decode_str(text).decode_utf8_lossy().into_owned();
            let mut scope = text.split('/').map(str::to_owned);
            Some(Self { function: scope.next()?, service: scope.nth(2)? })
        };
        let query = parts.uri.query().unwrap_or_default();
        let after = |text: &str, name: &str, end: char| {
            let (_, rest) = text.split_once(name)?;
            rest.split(end).next().map(str::to_owned)
        };
        header
            .and_then(|header| after(header, "Credential=", ','))
            .or_else(|| after(query, "X-Amz-Credential=", '&'))
            .and_then(|scope| named(&scope))
            // A browser asks before it puts a file, and signs nothing.
            .or_else(|| {
                let asks = parts.method == Method::OPTIONS;
                asks.then(|| Self { function: String::new(), service: "s3".into() })
            })
    }
}

/// A right that a call makes use of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Use {
    function: String,
    action: String,
    /// `table`, `table/index/pending`, `bus`, `mail`, `files`.
    resource: String,
    /// The kind of items or files: all of a key up to its first separator; empty where there is none.
    kind: String,
    /// Whether it was a part of a transaction.
    within: Option<String>,
}

/// A file that gets a line for each right that was made use of, once.
#[derive(Clone)]
pub(crate) struct Uses(Arc<Mutex<(BTreeSet<Use>, File)>>);

impl Uses {
    /// Adds to `file`.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub(crate) fn open(file: &Path) -> Result<Self, Error> {
        let file = File::options().create(true).append(true).open(file)?;
        Ok(Self(Arc::new(Mutex::new((BTreeSet::new(), file)))))
    }

    fn note(&self, uses: Vec<Use>) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for used in uses {
            let line = serde_json::to_string(&used).unwrap_or_default();
            // One write for the line and its end: several processes add to the file.
            if noted.0.insert(used)
                && let Err(err) = noted.1.write_all(format!("{line}\n").as_bytes())
            {
                tracing::error!("a use was not noted: {err}");
            }
        }
    }
}

/// The operation that a call names.
fn target(headers: &HeaderMap) -> String {
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok());
    target.and_then(|target| target.split('.').next_back()).unwrap_or_default().to_owned()
}

/// The rights that a call makes use of.
fn used(signer: &Signer, parts: &Parts, call: &Value) -> Vec<Use> {
    let right = |action: String, resource: String, kind: String, within: Option<&str>| Use {
        function: signer.function.clone(),
        action,
        resource,
        kind,
        within: within.map(str::to_owned),
    };
    match signer.service.as_str() {
        "dynamodb" => {
            let operation = target(&parts.headers);
            let accesses = accesses(&operation, call);
            let within = operation.starts_with("Transact").then_some(operation.as_str());
            let resource = match call["IndexName"].as_str() {
                Some(index) => format!("table/index/{index}"),
                None => "table".to_owned(),
            };
            let right = |(action, key): (&str, &str)| {
                let kind = kind_of(key, '#');
                right(format!("dynamodb:{action}"), resource.clone(), kind, within)
            };
            accesses.into_iter().map(right).collect()
        }
        "events" => {
            vec![right("events:PutEvents".into(), "bus".into(), String::new(), None)]
        }
        "ses" => vec![right("ses:SendEmail".into(), "mail".into(), String::new(), None)],
        "s3" => {
            let key = |path: &str| {
                path.trim_start_matches('/').split_once('/').map(|(_, key)| key.to_owned())
            };
            let own = key(parts.uri.path()).unwrap_or_default();
            let file = |action: &str, key: &str| {
                // Below incoming/ lies what comes for each kind of place.
                let within = if key.starts_with(INCOMING) { INCOMING } else { "" };
                let kind = format!("{within}{}", kind_of(&key[within.len()..], '/'));
                right(format!("s3:{action}"), "files".into(), kind, None)
            };
            match (&parts.method, parts.headers.get("x-amz-copy-source")) {
                (&Method::OPTIONS, _) => Vec::new(),
                (&Method::PUT, Some(source)) => {
                    let source = key(source.to_str().unwrap_or_default()).unwrap_or_default();
                    vec![file("GetObject", &source), file("PutObject", &own)]
                }
                (&Method::PUT, None) => vec![file("PutObject", &own)],
                (&Method::DELETE, _) => vec![file("DeleteObject", &own)],
                _ => vec![file("GetObject", &own)],
            }
        }
        _ => Vec::new(),
    }
}

/// All of a key up to its first separator, and that.
fn kind_of(key: &str, separator: char) -> String {
    key.split_inclusive(separator).next().unwrap_or_default().to_owned()
}

/// Each action on an item that a call to the table is made of, with the item's partition.
fn accesses<'a>(operation: &'a str, call: &'a Value) -> Vec<(&'a str, &'a str)> {
    let partition = |item: &'a Value| item["pk"]["S"].as_str().unwrap_or_default();
    match operation {
        "PutItem" => vec![(operation, partition(&call["Item"]))],
        "Query" => {
            let condition = call["KeyConditionExpression"].as_str().unwrap_or_default();
            let values = call["ExpressionAttributeValues"].as_object();
            // The partition's value is the one that the condition compares first.
            let first = condition.split_whitespace().find(|word| word.starts_with(':'));
            let value = first.zip(values).and_then(|(name, values)| values.get(name));
            let key = value.and_then(|value| value["S"].as_str().or(value["N"].as_str()));
            vec![(operation, key.unwrap_or_default())]
        }
        "TransactWriteItems" | "TransactGetItems" => {
            let parts = call["TransactItems"].as_array().into_iter().flatten();
            let parts = parts.filter_map(Value::as_object).flatten();
            parts
                .map(|(kind, part)| match kind.as_str() {
                    "Put" => ("PutItem", partition(&part["Item"])),
                    "Update" => ("UpdateItem", partition(&part["Key"])),
                    "Delete" => ("DeleteItem", partition(&part["Key"])),
                    "ConditionCheck" => ("ConditionCheckItem", partition(&part["Key"])),
                    _ => ("GetItem", partition(&part["Key"])),
                })
                .collect()
        }
        "BatchGetItem" => {
            let tables = call["RequestItems"].as_object().into_iter().flatten();
            let keys = tables.flat_map(|(_, table)| table["Keys"].as_array().into_iter().flatten());
            keys.map(|key| (operation, partition(key))).collect()
        }
        "BatchWriteItem" => {
            let tables = call["RequestItems"].as_object().into_iter().flatten();
            let writes = tables.flat_map(|(_, writes)| writes.as_array().into_iter().flatten());
            let item = |write: &'a Value| {
                partition(
                    write.pointer("/PutRequest/Item").unwrap_or(&write["DeleteRequest"]["Key"]),
                )
            };
            writes.map(|write| (operation, item(write))).collect()
        }
        _ => vec![(operation, partition(&call["Key"]))],
    }
}
