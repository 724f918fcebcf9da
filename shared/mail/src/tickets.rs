//! Letters about service cases. What was said stands in those to the people whom it concerns, and in no notice.

use askama::Template;
use domain::{
    Appointment, Contact, Duty, Level, Message, Result, Serial, Side, Ticket, TicketKind,
    TicketState, hint,
};
use locales::{FluentArgs, Texts};

use crate::letters::{Frame, NoticeHtml, NoticeLetter, NoticeRow, NoticeText, args, supply_args};
use crate::{Audience, Letter, Part, Reader};

/// What is new about a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseNews {
    /// It was opened.
    Opened,
    /// The customer added words.
    Replied,
    /// The customer asks for a further visit.
    VisitRequested,
    /// The operator answered.
    Answered,
    /// It has reached a state.
    Progressed,
}

/// A ticket, what is new about it, and what was said with that.
#[derive(Debug, Clone)]
pub struct Case {
    /// What is new.
    pub news: CaseNews,
    /// The ticket.
    pub ticket: Ticket,
    /// The words.
    pub message: Option<Message>,
}

struct TicketLetter {
    frame: Frame,
    number_label: String,
    number: String,
    facts: Vec<(String, Vec<String>)>,
    said: Option<Said>,
    button: String,
    link: String,
}

/// Words, line by line: few mail programs keep line breaks otherwise.
struct Said {
    title: String,
    lines: Vec<String>,
}

#[derive(Template)]
#[template(path = "ticket.html")]
struct TicketHtml<'a> {
    letter: &'a TicketLetter,
}

#[derive(Template)]
#[template(path = "ticket.txt")]
struct TicketText<'a> {
    letter: &'a TicketLetter,
}

/// Who among `contacts` is written what about a case: its contact and whoever is responsible for tickets of `device` get the letter, those
/// who are known a notice where whoever acted was not trusted enough.
pub(crate) fn parts<'a>(
    news: CaseNews,
    audience: Audience<'_>,
    contacts: &'a [Contact],
) -> Vec<(&'a Contact, Part<'a>)> {
    let Audience::Case { contact, level, device } = audience else { return Vec::new() };
    let reached = || contacts.iter().filter(|contact| contact.undeliverable.is_none());
    let known = reached().find(|one| one.id == *contact);
    let own = known.or_else(|| reached().find(|one| one.confirmed));
    let part = |one: &'a Contact| {
        let told = one.confirmed && level < Level::Confirmed;
        if news == CaseNews::Replied {
            return told.then_some((one, Part::Notice));
        }
        if own.is_some_and(|own| own.id == one.id) {
            return Some((one, Part::Own));
        }
        if one.answers_for(Duty::Tickets, device) {
            return Some((one, Part::Own));
        }
        told.then_some((one, Part::Notice))
    };
    reached().filter_map(part).collect()
}

/// The cases among `cases` for whose device `contact` is responsible.
pub(crate) fn answered_for<'a>(contact: &Contact, cases: &'a [Case]) -> Vec<&'a Case> {
    let theirs = |serial: &Serial| contact.answers_for(Duty::Tickets, serial);
    cases.iter().filter(|case| theirs(&case.ticket.patient.serial)).collect()
}

impl Case {
    /// Whether it is news still: a state that has gone on since is none.
    pub fn stands(&self, visit: u32, state: Option<TicketState>) -> bool {
        state.is_none_or(|state| (self.ticket.visit, self.ticket.state) == (visit, state))
    }

    /// Which texts its letter takes.
    fn what(&self) -> &'static str {
        let claim = self.ticket.kind == TicketKind::SupplyClaim;
        match self.news {
            CaseNews::Opened if claim => "claim-placed",
            CaseNews::Opened => "ticket-opened",
            CaseNews::Replied => "ticket-replied",
            CaseNews::VisitRequested => "visit-requested",
            CaseNews::Answered if self.ticket.is_open() => "ticket-answered",
            CaseNews::Answered => "ticket-answered-closed",
            CaseNews::Progressed => match self.ticket.state {
                TicketState::Received | TicketState::Scheduled => {
                    if self.ticket.appointment().is_some() {
                        "ticket-appointment"
                    } else {
                        "ticket-scheduled"
                    }
                }
                TicketState::Done => "ticket-done",
                TicketState::Cancelled => "ticket-cancelled",
            },
        }
    }

    /// The letter about it.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Internal`] when a template fails.
    pub(crate) fn letter(&self, reader: Reader<'_>, portal: &str) -> Result<Letter> {
        let texts = Texts::of(reader.contact.language);
        let (what, shown) = (self.what(), self.ticket.shown());
        let mut about = args([("number", shown.as_str())]);
        if let Some(appointment) = self.ticket.appointment() {
            about.set("day", texts.day(appointment.date));
            about.set("long_day", texts.long_day(appointment.date));
        }
        let letter = TicketLetter {
            frame: reader.frame(what, &about),
            number_label: texts.text("letter-ticket-number"),
            number: shown.clone(),
            facts: facts(texts, reader, &self.ticket),
            said: self.said(texts, reader),
            button: texts.text("letter-ticket-button"),
            link: self.link(portal),
        };
        let subject = texts.text_with(&format!("letter-{what}-subject"), &about);
        reader.letter(subject, &TicketHtml { letter: &letter }, &TicketText { letter: &letter })
    }

    /// Tells somebody that it happened, by the numbers alone.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Internal`] when a template fails.
    pub(crate) fn notice(&self, reader: Reader<'_>, portal: &str) -> Result<Letter> {
        let texts = Texts::of(reader.contact.language);
        let letter = NoticeLetter {
            frame: reader.frame(&format!("{}-notice", self.what()), &FluentArgs::new()),
            rows: vec![self.row(texts)],
            button: texts.text("letter-ticket-button"),
            link: self.link(portal),
        };
        let (html, text) = (NoticeHtml { letter: &letter }, NoticeText { letter: &letter });
        reader.letter(letter.frame.title.clone(), &html, &text)
    }

    /// It in a notice: enough to recognise it.
    pub(crate) fn row(&self, texts: &Texts) -> NoticeRow {
        NoticeRow {
            number: self.ticket.shown(),
            place: device(&self.ticket),
            amount: kind(texts, self.ticket.kind),
        }
    }

    fn link(&self, portal: &str) -> String {
        format!("{portal}/#/tickets/{}", self.ticket.number)
    }

    /// What was said, if it is for this reader. Who is not confirmed might be anybody, and may have made himself responsible: he gets
    /// answers where he is the ticket's contact, and the words of the session that named him.
    fn said(&self, texts: &Texts, reader: Reader<'_>) -> Option<Said> {
        let message = self.message.as_ref()?;
        let own = reader.contact.id == self.ticket.contact;
        let of_opener = message.session.as_ref() == Some(&self.ticket.session);
        if !(reader.contact.confirmed || own && (message.from == Side::Operator || of_opener)) {
            return None;
        }
        let title = match message.from {
            Side::Customer => texts.text("letter-ticket-yours"),
            Side::Operator => match message.author.as_deref() {
                Some(author) => {
                    texts.text_with("letter-ticket-ours-by", &args([("author", author)]))
                }
                None => texts.text("letter-ticket-ours"),
            },
        };
        Some(Said { title, lines: message.text.split('\n').map(str::to_owned).collect() })
    }
}

fn kind(texts: &Texts, kind: TicketKind) -> String {
    texts.text_with("ticket-kind", &args([("kind", kind.to_string().as_str())]))
}

fn device(ticket: &Ticket) -> String {
    let patient = &ticket.patient;
    format!("{} {}, {}", patient.model, patient.serial, patient.site)
}

fn facts(texts: &Texts, reader: Reader<'_>, ticket: &Ticket) -> Vec<(String, Vec<String>)> {
    let opened = reader.country.zone().to_datetime(ticket.opened_at).date();
    let address = &ticket.patient.address;
    let mut facts = vec![
        ("letter-ticket-kind", vec![kind(texts, ticket.kind)]),
        ("letter-ticket-day", vec![texts.day(opened)]),
        ("letter-ticket-device", vec![device(ticket)]),
    ];
    if let Some(appointment) = ticket.appointment() {
        facts.push(("letter-ticket-appointment", vec![planned(texts, appointment)]));
    }
    if let Some(part) = &ticket.part {
        let what = texts.text_with("supply", &supply_args(part.kind, part.colour));
        let mut lines =
            vec![format!("{} × {what}", part.quantity), format!("{} {}", part.article, part.name)];
        if let Some(pages) = part.pages {
            let mut about = FluentArgs::new();
            about.set("pages", texts.number(pages));
            let id = match part.nominal_yield {
                Some(nominal) => {
                    about.set("yield", texts.number(nominal.into()));
                    "letter-ticket-pages-of-yield"
                }
                None => "letter-ticket-pages",
            };
            lines.push(texts.text_with(id, &about));
        }
        facts.push(("letter-ticket-part", lines));
    }
    let city = format!("{}-{} {}", address.country, address.postcode, address.city);
    facts.push(("letter-ticket-place", vec![address.name.clone(), address.street.clone(), city]));
    // Anyone with the numbers can add himself and open a ticket: a name on file is not for him.
    let veiled = !(reader.contact.confirmed || ticket.patient.attention_given);
    if let Some(line) = &address.attention {
        let line = if veiled { hint(line) } else { line.clone() };
        facts.push(("attention", vec![line]));
    }
    facts.into_iter().map(|(label, lines)| (texts.text(label), lines)).collect()
}

/// `Mittwoch, 25. November 2026, 08:00 bis 12:00 Uhr`
fn planned(texts: &Texts, appointment: Appointment) -> String {
    let Appointment { date, from, until } = appointment;
    let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    let (from, until) = (from.map(clock), until.map(clock));
    let day = texts.long_day(date);
    let hours = match (&from, &until) {
        (Some(from), Some(until)) => {
            texts.text_with("appointment-hours", &args([("from", from.as_str()), ("until", until)]))
        }
        (Some(from), None) => texts.text_with("appointment-from", &args([("from", from.as_str())])),
        (None, Some(until)) => {
            texts.text_with("appointment-until", &args([("until", until.as_str())]))
        }
        (None, None) => return day,
    };
    format!("{day}, {hours}")
}
