//! The API's contract: template, description and functions say the same, and what every operation costs.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::Command;

use local::template::{Target, Template, matches};
use serde_json::{Value, json};

use crate::readings::reading;
use crate::status_pages::pdf;
use crate::world::{Answer, Fleet, World};

/// Who may call what. A new operation is written down here on purpose.
const ACCESS: &[(&str, &str)] = &[
    ("show_countries", "anyone"),
    ("log_in", "anyone"),
    ("log_out", "anyone"),
    ("send_code", "pending"),
    ("check_code", "pending"),
    ("show_session", "link"),
    ("open_link", "anyone"),
    ("list_sessions", "confirmed"),
    ("end_session", "confirmed"),
    ("end_other_sessions", "confirmed"),
    ("change_sign_in", "confirmed"),
    ("show_contract", "numbers"),
    ("list_devices", "link"),
    ("show_device", "link"),
    ("list_articles", "numbers"),
    ("list_contacts", "numbers"),
    ("add_contact", "numbers"),
    ("change_contact", "confirmed"),
    ("delete_contact", "confirmed"),
    ("check_order", "numbers"),
    ("place_order", "numbers"),
    ("list_orders", "numbers"),
    ("show_order", "numbers"),
    ("cancel_order", "numbers"),
    ("release_order", "numbers"),
    ("request_address_change", "numbers"),
    ("list_address_changes", "numbers"),
    ("check_readings", "link"),
    ("submit_readings", "link"),
    ("export_readings", "link"),
    ("read_readings_file", "link"),
    ("list_readings", "numbers"),
    ("show_draft", "link"),
    ("save_draft", "link"),
    ("export_contact", "confirmed"),
    ("export_history", "confirmed"),
    ("withdraw_reading", "numbers"),
    ("add_ticket_file", "numbers"),
    ("fetch_ticket_file", "numbers"),
    ("list_status_pages", "numbers"),
    ("add_status_page", "numbers"),
    ("show_status_page", "numbers"),
    ("fetch_status_page", "numbers"),
    ("open_ticket", "numbers"),
    ("list_tickets", "numbers"),
    ("show_ticket", "numbers"),
    ("reply_ticket", "numbers"),
    ("request_visit", "numbers"),
];

fn template() -> Template {
    let text = std::fs::read_to_string(local::project().join("template.yaml")).unwrap();
    Template::parse(&text).unwrap()
}

/// `PlaceOrder` as `place_order`.
fn snake(id: &str) -> String {
    let words = id.char_indices().map(|(i, c)| {
        let gap = if c.is_uppercase() && i > 0 { "_" } else { "" };
        format!("{gap}{}", c.to_lowercase())
    });
    words.collect()
}

/// Method, path and id of every operation that the API's description names.
fn described() -> BTreeSet<(String, String, String)> {
    let document = local::openapi::document().unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, operations)| {
        operations.as_object().unwrap().iter().map(move |(method, operation)| {
            let id = operation["operationId"].as_str().unwrap();
            (method.to_uppercase(), path.clone(), id.to_owned())
        })
    });
    operations.collect()
}

fn function_folders() -> BTreeSet<String> {
    let folder = std::fs::read_dir(local::project().join("functions")).unwrap();
    folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

// ---- the descriptions agree

#[test]
fn the_template_routes_exactly_what_the_description_names() {
    let routed: BTreeSet<_> =
        template().routes.into_iter().map(|r| (r.method, r.path, snake(&r.function))).collect();

    assert_eq!(routed, described());
}

#[test]
fn the_template_deploys_exactly_the_functions_that_there_are() {
    let deployed: BTreeSet<_> =
        template().functions.iter().map(|id| snake(id).replace('_', "-")).collect();

    assert_eq!(deployed, function_folders());
}

#[test]
fn the_description_that_is_committed_is_the_one_that_the_types_give() {
    let committed = std::fs::read_to_string(local::project().join("infra/openapi.yaml")).unwrap();

    let generated = local::openapi::yaml().unwrap();

    assert!(committed == generated, "infra/openapi.yaml is out of date: cargo run -- describe");
}

/// The schemas in `folder` below those of events, by file name.
fn committed_schemas(folder: &str) -> BTreeMap<String, Value> {
    let folder = local::project().join("shared/events/schemas").join(folder);
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            (entry.file_name().into_string().unwrap(), serde_json::from_str(&text).unwrap())
        })
        .collect()
}

fn by_file(schemas: Vec<(&str, Value)>) -> BTreeMap<String, Value> {
    schemas.into_iter().map(|(kind, schema)| (format!("{kind}.json"), schema)).collect()
}

#[test]
fn the_event_schemas_that_are_committed_are_the_ones_that_the_types_give() {
    let generated = (by_file(events::schemas()), by_file(events::outside::schemas()));

    let committed = (committed_schemas(""), committed_schemas("operator"));

    assert_eq!(committed, generated, "shared/events/schemas is out of date: cargo run -- describe");
}

#[test]
fn every_event_of_the_operator_has_a_rule_that_brings_it_to_a_function() {
    let template = template();
    for kind in events::outside::Report::KINDS {
        let event = json!({ "source": "operator", "detail-type": kind });
        let matching = template.rules.iter().filter(|rule| matches(&rule.pattern, &event));
        let targets: Vec<_> = matching.map(|rule| &rule.target).collect();
        assert!(matches!(targets[..], [Target::Function(_)]), "{kind} goes to {targets:?}");
    }
}

#[test]
fn every_operation_declares_who_may_call_it() {
    let document = local::openapi::document().unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.values().flat_map(|path| path.as_object().unwrap().values());

    let declared: BTreeMap<&str, &str> = operations
        .map(|operation| {
            let level = match (&operation["security"], &operation["x-level"]) {
                (Value::Array(none), Value::Null) if none.is_empty() => "anyone",
                (Value::Null, Value::String(level)) => level,
                _ => panic!("{} declares nothing", operation["operationId"]),
            };
            (operation["operationId"].as_str().unwrap(), level)
        })
        .collect();

    assert_eq!(declared, ACCESS.iter().copied().collect());
}

/// The operations that carry a key.
fn keyed() -> BTreeSet<String> {
    let document = local::openapi::document().unwrap();
    let paths = document["paths"].as_object().unwrap();
    paths
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
        .filter(|operation| {
            let parameters = operation["parameters"].as_array().unwrap();
            parameters.iter().any(|p| p["name"] == "Idempotency-Key" && p["required"] == true)
        })
        .map(|operation| operation["operationId"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn exactly_what_changes_something_in_a_session_carries_a_key() {
    let expected = [
        "add_contact",
        "change_contact",
        "delete_contact",
        "change_sign_in",
        "end_session",
        "end_other_sessions",
        "place_order",
        "cancel_order",
        "release_order",
        "request_address_change",
        "submit_readings",
        "withdraw_reading",
        "add_status_page",
        "add_ticket_file",
        "open_ticket",
        "reply_ticket",
        "request_visit",
    ];
    assert_eq!(keyed(), expected.map(str::to_owned).into());
}

#[test]
fn the_page_about_the_api_names_every_operation() {
    let page = std::fs::read_to_string(local::project().join("docs/api.md")).unwrap();

    for (method, path, id) in described() {
        assert!(
            page.contains(&format!("`{method} {path}")),
            "docs/api.md lacks {id}: {method} {path}"
        );
    }
}

#[test]
fn no_function_carries_the_one_machine_edition() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "-e", "normal", "--offline", "--locked", "--prefix", "none"]);
    for function in function_folders() {
        cargo.args(["-p", &function]);
    }

    let tree = cargo.current_dir(local::project()).output().unwrap();

    let error = String::from_utf8_lossy(&tree.stderr);
    assert!(tree.status.success(), "{error}");
    let packages: BTreeSet<String> = String::from_utf8(tree.stdout)
        .unwrap()
        .lines()
        .filter_map(|line| line.split(' ').next().map(str::to_owned))
        .collect();
    assert!(packages.contains("place-order") && packages.contains("aws-sdk-dynamodb"));
    let unwanted =
        ["axum", "dynoxide-rs", "rusqlite", "libsqlite3-sys", "local", "clap", "reqwest"];
    for package in unwanted {
        assert!(!packages.contains(package), "a function depends on {package}");
    }
}

#[test]
fn only_the_functions_for_uploads_carry_the_bucket() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "-e", "normal", "--offline", "--locked", "--prefix", "none"]);
    cargo.args(["--workspace", "--invert", "aws-sdk-s3"]);

    let tree = cargo.current_dir(local::project()).output().unwrap();

    let text = String::from_utf8(tree.stdout).unwrap();
    let users: BTreeSet<&str> =
        text.lines().filter_map(|line| line.split(' ').next()).filter(|p| !p.is_empty()).collect();
    let allowed = [
        "add-status-page",
        "add-ticket-file",
        "aws-sdk-s3",
        "fetch-status-page",
        "fetch-ticket-file",
        "files",
        "inspect-upload",
        "local",
        "tests",
    ];
    assert!(tree.status.success() && users.is_subset(&BTreeSet::from(allowed)), "{users:?}");
}

#[test]
fn only_the_functions_for_files_carry_spreadsheets() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "-e", "normal", "--offline", "--locked", "--prefix", "none"]);
    cargo.args(["--workspace", "--invert", "sheets"]);

    let tree = cargo.current_dir(local::project()).output().unwrap();

    let text = String::from_utf8(tree.stdout).unwrap();
    let users: BTreeSet<&str> =
        text.lines().filter_map(|line| line.split(' ').next()).filter(|p| !p.is_empty()).collect();
    let allowed = ["export-readings", "local", "read-readings-file", "sheets", "tests"];
    assert!(tree.status.success() && users.is_subset(&BTreeSet::from(allowed)), "{users:?}");
}

// ---- what it costs

/// A portal of its own in which [`one_of_each`] can be called: readings are due, and letters with links are sent.
async fn ready_for_each() -> World {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").address("H2", "Hafenstraße 14");
    fleet.device("A", "H1").device("B", "H2");
    let world = fleet.private_world().await;
    world.travel_to("2026-12-28T10:00:00Z");
    world.morning().await;
    world
}

/// Every operation once, by its id, in a session that may do everything.
async fn one_of_each(world: &World, round: u32) -> BTreeMap<String, Answer> {
    let key = |what: &str| format!("{what}-{round}");
    let mut answers = Vec::new();
    let mut erika = world.anyone();
    answers.push(erika.get("/api/countries").await);
    let letter = world.letter_with_link().await;
    answers.push(world.anyone().open_link(&letter).await);
    answers.push(erika.sign_in().await);
    let contact = erika.contact_id().await;
    let code = json!({ "contact_id": contact });
    answers.push(erika.post("/api/session/code", code).await);
    let code = world.mailed_code(round as usize).await;
    answers.push(erika.put("/api/session/code", json!({ "code": code })).await);
    for path in
        ["session", "contract", "devices", "devices/A", "devices/A/articles", "contacts", "orders"]
    {
        answers.push(erika.get(&format!("/api/{path}")).await);
    }

    let form = |name: &str| json!({ "first_name": name, "last_name": "Neu", "email": format!("max{round}@neu.example"), "language": "de" });
    let added = erika.keyed("POST", "/api/contacts", &key("a"), form("Max")).await;
    let path = format!("/api/contacts/{}", added.json["id"].as_str().unwrap());
    answers.push(added);
    answers.push(erika.keyed("PUT", &path, &key("b"), form("Moritz")).await);
    answers.push(erika.get(&format!("{path}/file")).await);
    answers.push(erika.keyed("DELETE", &path, &key("c"), json!(null)).await);

    world.user().await;
    let sessions = erika.get("/api/sessions").await;
    let others = sessions.json["sessions"].as_array().unwrap().iter();
    let other = others.clone().find(|one| one["current"] == false).unwrap()["id"].clone();
    let path = format!("/api/sessions/{}", other.as_str().unwrap());
    answers.push(sessions);
    answers.push(erika.keyed("DELETE", &path, &key("d"), json!(null)).await);
    answers.push(erika.keyed("DELETE", "/api/sessions", &key("e"), json!(null)).await);
    for required in [true, false] {
        let (key, form) = (key(&required.to_string()), json!({ "code_required": required }));
        answers.push(erika.keyed("PUT", "/api/contract/sign-in", &key, form).await);
    }

    let order = json!({
        "lines": [
            { "serial": "A", "article": "4001", "quantity": 1, "reason": "Vorrat" },
            { "serial": "B", "article": "4002", "quantity": 1, "reason": "Vorrat" },
        ],
        "contact_id": contact,
    });
    answers.push(erika.post("/api/orders/check", order.clone()).await);
    let placed = erika.keyed("POST", "/api/orders", &key("d"), order).await;
    let path = format!("/api/orders/{}", placed.json["orders"][0]["number"].as_str().unwrap());
    answers.push(placed);
    answers.push(erika.get(&path).await);
    answers.push(erika.keyed("POST", &format!("{path}/cancel"), &key("e"), json!(null)).await);

    let moving = json!({
        "effective": "2027-01-15", "whole_address": false, "name": "Musterwerke", "street": format!("Kaistraße {round}"), "postcode": "40221",
        "city": "Düsseldorf", "contact_id": contact,
    });
    let serial = if round == 1 { "A" } else { "B" };
    let path = format!("/api/devices/{serial}/address-changes");
    answers.push(erika.keyed("POST", &path, &key("h"), moving).await);
    answers.push(erika.get("/api/address-changes").await);
    let addresses = erika.get("/api/devices").await.json;
    let home = addresses["devices"][usize::from(serial == "B")]["address"].clone();
    let all = addresses["addresses"].as_array().unwrap();
    let home = all.iter().find(|address| address["id"] == home).unwrap();
    let waiting = json!({
        "lines": [{ "serial": serial, "article": "4003", "quantity": 1, "reason": "Vorrat" }],
        "deliveries": [{ "address": home["id"], "version": home["version"], "wait": true }],
        "contact_id": contact,
    });
    let placed = erika.keyed("POST", "/api/orders", &key("i"), waiting).await;
    let number = placed.json["orders"][0]["number"].as_str().unwrap().to_owned();
    let path = format!("/api/orders/{number}/release");
    answers.push(erika.keyed("POST", &path, &key("j"), json!(null)).await);
    let form = crate::tickets::fault(&mut erika).await;
    let opened = erika.keyed("POST", "/api/tickets", &key("h"), form).await;
    let number = opened.json["number"].as_str().unwrap().to_owned();
    let path = format!("/api/tickets/{number}");
    answers.push(opened);
    answers.push(erika.get("/api/tickets").await);
    answers.push(erika.get(&path).await);
    let text = json!({ "text": "Noch immer" });
    answers.push(erika.keyed("POST", &format!("{path}/messages"), &key("i"), text.clone()).await);
    let (announced, file) = erika.attached(&number, &key("k"), &pdf(&key("file"))).await;
    answers.push(announced);
    let fetched = format!("{path}/files/{}", file["id"].as_str().unwrap());
    answers.push(erika.get(&fetched).await);
    world.close_ticket(&number).await;
    answers.push(erika.keyed("POST", &format!("{path}/visits"), &key("j"), text).await);

    let readings = json!({ "readings": [reading("A", 6_000 + round, 9_500 + round)] });
    answers.push(erika.post("/api/readings/check", readings.clone()).await);
    answers.push(erika.keyed("POST", "/api/readings", &key("f"), readings).await);
    answers.push(erika.get("/api/readings/file").await);
    let sheet = b"Serial,Counter,New reading\nA,MONO1,9999\n".to_vec();
    answers.push(erika.upload("/api/readings/file", sheet).await);
    let draft = json!({ "devices": { "A": { "values": { "MONO1": "9.5" } } } });
    answers.push(erika.put("/api/readings/draft", draft).await);
    answers.push(erika.get("/api/readings/draft").await);
    let history = erika.get("/api/devices/A/readings").await;
    let path =
        format!("/api/devices/A/readings/{}", history.json["readings"][0]["id"].as_str().unwrap());
    answers.push(history);
    answers.push(erika.get("/api/devices/A/readings/file").await);
    answers.push(erika.keyed("POST", &format!("{path}/withdraw"), &key("g"), json!(null)).await);

    let page = pdf(&format!("page {round}"));
    let announced = erika.announce("A", &key("l"), &page).await;
    world.put_file(&announced.json["upload"], page).await;
    let path = format!("/api/status-pages/{}", announced.json["id"].as_str().unwrap());
    answers.push(announced);
    erika.settled(&path).await;
    answers.push(erika.get(&path).await);
    answers.push(erika.get(&format!("{path}/file")).await);
    answers.push(erika.get("/api/status-pages").await);
    answers.push(erika.delete("/api/session").await);

    let by_id = |answer: Answer| {
        assert!(answer.status < 300, "{}: {}", answer.header("operation"), answer.text);
        (answer.header("operation").to_owned(), answer)
    };
    answers.into_iter().map(by_id).collect()
}

/// What a call of the table's client does to the table.
fn writes(call: &str) -> bool {
    match call {
        "GetItem" | "BatchGetItem" | "Query" => false,
        "PutItem" | "UpdateItem" | "DeleteItem" | "TransactWriteItems" => true,
        other => panic!("is {other} a read or a write?"),
    }
}

#[tokio::test]
async fn a_warm_read_is_one_round_trip_deep_and_a_write_two() {
    let world = ready_for_each().await;
    // The first round reads what a process then remembers.
    one_of_each(&world, 1).await;

    let answers = one_of_each(&world, 2).await;

    let (mut table, mut too_deep) = (String::new(), Vec::new());
    for (id, answer) in &answers {
        let (depth, calls) = (answer.header("table-depth"), answer.header("table-calls"));
        table += &format!("{id:<16} {depth:>5}  {calls}\n");
        let allowed = if calls.split(',').any(writes) { 2 } else { 1 };
        if depth.parse::<u32>().unwrap() > allowed {
            too_deep.push(id);
        }
    }
    // Past the test harness, which would keep it to itself.
    let heading = "operation        depth  calls";
    writeln!(std::io::stderr(), "\n{heading}\n{table}").unwrap();
    let known: BTreeSet<&str> = ACCESS.iter().map(|(id, _)| *id).collect();
    assert_eq!(answers.keys().map(String::as_str).collect::<BTreeSet<_>>(), known);
    assert_eq!(too_deep, Vec::<&String>::new(), "deeper than allowed:\n{table}");
}

#[tokio::test]
async fn every_operation_that_changes_something_leaves_an_audit_entry() {
    let world = ready_for_each().await;

    one_of_each(&world, 1).await;

    let said = world.items("AUDIT").await;
    let said: BTreeSet<&str> =
        said.iter().map(|entry| entry["operation"]["S"].as_str().unwrap()).collect();
    let mut changing = keyed();
    changing.extend(["log_in", "open_link", "send_code", "check_code"].map(str::to_owned));
    let silent: Vec<_> = changing.iter().filter(|id| !said.contains(id.as_str())).collect();
    assert_eq!(silent, Vec::<&String>::new());
}

#[tokio::test]
async fn everything_is_kept_for_a_time_but_what_the_contract_stands_on() {
    let world = ready_for_each().await;
    one_of_each(&world, 1).await;
    world.rest().await;

    let stored = world.table("Scan", json!({})).await;

    let kind = |item: &Value| {
        let (pk, sk) = (item["pk"]["S"].as_str().unwrap(), item["sk"]["S"].as_str().unwrap());
        let first = |key: &str| key.split('#').next().unwrap().to_owned();
        if ["CONTRACT", "SEAL"].contains(&first(pk).as_str()) {
            format!("{} {}", first(pk), first(sk))
        } else {
            first(pk)
        }
    };
    let lasting: BTreeSet<String> = stored["Items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["expires"].is_null())
        .map(kind)
        .collect();
    let expected = [
        "CONTRACT ADDRESS",
        "CONTRACT CONTACT",
        "CONTRACT CONTRACT",
        "CONTRACT DEVICE",
        "CONTRACT EMAIL",
        "CONTRACT IMPORTED",
        "COUNTRY",
        "MODEL",
        "NUMBER",
        "REF",
        "SEAL HEAD",
    ];
    assert_eq!(lasting, expected.map(str::to_owned).into());
}

#[tokio::test]
async fn every_operation_notes_the_use_of_a_session_that_was_idle_for_minutes() {
    let world = ready_for_each().await;
    world.take_time(5 * 60);

    let answers = one_of_each(&world, 1).await;

    // These begin a session or end it.
    let no_use = ["show_countries", "open_link", "log_in", "log_out", "send_code", "check_code"];
    for (id, answer) in answers.iter().filter(|(id, _)| !no_use.contains(&id.as_str())) {
        let calls = answer.header("table-calls");
        assert!(calls.contains("UpdateItem"), "{id}: {calls}");
    }
}

#[tokio::test]
async fn nothing_that_only_shows_writes_to_the_table() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    for path in [
        "countries",
        "session",
        "contract",
        "devices",
        "devices/A",
        "devices/A/articles",
        "devices/A/readings",
        "readings/file",
        "readings/file?format=csv",
        "readings/draft",
        "contacts",
        "orders",
        "status-pages",
        "address-changes",
        "tickets",
        "tickets?serial=A",
    ] {
        let answer = user.get(&format!("/api/{path}")).await;
        let calls = answer.header("table-calls");
        assert!(!calls.is_empty() && !calls.split(',').any(writes), "{path}: {calls}");
    }
}

#[tokio::test]
async fn a_replay_costs_one_round_trip() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);
    user.ordered("k", lines.clone()).await;

    let replayed = user.order("k", lines).await;

    assert_eq!((replayed.status, replayed.header("table-depth")), (201, "1"));
}

// ---- what every answer has

#[tokio::test]
async fn page_and_api_carry_the_security_headers_of_the_template() {
    let world = World::with_two_devices().await;
    let headers = template().headers;
    let named: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    for needed in
        ["content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy"]
    {
        assert!(named.contains(&needed), "the template lacks {needed}");
    }
    for path in ["/", "/api/countries", "/api/session", "/api/nowhere", "/nowhere"] {
        let answer = world.anyone().get(path).await;
        for (name, value) in &headers {
            let own = answer.header(name).split_inclusive(' ').map(in_the_cloud);
            assert_eq!(&own.collect::<String>(), value, "{path}: {name}");
        }
    }
}

/// The bucket of this machine as the template names its own.
fn in_the_cloud(word: &str) -> String {
    match word.strip_prefix("http://localhost:") {
        Some(port) => {
            format!(
                "https://${{Files.RegionalDomainName}}{}",
                port.trim_start_matches(char::is_numeric)
            )
        }
        None => word.to_owned(),
    }
}

#[test]
fn the_content_security_policy_allows_nothing_unsafe() {
    let headers = template().headers;
    let (_, policy) = headers.iter().find(|(name, _)| name == "content-security-policy").unwrap();

    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
}

#[tokio::test]
async fn answers_of_the_api_are_kept_by_no_cache() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    for path in ["countries", "session", "devices", "contacts", "orders", "orders/1"] {
        assert_eq!(
            user.get(&format!("/api/{path}")).await.header("cache-control"),
            "no-store",
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_answer_has_an_id_of_its_own_that_the_logs_know() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let ids: BTreeSet<String> = [
        user.get("/api/session").await,
        user.get("/api/session").await,
        user.get("/api/orders/1").await,
    ]
    .iter()
    .map(|answer| answer.header("request-id").to_owned())
    .collect();

    assert_eq!(ids.len(), 3, "{ids:?}");
    assert!(!ids.contains(""));
}

#[tokio::test]
async fn an_unknown_route_is_not_found() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    for path in
        ["/api", "/api/", "/api/nowhere", "/api/orders/1/2/3", "/api//orders", "/api/ORDERS"]
    {
        assert_eq!(user.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_known_route_with_another_method_is_not_found() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    for (method, path) in [
        ("PUT", "/api/orders"),
        ("DELETE", "/api/orders"),
        ("PATCH", "/api/session"),
        ("POST", "/api/devices"),
        ("GET", "/api/session/code"),
        ("GET", "/api/orders/check/cancel"),
    ] {
        let answer = user.send(method, path, Some("k"), None).await;
        assert_eq!(answer.status, 404, "{method} {path}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_stranger_cannot_name_his_own_address() {
    let world = Fleet::new().private_world().await;
    world.travel_to("2026-11-24T09:10:00Z");
    let client = reqwest::Client::new();
    let mut statuses = Vec::new();
    for i in 0..21 {
        let form = json!({ "country": "DE", "language": "de", "customer_no": (92_000_000 + i).to_string(), "contract_no": format!("NONE{i}") });
        let request = client
            .post(format!("{}/api/session", world.url()))
            .header("viewer-address", format!("10.0.0.{i}"))
            .header("x-forwarded-for", format!("10.0.0.{i}"))
            .header("content-type", "application/json")
            .body(form.to_string());
        statuses.push(request.send().await.unwrap().status().as_u16());
    }

    assert_eq!((&statuses[..20], statuses[20]), (&[401; 20][..], 429));
}
