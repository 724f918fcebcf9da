//! The rules of page-price contracts as types: whatever exists here has been parsed and cannot be wrong.
//!
//! No I/O, no async, no clock: time and randomness are arguments.

mod address;
mod article;
mod audit;
mod change;
mod code;
mod contact;
mod contract;
mod counter;
mod device;
mod draft;
mod end;
mod error;
mod guard;
mod history;
mod link;
mod news;
mod number;
mod order;
mod quarter;
mod reading;
mod reminder;
mod retention;
#[cfg(test)]
mod samples;
mod session;
mod text;
mod ticket;
mod upload;

pub use address::{Address, AddressId};
pub use article::{Article, ArticleKind, ArticleNo, Colour, Model, ModelName};
pub use audit::{AuditEntry, ChainHead, Flaw, Seal, Trail};
pub use change::{
    AddressChange, ChangeState, Decided, Hold, Moved, NewChange, Planned, Reworded, Wording,
};
pub use code::MailedCode;
pub use contact::{Contact, ContactId, Duty, Email, Scope, Undeliverable, Undelivered, hint};
pub use contract::{
    CodeCause, Contract, ContractKey, ContractNo, ContractRef, Country, CountryCode, CustomerNo,
    Dealer, Language, Settings, Tolerance,
};
pub use counter::{Counter, CounterId, CounterKind, LastReading};
pub use device::{Device, Exchange, Serial, StatusPageKept, StatusPageRequest, Supplies, Supply};
pub use draft::{Draft, DraftCause, DraftEntry};
pub use end::{End, EndMark, EndOutcome, EndStage, EndStep, Lacks};
pub use error::{Error, FieldError, Invalid, Refusal, Result};
pub use guard::{Guard, Warning};
pub use history::{
    CounterPages, Entry, History, PastReading, QuarterPages, Ruling, State, Verdict, Withdrawal,
    changeable_until,
};
pub use link::LetterLink;
pub use news::{OrderNews, Shipment, Told, TrackingLink};
pub use number::CaseNo;
pub use order::{
    Delivery, Line, MAX_ADDRESSES, MAX_CLAIMS, MAX_DEVICES, MAX_LINES, NewDelivery, NewLine,
    NewOrder, Order, OrderState, Pending, Placement, QUANTITY, Stage, missing_reasons, plan,
    reason_needed,
};
pub use quarter::{Quarter, Window};
pub use reading::{
    Cause, CheckedReading, CheckedValue, NewReading, NewValue, Outcome, ReadValue, Reading, Slip,
    Source, Usage, Usual,
};
pub use reminder::{Reminder, ReminderMark, ReminderStage};
pub use retention::Kept;
pub use session::{ABSOLUTE_HOURS, IDLE_MINUTES, Level, Session};
pub use text::{Text, fold};
pub use ticket::{
    Advance, Appointment, ClaimedPart, Message, NewTicket, Patient, Progress, Side, Ticket,
    TicketKind, TicketNews, TicketStage, TicketState,
};
pub use upload::{
    FileFacts, FileFault, FileHash, FileKind, FileOwner, FilePlace, NewFile, StatusPage,
    TicketFile, Upload, UploadId, UploadState,
};
