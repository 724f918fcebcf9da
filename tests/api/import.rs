use serde_json::{Value, json};

use crate::world::{Fleet, Person, World};

fn two_devices() -> Fleet {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1").device("B", "H1");
    fleet.supplied("A", "4002", "2026-02-01", 3_000);
    fleet
}

/// Every answer that a confirmed session can get, by its path.
async fn all_there_is(erika: &mut Person<'_>) -> Vec<(String, Value)> {
    let mut paths: Vec<String> = [
        "session",
        "countries",
        "devices",
        "devices/A/articles",
        "devices/B/articles",
        "contacts",
        "orders",
    ]
    .map(|path| format!("/api/{path}"))
    .to_vec();
    let orders = erika.get("/api/orders").await.json["orders"].as_array().unwrap().clone();
    paths.extend(orders.iter().map(|o| format!("/api/orders/{}", o["number"].as_str().unwrap())));
    let mut answers = Vec::new();
    for path in paths {
        let answer = erika.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answers.push((path, answer.json));
    }
    answers
}

#[tokio::test]
async fn a_repeated_import_changes_nothing() {
    let fleet = two_devices();
    let world = fleet.world().await;
    let mut erika = world.confirmed().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }, { "serial": "B", "article": "4001", "quantity": 2 }]);
    erika.ordered("k", lines).await;
    let before = all_there_is(&mut erika).await;

    world.import_again(&fleet).await;

    assert_eq!(all_there_is(&mut erika).await, before);
}

#[tokio::test]
async fn an_import_leaves_what_was_ordered_in_the_guard() {
    let fleet = two_devices();
    let world = fleet.world().await;
    let mut user = world.user().await;
    user.ordered("k", json!([{ "serial": "A", "article": "4001", "quantity": 3 }])).await;

    world.import_again(&fleet).await;

    let guard = user.get("/api/devices/A/articles").await.json["articles"][0]["guard"].clone();
    assert_eq!((&guard["under_way"], &guard["last"]["quantity"]), (&json!(3), &json!(3)));
}

#[tokio::test]
async fn a_contact_that_was_changed_in_the_portal_stays_as_it_is() {
    let mut fleet = two_devices();
    fleet.contact("Anna", "Zander");
    let world = fleet.world().await;
    let mut erika = world.confirmed().await;
    let id = erika.contact_id().await;
    let form = json!({ "first_name": "Erika", "last_name": "Neumann", "email": world.mail_address(), "phone": "0211 1", "language": "en" });
    let mut renamed = form.clone();
    renamed["phone"] = json!("0211 100");
    let changed = erika.keyed("PUT", &format!("/api/contacts/{id}"), "k", renamed).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    let before = erika.get("/api/contacts").await.json;

    world.import_again(&fleet).await;

    assert_eq!(erika.get("/api/contacts").await.json, before);
    assert_eq!(before["contacts"][0]["last_name"], "Neumann");
}

#[tokio::test]
async fn a_contact_with_a_new_e_mail_is_not_brought_back_under_the_old_one() {
    let mut fleet = two_devices();
    fleet.contact("Anna", "Zander");
    let world = fleet.world().await;
    let mut erika = world.confirmed().await;
    let id = erika.contact_id().await;
    let form = json!({ "first_name": "Erika", "last_name": "Muster", "email": "erika@neu.example", "language": "de" });
    erika.keyed("PUT", &format!("/api/contacts/{id}"), "k", form).await;

    world.import_again(&fleet).await;

    let contacts = erika.get("/api/contacts").await.json["contacts"].as_array().unwrap().clone();
    let mails: Vec<_> = contacts.iter().map(|contact| &contact["email"]).collect();
    let anna = format!("anna.zander@c{}.example", world.customer());
    assert_eq!(mails, ["erika@neu.example", &anna]);
}

#[tokio::test]
async fn a_contact_that_was_deleted_stays_deleted() {
    let mut fleet = two_devices();
    fleet.contact("Anna", "Zander");
    let world = fleet.world().await;
    let mut erika = world.confirmed().await;
    let anna = erika.get("/api/contacts").await.json["contacts"][1].clone();
    assert_eq!(anna["first_name"], "Anna");
    let path = format!("/api/contacts/{}", anna["id"].as_str().unwrap());
    erika.keyed("DELETE", &path, "k", json!(null)).await;

    world.import_again(&fleet).await;

    let contacts = erika.get("/api/contacts").await.json["contacts"].as_array().unwrap().clone();
    assert_eq!(contacts.len(), 1);
}

#[tokio::test]
async fn a_contact_that_was_added_in_the_portal_stays() {
    let fleet = two_devices();
    let world = fleet.world().await;
    let mut user = world.user().await;
    let form = json!({ "first_name": "Max", "last_name": "Neu", "email": "max@neu.example", "language": "de" });
    user.keyed("POST", "/api/contacts", "k", form).await;
    let before = user.get("/api/contacts").await.json;

    world.import_again(&fleet).await;

    assert_eq!(user.get("/api/contacts").await.json, before);
}

#[tokio::test]
async fn new_devices_of_a_later_import_are_there() {
    let mut fleet = two_devices();
    let world = fleet.world().await;
    let mut user = world.user().await;

    fleet.device("C", "H1");
    world.import_again(&fleet).await;

    let devices = user.get("/api/devices").await.json["devices"].as_array().unwrap().clone();
    assert_eq!(devices.len(), 3);
    let answer =
        user.order("k", json!([{ "serial": "C", "article": "4001", "quantity": 1 }])).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
}

#[tokio::test]
async fn a_device_does_not_leave_by_missing_from_a_file() {
    let fleet = two_devices();
    let world = fleet.world().await;
    let mut user = world.user().await;
    let before = user.get("/api/devices").await.json;

    let mut smaller = fleet.clone();
    smaller.without_devices();
    world.import_again(&smaller).await;

    assert_eq!(user.get("/api/devices").await.json, before);
}

#[tokio::test]
async fn an_import_ends_no_session() {
    let fleet = two_devices();
    let world = fleet.world().await;
    let mut user = world.user().await;

    world.import_again(&fleet).await;

    assert_eq!(user.get("/api/session").await.status, 200);
}

#[tokio::test]
async fn a_folder_with_one_bad_row_is_refused_whole() {
    let fleet = two_devices();
    let world = fleet.world().await;
    let mut erika = world.confirmed().await;
    let before = all_there_is(&mut erika).await;

    let mut bad = fleet.clone();
    bad.move_address("H1", "Neue Straße 1").contact("Max", "Neu").article("4009", "FUSER");
    bad.device("C", "H1").device("D", "NOWHERE");
    let refused = world.import_refused(&bad).await;

    assert!(refused.contains("devices.csv:5: column address"), "{refused}");
    assert_eq!(all_there_is(&mut erika).await, before);
}

#[tokio::test]
async fn every_fault_of_a_folder_is_named_with_its_line() {
    let fleet = two_devices();
    let world = World::with_two_devices().await;
    let mut bad = fleet.clone();
    bad.device("C", "NOWHERE").contact_who_reads("fr", "Max", "Neu").supplied(
        "A",
        "4002",
        "31.12.2026",
        1,
    );

    let refused = world.import_refused(&bad).await;

    let faults = [
        "devices.csv:4: column address",
        "contacts.csv:3: column language",
        "supplies.csv:3: column date",
    ];
    for fault in faults {
        assert!(refused.contains(fault), "{fault}: {refused}");
    }
    // Nothing of it was written: not even its contract opens.
    let answer = world.anyone().sign_in_with("DE", &fleet.customer(), &fleet.contract_no()).await;
    assert_eq!(answer.status, 401);
}
