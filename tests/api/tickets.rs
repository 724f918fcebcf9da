use serde_json::{Value, json};

use crate::world::{Answer, Fleet, Person, World, join_all};

/// A fault of device A, for the first contact.
pub async fn fault(person: &mut Person<'_>) -> Value {
    let contact = person.contact_id().await;
    json!({ "kind": "fault", "serial": "A", "contact_id": contact, "text": "Streifen auf jeder Seite" })
}

/// 4 000 characters: scripts that run the other way, combine, stack or take four bytes each, and lines of their own.
pub fn every_script() -> String {
    let sample = "Ü ß ﬁ é ñ ł ş · Ελληνικά · Русский · עִבְרִית\u{200F}! · العربية ١٢٣ · فارسی می\u{200C}خواهم · हिन्दी क्षत्रिय · বাংলা · தமிழ் · ไทย น้ำ · 한국어 각 · 日本語 か\u{3099} · 简体 · 𝔉𝔯𝔞𝔨𝔱𝔲𝔯 · 𓂀 · 👩🏽\u{200D}💻 🇩🇪 ❤\u{FE0F} <b>&amp;</b> \"'` {{x}} =1+1\n\tZeile 2\n";
    let text: String = sample.chars().cycle().take(3_999).collect();
    format!("{text}.")
}

impl Person<'_> {
    /// Opens a ticket about a fault of device A and says its number.
    pub async fn reported(&mut self, key: &str) -> String {
        let form = fault(self).await;
        let opened = self.keyed("POST", "/api/tickets", key, form).await;
        assert_eq!(opened.status, 201, "{}", opened.text);
        opened.json["number"].as_str().unwrap().to_owned()
    }

    pub async fn ticket(&mut self, number: &str) -> Answer {
        self.get(&format!("/api/tickets/{number}")).await
    }

    pub async fn reply(&mut self, number: &str, key: &str, text: &str) -> Answer {
        let path = format!("/api/tickets/{number}/messages");
        self.keyed("POST", &path, key, json!({ "text": text })).await
    }

    pub async fn ask_visit(&mut self, number: &str, key: &str, text: &str) -> Answer {
        let path = format!("/api/tickets/{number}/visits");
        self.keyed("POST", &path, key, json!({ "text": text })).await
    }
}

impl Answer {
    /// The texts of a ticket's messages.
    pub fn texts(&self) -> Vec<&str> {
        let messages = self.json["messages"].as_array().unwrap();
        messages.iter().map(|message| message["text"].as_str().unwrap_or("-")).collect()
    }
}

#[tokio::test]
async fn a_ticket_gets_a_number_with_a_visit_that_people_can_read() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let form = fault(&mut user).await;

    let opened = user.keyed("POST", "/api/tickets", "k", form).await;

    assert_eq!((opened.status, &opened.json["visit"]), (201, &json!(1)), "{}", opened.text);
    let shown = opened.json["shown"].as_str().unwrap();
    assert!(shown.ends_with("/1") && domain::CaseNo::parse(shown).is_ok(), "{shown}");
}

#[tokio::test]
async fn a_ticket_is_found_by_the_number_as_people_say_it() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let form = fault(&mut user).await;
    let opened = user.keyed("POST", "/api/tickets", "k", form).await;
    let said = opened.json["shown"].as_str().unwrap().replace(' ', "%20").replace('/', "%2F");

    let shown = user.ticket(&said).await;

    assert_eq!((shown.status, &shown.json["number"]), (200, &opened.json["number"]));
}

#[tokio::test]
async fn a_ticket_keeps_a_copy_of_the_place_with_what_was_overwritten() {
    let world = World::with_two_devices().await;
    let mut user = world.confirmed().await;
    let mut form = fault(&mut user).await;
    form["visit_name"] = json!("Werk Nord");
    form["attention"] = json!("Frau Neu");

    let opened = user.keyed("POST", "/api/tickets", "k", form).await;

    let shown = user.ticket(opened.json["number"].as_str().unwrap()).await;
    let address = &shown.json["address"];
    assert_eq!(
        (&address["name"], &address["attention"]),
        (&json!("Werk Nord"), &json!("Frau Neu"))
    );
    assert_eq!((&address["postcode"], &address["city"]), (&json!("40549"), &json!("Düsseldorf")));
}

#[tokio::test]
async fn a_text_of_4000_characters_of_every_script_comes_back_unchanged() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let text = every_script();
    let mut form = fault(&mut user).await;
    form["text"] = json!(text);

    let opened = user.keyed("POST", "/api/tickets", "k", form).await;

    assert_eq!(opened.status, 201, "{}", opened.text);
    let shown = user.ticket(opened.json["number"].as_str().unwrap()).await;
    assert_eq!(shown.texts(), [text]);
}

#[tokio::test]
async fn a_longer_text_is_refused_by_its_field() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let mut form = fault(&mut user).await;
    form["text"] = json!("😀".repeat(4_001));

    let refused = user.keyed("POST", "/api/tickets", "k", form).await;

    assert_eq!((refused.status, refused.refused()), (422, vec![("#/text", "too_long")]));
}

#[tokio::test]
async fn every_broken_field_is_named_at_once() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let form = json!({ "kind": "fire", "serial": "", "text": "\u{0}", "attention": "a\nb", "street": "x" });

    let refused = user.keyed("POST", "/api/tickets", "k", form).await;

    let expected = [
        ("#/street", "unknown_field"),
        ("#/kind", "ticket_kind_form"),
        ("#/serial", "required"),
        ("#/contact_id", "contact_missing"),
        ("#/text", "text_control"),
        ("#/attention", "control_characters"),
    ];
    assert_eq!((refused.status, refused.refused()), (422, expected.to_vec()));
}

#[tokio::test]
async fn only_a_claim_names_a_part_and_it_must() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let mut with_part = fault(&mut user).await;
    with_part["article"] = json!("4001");
    with_part["quantity"] = json!(1);
    let mut without = fault(&mut user).await;
    without["kind"] = json!("supply_claim");
    without["quantity"] = json!(0);

    let refused = user.keyed("POST", "/api/tickets", "k", with_part).await;
    let expected = [("#/article", "part_without_claim"), ("#/quantity", "part_without_claim")];
    assert_eq!(refused.refused(), expected);
    let refused = user.keyed("POST", "/api/tickets", "k", without).await;
    assert_eq!(refused.refused(), [("#/article", "part_missing"), ("#/quantity", "pieces_range")]);
}

#[tokio::test]
async fn a_foreign_device_is_missing_like_one_that_is_not_there() {
    let ours = World::with_two_devices().await;
    let _theirs = Fleet::new().address("H1", "Anderswo 1").device("THEIRS", "H1").world().await;
    let mut user = ours.user().await;
    let mut form = fault(&mut user).await;
    let mut answers = Vec::new();
    for (key, serial) in [("k1", "THEIRS"), ("k2", "NOWHERE")] {
        form["serial"] = json!(serial);
        answers.push(user.keyed("POST", "/api/tickets", key, form.clone()).await);
    }

    let [theirs, nowhere] = &answers[..] else { panic!("two answers") };
    assert_eq!((theirs.status, theirs.refused()), (404, vec![("#/serial", "device_unknown")]));
    assert_eq!(theirs.fingerprint(), nowhere.fingerprint());
    assert_eq!(user.get("/api/tickets").await.json["tickets"], json!([]));
}

#[tokio::test]
async fn an_unknown_contact_and_an_article_that_does_not_fit_are_named() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let form = json!({ "kind": "supply_claim", "serial": "A", "contact_id": "01J00000000000000000000000", "article": "9999" });

    let refused = user.keyed("POST", "/api/tickets", "k", form).await;

    let expected = vec![("#/contact_id", "contact_unknown"), ("#/article", "article_unknown")];
    assert_eq!((refused.status, refused.refused()), (404, expected));
}

#[tokio::test]
async fn a_device_that_left_gets_no_ticket() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").removed("A", "H1", "2025-01-31");
    let world = fleet.world().await;
    let mut user = world.user().await;
    let form = fault(&mut user).await;

    let refused = user.keyed("POST", "/api/tickets", "k", form).await;

    assert_eq!((refused.status, refused.refused()), (422, vec![("#/serial", "device_not_in_use")]));
}

#[tokio::test]
async fn ten_equal_requests_at_once_are_one_ticket() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let form = fault(&mut user).await;

    let racers = (0..10).map(|_| {
        let (mut racer, form) = (user.clone(), form.clone());
        async move { racer.keyed("POST", "/api/tickets", "race", form).await }
    });
    let answers = join_all(racers).await;

    for answer in &answers {
        assert_eq!((answer.status, &answer.text), (201, &answers[0].text));
    }
    assert_eq!(user.get("/api/tickets").await.json["tickets"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_claim_by_itself_knows_the_pages_of_the_part_and_is_no_order() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    // 5 000 colour pages now, 3 000 then: 2 000 of 6 000.
    fleet.supplied("A", "4002", "2026-02-01", 3_000);
    let world = fleet.world().await;
    let mut user = world.user().await;
    let contact = user.contact_id().await;
    let form = json!({ "kind": "supply_claim", "serial": "A", "contact_id": contact, "article": "4002", "quantity": 2 });

    let opened = user.keyed("POST", "/api/tickets", "k", form).await;

    let shown = user.ticket(opened.json["number"].as_str().unwrap()).await;
    let part = json!({ "article": "4002", "name": "TONER-C-TEST-6K", "kind": "toner", "colour": "c", "quantity": 2, "delivered": "2026-02-01", "pages": 2_000, "yield": 6_000 });
    assert_eq!((&shown.json["part"], &shown.json["messages"]), (&part, &json!([])));
    assert_eq!(user.get("/api/orders").await.json["orders"], json!([]));
}

// ---- the list

#[tokio::test]
async fn the_list_shows_the_newest_first_and_reads_no_text() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let first = user.reported("k1").await;
    let second = user.reported("k2").await;

    let list = user.get("/api/tickets").await;

    let tickets = list.json["tickets"].as_array().unwrap();
    let numbers: Vec<_> = tickets.iter().map(|ticket| ticket["number"].clone()).collect();
    assert_eq!(numbers, [json!(second), json!(first)]);
    assert_eq!((list.header("table-calls"), list.header("table-depth")), ("GetItem,Query", "1"));
    for item in world.items("TICKET").await {
        assert!(!item.to_string().contains("Streifen"), "{item}");
    }
}

#[tokio::test]
async fn the_list_can_be_that_of_one_device() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let mut form = fault(&mut user).await;
    form["serial"] = json!("B");
    user.keyed("POST", "/api/tickets", "b", form).await;
    let about_a = user.reported("a").await;

    let list = user.get("/api/tickets?serial=A").await;

    let tickets = list.json["tickets"].as_array().unwrap();
    assert_eq!((tickets.len(), &tickets[0]["number"]), (1, &json!(about_a)));
}

#[tokio::test]
async fn a_long_list_comes_in_pages() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let form = fault(&mut user).await;
    for at in 0..103 {
        user.keyed("POST", "/api/tickets", &format!("k{at}"), form.clone()).await;
    }

    let first = user.get("/api/tickets").await;
    let next = first.json["next"].as_str().unwrap();
    let second = user.get(&format!("/api/tickets?cursor={next}")).await;

    let count = |page: &Answer| page.json["tickets"].as_array().unwrap().len();
    assert_eq!((count(&first), count(&second), &second.json["next"]), (100, 3, &json!(null)));
}

// ---- the conversation

#[tokio::test]
async fn a_reply_stands_behind_what_was_said_before() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;

    let added = user.reply(&number, "r", "Jetzt auch links").await;

    assert_eq!((added.status, &added.json["message"]), (201, &json!(2)), "{}", added.text);
    let shown = user.ticket(&number).await;
    assert_eq!(shown.texts(), ["Streifen auf jeder Seite", "Jetzt auch links"]);
}

#[tokio::test]
async fn replies_at_the_same_moment_all_find_a_place() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;

    let racers = (0..4).map(|at| {
        let (mut racer, number) = (user.clone(), number.clone());
        async move { racer.reply(&number, &format!("r{at}"), &at.to_string()).await }
    });
    let answers = join_all(racers).await;

    assert!(answers.iter().all(|answer| answer.status == 201), "{answers:?}");
    let shown = user.ticket(&number).await;
    let mut texts = shown.texts().split_off(1);
    texts.sort_unstable();
    assert_eq!((texts, &shown.json["message_count"]), (vec!["0", "1", "2", "3"], &json!(5)));
}

#[tokio::test]
async fn a_reply_sent_twice_is_one_message() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;

    let (first, second) = (
        user.reply(&number, "r", "Noch etwas").await,
        user.reply(&number, "r", "Noch etwas").await,
    );

    assert_eq!((first.status, &first.text), (201, &second.text));
    assert_eq!(user.ticket(&number).await.json["message_count"], 2);
}

#[tokio::test]
async fn a_closed_ticket_takes_no_reply_but_a_further_visit() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;
    world.close_ticket(&number).await;

    let refused = user.reply(&number, "r", "Noch etwas").await;
    let asked = user.ask_visit(&number, "v", "Wieder Streifen").await;

    assert_eq!((refused.status, refused.problem()), (409, "ticket_done"));
    assert_eq!((asked.status, &asked.json["visit"]), (201, &json!(2)), "{}", asked.text);
    assert!(asked.json["shown"].as_str().unwrap().ends_with("/2"), "{}", asked.text);
    let shown = user.ticket(&number).await;
    assert_eq!((&shown.json["state"], &shown.json["open"]), (&json!("received"), &json!(true)));
    assert_eq!(user.get("/api/tickets").await.json["tickets"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_open_ticket_needs_no_further_visit() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;

    let refused = user.ask_visit(&number, "v", "Bitte noch einmal").await;

    assert_eq!((refused.status, refused.problem()), (409, "ticket_open"));
}

#[tokio::test]
async fn a_foreign_ticket_is_missing_like_one_that_is_not_there() {
    let (ours, theirs) = (World::with_two_devices().await, World::with_two_devices().await);
    let foreign = theirs.user().await.reported("k").await;
    let mut user = ours.user().await;
    let nowhere = domain::CaseNo::new(jiff::civil::date(2026, 1, 1), 1).to_string();

    let shown = (user.ticket(&foreign).await, user.ticket(&nowhere).await);
    let replied = (user.reply(&foreign, "k1", "x").await, user.reply(&nowhere, "k2", "x").await);
    let asked =
        (user.ask_visit(&foreign, "k1", "x").await, user.ask_visit(&nowhere, "k2", "x").await);

    for (theirs, missing) in [shown, replied, asked] {
        assert_eq!((theirs.status, theirs.fingerprint()), (404, missing.fingerprint()));
    }
}

#[tokio::test]
async fn a_contract_that_has_ended_takes_no_ticket_and_no_reply() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1").contract("ends", "2026-12-31");
    let world = fleet.private_world().await;
    world.travel_to("2026-12-30T10:00:00Z");
    let number = world.user().await.reported("k").await;
    world.travel_to("2027-01-02T10:00:00Z");
    let mut user = world.user().await;
    let form = fault(&mut user).await;

    let opened = user.keyed("POST", "/api/tickets", "late", form).await;
    let replied = user.reply(&number, "r", "Noch etwas").await;

    assert_eq!((opened.status, replied.status), (409, 409));
    assert_eq!(opened.problem(), replied.problem());
}

// ---- who sees what

#[tokio::test]
async fn by_numbers_one_sees_the_texts_of_this_session_only() {
    let world = World::with_two_devices().await;
    let number = world.user().await.reported("k").await;
    let mut other = world.user().await;
    other.reply(&number, "r", "Dasselbe hier").await;

    let shown = other.ticket(&number).await;

    assert!(!shown.text.contains("Streifen"), "{}", shown.text);
    assert_eq!(shown.texts(), ["-", "Dasselbe hier"]);
    assert_eq!(shown.json["hidden"], json!({ "count": 1, "needs": "confirmed" }));
}

#[tokio::test]
async fn a_confirmed_session_sees_every_text_and_every_name() {
    let world = World::with_two_devices().await;
    let number = world.user().await.reported("k").await;

    let shown = world.confirmed().await.ticket(&number).await;

    assert_eq!(
        (shown.texts(), &shown.json["hidden"]),
        (vec!["Streifen auf jeder Seite"], &json!(null))
    );
    assert_eq!(shown.json["contact"]["last_name"], "Muster");
}

#[tokio::test]
async fn by_numbers_people_are_masked() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;

    let shown = user.ticket(&number).await;

    assert!(!shown.text.contains("Muster\"") && !shown.text.contains("Hausmann"), "{}", shown.text);
    assert!(!shown.text.contains(&world.mail_address()), "{}", shown.text);
}

#[tokio::test]
async fn no_event_and_no_audit_entry_holds_what_was_said() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let number = user.reported("k").await;
    user.reply(&number, "r", "Streifen, noch immer").await;

    let events = world.events_about(&number, 2).await;

    let kinds: Vec<_> = events.iter().map(|event| event["detail-type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["TicketOpened", "TicketReplyAdded"]);
    for kind in ["OUTBOX", "AUDIT", "IDEMPOTENCY"] {
        for item in world.items(kind).await {
            assert!(!item.to_string().contains("Streifen"), "{item}");
        }
    }
}

// ---- claims that come with an order

#[tokio::test]
async fn a_claim_in_an_order_opens_a_ticket_that_the_order_names() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    fleet.supplied("A", "4002", "2026-02-01", 3_000);
    let world = fleet.world().await;
    let mut user = world.confirmed().await;
    let lines = json!([
        { "serial": "A", "article": "4001", "quantity": 1 },
        { "serial": "A", "article": "4002", "quantity": 1, "claim": true, "reason": "läuft aus" },
    ]);

    let placed = user.order("k", lines).await;

    let (order, ticket) = (&placed.json["orders"][0], &placed.json["tickets"][0]);
    assert_eq!(ticket["order"], order["number"]);
    let shown = user.ticket(ticket["number"].as_str().unwrap()).await;
    assert_eq!((&shown.json["kind"], &shown.json["serial"]), (&json!("supply_claim"), &json!("A")));
    assert_eq!(
        (&shown.json["part"]["pages"], &shown.json["part"]["yield"]),
        (&json!(2_000), &json!(6_000))
    );
    assert_eq!(shown.texts(), ["läuft aus"]);
    let order = user.get(&format!("/api/orders/{}", order["number"].as_str().unwrap())).await;
    assert_eq!(order.json["lines"][1]["ticket"], ticket["number"]);
}

#[tokio::test]
async fn an_address_with_nothing_but_claims_gets_no_order() {
    let world = World::with_two_addresses().await;
    let mut user = world.user().await;
    let lines = json!([
        { "serial": "A", "article": "4001", "quantity": 1 },
        { "serial": "B", "article": "4001", "quantity": 1, "claim": true },
    ]);

    let placed = user.order("k", lines).await;

    assert_eq!(placed.json["orders"].as_array().unwrap().len(), 1, "{}", placed.text);
    let ticket = &placed.json["tickets"][0];
    assert_eq!(
        (&ticket["order"], &ticket["address"]["street"]),
        (&json!(null), &json!("Hafenstraße 14"))
    );
    assert_eq!(user.get("/api/orders").await.json["orders"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_order_and_its_tickets_are_one_event_and_one_transaction() {
    let world = World::with_two_addresses().await;
    let mut user = world.user().await;
    let lines = json!([
        { "serial": "A", "article": "4001", "quantity": 1 },
        { "serial": "B", "article": "4001", "quantity": 1, "claim": true },
    ]);

    let placed = user.order("k", lines).await;

    let number = placed.json["tickets"][0]["number"].as_str().unwrap();
    let events = world.events_about(number, 1).await;
    let data = &events[0]["detail"]["data"];
    assert_eq!((events.len(), &events[0]["detail-type"]), (1, &json!("OrderPlaced")));
    assert_eq!(data["orders"][0], placed.json["orders"][0]["number"]);
    assert_eq!(placed.header("table-calls").matches("TransactWriteItems").count(), 1);
}

#[tokio::test]
async fn a_cancelled_order_leaves_its_claims_open() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let lines = json!([
        { "serial": "A", "article": "4001", "quantity": 1 },
        { "serial": "A", "article": "4002", "quantity": 1, "claim": true },
    ]);
    let placed = user.order("k", lines).await;

    let order = placed.json["orders"][0]["number"].as_str().unwrap();
    user.keyed("POST", &format!("/api/orders/{order}/cancel"), "c", json!(null)).await;

    let ticket = user.ticket(placed.json["tickets"][0]["number"].as_str().unwrap()).await;
    assert_eq!(ticket.json["state"], "received");
}

#[tokio::test]
async fn the_largest_request_of_all_fits_one_transaction() {
    let mut fleet = Fleet::new();
    for at in 0..12 {
        fleet.address(&format!("H{at}"), &format!("Straße {at}"));
    }
    for at in 0..30 {
        fleet.device(&format!("D{at}"), &format!("H{}", at % 12));
    }
    let world = fleet.world().await;
    let mut user = world.user().await;
    let line = |at: usize, article: &str, claim: bool| json!({ "serial": format!("D{at}"), "article": article, "quantity": 1, "claim": claim, "reason": "Grund" });
    let mut lines: Vec<Value> = (0..30).map(|at| line(at, "4001", false)).collect();
    lines.extend((0..8).map(|at| line(at, "4002", true)));

    let placed = user.order("k", json!(lines)).await;

    assert_eq!(placed.status, 201, "{}", placed.text);
    assert_eq!(placed.json["orders"].as_array().unwrap().len(), 12);
    assert_eq!(placed.json["tickets"].as_array().unwrap().len(), 8);
    assert_eq!(placed.header("table-calls").matches("TransactWriteItems").count(), 1);
}
