//! Forms and answers about tickets. A text is shown in full or not at all: the two are different types.

use domain::{
    Appointment, ArticleKind, ArticleNo, ClaimedPart, Colour, Contact, ContactId, Invalid,
    Language, Level, Message, NewTicket, QUANTITY, Refusal, Result, Serial, Session, Side, Text,
    Ticket, TicketFile, TicketKind, TicketStage, TicketState,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::files::UploadView;
use crate::view::{AddressView, ContactView};
use crate::{Field, Unknown};

/// What `open_ticket` reads.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TicketForm {
    /// What it is about: `fault`, `supply_claim` or `question`.
    #[schema(value_type = String, example = "fault")]
    kind: Field<String>,
    /// The device.
    #[schema(value_type = String, max_length = 30)]
    serial: Field<String>,
    /// Who gets the letters.
    #[schema(value_type = String)]
    contact_id: Field<String>,
    /// The words, in any script and with line breaks; a claim may do without.
    #[schema(value_type = Option<String>, max_length = 4000)]
    text: Field<String>,
    /// The defective article, for a claim.
    #[schema(value_type = Option<String>, max_length = 20)]
    article: Field<String>,
    /// Defective pieces, for a claim; 1 where nothing is said.
    #[schema(value_type = Option<u32>, minimum = 1, maximum = 99)]
    quantity: Field<u64>,
    /// Overwrites who is visited.
    #[schema(value_type = Option<String>, max_length = 60)]
    visit_name: Field<String>,
    /// Overwrites the attention line; empty leaves it blank, missing keeps what is stored.
    #[schema(value_type = Option<String>, max_length = 60)]
    attention: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl TicketForm {
    /// The ticket that is asked for.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Invalid`] with every field that is broken, unknown, or not for this kind.
    pub fn parse(&self) -> Result<NewTicket> {
        let mut invalid = Invalid::default();
        self.unknown.refuse("#", &mut invalid);
        let kind = self.kind.required("#/kind", &mut invalid, |raw| {
            raw.parse::<TicketKind>().map_err(|_| Refusal::TicketKindForm)
        });
        let serial = self.serial.required("#/serial", &mut invalid, |raw| Serial::parse(raw));
        let contact = match &self.contact_id {
            Field::Missing => invalid.note("#/contact_id", Err(Refusal::ContactMissing)),
            given => given.required("#/contact_id", &mut invalid, |raw| ContactId::parse(raw)),
        };
        let block = |raw: &String| Text::optional_block(raw, Message::TEXT_MAX);
        let claim = kind == Some(TicketKind::SupplyClaim);
        let text = if claim {
            self.text.optional("#/text", &mut invalid, block).flatten()
        } else {
            let words = |raw: &String| block(raw)?.ok_or(Refusal::Required);
            self.text.required("#/text", &mut invalid, words)
        };
        let part = self.part(kind, &mut invalid);
        let line = |raw: &String| Text::optional_line(raw, 60).map(Option::unwrap_or_default);
        let visit_name = self.visit_name.optional("#/visit_name", &mut invalid, line);
        let attention = self.attention.optional("#/attention", &mut invalid, line);
        let complete = kind.zip(serial).zip(contact);
        let ((kind, serial), contact) = invalid.finish_with(complete)?;
        Ok(NewTicket { kind, serial, contact, text, part, visit_name, attention })
    }

    /// Article and pieces: a claim has them, and nothing else does.
    fn part(&self, kind: Option<TicketKind>, invalid: &mut Invalid) -> Option<(ArticleNo, u32)> {
        let given = [
            ("#/article", !matches!(self.article, Field::Missing)),
            ("#/quantity", !matches!(self.quantity, Field::Missing)),
        ];
        match kind? {
            TicketKind::SupplyClaim => {}
            TicketKind::Fault | TicketKind::Question => {
                for (pointer, _) in given.into_iter().filter(|(_, given)| *given) {
                    invalid.push(pointer, Refusal::PartWithoutClaim);
                }
                return None;
            }
        }
        let article = match &self.article {
            Field::Missing => invalid.note("#/article", Err(Refusal::PartMissing)),
            given => given.required("#/article", invalid, |raw| ArticleNo::parse(raw)),
        };
        let quantity = self.quantity.optional("#/quantity", invalid, |&pieces| {
            let pieces = u32::try_from(pieces).ok().filter(|n| (1..=QUANTITY).contains(n));
            pieces.ok_or(Refusal::PiecesRange { max: QUANTITY })
        });
        Some((article?, quantity.unwrap_or(1)))
    }
}

/// What `reply_ticket` and `request_visit` read.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TextForm {
    /// The words, in any script and with line breaks.
    #[schema(value_type = String, max_length = 4000)]
    text: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl TextForm {
    /// The words.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Invalid`] with every field that is broken or unknown.
    pub fn parse(&self) -> Result<String> {
        let mut invalid = Invalid::default();
        self.unknown.refuse("#", &mut invalid);
        let text = |raw: &String| Text::block(raw, Message::TEXT_MAX);
        let text = self.text.required("#/text", &mut invalid, text);
        invalid.finish_with(text)
    }
}

/// A ticket as a list shows it: no texts.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketSummary {
    /// 12 digits.
    number: String,
    /// Number and visit, as people say them.
    #[schema(example = "26327 481920 4/1")]
    shown: String,
    /// The visit that it is at, from 1.
    visit: u32,
    #[schema(value_type = String, example = "fault")]
    kind: TicketKind,
    #[schema(value_type = String, example = "received")]
    state: TicketState,
    #[schema(value_type = String, format = DateTime)]
    opened_at: Timestamp,
    /// When something last happened to it.
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
    serial: String,
    model: String,
    site: String,
    /// The defective part, for a claim.
    part: Option<PartView>,
    /// When somebody comes, where that is planned.
    appointment: Option<AppointmentView>,
    /// How many messages it has.
    message_count: u32,
    /// Whose the last one is.
    #[schema(value_type = Option<String>, example = "operator")]
    last_from: Option<Side>,
    /// The order with which it was claimed.
    order: Option<String>,
}

/// A defective part.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartView {
    article: String,
    name: String,
    #[schema(value_type = String, example = "toner")]
    kind: ArticleKind,
    #[schema(value_type = Option<String>, example = "k")]
    colour: Option<Colour>,
    quantity: u32,
    /// The day of its last delivery, where known.
    #[schema(value_type = Option<String>, format = Date)]
    delivered: Option<Date>,
    /// Pages printed since then, where known.
    pages: Option<u64>,
    /// Pages that it should have reached, where known.
    r#yield: Option<u32>,
}

/// When somebody comes, by the clocks of the contract's country.
#[derive(Debug, Serialize, ToSchema)]
pub struct AppointmentView {
    #[schema(value_type = String, format = Date)]
    date: Date,
    /// Not before, where known.
    #[schema(example = "08:00")]
    from: Option<String>,
    /// Not after, where known.
    #[schema(example = "12:00")]
    until: Option<String>,
}

/// A ticket with all that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketView {
    #[serde(flatten)]
    summary: TicketSummary,
    /// Whether something is still to come; otherwise a further visit can be asked for.
    open: bool,
    /// The states that all visits went through.
    history: Vec<TicketStageView>,
    /// The copy that was made when it was opened, with what was overwritten.
    address: AddressView,
    /// Who gets the letters; none once the contact is gone.
    contact: Option<ContactView>,
    /// What was said, in order.
    messages: Vec<MessageView>,
    /// Its files, as they were announced.
    files: Vec<UploadView>,
    /// Texts that this session may not see; none where it sees all.
    hidden: Option<HiddenTexts>,
}

/// A state that a visit has reached.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketStageView {
    visit: u32,
    #[schema(value_type = String, example = "received")]
    state: TicketState,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    appointment: Option<AppointmentView>,
}

/// Something that was said.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum MessageView {
    /// With its words.
    Said(SaidMessage),
    /// Without: somebody else's, in a session by numbers alone.
    Hidden(HiddenMessage),
}

/// When something was said, and by which side.
#[derive(Debug, Serialize, ToSchema)]
pub struct HiddenMessage {
    /// Its place in the conversation, from 1.
    number: u32,
    /// The visit during which it came.
    visit: u32,
    #[schema(value_type = String, example = "customer")]
    from: Side,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// Something that was said, with its words.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaidMessage {
    #[serde(flatten)]
    place: HiddenMessage,
    text: String,
    /// Who at the operator wrote it, where that was said.
    author: Option<String>,
}

/// How many texts a session may not see, and what would show them.
#[derive(Debug, Serialize, ToSchema)]
pub struct HiddenTexts {
    count: usize,
    /// The step of the ladder that sees them: a mailed code opens it.
    #[schema(value_type = String, example = "confirmed")]
    needs: Level,
}

impl From<&ClaimedPart> for PartView {
    fn from(part: &ClaimedPart) -> Self {
        Self {
            article: part.article.to_string(),
            name: part.name.clone(),
            kind: part.kind,
            colour: part.colour,
            quantity: part.quantity,
            delivered: part.delivered,
            pages: part.pages,
            r#yield: part.nominal_yield,
        }
    }
}

impl From<Appointment> for AppointmentView {
    fn from(appointment: Appointment) -> Self {
        let time = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
        let Appointment { date, from, until } = appointment;
        Self { date, from: from.map(time), until: until.map(time) }
    }
}

impl From<&TicketStage> for TicketStageView {
    fn from(stage: &TicketStage) -> Self {
        let TicketStage { visit, state, at, appointment } = *stage;
        Self { visit, state, at, appointment: appointment.map(AppointmentView::from) }
    }
}

impl From<&Ticket> for TicketSummary {
    fn from(ticket: &Ticket) -> Self {
        Self {
            number: ticket.number.to_string(),
            shown: ticket.shown(),
            visit: ticket.visit,
            kind: ticket.kind,
            state: ticket.state,
            opened_at: ticket.opened_at,
            changed_at: ticket.changed_at,
            serial: ticket.patient.serial.to_string(),
            model: ticket.patient.model.to_string(),
            site: ticket.patient.site.clone(),
            part: ticket.part.as_ref().map(PartView::from),
            appointment: ticket.appointment().map(AppointmentView::from),
            message_count: ticket.messages,
            last_from: ticket.last_from,
            order: ticket.order.map(|order| order.to_string()),
        }
    }
}

impl MessageView {
    /// `message` of `ticket` as `session` may see it: by numbers alone it sees what it wrote itself, and what was answered to a ticket
    /// that it opened itself.
    fn new(message: &Message, ticket: &Ticket, session: &Session) -> Self {
        let place = HiddenMessage {
            number: message.number,
            visit: message.visit,
            from: message.from,
            at: message.at,
        };
        let own = match message.from {
            Side::Customer => message.session.as_ref() == Some(&session.id),
            Side::Operator => ticket.session == session.id,
        };
        if own || session.level >= Level::Confirmed {
            let (text, author) = (message.text.clone(), message.author.clone());
            Self::Said(SaidMessage { place, text, author })
        } else {
            Self::Hidden(place)
        }
    }
}

impl TicketView {
    /// `ticket` with what was said about it, as `session` may see it.
    pub fn new(
        ticket: &Ticket,
        (messages, files): (&[Message], &[TicketFile]),
        contact: Option<&Contact>,
        session: &Session,
        language: Language,
    ) -> Self {
        let messages: Vec<_> =
            messages.iter().map(|message| MessageView::new(message, ticket, session)).collect();
        let hidden = messages.iter().filter(|one| matches!(one, MessageView::Hidden(_))).count();
        let needs = Level::Confirmed;
        Self {
            summary: TicketSummary::from(ticket),
            open: ticket.is_open(),
            history: ticket.history.iter().map(TicketStageView::from).collect(),
            address: AddressView::new(&ticket.patient.address, session.level),
            contact: contact.map(|contact| ContactView::new(contact, session.level)),
            messages,
            files: files
                .iter()
                .map(|file| UploadView::new(&file.upload, session, language))
                .collect(),
            hidden: (hidden > 0).then_some(HiddenTexts { count: hidden, needs }),
        }
    }
}
