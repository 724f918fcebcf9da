//! What those who are known are told, because nobody else is.

use domain::{Contact, Device, Result};
use locales::{FluentArgs, Texts};

use crate::letters::{NoticeHtml, NoticeLetter, NoticeRow, NoticeText, args};
use crate::{Case, Letter, Reader};

/// What those who are known are told.
#[derive(Debug, Clone)]
pub enum News {
    /// This contact was added.
    Added(Box<Contact>),
    /// A reading of this device was taken back.
    Withdrawn(Box<Device>),
    /// A status page of this device was sent.
    StatusPage(Box<Device>),
    /// A file was added to this ticket.
    TicketFile(Box<Case>),
    /// Signing in takes a code from now on, or none: this contact wanted it so.
    SignIn {
        /// A code is asked for.
        code_required: bool,
        /// Who wanted it so.
        by: Option<Box<Contact>>,
    },
}

impl News {
    /// Which texts its letter takes.
    fn what(&self) -> &'static str {
        match self {
            Self::Added(_) => "contact-added-notice",
            Self::Withdrawn(_) => "reading-withdrawn-notice",
            Self::StatusPage(_) => "status-page-notice",
            Self::TicketFile(_) => "ticket-file-notice",
            Self::SignIn { code_required: true, .. } => "code-required-notice",
            Self::SignIn { code_required: false, .. } => "code-dropped-notice",
        }
    }

    /// The letter about it to somebody who is known.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Internal`] when a template fails.
    pub(crate) fn letter(&self, reader: Reader<'_>, portal: &str) -> Result<Letter> {
        let texts = Texts::of(reader.contact.language);
        let name = match self {
            Self::SignIn { by, .. } => by.as_deref().map_or_else(String::new, full_name),
            _ => String::new(),
        };
        let (button, place) = match self {
            Self::Added(_) | Self::SignIn { .. } => ("letter-contract-button", "contract".into()),
            Self::Withdrawn(_) => ("letter-receipt-button", "readings".into()),
            Self::StatusPage(_) => ("letter-status-page-button", "status-pages".into()),
            Self::TicketFile(case) => {
                ("letter-ticket-button", format!("tickets/{}", case.ticket.number))
            }
        };
        let letter = NoticeLetter {
            frame: reader.frame(self.what(), &args([("name", name.as_str())])),
            rows: self.rows(texts),
            button: texts.text_with(button, &FluentArgs::new()),
            link: format!("{portal}/#/{place}"),
        };
        let (html, text) = (NoticeHtml { letter: &letter }, NoticeText { letter: &letter });
        reader.letter(letter.frame.title.clone(), &html, &text)
    }

    /// Enough to recognise what it is about.
    fn rows(&self, texts: &Texts) -> Vec<NoticeRow> {
        match self {
            Self::Added(contact) => vec![NoticeRow {
                number: full_name(contact),
                place: contact.email.to_string(),
                amount: String::new(),
            }],
            Self::Withdrawn(device) | Self::StatusPage(device) => vec![NoticeRow {
                number: device.serial.to_string(),
                place: format!("{}, {}", device.model, device.site),
                amount: String::new(),
            }],
            Self::TicketFile(case) => vec![case.row(texts)],
            Self::SignIn { .. } => Vec::new(),
        }
    }
}

fn full_name(contact: &Contact) -> String {
    format!("{} {}", contact.first_name, contact.last_name)
}
