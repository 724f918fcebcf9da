//! Who is signed in, ending that, and how people sign in.

use serde_json::{Value, json};

use crate::world::{Fleet, Person, World};

/// A contract with Erika and Max, who reads English.
async fn two_people() -> World {
    let mut fleet = Fleet::new();
    fleet.contact_who_reads("en", "Max", "Reader");
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    fleet.private_world().await
}

async fn sessions(person: &mut Person<'_>) -> Vec<Value> {
    person.get("/api/sessions").await.json["sessions"].as_array().unwrap().clone()
}

/// The path of the session that is not the one that asks.
async fn other_session(person: &mut Person<'_>) -> String {
    let other = sessions(person).await.into_iter().find(|session| session["current"] == false);
    format!("/api/sessions/{}", other.unwrap()["id"].as_str().unwrap())
}

async fn require_code(person: &mut Person<'_>, required: bool) -> u16 {
    let (key, form) = (format!("require-{required}"), json!({ "code_required": required }));
    person.keyed("PUT", "/api/contract/sign-in", &key, form).await.status
}

async fn alive(person: &mut Person<'_>) -> bool {
    person.get("/api/session").await.status == 200
}

// ---- the list

#[tokio::test]
async fn the_list_names_each_session_with_its_step_and_who_confirmed_it() {
    let world = two_people().await;
    let mut erika = world.confirmed().await;
    world.user().await;

    let shown: Vec<_> = sessions(&mut erika)
        .await
        .iter()
        .map(|one| (one["level"].clone(), one["contact"].clone(), one["current"].clone()))
        .collect();

    let expected = [
        (json!("numbers"), Value::Null, json!(false)),
        (json!("confirmed"), json!("Erika Muster"), json!(true)),
    ];
    assert_eq!(shown.len(), 2);
    assert!(expected.iter().all(|one| shown.contains(one)), "{shown:?}");
}

#[tokio::test]
async fn the_list_leaves_out_what_has_ended_and_other_contracts() {
    let world = two_people().await;
    let mut old = world.user().await;
    world.advance(31 * 60);
    let mut erika = world.confirmed().await;

    assert!(!alive(&mut old).await);
    assert_eq!(sessions(&mut erika).await.len(), 1);
}

#[tokio::test]
async fn signing_in_again_in_the_same_browser_ends_the_session_before() {
    let world = two_people().await;
    let mut person = world.user().await;
    let before = person.cookie().map(str::to_owned);
    person.sign_in().await;

    assert!(alive(&mut person).await);
    person.steal_cookie(before.as_deref());
    assert!(!alive(&mut person).await);
}

// ---- ending

#[tokio::test]
async fn an_ended_session_is_signed_out_and_the_others_go_on() {
    let world = two_people().await;
    let (mut erika, mut user) = (world.confirmed().await, world.user().await);
    let path = other_session(&mut erika).await;

    let ended = erika.keyed("DELETE", &path, "k", Value::Null).await;

    assert_eq!(ended.status, 204, "{}", ended.text);
    assert!(!alive(&mut user).await);
    assert!(alive(&mut erika).await);
}

#[tokio::test]
async fn ending_a_session_twice_with_one_key_is_ending_it_once() {
    let world = two_people().await;
    let mut erika = world.confirmed().await;
    world.user().await;
    let path = other_session(&mut erika).await;
    erika.keyed("DELETE", &path, "k", Value::Null).await;

    let again = erika.keyed("DELETE", &path, "k", Value::Null).await;

    assert_eq!((again.status, again.header("idempotent-replayed")), (204, "true"));
}

#[tokio::test]
async fn a_session_that_is_not_there_cannot_be_ended() {
    let world = two_people().await;
    let mut erika = world.confirmed().await;
    let unknown = format!("/api/sessions/{}", "0".repeat(64));

    assert_eq!(erika.keyed("DELETE", &unknown, "a", Value::Null).await.status, 404);
    assert_eq!(erika.keyed("DELETE", "/api/sessions/7", "b", Value::Null).await.status, 422);
}

#[tokio::test]
async fn a_session_of_another_contract_cannot_be_ended() {
    let world = two_people().await;
    let elsewhere = two_people().await;
    let mut erika = world.confirmed().await;
    let mut max = elsewhere.confirmed().await;
    let theirs = sessions(&mut max).await[0]["id"].as_str().unwrap().to_owned();

    let refused = erika.keyed("DELETE", &format!("/api/sessions/{theirs}"), "k", Value::Null).await;

    assert_eq!(refused.status, 404);
    assert!(alive(&mut max).await);
}

#[tokio::test]
async fn everybody_else_is_signed_out_at_once_however_many_they_are() {
    let world = two_people().await;
    let mut erika = world.confirmed().await;
    let mut others = Vec::new();
    for _ in 0..90 {
        others.push(world.user().await);
    }

    let ended = erika.keyed("DELETE", "/api/sessions", "k", Value::Null).await;

    assert_eq!(ended.status, 204, "{}", ended.text);
    assert_eq!(sessions(&mut erika).await.len(), 1);
    assert!(!alive(&mut others[0]).await && !alive(&mut others[89]).await);
}

#[tokio::test]
async fn who_is_deleted_from_the_contacts_is_signed_out() {
    let mut fleet = Fleet::new();
    fleet.contact("Max", "Leser").address("H1", "Hansaallee 187").device("A", "H1");
    let world = fleet.private_world().await;
    let mut erika = world.confirmed().await;
    let contacts = erika.get("/api/contacts").await.json["contacts"].clone();
    let of = |name: &str| {
        let all = contacts.as_array().unwrap();
        all.iter().find(|one| one["first_name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
    };
    let mut max = world.user().await;
    max.post("/api/session/code", json!({ "contact_id": of("Max") })).await;
    let code = world.mailed_code(2).await;
    max.put("/api/session/code", json!({ "code": code })).await;

    let path = format!("/api/contacts/{}", of("Max"));
    assert_eq!(erika.keyed("DELETE", &path, "k", Value::Null).await.status, 204);

    assert!(!alive(&mut max).await);
    assert!(alive(&mut erika).await);
}

// ---- how people sign in

#[tokio::test]
async fn where_a_code_is_required_the_numbers_alone_open_nothing() {
    let world = two_people().await;
    let mut erika = world.confirmed().await;

    assert_eq!(require_code(&mut erika, true).await, 200);

    let mut person = world.anyone();
    assert_eq!(person.sign_in().await.status, 202);
    assert_eq!(person.get("/api/devices").await.problem(), "code_needed");
    assert_eq!(erika.get("/api/contract").await.json["settings"]["code_required"], true);
}

#[tokio::test]
async fn requiring_a_code_signs_out_who_came_without_one() {
    let world = two_people().await;
    let (mut erika, mut user) = (world.confirmed().await, world.user().await);

    require_code(&mut erika, true).await;

    assert!(!alive(&mut user).await);
    assert!(alive(&mut erika).await);
}

#[tokio::test]
async fn a_code_that_is_not_required_any_more_is_not_asked_for() {
    let world = two_people().await;
    let mut erika = world.confirmed().await;
    require_code(&mut erika, true).await;

    assert_eq!(require_code(&mut erika, false).await, 200);

    assert_eq!(world.anyone().sign_in().await.status, 201);
}

#[tokio::test]
async fn an_import_leaves_what_the_customer_wants() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    let world = fleet.private_world().await;
    let mut erika = world.confirmed().await;
    require_code(&mut erika, true).await;

    world.import_again(&fleet).await;

    assert_eq!(world.anyone().sign_in().await.status, 202);
}

#[tokio::test]
async fn the_customer_cannot_do_without_a_code_that_the_operator_requires() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    let world = fleet.private_world().await;
    let mut erika = world.confirmed().await;
    world.import_again(fleet.contract("code_required", "yes")).await;

    let refused =
        erika.keyed("PUT", "/api/contract/sign-in", "k", json!({ "code_required": false })).await;

    assert_eq!((refused.status, refused.problem()), (409, "code_by_operator"));
    let settings = erika.get("/api/contract").await.json["settings"].clone();
    assert_eq!(
        (&settings["code_required"], &settings["code_by_operator"]),
        (&json!(true), &json!(true))
    );
}

#[tokio::test]
async fn the_setting_is_a_yes_or_a_no() {
    let world = two_people().await;
    let mut erika = world.confirmed().await;
    for (key, form) in [("a", json!({})), ("b", json!({ "code_required": "yes" }))] {
        let refused = erika.keyed("PUT", "/api/contract/sign-in", key, form).await;
        let fields: Vec<_> = refused.refused().iter().map(|(pointer, _)| *pointer).collect();
        assert_eq!((refused.status, fields), (422, vec!["#/code_required"]));
    }
}

// ---- those who are known are told

#[tokio::test]
async fn everybody_who_is_known_is_told_how_people_sign_in_from_now_on() {
    let world = two_people().await;
    let mut erika = world.confirmed().await;

    require_code(&mut erika, true).await;

    let letter = world.letters_to("max.reader", 1).await.remove(0);
    let text = letter["text"].as_str().unwrap();
    assert_eq!(letter["subject"], "Signing in now takes a code");
    assert!(text.contains("Erika Muster has decided"), "{text}");
}

#[tokio::test]
async fn a_contact_that_was_added_by_the_numbers_is_told_to_those_who_are_known() {
    let world = two_people().await;
    let added = json!({ "first_name": "Eve", "last_name": "Zufall", "email": "eve@neu.example", "language": "de" });

    world.user().await.keyed("POST", "/api/contacts", "k", added).await;

    let letter = world.letters_to("erika.muster", 1).await.remove(0);
    let text = letter["text"].as_str().unwrap();
    assert_eq!(letter["subject"], "Zu Ihrem Vertrag wurde ein Kontakt hinzugefügt");
    assert!(text.contains("Eve Zufall") && text.contains("eve@neu.example"), "{text}");
    world.rest().await;
    assert_eq!(world.letters(2).await.len(), 2, "Eve herself is told nothing");
}

#[tokio::test]
async fn who_has_the_numbers_cannot_fill_a_mailbox_with_notices() {
    let world = two_people().await;
    world.travel_to("2026-11-24T09:10:00Z");
    let mut user = world.user().await;
    for n in 0..25 {
        let added = json!({ "first_name": "Eve", "last_name": "Zufall", "email": format!("eve{n}@neu.example"), "language": "de" });
        assert_eq!(user.keyed("POST", "/api/contacts", &format!("k{n}"), added).await.status, 201);
    }

    world.rest().await;

    assert_eq!(world.letters_to("erika.muster", 20).await.len(), 20);
    assert_eq!(world.letters_to("max.reader", 20).await.len(), 20);
}
