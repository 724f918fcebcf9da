use serde_json::{Value, json};

use crate::world::{Fleet, Person, World};

/// Devices A and B at two addresses, and Max, who reads English, beside Erika.
fn two_addresses() -> Fleet {
    let mut fleet = Fleet::new();
    fleet.contact_who_reads("en", "Max", "Reader");
    fleet.address("H1", "Hansaallee 187").address("H2", "Hafenstraße 14");
    fleet.device("A", "H1").device("B", "H2");
    fleet
}

/// A line for `serial` with a reason, so that the order guard never asks.
fn line(serial: &str) -> Value {
    json!([{ "serial": serial, "article": "4001", "quantity": 1, "reason": "Vorrat" }])
}

impl Person<'_> {
    /// Orders for a contact who reads `language`; the answer's orders.
    async fn ordered_in(&mut self, language: &str, mut order: Value) -> Vec<Value> {
        let contacts = self.get("/api/contacts").await.json["contacts"].clone();
        let contact =
            contacts.as_array().unwrap().iter().find(|c| c["language"] == language).unwrap();
        order["contact_id"] = contact["id"].clone();
        let placed = self.keyed("POST", "/api/orders", language, order).await;
        assert_eq!(placed.status, 201, "{}", placed.text);
        placed.json["orders"].as_array().unwrap().clone()
    }
}

fn text<'a>(letter: &'a Value, part: &str) -> &'a str {
    letter[part].as_str().unwrap()
}

/// Whether both forms of a letter say all of `parts`.
fn says(letter: &Value, parts: &[&str]) {
    for form in ["text", "html"] {
        for part in parts {
            let body = text(letter, form);
            assert!(body.contains(part), "{part:?} is missing in the {form}: {body}");
        }
    }
}

// ---- what they say

/// An order for both addresses with everything that a letter can say.
async fn rich_order(user: &mut Person<'_>, language: &str) -> Vec<Value> {
    let addresses = user.get("/api/devices").await.json["addresses"].clone();
    let order = json!({
        "lines": [
            { "serial": "A", "article": "4001", "quantity": 2, "reason": "Messe" },
            { "serial": "A", "article": "4002", "quantity": 1, "claim": true, "reason": "leckt" },
            { "serial": "B", "article": "4003", "quantity": 7 },
        ],
        "deliveries": [{ "address": "H1", "version": addresses[0]["version"], "attention": "Frau Empfang", "additional_info": "Rampe 3" }],
        "reference": "PO-4711",
    });
    user.ordered_in(language, order).await
}

#[tokio::test]
async fn an_order_for_two_addresses_sends_two_letters_to_the_chosen_contact() {
    let world = two_addresses().world().await;
    let mut user = world.user().await;

    let orders = rich_order(&mut user, "de").await;

    let letters = world.letters_to("erika.muster", 2).await;
    for (letter, order) in letters.iter().zip(&orders) {
        let shown = text(order, "shown");
        assert_eq!(text(letter, "subject"), format!("Auftrag {shown} ist eingegangen"));
    }
}

#[tokio::test]
async fn a_letter_says_all_of_its_order_and_nothing_of_the_other() {
    let world = two_addresses().world().await;
    let mut user = world.user().await;

    let orders = rich_order(&mut user, "de").await;

    let letters = world.letters_to("erika.muster", 2).await;
    let (first, second) = (&letters[0], &letters[1]);
    let shown = text(&orders[0], "shown");
    says(
        first,
        &[
            "Guten Tag Erika Muster",
            "Musterwerke GmbH",
            "Ihr Auftrag ist eingegangen",
            shown,
            "Musterwerke",
            "Hansaallee 187",
            "DE-40549 Düsseldorf",
            "z. Hd.",
            "Frau Empfang",
            "Zusätzliche Info",
            "Rampe 3",
            "Ihr Zeichen",
            "PO-4711",
            "Bestellt",
            "4001",
            "TONER-K-TEST-7K",
            "Toner Schwarz",
            " A, Büro",
            "Grund: Messe",
            "Reklamiert, Ersatz ohne Berechnung",
            "4002",
            "TONER-C-TEST-6K",
            "Toner Cyan",
            "Grund: leckt",
            "0211 5266 0",
            "Mo–Fr 8–17 Uhr",
        ],
    );
    says(
        second,
        &[
            "Hafenstraße 14",
            "Herr Hausmann",
            "Tor 2",
            "PO-4711",
            "4003",
            "BELT-UNIT-TEST",
            "Transportband",
            " B, Büro",
        ],
    );
    assert!(text(first, "text").contains("- 2 x Toner Schwarz"), "{}", text(first, "text"));
    assert!(text(second, "text").contains("- 7 x Transportband"), "{}", text(second, "text"));
    for foreign in ["Hansaallee", "TONER", "Reklamiert", "Rampe 3", shown] {
        assert!(!text(second, "html").contains(foreign), "{foreign} is of the other order");
    }
}

#[tokio::test]
async fn a_letter_is_written_in_the_language_of_its_reader() {
    let world = two_addresses().world().await;
    let mut user = world.user().await;
    user.speak("de");

    let orders = rich_order(&mut user, "en").await;

    let letters = world.letters_to("max.reader", 2).await;
    let shown = text(&orders[0], "shown");
    assert_eq!(text(&letters[0], "subject"), format!("Order {shown} has been received"));
    says(
        &letters[0],
        &[
            "Hello Max Reader",
            "We have received your order",
            shown,
            "Hansaallee 187",
            "Frau Empfang",
            "PO-4711",
            "Reason: Messe",
            "Claimed, replaced free of charge",
            "Reason: leckt",
            "Mon–Fri 8–17",
        ],
    );
    for german in ["Grund", "Reklamiert", "Bestellt", "Guten Tag"] {
        assert!(!text(&letters[0], "html").contains(german), "{german}");
    }
}

#[tokio::test]
async fn a_letter_links_to_its_order_in_the_portal() {
    let world = two_addresses().world().await;
    let number = world.user().await.ordered("k", line("A")).await.remove(0);

    let letter = world.letters_to("erika.muster", 1).await.remove(0);

    says(&letter, &[&format!("{}/#/orders/{number}", world.url())]);
}

#[tokio::test]
async fn no_letter_carries_the_numbers_that_open_the_portal() {
    let world = two_addresses().world().await;
    let mut user = world.user().await;
    world.code_for(&mut user, 1).await;
    rich_order(&mut user, "de").await;

    for letter in world.letters(4).await {
        let letter = json!([letter["subject"], letter["html"], letter["text"]]).to_string();
        for number in [world.contract(), world.contract().replace('-', "")] {
            assert!(!letter.contains(&number), "{letter}");
        }
    }
}

#[tokio::test]
async fn text_that_looks_like_html_is_shown_as_text() {
    let world = two_addresses().world().await;
    let mut user = world.user().await;
    let order = json!({
        "lines": [{ "serial": "A", "article": "4001", "quantity": 1, "reason": "<b onclick='x()'>fett</b> & \"so\"" }],
        "reference": "<img src=x>",
    });

    user.ordered_in("de", order).await;

    let letter = world.letters_to("erika.muster", 1).await.remove(0);
    let html = text(&letter, "html");
    assert!(!html.contains("<b onclick") && !html.contains("<img src=x>"), "{html}");
    assert!(html.contains("&#60;b onclick") && html.contains("&#38; "), "{html}");
    assert!(text(&letter, "text").contains("<b onclick='x()'>fett</b> & \"so\""));
}

#[tokio::test]
async fn text_that_looks_like_a_header_stays_in_the_body() {
    let world = two_addresses().world().await;
    let mut user = world.user().await;
    let order = json!({ "lines": [{ "serial": "A", "article": "4001", "quantity": 1 }], "reference": "Bcc: eve@evil.example" });

    user.ordered_in("de", order).await;

    let letter = world.letters_to("erika.muster", 1).await.remove(0);
    says(&letter, &["Bcc: eve@evil.example"]);
    assert!(!text(&letter, "subject").contains("Bcc"));
}

#[tokio::test]
async fn a_claim_alone_is_noted_and_nobody_is_thanked_for_an_order() {
    let world = two_addresses().world().await;
    let mut user = world.user().await;
    let order = json!({ "lines": [{ "serial": "A", "article": "4001", "quantity": 1, "claim": true, "reason": "leckt" }] });

    let orders = user.ordered_in("de", order.clone()).await;

    assert_eq!(orders.len(), 0);
    let tickets = user.get("/api/tickets").await.json["tickets"].clone();
    let letter = world.letters_to("erika.muster", 1).await.remove(0);
    let shown = text(&tickets[0], "shown");
    assert_eq!(text(&letter, "subject"), format!("Reklamation {shown} ist erfasst"));
    says(&letter, &["wir haben Ihre Reklamation", "kostet Sie nichts", "1 × Toner", "leckt"]);
    let notice = world.letters_to("max.reader", 1).await.remove(0);
    assert_eq!(text(&notice, "subject"), "Supplies were claimed under your contract");
    for letter in [&letter, &notice] {
        for ordered in ["Bestell", "bestell", "ordered"] {
            assert!(!text(letter, "text").contains(ordered), "{}", text(letter, "text"));
        }
    }
}

#[tokio::test]
async fn a_letter_comes_from_the_portal_by_name() {
    let world = two_addresses().world().await;
    world.user().await.ordered("k", line("A")).await;

    let letter = world.letters_to("erika.muster", 1).await.remove(0);

    assert_eq!(text(&letter, "from"), "Pagetally <portal@pagetally.example>");
}

#[tokio::test]
async fn a_letter_to_who_is_not_confirmed_names_nobody_on_file() {
    let world = two_addresses().world().await;
    let mut user = world.user().await;
    let eve = json!({ "first_name": "Eve", "last_name": "Zufall", "email": format!("eve@c{}.example", world.customer()), "language": "de" });
    let eve = user.keyed("POST", "/api/contacts", "a", eve).await.json["id"].clone();
    let address = user.get("/api/devices").await.json["addresses"][0].clone();
    let mut order = json!({ "lines": line("A"), "contact_id": eve });
    user.keyed("POST", "/api/orders", "b", order.clone()).await;
    let veiled = world.letters_to("eve", 1).await.remove(0);
    order["deliveries"] = json!([{ "address": address["id"], "version": address["version"], "attention": "Frau Empfang" }]);
    user.keyed("POST", "/api/orders", "c", order).await;

    let typed = world.letters_to("eve", 2).await.remove(1);

    says(&veiled, &["He•••••", "Tor 2"]);
    for form in ["text", "html"] {
        assert!(!text(&veiled, form).contains("Hausmann"), "{}", text(&veiled, form));
    }
    says(&typed, &["Frau Empfang"]);
}

// ---- notices: what was done by the numbers alone is told to everybody who is known

#[tokio::test]
async fn an_order_by_the_numbers_alone_is_told_to_the_other_confirmed_contacts_once() {
    let world = two_addresses().private_world().await;
    let mut user = world.user().await;

    let orders = rich_order(&mut user, "de").await;

    let notice = world.letters_to("max.reader", 1).await.remove(0);
    let (first, second) = (text(&orders[0], "shown"), text(&orders[1], "shown"));
    says(&notice, &["Hello Max Reader", first, second, "Hansaallee 187", "Hafenstraße 14"]);
    let later = world.later_letters(&mut user).await;
    assert_eq!(later.len(), 4, "Erika has her letters and no notice");
    assert_eq!(world.letters_to("max.reader", 3).await.len(), 3, "one for each request");
}

#[tokio::test]
async fn a_cancellation_by_the_numbers_alone_is_told_too() {
    let world = two_addresses().world().await;
    let mut user = world.user().await;
    let number = user.ordered("k", line("A")).await.remove(0);
    world.letters_to("max.reader", 1).await;

    user.keyed("POST", &format!("/api/orders/{number}/cancel"), "c", json!(null)).await;

    let notice = world.letters_to("max.reader", 2).await.remove(1);
    says(&notice, &["An order was cancelled", &domain::CaseNo::parse(&number).unwrap().shown()]);
}

#[tokio::test]
async fn what_a_confirmed_session_does_is_told_to_nobody_else() {
    let world = two_addresses().private_world().await;
    let mut erika = world.confirmed().await;
    erika.ordered("k", line("A")).await;

    world.later_letters(&mut erika).await;

    let all = world.letters(4).await;
    assert!(all.iter().all(|letter| letter["to"] == world.mail_address()), "{all:?}");
}

#[tokio::test]
async fn who_was_added_by_the_numbers_alone_is_told_nothing() {
    let world = two_addresses().private_world().await;
    let mut user = world.user().await;
    let eve = format!("eve@c{}.example", world.customer());
    let form =
        json!({ "first_name": "Eve", "last_name": "Zufall", "email": eve, "language": "de" });
    assert_eq!(user.keyed("POST", "/api/contacts", "a", form).await.status, 201);
    user.ordered("k", line("A")).await;

    world.later_letters(&mut user).await;

    let all = world.letters(6).await;
    assert!(all.iter().all(|letter| letter["to"] != eve.as_str()), "{all:?}");
}

#[tokio::test]
async fn a_cancelled_order_is_confirmed_by_letter() {
    let world = two_addresses().world().await;
    let mut user = world.user().await;
    let number = user.ordered("k", line("A")).await.remove(0);
    world.letters_to("erika.muster", 1).await;
    let order = user.get(&format!("/api/orders/{number}")).await.json;

    user.keyed("POST", &format!("/api/orders/{number}/cancel"), "c", json!(null)).await;

    let letters = world.letters_to("erika.muster", 2).await;
    let cancelled = letters.iter().find(|l| text(l, "subject").contains("storniert")).unwrap();
    let shown = text(&order, "shown");
    assert_eq!(text(cancelled, "subject"), format!("Auftrag {shown} ist storniert"));
    says(
        cancelled,
        &["dieser Auftrag wurde storniert", shown, "Hansaallee 187", "TONER-K-TEST-7K"],
    );
}

#[tokio::test]
async fn a_code_is_in_its_letter_and_not_in_the_subject() {
    let world = two_addresses().world().await;
    let mut user = world.user().await;

    let code = world.code_for(&mut user, 1).await;

    let letter = world.letters_to("erika.muster", 1).await.remove(0);
    says(&letter, &[&code, "10 Minuten"]);
    assert_eq!(text(&letter, "subject"), "Ihr Code für das Portal");
}

// ---- how often they come

impl World {
    /// Places two more orders for device B, each once the letter of the one before is there: then all that was on the bus before
    /// them is dealt with. Erika's letters.
    async fn later_letters(&self, user: &mut Person<'_>) -> Vec<Value> {
        let before = user.ordered("later", line("B")).await.remove(0);
        self.letter_about(&before).await;
        let last = user.ordered("last", line("B")).await.remove(0);
        self.letter_about(&last).await
    }

    /// Erika's letters, once there is one about `number`.
    async fn letter_about(&self, number: &str) -> Vec<Value> {
        for _ in 0..400 {
            let letters = self.letters_to("erika.muster", 0).await;
            if about(&letters, number) > 0 {
                return letters;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        panic!("no letter about {number} after 10 seconds");
    }
}

/// How many of `letters` are about `number`.
fn about(letters: &[Value], number: &str) -> usize {
    let shown = domain::CaseNo::parse(number).unwrap().shown();
    letters.iter().filter(|letter| text(letter, "subject").contains(&shown)).count()
}

#[tokio::test]
async fn the_sweeper_doubles_no_letter() {
    let world = two_addresses().private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("k", line("A")).await.remove(0);
    world.letters_to("erika.muster", 1).await;

    world.advance(20 * 60);
    world.edition().run("SweepOutbox").await.unwrap();

    let letters = world.later_letters(&mut user).await;
    assert_eq!(about(&letters, &number), 1);
}

/// Puts the event of the only order back among those that wait.
async fn overlook(world: &World) {
    let event = world.items("OUTBOX").await.remove(0);
    let key = json!({ "pk": event["pk"], "sk": event["sk"] });
    world
        .table(
            "UpdateItem",
            json!({
                "Key": key,
                "UpdateExpression": "SET pending = :pending, pending_since = :since",
                "ExpressionAttributeValues": { ":pending": { "S": "OUTBOX#0" }, ":since": { "S": "2020-01-01T00:00:00Z" } },
            }),
        )
        .await;
}

#[tokio::test]
async fn an_event_that_was_published_twice_sends_one_letter() {
    let world = two_addresses().private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("k", line("A")).await.remove(0);
    world.letters_to("erika.muster", 1).await;

    overlook(&world).await;
    world.edition().run("SweepOutbox").await.unwrap();

    let letters = world.later_letters(&mut user).await;
    assert_eq!(world.events_about(&number, 2).await.len(), 2, "it was on the bus twice");
    assert_eq!(about(&letters, &number), 1);
}

#[tokio::test]
async fn a_letter_that_got_lost_is_sent_by_the_sweeper() {
    let world = two_addresses().private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("k", line("A")).await.remove(0);
    world.letters_to("erika.muster", 1).await;
    // Not before the mail service has said its last word: that would write the letter down again.
    let over = |letter: &Value| {
        text(&letter["sk"], "S").contains(&number) && letter.get("delivered").is_some()
    };
    let sent = world.item_like("LETTER", over).await;
    world.rest().await;
    world.table("DeleteItem", json!({ "Key": { "pk": sent["pk"], "sk": sent["sk"] } })).await;

    overlook(&world).await;
    world.edition().run("SweepOutbox").await.unwrap();

    assert_eq!(about(&world.letters_to("erika.muster", 2).await, &number), 2);
}

#[tokio::test]
async fn an_order_that_was_called_off_is_not_confirmed_any_more() {
    let world = two_addresses().private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("k", line("A")).await.remove(0);
    let sent = world.item_like("LETTER", |letter| letter.get("delivered").is_some()).await;
    world.letters_to("erika.muster", 1).await;
    let path = format!("/api/orders/{number}/cancel");
    assert_eq!(user.keyed("POST", &path, "c", json!(null)).await.status, 200);
    world.letters_to("erika.muster", 2).await;
    world.table("DeleteItem", json!({ "Key": { "pk": sent["pk"], "sk": sent["sk"] } })).await;

    overlook(&world).await;
    world.edition().run("SweepOutbox").await.unwrap();

    let letters = world.later_letters(&mut user).await;
    assert_eq!(about(&letters, &number), 2, "that it came in, and that it was called off");
}

/// Lets a letter that was sent wait again, as if its sender had crashed.
async fn reopen(world: &World, letter: &Value) {
    world.rest().await;
    world
        .table(
            "UpdateItem",
            json!({
                "Key": { "pk": letter["pk"], "sk": letter["sk"] },
                "UpdateExpression": "SET pending = :pending, pending_since = :since, lease = :free REMOVE settled",
                "ExpressionAttributeValues": {
                    ":pending": { "S": "LETTER#0" }, ":since": { "S": "2020-01-01T00:00:00Z" }, ":free": { "N": "0" },
                },
            }),
        )
        .await;
}

/// Lets the sweeper look, and waits until the letter waits no longer.
async fn skipped(world: &World, letter: &Value) {
    world.edition().run("SweepOutbox").await.unwrap();
    let skipped = |item: &Value| item["sk"] == letter["sk"] && item.get("skipped").is_some();
    let skipped = world.item_like("LETTER", skipped).await;
    assert!(skipped.get("settled").is_some() && skipped.get("pending").is_none(), "{skipped}");
}

#[tokio::test]
async fn a_letter_with_a_code_that_is_over_waits_no_longer() {
    let world = two_addresses().private_world().await;
    let mut user = world.user().await;
    world.code_for(&mut user, 1).await;
    let letter = world.item_like("LETTER", |letter| letter.get("delivered").is_some()).await;

    reopen(&world, &letter).await;
    world.advance(11 * 60);

    skipped(&world, &letter).await;
    assert_eq!(world.letters(1).await.len(), 1);
}

#[tokio::test]
async fn a_letter_to_a_contact_who_is_gone_waits_no_longer() {
    let world = two_addresses().private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("k", line("A")).await.remove(0);
    let to_erika = |letter: &Value| {
        text(&letter["sk"], "S").contains(&number) && letter.get("delivered").is_some()
    };
    let letter = world.item_like("LETTER", to_erika).await;
    let contact = text(&letter["sk"], "S").rsplit('_').next().unwrap().to_owned();
    let key = json!({ "pk": { "S": text(&letter["pk"], "S").replace("LETTER#", "CONTRACT#") }, "sk": { "S": format!("CONTACT#{contact}") } });
    world.table("DeleteItem", json!({ "Key": key })).await;

    reopen(&world, &letter).await;

    skipped(&world, &letter).await;
    assert_eq!(world.letters_to("erika.muster", 1).await.len(), 1);
}

#[tokio::test]
async fn a_stream_record_that_comes_twice_sends_one_letter() {
    let world = two_addresses().private_world().await;
    let mut user = world.user().await;
    let number = user.ordered("k", line("A")).await.remove(0);
    world.letters_to("erika.muster", 1).await;
    let event = world.items("OUTBOX").await.remove(0);

    let key = json!({ "pk": event["pk"], "sk": event["sk"] });
    world.table("DeleteItem", json!({ "Key": key })).await;
    world.table("PutItem", json!({ "Item": event })).await;

    let letters = world.later_letters(&mut user).await;
    assert_eq!(world.events_about(&number, 2).await.len(), 2, "it was on the bus twice");
    assert_eq!(about(&letters, &number), 1);
}

#[tokio::test]
async fn ten_equal_orders_at_once_send_one_letter() {
    let world = two_addresses().private_world().await;
    let mut user = world.user().await;
    let racers = (0..10).map(|_| {
        let mut racer = user.clone();
        async move { racer.ordered("race", line("A")).await.remove(0) }
    });

    let numbers = crate::world::join_all(racers).await;

    let letters = world.later_letters(&mut user).await;
    assert_eq!(about(&letters, &numbers[0]), 1);
    assert_eq!(letters.len(), 3, "one for the race, two for the later orders");
}

#[tokio::test]
async fn a_refused_order_sends_nothing() {
    let world = two_addresses().private_world().await;
    let mut user = world.user().await;
    let contact = user.contact_id().await;
    let refused = [
        json!({ "lines": [{ "serial": "A", "article": "9999", "quantity": 1 }], "contact_id": contact }),
        json!({ "lines": [{ "serial": "A", "article": "4001", "quantity": 0 }], "contact_id": contact }),
        json!({ "lines": line("A"), "deliveries": [{ "address": "H1", "version": "0123456789ab" }], "contact_id": contact }),
    ];
    for (i, order) in refused.into_iter().enumerate() {
        let answer = user.keyed("POST", "/api/orders", &format!("k{i}"), order).await;
        assert!((400..500).contains(&answer.status), "{}", answer.text);
    }

    let letters = world.later_letters(&mut user).await;

    assert_eq!(letters.len(), 2, "those about the later orders");
    assert_eq!((world.items("OUTBOX").await.len(), world.items("ORDER").await.len()), (2, 2));
}

#[tokio::test]
async fn an_order_outlives_a_restart_and_its_letter_is_not_doubled() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = two_addresses().world_in(folder.path()).await;
    let number = world.user().await.ordered("k", line("A")).await.remove(0);
    world.letters_to("erika.muster", 1).await;

    world.restart(folder.path()).await;

    let mut user = world.user().await;
    let order = user.get(&format!("/api/orders/{number}")).await;
    assert_eq!((order.status, &order.json["state"]), (200, &json!("received")));
    let letters = world.later_letters(&mut user).await;
    assert_eq!(about(&letters, &number), 1);
}

#[tokio::test]
async fn a_session_and_a_stored_answer_outlive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = two_addresses().world_in(folder.path()).await;
    let mut user = world.user().await;
    let number = user.ordered("k", line("A")).await.remove(0);
    let cookie = user.cookie().map(str::to_owned);

    world.restart(folder.path()).await;

    let mut user = world.anyone();
    user.steal_cookie(cookie.as_deref());
    assert_eq!(user.ordered("k", line("A")).await, [number]);
}

// ---- events

/// What `value` breaks of `schema`, as far as our schemas go.
fn faults(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let fits = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        None => true,
        Some(other) => panic!("{at}: the type {other} is not understood here"),
    };
    if !fits {
        faults.push(format!("{at} is no {}", schema["type"]));
    }
    if let Some(wanted) = schema.get("const").filter(|wanted| *wanted != value) {
        faults.push(format!("{at} is not {wanted}"));
    }
    let length = value.as_str().map_or(0, str::len) as u64;
    let (least, most) = (schema["minLength"].as_u64(), schema["maxLength"].as_u64());
    if least.is_some_and(|least| length < least) || most.is_some_and(|most| length > most) {
        faults.push(format!("{at} has {length} characters"));
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        if value.get(name.as_str().unwrap()).is_none() {
            faults.push(format!("{at} lacks {name}"));
        }
    }
    for (name, value) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(name) {
            Some(schema) => faults.extend(self::faults(schema, value, &format!("{at}.{name}"))),
            None => faults.push(format!("{at}.{name} is not described")),
        }
    }
    for item in value.as_array().into_iter().flatten() {
        faults.extend(self::faults(&schema["items"], item, &format!("{at}[]")));
    }
    faults
}

/// A day at the portal that makes an event of every kind.
async fn eventful_day(world: &World) -> Vec<Value> {
    let mut erika = world.confirmed().await;
    let number = erika.ordered("o", line("A")).await.remove(0);
    erika.keyed("POST", &format!("/api/orders/{number}/cancel"), "c", json!(null)).await;
    let form = |name: &str| json!({ "first_name": name, "last_name": "Neu", "email": "max@neu.example", "language": "de" });
    let added = erika.keyed("POST", "/api/contacts", "a", form("Max")).await;
    let path = format!("/api/contacts/{}", text(&added.json, "id"));
    erika.keyed("PUT", &path, "b", form("Moritz")).await;
    erika.keyed("DELETE", &path, "d", json!(null)).await;
    world.events_about("", 6).await
}

#[tokio::test]
async fn every_event_keeps_to_its_schema() {
    let world = two_addresses().private_world().await;

    let events = eventful_day(&world).await;

    let mut kinds: Vec<&str> = events.iter().map(|event| text(event, "detail-type")).collect();
    let folder = local::project().join("shared/events/schemas");
    for event in &events {
        let file = folder.join(format!("{}.json", text(event, "detail-type")));
        let schema = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        assert_eq!(faults(&schema, &event["detail"], "detail"), [""; 0], "{event}");
    }
    kinds.sort_unstable();
    let expected = [
        "CodeRequested",
        "ContactAdded",
        "ContactChanged",
        "ContactDeleted",
        "OrderCancelled",
        "OrderPlaced",
    ];
    assert_eq!(kinds, expected);
}

#[tokio::test]
async fn no_event_carries_the_numbers_that_open_the_portal_or_a_person() {
    let world = two_addresses().private_world().await;
    let events = json!(eventful_day(&world).await).to_string();

    let contract = world.contract();
    let secret =
        [contract.replace('-', ""), contract, world.customer(), "Erika".into(), "@".into()];
    for part in secret {
        assert!(!events.contains(&part), "{part}: {events}");
    }
}

#[tokio::test]
async fn a_request_for_two_addresses_is_one_event_with_both_numbers() {
    let world = two_addresses().world().await;
    let mut user = world.user().await;
    let lines = json!([{ "serial": "A", "article": "4001", "quantity": 1 }, { "serial": "B", "article": "4001", "quantity": 1 }]);

    let numbers = user.ordered("k", lines).await;

    let events = world.events_about(&numbers[0], 1).await;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["detail"]["data"]["orders"], json!(numbers));
}
