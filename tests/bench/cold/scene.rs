//! What functions are called with: the demo fleet, what somebody did before, and one event for each function.

use local::engine::Engine;
use local::template::{Route, Template};
use local::{Edition, Options};
use serde_json::{Value, json};

const CUSTOMER: &str = "17102995";
const CONTRACT: &str = "SPV-20418";
const SERIAL: &str = "FinalTest1";
/// What every HTTP function checks.
pub const ORIGIN_SECRET: &str = "bench";

/// A table in which there is something to see, and the names of what is there.
pub struct Scene {
    pub engine: Engine,
    pub template: Template,
    folder: tempfile::TempDir,
    contact: String,
    article: String,
    order: String,
    ticket: String,
    contract_ref: String,
    /// The event of the order, as the bus brought it.
    placed: Value,
    /// Requests a second that the one-machine edition answers: show-session, 16 at a time.
    pub requests_per_second: f64,
}

impl Scene {
    /// Lets somebody order and open a ticket in the one-machine edition, and keeps its table.
    pub async fn set() -> Self {
        // In memory, where there is such a folder: a disk's moods are not what is measured.
        let memory = std::path::Path::new("/dev/shm");
        let folder =
            if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.expect("a folder");
        let data = Some(folder.path().to_owned());
        let options = Options { data, demo: true, ..Options::default() };
        let edition = Edition::start(options).await.expect("the edition starts");
        let user = User::sign_in(&edition.url).await;
        let contacts = user.get("/api/contacts").await;
        let contact = first(&contacts["contacts"], "id");
        let articles = user.get(&format!("/api/devices/{SERIAL}/articles")).await;
        let article = first(&articles["articles"], "no");
        let order = json!({
            "lines": [{ "serial": SERIAL, "article": article, "quantity": 1, "reason": "bench" }],
            "contact_id": contact,
        });
        let order = user.post("/api/orders", order).await;
        let order = order["orders"][0]["number"].as_str().unwrap_or_default().to_owned();
        let ticket =
            json!({ "kind": "fault", "serial": SERIAL, "contact_id": contact, "text": "bench" });
        let ticket = user.post("/api/tickets", ticket).await;
        let ticket = ticket["number"].as_str().unwrap_or_default().to_owned();
        edition.rest().await.expect("all letters leave");
        let events = user.get("/mail/events.json").await;
        let placed = events.as_array().into_iter().flatten();
        let placed = placed.into_iter().find(|event| event["detail-type"] == "OrderPlaced");
        let placed = placed.expect("the order was told").clone();
        let contract_ref = placed["detail"]["contract_ref"].as_str().unwrap_or_default().to_owned();
        let requests_per_second = user.requests_per_second().await;
        drop(edition);
        let text = std::fs::read_to_string(local::project().join("template.yaml"));
        let template = Template::parse(&text.expect("a template")).expect("a template");
        let file = folder.path().join("table.db");
        let engine = Engine::start(Some(&file), &template).expect("an engine");
        Self {
            engine,
            template,
            folder,
            contact,
            article,
            order,
            ticket,
            contract_ref,
            placed,
            requests_per_second,
        }
    }

    /// An engine on a copy of the table as it is now.
    pub fn copy(&self) -> Engine {
        let name = format!("copy-{}.db", jiff::Timestamp::now().as_microsecond());
        let file = self.folder.path().join(name);
        self.engine.copy_to(&file).expect("a copy");
        Engine::start(Some(&file), &self.template).expect("an engine")
    }

    /// What `log-in` is called with.
    pub fn sign_in(&self) -> String {
        self.event("log-in", "", 0)
    }

    /// An event for `function`; the `n`th one is unlike those before where a repeated one would not be done again.
    pub fn event(&self, function: &str, cookie: &str, n: usize) -> String {
        let id = function.replace('-', "").to_lowercase();
        let route = self.template.routes.iter().find(|route| route.function.to_lowercase() == id);
        match route {
            Some(route) => self.request(function, route, cookie, n).to_string(),
            None => self.message(function).to_string(),
        }
    }

    fn request(&self, function: &str, route: &Route, cookie: &str, n: usize) -> Value {
        let body = self.body(function, n);
        let mut path = route.path.clone();
        let mut parameters = serde_json::Map::new();
        let number = if route.path.contains("/orders/") { &self.order } else { &self.ticket };
        for (name, value) in [("serial", SERIAL), ("number", number), ("id", &self.contact)] {
            if path.contains(&format!("{{{name}}}")) {
                path = path.replace(&format!("{{{name}}}"), value);
                parameters.insert(name.to_owned(), value.into());
            }
        }
        let route_key = format!("{} {}", route.method, route.path);
        let sheet = function == "read-readings-file";
        let mut event = json!({
            "version": "2.0",
            "routeKey": route_key,
            "rawPath": path,
            "rawQueryString": "",
            "headers": {
                "accept": "application/json",
                "accept-language": "de",
                "content-type": if sheet { "application/octet-stream" } else { "application/json" },
                "host": "portal.example",
                "idempotency-key": format!("bench-{function}-{n}"),
                "origin-secret": ORIGIN_SECRET,
                "user-agent": "bench",
                "viewer-address": "192.0.2.1",
                "x-forwarded-for": "192.0.2.1",
                "x-forwarded-port": "443",
                "x-forwarded-proto": "https",
            },
            "requestContext": {
                "accountId": "123456789012",
                "apiId": "bench",
                "domainName": "portal.example",
                "domainPrefix": "portal",
                "http": {
                    "method": route.method,
                    "path": path,
                    "protocol": "HTTP/1.1",
                    "sourceIp": "192.0.2.1",
                    "userAgent": "bench",
                },
                "requestId": format!("bench-{n}"),
                "routeKey": route_key,
                "stage": "$default",
                "time": "27/Nov/2026:10:00:00 +0000",
                "timeEpoch": 1_795_773_600_000_u64,
            },
            "pathParameters": parameters,
            "isBase64Encoded": false,
        });
        if !cookie.is_empty() {
            event["cookies"] = json!([cookie]);
        }
        match body {
            Value::Null => (),
            Value::String(text) => event["body"] = text.into(),
            body => event["body"] = body.to_string().into(),
        }
        event
    }

    fn body(&self, function: &str, n: usize) -> Value {
        let line =
            json!({ "serial": SERIAL, "article": self.article, "quantity": 1, "reason": "bench" });
        let order = json!({ "lines": [line], "contact_id": self.contact });
        let yesterday = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24);
        let yesterday = yesterday.strftime("%F").to_string();
        let values = json!([
            { "counter": "FARBE1", "value": 20_000 + n },
            { "counter": "MONO1", "value": 30_000 + n },
        ]);
        let readings = json!({ "readings": [{ "serial": SERIAL, "date": yesterday, "values": values, "reason": "bench" }] });
        match function {
            "log-in" => {
                json!({ "country": "DE", "language": "de", "customer_no": CUSTOMER, "contract_no": CONTRACT })
            }
            "send-code" => json!({ "contact_id": self.contact }),
            "check-code" => json!({ "code": "123456" }),
            "open-link" => json!({ "token": "unknown" }),
            "add-contact" | "change-contact" => json!({
                "first_name": "Max", "last_name": "Bench", "email": format!("max{n}@bench.example"), "language": "de",
            }),
            "check-order" | "place-order" => order,
            "open-ticket" => {
                json!({ "kind": "fault", "serial": SERIAL, "contact_id": self.contact, "text": "bench" })
            }
            "reply-ticket" | "request-visit" => json!({ "text": "bench" }),
            "request-address-change" => json!({
                "effective": "2027-01-15", "whole_address": false, "name": "Bench", "street": "Kaistraße 1", "postcode": "40221",
                "city": "Düsseldorf", "contact_id": self.contact,
            }),
            "check-readings" | "submit-readings" => readings,
            "read-readings-file" => {
                format!("Serial,Counter,New reading\n{SERIAL},MONO1,30000\n").into()
            }
            "save-draft" => {
                json!({ "devices": { SERIAL: { "values": { "MONO1": n.to_string() } } } })
            }
            "add-ticket-file" | "add-status-page" => json!({
                "name": "bench.pdf", "type": "application/pdf", "size": 1000, "sha256": format!("{n:064x}"),
            }),
            _ => Value::Null,
        }
    }

    /// An event of the function's trigger that changes nothing, or nothing twice.
    fn message(&self, function: &str) -> Value {
        let event = |source: &str, kind: &str, detail: Value| {
            json!({
                "version": "0", "id": "bench", "account": "123456789012", "region": "eu-central-1",
                "time": "2026-11-27T10:00:00Z", "resources": [], "source": source, "detail-type": kind, "detail": detail,
            })
        };
        let outside = |kind: &str, data: Value| {
            let detail = json!({
                "version": 1, "id": format!("bench-{kind}"), "occurred_at": "2026-11-27T10:00:00Z",
                "contract_ref": self.contract_ref, "type": kind, "data": data,
            });
            event("erp.bench", kind, detail)
        };
        match function {
            "publish-events" => json!({ "Records": [] }),
            "send-mail" => self.placed.clone(),
            "remind-shard" => event(
                "pagetally",
                "ShardPlanned",
                json!({ "run": "2026-12-28T05:00:00Z", "shard": 7 }),
            ),
            "remind-ends" => event("pagetally", "EndsPlanned", json!({ "shard": 7 })),
            "settle-mail" => event(
                "aws.ses",
                "Email Delivered",
                json!({
                    "eventType": "Delivery", "mail": { "messageId": "bench", "tags": {} },
                }),
            ),
            "inspect-upload" => event(
                "aws.s3",
                "Object Created",
                json!({
                    "object": { "key": format!("incoming/status/{}/01KD0000000000000000000000", self.contract_ref) },
                }),
            ),
            "apply-order-event" => outside("OrderConfirmed", json!({ "order": self.order })),
            "apply-ticket-event" => outside("TicketDone", json!({ "ticket": self.ticket })),
            "apply-address-decision" => outside(
                "AddressChangeDecided",
                json!({ "change": self.order, "decision": "rejected", "reason": "bench" }),
            ),
            "apply-status-page-request" => {
                outside("StatusPageRequested", json!({ "serials": [SERIAL] }))
            }
            _ => event("aws.events", "Scheduled Event", json!({})),
        }
    }
}

fn first(list: &Value, field: &str) -> String {
    list[0][field].as_str().unwrap_or_default().to_owned()
}

/// Somebody at the one-machine edition.
struct User {
    client: reqwest::Client,
    url: String,
    cookie: String,
}

impl User {
    async fn sign_in(url: &str) -> Self {
        let client = reqwest::Client::new();
        let form = json!({ "country": "DE", "language": "de", "customer_no": CUSTOMER, "contract_no": CONTRACT });
        let answer = client.post(format!("{url}/api/session")).json(&form).send().await;
        let answer = answer.expect("an answer");
        let cookie = answer.headers()["set-cookie"].to_str().expect("text");
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Self { client, url: url.to_owned(), cookie }
    }

    async fn get(&self, path: &str) -> Value {
        let call = self.client.get(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        call.send().await.expect("an answer").json().await.unwrap_or_default()
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let call = self.client.post(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        let call = call.header("idempotency-key", format!("scene-{path}")).json(&body);
        call.send().await.expect("an answer").json().await.unwrap_or_default()
    }

    async fn requests_per_second(&self) -> f64 {
        let began = std::time::Instant::now();
        let (users, each) = (16, 100);
        let rounds = (0..users).map(async |_| {
            for _ in 0..each {
                self.get("/api/session").await;
            }
        });
        futures_util::future::join_all(rounds).await;
        f64::from(users * each) / began.elapsed().as_secs_f64()
    }
}
