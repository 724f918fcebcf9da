//! Events of the operator's systems: applied once, by rank, or set aside where they are seen.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::world::{Answer, Fleet, Person, World};

const TRACKING: &str = "https://www.dhl.de/sendung?piececode=00340434161094022115";

/// One device at one address, on a portal of its own.
async fn private_world() -> World {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    fleet.private_world().await
}

fn line() -> Value {
    json!([{ "serial": "A", "article": "4001", "quantity": 2, "reason": "Vorrat" }])
}

impl Person<'_> {
    async fn order_now(&mut self, number: &str) -> Value {
        self.get(&format!("/api/orders/{number}")).await.json
    }

    async fn guard(&mut self) -> Value {
        let articles = self.get("/api/devices/A/articles").await.json["articles"].clone();
        let article = articles.as_array().unwrap().iter().find(|a| a["no"] == "4001").unwrap();
        article["guard"].clone()
    }

    async fn cancel(&mut self, number: &str) -> Answer {
        self.keyed("POST", &format!("/api/orders/{number}/cancel"), "cancel", json!(null)).await
    }
}

async fn subjects(world: &World) -> Vec<String> {
    let letters = world.letters_to("erika.muster", 0).await;
    letters.iter().map(|letter| letter["subject"].as_str().unwrap().to_owned()).collect()
}

fn shipped(number: &str) -> Value {
    json!({ "order": number, "carrier": "DHL", "tracking": TRACKING })
}

// ---- what they do

#[tokio::test]
async fn an_order_goes_on_as_the_operator_tells_and_each_state_is_mailed() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("a", line()).await.remove(0);
    world.rest().await;

    world.tell("1", "OrderConfirmed", json!({ "order": number })).await;
    world.tell("2", "OrderShipped", shipped(&number)).await;
    world.tell("3", "OrderDelivered", json!({ "order": number })).await;

    let order = user.order_now(&number).await;
    let states: Vec<_> =
        order["history"].as_array().unwrap().iter().map(|s| s["state"].clone()).collect();
    assert_eq!(states, ["received", "confirmed", "shipped", "delivered"]);
    assert_eq!(order["shipment"], json!({ "carrier": "DHL", "tracking": TRACKING }));
    let shown = order["shown"].as_str().unwrap();
    let expected = ["ist eingegangen", "ist bestätigt", "ist unterwegs", "ist geliefert"];
    assert_eq!(subjects(&world).await, expected.map(|what| format!("Auftrag {shown} {what}")));
    assert_eq!(world.set_aside(), []);
}

#[tokio::test]
async fn the_letter_of_a_parcel_names_the_carrier_and_leads_to_the_parcel() {
    let world = private_world().await;
    let number = world.user().await.ordered("a", line()).await.remove(0);
    world.rest().await;

    world.tell("1", "OrderShipped", shipped(&number)).await;

    let letter = world.letters_to("erika.muster", 2).await.remove(1);
    for form in ["html", "text"] {
        let text = letter[form].as_str().unwrap();
        assert!(text.contains("DHL") && text.contains(&format!("/#/orders/{number}")), "{text}");
        assert!(text.replace("&#38;", "&").contains(TRACKING), "{text}");
    }
}

#[tokio::test]
async fn what_has_arrived_is_no_longer_under_way() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("a", line()).await.remove(0);
    assert_eq!(user.guard().await["under_way"], 2);

    world.tell("1", "OrderDelivered", json!({ "order": number })).await;

    let guard = user.guard().await;
    assert_eq!((&guard["under_way"], &guard["last"]["quantity"]), (&json!(0), &json!(2)));
}

#[tokio::test]
async fn what_the_operator_calls_off_is_forgotten_by_the_guard_and_mailed_with_the_reason() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("a", line()).await.remove(0);
    world.rest().await;

    let reason = "Der Artikel wird nicht mehr hergestellt.";
    world.tell("1", "OrderCancelled", json!({ "order": number, "reason": reason })).await;

    let order = user.order_now(&number).await;
    assert_eq!((&order["state"], &order["reason"]), (&json!("cancelled"), &json!(reason)));
    assert_eq!(user.guard().await["last"], json!(null));
    let letter = world.letters_to("erika.muster", 2).await.remove(1);
    assert!(letter["text"].as_str().unwrap().contains(reason), "{}", letter["text"]);
}

#[tokio::test]
async fn a_confirmed_order_is_called_off_by_the_operator_alone() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("a", line()).await.remove(0);

    world.tell("1", "OrderConfirmed", json!({ "order": number })).await;

    assert_eq!(user.cancel(&number).await.problem(), "order_not_cancellable");
    assert_eq!(user.order_now(&number).await["cancellable"], false);
}

// ---- doubled, late, illegal, unknown

#[tokio::test]
async fn an_event_that_comes_twice_is_applied_once() {
    let world = private_world().await;
    let number = world.user().await.ordered("a", line()).await.remove(0);
    let event = world.told("1", "OrderShipped", shipped(&number)).await;

    for _ in 0..5 {
        world.put(&event);
    }
    world.rest().await;

    assert_eq!(world.events_of("OrderStateChanged").await.len(), 1);
    assert_eq!(world.set_aside(), []);
}

#[tokio::test]
async fn a_late_event_changes_nothing_and_is_no_error() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("a", line()).await.remove(0);
    world.rest().await;
    world.tell("2", "OrderShipped", shipped(&number)).await;
    let before = user.order_now(&number).await;

    world.tell("1", "OrderConfirmed", json!({ "order": number })).await;

    assert_eq!(user.order_now(&number).await, before);
    assert_eq!((subjects(&world).await.len(), world.set_aside()), (2, vec![]));
}

#[tokio::test]
async fn what_cannot_be_is_set_aside_with_the_reason_and_changes_nothing() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("a", line()).await.remove(0);
    world.tell("1", "OrderShipped", shipped(&number)).await;

    world.tell("2", "OrderCancelled", json!({ "order": number })).await;

    let why = "event 2 is set aside: the order was shipped before";
    assert_eq!(
        world.set_aside(),
        [("ApplyOrderEventDeadLetters".into(), "2".into(), why.to_owned())]
    );
    assert_eq!(user.order_now(&number).await["state"], "shipped");
}

#[tokio::test]
async fn what_is_not_known_or_cannot_be_read_is_set_aside_under_its_id() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("a", line()).await.remove(0);
    let good = world.told("0", "OrderConfirmed", json!({ "order": number })).await;
    let other = world.told("9", "OrderConfirmed", json!({ "order": "263274819204" })).await;
    let mut cases = vec![("ApplyOrderEventDeadLetters", other)];
    let broken = [
        ("ApplyOrderEventDeadLetters", "version", json!(2)),
        ("ApplyOrderEventDeadLetters", "data", json!({ "order": "1" })),
        ("ApplyOrderEventDeadLetters", "data", json!({ "order": number, "more": 1 })),
        ("ApplyOrderEventDeadLetters", "contract_ref", json!("01J00000000000000000000000")),
        ("UnknownEventsDeadLetters", "type", json!("OrderEaten")),
    ];
    for (index, (queue, field, value)) in broken.into_iter().enumerate() {
        let mut event = good.clone();
        (event["id"], event[field]) = (json!(format!("bad-{index}")), value);
        cases.push((queue, event));
    }

    for (_, event) in &cases {
        world.put(event);
    }
    world.rest().await;

    let aside: BTreeMap<_, _> =
        world.set_aside().into_iter().map(|(queue, id, _)| (id, queue)).collect();
    let expected: BTreeMap<_, _> = cases
        .iter()
        .map(|(queue, event)| (event["id"].as_str().unwrap().to_owned(), (*queue).to_owned()))
        .collect();
    assert_eq!(aside, expected);
    assert_eq!(user.order_now(&number).await["state"], "received");
}

#[tokio::test]
async fn an_id_that_is_used_for_another_event_hides_nothing() {
    let world = private_world().await;
    let number = world.user().await.ordered("a", line()).await.remove(0);
    world.tell("1", "OrderConfirmed", json!({ "order": number })).await;

    world.tell("1", "OrderDelivered", json!({ "order": number })).await;

    let aside = world.set_aside();
    assert!(matches!(&aside[..], [(_, id, why)] if id == "1" && why.contains("the same id")));
}

#[tokio::test]
async fn what_was_set_aside_may_be_sent_again_once_it_can_be() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("a", line()).await.remove(0);
    let mut event = world.told("1", "OrderConfirmed", json!({ "order": number })).await;
    let contract_ref =
        std::mem::replace(&mut event["contract_ref"], json!("01J00000000000000000000000"));
    world.put(&event);
    world.rest().await;

    event["contract_ref"] = contract_ref;
    world.put(&event);
    world.rest().await;

    assert_eq!(user.order_now(&number).await["state"], "confirmed");
}

#[tokio::test]
async fn an_event_about_an_order_of_another_contract_is_set_aside() {
    let world = private_world().await;
    let number = world.user().await.ordered("a", line()).await.remove(0);
    let other = Fleet::new();
    world.import_again(&other).await;
    let mut event = world.told("1", "OrderConfirmed", json!({ "order": number })).await;
    let parts = format!("DE#{}#{}", other.customer(), other.contract_no().replace('-', ""));
    let key = domain::ContractKey::from_parts(&parts, '#').unwrap();
    let contract = world.store().contract(&key).await.unwrap().unwrap();
    event["contract_ref"] = json!(contract.contract_ref);

    world.put(&event);
    world.rest().await;

    assert_eq!(world.set_aside().len(), 1);
}

#[tokio::test]
async fn whoever_is_first_of_customer_and_operator_wins_and_the_other_is_told() {
    let world = private_world().await;
    let mut user = world.user().await;
    for round in 0..6 {
        let number = user.ordered(&format!("o{round}"), line()).await.remove(0);
        world.put(&world.told(&format!("r{round}"), "OrderShipped", shipped(&number)).await);
        let cancelled = user
            .keyed(
                "POST",
                &format!("/api/orders/{number}/cancel"),
                &format!("c{round}"),
                json!(null),
            )
            .await;
        world.rest().await;

        let state = user.order_now(&number).await["state"].clone();
        let aside = world.set_aside().iter().any(|(_, id, _)| *id == format!("r{round}"));
        match cancelled.status {
            200 => assert_eq!((state, aside), (json!("cancelled"), true), "round {round}"),
            _ => assert_eq!((state, aside), (json!("shipped"), false), "round {round}"),
        }
    }
}

// ---- the operator's commands

#[tokio::test]
async fn the_operator_sends_an_event_and_hears_what_became_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    let world = fleet.world_in(folder.path()).await;
    let number = world.user().await.ordered("a", line()).await.remove(0);
    let event = async |id: &str, kind: &str| world.told(id, kind, json!({ "order": number })).await;
    let delivered = event("1", "OrderDelivered").await;

    let first = local::outside::send(folder.path(), &delivered).await.unwrap();
    let again = local::outside::send(folder.path(), &delivered).await.unwrap();
    let late =
        local::outside::send(folder.path(), &event("2", "OrderConfirmed").await).await.unwrap();
    let illegal = local::outside::send(folder.path(), &event("3", "OrderCancelled").await).await;
    let unknown = local::outside::send(folder.path(), &event("4", "OrderEaten").await).await;

    assert_eq!(first, "applied");
    assert!(again.contains("before") && late.contains("gone on since"), "{again}; {late}");
    let mut listed = Vec::new();
    local::outside::set_aside(folder.path(), &mut listed).await.unwrap();
    let listed = String::from_utf8(listed).unwrap();
    for refused in [illegal, unknown] {
        let why = refused.unwrap_err().to_string();
        assert!(listed.contains(&why), "{why}: {listed}");
    }
}

#[tokio::test]
async fn what_was_set_aside_outlives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = Fleet::new().world_in(folder.path()).await;
    world.tell("1", "OrderConfirmed", json!({ "order": "263274819204" })).await;

    world.restart(folder.path()).await;

    assert_eq!(world.set_aside().len(), 1);
}

#[tokio::test]
async fn contracts_are_listed_with_the_reference_by_which_events_name_them() {
    let world = private_world().await;
    let mut listed = Vec::new();

    local::outside::contracts(&world.store(), &mut listed).await.unwrap();

    let listed = String::from_utf8(listed).unwrap();
    let line = format!(
        "DE,{},{},Musterwerke GmbH,2024-01-01,,{}",
        world.customer(),
        world.contract(),
        world.contract_ref().await
    );
    assert!(listed.lines().any(|one| one == line), "{listed}");
}

#[test]
fn every_example_of_an_event_can_be_read() {
    let folder = local::project().join("infra/demo/events");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let event: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let read = events::outside::Notice::read(event["type"].as_str().unwrap(), &event);
        assert!(read.is_ok(), "{}: {read:?}", path.display());
    }
}

// ---- any set of events

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// What a state's letter says of an order.
const SUBJECTS: [(&str, &str); 4] = [
    ("confirmed", "ist bestätigt"),
    ("shipped", "ist unterwegs"),
    ("delivered", "ist geliefert"),
    ("cancelled", "ist storniert"),
];

#[tokio::test]
async fn any_events_doubled_in_any_order_and_at_once_end_in_the_highest_state_that_was_legal() {
    let world = private_world().await;
    let mut user = world.user().await;
    let mut dice = Dice(7);
    let kinds = ["OrderConfirmed", "OrderShipped", "OrderDelivered", "OrderCancelled"];
    let mut sent: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    let mut calls = Vec::new();
    for round in 0..12 {
        let number = user.ordered(&format!("p{round}"), line()).await.remove(0);
        for turn in 0..1 + dice.roll(6) {
            let (kind, id) = (dice.roll(4), format!("{round}-{turn}"));
            let data = if kind == 1 { shipped(&number) } else { json!({ "order": number }) };
            let event = world.told(&id, kinds[kind], data).await;
            sent.entry(number.clone()).or_default().push((id, kind));
            calls.extend(vec![event; 1 + dice.roll(3)]);
        }
    }
    for place in (1..calls.len()).rev() {
        calls.swap(place, dice.roll(place + 1));
    }

    // Over the bus, and at the same time straight to the handler and all at once, harder than any bus would.
    let store = world.store();
    let now = world.edition().clock.now();
    let (bus, direct) = calls.split_at(calls.len() / 3);
    for event in bus {
        world.put(event);
    }
    let applied = direct.iter().map(|event| {
        let (store, kind) = (store.clone(), event["type"].as_str().unwrap());
        async move {
            let mut tries = 0;
            loop {
                match apply_order_event::handle(store.clone(), kind, event, now).await {
                    Err(store::Unapplied::Table(domain::Error::Busy)) if tries < 20 => tries += 1,
                    ended => break (event["id"].as_str().unwrap().to_owned(), ended),
                }
            }
        }
    });
    let mut refused: Vec<String> = Vec::new();
    for (id, ended) in crate::world::join_all(applied).await {
        match ended {
            Ok(_) => {}
            Err(store::Unapplied::SetAside(aside)) => refused.push(aside.id),
            Err(err) => panic!("{id}: {err}"),
        }
    }
    world.rest().await;
    refused.extend(world.set_aside().into_iter().map(|(_, id, _)| id));

    let letters = subjects(&world).await;
    for (number, events) in &sent {
        let order = user.order_now(number).await;
        let state = order["state"].as_str().unwrap();
        let told = |kind: usize| events.iter().any(|(_, told)| *told == kind);
        // Whoever came first of a cancellation and a parcel wins; what is refused is the other.
        let highest = if told(2) {
            "delivered"
        } else if told(1) {
            "shipped"
        } else if told(0) {
            "confirmed"
        } else {
            "received"
        };
        assert!(state == highest || (told(3) && state == "cancelled"), "{events:?}: {state}");
        assert!(!told(3) || told(1) || told(2) || state == "cancelled", "{events:?}: {state}");
        for (id, kind) in events {
            // After a cancellation only what had come before it was applied.
            let must = if state == "cancelled" { *kind == 1 || *kind == 2 } else { *kind == 3 };
            assert!(!must || refused.contains(id), "{id} of {events:?} in {state}");
            assert!(must || *kind == 0 || !refused.contains(id), "{id} of {events:?} in {state}");
        }
        let shown = order["shown"].as_str().unwrap();
        let reached: Vec<&str> = order["history"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s["state"].as_str().unwrap())
            .collect();
        for (of, subject) in SUBJECTS {
            let subject = format!("Auftrag {shown} {subject}");
            let mailed = letters.iter().filter(|letter| **letter == subject).count();
            // A state that was overtaken before its letter was written needs none any more.
            assert!(mailed <= usize::from(reached.contains(&of)), "{number}: {mailed} {subject}");
            assert!(of != state || mailed == 1, "{number}: {mailed} {subject}");
        }
    }
}
