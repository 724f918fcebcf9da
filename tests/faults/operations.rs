//! The operations that carry a key, and what it takes to do each of them again and again.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::history::Asking;
use crate::world::{Fleet, Person, World};

/// Devices of a lane: some operations use one up each time.
const DEVICES: usize = 120;

macro_rules! operations {
    ($($operation:ident $id:literal,)*) => {
        /// An operation that carries a key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Operation { $($operation,)* }

        impl Operation {
            pub const ALL: &[Self] = &[$(Self::$operation,)*];

            /// As the API's description names it.
            pub fn id(self) -> &'static str {
                match self { $(Self::$operation => $id,)* }
            }

            /// As the template names its function.
            pub fn function(self) -> &'static str {
                match self { $(Self::$operation => stringify!($operation),)* }
            }
        }
    };
}

operations! {
    AddContact "add_contact",
    ChangeContact "change_contact",
    DeleteContact "delete_contact",
    ChangeSignIn "change_sign_in",
    EndSession "end_session",
    EndOtherSessions "end_other_sessions",
    PlaceOrder "place_order",
    CancelOrder "cancel_order",
    ReleaseOrder "release_order",
    RequestAddressChange "request_address_change",
    SubmitReadings "submit_readings",
    WithdrawReading "withdraw_reading",
    AddStatusPage "add_status_page",
    AddTicketFile "add_ticket_file",
    OpenTicket "open_ticket",
    ReplyTicket "reply_ticket",
    RequestVisit "request_visit",
}

/// Somebody who does one operation again and again.
pub struct Lane<'w> {
    pub world: &'w World,
    pub person: Person<'w>,
    operation: Operation,
    contact: String,
    /// What is asked about each time, where that is not used up.
    subject: String,
}

impl<'w> Lane<'w> {
    /// A contract with enough devices.
    pub fn fleet() -> Fleet {
        let mut fleet = Fleet::new();
        fleet.address("H1", "Hansaallee 187");
        for i in 0..DEVICES {
            fleet.device(&format!("G{i}"), "H1");
        }
        fleet
    }

    /// Signs in, with a code, and makes what the operation is about.
    pub async fn new(world: &'w World, operation: Operation) -> Self {
        let mut person = world.confirmed().await;
        let contact = person.contact_id().await;
        let mut lane = Self { world, person, operation, contact, subject: String::new() };
        match operation {
            Operation::ReleaseOrder => {
                lane.make("first", "/api/devices/G0/address-changes", lane.moving("G0")).await;
            }
            Operation::ReplyTicket => {
                let ticket = lane.make("first", "/api/tickets", lane.fault()).await;
                lane.subject = text(&ticket["number"]);
            }
            _ => (),
        }
        lane
    }

    /// Makes something that the operation needs.
    async fn make(&mut self, key: &str, path: &str, body: Value) -> Value {
        let answer = self.person.keyed("POST", path, key, body).await;
        assert_eq!(answer.status, 201, "{:?}: {}", self.operation, answer.text);
        answer.json
    }

    /// The request of this number, and before it all that it needs.
    pub async fn prepare(&mut self, number: usize) -> Asking {
        let key = format!("before-{number}");
        let serial = format!("G{}", number % DEVICES);
        let (method, path, body) = match self.operation {
            Operation::AddContact => ("POST", "/api/contacts".into(), person(number, "Neu")),
            Operation::ChangeContact => {
                let added = self.make(&key, "/api/contacts", person(number, "Neu")).await;
                let path = format!("/api/contacts/{}", text(&added["id"]));
                // There may be a hundred.
                self.forget_before(&text(&added["id"])).await;
                ("PUT", path, person(number, "Anders"))
            }
            Operation::DeleteContact => {
                let added = self.make(&key, "/api/contacts", person(number, "Neu")).await;
                ("DELETE", format!("/api/contacts/{}", text(&added["id"])), Value::Null)
            }
            Operation::ChangeSignIn => {
                let body = json!({ "code_required": number % 2 == 1 });
                ("PUT", "/api/contract/sign-in".into(), body)
            }
            Operation::EndSession => {
                self.world.user().await;
                let sessions = self.person.get("/api/sessions").await.json;
                let sessions = sessions["sessions"].as_array().unwrap().iter();
                let other = sessions.clone().find(|one| one["current"] == false).unwrap();
                ("DELETE", format!("/api/sessions/{}", text(&other["id"])), Value::Null)
            }
            Operation::EndOtherSessions => {
                self.world.user().await;
                ("DELETE", "/api/sessions".into(), Value::Null)
            }
            Operation::PlaceOrder => ("POST", "/api/orders".into(), self.order(&serial)),
            Operation::CancelOrder => {
                let placed = self.make(&key, "/api/orders", self.order(&serial)).await;
                let order = text(&placed["orders"][0]["number"]);
                ("POST", format!("/api/orders/{order}/cancel"), Value::Null)
            }
            Operation::ReleaseOrder => {
                let waiting = self.waiting_order().await;
                let placed = self.make(&key, "/api/orders", waiting).await;
                let order = text(&placed["orders"][0]["number"]);
                ("POST", format!("/api/orders/{order}/release"), Value::Null)
            }
            Operation::RequestAddressChange => {
                ("POST", format!("/api/devices/{serial}/address-changes"), self.moving(&serial))
            }
            Operation::SubmitReadings => ("POST", "/api/readings".into(), reading(&serial)),
            Operation::WithdrawReading => {
                let taken = self.make(&key, "/api/readings", reading(&serial)).await;
                let id = text(&taken["accepted"][0]["id"]);
                let path = format!("/api/devices/{serial}/readings/{id}/withdraw");
                ("POST", path, Value::Null)
            }
            Operation::AddStatusPage => {
                ("POST", format!("/api/devices/{serial}/status-pages"), file(number))
            }
            Operation::AddTicketFile => {
                let ticket = self.make(&key, "/api/tickets", self.fault()).await;
                ("POST", format!("/api/tickets/{}/files", text(&ticket["number"])), file(number))
            }
            Operation::OpenTicket => ("POST", "/api/tickets".into(), self.fault()),
            Operation::ReplyTicket => {
                let path = format!("/api/tickets/{}/messages", self.subject);
                ("POST", path, json!({ "text": "Noch immer" }))
            }
            Operation::RequestVisit => {
                let ticket = text(&self.make(&key, "/api/tickets", self.fault()).await["number"]);
                self.world.close_ticket(&ticket).await;
                let path = format!("/api/tickets/{ticket}/visits");
                ("POST", path, json!({ "text": "Noch immer" }))
            }
        };
        Asking { method, path, key: format!("key-{number}"), body }
    }

    /// Deletes the contact that was added before this one.
    async fn forget_before(&mut self, id: &str) {
        let before = std::mem::replace(&mut self.subject, id.to_owned());
        if !before.is_empty() {
            let path = format!("/api/contacts/{before}");
            let key = format!("forget-{before}");
            let answer = self.person.keyed("DELETE", &path, &key, Value::Null).await;
            assert_eq!(answer.status, 204, "{}", answer.text);
        }
    }

    fn fault(&self) -> Value {
        json!({ "kind": "fault", "serial": "G0", "contact_id": self.contact, "text": "Streifen" })
    }

    fn order(&self, serial: &str) -> Value {
        let line =
            json!({ "serial": serial, "article": "4001", "quantity": 1, "reason": "Vorrat" });
        json!({ "lines": [line], "contact_id": self.contact })
    }

    fn moving(&self, serial: &str) -> Value {
        json!({
            "effective": "2027-01-15", "whole_address": false, "name": "Musterwerke", "street": format!("Kaistraße {serial}"),
            "postcode": "40221", "city": "Düsseldorf", "contact_id": self.contact,
        })
    }

    /// An order for the device that moves, which waits until that is decided.
    async fn waiting_order(&mut self) -> Value {
        let fleet = self.person.get("/api/devices").await.json;
        let home = &fleet["addresses"][0];
        let mut order = self.order("G0");
        order["deliveries"] =
            json!([{ "address": home["id"], "version": home["version"], "wait": true }]);
        order
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

fn person(number: usize, last: &str) -> Value {
    json!({ "first_name": "Max", "last_name": last, "email": format!("max{number}@neu.example"), "language": "de" })
}

fn file(number: usize) -> Value {
    let hash = Sha256::digest(number.to_be_bytes());
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({ "name": "Statusseite.pdf", "type": "application/pdf", "size": 1_000, "sha256": hash })
}

fn reading(serial: &str) -> Value {
    json!({ "readings": [{ "serial": serial, "date": "2026-12-13", "values": [
        { "counter": "FARBE1", "value": 6_000 },
        { "counter": "MONO1", "value": 9_500 },
    ] }] })
}
