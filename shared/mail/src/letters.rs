use askama::Template;
use domain::{
    ArticleKind, Colour, Contact, Contract, Counter, CounterId, Country, Device, Email, End,
    EndStage, Error, Line, MailedCode, Order, OrderState, Quarter, ReadValue, Reading,
    ReminderStage, Result, StatusPageRequest, hint,
};
use jiff::Timestamp;
use locales::{FluentArgs, Texts};

use crate::Case;
use crate::matter::SheetLink;

/// Devices that a letter names; the rest is counted.
const NAMED: usize = 100;

/// A letter, ready to be sent.
#[derive(Debug, Clone)]
pub struct Letter {
    /// To whom.
    pub to: Email,
    /// What it is about, in one line.
    pub subject: String,
    /// The letter as most see it.
    pub html: String,
    /// The letter for everyone else.
    pub text: String,
}

/// For whom a letter is written.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The person; decides the language.
    pub contact: &'a Contact,
    /// The contract that it is about.
    pub contract: &'a Contract,
    /// Whose hotline is named.
    pub country: &'a Country,
}

/// What every letter has. Never the contract number: with the customer number it opens the portal.
pub(crate) struct Frame {
    pub(crate) language: &'static str,
    pub(crate) title: String,
    pub(crate) greeting: String,
    pub(crate) intro: String,
    pub(crate) outlook: String,
    pub(crate) customer: String,
    pub(crate) questions: String,
}

pub(crate) struct OrderLetter {
    pub(crate) frame: Frame,
    pub(crate) number_label: String,
    pub(crate) number: String,
    pub(crate) facts: Vec<(String, Vec<String>)>,
    pub(crate) parts: Vec<Part>,
    pub(crate) article_label: String,
    pub(crate) quantity_label: String,
    pub(crate) button: String,
    pub(crate) link: String,
    /// Where else one may go: what it is called, and where it leads.
    pub(crate) aside: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "order.html")]
pub(crate) struct OrderHtml<'a> {
    pub(crate) letter: &'a OrderLetter,
}

#[derive(Template)]
#[template(path = "order.txt")]
pub(crate) struct OrderText<'a> {
    pub(crate) letter: &'a OrderLetter,
}

pub(crate) struct NoticeLetter {
    pub(crate) frame: Frame,
    pub(crate) rows: Vec<NoticeRow>,
    pub(crate) button: String,
    pub(crate) link: String,
}

#[derive(Template)]
#[template(path = "notice.html")]
pub(crate) struct NoticeHtml<'a> {
    pub(crate) letter: &'a NoticeLetter,
}

#[derive(Template)]
#[template(path = "notice.txt")]
pub(crate) struct NoticeText<'a> {
    pub(crate) letter: &'a NoticeLetter,
}

/// An order in a notice: enough to recognise it.
pub(crate) struct NoticeRow {
    pub(crate) number: String,
    pub(crate) place: String,
    pub(crate) amount: String,
}

/// A letter about devices: those whose readings are missing, those whose readings came.
struct ReadingsLetter {
    frame: Frame,
    parts: Vec<DevicePart>,
    button: String,
    link: String,
    /// What the link opens, and for how long.
    link_note: String,
}

/// Devices that belong together.
struct DevicePart {
    title: Option<String>,
    rows: Vec<DeviceRow>,
    /// How many more there are.
    more: Option<String>,
}

/// A device in a letter.
struct DeviceRow {
    model: String,
    site: String,
    serial: String,
    /// Its counters, where they were read.
    counters: Vec<String>,
    note: String,
}

#[derive(Template)]
#[template(path = "readings.html")]
struct ReadingsHtml<'a> {
    letter: &'a ReadingsLetter,
}

#[derive(Template)]
#[template(path = "readings.txt")]
struct ReadingsText<'a> {
    letter: &'a ReadingsLetter,
}

struct CodeLetter {
    frame: Frame,
    code: String,
}

#[derive(Template)]
#[template(path = "code.html")]
struct CodeHtml<'a> {
    letter: &'a CodeLetter,
}

#[derive(Template)]
#[template(path = "code.txt")]
struct CodeText<'a> {
    letter: &'a CodeLetter,
}

/// Lines that belong together: what was ordered, what was claimed.
pub(crate) struct Part {
    title: String,
    lines: Vec<LetterLine>,
}

pub(crate) struct LetterLine {
    what: String,
    article: String,
    name: String,
    place: String,
    notes: Vec<String>,
    quantity: u32,
}

impl Letter {
    /// Confirms that an order has arrived, with every line, the address and the number.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub fn order_placed(reader: Reader<'_>, order: &Order, portal: &str) -> Result<Self> {
        let waits = order.hold.is_some();
        let what = if waits { "order-waiting" } else { "order-placed" };
        Self::about_order(reader, order, portal, what)
    }

    /// Confirms that an order was called off.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub fn order_cancelled(reader: Reader<'_>, order: &Order, portal: &str) -> Result<Self> {
        Self::about_order(reader, order, portal, "order-cancelled")
    }

    /// Tells that an order was confirmed, shipped, delivered or called off by the operator.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub(crate) fn order_advanced(reader: Reader<'_>, order: &Order, portal: &str) -> Result<Self> {
        let what = match order.state {
            OrderState::Received | OrderState::Confirmed => "order-confirmed",
            OrderState::Shipped => "order-shipped",
            OrderState::Delivered => "order-delivered",
            OrderState::Cancelled => "order-called-off",
        };
        Self::about_order(reader, order, portal, what)
    }

    /// Tells that an order waits no longer for a change of its address: it goes to the one that was asked for, or to the one before.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub(crate) fn order_released(
        reader: Reader<'_>,
        order: &Order,
        changed: bool,
        portal: &str,
    ) -> Result<Self> {
        let what = if changed { "order-released" } else { "order-released-old" };
        Self::about_order(reader, order, portal, what)
    }

    /// Tells somebody that an order was released by the numbers alone.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub(crate) fn released_notice(reader: Reader<'_>, order: &Order, portal: &str) -> Result<Self> {
        Self::notice(reader, std::slice::from_ref(order), &[], portal, "order-released-notice")
    }

    /// Asks where to deliver an order whose change of address was rejected.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub(crate) fn order_asked(reader: Reader<'_>, order: &Order, portal: &str) -> Result<Self> {
        Self::about_order(reader, order, portal, "order-asked")
    }

    /// Brings a code. It is not in the subject, which shows on locked screens.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub fn code(reader: Reader<'_>, code: &MailedCode) -> Result<Self> {
        let letter =
            CodeLetter { frame: reader.frame("code", &FluentArgs::new()), code: code.shown() };
        let subject = Texts::of(reader.contact.language).text("letter-code-subject");
        reader.letter(subject, &CodeHtml { letter: &letter }, &CodeText { letter: &letter })
    }

    /// Tells somebody that orders were placed, or parts claimed that belong to none, by the numbers alone.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub(crate) fn placed_notice(
        reader: Reader<'_>,
        orders: &[Order],
        cases: &[&Case],
        portal: &str,
    ) -> Result<Self> {
        let what = if orders.is_empty() { "claim-placed-notice" } else { "order-placed-notice" };
        Self::notice(reader, orders, cases, portal, what)
    }

    /// Tells somebody that an order was called off by the numbers alone.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub fn cancelled_notice(reader: Reader<'_>, order: &Order, portal: &str) -> Result<Self> {
        let orders = std::slice::from_ref(order);
        Self::notice(reader, orders, &[], portal, "order-cancelled-notice")
    }

    /// Asks for readings that are missing: names the first hundred devices and counts the rest.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub(crate) fn readings_due(
        reader: Reader<'_>,
        (quarter, stage): (Quarter, ReminderStage),
        devices: &[&Device],
        sheet: &SheetLink,
    ) -> Result<Self> {
        let texts = Texts::of(reader.contact.language);
        let what = match stage {
            ReminderStage::Opening => "readings-due",
            ReminderStage::Soon | ReminderStage::Today => "readings-reminder",
            ReminderStage::Late | ReminderStage::Later | ReminderStage::Last => "readings-overdue",
        };
        let window = quarter.window();
        let mut about = FluentArgs::new();
        about.set("count", devices.len());
        about.set("due", texts.long_day(window.due));
        about.set("due_short", texts.day(window.due));
        about.set("closes", texts.long_day(window.closes));
        about.set("number", quarter.number());
        about.set("year", quarter.year().to_string());
        let letter = ReadingsLetter {
            frame: reader.frame(what, &about),
            parts: vec![device_part(texts, None, devices.iter().map(|d| device_row(texts, d)))],
            button: counted(texts, "letter-readings-button", devices.len()),
            link: sheet.url.clone(),
            link_note: link_note(reader, sheet),
        };
        let subject = texts.text_with(&format!("letter-{what}-subject"), &about);
        reader.letter(subject, &ReadingsHtml { letter: &letter }, &ReadingsText { letter: &letter })
    }

    /// Asks for status pages: names the first hundred devices and counts the rest.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub(crate) fn status_pages_due(
        reader: Reader<'_>,
        request: &StatusPageRequest,
        devices: &[&Device],
        portal: &str,
    ) -> Result<Self> {
        let texts = Texts::of(reader.contact.language);
        let mut about = FluentArgs::new();
        about.set("count", devices.len());
        about.set("dated", if request.until.is_some() { "yes" } else { "no" });
        about.set("until", request.until.map(|day| texts.long_day(day)).unwrap_or_default());
        about.set("until_short", request.until.map(|day| texts.day(day)).unwrap_or_default());
        let mut frame = reader.frame("status-pages", &about);
        if let Some(note) = &request.note {
            let note =
                texts.text_with("letter-status-pages-note", &args([("note", note.as_str())]));
            frame.outlook = format!("{note} {}", frame.outlook);
        }
        let row = |device: &&Device| DeviceRow { note: String::new(), ..device_row(texts, device) };
        let letter = ReadingsLetter {
            frame,
            parts: vec![device_part(texts, None, devices.iter().map(row))],
            button: counted(texts, "letter-status-pages-button", devices.len()),
            link: format!("{portal}/#/status-pages"),
            link_note: texts.text("letter-readings-sign-in"),
        };
        let subject = texts.text_with("letter-status-pages-subject", &about);
        reader.letter(subject, &ReadingsHtml { letter: &letter }, &ReadingsText { letter: &letter })
    }

    /// Confirms what was reported at `at`, and names what is missing still.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub(crate) fn receipt(
        reader: Reader<'_>,
        taken: &[(Device, Reading)],
        open: Option<&(Quarter, Vec<Device>)>,
        (at, sheet): (Timestamp, &SheetLink),
    ) -> Result<Self> {
        let texts = Texts::of(reader.contact.language);
        let mut about = FluentArgs::new();
        about.set("count", taken.len());
        about.set("day", texts.long_day(reader.country.zone().to_datetime(at).date()));
        let rows = taken.iter().map(|(device, reading)| taken_row(texts, device, reading));
        let mut parts = vec![device_part(texts, None, rows)];
        let missing = open.map_or(&[][..], |(_, devices)| devices.as_slice());
        let button = match open.filter(|(_, devices)| !devices.is_empty()) {
            Some((quarter, devices)) => {
                let due = texts.long_day(quarter.due_date());
                let title = texts.text_with("letter-receipt-open", &args([("due", due.as_str())]));
                let rows = devices.iter().map(|device| device_row(texts, device));
                parts.push(device_part(texts, Some(title), rows));
                counted(texts, "letter-readings-button", missing.len())
            }
            None => texts.text("letter-receipt-button"),
        };
        let letter = ReadingsLetter {
            frame: reader.frame("receipt", &about),
            parts,
            button,
            link: sheet.url.clone(),
            link_note: link_note(reader, sheet),
        };
        let subject = texts.text_with("letter-receipt-subject", &about);
        reader.letter(subject, &ReadingsHtml { letter: &letter }, &ReadingsText { letter: &letter })
    }

    /// Asks for what is missing at the end of a contract: names the first hundred devices and counts the rest.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub(crate) fn ending(
        reader: Reader<'_>,
        (end, stage): (End, EndStage),
        devices: &[&Device],
        (portal, sheet): (&str, &SheetLink),
    ) -> Result<Self> {
        let texts = Texts::of(reader.contact.language);
        let what = match stage {
            EndStage::NinetyDays => "ending-announced",
            EndStage::ThirtyDays | EndStage::SevenDays => "ending-due",
            EndStage::LastDay => "ending-last",
        };
        let about = about_end(texts, end, devices.len());
        let rows = devices.iter().map(|device| missing_row(texts, device, end));
        let unread = devices.iter().filter(|device| device.lacks(end).reading).count();
        // Before its time nothing that is read counts for the end.
        let (button, link, link_note) = if unread > 0 && stage > EndStage::NinetyDays {
            let button = counted(texts, "letter-readings-button", unread);
            (button, sheet.url.clone(), link_note(reader, sheet))
        } else {
            to_contract(texts, portal)
        };
        let letter = ReadingsLetter {
            frame: reader.frame(what, &about),
            parts: vec![device_part(texts, None, rows)],
            button,
            link,
            link_note,
        };
        let subject = texts.text_with(&format!("letter-{what}-subject"), &about);
        reader.letter(subject, &ReadingsHtml { letter: &letter }, &ReadingsText { letter: &letter })
    }

    /// Confirms that all that was owed at the end of a contract is in.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when a template fails.
    pub(crate) fn closed(
        reader: Reader<'_>,
        end: End,
        devices: &[&Device],
        portal: &str,
    ) -> Result<Self> {
        let texts = Texts::of(reader.contact.language);
        let about = about_end(texts, end, devices.len());
        let rows = devices.iter().map(|device| closed_row(texts, device));
        let (button, link, link_note) = to_contract(texts, portal);
        let letter = ReadingsLetter {
            frame: reader.frame("closed", &about),
            parts: vec![device_part(texts, None, rows)],
            button,
            link,
            link_note,
        };
        let subject = texts.text_with("letter-closed-subject", &about);
        reader.letter(subject, &ReadingsHtml { letter: &letter }, &ReadingsText { letter: &letter })
    }

    fn notice(
        reader: Reader<'_>,
        orders: &[Order],
        cases: &[&Case],
        portal: &str,
        what: &str,
    ) -> Result<Self> {
        let texts = Texts::of(reader.contact.language);
        let (button, place) = match orders {
            [] => ("letter-tickets-button", "tickets"),
            _ => ("letter-orders-button", "orders"),
        };
        let claimed = cases.iter().map(|case| case.row(texts));
        let letter = NoticeLetter {
            frame: reader.frame(what, &FluentArgs::new()),
            rows: orders.iter().map(|order| notice_row(texts, order)).chain(claimed).collect(),
            button: texts.text(button),
            link: format!("{portal}/#/{place}"),
        };
        let (html, text) = (NoticeHtml { letter: &letter }, NoticeText { letter: &letter });
        reader.letter(letter.frame.title.clone(), &html, &text)
    }

    fn about_order(reader: Reader<'_>, order: &Order, portal: &str, what: &str) -> Result<Self> {
        let texts = Texts::of(reader.contact.language);
        let shown = order.number.shown();
        let mut number = args([("number", shown.as_str())]);
        number.set("claims", order.lines.iter().filter(|line| line.ticket.is_some()).count());
        let mut button = texts.text("letter-order-button");
        let mut link = format!("{portal}/#/orders/{}", order.number);
        let mut aside = None;
        let tracking = order.shipment.as_ref().and_then(|shipment| shipment.tracking.as_ref());
        if let Some(tracking) = tracking.filter(|_| order.state == OrderState::Shipped) {
            aside = Some((button, link));
            (button, link) = (texts.text("letter-order-track"), tracking.to_string());
        }
        let letter = OrderLetter {
            frame: reader.frame(what, &number),
            number_label: texts.text("letter-order-number"),
            number: shown.clone(),
            facts: facts(texts, reader, order),
            parts: parts(texts, order),
            article_label: texts.text("letter-article"),
            quantity_label: texts.text("letter-quantity"),
            button,
            link,
            aside,
        };
        let subject = texts.text_with(&format!("letter-{what}-subject"), &number);
        reader.letter(subject, &OrderHtml { letter: &letter }, &OrderText { letter: &letter })
    }
}

impl Reader<'_> {
    /// The texts of the letter `what`, and what all letters say.
    pub(crate) fn frame(&self, what: &str, args_of_what: &FluentArgs<'_>) -> Frame {
        let texts = Texts::of(self.contact.language);
        let own = |part: &str| texts.text_with(&format!("letter-{what}-{part}"), args_of_what);
        let name = format!("{} {}", self.contact.first_name, self.contact.last_name);
        let hours = self.country.hours_in(self.contact.language);
        let hotline = args([("hotline", self.country.hotline.as_str()), ("hours", hours)]);
        let customer = args([("name", self.contract.customer_name.as_str())]);
        Frame {
            language: self.contact.language.code(),
            title: own("title"),
            greeting: texts.text_with("letter-greeting", &args([("name", name.as_str())])),
            intro: own("intro"),
            outlook: own("outlook"),
            customer: texts.text_with("letter-customer", &customer),
            questions: texts.text_with("letter-questions", &hotline),
        }
    }

    pub(crate) fn letter(
        &self,
        subject: String,
        html: &impl Template,
        text: &impl Template,
    ) -> Result<Letter> {
        let render = |rendered: askama::Result<String>| rendered.map_err(Error::internal);
        Ok(Letter {
            to: self.contact.email.clone(),
            subject,
            html: render(html.render())?,
            text: render(text.render())?,
        })
    }
}

fn facts(texts: &Texts, reader: Reader<'_>, order: &Order) -> Vec<(String, Vec<String>)> {
    let day = reader.country.zone().to_datetime(order.placed_at).date();
    let day_label = if order.articles() == 0 { "letter-claim-day" } else { "letter-order-day" };
    let address = &order.address;
    let mut facts = vec![
        (texts.text(day_label), vec![texts.day(day)]),
        (
            texts.text("delivery-address"),
            vec![
                address.name.clone(),
                address.street.clone(),
                format!("{}-{} {}", address.country, address.postcode, address.city),
            ],
        ),
    ];
    // Anyone with the numbers can add himself and order: a name on file is not for him.
    let veiled = !(reader.contact.confirmed || order.attention_given);
    let attention =
        address.attention.as_deref().map(|line| if veiled { hint(line) } else { line.to_owned() });
    let carrier = order.shipment.as_ref().map(|shipment| shipment.carrier.clone());
    let more = [
        ("letter-order-reason", order.cancel_reason.clone()),
        ("letter-order-carrier", carrier),
        ("attention", attention),
        ("additional-info", address.additional_info.clone()),
        ("reference", order.reference.clone()),
    ];
    for (label, value) in more {
        if let Some(value) = value {
            facts.push((texts.text(label), vec![value]));
        }
    }
    facts
}

fn parts(texts: &Texts, order: &Order) -> Vec<Part> {
    let part = |title: &str, claim: bool| {
        let lines = order.lines.iter().filter(|line| line.claim == claim);
        Part {
            title: texts.text(title),
            lines: lines.map(|line| letter_line(texts, line)).collect(),
        }
    };
    let parts = [part("letter-order-ordered", false), part("letter-order-claimed", true)];
    parts.into_iter().filter(|part| !part.lines.is_empty()).collect()
}

fn letter_line(texts: &Texts, line: &Line) -> LetterLine {
    let place = format!("{} {}, {}", line.model, line.serial, line.site);
    let reason = line.reason.as_deref();
    let reason = reason.map(|reason| texts.text_with("letter-reason", &args([("reason", reason)])));
    // A claim opens at its first visit.
    let ticket = line.ticket.map(|ticket| format!("{}/1", ticket.shown()));
    let ticket = ticket
        .map(|ticket| texts.text_with("letter-order-ticket", &args([("number", ticket.as_str())])));
    LetterLine {
        what: texts.text_with("supply", &supply_args(line.kind, line.colour)),
        article: line.article.to_string(),
        name: line.name.clone(),
        place,
        notes: [reason, ticket].into_iter().flatten().collect(),
        quantity: line.quantity,
    }
}

/// A number in a text that depends on it.
fn counted(texts: &Texts, id: &str, count: usize) -> String {
    texts.text_with(id, &[("count", count)].into_iter().collect())
}

/// The first hundred devices, and how many more there are.
fn device_part(
    texts: &Texts,
    title: Option<String>,
    rows: impl ExactSizeIterator<Item = DeviceRow>,
) -> DevicePart {
    let more = rows.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| counted(texts, "letter-readings-more", more));
    DevicePart { title, rows: rows.take(NAMED).collect(), more }
}

/// What the link opens, and for how long.
fn link_note(reader: Reader<'_>, sheet: &SheetLink) -> String {
    let texts = Texts::of(reader.contact.language);
    match sheet.until {
        Some(until) => {
            let until = texts.long_day(reader.country.zone().to_datetime(until).date());
            texts.text_with("letter-readings-link", &args([("until", until.as_str())]))
        }
        None => texts.text("letter-readings-sign-in"),
    }
}

fn about_end(texts: &Texts, end: End, devices: usize) -> FluentArgs<'static> {
    let mut about = FluentArgs::new();
    about.set("count", devices);
    about.set("ends", texts.long_day(end.day));
    about.set("ends_short", texts.day(end.day));
    about.set("opens", texts.long_day(end.opens()));
    about.set("closes", texts.long_day(end.closes()));
    about
}

/// The button that leads to the contract, for who signs in.
fn to_contract(texts: &Texts, portal: &str) -> (String, String, String) {
    let button = texts.text("letter-contract-button");
    (button, format!("{portal}/#/contract"), texts.text("letter-readings-sign-in"))
}

/// A device with what it lacks at the end.
fn missing_row(texts: &Texts, device: &Device, end: End) -> DeviceRow {
    let lacks = device.lacks(end);
    let note = match (lacks.reading, lacks.status_page) {
        (true, true) => "letter-ending-both",
        (true, false) => "letter-ending-reading",
        _ => "letter-ending-page",
    };
    DeviceRow { note: texts.text(note), ..device_row(texts, device) }
}

/// A device with its final reading and the day of its status page.
fn closed_row(texts: &Texts, device: &Device) -> DeviceRow {
    let counter = |counter: &Counter| {
        let last = device.readings.get(&counter.id)?;
        let value = texts.number(last.value);
        let about = args([("counter", counter.label.as_str()), ("value", value.as_str())]);
        Some(texts.text_with("letter-receipt-value", &about))
    };
    let read = device.reading_date().map(|day| texts.day(day));
    let page = device.status_page.as_ref().map(|page| texts.day(page.received));
    let note = |id: &str, day: &str| texts.text_with(id, &args([("day", day)]));
    let notes = [
        read.map(|day| note("letter-closed-reading", &day)),
        page.map(|day| note("letter-closed-page", &day)),
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    DeviceRow {
        counters: device.counters.iter().filter_map(counter).collect(),
        note: notes.join(", "),
        ..device_row(texts, device)
    }
}

/// A device with what was read: `FARBE1 8.500 (4.000 Seiten)`.
fn taken_row(texts: &Texts, device: &Device, reading: &Reading) -> DeviceRow {
    let counter = |(id, read): (&CounterId, &ReadValue)| {
        let (label, value) = (device.label(id), texts.number(read.value));
        let mut about = args([("counter", label.as_str()), ("value", value.as_str())]);
        match read.pages {
            Some(pages) => {
                about.set("pages", texts.number(pages));
                texts.text_with("letter-receipt-pages", &about)
            }
            None => texts.text_with("letter-receipt-value", &about),
        }
    };
    DeviceRow {
        counters: reading.values.iter().map(counter).collect(),
        note: texts.day(reading.date),
        ..device_row(texts, device)
    }
}

fn device_row(texts: &Texts, device: &Device) -> DeviceRow {
    let note = match device.reading_date() {
        Some(day) => {
            texts.text_with("letter-readings-last", &args([("day", texts.day(day).as_str())]))
        }
        None => texts.text("letter-readings-never"),
    };
    DeviceRow {
        model: device.model.to_string(),
        site: device.site.clone(),
        serial: device.serial.to_string(),
        counters: Vec::new(),
        note,
    }
}

fn notice_row(texts: &Texts, order: &Order) -> NoticeRow {
    let address = &order.address;
    let count = |id: &str, number: u32| {
        let args: FluentArgs<'_> = [("count", number)].into_iter().collect();
        texts.text_with(id, &args)
    };
    let amount = match (order.articles(), order.claims()) {
        (articles, 0) => count("articles", articles),
        (0, claims) => count("claims", claims),
        (articles, claims) => {
            let (articles, claims) = (count("articles", articles), count("claims", claims));
            let both = args([("articles", articles.as_str()), ("claims", claims.as_str())]);
            texts.text_with("articles-and-claims", &both)
        }
    };
    NoticeRow {
        number: order.number.shown(),
        place: format!(
            "{}, {}, {} {}",
            address.name, address.street, address.postcode, address.city
        ),
        amount,
    }
}

pub(crate) fn supply_args(kind: ArticleKind, colour: Option<Colour>) -> FluentArgs<'static> {
    let mut args = FluentArgs::new();
    args.set("kind", kind.to_string());
    args.set("colour", colour.map_or_else(|| "none".to_owned(), |colour| colour.to_string()));
    args
}

pub(crate) fn args<'a, const N: usize>(pairs: [(&'a str, &'a str); N]) -> FluentArgs<'a> {
    pairs.into_iter().collect()
}
