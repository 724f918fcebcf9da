//! What the portal holds about a person, and that it is gone when the person is.

use serde_json::json;

use crate::world::{Fleet, Person, World};

const NAMES: [&str; 3] = ["Maximiliane", "Gehtfort", "gehtfort@"];

/// A contract with Erika, Maximiliane and two devices.
async fn with_maximiliane() -> World {
    let mut fleet = Fleet::new();
    fleet.contact("Maximiliane", "Gehtfort");
    fleet.address("H1", "Hansaallee 187").device("A", "H1").device("B", "H1");
    fleet.private_world().await
}

/// Erika, who answered a code of her own.
async fn erika(world: &World) -> Person<'_> {
    let mut erika = world.user().await;
    let contacts = erika.get("/api/contacts").await;
    let own = contacts.json["contacts"].as_array().unwrap().iter();
    let own = own.clone().find(|one| one["hint"].as_str().unwrap().starts_with("Er")).unwrap();
    erika.post("/api/session/code", json!({ "contact_id": own["id"] })).await;
    let code = world.mailed_code(1).await;
    let answered = erika.put("/api/session/code", json!({ "code": code })).await;
    assert_eq!(answered.status, 201, "{}", answered.text);
    erika
}

/// Maximiliane orders, opens a ticket and asks for another address, after she answered a code.
async fn do_everything(world: &World, id: &str) {
    let mut she = world.user().await;
    she.post("/api/session/code", json!({ "contact_id": id })).await;
    let code = world.mailed_code(2).await;
    she.put("/api/session/code", json!({ "code": code })).await;
    let order = json!({
        "lines": [{ "serial": "A", "article": "4001", "quantity": 1, "reason": "Vorrat" }], "contact_id": id,
    });
    let ticket = json!({ "kind": "fault", "serial": "A", "contact_id": id, "text": "Streifen" });
    let moving = json!({
        "effective": "2027-01-15", "whole_address": false, "name": "Werk", "street": "Kaistraße 1", "postcode": "40221",
        "city": "Düsseldorf", "contact_id": id,
    });
    for (path, form) in
        [("orders", order), ("tickets", ticket), ("devices/A/address-changes", moving)]
    {
        let done = she.keyed("POST", &format!("/api/{path}"), path, form).await;
        assert_eq!(done.status, 201, "{path}: {}", done.text);
    }
    world.rest().await;
}

#[tokio::test]
async fn a_deleted_contact_is_nowhere_in_the_table() {
    let world = with_maximiliane().await;
    let mut erika = erika(&world).await;
    let id = erika.id_of("Maximiliane").await;
    do_everything(&world, &id).await;

    let gone = erika.keyed("DELETE", &format!("/api/contacts/{id}"), "d", json!(null)).await;

    assert_eq!(gone.status, 204, "{}", gone.text);
    world.rest().await;
    let stored = world.table("Scan", json!({})).await;
    let items = stored["Items"].as_array().unwrap();
    for item in items {
        let held = item.to_string();
        assert!(NAMES.iter().all(|name| !held.contains(name)), "{held}");
    }
    // What was done stays, and names an id that is nobody's.
    let order = items.iter().find(|item| item["pk"]["S"].as_str().unwrap().starts_with("ORDER#"));
    assert_eq!(order.unwrap()["contact"]["S"], json!(id));
}

#[tokio::test]
async fn whatever_was_done_for_a_deleted_contact_is_still_shown() {
    let world = with_maximiliane().await;
    let mut erika = erika(&world).await;
    let id = erika.id_of("Maximiliane").await;
    do_everything(&world, &id).await;
    erika.keyed("DELETE", &format!("/api/contacts/{id}"), "d", json!(null)).await;

    for list in ["orders", "tickets", "address-changes"] {
        let shown = erika.get(&format!("/api/{list}")).await;
        assert_eq!(shown.status, 200);
        assert!(NAMES.iter().all(|name| !shown.text.contains(name)), "{}", shown.text);
    }
}

#[tokio::test]
async fn who_is_asked_for_it_hands_over_all_that_is_held_about_a_contact() {
    let world = with_maximiliane().await;
    let mut erika = erika(&world).await;
    let id = erika.id_of("Maximiliane").await;
    do_everything(&world, &id).await;

    let file = erika.get(&format!("/api/contacts/{id}/file")).await;

    assert_eq!(file.status, 200, "{}", file.text);
    let named = format!("attachment; filename=\"{id}.json\"");
    assert_eq!(file.header("content-disposition"), named);
    let held = &file.json;
    assert_eq!(held["contact"]["first_name"], "Maximiliane");
    let count = |list: &str| held[list].as_array().unwrap().len();
    assert_eq!(["orders", "tickets", "address_changes", "sessions"].map(count), [1; 4]);
    assert_eq!(held["tickets"][0]["messages"][0]["text"], "Streifen");
    assert!(held["letters"].as_array().unwrap().iter().all(|letter| letter["fate"] == "delivered"));
    let done: Vec<_> =
        held["actions"].as_array().unwrap().iter().map(|one| &one["operation"]).collect();
    assert_eq!(done, ["check_code", "place_order", "open_ticket", "request_address_change"]);
}

#[tokio::test]
async fn a_file_about_one_contact_says_nothing_of_others() {
    let world = with_maximiliane().await;
    let mut erika = erika(&world).await;
    let id = erika.id_of("Maximiliane").await;
    let own = erika.id_of("Erika").await;
    do_everything(&world, &id).await;

    let file = erika.get(&format!("/api/contacts/{own}/file")).await;

    assert!(NAMES.iter().all(|name| !file.text.contains(name)), "{}", file.text);
    assert_eq!(file.json["orders"], json!([]));
}

#[tokio::test]
async fn below_a_confirmed_session_nothing_is_handed_over() {
    let world = with_maximiliane().await;
    let mut erika = erika(&world).await;
    let id = erika.id_of("Maximiliane").await;

    let refused = world.user().await.get(&format!("/api/contacts/{id}/file")).await;

    assert_eq!((refused.status, refused.problem()), (403, "code_needed"));
}
