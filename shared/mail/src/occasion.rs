use domain::{CaseNo, ContactId, Level, Serial, TicketState};
use events::{
    AddressChangeRequested, AddressChangeSettled, CodeRequested, ContactAdded, ContractClosed,
    ContractEnding, Event, OrderAddressAsked, OrderCancelled, OrderPlaced, OrderReleased,
    OrderStateChanged, ReadingWithdrawn, ReadingsDue, ReportCompleted, SignInChanged,
    StatusPageReceived, StatusPagesDue, TicketFileReceived,
};

use crate::CaseNews;

/// An event that calls for letters.
#[derive(Debug, Clone, Copy)]
pub enum Occasion<'a> {
    /// Supplies were ordered.
    Placed(&'a OrderPlaced),
    /// An order was called off by the customer.
    Cancelled(&'a OrderCancelled),
    /// An order has gone on by the operator's word.
    Advanced(&'a OrderStateChanged),
    /// An order waits no longer for a change of its address.
    Released(&'a OrderReleased),
    /// An order waits for its customer, because the change of its address was rejected.
    Asked(&'a OrderAddressAsked),
    /// A change of an address was asked for.
    ChangeAsked(&'a AddressChangeRequested),
    /// A change of an address was approved or rejected.
    ChangeSettled(&'a AddressChangeSettled),
    /// Something is new about a ticket.
    Case(CaseTold<'a>),
    /// A code is to be mailed.
    Code(&'a CodeRequested),
    /// A contract is asked for readings.
    Due(&'a ReadingsDue),
    /// A contract is asked for status pages.
    StatusPages(&'a StatusPagesDue),
    /// A report of readings is dealt with whole.
    Reported(&'a ReportCompleted),
    /// A contract is asked for what it owes at its end.
    Ending(&'a ContractEnding),
    /// All that a contract owed at its end is in.
    Closed(&'a ContractClosed),
    /// Something was done that only those who are known are told of.
    Told(Told<'a>),
}

/// What nobody gets a letter of his own about, and what those who are known should not miss.
#[derive(Debug, Clone, Copy)]
pub enum Told<'a> {
    /// A contact was added.
    Added(&'a ContactAdded),
    /// A reading was taken back.
    Withdrawn(&'a ReadingWithdrawn),
    /// A status page was sent.
    StatusPage(&'a StatusPageReceived),
    /// A file was added to a ticket.
    TicketFile(&'a TicketFileReceived),
    /// Whether signing in takes a code was changed.
    SignIn(&'a SignInChanged),
}

/// What an event says of a ticket.
#[derive(Debug, Clone, Copy)]
pub struct CaseTold<'a> {
    /// What is new.
    pub news: CaseNews,
    /// Which one.
    pub ticket: CaseNo,
    /// At which visit it is.
    pub visit: u32,
    /// The state that it has reached, where that is what is new.
    pub state: Option<TicketState>,
    /// What was said with it.
    pub message: Option<u32>,
    device: &'a Serial,
    contact: &'a ContactId,
    level: Level,
}

/// To whom is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience<'a> {
    /// To one person; to the others too where whoever acted was not trusted enough.
    Person(&'a ContactId, Level),
    /// To the contact of a ticket and those who are responsible for tickets of its device; to the others too where whoever acted was not
    /// trusted enough.
    Case {
        /// The ticket's contact.
        contact: &'a ContactId,
        /// The step of the ladder of whoever acted.
        level: Level,
        /// The device.
        device: &'a Serial,
    },
    /// To those who are known, if whoever acted was not trusted enough.
    Known(Level),
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
            Event::OrderReleased(released) => Some(Self::Released(released)),
            Event::OrderAddressAsked(asked) => Some(Self::Asked(asked)),
            Event::AddressChangeRequested(asked) => Some(Self::ChangeAsked(asked)),
            Event::AddressChangeSettled(settled) => Some(Self::ChangeSettled(settled)),
            Event::TicketOpened(_)
            | Event::TicketReplyAdded(_)
            | Event::TicketVisitRequested(_)
            | Event::TicketAnswered(_)
            | Event::TicketProgressed(_) => CaseTold::of(event).map(Self::Case),
            Event::CodeRequested(requested) => Some(Self::Code(requested)),
            Event::ReadingsDue(due) => Some(Self::Due(due)),
            Event::StatusPagesDue(due) => Some(Self::StatusPages(due)),
            Event::ReportCompleted(report) => Some(Self::Reported(report)),
            Event::ContractEnding(ending) => Some(Self::Ending(ending)),
            Event::ContractClosed(closed) => Some(Self::Closed(closed)),
            Event::ContactAdded(added) => Some(Self::Told(Told::Added(added))),
            Event::ReadingWithdrawn(back) => Some(Self::Told(Told::Withdrawn(back))),
            Event::StatusPageReceived(page) => Some(Self::Told(Told::StatusPage(page))),
            Event::TicketFileReceived(file) => Some(Self::Told(Told::TicketFile(file))),
            Event::SignInChanged(changed) => Some(Self::Told(Told::SignIn(changed))),
            Event::ContractLeftOpen(_)
            | Event::ReadingsSubmitted(_)
            | Event::ReadingsOverdue(_)
            | Event::ReadingJudged(_)
            | Event::DeviceExchanged(_)
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
            Self::Released(released) => Audience::Person(&released.contact, released.level),
            Self::Asked(asked) => Audience::Person(&asked.contact, Level::Confirmed),
            Self::ChangeAsked(asked) => Audience::Person(&asked.contact, asked.level),
            Self::ChangeSettled(settled) => Audience::Person(&settled.contact, Level::Confirmed),
            Self::Case(CaseTold { contact, level, device, .. }) => {
                Audience::Case { contact, level, device }
            }
            Self::Code(code) => Audience::Person(&code.contact, Level::Confirmed),
            Self::Due(_) | Self::StatusPages(_) | Self::Ending(_) | Self::Closed(_) => {
                Audience::Readers
            }
            Self::Reported(report) => Audience::Report(report.contact.as_ref(), report.level),
            Self::Told(told) => Audience::Known(told.level()),
        }
    }
}

impl Told<'_> {
    /// The step of the ladder of whoever did it. How people sign in is told whoever changed it.
    fn level(self) -> Level {
        match self {
            Self::Added(added) => added.level,
            Self::Withdrawn(back) => back.level,
            Self::StatusPage(page) => page.level,
            Self::TicketFile(file) => file.level,
            Self::SignIn(_) => Level::Numbers,
        }
    }
}

impl<'a> CaseTold<'a> {
    /// What `event` says of a ticket, if it is about one. The operator is trusted as much as anybody.
    fn of(event: &'a Event) -> Option<Self> {
        let told = |news, (ticket, visit), message, device, contact, level| {
            Some(Self { news, ticket, visit, state: None, message, device, contact, level })
        };
        let operator = Level::Confirmed;
        match event {
            Event::TicketOpened(t) => {
                let case = (t.ticket, t.visit);
                told(CaseNews::Opened, case, Some(1), &t.device, &t.contact, t.level)
            }
            Event::TicketReplyAdded(t) => {
                let case = (t.ticket, t.visit);
                told(CaseNews::Replied, case, None, &t.device, &t.contact, t.level)
            }
            Event::TicketVisitRequested(t) => {
                let (case, said) = ((t.ticket, t.visit), Some(t.message));
                told(CaseNews::VisitRequested, case, said, &t.device, &t.contact, t.level)
            }
            Event::TicketAnswered(t) => {
                let (case, said) = ((t.ticket, t.visit), Some(t.message));
                told(CaseNews::Answered, case, said, &t.device, &t.contact, operator)
            }
            Event::TicketProgressed(t) => {
                let case = (t.ticket, t.visit);
                let told =
                    told(CaseNews::Progressed, case, t.message, &t.device, &t.contact, operator);
                told.map(|told| Self { state: Some(t.state), ..told })
            }
            _ => None,
        }
    }
}
