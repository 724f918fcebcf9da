//! The end of a contract: what is asked for, when, what is still taken, and what comes out.

use std::collections::{BTreeMap, BTreeSet};

use domain::{End, EndStage};
use jiff::civil::date;
use serde_json::{Value, json};

use crate::readings::reading;
use crate::world::{Fleet, Person, World, join_all};

/// The last day of the contracts here. No quarter is owed near it: the windows of the third and of the fourth one are closed or over.
const ENDS: &str = "2026-11-15";

/// Devices A and B, last read in September, in a portal of its own.
async fn ending(moment: &str) -> World {
    two_devices().private_world_on(moment).await
}

fn two_devices() -> Fleet {
    let mut fleet = Fleet::new();
    fleet
        .contract("ends", ENDS)
        .address("H1", "Hansaallee 187")
        .device("A", "H1")
        .device("B", "H1");
    fleet
}

fn subjects(letters: &[Value]) -> Vec<&str> {
    letters.iter().map(|letter| letter["subject"].as_str().unwrap()).collect()
}

impl World {
    /// Notes that a status page of a device came on that day.
    async fn keep_status_page(&self, serial: &str, day: &str) {
        let key = self.contract_key();
        let page = json!({ "M": { "received": { "S": day }, "id": { "S": "01KD0000000000000000000000" } } });
        self.table("UpdateItem", json!({
            "Key": { "pk": { "S": format!("CONTRACT#{key}") }, "sk": { "S": format!("DEVICE#{serial}") } },
            "UpdateExpression": "SET status_page = :page",
            "ExpressionAttributeValues": { ":page": page },
        }))
        .await;
    }

    /// The daily run of that day.
    async fn morning_of(&self, day: &str) {
        self.travel_to(&format!("{day}T05:00:00Z"));
        self.morning().await;
    }

    /// What was recorded for the end, and whether it was sent.
    async fn recorded(&self) -> BTreeMap<String, String> {
        let text = |item: &Value, name: &str| item[name]["S"].as_str().unwrap().to_owned();
        let recorded = self.items("REMINDER").await;
        recorded.iter().map(|item| (text(item, "sk"), text(item, "fate"))).collect()
    }
}

impl Person<'_> {
    /// Reports both counters of a device as read on that day.
    pub async fn read_on(&mut self, key: &str, serial: &str, day: &str) -> crate::world::Answer {
        let mut row = reading(serial, 6_000, 9_500);
        row["date"] = json!(day);
        self.keyed("POST", "/api/readings", key, json!({ "readings": [row] })).await
    }

    async fn end(&mut self) -> Value {
        self.get("/api/contract").await.json["end"].clone()
    }
}

/// Everything is in: A and B were read and their pages came.
async fn complete(world: &World, day: &str) {
    let mut user = world.user().await;
    for serial in ["A", "B"] {
        let answer = user.read_on(serial, serial, day).await;
        assert_eq!(answer.json["accepted"][0]["serial"], serial, "{}", answer.text);
        world.keep_status_page(serial, day).await;
    }
}

// ---- when

#[tokio::test]
async fn each_stage_is_sent_once_on_its_day() {
    let world = ending("2026-08-16T05:00:00Z").await;
    let days = [
        "2026-08-16",
        "2026-08-17",
        "2026-08-18",
        "2026-10-15",
        "2026-10-16",
        "2026-10-17",
        "2026-11-07",
        "2026-11-08",
        "2026-11-09",
        "2026-11-14",
        "2026-11-15",
        "2026-11-16",
        "2026-12-15",
    ];
    for day in days {
        world.morning_of(day).await;
    }

    // That of the third quarter is asked for as well.
    let letters = world.letters(4).await;
    let about_end =
        letters.iter().filter(|letter| letter["subject"].as_str().unwrap().contains("15.11.2026"));
    let days: Vec<_> = about_end.map(|letter| &letter["at"].as_str().unwrap()[..10]).collect();
    assert_eq!(days, ["2026-08-17", "2026-10-16", "2026-11-08", "2026-11-15"]);
}

#[tokio::test]
async fn a_letter_names_each_device_and_what_is_missing_of_it() {
    let world = ending("2026-10-20T05:00:00Z").await;
    world.user().await.read_on("k", "A", "2026-10-20").await;
    world.rest().await;
    world.keep_status_page("B", "2026-10-20").await;

    world.morning().await;

    let letter = world.letters(2).await.pop().unwrap();
    assert_eq!(letter["subject"], "Vertragsende am 15.11.2026: noch 2 Geräte offen");
    for form in ["text", "html"] {
        let body = letter[form].as_str().unwrap();
        for part in [
            "Ihr Seitenpreisvertrag endet am Sonntag, 15. November 2026",
            "Statusseite fehlt",
            "Zählerstand fehlt",
            "Zählerstand melden",
            "/#/link/",
        ] {
            assert!(body.contains(part), "{part:?} is missing in the {form}: {body}");
        }
        assert!(!body.contains(&world.contract()), "the contract number opens the portal");
    }
}

#[tokio::test]
async fn the_first_letter_says_from_when_on_things_count() {
    let world = ending("2026-08-17T05:00:00Z").await;

    world.morning().await;

    let text = world.letters(1).await[0]["text"].as_str().unwrap().to_owned();
    for part in ["ab Freitag, 16. Oktober 2026", "bis Dienstag, 15. Dezember 2026", "/#/contract"] {
        assert!(text.contains(part), "{part:?} is missing: {text}");
    }
    assert!(!text.contains("/#/link/"), "nothing can be reported for the end yet: {text}");
}

#[tokio::test]
async fn where_nothing_is_missing_nobody_is_asked() {
    let world = ending("2026-11-01T10:00:00Z").await;
    complete(&world, "2026-11-01").await;
    world.rest().await;
    let before = world.letters(2).await.len();

    world.morning_of("2026-11-08").await;

    assert_eq!(world.letters(2).await.len(), before);
    let sk = |stage: &str| format!("END#{ENDS}#{stage}");
    let skipped = ["ninety_days", "thirty_days", "seven_days"];
    let expected = skipped.map(|stage| (sk(stage), "skipped".to_owned()));
    assert_eq!(world.recorded().await, BTreeMap::from(expected));
}

#[tokio::test]
async fn missed_runs_are_made_up_for_by_the_newest_stage_alone() {
    let world = ending("2026-10-16T05:00:00Z").await;
    world.morning().await;

    world.morning_of("2026-11-17").await;

    let sent = [
        ("ninety_days", "skipped"),
        ("thirty_days", "sent"),
        ("seven_days", "skipped"),
        ("last_day", "sent"),
    ];
    let sent = sent.map(|(stage, fate)| (format!("END#{ENDS}#{stage}"), fate.to_owned()));
    assert_eq!(world.recorded().await, BTreeMap::from(sent));
    assert_eq!(world.letters(2).await.len(), 2);
}

#[tokio::test]
async fn runs_at_the_same_time_send_one_letter() {
    let world = ending("2026-11-08T05:00:00Z").await;

    join_all((0..3).map(|_| world.morning())).await;
    world.morning().await;

    assert_eq!(world.letters(1).await.len(), 1);
    assert_eq!(world.events_of("ContractEnding").await.len(), 1);
}

#[tokio::test]
async fn a_reading_that_comes_in_while_a_letter_is_prepared_stops_it() {
    let world = ending("2026-11-08T05:00:00Z").await;
    let store = world.edition().store();
    let facts = store.end_facts(&world.contract_key()).await.unwrap().unwrap();
    let step = facts.due(date(2026, 11, 8)).unwrap();
    world.user().await.read_on("k", "A", "2026-11-08").await;

    let ended = store.record_end(&facts, &step, world.edition().clock.now()).await.unwrap();

    assert_eq!(ended, store::Reminded::Changed);
    assert_eq!(world.recorded().await, BTreeMap::new());
}

#[tokio::test]
async fn an_end_that_is_moved_is_announced_anew() {
    let mut fleet = two_devices();
    let world = fleet.private_world_on("2026-11-08T05:00:00Z").await;
    world.morning().await;
    fleet.forget_contract().contract("ends", "2027-01-15");
    world.import_again(&fleet).await;

    world.morning_of("2026-11-15").await;

    let letters = world.letters(2).await;
    assert_eq!(letters[1]["subject"], "Ihr Vertrag endet am 15.01.2027: Das brauchen wir noch");
}

#[tokio::test]
async fn a_contract_without_an_end_is_not_even_looked_at() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    let world = fleet.private_world_on("2026-11-08T05:00:00Z").await;

    let mut found = Vec::new();
    for shard in 0..store::Store::SHARDS {
        let all = (date(2000, 1, 1), date(2100, 1, 1));
        found.extend(world.edition().store().contracts_ending(shard, all).await.unwrap());
    }

    assert!(found.is_empty(), "{found:?}");
}

// ---- how it comes out

#[tokio::test]
async fn the_morning_after_the_last_thing_came_in_the_closing_receipt_is_sent_once() {
    let world = ending("2026-11-15T10:00:00Z").await;
    complete(&world, "2026-11-15").await;
    world.rest().await;
    let before = world.letters(2).await.len();

    world.morning_of("2026-11-15").await;
    world.morning_of("2026-11-16").await;
    world.morning_of("2026-11-17").await;

    let letters = world.letters(before + 1).await;
    assert_eq!(subjects(&letters)[before..], ["Vertragsende 15.11.2026: Es liegt alles vor"]);
    let text = letters[before]["text"].as_str().unwrap();
    for part in ["FARBE1: 6.000", "MONO1: 9.500", "abgelesen 15.11.2026, Statusseite 15.11.2026"] {
        assert!(text.contains(part), "{part:?} is missing: {text}");
    }
    assert_eq!(
        world.events_of("ContractClosed").await[0]["detail"]["data"],
        json!({ "ends": ENDS, "devices": 2 })
    );
}

#[tokio::test]
async fn what_comes_in_on_the_last_possible_day_closes_the_contract_too() {
    let world = ending("2026-12-15T20:00:00Z").await;
    complete(&world, "2026-12-15").await;

    world.morning_of("2026-12-16").await;

    assert_eq!(world.events_of("ContractClosed").await.len(), 1);
    assert_eq!(world.events_of("ContractLeftOpen").await.len(), 0);
}

#[tokio::test]
async fn what_has_not_come_in_time_is_told_to_the_operator_once() {
    let world = ending("2026-12-15T05:00:00Z").await;
    world.user().await.read_on("k", "A", "2026-12-14").await;
    world.keep_status_page("A", "2026-12-14").await;
    for day in ["2026-12-15", "2026-12-16", "2026-12-17"] {
        world.morning_of(day).await;
    }

    let told = world.events_of("ContractLeftOpen").await;
    let data: Vec<_> = told.iter().map(|event| &event["detail"]["data"]).collect();
    assert_eq!(data, [&json!({ "ends": ENDS, "devices": ["B"], "open": 1 })]);
}

#[tokio::test]
async fn every_letter_about_the_end_is_proved() {
    let world = ending("2026-11-08T05:00:00Z").await;
    world.morning().await;

    let end = End { day: date(2026, 11, 15) };
    let proof = world.edition().store().end_reminders(&world.contract_key(), end).await.unwrap();

    let sent: Vec<_> = proof.iter().filter(|reminder| reminder.sent).collect();
    let fates: Vec<_> = sent[0].letters.iter().map(|letter| letter.fate).collect();
    assert_eq!(
        (sent.len(), sent[0].mark.as_str(), &fates[..]),
        (1, &*EndStage::SevenDays.to_string(), &["delivered"][..])
    );
}

// ---- what is shown

#[tokio::test]
async fn the_contract_shows_how_far_each_device_is() {
    let world = ending("2026-11-08T10:00:00Z").await;
    let mut user = world.user().await;
    user.read_on("k", "A", "2026-11-08").await;
    world.keep_status_page("A", "2026-11-07").await;
    world.keep_status_page("B", "2026-10-15").await;

    let end = user.end().await;

    let model = format!("M{}", world.customer());
    let device = |serial: &str, missing: Value, reading: Value, page: Value| json!({ "serial": serial, "model": model, "site": "Büro", "address": "H1", "missing": missing, "reading": reading, "status_page": page });
    // The page of B came before anything counted for the end.
    let expected = json!({ "opens": "2026-10-16", "closes": "2026-12-15", "done": 1, "devices": [
        device("A", json!([]), json!("2026-11-08"), json!("2026-11-07")),
        device("B", json!(["reading", "status_page"]), Value::Null, Value::Null),
    ] });
    assert_eq!(end, expected);
}

#[tokio::test]
async fn an_end_is_shown_from_90_days_before_it() {
    let world = ending("2026-08-16T10:00:00Z").await;
    let before = world.user().await.get("/api/session").await.json["contract"]["end"].clone();
    world.travel_to("2026-08-17T10:00:00Z");
    let mut user = world.user().await;

    let dates = json!({ "opens": "2026-10-16", "closes": "2026-12-15" });
    assert_eq!(
        (before, &user.get("/api/session").await.json["contract"]["end"]),
        (Value::Null, &dates)
    );
    assert_eq!(user.end().await["devices"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_contract_says_what_was_agreed() {
    let mut fleet = two_devices();
    fleet
        .contract("dealer_name", "Kopier Nord")
        .contract("doubt_pages", "500")
        .contract("doubt_percent", "80");
    fleet.removed("C", "H1", "2026-01-01");
    let world = fleet.private_world_on("2026-11-08T10:00:00Z").await;

    let contract = world.user().await.get("/api/contract").await.json;

    assert_eq!(contract["customer"], json!({ "no": world.customer(), "name": "Musterwerke GmbH" }));
    assert_eq!(contract["dealer"]["name"], "Kopier Nord");
    assert_eq!((&contract["devices"], &contract["running"]), (&json!(2), &json!(true)));
    let settings = json!({ "code_required": false, "code_by_operator": false, "guard_days": 10, "guard_percent": 60, "doubt_percent": 80, "doubt_pages": 500 });
    assert_eq!(contract["settings"], settings);
    assert_eq!(contract["addresses"][0]["attention_hint"], "He•••••");
    assert_eq!(
        contract["end"]["devices"].as_array().unwrap().len(),
        2,
        "what has left owes nothing"
    );
}

#[tokio::test]
async fn a_final_reading_is_due_like_one_for_a_quarter() {
    let world = ending("2026-11-08T10:00:00Z").await;
    let mut user = world.user().await;
    user.read_on("k", "A", "2026-11-08").await;

    let devices = user.get("/api/devices").await.json["devices"].clone();

    let due: Vec<_> =
        devices.as_array().unwrap().iter().map(|d| (&d["due"], &d["overdue"])).collect();
    assert_eq!(due, [(&json!(false), &json!(false)), (&json!(true), &json!(false))]);
    let sheet = user.get("/api/readings/file?format=csv").await.text;
    assert!(sheet.contains("B;") && !sheet.contains("A;"), "{sheet}");
}

// ---- what is still taken

/// Every operation that changes something under a key, and whether it goes on after the contract's last day. A new one is written down
/// here on purpose, with a request that is in order but for that.
async fn writes<'a>(
    user: &mut Person<'a>,
    order: &str,
    contact: &str,
    (set, ticket): (&str, &str),
) -> Vec<(&'static str, bool, &'static str, String, Value)> {
    let max = |email: &str| json!({ "first_name": "Max", "last_name": "Neu", "email": email, "language": "de" });
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1, "reason": "Vorrat" }]);
    let mut row = reading("B", 6_000, 9_500);
    row["date"] = json!("2026-11-20");
    let contact_id = user.contact_id().await;
    let file = crate::status_pages::form("application/pdf", b"%PDF-");
    let fault = crate::tickets::fault(user).await;
    let text = json!({ "text": "Streifen auf jeder Seite" });
    let sessions = user.get("/api/sessions").await.json["sessions"].clone();
    let other = sessions.as_array().unwrap().iter().find(|session| session["current"] == false);
    let other = other.unwrap()["id"].as_str().unwrap();
    vec![
        ("submit_readings", true, "POST", "/api/readings".into(), json!({ "readings": [row] })),
        ("add_status_page", true, "POST", "/api/devices/B/status-pages".into(), file.clone()),
        ("add_ticket_file", false, "POST", format!("/api/tickets/{order}/files"), file),
        (
            "withdraw_reading",
            false,
            "POST",
            format!("/api/devices/A/readings/{set}/withdraw"),
            Value::Null,
        ),
        ("add_contact", false, "POST", "/api/contacts".into(), max("max@neu.example")),
        (
            "change_contact",
            false,
            "PUT",
            format!("/api/contacts/{contact}"),
            max("max@anders.example"),
        ),
        ("delete_contact", false, "DELETE", format!("/api/contacts/{contact}"), Value::Null),
        (
            "place_order",
            false,
            "POST",
            "/api/orders".into(),
            json!({ "lines": lines, "contact_id": contact_id }),
        ),
        ("cancel_order", false, "POST", format!("/api/orders/{order}/cancel"), Value::Null),
        ("release_order", false, "POST", format!("/api/orders/{order}/release"), Value::Null),
        (
            "request_address_change",
            false,
            "POST",
            "/api/devices/A/address-changes".into(),
            json!({
                "effective": "2026-12-01", "whole_address": false, "name": "Musterwerke", "street": "Kaistraße 1",
                "postcode": "40221", "city": "Düsseldorf", "contact_id": contact_id,
            }),
        ),
        (
            "change_sign_in",
            false,
            "PUT",
            "/api/contract/sign-in".into(),
            json!({ "code_required": true }),
        ),
        ("end_session", true, "DELETE", format!("/api/sessions/{other}"), Value::Null),
        ("end_other_sessions", true, "DELETE", "/api/sessions".into(), Value::Null),
        ("open_ticket", false, "POST", "/api/tickets".into(), fault),
        ("reply_ticket", false, "POST", format!("/api/tickets/{ticket}/messages"), text.clone()),
        ("request_visit", false, "POST", format!("/api/tickets/{ticket}/visits"), text),
    ]
}

/// The operations that carry a key, by the API's description.
fn keyed() -> BTreeSet<String> {
    let document = local::openapi::document().unwrap();
    let paths = document["paths"].as_object().unwrap().clone();
    let operations = paths.into_iter().flat_map(|(_, path)| path.as_object().unwrap().clone());
    let keyed = operations.filter(|(_, operation)| {
        operation["parameters"].as_array().unwrap().iter().any(|p| p["name"] == "Idempotency-Key")
    });
    keyed.map(|(_, operation)| operation["operationId"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn after_the_last_day_only_what_is_owed_is_taken() {
    let world = ending("2026-11-10T10:00:00Z").await;
    let mut user = world.user().await;
    let order = user
        .ordered("o", json!([{ "serial": "A", "article": "4001", "quantity": 1 }]))
        .await
        .remove(0);
    let added = json!({ "first_name": "Anna", "last_name": "Zander", "email": "anna@neu.example", "language": "de" });
    let contact = user.keyed("POST", "/api/contacts", "c", added).await.json["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let set = user.read_on("r", "A", "2026-11-10").await.json["accepted"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let ticket = user.reported("t").await;
    world.travel_to("2026-11-20T10:00:00Z");
    let mut erika = world.confirmed().await;
    world.user().await;

    let (mut known, mut wrong) = (BTreeSet::new(), Vec::new());
    for (id, goes_on, method, path, body) in
        writes(&mut erika, &order, &contact, (&set, &ticket)).await
    {
        let answer = erika.keyed(method, &path, "after", body).await;
        let status = if answer.status == 204 { 201 } else { answer.status };
        let told = (status, answer.problem().to_owned());
        let expected =
            if goes_on { (201, String::new()) } else { (409, "contract_ended".to_owned()) };
        if told != expected || answer.header("operation") != id {
            wrong.push((id, answer.text));
        }
        known.insert(id.to_owned());
    }
    assert_eq!(known, keyed(), "an operation that changes something is not in the table");
    assert_eq!(wrong, []);
}

#[tokio::test]
async fn after_the_last_day_the_refusal_says_what_is_still_taken_and_until_when() {
    let world = ending("2026-11-20T10:00:00Z").await;
    let mut user = world.user().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);

    let answer = user.order("k", lines.clone()).await;

    assert_eq!(
        answer.json["title"],
        "Der Vertrag ist am 15.11.2026 abgelaufen. Angenommen werden nur noch Zählerstände und Statusseiten, bis 15.12.2026."
    );
    let contact = user.contact_id().await;
    let checked =
        user.post("/api/orders/check", json!({ "lines": lines, "contact_id": contact })).await;
    assert_eq!((checked.status, checked.problem()), (409, "contract_ended"));
}

#[tokio::test]
async fn on_the_last_day_everything_works() {
    let world = ending("2026-11-15T22:30:00Z").await;

    let ordered = world
        .user()
        .await
        .ordered("k", json!([{ "serial": "A", "article": "4001", "quantity": 1 }]))
        .await;

    assert_eq!(ordered.len(), 1);
}

#[tokio::test]
async fn an_order_that_was_placed_before_the_end_is_answered_again_after_it() {
    let world = ending("2026-11-15T22:50:00Z").await;
    let mut user = world.user().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);
    let first = user.order("k", lines.clone()).await;
    world.travel_to("2026-11-15T23:10:00Z");

    let again = user.order("k", lines.clone()).await;
    let other = user.order("l", lines).await;

    assert_eq!(
        (again.status, &again.text, again.header("idempotent-replayed")),
        (201, &first.text, "true")
    );
    assert_eq!((other.status, other.problem()), (409, "contract_ended"));
}

#[tokio::test]
async fn a_sheet_that_was_begun_is_kept_after_the_last_day_and_a_reading_corrected() {
    let world = ending("2026-11-20T10:00:00Z").await;
    let mut user = world.user().await;
    let draft = json!({ "devices": { "B": { "values": { "MONO1": "9.5" } } } });
    assert_eq!(user.put("/api/readings/draft", draft).await.status, 204);
    let first = user.read_on("k", "A", "2026-11-19").await.json["accepted"][0]["id"].clone();
    let mut row = reading("A", 6_100, 9_600);
    row["date"] = json!("2026-11-20");
    row["replaces"] = first;

    let corrected = user.keyed("POST", "/api/readings", "l", json!({ "readings": [row] })).await;

    assert_eq!(corrected.json["accepted"][0]["serial"], "A", "{}", corrected.text);
}

#[tokio::test]
async fn thirty_days_after_the_end_nothing_opens_the_contract_any_more() {
    let world = ending("2026-12-15T22:50:00Z").await;
    let mut user = world.user().await;
    assert_eq!(user.read_on("k", "A", "2026-12-15").await.status, 201);
    world.travel_to("2026-12-15T23:10:00Z");

    let late = user.read_on("l", "B", "2026-12-15").await;
    let signed_in = world.anyone().sign_in().await;

    assert_eq!((late.status, late.problem()), (401, "signed_out"));
    assert_eq!((signed_in.status, signed_in.problem()), (401, "wrong_numbers"));
}

#[tokio::test]
async fn a_letters_link_opens_the_sheet_after_the_end() {
    let world = ending("2026-11-16T05:00:00Z").await;
    world.morning().await;
    let letter = &world.letters(1).await[0];
    let mut reader = world.anyone();

    let opened = reader.open_link(letter).await;

    assert_eq!((opened.status, &opened.json["contract"]["running"]), (201, &json!(false)));
    assert_eq!(reader.read_on("k", "A", "2026-11-16").await.status, 201);
    assert_eq!(reader.get("/api/contract").await.status, 403);
}
