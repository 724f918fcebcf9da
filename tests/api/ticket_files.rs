//! Photos and documents of tickets.

use std::time::Duration;

use serde_json::{Value, json};

use crate::status_pages::{form, pdf};
use crate::world::{Answer, Fleet, Person, World, join_all};

impl Person<'_> {
    /// Announces a PDF for a ticket.
    async fn attach(&mut self, ticket: &str, key: &str, bytes: &[u8]) -> Answer {
        let path = format!("/api/tickets/{ticket}/files");
        self.keyed("POST", &path, key, form("application/pdf", bytes)).await
    }

    /// Announces and sends a PDF for a ticket, and says what was answered first, and what became of the file.
    pub async fn attached(&mut self, ticket: &str, key: &str, bytes: &[u8]) -> (Answer, Value) {
        let announced = self.attach(ticket, key, bytes).await;
        assert_eq!(announced.status, 201, "{}", announced.text);
        let put = self.world().put_file(&announced.json["upload"], bytes.to_vec()).await;
        assert_eq!(put.status, 200, "{}", put.text);
        for _ in 0..400 {
            let file = self.file(ticket, &announced.json["id"]).await;
            if file["state"] != "announced" {
                return (announced, file);
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("the file was not inspected within ten seconds");
    }

    async fn file(&mut self, ticket: &str, id: &Value) -> Value {
        let ticket = self.ticket(ticket).await;
        let files = ticket.json["files"].as_array().unwrap();
        files.iter().find(|file| file["id"] == *id).unwrap().clone()
    }
}

#[tokio::test]
async fn a_file_of_a_ticket_is_shown_with_it_and_can_be_fetched_unchanged() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let ticket = user.reported("t").await;
    let bytes = pdf("stripes");

    let (_, file) = user.attached(&ticket, "k", &bytes).await;

    assert_eq!((&file["state"], &file["openable"]), (&json!("accepted"), &json!(true)));
    let path = format!("/api/tickets/{ticket}/files/{}", file["id"].as_str().unwrap());
    let url = user.get(&path).await.json["url"].as_str().unwrap().to_owned();
    assert_eq!(world.fetch(&url).await.bytes, bytes);
}

#[tokio::test]
async fn a_kept_file_is_told_to_the_operator_with_its_hash() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1").device("A", "H1");
    let world = fleet.private_world().await;
    let mut user = world.user().await;
    let ticket = user.reported("t").await;
    let bytes = pdf("told");

    let (_, file) = user.attached(&ticket, "k", &bytes).await;

    world.rest().await;
    let event = world.events_of("TicketFileReceived").await.remove(0);
    let sha256 = form("application/pdf", &bytes)["sha256"].clone();
    let expected =
        json!({ "ticket": ticket, "file": file["id"], "sha256": sha256, "level": "numbers" });
    assert_eq!(event["detail"]["data"], expected);
}

#[tokio::test]
async fn a_renamed_executable_is_refused_and_makes_room_for_another_file() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let ticket = user.reported("t").await;

    let (_, file) = user.attached(&ticket, "k0", b"MZ renamed").await;

    assert_eq!((&file["state"], &file["code"]), (&json!("refused"), &json!("file_other_kind")));
    for number in 1..=5 {
        let (_, file) =
            user.attached(&ticket, &format!("k{number}"), &pdf(&format!("{number}"))).await;
        assert_eq!(file["state"], "accepted");
    }
}

#[tokio::test]
async fn a_ticket_has_five_files_at_most_however_many_are_announced_at_once() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let ticket = user.reported("t").await;
    let mut people: Vec<_> = (0..8).map(|_| user.clone()).collect();

    let announcing = people.iter_mut().enumerate().map(|(number, person)| {
        let (ticket, key) = (ticket.clone(), format!("k{number}"));
        async move { person.attach(&ticket, &key, &pdf(&key)).await }
    });
    let answers = join_all(announcing).await;

    let taken = answers.iter().filter(|answer| answer.status == 201).count();
    let full = answers.iter().filter(|answer| answer.problem() == "too_many_files").count();
    assert_eq!((taken, full), (5, 3));
}

#[tokio::test]
async fn a_file_for_a_ticket_of_another_contract_is_not_found() {
    let (world, other) = (World::with_two_devices().await, World::with_two_devices().await);
    let mut user = world.user().await;
    let ticket = user.reported("t").await;
    let (_, file) = user.attached(&ticket, "k", &pdf("mine")).await;
    let mut stranger = other.user().await;

    let announced = stranger.attach(&ticket, "k", &pdf("theirs")).await;
    let path = format!("/api/tickets/{ticket}/files/{}", file["id"].as_str().unwrap());
    let fetched = stranger.get(&path).await;

    assert_eq!((announced.status, fetched.status), (404, 404));
}

#[tokio::test]
async fn by_the_numbers_one_fetches_what_one_sent_oneself() {
    let world = World::with_two_devices().await;
    let mut sender = world.user().await;
    let ticket = sender.reported("t").await;
    let (_, file) = sender.attached(&ticket, "k", &pdf("own")).await;
    let path = format!("/api/tickets/{ticket}/files/{}", file["id"].as_str().unwrap());
    let mut other = world.user().await;

    let (seen, fetched) = (other.file(&ticket, &file["id"]).await, other.get(&path).await);
    let confirmed = world.confirmed().await.get(&path).await;

    assert_eq!((&seen["name"], &seen["openable"]), (&json!(null), &json!(false)));
    assert_eq!((fetched.problem(), confirmed.status), ("code_needed", 200));
}

#[tokio::test]
async fn a_ticket_that_is_done_takes_no_files() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "X 1").device("A", "H1");
    let world = fleet.private_world().await;
    let mut user = world.user().await;
    let ticket = user.reported("t").await;
    world.close_ticket(&ticket).await;

    let answer = user.attach(&ticket, "k", &pdf("late")).await;

    assert_eq!((answer.status, answer.problem()), (409, "ticket_done"));
}

#[tokio::test]
async fn a_file_that_was_announced_twice_is_one_file() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let ticket = user.reported("t").await;
    let bytes = pdf("twice");

    let (one, two) =
        (user.attach(&ticket, "k", &bytes).await, user.attach(&ticket, "k", &bytes).await);

    assert_eq!(one.json["id"], two.json["id"]);
    assert_eq!(user.ticket(&ticket).await.json["files"].as_array().unwrap().len(), 1);
}
