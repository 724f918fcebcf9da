use serde_json::{Value, json};

use crate::world::{Fleet, World};

/// What the guard says of an article that never went to the device.
fn nothing_known() -> Value {
    json!({ "last": null, "days_since": null, "pages_since": null, "no_reading_since": false, "under_way": 0, "warning": null })
}

// ---- the list

#[tokio::test]
async fn a_device_is_shown_with_its_counters_and_last_readings() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let device = user.get("/api/devices").await.json["devices"][0].clone();

    let counter = |id: &str, kind: &str, value: u32| json!({ "id": id, "kind": kind, "label": id, "last": { "date": "2026-09-30", "value": value } });
    // What is due depends on the day; other tests move the clock.
    let expected = json!({
        "serial": "A", "model": format!("M{}", world.customer()), "site": "Büro", "address": "H1",
        "installed": "2024-01-01", "removed": null,
        "counters": [counter("FARBE1", "colour", 5_000), counter("MONO1", "mono", 9_000)],
        "due": device["due"], "overdue": device["overdue"], "exchange": null, "change": null,
        "status_page_requested": null,
    });
    assert_eq!(device, expected);
}

#[tokio::test]
async fn addresses_come_with_the_devices() {
    let world = World::with_two_addresses().await;
    let mut user = world.user().await;

    let addresses = user.get("/api/devices").await.json["addresses"].clone();

    let address = |index: usize, id: &str, street: &str| {
        json!({
            "id": id, "version": addresses[index]["version"], "name": "Musterwerke", "street": street, "postcode": "40549",
            "city": "Düsseldorf", "country": "DE", "additional_info": "Tor 2", "attention_hint": "He•••••",
        })
    };
    let expected = [address(0, "H1", "Hansaallee 187"), address(1, "H2", "Hafenstraße 14")];
    assert_eq!(addresses, json!(expected));
    assert_ne!(addresses[0]["version"], addresses[1]["version"]);
}

#[tokio::test]
async fn a_device_that_left_is_shown_with_its_last_day() {
    let world = Fleet::new().address("H1", "X 1").removed("OLD", "H1", "2025-06-30").world().await;
    let mut user = world.user().await;

    let device = user.get("/api/devices").await.json["devices"][0].clone();

    assert_eq!((&device["serial"], &device["removed"]), (&json!("OLD"), &json!("2025-06-30")));
    assert_eq!(device["counters"][0]["last"], json!(null));
}

#[tokio::test]
async fn a_contract_without_devices_has_an_empty_list() {
    let world = Fleet::new().world().await;

    let list = world.user().await.get("/api/devices").await;

    let empty = json!({ "addresses": [], "devices": [], "next": null });
    assert_eq!((list.status, list.json), (200, empty));
}

#[tokio::test]
async fn a_contract_sees_its_own_devices_only() {
    let ours = World::with_two_devices().await;
    let _theirs = Fleet::new().address("H1", "X 1").device("SECRET-1", "H1").world().await;

    let list = ours.user().await.get("/api/devices").await.json;

    let serials: Vec<_> =
        list["devices"].as_array().unwrap().iter().map(|d| &d["serial"]).collect();
    assert_eq!(serials, ["A", "B"]);
}

#[tokio::test]
async fn a_large_fleet_comes_in_pages_and_each_device_once() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1");
    let serials: Vec<String> = (0..900).map(|i| format!("SERIAL-{i:05}")).collect();
    for serial in &serials {
        fleet.talkative(serial, "H1");
    }
    let world = fleet.world().await;
    let mut user = world.user().await;

    let (mut listed, mut pages, mut path) = (Vec::new(), 0, Some("/api/devices".to_owned()));
    while let Some(page) = path {
        let page = user.get(&page).await;
        assert_eq!((page.status, page.json["addresses"].as_array().map(Vec::len)), (200, Some(1)));
        listed.extend(page.json["devices"].as_array().unwrap().iter().map(|d| d["serial"].clone()));
        pages += 1;
        path = page.json["next"].as_str().map(|next| format!("/api/devices?cursor={next}"));
    }

    assert!(pages > 1, "more than one page is read");
    assert_eq!(listed, serials);
}

#[tokio::test]
async fn a_cursor_that_the_portal_did_not_make_is_refused() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    for list in ["devices", "orders"] {
        for cursor in ["!!!", "x", "w6Q", "AAAA", "", "QQ==", &"QUFB".repeat(50)] {
            let answer = user.get(&format!("/api/{list}?cursor={cursor}")).await;
            assert_eq!(
                (answer.status, answer.refused()),
                (422, vec![("#/cursor", "cursor_form")]),
                "{list} {cursor:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_foreign_cursor_names_a_place_in_the_own_list() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    // What a list of another contract gave out behind its device A.
    let list = user.get("/api/devices?cursor=QQ").await.json;

    let serials: Vec<_> =
        list["devices"].as_array().unwrap().iter().map(|d| &d["serial"]).collect();
    assert_eq!(serials, ["B"]);
}

// ---- what is due

/// Marks of a device on some days.
async fn marks(fleet: &Fleet, days: &[(&str, bool, bool)]) {
    let world = fleet.private_world().await;
    for (day, due, overdue) in days {
        world.travel_to(&format!("{day}T10:00:00Z"));
        let device = world.user().await.get("/api/devices").await.json["devices"][0].clone();
        assert_eq!((&device["due"], &device["overdue"]), (&json!(due), &json!(overdue)), "{day}");
    }
}

#[tokio::test]
async fn a_device_is_due_while_the_window_is_open_and_overdue_after_the_due_date() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1").device("A", "H1");
    let days = [
        ("2026-12-16", false, false),
        ("2026-12-17", true, false),
        ("2026-12-31", true, false),
        ("2027-01-01", true, true),
        ("2027-01-21", true, true),
        ("2027-01-22", false, false),
    ];
    marks(&fleet, &days).await;
}

#[tokio::test]
async fn a_reading_in_the_window_settles_the_quarter() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1").read("A", "H1", "2026-12-17");
    marks(&fleet, &[("2026-12-20", false, false), ("2027-01-05", false, false)]).await;
}

#[tokio::test]
async fn a_reading_before_the_window_settles_nothing() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1").read("A", "H1", "2026-12-16");
    marks(&fleet, &[("2026-12-20", true, false), ("2027-01-05", true, true)]).await;
}

#[tokio::test]
async fn a_device_that_was_never_read_owes_its_reading() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1").read("A", "H1", "");
    marks(&fleet, &[("2026-12-20", true, false)]).await;
}

#[tokio::test]
async fn a_device_that_left_before_the_due_date_owes_nothing() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1").removed("A", "H1", "2026-12-30");
    marks(&fleet, &[("2026-12-20", false, false), ("2027-01-05", false, false)]).await;
}

// ---- articles

#[tokio::test]
async fn a_device_offers_exactly_the_articles_of_its_model() {
    let world = World::with_two_devices().await;
    let _another_model = Fleet::new().article("7777", "TONER-X-9K").world().await;
    let mut user = world.user().await;

    let offered = user.get("/api/devices/A/articles").await;

    let article = |no: &str, name: &str, kind: &str, colour: Value, nominal: Value| json!({ "no": no, "name": name, "kind": kind, "colour": colour, "yield": nominal, "guard": nothing_known() });
    let expected = json!({
        "serial": "A", "model": format!("M{}", world.customer()), "reading_date": "2026-09-30",
        "how_to": { "counters": "Menü", "status_page": "Menü" },
        "articles": [
            article("4001", "TONER-K-TEST-7K", "toner", json!("k"), json!(7_000)),
            article("4002", "TONER-C-TEST-6K", "toner", json!("c"), json!(6_000)),
            article("4003", "BELT-UNIT-TEST", "belt", json!(null), json!(null)),
        ],
    });
    assert_eq!((offered.status, offered.json), (200, expected));
}

#[tokio::test]
async fn what_to_do_at_the_device_is_said_in_the_language_asked_for() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    for (language, text) in
        [("de-AT, en;q=0.5", "Menü"), ("en-GB, de;q=0.5", "Menu"), ("fr", "Menü")]
    {
        user.speak(language);
        for path in ["/api/devices/A", "/api/devices/A/articles"] {
            let how_to = user.get(path).await.json["how_to"].clone();
            assert_eq!(how_to, json!({ "counters": text, "status_page": text }), "{language}");
        }
    }
}

#[tokio::test]
async fn one_device_is_shown_as_the_list_shows_it() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let listed = user.get("/api/devices").await.json["devices"][1].clone();

    let mut shown = user.get("/api/devices/B").await.json;

    shown.as_object_mut().unwrap().remove("how_to");
    assert_eq!(shown, listed);
}

#[tokio::test]
async fn a_foreign_device_and_one_that_does_not_exist_are_not_found_alike() {
    let world = World::with_two_devices().await;
    let _foreign = Fleet::new().address("H1", "X 1").device("FOREIGN", "H1").world().await;
    let mut user = world.user().await;

    let foreign = user.get("/api/devices/FOREIGN").await;

    assert_eq!((foreign.status, foreign.problem()), (404, "not_found"));
    assert_eq!(foreign.fingerprint(), user.get("/api/devices/NONE").await.fingerprint());
}

#[tokio::test]
async fn a_device_without_readings_has_no_reading_date() {
    let world = Fleet::new().address("H1", "X 1").read("A", "H1", "").world().await;

    let offered = world.user().await.get("/api/devices/A/articles").await;

    assert_eq!(offered.json["reading_date"], json!(null));
}

/// The guard's facts about cyan toner (6 000 pages) at a device that had printed 5 000 on 2026-09-30, on 2026-11-24.
async fn guard_after(day: &str, pages_at: u32) -> Value {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1").device("A", "H1").supplied("A", "4002", day, pages_at);
    let world = fleet.private_world().await;
    world.travel_to("2026-11-24T10:00:00Z");
    let offered = world.user().await.get("/api/devices/A/articles").await;
    offered.json["articles"][1]["guard"].clone()
}

#[tokio::test]
async fn the_guard_tells_when_it_was_delivered_and_what_was_printed_since() {
    let expected = json!({
        "last": { "date": "2026-02-01", "quantity": 1 }, "days_since": 296, "pages_since": 4_000,
        "no_reading_since": false, "under_way": 0, "warning": null,
    });
    assert_eq!(guard_after("2026-02-01", 1_000).await, expected);
}

#[tokio::test]
async fn the_guard_warns_below_60_percent_of_the_yield() {
    let (below, at) =
        (guard_after("2026-02-01", 1_401).await, guard_after("2026-02-01", 1_400).await);
    assert_eq!((&below["pages_since"], &below["warning"]), (&json!(3_599), &json!("low_use")));
    assert_eq!((&at["pages_since"], &at["warning"]), (&json!(3_600), &json!(null)));
}

#[tokio::test]
async fn the_guard_says_when_nothing_was_read_since() {
    let expected = json!({
        "last": { "date": "2026-10-05", "quantity": 1 }, "days_since": 50, "pages_since": null,
        "no_reading_since": true, "under_way": 0, "warning": null,
    });
    assert_eq!(guard_after("2026-10-05", 5_000).await, expected);
}

#[tokio::test]
async fn the_guard_warns_within_ten_days_of_a_delivery() {
    let (tenth, eleventh) =
        (guard_after("2026-11-14", 5_000).await, guard_after("2026-11-13", 5_000).await);
    assert_eq!((&tenth["days_since"], &tenth["warning"]), (&json!(10), &json!("too_soon")));
    assert_eq!((&eleventh["days_since"], &eleventh["warning"]), (&json!(11), &json!(null)));
}

#[tokio::test]
async fn the_guard_counts_what_is_under_way() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1").device("A", "H1");
    let world = fleet.private_world().await;
    world.travel_to("2026-11-24T10:00:00Z");
    let mut user = world.user().await;
    let line = |quantity: u32| json!([{ "serial": "A", "article": "4002", "quantity": quantity, "reason": "Vorrat" }]);
    user.ordered("one", line(2)).await;
    user.ordered("two", line(3)).await;

    let guard = user.get("/api/devices/A/articles").await.json["articles"][1]["guard"].clone();

    assert_eq!((&guard["under_way"], &guard["days_since"]), (&json!(5), &json!(0)));
    assert_eq!(
        (&guard["last"]["date"], &guard["warning"], &guard["no_reading_since"]),
        (&json!("2026-11-24"), &json!("too_soon"), &json!(true))
    );
}

#[tokio::test]
async fn the_check_of_an_order_shows_the_same_facts() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1").device("A", "H1").supplied("A", "4002", "2026-02-01", 3_000);
    let world = fleet.world().await;
    let mut user = world.user().await;
    let lines = json!([{ "serial": "A", "article": "4002", "quantity": 1 }]);

    let line =
        user.post("/api/orders/check", json!({ "lines": lines })).await.json["orders"][0]["lines"]
            [0]
        .clone();
    let offered = user.get("/api/devices/A/articles").await.json["articles"][1].clone();

    assert_eq!(line["guard"], offered["guard"]);
    assert_eq!(
        (&line["guard"]["warning"], &line["reason_needed"]),
        (&json!("low_use"), &json!(true))
    );
}

#[tokio::test]
async fn a_foreign_device_and_a_missing_one_have_the_same_articles_none() {
    let ours = World::with_two_devices().await;
    let _theirs = Fleet::new().address("H1", "X 1").device("SECRET-2", "H1").world().await;
    let mut user = ours.user().await;

    let foreign = user.get("/api/devices/SECRET-2/articles").await;
    let missing = user.get("/api/devices/MISSING-2/articles").await;

    assert_eq!((foreign.status, foreign.problem()), (404, "not_found"));
    assert_eq!(foreign.fingerprint(), missing.fingerprint());
}
