//! What the operator tells of tickets, and the letters that tickets send.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::tickets::{every_script, fault};
use crate::world::{Fleet, World, join_all};

/// One device at one address, on a portal of its own.
async fn private_world() -> World {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    fleet.private_world().await
}

fn state(number: &str, visit: u32, state: &str) -> Value {
    json!({ "ticket": number, "visit": visit, "state": state })
}

async fn subjects(world: &World, name: &str) -> Vec<String> {
    let letters = world.letters_to(name, 0).await;
    letters.iter().map(|letter| letter["subject"].as_str().unwrap().to_owned()).collect()
}

/// The text of a letter's HTML, as a reader sees it.
fn seen(html: &str) -> String {
    let text = html.replace("<br>", "\n");
    ["&#60;<", "&#62;>", "&#34;\"", "&#39;'", "&#38;&"].iter().fold(text, |text, pair| {
        let (entity, plain) = pair.split_at(pair.len() - 1);
        text.replace(entity, plain)
    })
}

// ---- what they do

#[tokio::test]
async fn a_ticket_goes_on_as_the_operator_tells_and_each_step_is_mailed() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;
    world.rest().await;
    let mut planned = state(&number, 1, "scheduled");
    planned["appointment"] = json!({ "date": "2026-12-02", "from": "08:00", "until": "12:00" });

    world
        .tell(
            "1",
            "TicketReplied",
            json!({ "ticket": number, "text": "Welche Farbe?", "author": "Frau Kern" }),
        )
        .await;
    world.tell("2", "TicketStateChanged", planned).await;
    world.tell("3", "TicketStateChanged", state(&number, 1, "done")).await;

    let shown = user.ticket(&number).await.json;
    let states: Vec<_> =
        shown["history"].as_array().unwrap().iter().map(|s| s["state"].clone()).collect();
    assert_eq!(states, ["received", "scheduled", "done"]);
    assert_eq!(
        shown["history"][1]["appointment"],
        json!({ "date": "2026-12-02", "from": "08:00", "until": "12:00" })
    );
    assert_eq!(
        (&shown["messages"][1]["author"], &shown["last_from"]),
        (&json!("Frau Kern"), &json!("operator"))
    );
    let name = shown["shown"].as_str().unwrap();
    let expected =
        ["ist erfasst", "Nachricht für Sie", "Termin am 02.12.2026", "ist abgeschlossen"];
    let heard = subjects(&world, "erika.muster").await;
    assert_eq!(heard.len(), 4, "{heard:?}");
    for (subject, part) in heard.iter().zip(expected) {
        assert!(subject.contains(name) && subject.contains(part), "{subject}: {part}");
    }
    assert_eq!(world.set_aside(), []);
}

#[tokio::test]
async fn the_letter_of_an_appointment_names_day_and_hours_and_what_was_said() {
    let world = private_world().await;
    let number = world.user().await.reported("k").await;
    world.rest().await;
    let mut planned = state(&number, 1, "scheduled");
    planned["appointment"] = json!({ "date": "2026-12-02", "from": "08:00", "until": "12:00" });
    planned["note"] = json!("Bitte den Zugang freihalten.");

    world.tell("1", "TicketStateChanged", planned).await;

    let letter = world.letters_to("erika.muster", 2).await.remove(1);
    for form in ["html", "text"] {
        let text = letter[form].as_str().unwrap();
        for part in [
            "Mittwoch, 2. Dezember 2026, 08:00 bis 12:00 Uhr",
            "Bitte den Zugang freihalten.",
            &format!("/#/tickets/{number}"),
        ] {
            assert!(text.contains(part), "{form} lacks {part}: {text}");
        }
    }
}

#[tokio::test]
async fn a_text_of_every_script_stands_unchanged_in_the_letter() {
    let world = private_world().await;
    let mut user = world.user().await;
    let text = every_script();
    let mut form = fault(&mut user).await;
    form["text"] = json!(text);
    let opened = user.keyed("POST", "/api/tickets", "k", form).await;
    let number = opened.json["number"].as_str().unwrap();

    world.tell("1", "TicketReplied", json!({ "ticket": number, "text": text })).await;

    for letter in world.letters_to("erika.muster", 2).await {
        let (html, plain) = (letter["html"].as_str().unwrap(), letter["text"].as_str().unwrap());
        assert!(seen(html).contains(&text) && plain.contains(&text), "{}", letter["subject"]);
    }
}

#[tokio::test]
async fn a_message_for_a_done_ticket_is_kept_and_opens_nothing() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;
    world.tell("1", "TicketStateChanged", state(&number, 1, "done")).await;

    world
        .tell("2", "TicketReplied", json!({ "ticket": number, "text": "Die Rechnung folgt." }))
        .await;

    let shown = user.ticket(&number).await;
    assert_eq!((&shown.json["state"], &shown.json["visit"]), (&json!("done"), &json!(1)));
    assert_eq!(shown.texts().last(), Some(&"Die Rechnung folgt."));
    let letter = world.letters_to("erika.muster", 3).await.remove(2);
    let text = letter["text"].as_str().unwrap();
    assert!(text.contains("weiteren Besuch") && text.contains("bleibt abgeschlossen"), "{text}");
}

#[tokio::test]
async fn a_further_visit_goes_its_own_way_and_late_news_of_the_first_change_nothing() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;
    world.tell("1", "TicketStateChanged", state(&number, 1, "done")).await;
    user.ask_visit(&number, "v", "Wieder Streifen").await;

    world.tell("2", "TicketStateChanged", state(&number, 1, "cancelled")).await;
    world.tell("3", "TicketStateChanged", state(&number, 2, "scheduled")).await;

    let shown = user.ticket(&number).await.json;
    assert_eq!((&shown["state"], &shown["visit"]), (&json!("scheduled"), &json!(2)));
    assert!(subjects(&world, "erika.muster").await.last().unwrap().contains("/2"));
    assert_eq!(world.set_aside(), []);
}

// ---- doubled, late, illegal, unknown

#[tokio::test]
async fn an_event_that_comes_twice_is_applied_once() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;
    let event =
        world.told("1", "TicketReplied", json!({ "ticket": number, "text": "Einmal" })).await;

    for _ in 0..5 {
        world.put(&event);
    }
    world.rest().await;

    assert_eq!(user.ticket(&number).await.texts(), ["Streifen auf jeder Seite", "Einmal"]);
    assert_eq!(subjects(&world, "erika.muster").await.len(), 2);
}

#[tokio::test]
async fn a_late_state_changes_nothing_and_is_not_mailed() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;
    world.tell("1", "TicketStateChanged", state(&number, 1, "done")).await;

    world.tell("2", "TicketStateChanged", state(&number, 1, "scheduled")).await;

    assert_eq!(user.ticket(&number).await.json["state"], "done");
    assert_eq!(subjects(&world, "erika.muster").await.len(), 2);
    assert_eq!(world.set_aside(), []);
}

#[tokio::test]
async fn what_cannot_be_is_set_aside_and_changes_nothing() {
    let world = private_world().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;
    world.tell("0", "TicketStateChanged", state(&number, 1, "done")).await;
    let nowhere = domain::CaseNo::new(jiff::civil::date(2026, 1, 1), 1).to_string();
    let long = "x".repeat(4_001);
    let cases = [
        ("TicketStateChanged", state(&number, 1, "cancelled")),
        ("TicketStateChanged", state(&number, 2, "scheduled")),
        ("TicketStateChanged", state(&number, 0, "done")),
        ("TicketStateChanged", state(&number, 1, "forgotten")),
        ("TicketStateChanged", state(&nowhere, 1, "done")),
        (
            "TicketStateChanged",
            json!({ "ticket": number, "visit": 1, "state": "done", "appointment": { "date": "2026-12-02" } }),
        ),
        ("TicketReplied", json!({ "ticket": number, "text": long })),
        ("TicketReplied", json!({ "ticket": number, "text": " " })),
        ("TicketReplied", json!({ "ticket": number, "text": "x", "colour": "red" })),
        ("TicketReopened", json!({ "ticket": number })),
    ];
    let before = user.ticket(&number).await.text;

    for (at, (kind, data)) in cases.iter().enumerate() {
        world.tell(&format!("bad-{at}"), kind, data.clone()).await;
    }

    let mut aside: Vec<_> = world.set_aside().into_iter().map(|(_, id, _)| id).collect();
    aside.sort();
    let expected: Vec<String> = (0..cases.len()).map(|at| format!("bad-{at}")).collect();
    assert_eq!(aside, expected);
    assert_eq!(user.ticket(&number).await.text, before);
}

#[tokio::test]
async fn a_ticket_of_another_contract_is_set_aside() {
    let world = private_world().await;
    let mut other = Fleet::new();
    other.address("H1", "Anderswo 1").device("A", "H1");
    world.import_again(&other).await;
    let number = world.user().await.reported("k").await;
    let mut event =
        world.told("1", "TicketReplied", json!({ "ticket": number, "text": "x" })).await;
    event["contract_ref"] = json!("01J00000000000000000000000");

    world.put(&event);
    world.rest().await;

    assert_eq!(world.set_aside().len(), 1);
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

#[tokio::test]
async fn any_events_doubled_in_any_order_and_at_once_end_in_the_highest_state() {
    let world = private_world().await;
    let mut user = world.user().await;
    let mut dice = Dice(11);
    // By rank: what was done was done, even where it had been called off.
    let states = ["scheduled", "cancelled", "done"];
    let mut sent: BTreeMap<String, (Vec<usize>, usize)> = BTreeMap::new();
    let mut calls = Vec::new();
    for round in 0..10 {
        let number = user.reported(&format!("p{round}")).await;
        for turn in 0..1 + dice.roll(6) {
            let (kind, id) = (dice.roll(4), format!("{round}-{turn}"));
            let said = sent.entry(number.clone()).or_default();
            let event = match states.get(kind) {
                Some(told) => {
                    said.0.push(kind);
                    world.told(&id, "TicketStateChanged", state(&number, 1, told)).await
                }
                None => {
                    said.1 += 1;
                    world.told(&id, "TicketReplied", json!({ "ticket": number, "text": id })).await
                }
            };
            calls.extend(vec![event; 1 + dice.roll(3)]);
        }
    }
    for place in (1..calls.len()).rev() {
        calls.swap(place, dice.roll(place + 1));
    }

    // Straight to the handler and all at once, harder than any bus would.
    let (store, now) = (world.store(), world.edition().clock.now());
    let applied = calls.iter().map(|event| {
        let (store, kind) = (store.clone(), event["type"].as_str().unwrap());
        async move {
            for _ in 0..20 {
                match apply_ticket_event::handle(store.clone(), kind, event, now).await {
                    Err(store::Unapplied::Table(domain::Error::Busy)) => {}
                    Err(store::Unapplied::Table(err)) => panic!("{err}"),
                    Ok(_) | Err(store::Unapplied::SetAside(_)) => return,
                }
            }
            panic!("busy for ever");
        }
    });
    join_all(applied).await;
    world.rest().await;

    let letters = subjects(&world, "erika.muster").await;
    for (number, (told, words)) in &sent {
        let shown = user.ticket(number).await.json;
        let highest = told.iter().max().map_or("received", |kind| states[*kind]);
        assert_eq!((&shown["state"], &shown["visit"]), (&json!(highest), &json!(1)), "{told:?}");
        assert_eq!(shown["message_count"], json!(1 + words), "{number}");
        let name = shown["shown"].as_str().unwrap();
        let about = |part: &str| {
            letters.iter().filter(|one| one.contains(name) && one.contains(part)).count()
        };
        assert_eq!(about("Nachricht für Sie"), *words, "{number}");
        let last = match highest {
            "received" => continue,
            "scheduled" => "ist eingeplant",
            "cancelled" => "ist storniert",
            _ => "ist abgeschlossen",
        };
        assert_eq!(about(last), 1, "{number}: {letters:?}");
    }
}

// ---- who is written to

#[tokio::test]
async fn whoever_is_responsible_for_tickets_is_told_as_well() {
    let mut fleet = Fleet::new();
    fleet.contact("Anna", "Zander").contact("Otto", "Ohne").responsible("Anna", "tickets");
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    let world = fleet.private_world().await;
    let mut user = world.confirmed().await;
    let contacts = user.get("/api/contacts").await.json["contacts"].clone();
    let erika = contacts.as_array().unwrap().iter().find(|c| c["first_name"] == "Erika").unwrap();
    let form =
        json!({ "kind": "fault", "serial": "A", "contact_id": erika["id"], "text": "Streifen" });
    user.keyed("POST", "/api/tickets", "k", form).await;
    world.rest().await;

    let anna = world.letters_to("anna.zander", 1).await;
    assert!(anna[0]["text"].as_str().unwrap().contains("Streifen"), "{}", anna[0]["text"]);
    assert!(subjects(&world, "erika.muster").await.iter().any(|one| one.contains("ist erfasst")));
    assert_eq!(subjects(&world, "otto.ohne").await.len(), 0);
}

#[tokio::test]
async fn what_was_opened_by_numbers_is_noticed_by_all_who_are_known_without_the_words() {
    let mut fleet = Fleet::new();
    fleet.contact("Anna", "Zander").address("H1", "Hansaallee 187").device("A", "H1");
    let world = fleet.private_world().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;
    user.reply(&number, "r", "Noch immer Streifen").await;
    world.rest().await;

    let mut titles = subjects(&world, "anna.zander").await;
    titles.extend(subjects(&world, "erika.muster").await);
    titles.sort();
    titles.dedup();
    let notices = [
        "Über Ihren Vertrag wurde eine Serviceanfrage gestellt",
        "Zu einem Projekt wurde etwas geschrieben",
    ];
    assert!(notices.iter().all(|notice| titles.iter().any(|title| title == notice)), "{titles:?}");
    for name in ["anna.zander", "erika.muster"] {
        for letter in world.letters_to(name, 1).await {
            let noticed = notices.iter().any(|notice| letter["subject"] == *notice);
            assert!(!noticed || !letter["text"].as_str().unwrap().contains("Streifen"), "{letter}");
        }
    }
}

#[tokio::test]
async fn a_stranger_who_makes_himself_responsible_reads_nobody_elses_words() {
    let world = private_world().await;
    let mut erika = world.confirmed().await;
    let stranger = json!({ "first_name": "Mal", "last_name": "Lory", "email": format!("mal.lory@c{}.example", world.customer()), "language": "de", "duties": [{ "duty": "tickets" }] });
    world.user().await.keyed("POST", "/api/contacts", "c", stranger).await;
    let contacts = erika.get("/api/contacts").await.json["contacts"].clone();
    let own = contacts.as_array().unwrap().iter().find(|c| c["first_name"] == "Erika").unwrap();
    let form = json!({ "kind": "question", "serial": "A", "contact_id": own["id"], "text": "Streng vertraulich" });
    erika.keyed("POST", "/api/tickets", "k", form).await;
    world.rest().await;

    for letter in world.letters_to("mal.lory", 1).await {
        assert!(!letter["text"].as_str().unwrap().contains("vertraulich"), "{}", letter["text"]);
    }
}

#[tokio::test]
async fn the_receipt_of_an_order_names_the_ticket_of_its_claim_and_a_claim_alone_has_its_own() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").address("H2", "Hafenstraße 14");
    fleet.device("A", "H1").device("B", "H2");
    let world = fleet.private_world().await;
    let mut user = world.user().await;
    let lines = json!([
        { "serial": "A", "article": "4001", "quantity": 1 },
        { "serial": "A", "article": "4002", "quantity": 1, "claim": true },
        { "serial": "B", "article": "4001", "quantity": 1, "claim": true, "reason": "klemmt" },
    ]);

    let placed = user.order("k", lines).await;
    world.rest().await;

    let letters = world.letters_to("erika.muster", 2).await;
    let tickets = placed.json["tickets"].as_array().unwrap();
    let shown = |at: usize| tickets[at]["shown"].as_str().unwrap();
    assert_eq!(letters.len(), 2, "{letters:?}");
    assert!(letters[0]["text"].as_str().unwrap().contains(shown(0)), "{}", letters[0]["text"]);
    assert_eq!(letters[1]["subject"], format!("Reklamation {} ist erfasst", shown(1)));
    assert!(letters[1]["text"].as_str().unwrap().contains("klemmt"), "{}", letters[1]["text"]);
}
