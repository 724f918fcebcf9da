//! What comes from outside: events that the operator's systems put on the bus.
//!
//! They are read strictly. What cannot be read, is not known or cannot be is [`SetAside`]: never applied in part, never dropped.

use std::collections::BTreeSet;
use std::fmt;

use domain::{
    AddressChange, Appointment, CaseNo, ContractRef, Message, OrderNews, Progress, Refusal, Serial,
    Shipment, StatusPageRequest, Text, TicketNews, TicketState, TrackingLink,
};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::VERSION;

/// The source of the operator's events on the bus.
pub const SOURCE: &str = "operator";

/// The devices whose status pages are asked for, all in use where there are none, and how.
pub type StatusPagesAsked = (Option<BTreeSet<Serial>>, StatusPageRequest);

/// What the operator tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Report {
    /// An order was accepted.
    OrderConfirmed(OrderNamed),
    /// An order's parcel is on its way.
    OrderShipped(OrderShipped),
    /// An order's parcel has arrived.
    OrderDelivered(OrderNamed),
    /// An order was called off.
    OrderCancelled(OrderCalledOff),
    /// A change of an address was approved or rejected.
    AddressChangeDecided(AddressChangeDecided),
    /// Somebody answers to a ticket.
    TicketReplied(TicketReplied),
    /// A visit of a ticket has reached a state.
    TicketStateChanged(TicketStateChanged),
    /// Status pages are asked for.
    StatusPageRequested(StatusPageWanted),
}

/// An order, and nothing else to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderNamed {
    /// Its number.
    #[schema(value_type = String, example = "263274819204")]
    pub order: CaseNo,
}

/// An order whose parcel is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderShipped {
    /// Its number.
    #[schema(value_type = String, example = "263274819204")]
    pub order: CaseNo,
    /// Who brings it, as customers know the name.
    #[schema(min_length = 1, max_length = 60, example = "DHL")]
    pub carrier: String,
    /// Where the parcel is followed: https only.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^https://", max_length = 500)]
    pub tracking: Option<TrackingLink>,
}

/// An order that was called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderCalledOff {
    /// Its number.
    #[schema(value_type = String, example = "263274819204")]
    pub order: CaseNo,
    /// Why, in words that the customer reads.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub reason: Option<String>,
}

/// What became of a change of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressChangeDecided {
    /// Its number.
    #[schema(value_type = String, example = "263274819204")]
    pub change: CaseNo,
    /// The decision. There is no other afterwards.
    pub decision: Decision,
    /// Why it was rejected, in words that the customer reads.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub reason: Option<String>,
}

/// A decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It will be.
    Approved,
    /// It will not be.
    Rejected,
}

/// Words for the customer about a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketReplied {
    /// Its number.
    #[schema(value_type = String, example = "263274819204")]
    pub ticket: CaseNo,
    /// The words, in any script and with line breaks.
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
    /// Who wrote them, as customers shall read it.
    #[serde(default)]
    #[schema(max_length = 60)]
    pub author: Option<String>,
}

/// A state of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketStateChanged {
    /// Its number.
    #[schema(value_type = String, example = "263274819204")]
    pub ticket: CaseNo,
    /// The visit that has reached the state, from 1.
    #[schema(minimum = 1)]
    pub visit: u32,
    /// `received`, `scheduled`, `done` or `cancelled`.
    #[schema(value_type = String, example = "scheduled")]
    pub state: TicketState,
    /// When it was reached; the moment of the event where nothing is said. Of two appointments the one that was made later counts.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// Words for the customer, in any script and with line breaks.
    #[serde(default)]
    #[schema(max_length = 4000)]
    pub note: Option<String>,
    /// When somebody comes; only with `scheduled`.
    #[serde(default)]
    pub appointment: Option<TicketAppointment>,
}

/// When somebody comes, by the clocks of the contract's country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketAppointment {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// Not before.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "08:00")]
    pub from: Option<Time>,
    /// Not after.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "12:00")]
    pub until: Option<Time>,
}

/// Status pages that the operator asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusPageWanted {
    /// Of these devices; of all that are in use where nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>, min_items = 1, max_items = 1000)]
    pub serials: Option<Vec<Serial>>,
    /// Until this day, where it matters.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    /// Why or how, in words that the customer reads.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub note: Option<String>,
}

impl TicketReplied {
    fn news(&self) -> Result<TicketNews, String> {
        let text = Text::block(&self.text, Message::TEXT_MAX);
        let author =
            Text::optional_line(self.author.as_deref().unwrap_or_default(), Message::AUTHOR_MAX);
        Ok(TicketNews::Words {
            text: text.map_err(|refused| told("text", refused))?,
            author: author.map_err(|refused| told("author", refused))?,
        })
    }
}

impl TicketStateChanged {
    fn news(&self, occurred_at: Timestamp) -> Result<TicketNews, String> {
        let note =
            Text::optional_block(self.note.as_deref().unwrap_or_default(), Message::TEXT_MAX);
        let note = note.map_err(|refused| told("note", refused))?;
        let appointment = self.appointment.as_ref().map(|planned| {
            let TicketAppointment { date, from, until } = *planned;
            Appointment { date, from, until }
        });
        if appointment.is_some() && self.state != TicketState::Scheduled {
            return Err("data.appointment: only what is scheduled has one".into());
        }
        if appointment
            .is_some_and(|a| a.from.zip(a.until).is_some_and(|(from, until)| until < from))
        {
            return Err("data.appointment: it ends before it begins".into());
        }
        let at = self.at.unwrap_or(occurred_at);
        let progress = Progress { visit: self.visit, state: self.state, at, appointment };
        Ok(TicketNews::State(progress, note))
    }
}

/// Which field cannot be, and why.
fn told(field: &str, refused: Refusal) -> String {
    format!("data.{field}: {}", refused.code())
}

impl Report {
    /// Every type, as `detail-type` on the bus.
    pub const KINDS: [&'static str; 8] = [
        "OrderConfirmed",
        "OrderShipped",
        "OrderDelivered",
        "OrderCancelled",
        "AddressChangeDecided",
        "TicketReplied",
        "TicketStateChanged",
        "StatusPageRequested",
    ];

    /// The order that it is about and what it says of it, if it is about an order.
    ///
    /// # Errors
    ///
    /// The field that cannot be, and why.
    pub fn order(&self) -> Result<Option<(CaseNo, OrderNews)>, String> {
        Ok(Some(match self {
            Self::OrderConfirmed(named) => (named.order, OrderNews::Confirmed),
            Self::OrderDelivered(named) => (named.order, OrderNews::Delivered),
            Self::OrderShipped(shipped) => {
                let carrier = Text::line(&shipped.carrier, Shipment::CARRIER_MAX);
                let carrier = carrier.map_err(|refused| told("carrier", refused))?;
                let tracking = shipped.tracking.clone();
                (shipped.order, OrderNews::Shipped(Shipment { carrier, tracking }))
            }
            Self::OrderCancelled(off) => {
                let reason = off.reason.as_deref().unwrap_or_default();
                let reason = Text::optional_line(reason, OrderNews::REASON_MAX);
                let reason = reason.map_err(|refused| told("reason", refused))?;
                (off.order, OrderNews::Cancelled(reason))
            }
            Self::AddressChangeDecided(_)
            | Self::TicketReplied(_)
            | Self::TicketStateChanged(_)
            | Self::StatusPageRequested(_) => return Ok(None),
        }))
    }

    /// The change of an address that it decides, whether that is approved, and why not, if it decides one.
    ///
    /// # Errors
    ///
    /// The field that cannot be, and why.
    pub fn address_change(&self) -> Result<Option<(CaseNo, bool, Option<String>)>, String> {
        let Self::AddressChangeDecided(decided) = self else { return Ok(None) };
        let reason = decided.reason.as_deref().unwrap_or_default();
        let reason = Text::optional_line(reason, AddressChange::REASON_MAX);
        let reason = reason.map_err(|refused| told("reason", refused))?;
        Ok(Some((decided.change, decided.decision == Decision::Approved, reason)))
    }

    /// The ticket that it is about and what it says of it, if it is about a ticket. `occurred_at` is the event's.
    ///
    /// # Errors
    ///
    /// The field that cannot be, and why.
    pub fn ticket(&self, occurred_at: Timestamp) -> Result<Option<(CaseNo, TicketNews)>, String> {
        Ok(match self {
            Self::TicketReplied(replied) => Some((replied.ticket, replied.news()?)),
            Self::TicketStateChanged(changed) => Some((changed.ticket, changed.news(occurred_at)?)),
            Self::OrderConfirmed(_)
            | Self::OrderShipped(_)
            | Self::OrderDelivered(_)
            | Self::OrderCancelled(_)
            | Self::AddressChangeDecided(_)
            | Self::StatusPageRequested(_) => None,
        })
    }

    /// The devices whose status pages are asked for since `since` (all in use where there are none), and how, if it asks for any.
    ///
    /// # Errors
    ///
    /// The field that cannot be, and why.
    pub fn status_pages(&self, since: Date) -> Result<Option<StatusPagesAsked>, String> {
        let Self::StatusPageRequested(wanted) = self else { return Ok(None) };
        let serials = wanted.serials.as_ref().map(|serials| serials.iter().cloned().collect());
        let few =
            |serials: &BTreeSet<Serial>| (1..=StatusPageRequest::DEVICES).contains(&serials.len());
        if serials.as_ref().is_some_and(|serials| !few(serials)) {
            return Err("data.serials: not one to a thousand".into());
        }
        let note = wanted.note.as_deref().unwrap_or_default();
        let note = Text::optional_line(note, StatusPageRequest::NOTE_MAX);
        let note = note.map_err(|refused| told("note", refused))?;
        Ok(Some((serials, StatusPageRequest { since, until: wanted.until, note })))
    }
}

/// An event from outside, as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Names the event; chosen by the sender, who repeats it with the event.
    pub id: String,
    /// When it happened, by the sender's clock.
    pub occurred_at: Timestamp,
    /// Whose.
    pub contract_ref: ContractRef,
    /// What happened.
    pub report: Report,
    /// What it says, as a hash: another event under the same id is told from a doubled one by it.
    pub fingerprint: String,
}

/// The `detail` of an event from outside.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outer {
    version: u32,
    id: String,
    occurred_at: Timestamp,
    contract_ref: ContractRef,
    #[serde(rename = "type")]
    kind: String,
    data: Value,
}

/// An event from outside that is not applied and never will be as it is; a person has to look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The event's id, as far as it has one.
    pub id: String,
    /// Why.
    pub why: String,
}

impl fmt::Display for SetAside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "event {} is set aside: {}", self.id, self.why)
    }
}

impl std::error::Error for SetAside {}

impl Notice {
    /// Characters of an id at most.
    pub const ID_MAX: usize = 64;

    /// Reads an event of the bus: its `detail-type` and `detail`.
    ///
    /// # Errors
    ///
    /// [`SetAside`] for whatever is not one of [`Report`] to the last field.
    pub fn read(kind: &str, detail: &Value) -> Result<Self, SetAside> {
        let id = detail["id"].as_str().unwrap_or("without an id");
        let id: String = id.chars().filter(|c| !c.is_control()).take(Self::ID_MAX).collect();
        let aside = |why: String| SetAside { id: id.clone(), why };
        let outer =
            Outer::deserialize(detail).map_err(|err| aside(format!("unreadable, {err}")))?;
        let visible = outer.id.bytes().all(|b| b.is_ascii_graphic());
        if !(1..=Self::ID_MAX).contains(&outer.id.len()) || !visible {
            return Err(aside("its id has not 1 to 64 visible ASCII characters".into()));
        }
        if outer.version != VERSION {
            return Err(aside(format!("version {} is not known", outer.version)));
        }
        if outer.kind != kind {
            return Err(aside(format!("its type is {}, its detail-type {kind}", outer.kind)));
        }
        let said = serde_json::json!({ "type": outer.kind, "data": outer.data });
        let fingerprint = Sha256::digest(format!("{}\0{said}", outer.contract_ref));
        let report = Report::deserialize(said);
        Ok(Self {
            report: report.map_err(|err| aside(format!("unreadable, {err}")))?,
            id: outer.id,
            occurred_at: outer.occurred_at,
            contract_ref: outer.contract_ref,
            fingerprint: data_encoding::HEXLOWER.encode(&fingerprint),
        })
    }

    /// What to answer when it cannot be.
    pub fn set_aside(&self, why: impl Into<String>) -> SetAside {
        SetAside { id: self.id.clone(), why: why.into() }
    }
}

/// The schema of a ticket's state with the one that it refers to put in, because each schema is a document of its own.
fn state_changed() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
    use utoipa::PartialSchema;
    let mut schema = TicketStateChanged::schema();
    if let utoipa::openapi::RefOr::T(utoipa::openapi::Schema::Object(object)) = &mut schema {
        object.properties.insert("appointment".into(), TicketAppointment::schema());
    }
    schema
}

/// The JSON schemas of all events from outside: type name and schema of the whole `detail`.
pub fn schemas() -> Vec<(&'static str, Value)> {
    use utoipa::PartialSchema;
    let id = serde_json::json!({ "type": "string", "minLength": 1, "maxLength": Notice::ID_MAX, "pattern": "^[!-~]+$" });
    let of = |kind, data| {
        let mut schema = crate::schema(kind, &id, data);
        schema["additionalProperties"] = false.into();
        (kind, schema)
    };
    vec![
        of("OrderConfirmed", OrderNamed::schema()),
        of("OrderShipped", OrderShipped::schema()),
        of("OrderDelivered", OrderNamed::schema()),
        of("OrderCancelled", OrderCalledOff::schema()),
        of("AddressChangeDecided", AddressChangeDecided::schema()),
        of("TicketReplied", TicketReplied::schema()),
        of("TicketStateChanged", state_changed()),
        of("StatusPageRequested", StatusPageWanted::schema()),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shipped() -> Value {
        json!({
            "version": 1, "id": "erp-4711", "occurred_at": "2026-11-24T09:30:00Z",
            "contract_ref": "01J00000000000000000000000", "type": "OrderShipped",
            "data": { "order": "263274819204", "carrier": "DHL", "tracking": "https://www.dhl.de/" },
        })
    }

    fn with(pointer: &str, value: Value) -> Value {
        let mut event = shipped();
        match event.pointer_mut(pointer) {
            Some(field) => *field = value,
            None => event["data"][pointer.trim_start_matches("/data/")] = value,
        }
        event
    }

    fn read(event: &Value) -> Result<OrderNews, String> {
        let notice = Notice::read("OrderShipped", event).map_err(|aside| aside.why)?;
        Ok(notice.report.order()?.expect("an order").1)
    }

    #[test]
    fn an_event_is_read_to_its_last_field() {
        let order = CaseNo::new(jiff::civil::date(2026, 11, 23), 481_920);
        let event = with("/data/order", json!(order));

        let news = read(&event);

        let tracking = TrackingLink::parse("https://www.dhl.de/").ok();
        assert_eq!(news, Ok(OrderNews::Shipped(Shipment { carrier: "DHL".into(), tracking })));
    }

    #[test]
    fn whatever_is_not_as_described_is_set_aside_under_its_id() {
        let order = json!(CaseNo::new(jiff::civil::date(2026, 11, 23), 481_920));
        let cases = [
            ("/version", json!(2)),
            ("/id", json!("")),
            ("/id", json!("a".repeat(65))),
            ("/id", json!("a b")),
            ("/id", json!(5)),
            ("/occurred_at", json!("yesterday")),
            ("/contract_ref", json!("DE#17102995#SPV1")),
            ("/type", json!("OrderDelivered")),
            ("/data", json!([])),
            ("/data/order", json!("263274819200")),
            ("/data/carrier", json!("")),
            ("/data/carrier", json!("a".repeat(61))),
            ("/data/carrier", json!(null)),
            ("/data/tracking", json!("http://www.dhl.de/")),
            ("/data/weight", json!(5)),
        ];
        for (pointer, value) in cases {
            let mut event = with(pointer, value);
            if !matches!(pointer, "/data" | "/data/order") {
                event["data"]["order"] = order.clone();
            }
            assert!(read(&event).is_err(), "{pointer}: {event}");
        }
        let nothing = Notice::read("OrderShipped", &json!("text"));
        assert_eq!(nothing.map_err(|aside| aside.id), Err("without an id".to_owned()));
    }

    #[test]
    fn every_type_has_its_schema() {
        let described: Vec<_> = schemas().into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(described, Report::KINDS);
    }
}
