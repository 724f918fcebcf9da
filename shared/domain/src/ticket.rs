use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::{
    Address, Article, ArticleKind, ArticleNo, CaseNo, Colour, ContactId, Device, Error, Guard,
    Line, ModelName, Refusal, Result, Serial,
};

/// What a ticket is about.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TicketKind {
    /// The device does not work as it should.
    Fault,
    /// A supply part is defective: it is replaced without charge.
    SupplyClaim,
    /// Anything that somebody wants to know.
    Question,
}

/// The states of a visit, in the order of their rank: what was done was done, even where it had been called off.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, strum::Display,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TicketState {
    /// It has arrived at the operator.
    Received,
    /// It is planned who does it and when.
    Scheduled,
    /// It was called off.
    Cancelled,
    /// It is dealt with.
    Done,
}

impl TicketState {
    /// Whether something is still to come.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::Scheduled)
    }
}

/// When somebody comes: a day of the contract's country, and its hours where they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Appointment {
    /// The day.
    pub date: Date,
    /// Not before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Time>,
    /// Not after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
}

/// A state that a visit has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketStage {
    /// Which visit.
    pub visit: u32,
    /// The state.
    pub state: TicketState,
    /// When.
    pub at: Timestamp,
    /// When somebody comes, where that is planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
}

/// A defective part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimedPart {
    /// The article.
    pub article: ArticleNo,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: ArticleKind,
    /// Its ink.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Colour>,
    /// Pieces, 1..=99.
    pub quantity: u32,
    /// The day of its last delivery, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered: Option<Date>,
    /// Pages printed since then, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u64>,
    /// Pages that it should have reached, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nominal_yield: Option<u32>,
}

impl ClaimedPart {
    /// `quantity` pieces of `article`, with what the guard knows of it.
    pub fn new(article: &Article, guard: &Guard, quantity: u32) -> Self {
        Self {
            article: article.no.clone(),
            name: article.name.clone(),
            kind: article.kind,
            colour: article.colour,
            quantity,
            delivered: guard.last.map(|(day, _)| day),
            pages: guard.pages_since,
            nominal_yield: article.nominal_yield,
        }
    }

    /// The part that a line of an order claims.
    pub fn of_line(line: &Line, guard: &Guard) -> Self {
        Self {
            article: line.article.clone(),
            name: line.name.clone(),
            kind: line.kind,
            colour: line.colour,
            quantity: line.quantity,
            delivered: guard.last.map(|(day, _)| day),
            pages: line.pages_reached,
            nominal_yield: guard.nominal_yield,
        }
    }
}

/// The device that a ticket is about, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patient {
    /// The device.
    pub serial: Serial,
    /// Its model.
    pub model: ModelName,
    /// Where in the building it stands.
    pub site: String,
    /// A copy of its address, with what was overwritten: who is visited, and for whose attention.
    pub address: Address,
    /// Whoever opened the ticket wrote the attention line himself. Otherwise it is a name on file, which not every reader may see.
    #[serde(default)]
    pub attention_given: bool,
}

impl Patient {
    /// `device` at `address`, with the lines that were overwritten: `Some("")` leaves the attention line blank.
    pub fn new(
        device: &Device,
        mut address: Address,
        visit_name: Option<&str>,
        attention: Option<&str>,
    ) -> Self {
        if let Some(name) = visit_name.filter(|name| !name.is_empty()) {
            name.clone_into(&mut address.name);
        }
        if let Some(attention) = attention {
            address.attention = Some(attention.to_owned()).filter(|line| !line.is_empty());
        }
        Self {
            serial: device.serial.clone(),
            model: device.model.clone(),
            site: device.site.clone(),
            address,
            attention_given: attention.is_some(),
        }
    }
}

/// Whose message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Side {
    /// Somebody at the customer.
    Customer,
    /// The operator.
    Operator,
}

/// Something that was said about a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its place in the conversation, from 1.
    pub number: u32,
    /// The visit during which it came.
    pub visit: u32,
    /// Whose it is.
    pub from: Side,
    /// When it was written.
    pub at: Timestamp,
    /// The words, up to [`Message::TEXT_MAX`] characters.
    pub text: String,
    /// Who at the operator wrote it, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The session that wrote it, for a customer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
}

impl Message {
    /// Characters of a text at most.
    pub const TEXT_MAX: usize = 4_000;
    /// Characters of an author's name at most.
    pub const AUTHOR_MAX: usize = 60;
}

/// A service case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its number.
    pub number: CaseNo,
    /// The visit that it is at, from 1.
    pub visit: u32,
    /// What it is about.
    pub kind: TicketKind,
    /// The state of this visit.
    pub state: TicketState,
    /// The states that all visits went through.
    pub history: Vec<TicketStage>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When something last happened to it.
    pub changed_at: Timestamp,
    /// The device and where it stands.
    #[serde(flatten)]
    pub patient: Patient,
    /// Who gets the letters.
    pub contact: ContactId,
    /// The part, for a claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<ClaimedPart>,
    /// The order with which it was claimed, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<CaseNo>,
    /// The session that opened it.
    pub session: String,
    /// How many messages it has. Their texts are items of their own.
    #[serde(default)]
    pub messages: u32,
    /// Whose the last one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_from: Option<Side>,
    /// Counts its changes, for writers that must not overtake each other.
    #[serde(default)]
    pub version: u64,
}

/// What a customer says to open a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTicket {
    /// What it is about.
    pub kind: TicketKind,
    /// The device.
    pub serial: Serial,
    /// Who gets the letters.
    pub contact: ContactId,
    /// The words; a claim may do without.
    pub text: Option<String>,
    /// Article and pieces, for a claim.
    pub part: Option<(ArticleNo, u32)>,
    /// Overwrites who is visited.
    pub visit_name: Option<String>,
    /// Overwrites the attention line; `Some("")` leaves it blank.
    pub attention: Option<String>,
}

/// A state that the operator tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The visit that it means.
    pub visit: u32,
    /// The state.
    pub state: TicketState,
    /// When it was reached.
    pub at: Timestamp,
    /// When somebody comes.
    pub appointment: Option<Appointment>,
}

/// What the operator tells of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketNews {
    /// Words for the customer.
    Words {
        /// The words.
        text: String,
        /// Who wrote them.
        author: Option<String>,
    },
    /// A state, and words that go with it.
    State(Progress, Option<String>),
}

/// What became of a state that the operator told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advance {
    /// It is the ticket's state now.
    On,
    /// The ticket was past it already; nothing has changed.
    Overtaken,
}

impl Ticket {
    /// Messages of customers that a ticket takes; what is longer belongs on the phone.
    pub const MESSAGES_MAX: u32 = 200;

    /// A fresh ticket, without messages.
    pub fn opened(
        number: CaseNo,
        kind: TicketKind,
        patient: Patient,
        contact: ContactId,
        (session, at): (&str, Timestamp),
    ) -> Self {
        let state = TicketState::Received;
        Self {
            number,
            visit: 1,
            kind,
            state,
            history: vec![TicketStage { visit: 1, state, at, appointment: None }],
            opened_at: at,
            changed_at: at,
            patient,
            contact,
            part: None,
            order: None,
            session: session.to_owned(),
            messages: 0,
            last_from: None,
            version: 0,
        }
    }

    /// Number and visit as people say them: `26327 481920 4/1`.
    pub fn shown(&self) -> String {
        format!("{}/{}", self.number.shown(), self.visit)
    }

    /// Whether something is still to come.
    pub fn is_open(&self) -> bool {
        self.state.is_open()
    }

    /// When somebody comes, where that is planned for this visit.
    pub fn appointment(&self) -> Option<Appointment> {
        let planned = self.planned().filter(|_| self.state == TicketState::Scheduled);
        planned.map(|(_, appointment)| appointment)
    }

    /// The appointment of this visit that was made last, and when it was made.
    fn planned(&self) -> Option<(Timestamp, Appointment)> {
        let of_visit = self.history.iter().filter(|stage| stage.visit == self.visit);
        of_visit.filter_map(|stage| Some((stage.at, stage.appointment?))).max()
    }

    /// Adds words of the customer's to what was said.
    pub fn say(&mut self, text: String, (session, at): (&str, Timestamp)) -> Message {
        let session = Some(session.to_owned());
        self.add(Message { session, ..self.message(Side::Customer, text, at) })
    }

    /// Adds words of the operator's. They never open a ticket that is done: the customer decides about a further visit.
    pub fn tell(&mut self, text: String, author: Option<String>, at: Timestamp) -> Message {
        self.add(Message { author, ..self.message(Side::Operator, text, at) })
    }

    fn message(&self, from: Side, text: String, at: Timestamp) -> Message {
        let (number, visit) = (self.messages + 1, self.visit);
        Message { number, visit, from, at, text, author: None, session: None }
    }

    fn add(&mut self, message: Message) -> Message {
        self.messages = message.number;
        self.last_from = Some(message.from);
        self.changed_at = self.changed_at.max(message.at);
        message
    }

    /// A customer's reply.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] when nothing is open, or the ticket holds as many messages as it may.
    pub fn reply(&mut self, text: String, by: (&str, Timestamp)) -> Result<Message> {
        if !self.is_open() {
            return Err(Error::Conflict(Refusal::TicketDone));
        }
        if self.messages >= Self::MESSAGES_MAX {
            return Err(Error::Conflict(Refusal::TicketFull));
        }
        Ok(self.say(text, by))
    }

    /// The customer asks for a further visit in the same case.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] as long as the visit before is open, or when the ticket holds as many messages as it may.
    pub fn come_again(&mut self, text: String, by: (&str, Timestamp)) -> Result<Message> {
        if self.is_open() {
            return Err(Error::Conflict(Refusal::TicketOpen));
        }
        if self.messages >= Self::MESSAGES_MAX {
            return Err(Error::Conflict(Refusal::TicketFull));
        }
        self.visit += 1;
        self.reach(Progress {
            visit: self.visit,
            state: TicketState::Received,
            at: by.1,
            appointment: None,
        });
        Ok(self.say(text, by))
    }

    /// The operator tells of a state. In whatever order such news come, the end is the same: the highest rank of the newest visit,
    /// and of two appointments the one that was made last.
    ///
    /// # Errors
    ///
    /// [`Refusal::VisitUnknown`] for a visit that nobody asked for, [`Refusal::TicketDone`] for calling off what is done.
    pub fn progress(&mut self, told: Progress) -> Result<Advance, Refusal> {
        if told.visit == 0 || told.visit > self.visit {
            return Err(Refusal::VisitUnknown);
        }
        if told.visit < self.visit {
            return Ok(Advance::Overtaken);
        }
        if self.state == TicketState::Done && told.state == TicketState::Cancelled {
            return Err(Refusal::TicketDone);
        }
        let moves = told.state > self.state || self.is_planned_anew(&told);
        if moves {
            self.reach(told);
        }
        Ok(if moves { Advance::On } else { Advance::Overtaken })
    }

    /// Whether `told` is another appointment, made after the one that stands.
    fn is_planned_anew(&self, told: &Progress) -> bool {
        let planned = self.planned();
        self.state == TicketState::Scheduled
            && told.state == TicketState::Scheduled
            && told.appointment.is_some_and(|appointment| {
                planned.is_none_or(|standing| (told.at, appointment) > standing)
            })
    }

    fn reach(&mut self, told: Progress) {
        let Progress { visit, state, at, appointment } = told;
        self.state = state;
        self.history.push(TicketStage { visit, state, at, appointment });
        self.changed_at = self.changed_at.max(at);
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::*;
    use crate::samples;

    fn moment(minutes: i64) -> Timestamp {
        let noon: Timestamp = "2026-11-23T12:00:00Z".parse().expect("a moment");
        noon + SignedDuration::from_mins(minutes)
    }

    fn ticket() -> Ticket {
        let patient = Patient {
            serial: Serial::parse("A").expect("a serial"),
            model: ModelName::parse("ES5462 MFP").expect("a model"),
            site: "Büro".into(),
            address: samples::address(),
            attention_given: false,
        };
        let contact = ContactId::parse("01J00000000000000000000000").expect("an id");
        let number = CaseNo::new(Date::constant(2026, 11, 23), 481_920);
        Ticket::opened(number, TicketKind::Fault, patient, contact, ("session", moment(0)))
    }

    fn told(state: TicketState, minutes: i64) -> Progress {
        Progress { visit: 1, state, at: moment(minutes), appointment: None }
    }

    #[test]
    fn a_ticket_is_shown_with_its_visit() {
        assert_eq!(ticket().shown(), format!("{}/1", ticket().number.shown()));
    }

    #[test]
    fn a_state_that_was_passed_changes_nothing() {
        let mut ticket = ticket();
        assert_eq!(ticket.progress(told(TicketState::Done, 2)), Ok(Advance::On));
        let before = ticket.clone();
        for late in [TicketState::Received, TicketState::Scheduled, TicketState::Done] {
            assert_eq!(ticket.progress(told(late, 3)), Ok(Advance::Overtaken), "{late}");
        }
        assert_eq!(ticket, before);
    }

    #[test]
    fn what_is_done_cannot_be_called_off_and_no_visit_comes_unasked() {
        let mut ticket = ticket();
        ticket.progress(told(TicketState::Done, 1)).expect("a legal move");
        let off = told(TicketState::Cancelled, 2);
        assert_eq!(ticket.progress(off), Err(Refusal::TicketDone));
        for visit in [0, 2] {
            let unasked = Progress { visit, ..told(TicketState::Scheduled, 2) };
            assert_eq!(ticket.progress(unasked), Err(Refusal::VisitUnknown), "visit {visit}");
        }
    }

    #[test]
    fn a_done_ticket_takes_no_reply_but_a_further_visit() {
        let mut ticket = ticket();
        ticket.progress(told(TicketState::Done, 1)).expect("a legal move");
        let by = ("session", moment(2));
        assert!(matches!(
            ticket.reply("Noch etwas".into(), by),
            Err(Error::Conflict(Refusal::TicketDone))
        ));
        let message = ticket.come_again("Wieder Streifen".into(), by).expect("a visit");
        assert_eq!((ticket.visit, ticket.state, message.visit), (2, TicketState::Received, 2));
        assert!(matches!(
            ticket.come_again("Und noch einer".into(), by),
            Err(Error::Conflict(Refusal::TicketOpen))
        ));
    }

    #[test]
    fn words_of_the_operator_leave_a_done_ticket_done() {
        let mut ticket = ticket();
        ticket.progress(told(TicketState::Done, 1)).expect("a legal move");
        ticket.tell("Die Rechnung folgt".into(), None, moment(2));
        assert_eq!((ticket.state, ticket.visit, ticket.messages), (TicketState::Done, 1, 1));
    }

    #[test]
    fn another_appointment_counts_when_it_was_made_later() {
        let on = |day: i8| {
            Some(Appointment { date: Date::constant(2026, 11, day), from: None, until: None })
        };
        let first = Progress { appointment: on(25), ..told(TicketState::Scheduled, 1) };
        let second = Progress { appointment: on(27), ..told(TicketState::Scheduled, 2) };
        for order in [[first, second], [second, first]] {
            let mut ticket = ticket();
            for told in order {
                ticket.progress(told).expect("a legal move");
            }
            assert_eq!(ticket.appointment(), on(27));
        }
    }

    fn news() -> impl Strategy<Value = Progress> {
        let states = prop_oneof![
            Just(TicketState::Received),
            Just(TicketState::Scheduled),
            Just(TicketState::Cancelled),
            Just(TicketState::Done),
        ];
        let appointment = prop::option::of((24..30i8).prop_map(|day| Appointment {
            date: Date::constant(2026, 11, day),
            from: None,
            until: None,
        }));
        (states, 1..9i64, appointment).prop_map(|(state, minutes, appointment)| {
            let appointment = appointment.filter(|_| state == TicketState::Scheduled);
            Progress { appointment, ..told(state, minutes) }
        })
    }

    proptest! {
        #[test]
        fn news_in_any_order_and_twice_end_in_the_same_state(
            (first, second) in prop::collection::vec(news(), 1..8)
                .prop_flat_map(|news| (Just(news.clone()), Just([news.clone(), news].concat()).prop_shuffle())),
        ) {
            let end = |news: &[Progress]| {
                let mut ticket = ticket();
                for told in news {
                    let _ = ticket.progress(*told);
                }
                (ticket.state, ticket.visit)
            };
            prop_assert_eq!(end(&first), end(&second));
        }

        #[test]
        fn appointments_in_any_order_end_with_the_one_that_was_made_last(
            days in prop::collection::vec((1..40i64, prop::option::of(24..30i8)), 1..6)
                .prop_flat_map(|made| (Just(made.clone()), Just(made).prop_shuffle())),
        ) {
            let end = |made: &[(i64, Option<i8>)]| {
                let mut ticket = ticket();
                for (minutes, day) in made {
                    let appointment = day.map(|day| Appointment { date: Date::constant(2026, 11, day), from: None, until: None });
                    let _ = ticket.progress(Progress { appointment, ..told(TicketState::Scheduled, *minutes) });
                }
                ticket.appointment()
            };
            prop_assert_eq!(end(&days.0), end(&days.1));
        }
    }
}
