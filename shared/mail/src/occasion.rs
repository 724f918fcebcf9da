use domain::{ContactId, Level};
use events::{
    CodeRequested, Event, OrderCancelled, OrderPlaced, OrderStateChanged, ReadingsDue,
    ReportCompleted, StatusPagesDue,
};

/// An event that calls for letters.
#[derive(Debug, Clone, Copy)]
pub enum Occasion<'a> {
    /// Supplies were ordered.
    Placed(&'a OrderPlaced),
    /// An order was called off by the customer.
    Cancelled(&'a OrderCancelled),
    /// An order has gone on by the operator's word.
    Advanced(&'a OrderStateChanged),
    /// A code is to be mailed.
    Code(&'a CodeRequested),
    /// A contract is asked for readings.
    Due(&'a ReadingsDue),
    /// A contract is asked for status pages.
    StatusPages(&'a StatusPagesDue),
    /// A report of readings is dealt with whole.
    Reported(&'a ReportCompleted),
}

/// To whom is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience<'a> {
    /// To one person; to the others too where whoever acted was not trusted enough.
    Person(&'a ContactId, Level),
    /// To those who are responsible for readings.
    Readers,
    /// To them, to whoever reported, and to those who are known where whoever reported was not trusted enough.
    Report(Option<&'a ContactId>, Level),
}

impl<'a> Occasion<'a> {
    /// What `event` calls for; nothing, where nobody is written to.
    pub fn of(event: &'a Event) -> Option<Self> {
        match event {
            Event::OrderPlaced(placed) => Some(Self::Placed(placed)),
            Event::OrderCancelled(cancelled) => Some(Self::Cancelled(cancelled)),
            Event::OrderStateChanged(changed) => Some(Self::Advanced(changed)),
            Event::CodeRequested(requested) => Some(Self::Code(requested)),
            Event::ReadingsDue(due) => Some(Self::Due(due)),
            Event::StatusPagesDue(due) => Some(Self::StatusPages(due)),
            Event::ReportCompleted(report) => Some(Self::Reported(report)),
            Event::ReadingsSubmitted(_)
            | Event::TicketOpened(_)
            | Event::TicketReplyAdded(_)
            | Event::TicketVisitRequested(_)
            | Event::TicketAnswered(_)
            | Event::TicketProgressed(_)
            | Event::ReadingsOverdue(_)
            | Event::ReadingWithdrawn(_)
            | Event::ReadingJudged(_)
            | Event::StatusPageReceived(_)
            | Event::DeviceExchanged(_)
            | Event::ContactAdded(_)
            | Event::ContactChanged(_)
            | Event::ContactDeleted(_)
            | Event::ContactUndeliverable(_) => None,
        }
    }

    /// To whom it is written.
    pub fn audience(self) -> Audience<'a> {
        match self {
            Self::Placed(placed) => Audience::Person(&placed.contact, placed.level),
            Self::Cancelled(off) => Audience::Person(&off.contact, off.level),
            Self::Advanced(changed) => Audience::Person(&changed.contact, Level::Confirmed),
            Self::Code(code) => Audience::Person(&code.contact, Level::Confirmed),
            Self::Due(_) | Self::StatusPages(_) => Audience::Readers,
            Self::Reported(report) => Audience::Report(report.contact.as_ref(), report.level),
        }
    }
}
