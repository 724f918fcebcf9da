use serde_json::json;

use crate::world::{Fleet, World, join_all};

#[tokio::test]
async fn an_order_gets_a_number_that_people_can_read() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let answer =
        user.order("k", json!([{ "serial": "A", "article": "4001", "quantity": 2 }])).await;

    assert_eq!(answer.status, 201, "{}", answer.text);
    let order = &answer.json["orders"][0];
    assert!(domain::CaseNo::parse(order["shown"].as_str().unwrap()).is_ok());
    assert_eq!(order["lines"][0]["quantity"], 2);
}

#[tokio::test]
async fn lines_for_several_addresses_become_one_order_each() {
    let world = World::with_two_addresses().await;
    let mut user = world.user().await;
    let lines = json!([
        { "serial": "A", "article": "4001", "quantity": 1 },
        { "serial": "B", "article": "4001", "quantity": 1 },
        { "serial": "A", "article": "4002", "quantity": 1 },
    ]);

    let numbers = user.ordered("k", lines).await;

    assert_eq!(numbers.len(), 2);
    let first = user.get(&format!("/api/orders/{}", numbers[0])).await;
    assert_eq!(first.json["address"]["street"], "Hansaallee 187");
    assert_eq!(first.json["lines"].as_array().unwrap().len(), 2);
    let second = user.get(&format!("/api/orders/{}", numbers[1])).await;
    assert_eq!(second.json["address"]["street"], "Hafenstraße 14");
}

#[tokio::test]
async fn the_split_is_shown_before_anything_is_stored() {
    let world = World::with_two_addresses().await;
    let mut user = world.user().await;
    let lines = json!([
        { "serial": "A", "article": "4001", "quantity": 3 },
        { "serial": "B", "article": "4001", "quantity": 1, "claim": true },
    ]);

    let checked = user.post("/api/orders/check", json!({ "lines": lines })).await;

    assert_eq!(checked.status, 200, "{}", checked.text);
    assert_eq!(checked.json["orders"][0]["articles"], 3);
    assert_eq!(checked.json["orders"][1]["claims"], 1);
    assert_eq!(user.get("/api/orders").await.json["orders"], json!([]));
}

#[tokio::test]
async fn the_same_request_sent_twice_is_one_order_and_the_same_bytes() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);

    let first = user.order("same", lines.clone()).await;
    let second = user.order("same", lines).await;

    assert_eq!((first.status, second.status), (201, 201));
    assert_eq!(first.text, second.text);
    assert_eq!(second.header("idempotent-replayed"), "true");
    assert_eq!(user.get("/api/orders").await.json["orders"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_cannot_be_used_for_another_order() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    user.ordered("k", json!([{ "serial": "A", "article": "4001", "quantity": 1 }])).await;

    let other = user.order("k", json!([{ "serial": "A", "article": "4001", "quantity": 2 }])).await;

    assert_eq!(other.status, 422);
    assert_eq!(other.refused(), [("#/Idempotency-Key", "idempotency_key_reused")]);
}

#[tokio::test]
async fn a_key_belongs_to_its_contract() {
    let (ours, theirs) = (World::with_two_devices().await, World::with_two_devices().await);
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);

    let first = ours.user().await.ordered("same", lines.clone()).await;
    let second = theirs.user().await.ordered("same", lines).await;

    assert_ne!(first, second);
}

#[tokio::test]
async fn an_order_without_a_key_is_refused() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let contact = user.contact_id().await;

    let body = json!({ "lines": [{ "serial": "A", "article": "4001", "quantity": 1 }], "contact_id": contact });
    let answer = user.post("/api/orders", body).await;

    assert_eq!(answer.refused(), [("#/Idempotency-Key", "idempotency_key_missing")]);
}

#[tokio::test]
async fn ten_equal_requests_at_once_are_one_order() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let contact = user.contact_id().await;
    let cookie = user.cookie().map(str::to_owned);
    let body = json!({ "lines": [{ "serial": "A", "article": "4001", "quantity": 1 }], "contact_id": contact });

    let racers = (0..10).map(|_| {
        let (mut racer, body) = (world.anyone(), body.clone());
        racer.steal_cookie(cookie.as_deref());
        async move { racer.keyed("POST", "/api/orders", "race", body).await }
    });
    let answers = join_all(racers).await;

    for answer in &answers {
        assert_eq!((answer.status, &answer.text), (201, &answers[0].text));
    }
    assert_eq!(user.get("/api/orders").await.json["orders"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_cancelled_order_stays_in_the_list_and_is_forgotten_by_the_guard() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let numbers =
        user.ordered("k", json!([{ "serial": "A", "article": "4001", "quantity": 1 }])).await;

    let path = format!("/api/orders/{}/cancel", numbers[0]);
    let cancelled = user.keyed("POST", &path, "c", json!(null)).await;

    assert_eq!(cancelled.json["state"], "cancelled", "{}", cancelled.text);
    assert_eq!(user.get("/api/orders").await.json["orders"][0]["state"], "cancelled");
    let articles = user.get("/api/devices/A/articles").await;
    assert_eq!(articles.json["articles"][0]["guard"]["last"], json!(null));
}

#[tokio::test]
async fn a_repeated_cancel_gets_the_answer_of_the_first() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let numbers =
        user.ordered("k", json!([{ "serial": "A", "article": "4001", "quantity": 1 }])).await;
    let path = format!("/api/orders/{}/cancel", numbers[0]);

    let first = user.keyed("POST", &path, "c", json!(null)).await;
    let second = user.keyed("POST", &path, "c", json!(null)).await;

    assert_eq!((second.status, &second.text), (200, &first.text));
}

#[tokio::test]
async fn ten_equal_cancellations_at_once_get_the_same_answer() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let numbers =
        user.ordered("k", json!([{ "serial": "A", "article": "4001", "quantity": 1 }])).await;
    let path = format!("/api/orders/{}/cancel", numbers[0]);

    let racers = (0..10).map(|_| {
        let (mut racer, path) = (user.clone(), path.clone());
        async move { racer.keyed("POST", &path, "race", json!(null)).await }
    });
    let answers = join_all(racers).await;

    for answer in &answers {
        assert_eq!((answer.status, &answer.text), (200, &answers[0].text));
    }
}

#[tokio::test]
async fn an_order_is_cancelled_once() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let numbers =
        user.ordered("k", json!([{ "serial": "A", "article": "4001", "quantity": 1 }])).await;
    let path = format!("/api/orders/{}/cancel", numbers[0]);
    user.keyed("POST", &path, "c", json!(null)).await;

    let again = user.keyed("POST", &path, "d", json!(null)).await;

    assert_eq!((again.status, again.problem()), (409, "order_not_cancellable"));
}

#[tokio::test]
async fn an_order_is_replayed_even_when_its_contact_is_gone() {
    let mut fleet = Fleet::new();
    fleet.contact("Anna", "Zander").address("H1", "Hansaallee 187").device("A", "H1");
    let world = fleet.world().await;
    let mut user = world.confirmed().await;
    let contact = user.contact_id().await;
    let body = json!({ "lines": [{ "serial": "A", "article": "4001", "quantity": 1 }], "contact_id": contact });
    let first = user.keyed("POST", "/api/orders", "k", body.clone()).await;
    let gone = user.keyed("DELETE", &format!("/api/contacts/{contact}"), "d", json!(null)).await;
    assert_eq!(gone.status, 204, "{}", gone.text);

    let second = user.keyed("POST", "/api/orders", "k", body).await;

    assert_eq!((second.status, &second.text), (201, &first.text));
}

#[tokio::test]
async fn what_was_just_ordered_asks_for_a_reason() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);
    user.ordered("first", lines.clone()).await;

    let second = user.order("second", lines).await;

    assert_eq!(second.status, 422);
    assert_eq!(second.refused(), [("#/lines/0/reason", "reason_needed")]);
}

#[tokio::test]
async fn any_reason_lets_an_order_pass_and_is_kept() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    user.ordered("first", json!([{ "serial": "A", "article": "4001", "quantity": 1 }])).await;

    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1, "reason": "Vorrat" }]);
    let numbers = user.ordered("second", lines).await;

    let order = user.get(&format!("/api/orders/{}", numbers[0])).await;
    assert_eq!(order.json["lines"][0]["reason"], "Vorrat");
}

#[tokio::test]
async fn a_little_used_toner_asks_for_a_reason() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    // 5 000 colour pages now, 3 000 then: 2 000 of 6 000.
    fleet.supplied("A", "4002", "2026-02-01", 3_000);
    let world = fleet.world().await;
    let mut user = world.user().await;

    let articles = user.get("/api/devices/A/articles").await;

    let cyan = &articles.json["articles"][1];
    assert_eq!((&cyan["no"], &cyan["guard"]["pages_since"]), (&json!("4002"), &json!(2_000)));
    assert_eq!(cyan["guard"]["warning"], "low_use");
}

#[tokio::test]
async fn a_claim_is_no_supply_and_asks_for_no_reason() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    user.ordered("first", json!([{ "serial": "A", "article": "4001", "quantity": 1 }])).await;

    let claim = json!([{ "serial": "A", "article": "4001", "quantity": 1, "claim": true }]);
    let numbers = user.ordered("claim", claim).await;

    assert_eq!(numbers.len(), 0);
    let articles = user.get("/api/devices/A/articles").await;
    assert_eq!(articles.json["articles"][0]["guard"]["under_way"], 1);
}

#[tokio::test]
async fn attention_and_info_may_be_overwritten_and_the_rest_of_the_address_not() {
    let world = World::with_two_devices().await;
    let mut user = world.confirmed().await;
    let contact = user.contact_id().await;
    let address = user.get("/api/devices").await.json["addresses"][0].clone();
    let body = json!({
        "lines": [{ "serial": "A", "article": "4001", "quantity": 1 }],
        "deliveries": [{ "address": address["id"], "version": address["version"], "attention": "Frau Neu" }],
        "contact_id": contact,
    });

    let placed = user.keyed("POST", "/api/orders", "k", body.clone()).await;

    let number = placed.json["orders"][0]["number"].as_str().unwrap();
    let order = user.get(&format!("/api/orders/{number}")).await;
    assert_eq!(order.json["address"]["attention"], "Frau Neu");
    assert_eq!(order.json["address"]["additional_info"], "Tor 2");

    let mut moved = body;
    moved["deliveries"][0]["street"] = json!("Anderswo 1");
    let refused = user.keyed("POST", "/api/orders", "k2", moved).await;
    assert_eq!(refused.refused(), [("#/deliveries/0/street", "unknown_field")]);
}

#[tokio::test]
async fn an_address_that_was_changed_since_it_was_shown_refuses_the_order() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let contact = user.contact_id().await;
    let body = json!({
        "lines": [{ "serial": "A", "article": "4001", "quantity": 1 }],
        "deliveries": [{ "address": "H1", "version": "0123456789ab" }],
        "contact_id": contact,
    });

    let answer = user.keyed("POST", "/api/orders", "k", body).await;

    assert_eq!((answer.status, answer.problem()), (409, "address_changed"));
    assert_eq!(user.get("/api/orders").await.json["orders"], json!([]));
}

#[tokio::test]
async fn an_order_keeps_its_address_when_the_operator_changes_it() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    let world = fleet.world().await;
    let mut user = world.user().await;
    let numbers =
        user.ordered("k", json!([{ "serial": "A", "article": "4001", "quantity": 1 }])).await;

    fleet.move_address("H1", "Neue Straße 1");
    world.import_again(&fleet).await;

    let order = user.get(&format!("/api/orders/{}", numbers[0])).await;
    assert_eq!(order.json["address"]["street"], "Hansaallee 187");
    assert_eq!(user.get("/api/devices").await.json["addresses"][0]["street"], "Neue Straße 1");
}

#[tokio::test]
async fn quantity_zero_is_not_ordered() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let lines = json!([
        { "serial": "A", "article": "4001", "quantity": 0 },
        { "serial": "A", "article": "4002", "quantity": 1 },
    ]);

    let numbers = user.ordered("k", lines).await;

    let order = user.get(&format!("/api/orders/{}", numbers[0])).await;
    assert_eq!(order.json["lines"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_order_of_nothing_is_refused() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let answer =
        user.order("k", json!([{ "serial": "A", "article": "4001", "quantity": 0 }])).await;

    assert_eq!(answer.refused(), [("#/lines", "no_lines")]);
}

#[tokio::test]
async fn every_broken_field_is_named_at_once() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let body = json!({
        "lines": [
            { "serial": "Ä Ö", "article": "", "quantity": 100 },
            { "serial": "A", "article": "4001", "quantity": "2", "colour": "red" },
        ],
        "reference": "x".repeat(41),
        "contact_id": 7,
        "discount": true,
    });

    let answer = user.keyed("POST", "/api/orders", "k", body).await;

    assert_eq!(answer.status, 422);
    let expected = [
        ("#/discount", "unknown_field"),
        ("#/lines/0/serial", "serial_form"),
        ("#/lines/0/article", "required"),
        ("#/lines/0/quantity", "quantity_range"),
        ("#/lines/1/colour", "unknown_field"),
        ("#/lines/1/quantity", "wrong_type"),
        ("#/reference", "too_long"),
        ("#/contact_id", "wrong_type"),
    ];
    assert_eq!(answer.refused(), expected);
    assert_eq!(user.get("/api/orders").await.json["orders"], json!([]));
}

#[tokio::test]
async fn a_foreign_device_and_a_missing_one_get_the_same_answer() {
    let (ours, theirs) = (
        World::with_two_devices().await,
        Fleet::new().address("H1", "X 1").device("SECRET-1", "H1").world().await,
    );
    let mut user = ours.user().await;
    let line = |serial: &str| json!([{ "serial": serial, "article": "4001", "quantity": 1 }]);

    let foreign = user.order("f", line(&theirs.serials()[0])).await;
    let missing = user.order("m", line("MISSING-1")).await;

    assert_eq!((foreign.status, &foreign.text), (404, &missing.text));
    assert_eq!(foreign.refused(), [("#/lines/0/serial", "device_unknown")]);
}

#[tokio::test]
async fn a_foreign_order_and_a_missing_one_get_the_same_answer() {
    let (ours, theirs) = (World::with_two_devices().await, World::with_two_devices().await);
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);
    let number = theirs.user().await.ordered("k", lines).await.remove(0);
    let mut user = ours.user().await;

    let foreign = user.get(&format!("/api/orders/{number}")).await;
    let nobodys = domain::CaseNo::new(jiff::civil::date(2020, 1, 1), 1);
    let missing = user.get(&format!("/api/orders/{nobodys}")).await;

    assert_eq!((foreign.status, missing.status), (404, 404));
    assert_eq!(foreign.text, missing.text);
}

#[tokio::test]
async fn a_mistyped_number_is_called_a_typing_error() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let number = user
        .ordered("k", json!([{ "serial": "A", "article": "4001", "quantity": 1 }]))
        .await
        .remove(0);
    let last = number.as_bytes()[11] - b'0';
    let mistyped = format!("{}{}", &number[..11], (last + 1) % 10);

    let answer = user.get(&format!("/api/orders/{mistyped}")).await;

    assert_eq!(answer.refused(), [("#/number", "number_mistyped")]);
}

#[tokio::test]
async fn an_article_that_does_not_fit_the_device_is_refused() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let answer =
        user.order("k", json!([{ "serial": "A", "article": "9999", "quantity": 1 }])).await;

    assert_eq!(
        (answer.status, answer.refused()),
        (404, vec![("#/lines/0/article", "article_unknown")])
    );
}

#[tokio::test]
async fn nothing_is_ordered_for_a_removed_device() {
    let world = Fleet::new().address("H1", "X 1").removed("OLD", "H1", "2025-06-30").world().await;
    let mut user = world.user().await;

    let answer =
        user.order("k", json!([{ "serial": "OLD", "article": "4001", "quantity": 1 }])).await;

    assert_eq!(
        (answer.status, answer.refused()),
        (422, vec![("#/lines/0/serial", "device_not_in_use")])
    );
}

#[tokio::test]
async fn nothing_is_ordered_after_the_contract_has_ended() {
    let yesterday = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(48);
    let ended = yesterday.to_string()[..10].to_owned();
    let world =
        Fleet::new().contract("ends", &ended).address("H1", "X 1").device("A", "H1").world().await;
    let mut user = world.user().await;

    let answer =
        user.order("k", json!([{ "serial": "A", "article": "4001", "quantity": 1 }])).await;

    assert_eq!((answer.status, answer.problem()), (409, "contract_ended"));
}

#[tokio::test]
async fn more_than_one_transaction_takes_is_refused_with_the_way_to_split_it() {
    let mut fleet = Fleet::new();
    for i in 0..31 {
        fleet.address(&format!("H{i}"), "X 1").device(&format!("D{i}"), &format!("H{i}"));
    }
    let world = fleet.world().await;
    let mut user = world.user().await;
    let lines = |devices: std::ops::Range<usize>, claim: bool| -> serde_json::Value {
        devices.map(|i| json!({ "serial": format!("D{i}"), "article": "4001", "quantity": 1, "claim": claim })).collect()
    };

    let devices = user.order("a", lines(0..31, false)).await;
    let addresses = user.order("b", lines(0..13, false)).await;
    let claims = user.order("c", lines(0..9, true)).await;
    let most = user.order("d", lines(0..12, false)).await;

    assert_eq!(devices.refused(), [("#/lines", "too_many_devices")]);
    assert_eq!(addresses.refused(), [("#/lines", "too_many_addresses")]);
    assert_eq!(claims.refused(), [("#/lines", "too_many_claims")]);
    assert_eq!(most.json["orders"].as_array().unwrap().len(), 12, "{}", most.text);
}

#[tokio::test]
async fn text_of_every_script_is_stored_and_shown_as_it_is() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    for (key, text) in [
        ("html", "<b>&amp;</b>"),
        ("formula", "=1+1"),
        ("header", "Bcc: x@y.de"),
        ("arabic", "مرحبا"),
        ("emoji", "🖨️👩‍💻"),
    ] {
        let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1, "reason": text }]);
        let number = user.ordered(key, lines).await.remove(0);
        let order = user.get(&format!("/api/orders/{number}")).await;
        assert_eq!(order.json["lines"][0]["reason"], text);
    }
}

#[tokio::test]
async fn control_characters_are_refused() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    for (key, text) in
        [("nul", "a\0b"), ("line", "a\nb"), ("override", "a\u{202E}b"), ("isolate", "a\u{2067}b")]
    {
        let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1, "reason": text }]);
        let answer = user.order(key, lines).await;
        assert_eq!(answer.refused(), [("#/lines/0/reason", "control_characters")], "{key}");
    }
}

#[tokio::test]
async fn a_list_of_orders_goes_on_where_the_page_ended() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let mut placed = Vec::new();
    for i in 0..53 {
        let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1, "reason": "Test" }]);
        placed.extend(user.ordered(&format!("k{i}"), lines).await);
    }

    let first = user.get("/api/orders").await;
    let cursor = first.json["next"].as_str().unwrap().to_owned();
    let second = user.get(&format!("/api/orders?cursor={cursor}")).await;

    let mut listed: Vec<String> = [first, second]
        .iter()
        .flat_map(|page| page.json["orders"].as_array().unwrap().clone())
        .map(|order| order["number"].as_str().unwrap().to_owned())
        .collect();
    listed.sort();
    placed.sort();
    assert_eq!(listed, placed);
}
