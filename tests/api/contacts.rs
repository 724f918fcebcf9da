use serde_json::{Value, json};

use crate::world::{Answer, Fleet, Person, World, join_all};

fn max() -> Value {
    json!({ "first_name": "Max", "last_name": "Neu", "email": "max.neu@firma.example", "phone": "0211 5266 252", "language": "en" })
}

impl Person<'_> {
    async fn add(&mut self, key: &str, form: Value) -> Answer {
        self.keyed("POST", "/api/contacts", key, form).await
    }

    async fn contacts(&mut self) -> Vec<Value> {
        self.get("/api/contacts").await.json["contacts"].as_array().unwrap().clone()
    }

    /// One contact, for a confirmed session.
    async fn contact(&mut self, id: &str) -> Value {
        self.contacts().await.into_iter().find(|contact| contact["id"] == id).unwrap()
    }

    /// The id of the contact with this first name, for a confirmed session.
    pub async fn id_of(&mut self, first_name: &str) -> String {
        let contacts = self.contacts().await;
        let found = contacts.iter().find(|contact| contact["first_name"] == first_name).unwrap();
        found["id"].as_str().unwrap().to_owned()
    }

    /// Adds Max, whose letters this world sees, and says his id.
    async fn add_max_of(&mut self, world: &World) -> String {
        let mut form = max();
        form["email"] = json!(format!("max.neu@c{}.example", world.customer()));
        form["language"] = json!("de");
        let added = self.add("max", form).await;
        assert_eq!(added.status, 201, "{}", added.text);
        added.json["id"].as_str().unwrap().to_owned()
    }
}

/// Two devices, and Anna beside Erika; both are confirmed.
async fn with_anna() -> World {
    let mut fleet = Fleet::new();
    fleet.contact("Anna", "Zander").address("H1", "Hansaallee 187");
    fleet.device("A", "H1").device("B", "H1");
    fleet.world().await
}

// ---- what each step of the ladder sees

#[tokio::test]
async fn by_the_numbers_alone_people_are_masked() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let contacts = user.contacts().await;

    let hint = format!("Er••• M•••••• · e••••@c{}.example", world.customer());
    let id = &contacts[0]["id"];
    let expected = json!([{ "id": id, "hint": hint, "language": "de", "confirmed": true, "duties": [], "undeliverable": null }]);
    assert_eq!(json!(contacts), expected);
}

#[tokio::test]
async fn no_answer_to_the_numbers_alone_names_a_person() {
    let mut fleet = Fleet::new();
    fleet.contact("Kunigunde", "Zwickelbauer");
    fleet.address_of("Frau Pumpernickel", "H1", "Hansaallee 187").device("A", "H1");
    let world = fleet.world().await;
    let mut user = world.user().await;
    let address = user.get("/api/devices").await.json["addresses"][0].clone();
    let contact = user.contact_id().await;
    let order = json!({
        "lines": [{ "serial": "A", "article": "4001", "quantity": 1 }],
        "deliveries": [{ "address": address["id"], "version": address["version"], "attention": "Herr Sondershausen" }],
        "contact_id": contact,
    });
    let same = format!("KUNIGUNDE.zwickelbauer@c{}.example", world.customer());

    let mut answers = vec![
        user.post("/api/orders/check", order.clone()).await,
        user.keyed("POST", "/api/orders", "k", order.clone()).await,
        user.keyed("POST", "/api/orders", "k", order.clone()).await,
        user.keyed("POST", "/api/orders", "l", order).await,
        user.add(
            "m",
            json!({ "first_name": "A", "last_name": "B", "email": same, "language": "de" }),
        )
        .await,
        user.add("n", max()).await,
        user.post("/api/session/code", json!({ "contact_id": contact })).await,
        user.put("/api/session/code", json!({ "code": "12345678" })).await,
    ];
    let number = answers[1].json["orders"][0]["number"].as_str().unwrap().to_owned();
    for path in [
        "/api/session".to_owned(),
        "/api/countries".to_owned(),
        "/api/devices".to_owned(),
        "/api/devices/A/articles".to_owned(),
        "/api/contacts".to_owned(),
        "/api/orders".to_owned(),
        format!("/api/orders/{number}"),
    ] {
        let answer = user.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answers.push(answer);
    }
    let cancel = format!("/api/orders/{number}/cancel");
    answers.push(user.keyed("POST", &cancel, "c", json!(null)).await);

    let names =
        ["erika", "kunigunde", "zwickelbauer", "pumpernickel", "sondershausen", "max", "5266 252"];
    for answer in &answers {
        let text = answer.text.to_lowercase();
        let named = names.iter().find(|name| text.contains(**name));
        assert_eq!(named, None, "{} {}", answer.header("operation"), answer.text);
    }
}

#[tokio::test]
async fn a_confirmed_session_sees_people_in_full() {
    let world = World::with_two_devices().await;
    let mut erika = world.confirmed().await;

    let contacts = erika.contacts().await;

    let expected = json!([{
        "id": contacts[0]["id"], "first_name": "Erika", "last_name": "Muster", "email": world.mail_address(),
        "phone": null, "language": "de", "confirmed": true, "duties": [], "undeliverable": null,
    }]);
    assert_eq!(json!(contacts), expected);
}

#[tokio::test]
async fn a_confirmed_session_sees_attention_lines_in_full() {
    let world = World::with_two_devices().await;

    let by_numbers = world.user().await.get("/api/devices").await.json["addresses"][0].clone();
    let confirmed = world.confirmed().await.get("/api/devices").await.json["addresses"][0].clone();

    assert_eq!(
        (&by_numbers["attention_hint"], by_numbers.get("attention")),
        (&json!("He•••••"), None)
    );
    assert_eq!(
        (&confirmed["attention"], confirmed.get("attention_hint")),
        (&json!("Herr Hausmann"), None)
    );
}

#[tokio::test]
async fn an_order_names_its_contact_to_the_confirmed_only() {
    let world = World::with_two_devices().await;
    let mut erika = world.confirmed().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);
    let path = format!("/api/orders/{}", erika.ordered("k", lines).await[0]);

    let full = erika.get(&path).await.json["contact"].clone();
    let masked = world.user().await.get(&path).await.json["contact"].clone();

    assert_eq!(
        (&full["first_name"], &full["email"]),
        (&json!("Erika"), &json!(world.mail_address()))
    );
    assert_eq!(masked["hint"], format!("Er••• M•••••• · e••••@c{}.example", world.customer()));
    assert_eq!((masked.get("email"), masked.get("first_name")), (None, None));
}

#[tokio::test]
async fn contacts_are_listed_by_name() {
    let mut fleet = Fleet::new();
    fleet.contact("Zoe", "Äpfel").contact("Anna", "Zander").contact("Anna", "muster");
    let world = fleet.world().await;
    let mut erika = world.user().await;
    let of_erika = erika.contacts().await;
    assert_eq!(of_erika.len(), 4);

    let hints: Vec<_> = of_erika
        .iter()
        .map(|c| c["hint"].as_str().unwrap().chars().take(2).collect::<String>())
        .collect();

    assert_eq!(hints, ["Zo", "An", "Er", "An"]);
}

// ---- adding

#[tokio::test]
async fn who_is_added_is_there_the_next_time() {
    let world = World::with_two_devices().await;

    let added = world.user().await.add("k", max()).await;

    assert_eq!(added.status, 201, "{}", added.text);
    let contacts = world.user().await.contacts().await;
    let max = contacts.iter().find(|contact| contact["id"] == added.json["id"]).unwrap();
    assert_eq!(max["hint"], "M••• N•••••• · m••••@firma.example".replace("M•••", "Ma•••"));
    assert_eq!((&max["language"], &max["confirmed"]), (&json!("en"), &json!(false)));
}

#[tokio::test]
async fn a_phone_number_is_optional() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    for (key, phone) in [("null", json!(null)), ("empty", json!("")), ("blank", json!("  "))] {
        let mut form = max();
        form["email"] = json!(format!("{key}@firma.example"));
        form["phone"] = phone;
        let answer = user.add(key, form).await;
        assert_eq!(answer.status, 201, "{key}: {}", answer.text);
    }
    assert_eq!(user.contacts().await.len(), 4);
}

#[tokio::test]
async fn a_known_e_mail_is_found_in_any_case_and_not_doubled() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let first = user.add("a", max()).await;
    let mut again = max();
    again["email"] = json!(" Max.NEU@Firma.Example ");
    again["last_name"] = json!("Anders");

    let second = user.add("b", again).await;

    assert_eq!((second.status, &second.json), (201, &first.json));
    assert_eq!(user.contacts().await.len(), 2);
}

#[tokio::test]
async fn an_imported_contact_is_found_by_its_e_mail_too() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let erika = user.contact_id().await;
    let mut form = max();
    form["email"] = json!(world.mail_address().to_uppercase());

    let answer = user.add("k", form).await;

    assert_eq!((answer.status, &answer.json["id"]), (201, &json!(erika)), "{}", answer.text);
}

#[tokio::test]
async fn the_same_e_mail_ten_times_at_once_is_one_contact() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let racers = (0..10).map(|i| {
        let mut racer = user.clone();
        async move { racer.add(&format!("k{i}"), max()).await }
    });

    let answers = join_all(racers).await;

    for answer in &answers {
        assert_eq!((answer.status, &answer.text), (201, &answers[0].text));
    }
    assert_eq!(user.contacts().await.len(), 2);
}

#[tokio::test]
async fn the_same_request_sent_twice_adds_once_and_says_so() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;

    let (first, second) = (user.add("k", max()).await, user.add("k", max()).await);

    assert_eq!((second.status, &second.text), (201, &first.text));
    assert_eq!(second.header("idempotent-replayed"), "true");
}

#[tokio::test]
async fn a_contact_of_one_contract_is_none_of_another() {
    let (ours, theirs) = (World::with_two_devices().await, World::with_two_devices().await);

    let first = ours.user().await.add("k", max()).await;
    let second = theirs.user().await.add("k", max()).await;

    assert_ne!(first.json["id"], second.json["id"]);
}

#[tokio::test]
async fn every_bad_field_of_a_contact_is_named() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let form = json!({ "first_name": "", "last_name": "x".repeat(61), "email": "Max <max@firma.example>", "phone": "call me", "language": "fr", "title": "Dr." });

    let answer = user.add("k", form).await;

    assert_eq!(answer.status, 422);
    let expected = [
        ("#/title", "unknown_field"),
        ("#/first_name", "required"),
        ("#/last_name", "too_long"),
        ("#/email", "email_form"),
        ("#/phone", "phone_form"),
        ("#/language", "language_unknown"),
    ];
    assert_eq!(answer.refused(), expected);
    assert_eq!(user.contacts().await.len(), 1);
}

#[tokio::test]
async fn an_order_can_go_to_who_was_just_added() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let added = user.add("a", max()).await;
    let body = json!({ "lines": [{ "serial": "A", "article": "4001", "quantity": 1 }], "contact_id": added.json["id"] });

    assert_eq!(user.keyed("POST", "/api/orders", "k", body).await.status, 201);
}

// ---- changing and deleting

#[tokio::test]
async fn only_the_confirmed_change_and_delete_contacts() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let path = format!("/api/contacts/{}", user.contact_id().await);

    let changed = user.keyed("PUT", &path, "k", max()).await;
    let deleted = user.keyed("DELETE", &path, "l", json!(null)).await;

    assert_eq!((changed.status, changed.problem()), (403, "code_needed"));
    assert_eq!((deleted.status, deleted.problem()), (403, "code_needed"));
    assert_eq!(user.contacts().await.len(), 1);
}

#[tokio::test]
async fn a_confirmed_session_changes_a_contact() {
    let world = World::with_two_devices().await;
    let mut erika = world.confirmed().await;
    let id = erika.contact_id().await;
    let mut form = max();
    form["email"] = json!(world.mail_address());

    let changed = erika.keyed("PUT", &format!("/api/contacts/{id}"), "k", form).await;

    assert_eq!((changed.status, &changed.json), (200, &json!({ "id": id })), "{}", changed.text);
    let expected = json!([{
        "id": id, "first_name": "Max", "last_name": "Neu", "email": world.mail_address(),
        "phone": "0211 5266 252", "language": "en", "confirmed": true, "duties": [], "undeliverable": null,
    }]);
    assert_eq!(json!(erika.contacts().await), expected);
}

#[tokio::test]
async fn a_new_e_mail_has_to_be_confirmed_afresh() {
    let world = with_anna().await;
    let mut erika = world.confirmed().await;
    let id = erika.id_of("Erika").await;

    erika.keyed("PUT", &format!("/api/contacts/{id}"), "k", max()).await;

    let changed = erika.contact(&id).await;
    assert_eq!(
        (&changed["email"], &changed["confirmed"]),
        (&json!("max.neu@firma.example"), &json!(false))
    );
}

#[tokio::test]
async fn an_e_mail_that_was_given_up_can_be_used_again() {
    let world = with_anna().await;
    let mut erika = world.confirmed().await;
    let id = erika.id_of("Erika").await;
    erika.keyed("PUT", &format!("/api/contacts/{id}"), "k", max()).await;
    let mut form = max();
    form["email"] = json!(world.mail_address());

    let added = erika.add("a", form).await;

    assert_eq!(added.status, 201, "{}", added.text);
    assert_ne!(added.json["id"], json!(id));
}

#[tokio::test]
async fn the_e_mail_of_another_contact_is_taken() {
    let mut fleet = Fleet::new();
    fleet.contact("Anna", "Aal");
    let world = fleet.world().await;
    let mut anna = world.user().await;
    let erika = anna.contacts().await[1]["id"].as_str().unwrap().to_owned();
    let code = world.code_for(&mut anna, 1).await;
    anna.put("/api/session/code", json!({ "code": code })).await;
    let before = anna.contacts().await;
    let mut form = max();
    form["email"] = json!(format!("Anna.Aal@c{}.example", world.customer()));

    let answer = anna.keyed("PUT", &format!("/api/contacts/{erika}"), "k", form).await;

    assert_eq!((answer.status, answer.problem()), (409, "email_taken"));
    assert_eq!(anna.contacts().await, before);
}

#[tokio::test]
async fn an_e_mail_may_be_respelled() {
    let world = World::with_two_devices().await;
    let mut erika = world.confirmed().await;
    let id = erika.contact_id().await;
    let mut form = max();
    form["email"] = json!(world.mail_address().to_uppercase());

    let changed = erika.keyed("PUT", &format!("/api/contacts/{id}"), "k", form).await;

    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(erika.contacts().await[0]["email"], world.mail_address().to_uppercase());
}

#[tokio::test]
async fn a_confirmed_session_deletes_a_contact() {
    let world = World::with_two_devices().await;
    let mut erika = world.confirmed().await;
    let added = erika.add("a", max()).await;
    let path = format!("/api/contacts/{}", added.json["id"].as_str().unwrap());

    let deleted = erika.keyed("DELETE", &path, "k", json!(null)).await;

    assert_eq!((deleted.status, deleted.text.as_str()), (204, ""));
    assert_eq!(erika.contacts().await.len(), 1);
}

#[tokio::test]
async fn a_repeated_delete_gets_the_answer_of_the_first() {
    let world = World::with_two_devices().await;
    let mut erika = world.confirmed().await;
    let added = erika.add("a", max()).await;
    let path = format!("/api/contacts/{}", added.json["id"].as_str().unwrap());
    erika.keyed("DELETE", &path, "k", json!(null)).await;

    let again = erika.keyed("DELETE", &path, "k", json!(null)).await;
    let anew = erika.keyed("DELETE", &path, "l", json!(null)).await;

    assert_eq!((again.status, again.header("idempotent-replayed")), (204, "true"));
    assert_eq!(anew.status, 404);
}

#[tokio::test]
async fn ten_equal_deletes_at_once_get_the_same_answer() {
    let world = World::with_two_devices().await;
    let mut erika = world.confirmed().await;
    let added = erika.add("a", max()).await;
    let path = format!("/api/contacts/{}", added.json["id"].as_str().unwrap());

    let racers = (0..10).map(|_| {
        let (mut racer, path) = (erika.clone(), path.clone());
        async move { racer.keyed("DELETE", &path, "race", json!(null)).await.status }
    });

    assert_eq!(join_all(racers).await, [204; 10]);
}

#[tokio::test]
async fn an_order_outlives_its_contact() {
    let world = with_anna().await;
    let mut erika = world.confirmed().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }]);
    let number = erika.ordered("k", lines).await.remove(0);
    let id = erika.contact_id().await;

    erika.keyed("DELETE", &format!("/api/contacts/{id}"), "d", json!(null)).await;

    let order = erika.get(&format!("/api/orders/{number}")).await;
    assert_eq!((order.status, &order.json["contact"]), (200, &json!(null)));
}

#[tokio::test]
async fn a_foreign_contact_and_a_missing_one_get_the_same_answers() {
    let (ours, theirs) = (World::with_two_devices().await, World::with_two_devices().await);
    let foreign = format!("/api/contacts/{}", theirs.user().await.contact_id().await);
    let missing = "/api/contacts/01J00000000000000000000000";
    let mut erika = ours.confirmed().await;

    for (method, body) in [("PUT", max()), ("DELETE", json!(null))] {
        let one = erika.keyed(method, &foreign, "k", body.clone()).await;
        let other = erika.keyed(method, missing, "l", body).await;
        assert_eq!((one.status, one.problem()), (404, "not_found"), "{method}");
        assert_eq!(one.fingerprint(), other.fingerprint(), "{method}");
    }
    assert_eq!(theirs.user().await.contacts().await.len(), 1);
}

#[tokio::test]
async fn a_foreign_contact_and_a_missing_one_get_no_order_and_the_same_answer() {
    let (ours, theirs) = (World::with_two_devices().await, World::with_two_devices().await);
    let foreign = theirs.user().await.contact_id().await;
    let mut user = ours.user().await;
    let order = |contact: &str| json!({ "lines": [{ "serial": "A", "article": "4001", "quantity": 1 }], "contact_id": contact });

    // What fits the model is read once; then both take the same calls.
    user.get("/api/devices/A/articles").await;
    let one = user.keyed("POST", "/api/orders", "k", order(&foreign)).await;
    let other = user.keyed("POST", "/api/orders", "l", order("01J00000000000000000000000")).await;

    assert_eq!((one.status, one.refused()), (404, vec![("#/contact_id", "contact_unknown")]));
    assert_eq!(one.fingerprint(), other.fingerprint());
}

#[tokio::test]
async fn the_key_of_a_found_contact_cannot_be_used_for_another() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let form = |first: &str| json!({ "first_name": first, "last_name": "Muster", "email": world.mail_address(), "language": "de" });
    let found = user.keyed("POST", "/api/contacts", "k", form("Erika")).await;

    let other = user.keyed("POST", "/api/contacts", "k", form("Frieda")).await;

    assert_eq!(found.status, 201, "{}", found.text);
    assert_eq!(other.refused(), [("#/Idempotency-Key", "idempotency_key_reused")]);
}

// ---- who may get a code

#[tokio::test]
async fn a_confirmed_session_can_have_another_contact_confirmed() {
    let world = World::with_two_devices().await;
    let mut erika = world.confirmed().await;
    let max = erika.add_max_of(&world).await;

    let sent = erika.post("/api/session/code", json!({ "contact_id": max })).await;
    assert_eq!(sent.status, 202, "{}", sent.text);
    let code = world.mailed_code(2).await;
    let answered = erika.put("/api/session/code", json!({ "code": code })).await;

    assert_eq!(answered.status, 201, "{}", answered.text);
    assert_eq!(erika.contact(&max).await["confirmed"], true);
    let mut user = world.user().await;
    let sent = user.post("/api/session/code", json!({ "contact_id": max })).await;
    assert_eq!(sent.status, 202, "who is confirmed gets codes: {}", sent.text);
}

#[tokio::test]
async fn a_code_confirms_nobody_whose_e_mail_was_changed_since() {
    let world = World::with_two_devices().await;
    let mut erika = world.confirmed().await;
    let id = erika.add_max_of(&world).await;
    erika.post("/api/session/code", json!({ "contact_id": id })).await;
    let code = world.mailed_code(2).await;
    erika.keyed("PUT", &format!("/api/contacts/{id}"), "k", max()).await;

    let answer = erika.put("/api/session/code", json!({ "code": code })).await;

    assert_eq!((answer.status, answer.problem()), (409, "code_expired"), "{}", answer.text);
    assert_eq!(erika.contact(&id).await["confirmed"], false);
}

#[tokio::test]
async fn the_last_confirmed_contact_can_neither_go_nor_get_another_e_mail() {
    let world = World::with_two_devices().await;
    let mut erika = world.confirmed().await;
    erika.add_max_of(&world).await;
    let before = erika.contacts().await;
    let path = format!("/api/contacts/{}", erika.id_of("Erika").await);

    let changed = erika.keyed("PUT", &path, "k", max()).await;
    let deleted = erika.keyed("DELETE", &path, "l", json!(null)).await;

    assert_eq!((changed.status, changed.problem()), (409, "last_confirmed_contact"));
    assert_eq!((deleted.status, deleted.problem()), (409, "last_confirmed_contact"));
    assert_eq!(erika.contacts().await, before);
}

#[tokio::test]
async fn two_who_delete_the_last_two_confirmed_contacts_at_once_leave_one() {
    let world = with_anna().await;
    let mut erika = world.confirmed().await;
    let paths = [erika.id_of("Erika").await, erika.id_of("Anna").await]
        .map(|id| format!("/api/contacts/{id}"));
    let racers = paths.iter().enumerate().map(|(i, path)| {
        let mut racer = erika.clone();
        async move { racer.keyed("DELETE", path, &format!("k{i}"), json!(null)).await.status }
    });

    let mut statuses = join_all(racers).await;

    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
    assert_eq!(erika.contacts().await.len(), 1);
}

#[tokio::test]
async fn a_contract_has_a_hundred_contacts_at_most() {
    let mut fleet = Fleet::new();
    for i in 1..100 {
        fleet.contact(&format!("P{i}"), "Muster");
    }
    let world = fleet.world().await;
    let mut user = world.user().await;
    let mut known = max();
    known["email"] = json!(format!("P7.Muster@c{}.example", world.customer()));

    let refused = user.add("a", max()).await;
    let found = user.add("b", known).await;

    assert_eq!((refused.status, refused.problem()), (409, "too_many_contacts"));
    assert_eq!(found.status, 201, "{}", found.text);
    assert_eq!(user.contacts().await.len(), 100);
}

#[tokio::test]
async fn a_known_e_mail_is_found_two_round_trips_deep() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let form = json!({ "first_name": "Erika", "last_name": "Muster", "email": world.mail_address(), "language": "de" });

    let found = user.keyed("POST", "/api/contacts", "k", form).await;

    assert_eq!((found.status, found.header("table-depth")), (201, "2"), "{}", found.text);
}
