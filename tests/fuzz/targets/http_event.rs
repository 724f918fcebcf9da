use api::readings::{ReadingsForm, named, parts};
use api::tickets::{TextForm, TicketForm};
use api::{
    Access, Body, Command, ContactForm, DraftForm, Empty, Operation, OrderForm, Request, StatusCode,
};
use data_encoding::BASE64;
use domain::{
    Contact, ContactId, ContractKey, ContractRef, Error, Language, Level, NewFile, Result, Session,
};
use events::Event;
use futures_util::FutureExt;
use jiff::Timestamp;
use request_address_change::AddressChangeForm;
use serde_json::{Map, Value, json};
use store::Outcome;

use super::portal::{TOKEN, app};

static OPERATION: Operation = Operation::new("fuzz", Access::Session(Level::Numbers));

/// The forms of operations that change something.
const FORMS: [fn(&Command) -> Result<()>; 9] = [
    |command| command.form::<OrderForm>()?.parse(true).map(drop),
    |command| command.form::<ContactForm>()?.parse(contact_id(), false).map(contact),
    |command| command.form::<ReadingsForm>().and_then(readings),
    |command| command.form::<TicketForm>()?.parse().map(drop),
    |command| command.form::<TextForm>()?.parse().map(drop),
    |command| command.form::<api::files::FileForm>()?.parse().map(file),
    |command| command.form::<DraftForm>()?.parse().map(drop),
    |command| command.form::<AddressChangeForm>()?.parse().map(drop),
    |command| command.form::<Empty>()?.parse(),
];

/// The event of API Gateway for a request that changes something: it is refused as a mistake of its sender or taken, whatever its form, and a retry
/// in another spelling is the same request.
pub fn http_event(data: &[u8]) {
    let Some(request) = request(data) else { return };
    for form in FORMS {
        let handler = |app: api::App, request: Request| async move {
            form(&api::command(&app, &request, &OPERATION)?)?;
            Ok(api::empty(StatusCode::NO_CONTENT))
        };
        let answer = api::answer(&OPERATION, handler, app().clone(), request.clone());
        let answer = answer.now_or_never().expect("nothing is waited for").expect("an answer");
        let status = answer.status();
        assert!(status == StatusCode::NO_CONTENT || status.is_client_error(), "{status}");
        if status.is_client_error() {
            let problem: Value = serde_json::from_slice(answer.body()).expect("a problem in JSON");
            assert_eq!(problem["status"], status.as_u16());
        }
    }
    retry(&request);
}

/// The request as a function gets it, signed in; nothing where the bytes are no event.
fn request(data: &[u8]) -> Option<Request> {
    let mut event: Map<String, Value> = serde_json::from_slice(data).ok()?;
    let method = event.get("requestContext").and_then(|context| context["http"]["method"].as_str());
    let method = method.filter(|method| ["POST", "PUT", "PATCH", "DELETE"].contains(method));
    let http =
        json!({ "method": method.unwrap_or("POST"), "path": "/", "sourceIp": "203.0.113.17" });
    // What API Gateway writes itself is as it writes it; and it hands on paths and queries only that can be sent.
    event.insert("requestContext".into(), json!({ "http": http, "requestId": "Fuzz=" }));
    event.insert("cookies".into(), json!([format!("session={TOKEN}")]));
    if let Some(headers) = event.get_mut("headers").and_then(Value::as_object_mut) {
        headers.retain(|name, _| !["host", "x-forwarded-proto"].contains(&&*name.to_lowercase()));
    }
    let bytes =
        event.get("body").and_then(Value::as_str).map(|body| BASE64.decode(body.as_bytes()));
    if !matches!(bytes, Some(Ok(_))) {
        event.insert("isBase64Encoded".into(), false.into());
    }
    let path = event.get("rawPath").and_then(Value::as_str);
    let path = path.filter(|path| path.starts_with('/') && path.len() < 8_192).unwrap_or("/");
    event.insert("rawPath".into(), path.into());
    let sendable = |c: &char| c.is_ascii_graphic() && !"\"<>\\^`{|}#".contains(*c);
    let query = event.get("rawQueryString").and_then(Value::as_str).unwrap_or_default();
    let query: String = query.chars().filter(sendable).take(8_192).collect();
    event.insert("rawQueryString".into(), query.into());
    lambda_http::request::from_str(&Value::Object(event).to_string()).ok()
}

/// The same request again, spelled otherwise, gets the answer of the first; another one under its key gets none.
fn retry(request: &Request) {
    let Ok(first) = api::command(app(), request, &OPERATION) else { return };
    let session = session();
    let done = (StatusCode::OK, &json!({}));
    let effect = |command: &Command| -> Result<_> {
        Ok(command.effect(app(), &session, done, None::<Event>)?.answer)
    };
    let Ok(stored) = effect(&first) else { return };

    let body = api::body(request).expect("it was read before");
    let replayed = |body: &Value| {
        let (parts, _) = request.clone().into_parts();
        let text = serde_json::to_string_pretty(body).expect("JSON");
        let mut other = Request::from_parts(parts, Body::Text(text));
        let json = "application/json".parse().expect("a media type");
        other.headers_mut().insert("content-type", json);
        let other = api::command(app(), &other, &OPERATION).expect("as good as the first");
        let effect = other.effect(app(), &session, done, None::<Event>).expect("the same key");
        other.finish(effect, Outcome::Before(stored.clone()))
    };
    let again = replayed(&body).expect("a retry is answered");
    assert!(again.headers().contains_key("idempotent-replayed"));
    let other = replayed(&json!([body]));
    assert!(matches!(other, Err(Error::Invalid(_))), "another request got the first one's answer");
}

fn session() -> Session {
    let began = Timestamp::UNIX_EPOCH;
    Session {
        id: String::new(),
        contract: ContractKey::from_parts("DE#17102995#SPV20418", '#').expect("a key"),
        contract_ref: ContractRef::parse("01J00000000000000000000000").expect("a reference"),
        level: Level::Numbers,
        time_zone: "Europe/Berlin".into(),
        language: Language::De,
        contact: None,
        began,
        last_used: began,
        network: String::new(),
    }
}

fn contact_id() -> ContactId {
    ContactId::parse("01J00000000000000000000001").expect("an id")
}

/// A contact that was taken can be read again.
fn contact(contact: Contact) {
    let stored = serde_json::to_value(&contact).expect("JSON");
    assert_eq!(serde_json::from_value::<Contact>(stored).ok(), Some(contact));
}

/// So can a file that was announced.
fn file(file: NewFile) {
    let stored = serde_json::to_value(&file).expect("JSON");
    assert_eq!(serde_json::from_value::<NewFile>(stored).ok(), Some(file));
}

/// Every row is in exactly one part, and every device that a row names is among those that are asked for.
fn readings(form: ReadingsForm) -> Result<()> {
    let rows = form.rows()?;
    let split = parts(&rows, 90);
    assert_eq!(split.iter().map(|part| part.len()).sum::<usize>(), rows.len());
    let (all, corrected) = named(&rows);
    assert!(corrected.is_subset(&all));
    Ok(())
}
