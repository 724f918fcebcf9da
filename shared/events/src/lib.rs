//! What happened, as it is recorded with each change and put on the bus. Events carry ids; who needs more asks the table.
//!
//! The JSON schema of each type lies in `schemas/`, generated from these types. A field is only ever added; anything else is a new
//! [`VERSION`]. What comes from outside is read in [`outside`].

pub mod outside;

use domain::{
    ArticleNo, CaseNo, ContactId, ContractRef, EndStage, FileHash, Level, OrderState,
    ReminderStage, Ruling, Serial, TicketKind, TicketState, UploadId,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The version of all event schemas.
pub const VERSION: u32 = 1;

/// The source of all our events on the bus.
pub const SOURCE: &str = "pagetally";

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// Supplies were ordered.
    OrderPlaced(OrderPlaced),
    /// An order was called off by the customer.
    OrderCancelled(OrderCancelled),
    /// An order has gone on by the operator's word.
    OrderStateChanged(OrderStateChanged),
    /// An order that waited for an address was handed to the operator.
    OrderReleased(OrderReleased),
    /// An order waits for an address that will not be: its customer is asked.
    OrderAddressAsked(OrderAddressAsked),
    /// A change of an address was asked for.
    AddressChangeRequested(AddressChangeRequested),
    /// The operator decided about a change of an address.
    AddressChangeSettled(AddressChangeSettled),
    /// Readings were taken.
    ReadingsSubmitted(ReadingsSubmitted),
    /// A contract is asked for readings.
    ReadingsDue(ReadingsDue),
    /// Readings are missing after the due date.
    ReadingsOverdue(ReadingsOverdue),
    /// A report of readings is dealt with whole: its receipt is to be mailed.
    ReportCompleted(ReportCompleted),
    /// A reading was taken back.
    ReadingWithdrawn(ReadingWithdrawn),
    /// The operator judged a doubtful reading.
    ReadingJudged(ReadingJudged),
    /// Status pages are asked for.
    StatusPagesDue(StatusPagesDue),
    /// A status page was sent, and is what it should be.
    StatusPageReceived(StatusPageReceived),
    /// A file was added to a ticket, and is what it should be.
    TicketFileReceived(TicketFileReceived),
    /// A device was exchanged for another; the operator is asked to import that one.
    DeviceExchanged(DeviceExchanged),
    /// A ticket was opened by itself.
    TicketOpened(TicketOpened),
    /// A customer added words to a ticket.
    TicketReplyAdded(TicketReplyAdded),
    /// A customer asks for a further visit in the same case.
    TicketVisitRequested(TicketVisitRequested),
    /// Words of the operator's were added to a ticket.
    TicketAnswered(TicketAnswered),
    /// A ticket has reached a state.
    TicketProgressed(TicketProgressed),
    /// A contract is asked for what it owes at its end.
    ContractEnding(ContractEnding),
    /// All that a contract owed at its end is in.
    ContractClosed(ContractClosed),
    /// Something that a contract owed at its end has not come in time.
    ContractLeftOpen(ContractLeftOpen),
    /// A code is to be mailed.
    CodeRequested(CodeRequested),
    /// Whether signing in takes a mailed code was changed by the customer.
    SignInChanged(SignInChanged),
    /// A contact was added.
    ContactAdded(ContactAdded),
    /// A contact was changed.
    ContactChanged(ContactEvent),
    /// A contact was deleted.
    ContactDeleted(ContactEvent),
    /// Letters to a contact do not arrive.
    ContactUndeliverable(ContactUndeliverable),
}

impl Event {
    /// Its type and data as JSON.
    ///
    /// # Errors
    ///
    /// None that a value of this type causes.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// Its type's name, the `detail-type` on the bus.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::OrderPlaced(_) => "OrderPlaced",
            Self::OrderCancelled(_) => "OrderCancelled",
            Self::OrderStateChanged(_) => "OrderStateChanged",
            Self::OrderReleased(_) => "OrderReleased",
            Self::OrderAddressAsked(_) => "OrderAddressAsked",
            Self::AddressChangeRequested(_) => "AddressChangeRequested",
            Self::AddressChangeSettled(_) => "AddressChangeSettled",
            Self::ReadingsSubmitted(_) => "ReadingsSubmitted",
            Self::ReadingsDue(_) => "ReadingsDue",
            Self::ReadingsOverdue(_) => "ReadingsOverdue",
            Self::ReportCompleted(_) => "ReportCompleted",
            Self::ReadingWithdrawn(_) => "ReadingWithdrawn",
            Self::ReadingJudged(_) => "ReadingJudged",
            Self::StatusPagesDue(_) => "StatusPagesDue",
            Self::StatusPageReceived(_) => "StatusPageReceived",
            Self::TicketFileReceived(_) => "TicketFileReceived",
            Self::DeviceExchanged(_) => "DeviceExchanged",
            Self::TicketOpened(_) => "TicketOpened",
            Self::TicketReplyAdded(_) => "TicketReplyAdded",
            Self::TicketVisitRequested(_) => "TicketVisitRequested",
            Self::TicketAnswered(_) => "TicketAnswered",
            Self::TicketProgressed(_) => "TicketProgressed",
            Self::ContractEnding(_) => "ContractEnding",
            Self::ContractClosed(_) => "ContractClosed",
            Self::ContractLeftOpen(_) => "ContractLeftOpen",
            Self::CodeRequested(_) => "CodeRequested",
            Self::SignInChanged(_) => "SignInChanged",
            Self::ContactAdded(_) => "ContactAdded",
            Self::ContactChanged(_) => "ContactChanged",
            Self::ContactDeleted(_) => "ContactDeleted",
            Self::ContactUndeliverable(_) => "ContactUndeliverable",
        }
    }
}

/// Orders were placed by one request, one for each address, and defective parts claimed with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderPlaced {
    /// Their numbers; none where all lines were claims.
    #[schema(value_type = Vec<String>)]
    pub orders: Vec<CaseNo>,
    /// Those of them that wait for a change of their address: nothing is to be done about them until `OrderReleased`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub held: Vec<CaseNo>,
    /// The tickets of the claims: device, article and pieces stand in them.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub tickets: Vec<CaseNo>,
    /// Who gets the confirmations.
    #[schema(value_type = String)]
    pub contact: ContactId,
    /// The step of the ladder that the session had reached; below `confirmed`, the confirmed contacts are told.
    #[schema(value_type = String, example = "numbers")]
    pub level: Level,
}

/// An order was called off before it was shipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderCancelled {
    /// Its number.
    #[schema(value_type = String)]
    pub order: CaseNo,
    /// Who gets the letter.
    #[schema(value_type = String)]
    pub contact: ContactId,
    /// The step of the ladder that the session had reached; below `confirmed`, the confirmed contacts are told.
    #[schema(value_type = String, example = "numbers")]
    pub level: Level,
}

/// The operator confirmed, shipped, delivered or cancelled an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderStateChanged {
    /// Its number.
    #[schema(value_type = String)]
    pub order: CaseNo,
    /// The state that it has reached.
    #[schema(value_type = String, example = "shipped")]
    pub state: OrderState,
    /// Who gets the letter.
    #[schema(value_type = String)]
    pub contact: ContactId,
}

/// An order that waited for a change of its address does so no more: its address is the one to deliver to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderReleased {
    /// Its number.
    #[schema(value_type = String)]
    pub order: CaseNo,
    /// The change that it waited for.
    #[schema(value_type = String)]
    pub change: CaseNo,
    /// It goes to the address that was asked for; otherwise to the one before.
    pub changed: bool,
    /// Where it goes to the address that was asked for: the day from which that holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub effective: Option<Date>,
    /// Who gets the letter.
    #[schema(value_type = String)]
    pub contact: ContactId,
    /// The step of the ladder that the session had reached, where the customer released it; below `confirmed`, the confirmed contacts are told.
    #[schema(value_type = String, example = "confirmed")]
    pub level: Level,
}

/// The change that an order waited for was rejected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderAddressAsked {
    /// Its number.
    #[schema(value_type = String)]
    pub order: CaseNo,
    /// The change.
    #[schema(value_type = String)]
    pub change: CaseNo,
    /// Who is asked.
    #[schema(value_type = String)]
    pub contact: ContactId,
}

/// Somebody asked for a change of an address; the operator is to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AddressChangeRequested {
    /// Its number.
    #[schema(value_type = String)]
    pub change: CaseNo,
    /// The device for which it was asked.
    #[schema(value_type = String)]
    pub device: Serial,
    /// The address itself, for all devices that are there; otherwise that device alone.
    pub whole_address: bool,
    /// From which day.
    #[schema(value_type = String, format = Date)]
    pub effective: Date,
    /// Who gets the letters.
    #[schema(value_type = String)]
    pub contact: ContactId,
    /// The step of the ladder that the session had reached; below `confirmed`, the confirmed contacts are told.
    #[schema(value_type = String, example = "numbers")]
    pub level: Level,
}

/// The operator approved or rejected a change of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AddressChangeSettled {
    /// Its number.
    #[schema(value_type = String)]
    pub change: CaseNo,
    /// It will be.
    pub approved: bool,
    /// Who gets the letter.
    #[schema(value_type = String)]
    pub contact: ContactId,
}

/// Readings of one or several devices were taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadingsSubmitted {
    /// The devices.
    #[schema(value_type = Vec<String>)]
    pub devices: Vec<Serial>,
    /// The step of the ladder that the session had reached.
    #[schema(value_type = String, example = "numbers")]
    pub level: Level,
}

/// A contract is asked for the readings that it owes: letters to the people who are responsible for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadingsDue {
    /// The quarter, e.g. `2026-Q4`.
    pub quarter: String,
    /// Which time of asking.
    #[schema(value_type = String, example = "opening")]
    pub stage: ReminderStage,
    /// The day on which they are due.
    #[schema(value_type = String, format = Date)]
    pub due: Date,
    /// How many devices have not reported.
    pub open: usize,
}

/// Readings are missing after the due date; sent once for a contract and quarter, on the day after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadingsOverdue {
    /// The quarter, e.g. `2026-Q4`.
    pub quarter: String,
    /// The day on which they were due.
    #[schema(value_type = String, format = Date)]
    pub due: Date,
    /// The devices that have not reported, the first 1 000 of them.
    #[schema(value_type = Vec<String>, max_items = 1000)]
    pub devices: Vec<Serial>,
    /// How many devices have not reported.
    pub open: usize,
}

/// A part of the contracts is to be looked through for readings that are missing. Work of the portal's own, not something that happened:
/// it is on the bus by itself, without an envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardPlanned {
    /// The run that it belongs to: the moment for which it was scheduled.
    pub run: Timestamp,
    /// The part, 0 to 63.
    pub shard: u8,
}

/// A part of the contracts is to be looked through for ends that are near or were recently. Work of the portal's own, as [`ShardPlanned`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndsPlanned {
    /// The part, 0 to 63.
    pub shard: u8,
}

/// Work that the portal hands to itself, without an envelope.
pub trait Work: Serialize {
    /// The `detail-type` on the bus.
    const KIND: &'static str;
}

impl Work for ShardPlanned {
    const KIND: &'static str = "ShardPlanned";
}

impl Work for EndsPlanned {
    const KIND: &'static str = "EndsPlanned";
}

/// A report of readings is dealt with whole, in however many parts it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportCompleted {
    /// What was taken.
    pub readings: Vec<ReportedReading>,
    /// Who reported, where that is known.
    #[schema(value_type = Option<String>)]
    pub contact: Option<ContactId>,
    /// The step of the ladder that the session had reached; below `confirmed`, the confirmed contacts are told.
    #[schema(value_type = String, example = "numbers")]
    pub level: Level,
}

/// A set of readings that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportedReading {
    /// The device.
    #[schema(value_type = String)]
    pub device: Serial,
    /// The day on which it was read.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// Its id.
    pub reading: String,
}

/// A customer took a device's latest reading back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadingWithdrawn {
    /// The device.
    #[schema(value_type = String)]
    pub device: Serial,
    /// The reading's id.
    pub reading: String,
    /// The step of the ladder that the session had reached; below `confirmed`, the confirmed contacts are told.
    #[schema(value_type = String, example = "numbers")]
    pub level: Level,
}

/// The operator judged a doubtful reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadingJudged {
    /// The device.
    #[schema(value_type = String)]
    pub device: Serial,
    /// The reading's id.
    pub reading: String,
    /// `accepted`, or `rejected`: then it counts no more, and the device may be due again.
    #[schema(value_type = String, example = "rejected")]
    pub ruling: Ruling,
}

/// The operator asks for status pages: letters to the people who are responsible for readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatusPagesDue {
    /// Since when.
    #[schema(value_type = String, format = Date)]
    pub since: Date,
    /// Until when, where that was said.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    /// Of how many devices.
    pub devices: usize,
}

/// A status page was inspected and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatusPageReceived {
    /// The device that printed it.
    #[schema(value_type = String)]
    pub device: Serial,
    /// Its id: the last part of the file's key, `status/<contract_ref>/<id>`.
    #[schema(value_type = String)]
    pub status_page: UploadId,
    /// The SHA-256 of the file.
    #[schema(value_type = String)]
    pub sha256: FileHash,
    /// The step of the ladder that the session had reached; below `confirmed`, the confirmed contacts are told.
    #[serde(default = "Level::highest")]
    #[schema(value_type = String, example = "numbers")]
    pub level: Level,
}

/// A file of a ticket was inspected and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketFileReceived {
    /// The ticket's number.
    #[schema(value_type = String)]
    pub ticket: CaseNo,
    /// Its id: the last part of the file's key, `tickets/<contract_ref>/<ticket>/<id>`.
    #[schema(value_type = String)]
    pub file: UploadId,
    /// The SHA-256 of the file.
    #[schema(value_type = String)]
    pub sha256: FileHash,
    /// The step of the ladder that the session had reached; below `confirmed`, the confirmed contacts are told.
    #[serde(default = "Level::highest")]
    #[schema(value_type = String, example = "numbers")]
    pub level: Level,
}

/// A customer reported that a device was exchanged for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeviceExchanged {
    /// The device that has left; its final reading is stored.
    #[schema(value_type = String)]
    pub device: Serial,
    /// The one that stands there now, as the customer read its serial number.
    #[schema(value_type = String)]
    pub successor: Serial,
    /// The day of the exchange, which is that of the final reading.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
}

/// A ticket was opened by itself; those of claims that came with an order are in its event. What was said is in no event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketOpened {
    /// Its number.
    #[schema(value_type = String)]
    pub ticket: CaseNo,
    /// The visit.
    pub visit: u32,
    /// What it is about.
    #[schema(value_type = String, example = "fault")]
    pub kind: TicketKind,
    /// The device.
    #[schema(value_type = String)]
    pub device: Serial,
    /// The defective article, for a claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub article: Option<ArticleNo>,
    /// Defective pieces, for a claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// Who gets the letters.
    #[schema(value_type = String)]
    pub contact: ContactId,
    /// The step of the ladder that the session had reached; below `confirmed`, the confirmed contacts are told.
    #[schema(value_type = String, example = "numbers")]
    pub level: Level,
}

/// A customer added words to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketReplyAdded {
    /// Its number.
    #[schema(value_type = String)]
    pub ticket: CaseNo,
    /// The visit.
    pub visit: u32,
    /// The message's place in the conversation, from 1.
    pub message: u32,
    /// What it is about.
    #[schema(value_type = String, example = "fault")]
    pub kind: TicketKind,
    /// The device.
    #[schema(value_type = String)]
    pub device: Serial,
    /// Who gets the letters.
    #[schema(value_type = String)]
    pub contact: ContactId,
    /// The step of the ladder that the session had reached; below `confirmed`, the confirmed contacts are told.
    #[schema(value_type = String, example = "numbers")]
    pub level: Level,
}

/// A customer asks for a further visit in the same case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketVisitRequested {
    /// Its number.
    #[schema(value_type = String)]
    pub ticket: CaseNo,
    /// The visit that is asked for.
    pub visit: u32,
    /// The place of what was said in the conversation, from 1.
    pub message: u32,
    /// What it is about.
    #[schema(value_type = String, example = "fault")]
    pub kind: TicketKind,
    /// The device.
    #[schema(value_type = String)]
    pub device: Serial,
    /// Who gets the letters.
    #[schema(value_type = String)]
    pub contact: ContactId,
    /// The step of the ladder that the session had reached; below `confirmed`, the confirmed contacts are told.
    #[schema(value_type = String, example = "numbers")]
    pub level: Level,
}

/// Words of the operator's were added to a ticket, and are mailed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketAnswered {
    /// Its number.
    #[schema(value_type = String)]
    pub ticket: CaseNo,
    /// The visit.
    pub visit: u32,
    /// The message's place in the conversation, from 1.
    pub message: u32,
    /// The device.
    #[schema(value_type = String)]
    pub device: Serial,
    /// Who gets the letter.
    #[schema(value_type = String)]
    pub contact: ContactId,
}

/// A ticket has reached a state of which the operator told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketProgressed {
    /// Its number.
    #[schema(value_type = String)]
    pub ticket: CaseNo,
    /// The visit.
    pub visit: u32,
    /// The state.
    #[schema(value_type = String, example = "scheduled")]
    pub state: TicketState,
    /// The place of what was said with it in the conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<u32>,
    /// The device.
    #[schema(value_type = String)]
    pub device: Serial,
    /// Who gets the letter.
    #[schema(value_type = String)]
    pub contact: ContactId,
}

/// A contract is asked for the final readings and status pages that it owes at its end: letters to the people who are responsible for readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContractEnding {
    /// Which time of asking.
    #[schema(value_type = String, example = "thirty_days")]
    pub stage: EndStage,
    /// The last day of the contract.
    #[schema(value_type = String, format = Date)]
    pub ends: Date,
    /// How many devices lack something.
    pub open: usize,
}

/// A contract has ended, and the final reading and the status page of every device are in: its closing receipt is to be mailed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContractClosed {
    /// The last day of the contract.
    #[schema(value_type = String, format = Date)]
    pub ends: Date,
    /// How many devices it had then.
    pub devices: usize,
}

/// A contract has ended, and something that it owed had not come when nothing more was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContractLeftOpen {
    /// The last day of the contract.
    #[schema(value_type = String, format = Date)]
    pub ends: Date,
    /// The devices that lack something, the first 1 000 of them.
    #[schema(value_type = Vec<String>, max_items = 1000)]
    pub devices: Vec<Serial>,
    /// How many devices lack something.
    pub open: usize,
}

/// A session asked for a code. The code itself is in no event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CodeRequested {
    /// The session's id, which opens nothing.
    pub session: String,
    /// Who gets the code.
    #[schema(value_type = String)]
    pub contact: ContactId,
}

/// A confirmed contact changed whether signing in takes a mailed code; the others are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignInChanged {
    /// It does from now on.
    pub code_required: bool,
    /// Who changed it.
    #[schema(value_type = String)]
    pub contact: ContactId,
}

/// A contact was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactAdded {
    /// Which one.
    #[schema(value_type = String)]
    pub contact: ContactId,
    /// The step of the ladder that the session had reached; below `confirmed`, the confirmed contacts are told.
    #[serde(default = "Level::highest")]
    #[schema(value_type = String, example = "numbers")]
    pub level: Level,
}

/// Something happened to a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactEvent {
    /// Which one.
    #[schema(value_type = String)]
    pub contact: ContactId,
}

/// The mail service said that letters to a contact do not arrive, or are not wanted. What the letter said is written to others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactUndeliverable {
    /// Which one.
    #[schema(value_type = String)]
    pub contact: ContactId,
    /// The event whose letter did not arrive.
    pub event: String,
}

/// An event as it travels: the `detail` on the bus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// [`VERSION`].
    pub version: u32,
    /// Names this event; a doubled one has the same id. Sorts by time.
    pub id: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Whose. Not the pair of numbers, which opens the portal.
    pub contract_ref: ContractRef,
    /// What happened: `type` and `data`.
    #[serde(flatten)]
    pub event: Event,
}

/// The JSON schemas of all events: type name and schema of the whole `detail`.
pub fn schemas() -> Vec<(&'static str, serde_json::Value)> {
    use utoipa::PartialSchema;
    let id = serde_json::json!({ "type": "string", "minLength": 26, "maxLength": 26 });
    let of = |kind: &'static str, data| (kind, schema(kind, &id, data));
    vec![
        of("OrderPlaced", OrderPlaced::schema()),
        of("OrderCancelled", OrderCancelled::schema()),
        of("OrderStateChanged", OrderStateChanged::schema()),
        of("OrderReleased", OrderReleased::schema()),
        of("OrderAddressAsked", OrderAddressAsked::schema()),
        of("AddressChangeRequested", AddressChangeRequested::schema()),
        of("AddressChangeSettled", AddressChangeSettled::schema()),
        of("ReadingsSubmitted", ReadingsSubmitted::schema()),
        of("ReadingsDue", ReadingsDue::schema()),
        of("ReadingsOverdue", ReadingsOverdue::schema()),
        of("ReportCompleted", ReportCompleted::schema()),
        of("ReadingWithdrawn", ReadingWithdrawn::schema()),
        of("ReadingJudged", ReadingJudged::schema()),
        of("StatusPagesDue", StatusPagesDue::schema()),
        of("StatusPageReceived", StatusPageReceived::schema()),
        of("TicketFileReceived", TicketFileReceived::schema()),
        of("DeviceExchanged", DeviceExchanged::schema()),
        of("TicketOpened", TicketOpened::schema()),
        of("TicketReplyAdded", TicketReplyAdded::schema()),
        of("TicketVisitRequested", TicketVisitRequested::schema()),
        of("TicketAnswered", TicketAnswered::schema()),
        of("TicketProgressed", TicketProgressed::schema()),
        of("ContractEnding", ContractEnding::schema()),
        of("ContractClosed", ContractClosed::schema()),
        of("ContractLeftOpen", ContractLeftOpen::schema()),
        of("CodeRequested", CodeRequested::schema()),
        of("SignInChanged", SignInChanged::schema()),
        of("ContactAdded", ContactAdded::schema()),
        of("ContactChanged", ContactEvent::schema()),
        of("ContactDeleted", ContactEvent::schema()),
        of("ContactUndeliverable", ContactUndeliverable::schema()),
    ]
}

/// The schema of an envelope with `data` in it.
fn schema(
    kind: &str,
    id: &serde_json::Value,
    data: utoipa::openapi::RefOr<utoipa::openapi::Schema>,
) -> serde_json::Value {
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind,
        "type": "object",
        "required": ["version", "id", "occurred_at", "contract_ref", "type", "data"],
        "properties": {
            "version": { "const": VERSION },
            "id": id,
            "occurred_at": { "type": "string", "format": "date-time" },
            "contract_ref": { "type": "string", "minLength": 26, "maxLength": 26 },
            "type": { "const": kind },
            "data": data,
        },
    })
}
