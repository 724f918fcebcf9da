//! Status pages: announced, put into the bucket, inspected, fetched.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::world::{Answer, Fleet, Person, World};

/// A small PDF, different for each `what`.
pub fn pdf(what: &str) -> Vec<u8> {
    format!("%PDF-1.4\n% {what}\n%%EOF\n").into_bytes()
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is said about a file before it is put.
pub fn form(kind: &str, bytes: &[u8]) -> Value {
    json!({ "name": "Statusseite.pdf", "type": kind, "size": bytes.len(), "sha256": hash(bytes) })
}

impl Person<'_> {
    /// Announces a PDF for `serial`.
    pub async fn announce(&mut self, serial: &str, key: &str, bytes: &[u8]) -> Answer {
        self.announce_as("application/pdf", serial, key, bytes).await
    }

    async fn announce_as(&mut self, kind: &str, serial: &str, key: &str, bytes: &[u8]) -> Answer {
        let path = format!("/api/devices/{serial}/status-pages");
        let answer = self.keyed("POST", &path, key, form(kind, bytes)).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer
    }

    /// What became of the upload at `path`, once something did.
    pub async fn settled(&mut self, path: &str) -> Value {
        for _ in 0..400 {
            let answer = self.get(path).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
            if answer.json["state"] != "announced" {
                return answer.json;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{path} was not inspected within ten seconds");
    }
}

fn path_of(announced: &Answer) -> String {
    format!("/api/status-pages/{}", announced.json["id"].as_str().unwrap())
}

/// Announces and puts `bytes` as a file of type `kind`, and says what became of it.
async fn sent(world: &World, person: &mut Person<'_>, kind: &str, bytes: &[u8]) -> Value {
    let announced = person.announce_as(kind, "A", &hash(bytes), bytes).await;
    let put = world.put_file(&announced.json["upload"], bytes.to_vec()).await;
    assert_eq!(put.status, 200, "{}", put.text);
    person.settled(&path_of(&announced)).await
}

// ---- the way of a page

#[tokio::test]
async fn a_status_page_that_is_put_is_accepted_and_can_be_fetched_unchanged() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let page = pdf("C612");
    let became = sent(&world, &mut user, "application/pdf", &page).await;
    assert_eq!(became["state"], "accepted", "{became}");

    let path = format!("/api/status-pages/{}/file", became["id"].as_str().unwrap());
    let url = user.get(&path).await.json["url"].as_str().unwrap().to_owned();

    let file = world.fetch(&url).await;
    assert_eq!((file.status, file.bytes == page), (200, true), "{}", file.text);
}

#[tokio::test]
async fn a_fetched_file_is_to_be_kept_and_not_shown() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let page = pdf("kept");
    let mut form = form("application/pdf", &page);
    form["name"] = json!("Größe \"A\".exe");
    let announced = user.keyed("POST", "/api/devices/A/status-pages", "k", form).await;
    world.put_file(&announced.json["upload"], page).await;
    user.settled(&path_of(&announced)).await;

    let fetched = user.get(&format!("{}/file", path_of(&announced))).await;

    let file = world.fetch(fetched.json["url"].as_str().unwrap()).await;
    let expected = "attachment; filename=\"Gr__e _A_.exe.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%22A%22.exe.pdf";
    assert_eq!(file.header("content-disposition"), expected);
}

#[tokio::test]
async fn the_hash_of_an_accepted_page_is_kept_and_told_to_the_operator() {
    let world =
        Fleet::new().address("H1", "Hansaallee 187").device("A", "H1").private_world().await;
    let mut user = world.user().await;
    let page = pdf("told");

    let became = sent(&world, &mut user, "application/pdf", &page).await;

    let item = world.items("STATUSPAGE").await.remove(0);
    assert_eq!(item["sha256"]["S"], hash(&page));
    world.rest().await;
    let events = world.events_of("StatusPageReceived").await;
    let expected = json!({ "device": "A", "status_page": became["id"], "sha256": hash(&page), "level": "numbers" });
    assert_eq!(events.iter().map(|e| &e["detail"]["data"]).collect::<Vec<_>>(), [&expected]);
}

#[tokio::test]
async fn a_png_and_a_photo_are_accepted_too() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let png = [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &[7; 300_000]].concat();
    let jpeg = [&b"\xff\xd8\xff\xe1"[..], &[7; 300_000]].concat();

    let png = sent(&world, &mut user, "image/png", &png).await;
    let jpeg = sent(&world, &mut user, "image/jpeg", &jpeg).await;

    assert_eq!((&png["state"], &jpeg["state"]), (&json!("accepted"), &json!("accepted")));
}

#[tokio::test]
async fn a_file_of_ten_mebibytes_is_accepted() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let mut page = pdf("large");
    page.resize(10 * 1024 * 1024, b'x');

    let became = sent(&world, &mut user, "application/pdf", &page).await;

    assert_eq!(became["state"], "accepted", "{became}");
}

#[tokio::test]
async fn the_list_says_what_was_sent_for_which_device() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let became = sent(&world, &mut user, "application/pdf", &pdf("listed")).await;

    let list = user.get("/api/status-pages").await;

    let devices = list.json["devices"].as_array().unwrap();
    assert_eq!(devices.len(), 1, "{}", list.text);
    assert_eq!(
        (&devices[0]["serial"], &devices[0]["uploads"][0]["id"]),
        (&json!("A"), &became["id"])
    );
    assert_eq!(devices[0]["received"].as_str().map(str::len), Some(10));
}

// ---- what is refused when it is announced

#[tokio::test]
async fn an_announcement_that_cannot_be_right_names_every_field() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let good = form("application/pdf", b"x");
    let cases = [
        ("size", json!(10_590_617), "file_too_large"),
        ("size", json!(0), "file_empty"),
        ("size", json!("1"), "wrong_type"),
        ("type", json!("image/svg+xml"), "file_kind_unknown"),
        ("type", json!("text/html"), "file_kind_unknown"),
        ("sha256", json!("abc"), "hash_form"),
        ("name", json!("a\u{202e}fdp.exe"), "control_characters"),
        ("name", json!("x".repeat(121)), "too_long"),
        ("key", json!("status/other"), "unknown_field"),
    ];
    for (field, value, code) in cases {
        let mut form = good.clone();
        form[field] = value;
        let answer = user.keyed("POST", "/api/devices/A/status-pages", "k", form).await;
        let pointer = format!("#/{field}");
        assert_eq!(answer.refused(), [(pointer.as_str(), code)], "{}", answer.text);
    }
    let nothing = user.keyed("POST", "/api/devices/A/status-pages", "k", json!({})).await;
    assert_eq!(nothing.refused().len(), 4, "{}", nothing.text);
}

#[tokio::test]
async fn a_page_of_another_contracts_device_is_not_found() {
    let (world, other) = (
        World::with_two_devices().await,
        Fleet::new().address("H1", "X 1").device("C", "H1").world().await,
    );
    drop(other);
    let mut user = world.user().await;

    let answer =
        user.keyed("POST", "/api/devices/C/status-pages", "k", form("application/pdf", b"x")).await;

    assert_eq!(answer.status, 404, "{}", answer.text);
}

// ---- what the bucket refuses

#[tokio::test]
async fn an_address_takes_nothing_but_the_announced_file() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let page = pdf("this one");
    let upload = user.announce("A", "k", &page).await.json["upload"].clone();
    let url = upload["url"].as_str().unwrap();
    let without = |name: &str| {
        let mut headers = upload["headers"].clone();
        headers.as_object_mut().unwrap().remove(name);
        headers
    };
    let other_type = {
        let mut headers = upload["headers"].clone();
        headers["content-type"] = json!("text/html");
        headers
    };
    let mut same_length = page.clone();
    same_length[12] ^= 1;
    let (signed, headers) = (page.clone(), upload["headers"].clone());
    let attempts = [
        ("other bytes", url.to_owned(), headers.clone(), same_length, 400),
        ("fewer bytes", url.to_owned(), without("x-amz-checksum-sha256"), page[1..].to_vec(), 403),
        ("no checksum", url.to_owned(), without("x-amz-checksum-sha256"), signed.clone(), 403),
        ("no condition", url.to_owned(), without("if-none-match"), signed.clone(), 403),
        ("other type", url.to_owned(), other_type, signed.clone(), 403),
        (
            "other key",
            url.replace("incoming/status", "incoming/tickets"),
            headers.clone(),
            signed.clone(),
            403,
        ),
        (
            "kept key",
            url.replace("incoming/status", "status"),
            headers.clone(),
            signed.clone(),
            403,
        ),
        ("unsigned", url.split('?').next().unwrap().to_owned(), headers, signed, 403),
    ];
    for (what, url, headers, bytes, status) in attempts {
        let put = world.put_at(&url, &headers, bytes).await;
        assert_eq!(put.status, status, "{what}: {}", put.text);
    }

    let put = world.put_file(&upload, page).await;
    assert_eq!(put.status, 200, "after all that: {}", put.text);
}

#[tokio::test]
async fn an_address_that_was_used_is_used_up() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let page = pdf("once");
    let announced = user.announce("A", "k", &page).await;
    let first = world.put_file(&announced.json["upload"], page.clone()).await;
    user.settled(&path_of(&announced)).await;

    let second = world.put_file(&announced.json["upload"], page).await;

    assert_eq!((first.status, second.status), (200, 412), "{}", second.text);
}

#[tokio::test]
async fn of_two_at_the_same_moment_one_is_taken() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let page = pdf("at once");
    let upload = user.announce("A", "k", &page).await.json["upload"].clone();

    let (one, two) =
        tokio::join!(world.put_file(&upload, page.clone()), world.put_file(&upload, page.clone()));

    assert_eq!(BTreeSet::from([one.status, two.status]), BTreeSet::from([200, 412]));
}

#[tokio::test]
async fn an_address_that_is_over_takes_nothing_and_a_retry_gets_another() {
    let world = Fleet::new().address("H1", "Hansaallee 187").device("A", "H1").hasty_world().await;
    let mut user = world.user().await;
    let page = pdf("late");
    let announced = user.announce("A", "k", &page).await;
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    let late = world.put_file(&announced.json["upload"], page.clone()).await;
    assert_eq!(late.status, 403, "{}", late.text);

    let again = user.announce("A", "k", &page).await;

    assert_eq!(again.json["id"], announced.json["id"]);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(world.put_file(&again.json["upload"], page).await.status, 200);
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing_and_can_be_repeated() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let page = pdf(&"broken off ".repeat(5_000));
    let announced = user.announce("A", "k", &page).await;
    let upload = &announced.json["upload"];
    let url = upload["url"].as_str().unwrap();
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut head =
        format!("PUT /{path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {}\r\n", page.len());
    for (name, value) in upload["headers"].as_object().unwrap() {
        head += &format!("{name}: {}\r\n", value.as_str().unwrap());
    }
    let port = host.rsplit(':').next().unwrap();
    let mut stream = tokio::net::TcpStream::connect(format!("127.0.0.1:{port}")).await.unwrap();
    stream.write_all(format!("{head}\r\n").as_bytes()).await.unwrap();
    stream.write_all(&page[..page.len() / 2]).await.unwrap();
    stream.shutdown().await.unwrap();
    let _ = stream.read_to_end(&mut Vec::new()).await;

    assert_eq!(user.get(&path_of(&announced)).await.json["state"], "announced");
    assert_eq!(world.put_file(upload, page).await.status, 200);
    assert_eq!(user.settled(&path_of(&announced)).await["state"], "accepted");
}

#[tokio::test]
async fn nobody_reads_or_writes_the_bucket_without_a_signature() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let page = pdf("private");
    let announced = user.announce("A", "k", &page).await;
    world.put_file(&announced.json["upload"], page).await;
    user.settled(&path_of(&announced)).await;
    let url = announced.json["upload"]["url"].as_str().unwrap();
    let object = url.split('?').next().unwrap();
    let bucket = object.split("/incoming/").next().unwrap();

    for url in [object.to_owned(), object.replace("incoming/", ""), bucket.to_owned()] {
        let got = world.fetch(&url).await;
        assert_eq!(got.status, 403, "{url}: {}", got.text);
    }
}

#[tokio::test]
async fn only_the_portals_page_may_put_from_a_browser() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let upload = user.announce("A", "k", b"%PDF-").await.json["upload"].clone();
    let asked = async |origin: &str| {
        let request = reqwest::Client::new()
            .request(reqwest::Method::OPTIONS, upload["url"].as_str().unwrap())
            .header("origin", origin)
            .header("access-control-request-method", "PUT")
            .header(
                "access-control-request-headers",
                "content-type,if-none-match,x-amz-checksum-sha256",
            );
        let answer = request.send().await.unwrap();
        let allowed = answer.headers().get("access-control-allow-origin").cloned();
        allowed.map(|origin| origin.to_str().unwrap().to_owned())
    };

    assert_eq!(asked(world.url()).await.as_deref(), Some(world.url()));
    assert_ne!(
        asked("https://elsewhere.example").await.as_deref(),
        Some("https://elsewhere.example")
    );
}

#[tokio::test]
async fn what_must_be_sent_along_is_what_the_template_lets_a_page_send() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let upload = user.announce("A", "k", b"%PDF-").await.json["upload"].clone();

    let headers: Vec<&str> =
        upload["headers"].as_object().unwrap().keys().map(String::as_str).collect();

    assert_eq!(headers, ["content-type", "if-none-match", "x-amz-checksum-sha256"]);
}

// ---- what the inspection refuses

#[tokio::test]
async fn a_file_that_is_something_else_is_refused_and_says_what_to_do() {
    let world = World::with_two_devices().await;
    let mut user = world.user().await;
    let cases: [(&str, &str, &[u8]); 5] = [
        ("a renamed executable", "application/pdf", b"MZ\x90\0\x03\0\0\0 renamed"),
        ("an SVG", "image/png", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"),
        ("HTML", "application/pdf", b"<!doctype html><script>alert(1)</script>"),
        ("a PDF as a photo", "image/jpeg", b"%PDF-1.7 photo"),
        ("an archive with a PDF in it", "application/pdf", b"PK\x03\x04 %PDF-1.7"),
    ];
    for (what, kind, bytes) in cases {
        let became = sent(&world, &mut user, kind, bytes).await;
        assert_eq!(
            (&became["state"], &became["code"]),
            (&json!("refused"), &json!("file_other_kind")),
            "{what}"
        );
        assert!(became["detail"].as_str().unwrap().contains("Wählen Sie"), "{what}: {became}");
    }
}

#[tokio::test]
async fn a_refused_file_is_gone_and_cannot_be_fetched() {
    let data = tempfile::tempdir().unwrap();
    let world = Fleet::new().address("H1", "X 1").device("A", "H1").world_in(data.path()).await;
    let mut user = world.user().await;
    let became = sent(&world, &mut user, "application/pdf", b"MZ nothing good").await;
    world.rest().await;

    let path = format!("/api/status-pages/{}/file", became["id"].as_str().unwrap());
    let fetched = user.get(&path).await;

    assert_eq!((fetched.status, fetched.problem()), (409, "file_not_there"));
    assert_eq!(files_below(&data.path().join("files/pagetally-files")), Vec::<String>::new());
}

fn files_below(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test]
async fn an_event_that_comes_again_changes_nothing() {
    let world = Fleet::new().address("H1", "X 1").device("A", "H1").private_world().await;
    let mut user = world.user().await;
    sent(&world, &mut user, "application/pdf", &pdf("again")).await;
    world.rest().await;
    let (before, event) =
        (world.items("STATUSPAGE").await, world.events_of("Object Created").await.remove(0));
    world.edition().put_event("aws.s3", "Object Created", event["detail"].clone()).unwrap();

    world.rest().await;

    assert_eq!(world.items("STATUSPAGE").await, before);
    assert_eq!(world.events_of("StatusPageReceived").await.len(), 1);
}

#[tokio::test]
async fn an_object_that_nobody_announced_is_nobodys() {
    let world = Fleet::new().address("H1", "X 1").device("A", "H1").private_world().await;
    let mut user = world.user().await;
    let event =
        |key: &str| json!({ "bucket": { "name": "pagetally-files" }, "object": { "key": key } });
    for key in ["incoming/x", "incoming/status/../../etc"] {
        world.edition().put_event("aws.s3", "Object Created", event(key)).unwrap();
    }

    world.rest().await;

    assert_eq!(user.get("/api/status-pages").await.json["devices"], json!([]));
}

#[tokio::test]
async fn a_file_that_came_right_before_a_crash_is_inspected_after_it() {
    let data = tempfile::tempdir().unwrap();
    let mut world = Fleet::new().address("H1", "X 1").device("A", "H1").world_in(data.path()).await;
    let page = pdf("crash");
    let announced = world.user().await.announce("A", "k", &page).await;
    let url = announced.json["upload"]["url"].as_str().unwrap();
    let key = url.split('?').next().unwrap().split_once("/pagetally-files/").unwrap().1;
    world.stop();
    // As a process leaves it that is killed between storing the file and telling of it.
    let file = data.path().join("files/pagetally-files").join(key);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, &page).unwrap();

    world.restart(data.path()).await;

    let became = world.user().await.settled(&path_of(&announced)).await;
    assert_eq!(became["state"], "accepted");
}

// ---- who may see what

#[tokio::test]
async fn a_status_page_of_another_contract_is_not_found() {
    let (world, other) = (World::with_two_devices().await, World::with_two_devices().await);
    let mut user = world.user().await;
    let became = sent(&world, &mut user, "application/pdf", &pdf("mine")).await;
    let path = format!("/api/status-pages/{}", became["id"].as_str().unwrap());
    let mut stranger = other.user().await;

    for path in [
        path.clone(),
        format!("{path}/file"),
        "/api/status-pages/01K00000000000000000000000".into(),
    ] {
        let answer = stranger.get(&path).await;
        assert_eq!((answer.status, answer.problem()), (404, "not_found"), "{path}");
    }
}

#[tokio::test]
async fn by_the_numbers_one_sees_the_file_that_one_sent_oneself() {
    let world = World::with_two_devices().await;
    let mut sender = world.user().await;
    let became = sent(&world, &mut sender, "application/pdf", &pdf("own")).await;
    let path = format!("/api/status-pages/{}", became["id"].as_str().unwrap());
    let mut other = world.user().await;

    let (seen, fetched) = (other.get(&path).await, other.get(&format!("{path}/file")).await);

    assert_eq!((&became["name"], &became["openable"]), (&json!("Statusseite.pdf"), &json!(true)));
    assert_eq!((&seen.json["name"], &seen.json["openable"]), (&json!(null), &json!(false)));
    assert_eq!((fetched.status, fetched.problem()), (403, "code_needed"));
}

#[tokio::test]
async fn a_confirmed_session_fetches_what_others_sent() {
    let world = World::with_two_devices().await;
    let mut sender = world.user().await;
    let became = sent(&world, &mut sender, "application/pdf", &pdf("for all")).await;
    let mut confirmed = world.confirmed().await;

    let fetched =
        confirmed.get(&format!("/api/status-pages/{}/file", became["id"].as_str().unwrap())).await;

    assert_eq!(fetched.status, 200, "{}", fetched.text);
}

// ---- what the operator asks for

/// Devices A and B of one contract, on a portal of its own.
async fn asked_world() -> World {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1").device("B", "H1");
    fleet.private_world().await
}

#[tokio::test]
async fn a_request_stands_at_its_device_until_a_page_is_accepted() {
    let world = asked_world().await;
    let mut user = world.user().await;
    let wanted =
        json!({ "serials": ["A"], "until": "2027-01-15", "note": "Bitte mit Seriennummer." });
    world.tell("1", "StatusPageRequested", wanted).await;
    let requested = |device: &Value| device["status_page_requested"].clone();
    let asked = requested(&user.get("/api/devices/A").await.json);
    assert_eq!(
        (&asked["until"], &asked["note"]),
        (&json!("2027-01-15"), &json!("Bitte mit Seriennummer."))
    );
    assert_eq!(requested(&user.get("/api/devices/B").await.json), json!(null));
    assert_eq!(user.get("/api/status-pages").await.json["devices"][0]["requested"], asked);

    sent(&world, &mut user, "application/pdf", &pdf("answer")).await;

    assert_eq!(requested(&user.get("/api/devices/A").await.json), json!(null));
}

#[tokio::test]
async fn a_refused_page_leaves_the_request_as_it_is() {
    let world = asked_world().await;
    let mut user = world.user().await;
    world.tell("1", "StatusPageRequested", json!({ "serials": ["A"] })).await;

    sent(&world, &mut user, "application/pdf", b"MZ").await;

    assert_ne!(user.get("/api/devices/A").await.json["status_page_requested"], json!(null));
}

#[tokio::test]
async fn who_is_responsible_for_readings_is_asked_by_letter_in_their_language() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1").device("B", "H1");
    fleet.contact_who_reads("en", "Jane", "Miller").responsible("Jane", "readings");
    let world = fleet.private_world().await;

    let wanted = json!({ "until": "2027-01-15", "note": "Bitte in Farbe." });
    world.tell("1", "StatusPageRequested", wanted).await;

    let letters = world.letters(1).await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!(letters[0]["subject"], "Status pages of 2 devices by 15 Jan 2027");
    let text = letters[0]["text"].as_str().unwrap();
    for part in ["“Bitte in Farbe.”", "/#/status-pages", "A", "B"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[tokio::test]
async fn a_page_that_came_before_the_letter_is_not_asked_for() {
    let world = asked_world().await;
    let mut user = world.user().await;
    world.tell("1", "StatusPageRequested", json!({ "serials": ["A", "B"] })).await;
    world.letters(1).await;
    sent(&world, &mut user, "application/pdf", &pdf("early")).await;
    world.letters(2).await;

    world.tell("2", "StatusPageRequested", json!({ "until": "2027-03-01" })).await;

    let letters = world.letters(3).await;
    assert!(
        letters[2]["subject"].as_str().unwrap().contains("2 Geräten"),
        "{}",
        letters[2]["subject"]
    );
}

#[tokio::test]
async fn an_event_that_comes_twice_asks_once() {
    let world = asked_world().await;
    world.tell("1", "StatusPageRequested", json!({})).await;
    world.tell("1", "StatusPageRequested", json!({})).await;

    assert_eq!(world.letters(1).await.len(), 1);
    assert_eq!(world.set_aside(), []);
}

#[tokio::test]
async fn a_request_that_cannot_be_is_set_aside_and_asks_nobody() {
    let world = asked_world().await;
    let cases = [
        json!({ "serials": ["A", "FOREIGN"] }),
        json!({ "serials": [] }),
        json!({ "until": "soon" }),
        json!({ "note": "x".repeat(201) }),
        json!({ "devices": ["A"] }),
    ];
    for (number, data) in cases.iter().enumerate() {
        world.tell(&format!("e{number}"), "StatusPageRequested", data.clone()).await;
        assert_eq!(world.set_aside().len(), number + 1, "{data}");
    }

    let device = world.user().await.get("/api/devices/A").await;
    assert_eq!(device.json["status_page_requested"], json!(null));
}

#[tokio::test]
async fn a_whole_fleet_is_asked_at_once_and_the_letter_counts_it() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187");
    for number in 0..250 {
        fleet.read(&format!("D{number:03}"), "H1", "2026-09-30");
    }
    let world = fleet.private_world().await;

    world.tell("1", "StatusPageRequested", json!({})).await;

    let mut user = world.user().await;
    let list = user.get("/api/status-pages").await;
    assert_eq!(list.json["devices"].as_array().unwrap().len(), 250);
    let letter = world.letters(1).await.remove(0);
    let (subject, text) = (letter["subject"].as_str().unwrap(), letter["text"].as_str().unwrap());
    assert!(subject.contains("250 Geräten") && text.contains("150 weitere"), "{subject} {text}");
}

#[tokio::test]
async fn a_link_about_readings_knows_nothing_of_status_pages() {
    let mut fleet = Fleet::new();
    fleet.address("H1", "Hansaallee 187").device("A", "H1");
    let world = fleet.private_world().await;
    world.travel_to("2026-12-28T10:00:00Z");
    world.morning().await;
    let letter = world.letter_with_link().await;
    world.tell("1", "StatusPageRequested", json!({})).await;
    let mut reader = world.anyone();
    reader.open_link(&letter).await;

    let device = reader.get("/api/devices/A").await;
    let list = reader.get("/api/status-pages").await;

    assert_eq!((device.status, &device.json["status_page_requested"]), (200, &json!(null)));
    assert_eq!((list.status, list.problem()), (403, "sign_in_needed"));
}

#[tokio::test]
async fn at_the_contracts_end_every_device_owes_a_page_without_being_asked() {
    let mut fleet = Fleet::new();
    fleet.contract("ends", "2026-12-31").address("H1", "Hansaallee 187");
    fleet.device("A", "H1").device("B", "H1");
    let world = fleet.private_world().await;
    world.travel_to("2026-11-30T10:00:00Z");
    let early = world.user().await.get("/api/status-pages").await;
    world.travel_to("2027-01-15T10:00:00Z");
    let mut user = world.user().await;

    sent(&world, &mut user, "application/pdf", &pdf("last")).await;

    let list = user.get("/api/status-pages").await;
    let at_end: Vec<_> =
        list.json["devices"].as_array().unwrap().iter().map(|device| &device["at_end"]).collect();
    assert_eq!(early.json["devices"], json!([]));
    assert_eq!(at_end, [&json!(null), &json!("2026-12-31")], "{}", list.text);
}
