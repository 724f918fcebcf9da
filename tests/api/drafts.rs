use serde_json::{Value, json};

use crate::world::{Answer, Fleet, Person, World, join_all};

const PATH: &str = "/api/readings/draft";

/// What was typed for one device.
fn entry(mono: &str) -> Value {
    json!({ "values": { "MONO1": mono }, "causes": {}, "date": "2026-11-20", "reason": null })
}

/// Saves and expects that it was taken.
async fn save(user: &mut Person<'_>, change: Value) -> Answer {
    let saved = user.put(PATH, change).await;
    assert_eq!(saved.status, 204, "{}", saved.text);
    saved
}

#[tokio::test]
async fn a_draft_survives_the_sign_out() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let full = json!({
        "values": { "FARBE1": "8.5oo", "MONO1": "410" },
        "causes": { "MONO1": { "kind": "board_exchanged", "last": "9.090", "start": "" } },
        "date": "2026-11-20",
        "reason": "Messe",
    });
    save(&mut user, json!({ "date": "2026-11-21", "devices": { "A": full } })).await;
    user.delete("/api/session").await;

    let draft = world.user().await.get(PATH).await;

    assert_eq!(draft.json, json!({ "date": "2026-11-21", "devices": { "A": full } }));
}

#[tokio::test]
async fn a_contract_without_a_draft_has_an_empty_one() {
    let world = World::with_two_devices().await;

    let draft = world.user().await.get(PATH).await;

    assert_eq!((draft.status, draft.json), (200, json!({ "date": null, "devices": {} })));
}

#[tokio::test]
async fn people_who_fill_in_different_devices_at_once_keep_each_others() {
    let world = World::with_two_devices().await;
    let user = world.user().await;
    let saves = (0..30).map(|at| {
        let mut user = user.clone();
        async move { save(&mut user, json!({ "devices": { format!("S{at}"): entry("1") } })).await }
    });

    join_all(saves).await;

    let draft = user.clone().get(PATH).await;
    assert_eq!(draft.json["devices"].as_object().unwrap().len(), 30);
}

#[tokio::test]
async fn a_device_leaves_the_draft_alone() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    save(&mut user, json!({ "devices": { "A": entry("1"), "B": entry("2") } })).await;

    save(&mut user, json!({ "devices": { "A": null } })).await;

    assert_eq!(user.get(PATH).await.json["devices"], json!({ "B": entry("2") }));
}

#[tokio::test]
async fn the_days_of_a_sheet_stay_until_they_are_taken_back() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    save(&mut user, json!({ "date": "2026-11-21" })).await;
    save(&mut user, json!({ "devices": { "A": entry("1") } })).await;
    assert_eq!(user.get(PATH).await.json["date"], "2026-11-21");

    save(&mut user, json!({ "date": null })).await;

    assert_eq!(user.get(PATH).await.json["date"], json!(null));
}

#[tokio::test]
async fn four_hundred_devices_are_saved_in_two_round_trips() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let serial = |at: usize| format!("SERIAL-OF-THIRTY-CHARACTERS{at:03}");
    let devices: Value = (0..400).map(|at| (serial(at), entry("1.234.567"))).collect();

    let saved = save(&mut user, json!({ "date": "2026-11-21", "devices": devices })).await;

    assert_eq!(
        (saved.header("table-depth"), saved.header("table-calls")),
        ("2", "GetItem,UpdateItem")
    );
    assert_eq!(user.get(PATH).await.json["devices"].as_object().unwrap().len(), 400);
}

#[tokio::test]
async fn more_devices_than_a_save_takes_are_refused() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let devices: Value = (0..401).map(|at| (format!("S{at}"), entry("1"))).collect();

    let refused = user.put(PATH, json!({ "devices": devices })).await;

    assert_eq!(refused.refused(), [("#/devices", "too_many_readings")]);
}

#[tokio::test]
async fn a_draft_that_is_full_says_so_and_keeps_what_it_has() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let big = |counters: usize| -> Value {
        let values: Value = (0..counters).map(|at| (format!("C{at}"), "9".repeat(40))).collect();
        json!({ "values": values, "reason": "ü".repeat(200) })
    };
    let devices =
        |name: &str| -> Value { (0..200).map(|at| (format!("{name}{at}"), big(20))).collect() };
    save(&mut user, json!({ "devices": devices("A") })).await;

    let refused = user.put(PATH, json!({ "devices": devices("B") })).await;

    assert_eq!((refused.status, refused.problem()), (409, "draft_full"), "{}", refused.text);
    assert_eq!(user.get(PATH).await.json["devices"].as_object().unwrap().len(), 200);
    save(&mut user, json!({ "devices": { "A0": null } })).await;
}

#[tokio::test]
async fn what_no_sheet_sends_is_refused_field_by_field() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let cause = |kind: &str| json!({ "values": {}, "causes": { "MONO1": { "kind": kind } } });
    let many: Value = (0..21).map(|at| (format!("C{at}"), "1")).collect();
    let cases = [
        (json!({ "date": "31.02." }), "#/date", "date_form"),
        (json!({ "devices": [] }), "#/devices", "wrong_type"),
        (json!({ "devices": { "A B": entry("1") } }), "#/devices/A B", "serial_form"),
        (json!({ "devices": { "a/~": null } }), "#/devices/a~1~0", "serial_form"),
        (json!({ "devices": { "A": 1 } }), "#/devices/A", "wrong_type"),
        (
            json!({ "devices": { "A": { "values": { "MONO1": 1 } } } }),
            "#/devices/A/values/MONO1",
            "wrong_type",
        ),
        (
            json!({ "devices": { "A": { "values": { "MONO1": "1".repeat(41) } } } }),
            "#/devices/A/values/MONO1",
            "too_long",
        ),
        (
            json!({ "devices": { "A": { "values": { "MONO1": "1\u{202e}2" } } } }),
            "#/devices/A/values/MONO1",
            "control_characters",
        ),
        (
            json!({ "devices": { "A": { "values": { "M 1": "1" } } } }),
            "#/devices/A/values/M 1",
            "id_form",
        ),
        (json!({ "devices": { "A": { "values": many } } }), "#/devices/A/values", "wrong_type"),
        (
            json!({ "devices": { "A": cause("aliens") } }),
            "#/devices/A/causes/MONO1/kind",
            "cause_form",
        ),
        (
            json!({ "devices": { "A": { "values": {}, "reason": "x".repeat(201) } } }),
            "#/devices/A/reason",
            "too_long",
        ),
        (
            json!({ "devices": { "A": { "values": {}, "date": "2026-13-01" } } }),
            "#/devices/A/date",
            "date_form",
        ),
        (
            json!({ "devices": { "A": { "values": {}, "owner": "me" } } }),
            "#/devices/A/owner",
            "unknown_field",
        ),
        (json!({ "price": 0 }), "#/price", "unknown_field"),
    ];
    for (body, pointer, code) in cases {
        let answer = user.put(PATH, body.clone()).await;

        assert_eq!((answer.status, answer.refused()), (422, vec![(pointer, code)]), "{body}");
    }
    assert_eq!(user.get(PATH).await.json["devices"], json!({}));
}

#[tokio::test]
async fn another_contract_has_another_draft() {
    let (world, other) = (World::with_two_devices().await, World::with_two_devices().await);
    save(&mut world.user().await, json!({ "devices": { "A": entry("1") } })).await;

    let draft = other.user().await.get(PATH).await;

    assert_eq!(draft.json["devices"], json!({}));
}

#[tokio::test]
async fn a_draft_is_forgotten_sixty_days_after_its_last_change() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1").device("A", "H1").device("B", "H1");
    let world = fleet.private_world().await;
    let devices = async || world.user().await.get(PATH).await.json["devices"].clone();
    world.travel_to("2026-12-01T10:00:00Z");
    save(&mut world.user().await, json!({ "devices": { "A": entry("1") } })).await;
    world.travel_to("2027-01-20T10:00:00Z");
    save(&mut world.user().await, json!({ "devices": { "B": entry("1") } })).await;

    world.travel_to("2027-03-21T09:59:00Z");
    assert_eq!(devices().await.as_object().unwrap().len(), 2);
    world.travel_to("2027-03-21T10:01:00Z");
    assert_eq!(devices().await, json!({}));
}
