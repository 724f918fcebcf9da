//! Changes of addresses: asked for, decided by the operator, and what orders do meanwhile.

use serde_json::{Value, json};

use crate::world::{Answer, Fleet, Person, World};

/// Devices A and B at one address, C at another, on a portal of its own whose day is 24 November 2026.
async fn private_world() -> World {
    let mut fleet = fleet();
    fleet.contact_who_reads("en", "Max", "Reader");
    let world = fleet.private_world().await;
    world.travel_to("2026-11-24T10:00:00Z");
    world
}

fn fleet() -> Fleet {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").address("H2", "Hafenstraße 14");
    fleet.device("A", "H1").device("B", "H1").device("C", "H2");
    fleet
}

fn wish(effective: &str, whole_address: bool) -> Value {
    json!({
        "effective": effective,
        "whole_address": whole_address,
        "name": "Musterwerke",
        "street": "Kaistraße 3",
        "postcode": "40221",
        "city": "Düsseldorf",
    })
}

fn line(serial: &str) -> Value {
    json!({ "serial": serial, "article": "4001", "quantity": 1, "reason": "Vorrat" })
}

impl Person<'_> {
    /// Asks for a change under a key of its own.
    async fn ask(&mut self, key: &str, serial: &str, mut wish: Value) -> Answer {
        if wish.get("contact_id").is_none() {
            wish["contact_id"] = json!(self.erika().await);
        }
        self.keyed("POST", &format!("/api/devices/{serial}/address-changes"), key, wish).await
    }

    /// Asks for a change and says its number.
    async fn asked(&mut self, key: &str, serial: &str, wish: Value) -> String {
        let answer = self.ask(key, serial, wish).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json["number"].as_str().unwrap().to_owned()
    }

    /// The contact that reads German.
    async fn erika(&mut self) -> String {
        let contacts = self.get("/api/contacts").await.json["contacts"].clone();
        let erika = contacts.as_array().unwrap().iter().find(|c| c["language"] == "de").unwrap();
        erika["id"].as_str().unwrap().to_owned()
    }

    /// A device and its address as the page of devices shows them.
    async fn place_of(&mut self, serial: &str) -> (Value, Value) {
        let page = self.get("/api/devices").await.json;
        let find = |list: &str, key: &str, value: &Value| {
            page[list].as_array().unwrap().iter().find(|one| one[key] == *value).unwrap().clone()
        };
        let device = find("devices", "serial", &json!(serial));
        let address = find("addresses", "id", &device["address"]);
        (device, address)
    }

    async fn street_of(&mut self, serial: &str) -> String {
        self.place_of(serial).await.1["street"].as_str().unwrap().to_owned()
    }

    /// What an order for `serials` is, with the wish to wait or not.
    async fn order_form(&mut self, serials: &[&str], wait: bool) -> Value {
        let mut deliveries: Vec<Value> = Vec::new();
        for serial in serials {
            let (_, address) = self.place_of(serial).await;
            let delivery =
                json!({ "address": address["id"], "version": address["version"], "wait": wait });
            if !deliveries.contains(&delivery) {
                deliveries.push(delivery);
            }
        }
        let lines: Vec<Value> = serials.iter().map(|serial| line(serial)).collect();
        json!({ "lines": lines, "deliveries": deliveries, "contact_id": self.erika().await })
    }

    /// Orders that wait for a change; their numbers.
    async fn waiting(&mut self, key: &str, serials: &[&str]) -> Vec<String> {
        let form = self.order_form(serials, true).await;
        let placed = self.keyed("POST", "/api/orders", key, form).await;
        assert_eq!(placed.status, 201, "{}", placed.text);
        let orders = placed.json["orders"].as_array().unwrap();
        orders.iter().map(|order| order["number"].as_str().unwrap().to_owned()).collect()
    }

    async fn order_shown(&mut self, number: &str) -> Value {
        self.get(&format!("/api/orders/{number}")).await.json
    }

    async fn release(&mut self, key: &str, number: &str) -> Answer {
        self.keyed("POST", &format!("/api/orders/{number}/release"), key, json!(null)).await
    }
}

async fn decide(world: &World, id: &str, change: &str, decision: &str) {
    let mut data = json!({ "change": change, "decision": decision });
    if decision == "rejected" {
        data["reason"] = json!("Dort liefert kein Paketdienst.");
    }
    world.tell(id, "AddressChangeDecided", data).await;
}

async fn subjects(world: &World, name: &str) -> Vec<String> {
    let letters = world.letters_to(name, 0).await;
    letters.iter().map(|letter| letter["subject"].as_str().unwrap().to_owned()).collect()
}

// ---- asking

#[tokio::test]
async fn a_change_is_told_to_the_operator_confirmed_by_letter_and_shown_with_its_address() {
    let world = private_world().await;
    let mut user = world.user().await;

    let number = user.asked("a", "A", wish("2027-01-15", true)).await;
    world.rest().await;

    let (_, address) = user.place_of("B").await;
    assert_eq!(
        (&address["street"], &address["change"]["state"]),
        (&json!("Hansaallee 187"), &json!("pending"))
    );
    assert_eq!(address["change"]["number"], json!(number));
    assert_eq!(user.place_of("C").await.1["change"], json!(null));
    let event = world.events_of("AddressChangeRequested").await.remove(0);
    assert_eq!(event["detail"]["data"]["change"], json!(number));
    let letter = world.letters_to("erika.muster", 1).await.remove(0);
    let text = letter["text"].as_str().unwrap();
    for part in ["Hansaallee 187", "Kaistraße 3", "15.01.2027", "Alle Geräte an dieser Adresse"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(
        subjects(&world, "max.reader").await,
        ["A change of address was requested for your contract"]
    );
}

#[tokio::test]
async fn a_change_for_one_device_is_shown_with_it_alone() {
    let world = private_world().await;
    let mut user = world.user().await;

    user.asked("a", "A", wish("2027-01-15", false)).await;

    let ((a, address), (b, _)) = (user.place_of("A").await, user.place_of("B").await);
    assert_eq!(a["change"]["state"], "pending");
    assert_eq!((&b["change"], &address["change"]), (&json!(null), &json!(null)));
}

#[tokio::test]
async fn there_is_one_change_at_a_time_for_an_address_and_its_devices() {
    let world = private_world().await;
    let mut user = world.user().await;
    user.asked("a", "A", wish("2027-01-15", true)).await;
    user.asked("b", "C", wish("2027-01-15", false)).await;

    for (key, serial, whole) in
        [("c", "A", true), ("d", "B", false), ("e", "C", true), ("f", "C", false)]
    {
        let refused = user.ask(key, serial, wish("2027-02-01", whole)).await;
        assert_eq!((refused.status, refused.problem()), (409, "address_change_pending"), "{key}");
    }
}

#[tokio::test]
async fn of_ten_changes_at_once_one_is_taken() {
    let world = private_world().await;
    let user = world.user().await;
    let contact = user.clone().erika().await;
    let asks = (0..10).map(|index| {
        let (mut tab, mut wish) = (user.clone(), wish("2027-01-15", index % 2 == 0));
        wish["contact_id"] = json!(contact);
        async move {
            tab.ask(&format!("k{index}"), if index < 5 { "A" } else { "B" }, wish).await.status
        }
    });

    let statuses = crate::world::join_all(asks).await;

    let taken = statuses.iter().filter(|status| **status == 201).count();
    assert!(
        (1..=2).contains(&taken) && statuses.iter().all(|s| [201, 409, 503].contains(s)),
        "{statuses:?}"
    );
    let page = user.clone().get("/api/address-changes").await.json;
    assert_eq!(page["changes"].as_array().unwrap().len(), taken);
}

#[tokio::test]
async fn the_same_request_sent_twice_is_one_change_and_the_same_bytes() {
    let world = private_world().await;
    let mut user = world.user().await;

    let first = user.ask("a", "A", wish("2027-01-15", true)).await;
    let second = user.ask("a", "A", wish("2027-01-15", true)).await;

    assert_eq!((first.status, &first.text), (second.status, &second.text));
    assert_eq!(second.header("idempotent-replayed"), "true");
}

#[tokio::test]
async fn every_broken_field_of_a_change_is_named_at_once() {
    let world = private_world().await;
    let mut user = world.user().await;
    let broken = json!({ "effective": "bald", "whole_address": "ja", "name": "", "street": "a".repeat(61), "postcode": "a\nb", "attention": "a".repeat(61), "country": "AT" });

    let refused = user.keyed("POST", "/api/devices/A/address-changes", "a", broken).await;

    let expected = [
        ("#/country", "unknown_field"),
        ("#/whole_address", "wrong_type"),
        ("#/name", "required"),
        ("#/street", "too_long"),
        ("#/postcode", "control_characters"),
        ("#/city", "required"),
        ("#/attention", "too_long"),
        ("#/effective", "date_form"),
        ("#/contact_id", "contact_missing"),
    ];
    assert_eq!(refused.refused(), expected);
}

#[tokio::test]
async fn a_change_that_changes_nothing_or_comes_too_early_or_late_is_refused() {
    let world = private_world().await;
    let mut user = world.user().await;
    let mut same = wish("2027-01-15", true);
    (same["street"], same["postcode"]) = (json!("Hansaallee 187"), json!("40549"));
    let cases = [
        (same, ("#", "address_unchanged")),
        (wish("2026-11-23", true), ("#/effective", "effective_range")),
        (wish("2027-11-26", true), ("#/effective", "effective_range")),
    ];
    for (index, (wish, expected)) in cases.into_iter().enumerate() {
        let refused = user.ask(&format!("k{index}"), "A", wish).await;
        assert_eq!(refused.refused(), [expected]);
    }
}

#[tokio::test]
async fn a_foreign_device_and_a_missing_one_get_the_same_answer_to_a_change() {
    let world = private_world().await;
    let mut user = world.user().await;

    let missing = user.ask("a", "NONE", wish("2027-01-15", true)).await;

    assert_eq!((missing.status, missing.problem()), (404, "not_found"));
}

#[tokio::test]
async fn nothing_is_changed_after_the_contract_has_ended() {
    let mut fleet = fleet();
    fleet.contract("ends", "2026-11-20");
    let world = fleet.private_world().await;
    world.travel_to("2026-11-24T10:00:00Z");
    let mut user = world.user().await;

    let refused = user.ask("a", "A", wish("2027-01-15", true)).await;

    assert_eq!((refused.status, refused.problem()), (409, "contract_ended"));
}

#[tokio::test]
async fn people_in_a_change_are_masked_below_a_confirmed_session() {
    let world = private_world().await;
    let mut wish = wish("2027-01-15", true);
    (wish["attention"], wish["note"]) = (json!("Frau Neumann"), json!("Frau Neumann zieht um."));
    world.user().await.asked("a", "A", wish).await;

    let masked = world.user().await.get("/api/address-changes").await;
    let full = world.confirmed().await.get("/api/address-changes").await;

    assert!(
        !masked.text.contains("Neumann") && !masked.text.contains("Hausmann"),
        "{}",
        masked.text
    );
    let change = &full.json["changes"][0];
    assert_eq!(
        (&change["wanted"]["attention"], &change["note"]),
        (&json!("Frau Neumann"), &json!("Frau Neumann zieht um."))
    );
}

#[tokio::test]
async fn a_link_in_a_letter_shows_no_change() {
    let world = private_world().await;
    let mut user = world.user().await;
    user.asked("a", "A", wish("2027-01-15", true)).await;
    user.asked("b", "C", wish("2027-01-15", false)).await;
    world.travel_to("2026-12-28T10:00:00Z");
    world.morning().await;
    let mut reader = world.anyone();
    reader.open_link(&world.letter_with_link().await).await;

    for path in ["/api/devices", "/api/devices/C"] {
        let shown = reader.get(path).await;
        assert!(shown.status == 200 && !shown.text.contains("pending"), "{}", shown.text);
    }
    assert_eq!(reader.get("/api/address-changes").await.problem(), "sign_in_needed");
}

// ---- deciding

#[tokio::test]
async fn an_approved_address_holds_from_its_day_on_for_all_its_devices() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.asked("a", "A", wish("2027-01-15", true)).await;
    world.rest().await;

    decide(&world, "1", &number, "approved").await;

    let (_, address) = user.place_of("B").await;
    assert_eq!(
        (&address["street"], &address["change"]["state"]),
        (&json!("Hansaallee 187"), &json!("approved"))
    );
    world.travel_to("2027-01-15T10:00:00Z");
    let mut user = world.user().await;
    let (_, address) = user.place_of("B").await;
    assert_eq!((&address["street"], &address["change"]), (&json!("Kaistraße 3"), &json!(null)));
    let shown = user.get("/api/address-changes").await.json["changes"][0]["shown"].clone();
    let expected = ["ist beantragt", "ist bestätigt"]
        .map(|what| format!("Adressänderung {} {what}", shown.as_str().unwrap()));
    assert_eq!(subjects(&world, "erika.muster").await, expected);
}

#[tokio::test]
async fn a_ticket_names_the_place_where_the_device_stands_by_then() {
    let world = private_world().await;
    let mut wish = wish("2026-11-24", false);
    wish["site"] = json!("Lager");
    let number = world.user().await.asked("a", "A", wish).await;
    decide(&world, "1", &number, "approved").await;
    world.travel_to("2026-11-25T10:00:00Z");
    let mut user = world.user().await;

    let ticket = user.reported("k").await;

    let shown = user.ticket(&ticket).await.json;
    assert_eq!(
        (&shown["site"], &shown["address"]["street"]),
        (&json!("Lager"), &json!("Kaistraße 3"))
    );
}

#[tokio::test]
async fn one_device_moves_alone_and_takes_its_site_along() {
    let world = private_world().await;
    let mut user = world.user().await;
    let mut wish = wish("2026-11-24", false);
    wish["site"] = json!("Lager");
    let number = user.asked("a", "A", wish).await;

    decide(&world, "1", &number, "approved").await;

    let (a, address) = user.place_of("A").await;
    assert_eq!((&a["site"], &address["street"]), (&json!("Lager"), &json!("Kaistraße 3")));
    assert_eq!(user.street_of("B").await, "Hansaallee 187");
}

#[tokio::test]
async fn a_device_that_moves_to_an_address_of_the_contract_shares_it() {
    let world = private_world().await;
    let mut user = world.user().await;
    let mut wish = wish("2026-11-24", false);
    (wish["street"], wish["postcode"]) = (json!("Hafenstraße 14"), json!("40549"));
    let number = user.asked("a", "A", wish).await;

    decide(&world, "1", &number, "approved").await;

    assert_eq!(user.place_of("A").await.0["address"], "H2");
}

#[tokio::test]
async fn a_rejected_change_leaves_everything_as_it_was_and_says_why() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.asked("a", "A", wish("2026-11-24", true)).await;
    world.rest().await;

    decide(&world, "1", &number, "rejected").await;

    let (_, address) = user.place_of("A").await;
    assert_eq!((&address["street"], &address["change"]), (&json!("Hansaallee 187"), &json!(null)));
    let letter = world.letters_to("erika.muster", 2).await.remove(1);
    assert!(letter["text"].as_str().unwrap().contains("Dort liefert kein Paketdienst."));
    assert_eq!(user.ask("b", "A", wish("2026-11-25", true)).await.status, 201);
}

#[tokio::test]
async fn a_change_on_top_of_one_that_holds_does_not_take_that_back() {
    let world = private_world().await;
    let mut user = world.user().await;
    for (key, whole, serial) in [("a", true, "A"), ("b", false, "C")] {
        let number = user.asked(key, serial, wish("2026-11-24", whole)).await;
        decide(&world, key, &number, "approved").await;
    }

    for (key, whole, serial) in [("c", true, "A"), ("d", false, "C")] {
        let mut next = wish("2027-01-15", whole);
        next["street"] = json!("Königsallee 1");
        let number = user.asked(key, serial, next).await;
        assert_eq!(user.street_of(serial).await, "Kaistraße 3", "pending {key}");
        decide(&world, key, &number, "approved").await;
        assert_eq!(user.street_of(serial).await, "Kaistraße 3", "approved {key}");
    }

    world.travel_to("2027-01-15T10:00:00Z");
    let mut user = world.user().await;
    assert_eq!(
        (user.street_of("A").await, user.street_of("C").await),
        ("Königsallee 1".into(), "Königsallee 1".into())
    );
}

#[tokio::test]
async fn what_the_operator_imports_otherwise_wins_and_what_he_repeats_changes_nothing() {
    let mut fleet = fleet();
    let world = fleet.private_world().await;
    world.travel_to("2026-11-24T10:00:00Z");
    let mut user = world.user().await;
    for (key, whole, serial) in [("a", true, "A"), ("b", false, "C")] {
        let number = user.asked(key, serial, wish("2026-11-24", whole)).await;
        decide(&world, key, &number, "approved").await;
    }

    world.import_again(&fleet).await;
    assert_eq!(
        (user.street_of("A").await, user.street_of("C").await),
        ("Kaistraße 3".into(), "Kaistraße 3".into())
    );

    fleet.move_address("H1", "Berliner Allee 9");
    world.import_again(&fleet).await;
    assert_eq!(user.street_of("A").await, "Berliner Allee 9");
}

#[tokio::test]
async fn a_decision_counts_once_and_a_contrary_one_is_set_aside() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.asked("a", "A", wish("2026-11-24", true)).await;
    decide(&world, "1", &number, "approved").await;

    decide(&world, "1", &number, "approved").await;
    decide(&world, "2", &number, "approved").await;
    decide(&world, "3", &number, "rejected").await;

    assert_eq!(world.events_of("AddressChangeSettled").await.len(), 1);
    let aside: Vec<_> = world.set_aside().into_iter().map(|(queue, id, _)| (queue, id)).collect();
    assert_eq!(aside, [("ApplyAddressDecisionDeadLetters".into(), "3".into())]);
    assert_eq!(user.street_of("A").await, "Kaistraße 3");
}

// ---- orders meanwhile

#[tokio::test]
async fn an_order_goes_to_the_address_as_it_is_unless_it_shall_wait() {
    let world = private_world().await;
    let mut user = world.user().await;
    user.asked("a", "A", wish("2027-01-15", true)).await;
    let form = user.order_form(&["A"], false).await;

    let checked = user.post("/api/orders/check", form.clone()).await.json;
    let placed = user.keyed("POST", "/api/orders", "b", form).await.json;

    assert_eq!(checked["orders"][0]["change"]["effective"], "2027-01-15");
    assert_eq!(
        (&checked["orders"][0]["waits"], &placed["orders"][0]["waits"]),
        (&json!(false), &json!(false))
    );
    world.rest().await;
    assert_eq!(world.events_of("OrderPlaced").await[0]["detail"]["data"]["held"], json!(null));
}

#[tokio::test]
async fn a_waiting_order_is_held_and_goes_to_the_new_address_once_that_is_approved() {
    let world = private_world().await;
    let mut user = world.user().await;
    let change = user.asked("a", "A", wish("2027-01-15", true)).await;
    let order = user.waiting("b", &["A", "B"]).await.remove(0);
    world.rest().await;

    let placed = world.events_of("OrderPlaced").await.remove(0);
    assert_eq!(placed["detail"]["data"]["held"], json!([order]));
    let shown = user.order_shown(&order).await;
    assert_eq!(
        (&shown["state"], &shown["waits"]),
        (&json!("received"), &json!({ "change": change, "asks": false }))
    );
    assert_eq!(user.get("/api/orders").await.json["orders"][0]["waits"], true);

    decide(&world, "1", &change, "approved").await;

    let shown = user.order_shown(&order).await;
    assert_eq!(
        (&shown["waits"], &shown["address"]["street"]),
        (&json!(null), &json!("Kaistraße 3"))
    );
    let released = world.events_of("OrderReleased").await.remove(0);
    let data = &released["detail"]["data"];
    assert_eq!(
        (&data["order"], &data["changed"], &data["effective"]),
        (&json!(order), &json!(true), &json!("2027-01-15"))
    );
    let number = shown["shown"].as_str().unwrap();
    let subjects = subjects(&world, "erika.muster").await;
    assert!(
        subjects.contains(&format!("Auftrag {number} wartet auf die neue Adresse")),
        "{subjects:?}"
    );
    assert!(
        subjects.contains(&format!("Auftrag {number} geht an die neue Adresse")),
        "{subjects:?}"
    );
}

#[tokio::test]
async fn only_the_device_that_moves_waits_and_the_others_are_delivered() {
    let world = private_world().await;
    let mut user = world.user().await;
    let change = user.asked("a", "A", wish("2027-01-15", false)).await;

    let orders = user.waiting("b", &["A", "B"]).await;

    let waits = |shown: &Value| shown["waits"]["change"].clone();
    let (a, b) = (user.order_shown(&orders[0]).await, user.order_shown(&orders[1]).await);
    assert_eq!((orders.len(), waits(&a), waits(&b)), (2, json!(change), json!(null)));
    decide(&world, "1", &change, "approved").await;
    assert_eq!(user.order_shown(&orders[0]).await["address"]["street"], "Kaistraße 3");
    assert_eq!(user.order_shown(&orders[1]).await["address"]["street"], "Hansaallee 187");
}

#[tokio::test]
async fn a_rejected_change_asks_where_its_waiting_order_shall_go() {
    let world = private_world().await;
    let mut user = world.user().await;
    let change = user.asked("a", "A", wish("2027-01-15", true)).await;
    let order = user.waiting("b", &["A"]).await.remove(0);

    decide(&world, "1", &change, "rejected").await;

    let shown = user.order_shown(&order).await;
    assert_eq!((&shown["waits"]["asks"], &shown["cancellable"]), (&json!(true), &json!(true)));
    let subject =
        format!("Auftrag {}: Wohin sollen wir liefern?", shown["shown"].as_str().unwrap());
    assert!(subjects(&world, "erika.muster").await.contains(&subject));

    let released = user.release("c", &order).await;
    world.rest().await;

    assert_eq!((released.status, &released.json["state"]), (200, &json!("received")));
    let shown = user.order_shown(&order).await;
    assert_eq!(
        (&shown["waits"], &shown["address"]["street"]),
        (&json!(null), &json!("Hansaallee 187"))
    );
    assert_eq!(world.events_of("OrderReleased").await[0]["detail"]["data"]["changed"], false);
    let told = subjects(&world, "max.reader").await;
    assert!(told.contains(&"An order goes to the previous address".to_owned()), "{told:?}");
}

#[tokio::test]
async fn who_does_not_want_to_wait_longer_releases_the_order_himself() {
    let world = private_world().await;
    let mut user = world.user().await;
    let change = user.asked("a", "A", wish("2027-01-15", true)).await;
    let order = user.waiting("b", &["A"]).await.remove(0);

    assert_eq!(user.release("c", &order).await.status, 200);
    decide(&world, "1", &change, "approved").await;

    assert_eq!(user.order_shown(&order).await["address"]["street"], "Hansaallee 187");
    assert_eq!(user.release("d", &order).await.problem(), "order_not_waiting");
    assert_eq!(world.events_of("OrderReleased").await.len(), 1);
}

#[tokio::test]
async fn a_waiting_order_that_was_cancelled_is_not_released() {
    let world = private_world().await;
    let mut user = world.user().await;
    let change = user.asked("a", "A", wish("2027-01-15", true)).await;
    let order = user.waiting("b", &["A"]).await.remove(0);
    let path = format!("/api/orders/{order}/cancel");
    assert_eq!(user.keyed("POST", &path, "c", json!(null)).await.status, 200);

    decide(&world, "1", &change, "approved").await;

    let shown = user.order_shown(&order).await;
    assert_eq!((&shown["state"], &shown["waits"]), (&json!("cancelled"), &json!(null)));
    assert_eq!(world.events_of("OrderReleased").await.len(), 0);
}

#[tokio::test]
async fn an_order_that_waits_is_nothing_the_operator_can_ship() {
    let world = private_world().await;
    let mut user = world.user().await;
    user.asked("a", "A", wish("2027-01-15", true)).await;
    let order = user.waiting("b", &["A"]).await.remove(0);

    world.tell("1", "OrderShipped", json!({ "order": order, "carrier": "DHL" })).await;

    assert_eq!(user.order_shown(&order).await["state"], "received");
    assert_eq!(world.set_aside().len(), 1);
}

#[tokio::test]
async fn an_order_cannot_wait_where_no_change_is_open() {
    let world = private_world().await;
    let mut user = world.user().await;
    let form = user.order_form(&["A"], true).await;

    let refused = user.keyed("POST", "/api/orders", "a", form).await;

    assert_eq!(refused.refused(), [("#/deliveries/0/wait", "no_change_pending")]);
}

#[tokio::test]
async fn a_change_never_alters_an_order_that_does_not_wait() {
    let world = private_world().await;
    let mut user = world.user().await;
    let before = user.ordered("a", json!([line("A")])).await.remove(0);
    let change = user.asked("b", "A", wish("2026-11-24", true)).await;
    let between = user.ordered("c", json!([line("B")])).await.remove(0);

    decide(&world, "1", &change, "approved").await;

    for number in [before, between] {
        assert_eq!(user.order_shown(&number).await["address"]["street"], "Hansaallee 187");
    }
    let after = user.ordered("d", json!([line("A")])).await.remove(0);
    assert_eq!(user.order_shown(&after).await["address"]["street"], "Kaistraße 3");
}

#[tokio::test]
async fn a_crash_between_decision_and_orders_is_made_good_by_the_repeated_event() {
    let world = private_world().await;
    let mut user = world.user().await;
    let change = user.asked("a", "A", wish("2027-01-15", true)).await;
    let order = user.waiting("b", &["A"]).await.remove(0);
    world.rest().await;
    let hold = world.items("ORDER").await.remove(0)["hold"].clone();
    decide(&world, "1", &change, "approved").await;
    // As if the decision had been written and nothing after it.
    let key = world.items("ORDER").await.remove(0);
    world
        .table(
            "UpdateItem",
            json!({
                "Key": { "pk": key["pk"], "sk": key["sk"] },
                "UpdateExpression": "SET #hold = :hold",
                "ExpressionAttributeNames": { "#hold": "hold" },
                "ExpressionAttributeValues": { ":hold": hold },
            }),
        )
        .await;
    assert_ne!(user.order_shown(&order).await["waits"], json!(null));

    decide(&world, "1", &change, "approved").await;

    assert_eq!(user.order_shown(&order).await["waits"], json!(null));
}

#[tokio::test]
async fn orders_and_a_decision_at_once_leave_no_order_behind() {
    let world = private_world().await;
    let mut user = world.user().await;
    let change = user.asked("a", "A", wish("2027-01-15", true)).await;
    let forms = [user.order_form(&["A"], true).await, user.order_form(&["B"], true).await];
    let decided = world
        .told("1", "AddressChangeDecided", json!({ "change": change, "decision": "approved" }))
        .await;
    let orders = (0..6).map(|index| {
        let (mut tab, form) = (user.clone(), forms[index % 2].clone());
        async move { tab.keyed("POST", "/api/orders", &format!("k{index}"), form).await }
    });

    let answers = tokio::join!(crate::world::join_all(orders), async { world.put(&decided) }).0;
    world.rest().await;

    for answer in answers {
        match answer.status {
            201 => {
                let number = answer.json["orders"][0]["number"].as_str().unwrap();
                let shown = user.order_shown(number).await;
                assert_eq!(
                    (&shown["waits"], &shown["address"]["street"]),
                    (&json!(null), &json!("Kaistraße 3"))
                );
            }
            status => assert!([409, 422, 503].contains(&status), "{}", answer.text),
        }
    }
}
