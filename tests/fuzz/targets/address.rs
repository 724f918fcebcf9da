use std::collections::BTreeMap;

use domain::{
    Address, Contact, ContactId, Contract, Country, CountryCode, Email, Language, MailedCode,
    Message, Order, Text, Ticket, TrackingLink,
};
use events::Envelope;
use mail::{Case, CaseNews, Desk, Letter, Matter, News, Part, Reader};
use mail_parser::MessageParser;
use serde_json::{Value, json};

#[path = "../../../infra/local/src/message.rs"]
mod message;

const PORTAL: &str = "https://portal.example";

/// What people type about people and places, a line each: first and last name, e-mail, phone, company, street, postcode, city, attention line, additional
/// info, the customer's order mark, a tracking link, an author; the other lines are words about a ticket. No letter is anything but a letter by them.
pub fn address(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    CountryCode::parse(text).into_iter().for_each(|code| assert_eq!(code.as_str().len(), 2));
    let typed = Typed::parse(text);
    let dull = typed.dulled();
    for (letter, plain) in typed.letters().iter().zip(dull.letters()) {
        assert_eq!(letter.to, typed.contact.email);
        assert_eq!(letter.subject, plain.subject, "a subject holds what was typed");
        assert_eq!(tags(&letter.html), tags(&plain.html), "what was typed is markup");
        mailed(letter);
    }
}

/// What was typed, as the portal takes it; what it refuses is missing, or an `x`.
#[derive(Clone)]
struct Typed {
    contact: Contact,
    address: Address,
    reference: Option<String>,
    tracking: Option<TrackingLink>,
    author: Option<String>,
    words: String,
}

impl Typed {
    fn parse(text: &str) -> Self {
        let mut lines = text.splitn(14, '\n');
        let mut next = || lines.next().unwrap_or_default();
        let line = |raw: &str| Text::line(raw, 60).unwrap_or_else(|_| "x".into());
        let may = |raw: &str| Text::optional_line(raw, 60).ok().flatten();
        let contact = Contact {
            id: ContactId::parse("01J00000000000000000000001").expect("an id"),
            first_name: line(next()),
            last_name: line(next()),
            email: email(next()),
            phone: Contact::parse_phone(next()).ok().flatten(),
            language: if text.len().is_multiple_of(2) { Language::De } else { Language::En },
            confirmed: true,
            duties: BTreeMap::new(),
            undeliverable: None,
        };
        let address = Address {
            id: "A1".to_owned().try_into().expect("an id"),
            name: line(next()),
            street: line(next()),
            postcode: line(next()),
            city: line(next()),
            country: CountryCode::parse("DE").expect("a country"),
            attention: may(next()),
            additional_info: may(next()),
            change: None,
        };
        stored(&contact);
        stored(&address);
        Self {
            contact,
            address,
            reference: may(next()),
            tracking: TrackingLink::parse(next()).ok(),
            author: may(next()),
            words: Text::block(next(), Message::TEXT_MAX).unwrap_or_else(|_| "x".into()),
        }
    }

    /// The same with nothing in it that could be taken for anything else.
    fn dulled(&self) -> Self {
        let x = || "x".to_owned();
        let mut dull = self.clone();
        (dull.contact.first_name, dull.contact.last_name) = (x(), x());
        dull.contact.phone = self.contact.phone.as_ref().map(|_| x());
        let Address { name, street, postcode, city, attention, additional_info, .. } =
            &mut dull.address;
        [name, street, postcode, city].into_iter().for_each(|line| *line = x());
        let may = [attention, additional_info, &mut dull.reference, &mut dull.author];
        may.into_iter().flatten().for_each(|line| *line = x());
        dull.words = self.words.split('\n').map(|_| "x").collect::<Vec<_>>().join("\n");
        dull
    }

    fn letters(&self) -> Vec<Letter> {
        let (contract, country) = (contract(&self.address.name), country());
        let reader = Reader { contact: &self.contact, contract: &contract, country: &country };
        let order: Order = of(json!({
            "number": "263274819204", "placed_at": "2026-11-23T09:30:00Z", "state": "shipped",
            "history": [], "reference": self.reference, "address": self.address, "contact": self.contact.id,
            "attention_given": true, "cancel_reason": self.author,
            "shipment": self.author.as_ref().map(|carrier| json!({ "carrier": carrier, "tracking": self.tracking })),
            "lines": [{
                "serial": "FinalTest2", "model": "C612dn", "site": self.address.city,
                "article": "44973511", "name": self.address.name, "kind": "toner", "quantity": 1,
                "reason": self.reference,
            }],
        }));
        let ticket: Ticket = of(json!({
            "number": "263274819204", "visit": 1, "kind": "fault", "state": "received", "history": [],
            "opened_at": "2026-11-23T09:30:00Z", "changed_at": "2026-11-23T09:30:00Z",
            "serial": "FinalTest2", "model": "C612dn", "site": self.address.city,
            "address": self.address, "contact": self.contact.id, "session": "",
        }));
        let message: Message = of(json!({
            "number": 1, "visit": 1, "from": "operator", "at": "2026-11-23T09:30:00Z",
            "text": self.words, "author": self.author,
        }));
        let case = Case { news: CaseNews::Answered, ticket, message: Some(message) };
        let envelope: Envelope = of(json!({
            "version": 1, "id": "01J00000000000000000000002", "occurred_at": "2026-11-23T09:30:00Z",
            "contract_ref": contract.contract_ref, "type": "ContactDeleted", "data": { "contact": self.contact.id },
        }));
        let desk = Desk { portal: PORTAL, secret: b"secret", envelope: &envelope };
        let code = MailedCode::derive(b"secret", "session", "id");
        let matters = [
            Matter::Advanced(Box::new(order)),
            Matter::Case(Box::new(case)),
            Matter::Code(code),
            Matter::Told(News::Added(Box::new(self.contact.clone()))),
        ];
        let letters = matters.iter().map(|matter| {
            let [(_, letter)] = &matter.letters(reader, &Part::Own, desk).expect("a letter")[..]
            else {
                panic!("not one letter about {matter:?}")
            };
            letter.clone()
        });
        letters.collect()
    }
}

/// An address that letters go to, and to no other by it.
fn email(raw: &str) -> Email {
    let Ok(email) = Email::parse(raw) else { return Email::parse("x@x.example").expect("good") };
    let text = email.as_str();
    let special = |c: char| c.is_control() || c.is_whitespace() || "\"(),:;<>[\\]".contains(c);
    assert!(text.is_ascii() && !text.contains(special), "{text:?} is more than an address");
    assert_eq!(text.matches('@').count(), 1, "{text:?}");
    assert_eq!(Email::parse(text).ok().as_ref(), Some(&email));
    email
}

/// What was taken can be read again.
fn stored<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(
    value: &T,
) {
    let stored = serde_json::to_value(value).expect("JSON");
    assert_eq!(serde_json::from_value::<T>(stored).ok().as_ref(), Some(value));
}

/// A letter as a mail server takes it has these headers and no others, goes to its reader, and says in both parts what it said.
fn mailed(letter: &Letter) {
    let Letter { to, subject, html, text } = letter;
    assert!(!subject.chars().any(char::is_control), "{subject:?}");
    let sent = json!({
        "from": "Pagetally <portal@pagetally.example>", "to": to, "subject": subject,
        "html": html, "text": text,
    });
    let sent = message::message(&sent).expect("a message").formatted();
    let parsed = MessageParser::default().parse(&sent).expect("a message");
    let mut names: Vec<_> = parsed.headers().iter().map(|header| header.name()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Content-Type", "Date", "From", "MIME-Version", "Subject", "To"]);
    let readers = parsed.to().and_then(|to| to.as_list()).expect("a reader");
    assert!(readers.len() == 1 && readers[0].address() == Some(to.as_str()), "{readers:?}");
    assert_eq!(parsed.subject(), Some(subject.as_str()));
    assert_eq!((parsed.text_body_count(), parsed.html_body_count()), (1, 1));
    assert_eq!(parsed.attachment_count(), 0);
    let same = |part: Option<std::borrow::Cow<'_, str>>, said: &str| {
        part.is_some_and(|part| part.replace("\r\n", "\n") == said.replace("\r\n", "\n"))
    };
    assert!(same(parsed.body_text(0), text), "the text is another one: {text:?}");
    assert!(same(parsed.body_html(0), html), "the page is another one: {html:?}");
}

/// The markup of a page, without what stands between.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or(tag)).collect()
}

fn contract(customer_name: &str) -> Contract {
    of(json!({
        "key": { "country": "DE", "customer": "17102995", "contract": "SPV20418" },
        "contract_ref": "01J00000000000000000000000", "no": "SPV-20418",
        "customer_name": customer_name, "starts": "2015-01-01",
    }))
}

fn country() -> Country {
    of(json!({
        "code": "DE", "time_zone": "Europe/Berlin", "languages": ["de"], "hotline": "0211 5266 0",
        "hours": { "de": "Mo-Fr 8-17 Uhr" }, "mailbox": "service@pagetally.example",
    }))
}

fn of<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("as it is stored")
}
