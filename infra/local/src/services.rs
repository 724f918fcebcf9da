//! EventBridge and SES as far as the functions call them: two endpoints that the real SDK clients talk to.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::mailbox::{self, Mailbox};
use crate::runner::Runner;

/// Entries that one `PutEvents` takes.
const ENTRIES: usize = 10;

#[derive(Clone)]
struct Services {
    mailbox: Mailbox,
    runner: Runner,
}

pub(crate) fn router(mailbox: Mailbox, runner: Runner) -> Router {
    Router::new()
        .route("/", post(put_events))
        .route("/events/{id}", get(fate))
        .route("/v2/email/outbound-emails", post(send_email))
        .with_state(Services { mailbox, runner })
}

async fn put_events(State(services): State<Services>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok());
    let request: Value = serde_json::from_slice(&body).unwrap_or_default();
    let entries = request["Entries"].as_array().cloned().unwrap_or_default();
    if target != Some("AWSEvents.PutEvents") || entries.is_empty() || entries.len() > ENTRIES {
        return refused(
            "ValidationException",
            "PutEvents with 1 to 10 entries is all that is understood",
        );
    }
    let mut failed = 0;
    let answers: Vec<Value> = entries
        .iter()
        .map(|entry| match take(&services.runner, entry) {
            Ok(id) => json!({ "EventId": id }),
            Err(code) => {
                failed += 1;
                json!({ "ErrorCode": code, "ErrorMessage": code })
            }
        })
        .collect();
    axum::Json(json!({ "FailedEntryCount": failed, "Entries": answers })).into_response()
}

/// What became of an event from outside; null while nobody knows. The real bus does not tell.
async fn fate(State(services): State<Services>, Path(id): Path<String>) -> Response {
    axum::Json(services.runner.fate(&id)).into_response()
}

fn take(runner: &Runner, entry: &Value) -> Result<String, &'static str> {
    let detail: Value = entry["Detail"]
        .as_str()
        .and_then(|detail| serde_json::from_str(detail).ok())
        .filter(Value::is_object)
        .ok_or("MalformedDetail")?;
    let id = store::new_id(Timestamp::now());
    let text = |name: &str| entry[name].as_str().unwrap_or_default();
    let event = event(&id, text("Source"), text("DetailType"), detail);
    runner.take(event).map(|()| id).map_err(|_| "InternalFailure")
}

/// An event as the bus carries it.
pub(crate) fn event(id: &str, source: &str, kind: &str, detail: Value) -> Value {
    json!({
        "version": "0",
        "id": id,
        "detail-type": kind,
        "source": source,
        "account": "000000000000",
        "time": Timestamp::now().to_string(),
        "region": "eu-central-1",
        "resources": [],
        "detail": detail,
    })
}

async fn send_email(State(services): State<Services>, body: Bytes) -> Response {
    let request: Value = serde_json::from_slice(&body).unwrap_or_default();
    let tags = request["EmailTags"].as_array().cloned().unwrap_or_default();
    if let Some(tag) = tags.iter().find(|tag| !(fits(&tag["Name"]) && fits(&tag["Value"]))) {
        return refused("BadRequestException", &format!("{tag} is no tag that SES would take"));
    }
    let id = match services.mailbox.take(&request).await {
        Ok(id) => id,
        Err(err) => return refused("MessageRejected", &err.to_string()),
    };
    let tags = mailbox::tags(&request);
    for (kind, name) in [("Send", "Email Sent"), ("Delivery", "Email Delivered")] {
        let detail = json!({ "eventType": kind, "mail": { "messageId": id, "tags": tags } });
        let event = event(&store::new_id(Timestamp::now()), "aws.ses", name, detail);
        if let Err(err) = services.runner.take(event) {
            tracing::error!("a mail event was lost: {err}");
        }
    }
    axum::Json(json!({ "MessageId": id })).into_response()
}

/// SES takes ASCII letters, digits, `_` and `-` in names and values of tags, 256 at most.
fn fits(part: &Value) -> bool {
    part.as_str().is_some_and(|part| {
        (1..=256).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    })
}

fn refused(code: &'static str, message: &str) -> Response {
    let body = axum::Json(json!({ "__type": code, "message": message }));
    (StatusCode::BAD_REQUEST, [("x-amzn-errortype", code)], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_the_mail_service_would_refuse_does_not_fit() {
        for good in ["letter", "contract_ref", "01J0_263274819204_01J0", "a-b"] {
            assert!(fits(&json!(good)), "tag {good:?}");
        }
        for bad in
            [json!("a.b"), json!("a b"), json!(""), json!("ä"), json!("a".repeat(257)), json!(null)]
        {
            assert!(!fits(&bad), "tag {bad}");
        }
    }
}
