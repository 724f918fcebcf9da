//! The audit trail: what it says, that it is sealed, and that tampering is found.

use std::collections::BTreeSet;

use jiff::Timestamp;
use local::audit::{Noted, verify};
use serde_json::{Value, json};

use crate::world::{Fleet, World};

/// A portal of its own with devices A and B; what is verified is all of its contracts.
async fn alone() -> World {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1").device("B", "H1");
    fleet.private_world().await
}

/// What `audit verify` writes and finds, on a day when whatever was left unsealed is late.
async fn verified(world: &World, noted: &str) -> (String, Vec<String>) {
    world.rest().await;
    let noted =
        if noted.is_empty() { Noted::default() } else { Noted::read(noted.as_bytes()).unwrap() };
    let late = world.edition().clock.now() + jiff::SignedDuration::from_hours(48);
    let (mut out, mut flaws) = (Vec::new(), Vec::new());
    let found = verify(&world.store(), &noted, late, &mut out, &mut flaws).await.unwrap();
    let flaws = String::from_utf8(flaws).unwrap();
    let lines: Vec<String> = flaws.lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), found);
    (String::from_utf8(out).unwrap(), lines)
}

fn text<'a>(item: &'a Value, name: &str) -> &'a str {
    item[name]["S"].as_str().unwrap_or_default()
}

fn of<'a>(entries: &'a [Value], operation: &str) -> &'a Value {
    entries.iter().find(|entry| text(entry, "operation") == operation).unwrap()
}

fn key_of(item: &Value) -> Value {
    json!({ "pk": item["pk"], "sk": item["sk"] })
}

// ---- what it says

#[tokio::test]
async fn an_entry_says_who_did_what_when_and_from_which_network() {
    let world = alone().await;
    let mut erika = world.confirmed().await;
    let contact = erika.contact_id().await;
    let placed = erika
        .order("k", json!([{ "serial": "A", "article": "4001", "quantity": 1, "reason": "x" }]))
        .await;
    let number = placed.json["orders"][0]["number"].as_str().unwrap();

    let entries = world.items("AUDIT").await;

    let entry = of(&entries, "place_order");
    let what: Value = serde_json::from_str(text(entry, "what")).unwrap();
    assert_eq!((text(entry, "level"), text(entry, "contact")), ("confirmed", contact.as_str()));
    let network = text(entry, "network");
    assert!(network.starts_with("127.") && network.ends_with(".0/24"), "{network}");
    assert_eq!((&what["type"], &what["data"]["orders"]), (&json!("OrderPlaced"), &json!([number])));
    let age = world.edition().clock.now() - text(entry, "at").parse::<Timestamp>().unwrap();
    assert!(age.as_secs() < 60, "{age}");
    assert_eq!(text(entry, "session").len(), 64);
}

#[tokio::test]
async fn a_repeated_request_leaves_no_second_entry() {
    let world = alone().await;
    let mut user = world.user().await;
    for _ in 0..2 {
        user.order(
            "k",
            json!([{ "serial": "A", "article": "4001", "quantity": 1, "reason": "x" }]),
        )
        .await;
    }

    let entries = world.items("AUDIT").await;

    let orders = entries.iter().filter(|entry| text(entry, "operation") == "place_order");
    assert_eq!(orders.count(), 1);
}

#[tokio::test]
async fn a_refused_request_leaves_no_entry() {
    let world = alone().await;
    let mut user = world.user().await;
    let before = world.items("AUDIT").await.len();

    user.order("k", json!([{ "serial": "Z", "article": "4001", "quantity": 1 }])).await;

    assert_eq!(world.items("AUDIT").await.len(), before);
}

#[tokio::test]
async fn what_the_operator_decides_names_the_event_that_told_it() {
    let world = alone().await;
    let mut user = world.user().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1, "reason": "x" }]);
    let number = user.ordered("k", lines).await.remove(0);
    world.tell("e-1", "OrderConfirmed", json!({ "order": number })).await;

    let entries = world.items("AUDIT").await;

    let entry = of(&entries, "OrderStateChanged");
    assert_eq!((text(entry, "level"), text(entry, "told_by")), ("operator", "e-1"));
}

#[tokio::test]
async fn the_operator_reads_the_trail_as_a_table() {
    let world = alone().await;
    world.user().await;
    let contract_ref = domain::ContractRef::parse(&world.contract_ref().await).unwrap();
    let mut list = Vec::new();

    local::audit::list(&world.store(), &contract_ref, &mut list).await.unwrap();

    let list = String::from_utf8(list).unwrap();
    let mut lines = list.lines();
    let heading = "at,entry,operation,level,contact,session,network,event,what";
    assert_eq!(lines.next().unwrap(), heading);
    assert!(lines.next().unwrap().contains(",log_in,numbers,,"), "{list}");
}

// ---- the seals

#[tokio::test]
async fn every_entry_is_sealed_once_and_nothing_is_found() {
    let world = alone().await;
    let mut user = world.user().await;
    for key in ["a", "b", "c"] {
        let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1, "reason": "x" }]);
        user.order(key, lines).await;
    }

    let (stands, flaws) = verified(&world, "").await;

    assert_eq!(flaws, Vec::<String>::new());
    let entries = world.items("AUDIT").await;
    let of_entries: BTreeSet<&str> = entries.iter().map(|entry| text(entry, "sk")).collect();
    let seals = world.items("SEAL").await;
    let of_seals: BTreeSet<&str> =
        seals.iter().map(|seal| text(seal, "sk")).filter(|place| *place != "HEAD").collect();
    assert_eq!(of_seals, of_entries);
    assert!(stands.contains(&format!("{},{},", world.contract_ref().await, entries.len())));
}

#[tokio::test]
async fn an_entry_that_was_removed_is_found() {
    let world = alone().await;
    world.user().await;
    world.rest().await;
    let gone = world.items("AUDIT").await.remove(0);
    world.table("DeleteItem", json!({ "Key": key_of(&gone) })).await;

    let (_, flaws) = verified(&world, "").await;

    let contract = world.contract_ref().await;
    let entry = text(&gone, "sk");
    assert_eq!(flaws, [format!("contract {contract}: entry {entry} was sealed and is gone")]);
}

#[tokio::test]
async fn an_entry_of_which_anything_was_changed_is_found() {
    let world = alone().await;
    world.user().await;
    world.rest().await;
    let entry = world.items("AUDIT").await.remove(0);
    let names = entry
        .as_object()
        .unwrap()
        .keys()
        .filter(|name| !["pk", "sk", "expires"].contains(&name.as_str()));
    for name in names {
        let mut changed = entry.clone();
        changed[name] = json!({ "S": "2026-11-24T00:00:00Z" });
        world.table("PutItem", json!({ "Item": changed })).await;

        let (_, flaws) = verified(&world, "").await;

        assert_eq!(flaws.len(), 1, "{name}: {flaws:?}");
        assert!(flaws[0].ends_with("is not what was sealed"), "{name}: {flaws:?}");
    }
}

#[tokio::test]
async fn an_entry_that_somebody_put_in_is_found() {
    let world = alone().await;
    world.user().await;
    world.rest().await;
    let entry = world.items("AUDIT").await.remove(0);
    let seal = world.item_like("SEAL", |seal| text(seal, "sk") == text(&entry, "sk")).await;
    world.table("DeleteItem", json!({ "Key": key_of(&seal) })).await;

    let (_, flaws) = verified(&world, "").await;

    let never = format!("entry {} was never sealed", text(&entry, "sk"));
    assert!(flaws.iter().any(|flaw| flaw.ends_with(&never)), "{flaws:?}");
}

#[tokio::test]
async fn a_trail_that_was_taken_away_whole_does_not_go_through_what_was_noted() {
    let world = alone().await;
    world.user().await;
    let (noted, _) = verified(&world, "").await;
    for kind in ["AUDIT", "SEAL"] {
        for item in world.items(kind).await {
            world.table("DeleteItem", json!({ "Key": key_of(&item) })).await;
        }
    }

    let (_, unnoticed) = verified(&world, "").await;
    let (_, flaws) = verified(&world, &noted).await;

    assert_eq!(unnoticed, Vec::<String>::new());
    let contract = world.contract_ref().await;
    assert_eq!(flaws, [format!("contract {contract}: seal 1 is not the one that was noted")]);
}
