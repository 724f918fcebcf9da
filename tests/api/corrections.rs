//! Readings that were taken and turn out to be wrong: corrected, taken back, judged.

use domain::{Ruling, State};
use serde_json::{Value, json};
use store::{EntryName, Judgement};

use crate::world::{Answer, Fleet, Person, World};

/// A private portal on 28 December with one device, last read on 30 September at 5 000 and 9 000.
async fn at_year_end() -> World {
    let world =
        Fleet::new().address("H1", "Hansaallee 187").device("A", "H1").private_world().await;
    world.travel_to("2026-12-28T10:00:00Z");
    world
}

fn set(date: &str, colour: u64, mono: u64) -> Value {
    json!({ "serial": "A", "date": date, "values": [
        { "counter": "FARBE1", "value": colour }, { "counter": "MONO1", "value": mono },
    ] })
}

fn correction(of: &str, date: &str, colour: u64, mono: u64) -> Value {
    let mut row = set(date, colour, mono);
    row["replaces"] = json!(of);
    row
}

/// Sends one set; what came of its row.
async fn send(user: &mut Person<'_>, key: &str, row: Value) -> Value {
    let answer = user.keyed("POST", "/api/readings", key, json!({ "readings": [row] })).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let lists = [&answer.json["accepted"], &answer.json["open"]];
    lists.iter().find_map(|list| list.get(0)).unwrap().clone()
}

/// Sends a set that is taken; its id.
async fn taken(user: &mut Person<'_>, key: &str, row: Value) -> String {
    let row = send(user, key, row).await;
    row["id"].as_str().unwrap_or_else(|| panic!("{row}")).to_owned()
}

async fn withdraw(user: &mut Person<'_>, key: &str, id: &str) -> Answer {
    let path = format!("/api/devices/A/readings/{id}/withdraw");
    user.keyed("POST", &path, key, Value::Null).await
}

async fn history(user: &mut Person<'_>) -> Vec<Value> {
    user.get("/api/devices/A/readings").await.json["readings"].as_array().unwrap().clone()
}

async fn device(user: &mut Person<'_>) -> Value {
    user.get("/api/devices").await.json["devices"][0].clone()
}

fn codes(row: &Value) -> Vec<&str> {
    let values = row["values"].as_array().unwrap().iter().map(|value| &value["code"]);
    std::iter::once(&row["code"]).chain(values).filter_map(Value::as_str).collect()
}

#[tokio::test]
async fn a_correction_stands_in_the_place_of_what_it_names() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let first = taken(&mut user, "k1", set("2026-12-28", 6_000, 95_000)).await;

    let second = taken(&mut user, "k2", correction(&first, "2026-12-27", 6_000, 9_500)).await;

    let sets = history(&mut user).await;
    let told = |id: &str| sets.iter().find(|set| set["id"] == id).unwrap();
    assert_eq!(told(&first)["state"], "replaced");
    assert_eq!(told(&first)["replaced_by"], json!(second));
    assert_eq!(
        (&told(&second)["state"], &told(&second)["replaces"]),
        (&json!("accepted"), &json!(first))
    );
    assert_eq!(told(&second)["values"][1]["pages"], 500);
    let device = device(&mut user).await;
    assert_eq!(device["counters"][1]["last"], json!({ "date": "2026-12-27", "value": 9_500 }));
}

#[tokio::test]
async fn a_correction_is_checked_as_if_the_corrected_set_had_never_been() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let first = taken(&mut user, "k1", set("2026-12-28", 6_000, 95_000)).await;
    let check = |row: Value| json!({ "readings": [row] });

    let lower = set("2026-12-28", 6_000, 9_500);
    let lower = user.post("/api/readings/check", check(lower)).await;
    let corrected = correction(&first, "2026-12-28", 6_000, 9_500);
    let corrected = user.post("/api/readings/check", check(corrected)).await;

    assert_eq!(codes(&lower.json["rows"][0]), ["value_below_last"]);
    let row = &corrected.json["rows"][0];
    assert_eq!((&row["outcome"], &row["values"][1]["pages"]), (&json!("ok"), &json!(500)));
    assert_eq!(row["values"][1]["last"]["value"], 9_000);
}

#[tokio::test]
async fn a_withdrawn_reading_leaves_the_device_as_it_was_and_due_again() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let before = device(&mut user).await;
    let id = taken(&mut user, "k1", set("2026-12-28", 6_000, 9_500)).await;
    assert_eq!(device(&mut user).await["due"], false);

    let answer = withdraw(&mut user, "k2", &id).await;

    assert_eq!((answer.status, &answer.json["state"]), (200, &json!("withdrawn")));
    assert_eq!(device(&mut user).await, before);
    assert_eq!(before["due"], true);
    assert_eq!(history(&mut user).await[0]["state"], "withdrawn");
}

#[tokio::test]
async fn a_withdrawal_sent_twice_gets_the_same_answer() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let id = taken(&mut user, "k1", set("2026-12-28", 6_000, 9_500)).await;

    let first = withdraw(&mut user, "k2", &id).await;
    let second = withdraw(&mut user, "k2", &id).await;
    let third = withdraw(&mut user, "k3", &id).await;

    assert_eq!((second.status, &second.text), (200, &first.text));
    assert_eq!((third.status, third.problem()), (409, "reading_void"));
}

#[tokio::test]
async fn only_the_latest_reading_can_be_changed() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let first = taken(&mut user, "k1", set("2026-12-20", 6_000, 9_500)).await;
    taken(&mut user, "k2", set("2026-12-28", 6_100, 9_600)).await;

    let back = withdraw(&mut user, "k3", &first).await;
    let row = send(&mut user, "k4", correction(&first, "2026-12-20", 6_050, 9_550)).await;

    assert_eq!((back.status, back.problem()), (409, "reading_not_latest"));
    assert!(back.json["title"].as_str().unwrap().contains("28.12.2026"), "{}", back.text);
    assert_eq!(codes(&row), ["reading_not_latest"]);
    let sets = history(&mut user).await;
    assert_eq!((&sets[0]["correctable"], &sets[1]["correctable"]), (&json!(true), &json!(false)));
    assert_eq!(sets[0]["correctable_until"], "2027-01-21");
}

#[tokio::test]
async fn a_reading_can_be_changed_until_its_window_closes() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let id = taken(&mut user, "k1", set("2026-12-28", 6_000, 9_500)).await;

    world.travel_to("2027-01-22T10:00:00Z");
    let mut user = world.user().await;
    let late = withdraw(&mut user, "k2", &id).await;
    let row = send(&mut user, "k3", correction(&id, "2026-12-28", 6_000, 9_400)).await;

    assert_eq!((late.status, late.problem()), (409, "correction_closed"));
    assert_eq!(codes(&row), ["correction_closed"]);
    assert_eq!(history(&mut user).await[0]["correctable"], false);
}

#[tokio::test]
async fn an_interim_reading_can_be_changed_until_the_next_window_closes() {
    let world = at_year_end().await;
    world.travel_to("2027-02-10T10:00:00Z");
    let mut user = world.user().await;
    let id = taken(&mut user, "k1", set("2027-02-10", 6_000, 9_500)).await;

    world.travel_to("2027-04-21T10:00:00Z");
    let mut user = world.user().await;
    let answer = withdraw(&mut user, "k2", &id).await;

    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[tokio::test]
async fn what_the_operator_brought_is_in_the_history_and_stays() {
    let world = at_year_end().await;
    let mut user = world.user().await;

    let sets = history(&mut user).await;

    assert_eq!(
        (sets.len(), &sets[0]["source"], &sets[0]["date"]),
        (1, &json!("operator"), &json!("2026-09-30"))
    );
    assert_eq!(sets[0]["values"][1]["value"], 9_000);
    let answer = withdraw(&mut user, "k", sets[0]["id"].as_str().unwrap()).await;
    assert_eq!((answer.status, answer.problem()), (409, "reading_of_operator"));
}

#[tokio::test]
async fn a_foreign_reading_cannot_be_told_from_one_that_does_not_exist() {
    let (ours, theirs) = (World::with_two_devices().await, at_year_end().await);
    let mut them = theirs.user().await;
    let id = taken(&mut them, "k1", set("2026-12-28", 6_000, 9_500)).await;
    let mut user = ours.user().await;

    let foreign = withdraw(&mut user, "k2", &id).await;
    let missing = withdraw(&mut user, "k3", "01J00000000000000000000000").await;
    let nonsense = withdraw(&mut user, "k4", "x").await;
    let row = send(&mut user, "k5", correction(&id, "2026-10-01", 6_000, 9_500)).await;

    assert_eq!((foreign.status, &foreign.text), (404, &missing.text));
    assert_eq!((nonsense.status, nonsense.refused()), (422, vec![("#/id", "id_form")]));
    assert_eq!(codes(&row), ["reading_unknown"]);
}

#[tokio::test]
async fn of_two_who_change_the_same_reading_at_once_one_is_told_so() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let id = taken(&mut user, "k1", set("2026-12-28", 6_000, 9_500)).await;
    let rivals = (0..6).map(|i| {
        let (mut rival, id) = (user.clone(), id.clone());
        async move {
            send(&mut rival, &format!("r{i}"), correction(&id, "2026-12-28", 6_000, 9_400)).await
        }
    });

    let rows = crate::world::join_all(rivals).await;

    let done = rows.iter().filter(|row| row["id"].is_string()).count();
    let told = |row: &&Value| matches!(codes(row)[..], ["changed_meanwhile" | "reading_void"]);
    assert_eq!((done, rows.iter().filter(told).count()), (1, 5), "{rows:?}");
    assert_eq!(history(&mut user).await.iter().filter(|set| set["state"] == "accepted").count(), 2);
}

#[tokio::test]
async fn every_entry_keeps_who_sent_it_and_how() {
    let world = at_year_end().await;
    let mut erika = world.confirmed().await;
    let mut row = set("2026-12-28", 6_000, 9_500);
    row["source"] = json!("file");
    taken(&mut erika, "k1", row.clone()).await;
    row["source"] = json!("operator");

    let refused = send(&mut erika, "k2", row).await;

    assert_eq!(codes(&refused), ["wrong_type"]);
    assert_eq!(history(&mut erika).await[0]["source"], "file");
    let entries = world.items("READING").await;
    let entry = entries.iter().find(|entry| entry["source"]["S"] == "file").unwrap();
    assert!(entry["contact"]["S"].is_string() && entry["session"]["S"].is_string(), "{entry}");
}

#[tokio::test]
async fn a_withdrawal_counts_as_a_change_of_the_contracts_readings_and_tells_the_bus() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let id = taken(&mut user, "k1", set("2026-12-28", 6_000, 9_500)).await;

    withdraw(&mut user, "k2", &id).await;

    let contracts = world.items("CONTRACT").await;
    let contract = contracts.iter().find(|item| item["sk"]["S"] == "CONTRACT").unwrap();
    assert_eq!(contract["readings_version"]["N"], "2");
    let event = world.item_like("OUTBOX", |item| item["type"]["S"] == "ReadingWithdrawn").await;
    assert_eq!(event["data"]["M"]["reading"]["S"], json!(id));
}

#[tokio::test]
async fn pages_are_told_quarter_by_quarter_with_what_is_usual() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    taken(&mut user, "k1", set("2026-12-28", 5_890, 11_670)).await;

    let answer = user.get("/api/devices/A/readings").await;
    world.travel_to("2027-03-31T10:00:00Z");
    let mut user = world.user().await;
    let later = user.get("/api/devices/A/readings").await;

    let quarters = answer.json["quarters"].as_array().unwrap();
    assert_eq!((quarters.len(), &quarters[0]["quarter"]), (1, &json!("2026-Q4")));
    assert_eq!(
        quarters[0]["counters"][1],
        json!({ "counter": "MONO1", "pages": 2_670, "least": null, "most": null })
    );
    // 30 pages a day for 93 days, and 60 % to each side of them.
    assert_eq!(
        later.json["quarters"][1]["counters"][1],
        json!({ "counter": "MONO1", "pages": null, "least": 1_116, "most": 4_464 })
    );
}

// ---- what the operator says

/// A device that prints about 30 pages a day and was then reported with far too many: the name of that set.
async fn doubted(world: &World, user: &mut Person<'_>) -> EntryName {
    taken(user, "k1", set("2026-12-20", 5_800, 11_400)).await;
    let mut row = set("2026-12-28", 5_900, 91_400);
    row["reason"] = json!("=Großauftrag");
    taken(user, "k2", row).await;
    only_doubtful(world).await.expect("it is listed")
}

/// The doubtful set that waits for the operator's word.
async fn only_doubtful(world: &World) -> Option<EntryName> {
    let mut listed = world.store().doubtful_readings().await.unwrap();
    assert!(listed.len() < 2, "{listed:?}");
    listed.pop().map(|(name, _)| name)
}

async fn judge(world: &World, name: &EntryName, ruling: Ruling) -> Judgement {
    let note = Some("Bitte lesen Sie noch einmal ab.");
    world.store().judge_reading(name, ruling, note, jiff::Timestamp::now()).await.unwrap()
}

#[tokio::test]
async fn a_rejected_reading_counts_no_more_and_the_device_is_due_again() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    // Of the quarter before, so that nothing else is in the window.
    taken(&mut user, "k1", set("2026-10-20", 5_200, 9_600)).await;
    let mut row = set("2026-12-28", 5_900, 91_400);
    row["reason"] = json!("Messe");
    let before = device(&mut user).await;
    taken(&mut user, "k2", row).await;
    let name = only_doubtful(&world).await.unwrap();

    let judgement = judge(&world, &name, Ruling::Rejected).await;

    assert_eq!(judgement, Judgement::Given);
    let after = device(&mut user).await;
    assert_eq!((&after, &after["due"]), (&before, &json!(true)));
    let told = history(&mut user).await[0].clone();
    assert_eq!((&told["state"], &told["correctable"]), (&json!("rejected"), &json!(false)));
    assert_eq!(told["note"], "Bitte lesen Sie noch einmal ab.");
    assert_eq!(only_doubtful(&world).await, None);
    let event = world.item_like("OUTBOX", |item| item["type"]["S"] == "ReadingJudged").await;
    assert_eq!(event["data"]["M"]["ruling"]["S"], "rejected");
}

#[tokio::test]
async fn an_accepted_reading_goes_on_counting() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let name = doubted(&world, &mut user).await;
    assert_eq!(history(&mut user).await[0]["state"], "doubtful");
    let before = device(&mut user).await;

    judge(&world, &name, Ruling::Accepted).await;

    assert_eq!(device(&mut user).await, before);
    assert_eq!(history(&mut user).await[0]["state"], "accepted");
    assert_eq!(only_doubtful(&world).await, None);
}

#[tokio::test]
async fn a_second_verdict_changes_nothing() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let name = doubted(&world, &mut user).await;
    judge(&world, &name, Ruling::Accepted).await;
    let before = world.items("READING").await;

    let again = judge(&world, &name, Ruling::Accepted).await;
    let other = judge(&world, &name, Ruling::Rejected).await;

    assert_eq!(again, Judgement::GivenBefore);
    assert_eq!(other, Judgement::Contrary(Ruling::Accepted));
    assert_eq!(world.items("READING").await, before);
}

#[tokio::test]
async fn of_two_operators_who_judge_at_once_one_gives_the_verdict() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let name = doubted(&world, &mut user).await;

    let judgements = crate::world::join_all([
        judge(&world, &name, Ruling::Accepted),
        judge(&world, &name, Ruling::Rejected),
    ])
    .await;

    let given = judgements.iter().filter(|judgement| **judgement == Judgement::Given).count();
    assert_eq!(given, 1, "{judgements:?}");
}

#[tokio::test]
async fn a_doubtful_reading_that_is_corrected_or_taken_back_leaves_the_operators_list() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let name = doubted(&world, &mut user).await;
    let mut row = correction(&name.id, "2026-12-28", 5_900, 81_400);
    row["reason"] = json!("Messe");
    let second = taken(&mut user, "k3", row).await;

    let listed = only_doubtful(&world).await.unwrap();
    assert_eq!(listed.id, second);
    assert_eq!(judge(&world, &name, Ruling::Accepted).await, Judgement::Void(State::Replaced));
    withdraw(&mut user, "k4", &second).await;

    assert_eq!(only_doubtful(&world).await, None);
}

#[tokio::test]
async fn the_operators_list_is_csv_whose_entries_can_be_judged() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    doubted(&world, &mut user).await;
    let mut csv = Vec::new();
    local::verdicts::doubtful(&world.store(), &mut csv).await.unwrap();

    let csv = String::from_utf8(csv).unwrap();
    let line = csv.lines().nth(1).unwrap();
    assert!(line.contains("MONO1 91400 (80000 pages)"), "{line}");
    assert!(line.contains(",'=Großauftrag,"), "{line}");
    let entry = line.rsplit(',').next().unwrap().parse().unwrap();
    let said = local::verdicts::judge(&world.store(), &entry, Ruling::Rejected, None).await;
    assert_eq!(said.unwrap(), format!("rejected: {entry}"));
}

// ---- a device that was exchanged

fn final_set(date: &str, colour: u64, mono: u64, successor: &str) -> Value {
    let mut row = set(date, colour, mono);
    row["values"][0]["cause"] = json!({ "kind": "device_exchanged", "serial": successor });
    row
}

#[tokio::test]
async fn an_exchange_is_reported_with_the_final_reading_and_asks_the_operator() {
    let world = at_year_end().await;
    let mut user = world.user().await;

    taken(&mut user, "k1", final_set("2026-12-27", 5_100, 9_100, "NEW-1")).await;

    let device = device(&mut user).await;
    assert_eq!(
        (&device["exchange"]["successor"], &device["exchange"]["date"]),
        (&json!("NEW-1"), &json!("2026-12-27"))
    );
    assert_eq!(
        (&device["due"], &device["counters"][1]["last"]["value"]),
        (&json!(false), &json!(9_100))
    );
    assert_eq!(history(&mut user).await[0]["successor"], "NEW-1");
    let event = world.item_like("OUTBOX", |item| item["type"]["S"] == "DeviceExchanged").await;
    let told = |name: &str| event["data"]["M"][name]["S"].as_str().unwrap().to_owned();
    assert_eq!([told("device"), told("successor"), told("date")], ["A", "NEW-1", "2026-12-27"]);
    let later = send(&mut user, "k2", set("2026-12-28", 5_200, 9_200)).await;
    assert_eq!(codes(&later), ["device_exchanged"]);
}

#[tokio::test]
async fn an_exchange_that_was_reported_by_mistake_can_be_taken_back() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let before = device(&mut user).await;
    let id = taken(&mut user, "k1", final_set("2026-12-27", 5_100, 9_100, "NEW-1")).await;

    withdraw(&mut user, "k2", &id).await;

    assert_eq!(device(&mut user).await, before);
}

#[tokio::test]
async fn an_exchange_is_settled_by_the_import_that_lets_the_old_device_go() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    let world = fleet.private_world().await;
    world.travel_to("2026-12-28T10:00:00Z");
    let mut user = world.user().await;
    taken(&mut user, "k1", final_set("2026-12-27", 5_100, 9_100, "NEW-1")).await;
    world.import_again(&fleet).await;
    assert_eq!(device(&mut user).await["exchange"]["successor"], "NEW-1");

    fleet.without_devices();
    fleet.removed("A", "H1", "2026-12-27").device("NEW-1", "H1");
    world.import_again(&fleet).await;

    let devices = user.get("/api/devices").await.json["devices"].as_array().unwrap().clone();
    assert_eq!(devices.len(), 2);
    assert_eq!(
        (&devices[0]["removed"], &devices[0]["exchange"]),
        (&json!("2026-12-27"), &Value::Null)
    );
    assert_eq!(devices[1]["due"], true);
}

#[tokio::test]
async fn an_exchange_for_a_device_that_was_there_before_is_refused() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let with =
        |successor: &str| json!({ "readings": [final_set("2026-10-01", 5_100, 9_100, successor)] });

    let mut told = Vec::new();
    for successor in ["B", "A", "A B"] {
        let checked = user.post("/api/readings/check", with(successor)).await;
        told.extend(codes(&checked.json["rows"][0]).into_iter().map(str::to_owned));
    }

    assert_eq!(told, ["exchange_known", "exchange_same", "cause_form"]);
}

#[tokio::test]
async fn a_lower_value_may_be_explained_by_an_exchange_and_then_asks_for_the_final_one() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let check = |row: Value| json!({ "readings": [row] });

    let lower = user.post("/api/readings/check", check(set("2026-12-28", 10, 20))).await;
    let explained = final_set("2026-12-28", 10, 9_100, "NEW-1");
    let explained = user.post("/api/readings/check", check(explained)).await;

    let causes = &lower.json["rows"][0]["values"][0]["causes"];
    assert!(causes.as_array().unwrap().contains(&json!("device_exchanged")), "{causes}");
    assert_eq!(codes(&explained.json["rows"][0]), ["final_below_last"]);
}

// ---- the history as a file

#[tokio::test]
async fn the_history_is_a_file_in_the_readers_language() {
    let world = at_year_end().await;
    let mut erika = world.confirmed().await;
    let mut row = set("2026-12-28", 6_000, 91_400);
    row["reason"] = json!("=HYPERLINK(1)");
    taken(&mut erika, "k1", set("2026-12-20", 5_800, 11_400)).await;
    taken(&mut erika, "k2", row).await;

    let german = erika.get("/api/devices/A/readings/file").await;
    erika.speak("en");
    let english = erika.get("/api/devices/A/readings/file").await;

    let lines: Vec<&str> = german.text.lines().collect();
    assert_eq!(
        lines[0],
        "\u{feff}Abgelesen am;Quartal;FARBE1;FARBE1 Seiten;MONO1;MONO1 Seiten;Status;Gemeldet über;Eingegangen am;Grund;Anmerkung"
    );
    assert_eq!(
        lines[1],
        "28.12.2026;4. Quartal 2026;6.000;200;91.400;80.000;Bestätigt, wird geprüft;Portal;28.12.2026;'=HYPERLINK(1);"
    );
    assert!(
        lines[3].starts_with(
            "30.09.2026;3. Quartal 2026;5.000;;9.000;;Angenommen;Von uns eingetragen;"
        ),
        "{}",
        lines[3]
    );
    assert_eq!(
        german.header("content-disposition"),
        "attachment; filename=\"Zaehlerstaende-A.csv\""
    );
    assert!(
        english.text.contains("\n28 Dec 2026,Quarter 4 of 2026,\"6,000\",200,\"91,400\""),
        "{}",
        english.text
    );
}

#[tokio::test]
async fn the_history_as_a_file_needs_a_confirmed_session() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let answer = user.get("/api/devices/A/readings/file").await;

    assert_eq!((answer.status, answer.problem()), (403, "code_needed"));
}

#[tokio::test]
async fn a_correction_is_two_round_trips_deep() {
    let world = at_year_end().await;
    let mut user = world.user().await;
    let id = taken(&mut user, "k1", set("2026-12-28", 6_000, 9_500)).await;
    let body = json!({ "readings": [correction(&id, "2026-12-28", 6_000, 9_400)] });

    let checked = user.post("/api/readings/check", body.clone()).await;
    let sent = user.keyed("POST", "/api/readings", "k2", body).await;

    assert_eq!((checked.header("table-depth"), sent.header("table-depth")), ("1", "2"));
}
