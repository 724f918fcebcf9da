//! What belongs to others and what does not exist look the same, in every operation and at every place where an id can stand.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::status_pages::{form, pdf};
use crate::world::{Fleet, Person, World};

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Device,
    Address,
    Contact,
    Order,
    Ticket,
    TicketFile,
    StatusPage,
    Reading,
    Session,
}

/// The ids of one contract.
struct Ids {
    device: &'static str,
    address: String,
    contact: String,
    order: String,
    ticket: String,
    ticket_file: String,
    status_page: String,
    reading: String,
    session: String,
}

impl Ids {
    fn of(&self, kind: Kind) -> &str {
        match kind {
            Kind::Device => self.device,
            Kind::Address => &self.address,
            Kind::Contact => &self.contact,
            Kind::Order => &self.order,
            Kind::Ticket => &self.ticket,
            Kind::TicketFile => &self.ticket_file,
            Kind::StatusPage => &self.status_page,
            Kind::Reading => &self.reading,
            Kind::Session => &self.session,
        }
    }

    /// Of the right form, and nobody's.
    fn missing(kind: Kind) -> String {
        match kind {
            Kind::Device => "NIEMANDES".into(),
            Kind::Address => "NIRGENDS".into(),
            Kind::Order | Kind::Ticket => {
                domain::CaseNo::new(jiff::civil::date(2026, 11, 1), 7).to_string()
            }
            Kind::Session => "0".repeat(64),
            _ => "01J00000000000000000000000".into(),
        }
    }

    fn malformed(kind: Kind) -> &'static str {
        match kind {
            Kind::Device => "a b",
            Kind::Address => "a b",
            _ => "7",
        }
    }
}

/// A place in an operation where an id stands: `{}` in the path, or this pointer into the body.
struct Place {
    operation: String,
    method: &'static str,
    path: String,
    body: Value,
    pointer: Option<&'static str>,
    kind: Kind,
}

impl Place {
    async fn send(&self, person: &mut Person<'_>, key: &str, id: &str) -> crate::world::Answer {
        let escaped = id.replace(' ', "%20");
        let path = self.path.replace("{}", &escaped);
        let mut body = self.body.clone();
        if let Some(pointer) = self.pointer {
            *body.pointer_mut(pointer).unwrap() = id.into();
        }
        match self.method {
            "GET" => person.get(&path).await,
            method => person.keyed(method, &path, key, body).await,
        }
    }
}

/// A contract in which there is one of everything, its ids, and the cookie of a confirmed session.
async fn furnished(device: &'static str) -> (World, Ids, String) {
    let mut fleet = Fleet::new();
    let address = format!("ADR{device}");
    fleet.contact("Max", "Leser");
    fleet.address(&address, "Hansaallee 187").device(device, &address);
    let world = fleet.private_world().await;
    let mut user = world.user().await;
    let line = json!([{ "serial": device, "article": "4001", "quantity": 1, "reason": "Vorrat" }]);
    let order = user.ordered("o", line).await.remove(0);
    let contact = user.contact_id().await;
    let fault =
        json!({ "kind": "fault", "serial": device, "contact_id": contact, "text": "Streifen" });
    let ticket = user.keyed("POST", "/api/tickets", "t", fault).await.json["number"].clone();
    let ticket = ticket.as_str().unwrap().to_owned();
    let (_, file) = user.attached(&ticket, "f", &pdf("file")).await;
    let page = user.announce(device, "p", &pdf("page")).await.json["id"].clone();
    let reading = user.read_on("r", device, "2026-11-20").await.json["accepted"][0]["id"].clone();
    let mut erika = world.confirmed().await;
    let sessions = erika.get("/api/sessions").await.json["sessions"].clone();
    let session = sessions.as_array().unwrap().iter().find(|one| one["current"] == false).unwrap();
    let contacts = erika.get("/api/contacts").await.json["contacts"].clone();
    let max = contacts.as_array().unwrap().iter().find(|one| one["first_name"] == "Max").unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let ids = Ids {
        device,
        address,
        contact: text(&max["id"]),
        order,
        ticket,
        ticket_file: text(&file["id"]),
        status_page: text(&page),
        reading: text(&reading),
        session: text(&session["id"]),
    };
    let cookie = erika.cookie().unwrap().to_owned();
    (world, ids, cookie)
}

/// What a request of the operation says besides.
fn body(operation: &str, ids: &Ids) -> Value {
    match operation {
        "change_contact" => {
            json!({ "first_name": "Max", "last_name": "Neu", "email": "max@neu.example", "language": "de" })
        }
        "add_status_page" | "add_ticket_file" => form("application/pdf", b"%PDF-"),
        "reply_ticket" | "request_visit" => json!({ "text": "Noch etwas" }),
        "request_address_change" => json!({
            "effective": "2027-01-15", "whole_address": false, "name": "Neu", "street": "Kaistraße 1",
            "postcode": "40221", "city": "Düsseldorf", "contact_id": ids.contact,
        }),
        _ => Value::Null,
    }
}

/// Every parameter of every path in the API's description.
fn in_paths(ids: &Ids) -> Vec<Place> {
    let document = local::openapi::document().unwrap();
    let mut places = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let parameters: Vec<&str> = path.split('/').filter(|part| part.starts_with('{')).collect();
        for (method, operation) in operations.as_object().unwrap() {
            let operation = operation["operationId"].as_str().unwrap();
            for wanted in &parameters {
                let mut filled = path.clone();
                for parameter in parameters.iter().filter(|other| *other != wanted) {
                    filled = filled.replace(*parameter, ids.of(kind(path, parameter)));
                }
                places.push(Place {
                    operation: operation.to_owned(),
                    method: ["GET", "POST", "PUT", "DELETE"]
                        .into_iter()
                        .find(|known| known.eq_ignore_ascii_case(method))
                        .unwrap(),
                    path: filled.replace(wanted, "{}"),
                    body: body(operation, ids),
                    pointer: None,
                    kind: kind(path, wanted),
                });
            }
        }
    }
    places
}

/// What a parameter names.
fn kind(path: &str, parameter: &str) -> Kind {
    let before = path.split(parameter).next().unwrap();
    match (before.rsplit('/').nth(1).unwrap(), parameter) {
        ("devices", "{serial}") => Kind::Device,
        ("contacts", "{id}") => Kind::Contact,
        ("orders", "{number}") => Kind::Order,
        ("tickets", "{number}") => Kind::Ticket,
        ("files", "{id}") => Kind::TicketFile,
        ("status-pages", "{id}") => Kind::StatusPage,
        ("readings", "{id}") => Kind::Reading,
        ("sessions", "{id}") => Kind::Session,
        other => panic!("{other:?} of {path}: say what it names"),
    }
}

/// The ids that bodies name.
fn in_bodies(ids: &Ids) -> Vec<Place> {
    let line = json!({ "serial": ids.device, "article": "4001", "quantity": 1, "reason": "x" });
    let order = json!({ "lines": [line], "contact_id": ids.contact });
    let sent = json!({ "lines": [line], "contact_id": ids.contact,
        "deliveries": [{ "address": ids.address, "version": "1", "attention": "Empfang" }] });
    let ticket =
        json!({ "kind": "fault", "serial": ids.device, "contact_id": ids.contact, "text": "x" });
    let change = body("request_address_change", ids);
    let place = |operation: &str, path: &str, body: &Value, pointer, kind| Place {
        operation: operation.to_owned(),
        method: "POST",
        path: path.to_owned(),
        body: body.clone(),
        pointer: Some(pointer),
        kind,
    };
    let changes = format!("/api/devices/{}/address-changes", ids.device);
    vec![
        place("check_order", "/api/orders/check", &order, "/lines/0/serial", Kind::Device),
        place("place_order", "/api/orders", &order, "/lines/0/serial", Kind::Device),
        place("place_order", "/api/orders", &order, "/contact_id", Kind::Contact),
        place("place_order", "/api/orders", &sent, "/deliveries/0/address", Kind::Address),
        place("open_ticket", "/api/tickets", &ticket, "/serial", Kind::Device),
        place("open_ticket", "/api/tickets", &ticket, "/contact_id", Kind::Contact),
        place("request_address_change", &changes, &change, "/contact_id", Kind::Contact),
        place(
            "send_code",
            "/api/session/code",
            &json!({ "contact_id": "" }),
            "/contact_id",
            Kind::Contact,
        ),
    ]
}

#[tokio::test]
async fn what_is_anothers_and_what_does_not_exist_get_the_very_same_answer() {
    let (world, ids, cookie) = furnished("MEINS").await;
    let (_elsewhere, theirs, _) = furnished("DEREN").await;
    let mut erika = world.anyone();
    erika.steal_cookie(Some(&cookie));

    let (mut wrong, mut covered) = (Vec::new(), BTreeSet::new());
    let places = in_paths(&ids).into_iter().chain(in_bodies(&ids));
    for (n, place) in places.enumerate() {
        let foreign = place.send(&mut erika, &format!("{n}f"), theirs.of(place.kind)).await;
        let missing = place.send(&mut erika, &format!("{n}m"), &Ids::missing(place.kind)).await;
        let malformed = place.send(&mut erika, &format!("{n}x"), Ids::malformed(place.kind)).await;
        let what = format!("{} {:?} {:?}", place.operation, place.kind, place.pointer);
        // An address to which nothing of the order goes is a field to mend, whoever's it is.
        let expected = if place.kind == Kind::Address { 422 } else { 404 };
        if foreign.fingerprint() != missing.fingerprint() || foreign.status != expected {
            wrong.push((what.clone(), foreign.fingerprint().2.to_owned(), missing.text));
        }
        if malformed.status != 422 {
            wrong.push((what, malformed.status.to_string(), malformed.text));
        }
        covered.insert(place.operation);
    }
    assert!(covered.len() > 20, "{covered:?}");
    assert_eq!(wrong, []);
}

#[tokio::test]
async fn what_is_ones_own_is_found_at_every_place_of_an_id() {
    let (world, ids, cookie) = furnished("MEINS").await;
    let mut erika = world.anyone();
    erika.steal_cookie(Some(&cookie));

    let mut wrong = Vec::new();
    let mut places = in_bodies(&ids);
    places.extend(in_paths(&ids));
    // What takes something away comes last.
    places.sort_by_key(|place| place.method == "DELETE");
    for (n, place) in places.iter().enumerate() {
        let own = place.send(&mut erika, &format!("{n}"), ids.of(place.kind)).await;
        // Some find that the state forbids it: that is no 404.
        if matches!(own.status, 404 | 422) || own.status >= 500 {
            wrong.push((place.operation.clone(), place.kind, own.text));
        }
    }
    assert_eq!(wrong, []);
}
