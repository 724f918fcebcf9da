//! Readings that are due: who is asked, when, and what the letters open.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::readings::reading;
use crate::world::{Fleet, Person, World, join_all};

/// Devices A and B, last read in September, in a portal of its own on 28 December.
async fn at_quarter_end() -> World {
    two_devices().private_world_on("2026-12-28T10:00:00Z").await
}

fn two_devices() -> Fleet {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1").device("B", "H1");
    fleet
}

impl Fleet {
    /// A portal of its own, whose clock stands at that moment.
    pub async fn private_world_on(&self, moment: &str) -> World {
        let world = self.private_world().await;
        world.travel_to(moment);
        world
    }
}

fn read_on(day: &str, serial: &str) -> Value {
    let mut row = reading(serial, 6_000, 9_500);
    row["date"] = json!(day);
    row
}

impl Person<'_> {
    /// Reports both counters of each device.
    async fn report(&mut self, key: &str, day: &str, serials: &[&str]) {
        let rows: Vec<Value> = serials.iter().map(|serial| read_on(day, serial)).collect();
        let answer = self.keyed("POST", "/api/readings", key, json!({ "readings": rows })).await;
        let accepted = answer.json["accepted"].as_array().map_or(0, Vec::len);
        assert_eq!(accepted, serials.len(), "{}", answer.text);
    }

    /// Exchanges the link of a letter for a session.
    pub async fn open_link(&mut self, letter: &Value) -> crate::world::Answer {
        let token = token(letter);
        self.post("/api/session/link", json!({ "token": token })).await
    }
}

/// What stands behind `#/link/` in a letter.
pub fn token(letter: &Value) -> String {
    let text = letter["text"].as_str().unwrap();
    let link = text.split("/#/link/").nth(1).unwrap_or_else(|| panic!("no link: {text}"));
    link.split_whitespace().next().unwrap().to_owned()
}

fn subjects(letters: &[Value]) -> Vec<&str> {
    letters.iter().map(|letter| letter["subject"].as_str().unwrap()).collect()
}

impl World {
    /// The newest letter that carries a link.
    pub async fn letter_with_link(&self) -> Value {
        let letters = self.letters(1).await;
        let linked = |letter: &&Value| letter["text"].as_str().unwrap().contains("/#/link/");
        letters.iter().rev().find(linked).unwrap().clone()
    }

    /// The reader of a letter calls it unwanted; until that is noted.
    async fn complains_about(&self, letter: &Value) {
        let reader = json!({ "emailAddress": letter["to"] });
        let complaint = json!({ "complaint": { "complainedRecipients": [reader] } });
        self.mail_event(letter, "Complaint", complaint);
        let noted = |item: &Value| item["undeliverable"]["M"]["why"]["S"] == "complaint";
        self.item_like("CONTRACT", noted).await;
    }

    /// So many more contracts, with a device and a contact each, that all belong to the same part of a run.
    async fn import_contracts_of_one_part(&self, count: usize) {
        let part = |no: &str| Sha256::digest(format!("DE#40000000#{no}"))[0] % store::Store::SHARDS;
        let numbers = (0..).map(|i| format!("P{i}")).filter(|no| part(no) == 7).take(count);
        let mut files = BTreeMap::from([
            ("customers.csv", "country,customer_no,name\nDE,40000000,Viele GmbH\n".to_owned()),
            ("contracts.csv", "country,customer_no,contract_no,starts,ends,dealer_name,dealer_phone,dealer_email\n".to_owned()),
            ("models.csv", "name,read_counters_de,read_counters_en,print_status_page_de,print_status_page_en\nMX,Menü,Menu,Menü,Menu\n".to_owned()),
            ("addresses.csv", "country,customer_no,contract_no,id,name,street,postcode,city,address_country,attention,additional_info\n".to_owned()),
            ("devices.csv", "country,customer_no,contract_no,serial,model,site,address,installed,removed\n".to_owned()),
            ("counters.csv", "country,customer_no,contract_no,serial,counter,kind,label,maximum,reading_date,reading\n".to_owned()),
            ("contacts.csv", "country,customer_no,contract_no,first_name,last_name,email,phone,language\n".to_owned()),
        ]);
        let mut add = |file: &str, line: String| *files.get_mut(file).unwrap() += &(line + "\n");
        for no in numbers {
            let key = format!("DE,40000000,{no}");
            add("contracts.csv", format!("{key},2024-01-01,,,,"));
            add("addresses.csv", format!("{key},H1,Viele,Weg 1,40549,Düsseldorf,DE,,"));
            add("devices.csv", format!("{key},D1,MX,Büro,H1,2024-01-01,"));
            add("counters.csv", format!("{key},D1,MONO1,mono,MONO1,999999,2026-09-30,9000"));
            add("contacts.csv", format!("{key},Max,Viel,{no}@viele.example,,de"));
        }
        self.import_files(files).await;
    }
}

// ---- when

#[tokio::test]
async fn at_quarter_end_the_open_devices_are_named_with_a_link() {
    let world = at_quarter_end().await;

    world.morning().await;

    let letters = world.letters(1).await;
    assert_eq!(subjects(&letters), ["Erinnerung: Zählerstände bis 31.12.2026, noch 2 Geräte"]);
    for form in ["text", "html"] {
        let body = letters[0][form].as_str().unwrap();
        for part in [
            "Bis Donnerstag, 31. Dezember 2026 fehlen noch die Zählerstände von 2 Geräten",
            "zuletzt 30.09.2026",
            "2 Geräte melden",
            "/#/link/",
            "gilt bis Montag, 18. Januar 2027",
            "können zusätzliche Kosten entstehen",
        ] {
            assert!(body.contains(part), "{part:?} is missing in the {form}: {body}");
        }
        assert!(!body.contains(&world.contract()), "the contract number opens the portal");
    }
}

#[tokio::test]
async fn three_runs_of_a_day_and_two_at_once_send_one_letter() {
    let world = at_quarter_end().await;

    world.morning().await;
    join_all((0..2).map(|_| world.morning())).await;
    world.morning().await;

    assert_eq!(world.letters(1).await.len(), 1);
}

#[tokio::test]
async fn who_has_reported_everything_is_not_asked() {
    let world = at_quarter_end().await;
    let mut user = world.user().await;
    user.report("k", "2026-12-28", &["A", "B"]).await;

    world.morning().await;

    assert_eq!(subjects(&world.letters(1).await), ["Zählerstände gemeldet: 2 Geräte"]);
}

#[tokio::test]
async fn only_the_devices_that_are_open_are_named() {
    let world = at_quarter_end().await;
    let mut user = world.user().await;
    user.report("k", "2026-12-28", &["A"]).await;

    world.morning().await;

    let letters = world.letters(1).await;
    let asked = "Erinnerung: Zählerstände bis 31.12.2026, noch ein Gerät";
    assert_eq!(subjects(&letters), ["Zählerstände gemeldet: ein Gerät", asked]);
}

#[tokio::test]
async fn before_the_window_opens_nobody_is_asked() {
    let world = two_devices().private_world_on("2026-12-16T10:00:00Z").await;

    world.morning().await;

    assert_eq!(world.letters(0).await, Vec::<Value>::new());
}

#[tokio::test]
async fn each_stage_is_sent_on_its_day_until_the_window_closes() {
    let world = two_devices().private_world_on("2026-12-16T05:00:00Z").await;
    for day in 0..40 {
        world.travel_to("2026-12-16T05:00:00Z");
        world.advance(day * 86_400);
        world.morning().await;
    }
    let letters = world.letters(6).await;

    let days: Vec<&str> =
        letters.iter().map(|letter| &letter["at"].as_str().unwrap()[..10]).collect();
    assert_eq!(
        days,
        ["2026-12-17", "2026-12-28", "2026-12-31", "2027-01-03", "2027-01-07", "2027-01-14"]
    );
    assert_eq!(subjects(&letters)[3..], ["Überfällig: Zählerstände von 2 Geräten"; 3],);
}

#[tokio::test]
async fn missed_runs_are_made_up_for_by_the_newest_stage_alone() {
    let world = two_devices().private_world_on("2026-12-17T05:00:00Z").await;
    world.morning().await;
    world.letters(1).await;
    world.travel_to("2027-01-08T05:00:00Z");

    world.morning().await;

    assert_eq!(
        subjects(&world.letters(2).await),
        ["Zählerstände bis 31.12.2026: 2 Geräte", "Überfällig: Zählerstände von 2 Geräten"]
    );
    let fate = |item: &Value| {
        let text = |name: &str| item[name]["S"].as_str().unwrap().to_owned();
        (text("sk"), text("fate"))
    };
    let recorded: Vec<_> = world.items("REMINDER").await.iter().map(fate).collect();
    let expected = [
        ("2026-Q4#late", "skipped"),
        ("2026-Q4#later", "sent"),
        ("2026-Q4#opening", "sent"),
        ("2026-Q4#overdue", "sent"),
        ("2026-Q4#soon", "skipped"),
        ("2026-Q4#today", "skipped"),
    ];
    assert_eq!(recorded, expected.map(|(mark, fate)| (mark.to_owned(), fate.to_owned())));
}

#[tokio::test]
async fn a_reading_that_comes_in_while_a_reminder_is_prepared_stops_it() {
    let world = at_quarter_end().await;
    let store = world.edition().store();
    let key = world.contract_key();
    let facts = store.reminder_facts(&key).await.unwrap().unwrap();
    let today = jiff::civil::date(2026, 12, 28);
    let reminder = facts.due(today).unwrap();
    world.user().await.report("k", "2026-12-28", &["A"]).await;

    let ended = store.remind(&facts, &reminder, world.edition().clock.now()).await.unwrap();

    assert_eq!(ended, store::Reminded::Changed);
    assert_eq!(world.items("REMINDER").await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_part_that_runs_out_of_time_hands_on_the_rest() {
    let world = Fleet::new().impatient_world().await;
    world.travel_to("2026-12-28T10:00:00Z");
    // More than a page of contracts in one part.
    world.import_contracts_of_one_part(70).await;

    world.morning().await;

    let letters = world.anyone().get("/mail/letters.json").await;
    let theirs = |letter: &&Value| letter["to"].as_str().unwrap().ends_with("@viele.example");
    assert_eq!(letters.json.as_array().unwrap().iter().filter(theirs).count(), 70);
    let parts = world.events_of("ShardPlanned").await;
    assert!(parts.len() > 64, "{} parts", parts.len());
}

// ---- overdue

#[tokio::test]
async fn from_the_day_after_the_due_date_devices_are_overdue_and_the_operator_is_told_once() {
    let world = two_devices().private_world_on("2026-12-31T10:00:00Z").await;
    let mut user = world.user().await;
    assert_eq!(user.get("/api/devices").await.json["devices"][0]["overdue"], false);
    world.travel_to("2027-01-01T05:00:00Z");
    user.sign_in().await;

    for _ in 0..3 {
        world.morning().await;
    }

    let device = user.get("/api/devices").await.json["devices"][0].clone();
    assert_eq!((&device["due"], &device["overdue"]), (&json!(true), &json!(true)));
    let told = world.events_of("ReadingsOverdue").await;
    assert_eq!(told.len(), 1);
    let data = &told[0]["detail"]["data"];
    assert_eq!(
        data,
        &json!({ "quarter": "2026-Q4", "due": "2026-12-31", "devices": ["A", "B"], "open": 2 })
    );
}

#[tokio::test]
async fn the_list_of_overdue_devices_proves_every_reminder() {
    let world = two_devices().private_world_on("2026-12-28T05:00:00Z").await;
    world.morning().await;
    world.travel_to("2027-01-03T05:00:00Z");
    world.morning().await;
    world.user().await.report("k", "2027-01-03", &["A"]).await;
    let mut list = Vec::new();

    let day = jiff::civil::date(2027, 1, 5);
    local::overdue::list(&world.edition().store(), Some(day), &mut list).await.unwrap();

    let list = String::from_utf8(list).unwrap();
    let mut lines = list.lines();
    assert!(lines.next().unwrap().starts_with("country,customer_no,contract_no,customer,serial"));
    let (erika, customer) = (world.mail_address(), world.customer());
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [format!(
            "DE,{customer},{},Musterwerke GmbH,B,M{customer},Büro,2026-Q4,2026-12-31,5,{erika},2026-12-28 soon: {erika} delivered; 2027-01-03 late: {erika} delivered",
            world.contract(),
        )]
    );
}

// ---- who

#[tokio::test]
async fn those_who_are_responsible_for_readings_are_asked_and_nobody_else() {
    let mut fleet = two_devices();
    fleet.contact("Max", "Zaehler").responsible("Max", "readings");
    let world = fleet.private_world_on("2026-12-28T10:00:00Z").await;

    world.morning().await;

    let letters = world.letters(1).await;
    let to: Vec<_> = letters.iter().map(|letter| letter["to"].as_str().unwrap()).collect();
    assert_eq!(to, [format!("max.zaehler@c{}.example", world.customer())]);
}

#[tokio::test]
async fn who_is_responsible_for_one_device_is_asked_for_it_alone_and_everybody_for_the_rest() {
    let mut fleet = two_devices();
    fleet.contact("Max", "Zaehler");
    let world = fleet.private_world_on("2026-12-28T10:00:00Z").await;
    let mut erika = world.confirmed().await;
    let form = json!({
        "first_name": "Max", "last_name": "Zaehler", "language": "de",
        "email": format!("max.zaehler@c{}.example", world.customer()),
        "duties": [{ "duty": "readings", "devices": ["B"] }],
    });
    let path = format!("/api/contacts/{}", erika.id_of("Max").await);
    assert_eq!(erika.keyed("PUT", &path, "k", form).await.status, 200);

    world.morning().await;

    let rest = world.letters_to("erika.muster", 2).await;
    let rest = rest.last().unwrap()["text"].as_str().unwrap();
    // Nobody in particular is responsible for A.
    assert!(rest.contains("\n  A, zuletzt") && !rest.contains("\n  B, zuletzt"), "{rest}");
    let max = &world.letters_to("max.zaehler", 1).await[0];
    assert!(max["text"].as_str().unwrap().contains("\n  B, zuletzt"), "{max}");
}

#[tokio::test]
async fn a_contact_that_is_not_confirmed_gets_a_letter_without_a_key() {
    let world = at_quarter_end().await;
    let mut user = world.user().await;
    let form = json!({
        "first_name": "Max", "last_name": "Neu", "language": "de",
        "email": format!("max.neu@c{}.example", world.customer()),
        "duties": [{ "duty": "readings" }],
    });
    assert_eq!(user.keyed("POST", "/api/contacts", "k", form).await.status, 201);

    world.morning().await;

    let letter = &world.letters_to("max.neu", 1).await[0];
    let text = letter["text"].as_str().unwrap();
    assert!(!text.contains("/#/link/") && text.contains("/#/readings"), "{text}");
    // And who is confirmed is not silenced by it.
    let of_erika = world.letters_to("erika.muster", 2).await;
    let asked = of_erika.iter().filter(|one| one["text"].as_str().unwrap().contains("/#/link/"));
    assert_eq!(asked.count(), 1);
}

#[tokio::test]
async fn a_duty_that_is_given_wrong_is_refused_by_its_field() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let cases = [
        (json!([{ "duty": "coffee" }]), ("#/duties/0/duty", "wrong_type")),
        (
            json!([{ "duty": "readings" }, { "duty": "readings" }]),
            ("#/duties/1/duty", "duty_twice"),
        ),
        (json!([{ "duty": "readings", "devices": [] }]), ("#/duties/0/devices", "required")),
        (
            json!([{ "duty": "readings", "devices": ["A B"] }]),
            ("#/duties/0/devices", "serial_form"),
        ),
        (json!([{ "duty": "readings", "device": "A" }]), ("#/duties/0/device", "unknown_field")),
        (json!("readings"), ("#/duties", "wrong_type")),
    ];
    for (duties, refused) in cases {
        let form = json!({ "first_name": "Max", "last_name": "Neu", "language": "de", "email": "max@neu.example", "duties": duties });
        let answer = user.keyed("POST", "/api/contacts", "k", form).await;
        assert_eq!((answer.status, answer.refused()), (422, vec![refused]), "{}", answer.text);
    }
}

#[tokio::test]
async fn a_hard_bounce_marks_the_contact_and_the_next_one_is_asked_instead() {
    let mut fleet = two_devices();
    fleet.contact("Max", "Zaehler").responsible("Max", "readings");
    let world = fleet.private_world_on("2026-12-28T10:00:00Z").await;
    world.morning().await;
    let letter = world.letters(1).await.remove(0);
    let bounce = json!({ "bounce": { "bounceType": "Permanent", "bouncedRecipients": [{ "emailAddress": letter["to"] }] } });

    for _ in 0..2 {
        world.mail_event(&letter, "Bounce", bounce.clone());
    }

    let next = world.letters_to("erika.muster", 1).await;
    assert_eq!(next[0]["subject"], letter["subject"]);
    let contacts = world.user().await.get("/api/contacts").await;
    let marks: Vec<_> =
        contacts.json["contacts"].as_array().unwrap().iter().map(|c| &c["undeliverable"]).collect();
    assert_eq!(marks, [&Value::Null, &json!({ "since": "2026-12-28", "why": "bounce" })]);
    assert_eq!(world.letters(2).await.len(), 2);
}

#[tokio::test]
async fn a_complaint_counts_like_a_bounce_and_a_passing_failure_does_not() {
    let mut fleet = two_devices();
    fleet.contact("Max", "Zaehler");
    let world = fleet.private_world_on("2026-12-28T10:00:00Z").await;
    world.morning().await;
    let erika = world.letters_to("erika.muster", 1).await.remove(0);
    let max = world.letters_to("max.zaehler", 1).await.remove(0);

    world.mail_event(&erika, "Bounce", json!({ "bounce": { "bounceType": "Transient", "bouncedRecipients": [{ "emailAddress": erika["to"] }] } }));

    world.complains_about(&max).await;
    let contacts = world.user().await.get("/api/contacts").await;
    let marked = contacts.json["contacts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|c| !c["undeliverable"].is_null())
        .count();
    assert_eq!(marked, 1, "{}", contacts.text);
}

#[tokio::test]
async fn a_new_e_mail_takes_the_mark_away() {
    let mut fleet = two_devices();
    fleet.contact("Max", "Zaehler");
    let world = fleet.private_world_on("2026-12-28T10:00:00Z").await;
    world.morning().await;
    let max = world.letters_to("max.zaehler", 1).await.remove(0);
    world.complains_about(&max).await;
    let mut erika = world.confirmed().await;
    let path = format!("/api/contacts/{}", erika.id_of("Max").await);
    let form = |email: &str| json!({ "first_name": "Max", "last_name": "Zaehler", "language": "de", "email": email });

    let same = erika.keyed("PUT", &path, "a", form(max["to"].as_str().unwrap())).await;
    let still = erika.get("/api/contacts").await;
    let other = erika.keyed("PUT", &path, "b", form("max@neu.example")).await;
    let gone = erika.get("/api/contacts").await;

    assert_eq!((same.status, other.status), (200, 200));
    let mark = |answer: &crate::world::Answer| {
        answer.json["contacts"].as_array().unwrap().iter().any(|c| !c["undeliverable"].is_null())
    };
    assert!(mark(&still), "the same e-mail still does not arrive");
    assert!(!mark(&gone));
}

// ---- what the link opens

#[tokio::test]
async fn a_link_opens_the_sheet_without_the_numbers() {
    let world = at_quarter_end().await;
    world.morning().await;
    let letter = &world.letters(1).await[0];
    let mut reader = world.anyone();

    let opened = reader.open_link(letter).await;

    assert_eq!((opened.status, &opened.json["level"]), (201, &json!("link")), "{}", opened.text);
    let customer = world.customer();
    assert_eq!(opened.json["customer"]["no"], format!("•••••{}", &customer[5..]));
    let cookie = reader.cookie().unwrap().to_owned();
    for shown in [&opened.text, &cookie] {
        assert!(!shown.contains(&customer) && !shown.contains(&world.contract()), "{shown}");
    }
    reader.report("k", "2026-12-28", &["A"]).await;
    let devices = reader.get("/api/devices").await;
    assert_eq!(devices.json["devices"][0]["due"], false);
    assert_eq!(devices.json["addresses"][0]["attention_hint"], Value::Null);
}

#[tokio::test]
async fn a_link_opens_nothing_but_the_sheet() {
    let world = at_quarter_end().await;
    world.morning().await;
    let letter = &world.letters(1).await[0];
    let mut reader = world.anyone();
    reader.open_link(letter).await;
    let forbidden = [
        ("GET", "/api/contacts"),
        ("GET", "/api/orders"),
        ("GET", "/api/orders/263274819204"),
        ("POST", "/api/orders"),
        ("POST", "/api/orders/check"),
        ("POST", "/api/contacts"),
        ("GET", "/api/devices/A/articles"),
        ("GET", "/api/devices/A/readings"),
    ];
    for (method, path) in forbidden {
        let body = (method == "POST").then(|| "{}".to_owned());
        let answer = reader.send(method, path, Some("k"), body).await;
        assert_eq!((answer.status, answer.problem()), (403, "sign_in_needed"), "{method} {path}");
    }
}

#[tokio::test]
async fn a_link_can_be_opened_again_for_21_days() {
    let world = at_quarter_end().await;
    world.morning().await;
    let letter = &world.letters(1).await[0];
    let mut statuses = Vec::new();
    for moment in ["2026-12-28T11:00:00Z", "2027-01-18T09:00:00Z", "2027-01-18T11:00:00Z"] {
        world.travel_to(moment);
        let answer = world.anyone().open_link(letter).await;
        statuses.push((answer.status, answer.problem().to_owned()));
    }

    let good = (201, String::new());
    assert_eq!(statuses, [good.clone(), good, (401, "link_over".to_owned())]);
}

#[tokio::test]
async fn a_link_that_was_never_made_is_refused_like_one_that_is_over() {
    let world = at_quarter_end().await;
    world.morning().await;
    let token = token(&world.letters(1).await[0]);
    let mut parts: Vec<&str> = token.split('.').collect();
    parts[2] = "1900000000";
    let longer = parts.join(".");
    let mut texts = Vec::new();
    for token in ["x", "", "a.b.c.d", &longer, &token[1..]] {
        let answer = world.anyone().post("/api/session/link", json!({ "token": token })).await;
        assert_eq!((answer.status, answer.problem()), (401, "link_over"), "{token}");
        assert_eq!(answer.header("set-cookie"), "");
        texts.push(answer.text);
    }
    assert!(texts.iter().all(|text| *text == texts[0]));
}

#[tokio::test]
async fn a_link_of_a_contact_that_is_gone_opens_nothing() {
    let mut fleet = two_devices();
    fleet.contact("Max", "Zaehler");
    let world = fleet.private_world_on("2026-12-28T10:00:00Z").await;
    world.morning().await;
    let letter = world.letters_to("max.zaehler", 1).await.remove(0);
    let mut erika = world.confirmed().await;
    let path = format!("/api/contacts/{}", erika.id_of("Max").await);
    assert_eq!(erika.keyed("DELETE", &path, "k", Value::Null).await.status, 204);

    let answer = world.anyone().open_link(&letter).await;

    assert_eq!((answer.status, answer.problem()), (401, "link_over"));
}

#[tokio::test]
async fn who_is_signed_in_already_stays_so() {
    let world = at_quarter_end().await;
    world.morning().await;
    let letter = &world.letters(1).await[0];
    let mut user = world.user().await;
    let cookie = user.cookie().map(str::to_owned);

    let opened = user.open_link(letter).await;

    assert_eq!((opened.status, &opened.json["level"]), (201, &json!("numbers")));
    assert_eq!(user.cookie().map(str::to_owned), cookie);
}

#[tokio::test]
async fn a_mail_scanner_that_fetches_the_link_changes_nothing() {
    let world = at_quarter_end().await;
    world.morning().await;
    let letter = &world.letters(1).await[0];
    let before = world.items("SESSION").await.len();

    // What is fetched ends at the fragment.
    for path in ["/", "/api/session/link"] {
        world.anyone().get(path).await;
    }

    assert_eq!(world.items("SESSION").await.len(), before);
    assert_eq!(world.anyone().open_link(letter).await.status, 201);
}

// ---- receipts

#[tokio::test]
async fn a_report_gets_one_receipt_with_values_pages_and_what_is_open() {
    let world = at_quarter_end().await;
    let mut user = world.user().await;

    user.report("k", "2026-12-28", &["A"]).await;

    let letters = world.letters(1).await;
    assert_eq!(letters.len(), 1);
    for form in ["text", "html"] {
        let body = letters[0][form].as_str().unwrap();
        for part in [
            "Ein Zählerstand ist eingegangen",
            "am Montag, 28. Dezember 2026",
            "FARBE1: 6.000 (1.000 Seiten)",
            "MONO1: 9.500 (500 Seiten)",
            "Noch offen, fällig am Donnerstag, 31. Dezember 2026",
            "zuletzt 30.09.2026",
            "/#/link/",
        ] {
            assert!(body.contains(part), "{part:?} is missing in the {form}: {body}");
        }
    }
}

#[tokio::test]
async fn a_report_in_several_parts_gets_one_receipt_for_all() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187");
    let serials: Vec<String> = (0..60).map(|i| format!("D{i:02}")).collect();
    for serial in &serials {
        fleet.device(serial, "H1");
    }
    let world = fleet.private_world_on("2026-12-28T10:00:00Z").await;
    let mut user = world.user().await;
    let serials: Vec<&str> = serials.iter().map(String::as_str).collect();

    user.report("k", "2026-12-28", &serials).await;
    user.report("k", "2026-12-28", &serials).await;
    world.rest().await;

    assert_eq!(subjects(&world.letters(1).await), ["Zählerstände gemeldet: 60 Geräte"]);
}

#[tokio::test]
async fn a_receipt_goes_to_who_came_by_a_link_and_to_those_who_are_known() {
    let mut fleet = two_devices();
    fleet.contact("Max", "Zaehler").responsible("Max", "readings");
    let world = fleet.private_world_on("2026-12-28T10:00:00Z").await;
    world.morning().await;
    let mut max = world.anyone();
    max.open_link(&world.letters_to("max.zaehler", 1).await[0]).await;

    max.report("k", "2026-12-28", &["A", "B"]).await;
    world.rest().await;

    for name in ["max.zaehler", "erika.muster"] {
        let letter = world.letters_to(name, 1).await.pop().unwrap();
        assert_eq!(letter["subject"], "Zählerstände gemeldet: 2 Geräte");
    }
}
