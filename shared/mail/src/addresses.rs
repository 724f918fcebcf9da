//! Letters about changes of addresses.

use domain::{Address, AddressChange, ChangeState, Result};
use locales::Texts;

use crate::letters::{
    NoticeHtml, NoticeLetter, NoticeRow, NoticeText, OrderHtml, OrderLetter, OrderText, args,
};
use crate::{Letter, Reader};

impl Letter {
    /// Tells how a change of an address stands: asked for, approved or rejected.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Internal`] when a template fails.
    pub(crate) fn address_change(
        reader: Reader<'_>,
        change: &AddressChange,
        portal: &str,
    ) -> Result<Self> {
        let texts = Texts::of(reader.contact.language);
        let what = match change.state {
            ChangeState::Pending => "address-asked",
            ChangeState::Approved => "address-approved",
            ChangeState::Rejected => "address-rejected",
        };
        let (shown, effective) = (change.number.shown(), texts.day(change.effective));
        let about = args([("number", shown.as_str()), ("effective", effective.as_str())]);
        let letter = OrderLetter {
            frame: reader.frame(what, &about),
            number_label: texts.text("letter-address-number"),
            number: shown.clone(),
            facts: facts(texts, change),
            parts: Vec::new(),
            article_label: String::new(),
            quantity_label: String::new(),
            button: texts.text("letter-address-button"),
            link: format!("{portal}/#/address-changes"),
            aside: None,
        };
        let subject = texts.text_with(&format!("letter-{what}-subject"), &about);
        reader.letter(subject, &OrderHtml { letter: &letter }, &OrderText { letter: &letter })
    }

    /// Tells somebody that a change of an address was asked for by the numbers alone.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Internal`] when a template fails.
    pub(crate) fn address_notice(
        reader: Reader<'_>,
        change: &AddressChange,
        portal: &str,
    ) -> Result<Self> {
        let texts = Texts::of(reader.contact.language);
        let effective = texts.day(change.effective);
        let amount = texts.text_with("letter-address-from", &args([("day", effective.as_str())]));
        let row = NoticeRow {
            number: change.number.shown(),
            place: lines(&change.after()).join(", "),
            amount,
        };
        let letter = NoticeLetter {
            frame: reader.frame("address-notice", &args([])),
            rows: vec![row],
            button: texts.text("letter-address-button"),
            link: format!("{portal}/#/address-changes"),
        };
        let (html, text) = (NoticeHtml { letter: &letter }, NoticeText { letter: &letter });
        reader.letter(letter.frame.title.clone(), &html, &text)
    }
}

fn facts(texts: &Texts, change: &AddressChange) -> Vec<(String, Vec<String>)> {
    let label = |what: &str| texts.text(&format!("letter-address-{what}"));
    let concerned = match change.whole_address {
        true => label("whole"),
        false => change.serial.to_string(),
    };
    let mut facts = vec![
        (label("for"), vec![concerned]),
        (label("before"), lines(&change.before)),
        (label("after"), lines(&change.after())),
        (label("effective"), vec![texts.day(change.effective)]),
    ];
    let more = [
        ("letter-address-site", &change.site),
        ("letter-order-reason", &change.reason),
        ("letter-address-note", &change.note),
    ];
    for (label, value) in more {
        if let Some(value) = value {
            facts.push((texts.text(label), vec![value.clone()]));
        }
    }
    facts
}

/// What of an address names no person.
fn lines(address: &Address) -> Vec<String> {
    vec![
        address.name.clone(),
        address.street.clone(),
        format!("{}-{} {}", address.country, address.postcode, address.city),
    ]
}
