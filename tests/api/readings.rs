use serde_json::{Value, json};

use crate::world::{Fleet, Person, World, join_all};

/// The day before today: readings of devices that were last read on 2026-09-30 are welcome then.
fn yesterday() -> String {
    let day = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24);
    day.to_string()[..10].to_owned()
}

/// A device's two counters, read yesterday.
pub fn reading(serial: &str, colour: impl Into<Value>, mono: impl Into<Value>) -> Value {
    json!({ "serial": serial, "date": yesterday(), "values": [
        { "counter": "FARBE1", "value": colour.into() },
        { "counter": "MONO1", "value": mono.into() },
    ] })
}

fn codes(row: &Value) -> Vec<&str> {
    let values = row["values"].as_array().unwrap().iter().map(|value| &value["code"]);
    std::iter::once(&row["code"]).chain(values).filter_map(Value::as_str).collect()
}

/// How many sets of a device were reported in the portal.
async fn reported(user: &mut Person<'_>, serial: &str) -> usize {
    let history = user.get(&format!("/api/devices/{serial}/readings")).await;
    let sets = history.json["readings"].as_array().unwrap();
    sets.iter().filter(|set| set["source"] == "portal").count()
}

#[tokio::test]
async fn the_example_of_the_guide_comes_out_exactly() {
    let mut fleet = Fleet::new();
    fleet.contract("starts", "2015-01-01").address("H1", "Hansaallee 187");
    fleet.device_read("FinalTest1", "H1", "2015-03-25", 4_500, 5_380);
    let world = fleet.private_world().await;
    world.travel_to("2015-04-16T10:00:00Z");
    let mut user = world.user().await;
    let body = json!({ "readings": [{ "serial": "FinalTest1", "date": "2015-04-16", "values": [
        { "counter": "FARBE1", "value": "8.500" }, { "counter": "MONO1", "value": 9850 },
    ] }] });

    let checked = user.post("/api/readings/check", body).await;

    let row = &checked.json["rows"][0];
    assert_eq!((&row["outcome"], &row["quarter"]), (&json!("ok"), &json!("2015-Q1")));
    assert_eq!(row["values"][0]["pages"], 4_000);
    assert_eq!(row["values"][1]["pages"], 4_470);
}

#[tokio::test]
async fn a_check_stores_nothing() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    user.post("/api/readings/check", json!({ "readings": [reading("A", 6_000, 9_500)] })).await;

    let devices = user.get("/api/devices").await;
    assert_eq!(devices.json["devices"][0]["counters"][0]["last"]["value"], 5_000);
}

#[tokio::test]
async fn what_is_in_order_is_taken_and_the_rest_stays_open_with_why() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let body = json!({ "readings": [reading("A", 6_000, 9_500), reading("B", 4_000, 9_500)] });

    let answer = user.keyed("POST", "/api/readings", "k", body).await;

    assert_eq!(answer.status, 201, "{}", answer.text);
    assert_eq!(answer.json["accepted"][0]["serial"], "A");
    assert_eq!(codes(&answer.json["open"][0]), ["value_below_last"]);
    let devices = user.get("/api/devices").await;
    assert_eq!(devices.json["devices"][0]["counters"][0]["last"]["value"], 6_000);
    assert_eq!(devices.json["devices"][1]["counters"][0]["last"]["value"], 5_000);
}

#[tokio::test]
async fn the_same_readings_sent_twice_are_taken_once_and_get_the_same_bytes() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let body = json!({ "readings": [reading("A", 6_000, 9_500)] });

    let first = user.keyed("POST", "/api/readings", "k", body.clone()).await;
    let second = user.keyed("POST", "/api/readings", "k", body).await;

    assert_eq!((second.status, &second.text), (201, &first.text));
    assert_eq!(reported(&mut user, "A").await, 1);
}

#[tokio::test]
async fn a_doubtful_value_is_taken_with_a_reason_only() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let body = |value: u64, reason: Value| {
        let mut row = reading("A", 6_000, value);
        row["reason"] = reason;
        json!({ "readings": [row] })
    };
    // Unlike every quarter before, of which there must be one.
    user.keyed("POST", "/api/readings", "usual", body(10_000, Value::Null)).await;
    let world_date = json!(jiff::Timestamp::now().to_string()[..10]);
    let today = |mut body: Value| {
        body["readings"][0]["date"] = world_date.clone();
        body
    };

    let bare = user.keyed("POST", "/api/readings", "bare", today(body(90_000, Value::Null))).await;
    let reasoned = today(body(90_000, json!("Großauftrag")));
    let reasoned = user.keyed("POST", "/api/readings", "reasoned", reasoned).await;

    assert_eq!(bare.json["accepted"], json!([]));
    assert!(codes(&bare.json["open"][0]).contains(&"many_pages"), "{}", bare.text);
    assert_eq!(reasoned.json["accepted"][0]["outcome"], "doubtful", "{}", reasoned.text);
    let history = user.get("/api/devices/A/readings").await;
    assert_eq!(history.json["readings"][0]["state"], "doubtful");
    assert_eq!(history.json["readings"][0]["reason"], "Großauftrag");
}

#[tokio::test]
async fn a_board_exchange_explains_a_lower_value() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let mut row = reading("A", 6_000, 410);
    row["values"][1]["cause"] = json!({ "kind": "board_exchanged", "last": 9_090, "start": 400 });

    let answer = user.keyed("POST", "/api/readings", "k", json!({ "readings": [row] })).await;

    assert_eq!(answer.json["accepted"][0]["values"][1]["pages"], 100, "{}", answer.text);
}

#[tokio::test]
async fn two_counters_that_were_swapped_are_repaired_with_one_press() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device_read("A", "H1", "2026-09-30", 500, 90_000);
    let world = fleet.world().await;
    let mut user = world.user().await;

    let body = json!({ "readings": [reading("A", 91_000, 700)] });
    let checked = user.post("/api/readings/check", body).await;

    let slip = &checked.json["rows"][0]["values"][1]["slip"];
    assert_eq!(slip["kind"], "swapped", "{}", checked.text);
    let repair =
        |i: usize| (slip["values"][i]["counter"].as_str(), slip["values"][i]["value"].as_u64());
    assert_eq!(
        (repair(0), repair(1)),
        ((Some("FARBE1"), Some(700)), (Some("MONO1"), Some(91_000)))
    );
}

/// A and B, which differ much in what they counted and print about the same.
async fn with_two_unlike_devices() -> World {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187");
    fleet.device_read("A", "H1", "2026-06-30", 4_500, 8_000);
    fleet.device_read("B", "H1", "2026-06-30", 44_500, 88_000);
    let world = fleet.world().await;
    let row = |serial: &str, colour: u64, mono: u64| {
        let mut row = reading(serial, colour, mono);
        row["date"] = json!("2026-09-30");
        row
    };
    let body = json!({ "readings": [row("A", 5_000, 9_000), row("B", 45_000, 89_000)] });
    world.user().await.keyed("POST", "/api/readings", "before", body).await;
    world
}

#[tokio::test]
async fn two_devices_that_were_mixed_up_are_named_and_repaired_together() {
    let world = with_two_unlike_devices().await;
    let mut user = world.user().await;
    let body = json!({ "readings": [reading("A", 45_300, 89_500), reading("B", 5_300, 9_500)] });

    let checked = user.post("/api/readings/check", body).await;

    let slip = |row: usize| {
        let values = checked.json["rows"][row]["values"].as_array().unwrap();
        values
            .iter()
            .find_map(|value| Some(&value["slip"]).filter(|slip| slip.is_object()))
            .unwrap()
    };
    assert_eq!(slip(0)["kind"], "neighbour_swapped", "{}", checked.text);
    assert!(slip(0)["detail"].as_str().unwrap().contains("(B)"), "{}", checked.text);
    assert!(slip(1)["detail"].as_str().unwrap().contains("(A)"), "{}", checked.text);
    let repaired = |row: usize| {
        let values = slip(row)["values"].as_array().unwrap().clone();
        let mut values: Vec<String> = values
            .iter()
            .map(|v| {
                format!(
                    "{}{}{}",
                    v["serial"].as_str().unwrap(),
                    v["counter"].as_str().unwrap(),
                    v["value"]
                )
            })
            .collect();
        values.sort();
        values
    };
    assert_eq!(repaired(0), ["AFARBE15300", "AMONO19500", "BFARBE145300", "BMONO189500"]);
    assert_eq!(repaired(1), repaired(0));
}

#[tokio::test]
async fn a_row_that_repeats_another_is_told_which() {
    let world = with_two_unlike_devices().await;
    let mut user = world.user().await;
    let body = json!({ "readings": [reading("A", 5_300, 9_500), reading("B", 5_300, 9_500)] });

    let checked = user.post("/api/readings/check", body).await;

    assert_eq!(checked.json["rows"][0]["outcome"], "ok", "{}", checked.text);
    let slip = &checked.json["rows"][1]["values"][0]["slip"];
    assert_eq!((&slip["kind"], &slip["values"]), (&json!("neighbour_repeated"), &json!([])));
    assert!(slip["detail"].as_str().unwrap().contains("(A)"), "{}", checked.text);
}

#[tokio::test]
async fn a_foreign_device_and_a_missing_one_are_the_same_refused_row() {
    let (ours, theirs) = (
        World::with_two_devices().await,
        Fleet::new().address("H1", "X 1").device("SECRET-2", "H1").world().await,
    );
    let mut user = ours.user().await;
    let check = |serial: &str| json!({ "readings": [reading(serial, 1, 1)] });

    let foreign = user.post("/api/readings/check", check(&theirs.serials()[0])).await;
    let missing = user.post("/api/readings/check", check("MISSING2")).await;

    assert_eq!(foreign.text.replace("SECRET-2", "MISSING2"), missing.text);
    assert_eq!(codes(&missing.json["rows"][0]), ["device_unknown"]);
}

#[tokio::test]
async fn every_broken_row_says_what_is_wrong_with_it() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let with = |field: &str, value: Value| {
        let mut row = reading("A", 6_000, 9_500);
        row[field] = value;
        row
    };
    let value = |value: Value| reading("A", 6_000, value);
    let cases = [
        (with("date", json!("2026-02-31")), "date_form"),
        (with("date", json!("46000")), "date_form"),
        (with("date", json!("2099-01-01")), "date_in_future"),
        (with("date", json!("2026-09-29")), "date_before_last"),
        (with("serial", json!("A B")), "serial_form"),
        (with("serial", Value::Null), "required"),
        (with("values", json!([])), "counter_missing"),
        (with("values", json!([{ "counter": "FAX", "value": 1 }])), "counter_unknown"),
        (
            with(
                "values",
                json!([{ "counter": "MONO1", "value": 1 }, { "counter": "MONO1", "value": 1 }]),
            ),
            "counter_twice",
        ),
        (with("colour", json!(1)), "unknown_field"),
        (with("reason", json!("a\0b")), "control_characters"),
        (value(json!("85OO")), "value_form"),
        (value(json!("=1+1")), "value_form"),
        (value(json!(-1)), "value_form"),
        (value(json!(1.5)), "value_form"),
        (value(json!(1_000_000)), "value_above_maximum"),
    ];
    for (row, code) in cases {
        let answer = user.post("/api/readings/check", json!({ "readings": [row] })).await;
        let row = &answer.json["rows"][0];
        assert_eq!(
            (&row["outcome"], codes(row)),
            (&json!("refused"), vec![code]),
            "{}",
            answer.text
        );
    }
}

#[tokio::test]
async fn a_device_twice_in_one_request_is_taken_once() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let body = json!({ "readings": [reading("A", 6_000, 9_500), reading("A", 7_000, 9_600)] });

    let answer = user.keyed("POST", "/api/readings", "k", body).await;

    assert_eq!(answer.json["accepted"].as_array().unwrap().len(), 1);
    assert_eq!(codes(&answer.json["open"][0]), ["device_twice"]);
}

#[tokio::test]
async fn a_request_without_rows_is_refused() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let answer = user.keyed("POST", "/api/readings", "k", json!({ "readings": [] })).await;

    assert_eq!((answer.status, answer.refused()), (422, vec![("#/readings", "no_readings")]));
}

#[tokio::test]
async fn two_people_who_report_the_same_device_at_once_both_get_an_answer_and_nothing_is_lost() {
    let world = World::with_two_devices().await;
    let user = world.user().await;
    let racers = (0..8).map(|i| {
        let mut racer = user.clone();
        let body = json!({ "readings": [reading("A", 6_000, 9_500), reading("B", 6_000, 9_500)] });
        async move { racer.keyed("POST", "/api/readings", &format!("k{i}"), body).await }
    });

    let answers = join_all(racers).await;

    let rows = |list: &str| -> usize {
        answers.iter().map(|answer| answer.json[list].as_array().unwrap().len()).sum()
    };
    assert!(answers.iter().all(|answer| answer.status == 201));
    assert_eq!(rows("accepted") + rows("open"), 16);
    let mut user = user;
    let taken = answers.iter().filter(|answer| {
        answer.json["accepted"].as_array().unwrap().iter().any(|row| row["serial"] == "A")
    });
    assert_eq!(reported(&mut user, "A").await, taken.count());
}

#[tokio::test]
async fn more_devices_than_a_transaction_takes_are_taken_in_parts_and_replayed_whole() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187");
    for i in 0..100 {
        fleet.device(&format!("D{i:03}"), "H1");
    }
    let world = fleet.world().await;
    let mut user = world.user().await;
    let rows: Vec<Value> = (0..100).map(|i| reading(&format!("D{i:03}"), 6_000, 9_500)).collect();
    let body = json!({ "readings": rows });

    let first = user.keyed("POST", "/api/readings", "k", body.clone()).await;
    let second = user.keyed("POST", "/api/readings", "k", body).await;

    assert_eq!(first.json["accepted"].as_array().unwrap().len(), 100, "{}", first.text);
    assert_eq!((second.status, &second.text), (201, &first.text));
}

#[tokio::test]
async fn a_retry_completes_the_parts_that_a_crash_left_out() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187");
    for i in 0..60 {
        fleet.device(&format!("D{i:03}"), "H1");
    }
    let world = fleet.world().await;
    let mut user = world.user().await;
    let rows: Vec<Value> = (0..60).map(|i| reading(&format!("D{i:03}"), 6_000, 9_500)).collect();
    let body = json!({ "readings": rows });
    let first = user.keyed("POST", "/api/readings", "k", body.clone()).await;
    // As a crash after the first part would leave it: neither the whole answer nor the second part was written.
    for item in world.items("IDEMPOTENCY").await {
        let sk = item["sk"]["S"].as_str().unwrap().to_owned();
        if sk == "submit_readings#k" {
            world
                .table("DeleteItem", json!({ "Key": { "pk": item["pk"], "sk": item["sk"] } }))
                .await;
        }
    }

    let second = user.keyed("POST", "/api/readings", "k", body).await;

    assert_eq!(second.text, first.text);
    assert_eq!(reported(&mut user, "D000").await, 1);
}

#[tokio::test]
async fn a_reported_device_is_due_no_more() {
    let world =
        Fleet::new().address("H1", "Hansaallee 187").device("A", "H1").private_world().await;
    world.travel_to("2026-12-28T10:00:00Z");
    let mut user = world.user().await;
    assert_eq!(user.get("/api/devices").await.json["devices"][0]["due"], true);
    let mut row = reading("A", 6_000, 9_500);
    row["date"] = json!("2026-12-28");

    user.keyed("POST", "/api/readings", "k", json!({ "readings": [row] })).await;

    assert_eq!(user.get("/api/devices").await.json["devices"][0]["due"], false);
}

#[tokio::test]
async fn the_order_guard_knows_the_pages_that_were_reported() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let mut fleet_day = reading("A", 6_000, 9_500);
    fleet_day["date"] = json!("2026-10-01");
    user.keyed("POST", "/api/readings", "k", json!({ "readings": [fleet_day] })).await;

    let articles = user.get("/api/devices/A/articles").await;

    assert_eq!(articles.json["reading_date"], "2026-10-01");
}

#[tokio::test]
async fn the_event_names_the_devices() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    user.keyed("POST", "/api/readings", "k", json!({ "readings": [reading("B", 6_000, 9_500)] }))
        .await;

    let taken = world.item_like("OUTBOX", |item| item["type"]["S"] == "ReadingsSubmitted").await;
    assert_eq!(taken["data"]["M"]["devices"]["L"][0]["S"], "B");
}

#[tokio::test]
async fn a_contract_may_have_a_tolerance_of_its_own() {
    let mut strict = Fleet::new();
    strict.contract("doubt_percent", "10").contract("doubt_pages", "5");
    strict.address("H1", "Hansaallee 187").device("A", "H1");
    let world = strict.private_world().await;
    world.travel_to("2026-12-28T10:00:00Z");
    let mut user = world.user().await;
    let on = |day: &str, colour: u64, mono: u64| {
        let mut row = reading("A", colour, mono);
        row["date"] = json!(day);
        json!({ "readings": [row] })
    };
    // 1 000 pages in ten days, twice.
    user.keyed("POST", "/api/readings", "k", on("2026-10-10", 6_000, 10_000)).await;

    let usual = user.post("/api/readings/check", on("2026-10-20", 7_050, 11_000)).await;
    let more = user.post("/api/readings/check", on("2026-10-20", 7_200, 11_000)).await;

    assert_eq!(usual.json["rows"][0]["outcome"], "ok", "{}", usual.text);
    assert_eq!(codes(&more.json["rows"][0]), ["many_pages"]);
}

#[tokio::test]
async fn forty_devices_are_taken_two_round_trips_deep() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187");
    for i in 0..40 {
        fleet.device(&format!("D{i:02}"), "H1");
    }
    let world = fleet.world().await;
    let mut user = world.user().await;
    let rows: Vec<Value> = (0..40).map(|i| reading(&format!("D{i:02}"), 6_000, 9_500)).collect();

    let answer = user.keyed("POST", "/api/readings", "k", json!({ "readings": rows })).await;

    assert_eq!(answer.json["accepted"].as_array().unwrap().len(), 40, "{}", answer.text);
    assert_eq!(answer.header("table-depth"), "2");
}
