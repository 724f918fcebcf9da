//! SES events on the default bus: writes down what became of a letter, also where a crash left that open.

use domain::{ContractRef, Email, Result, Undeliverable, Undelivered};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use store::{LetterKey, Store};
use tracing::Instrument;

/// What SES tells about a mail: the `detail` of its events, as far as it is read here.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MailEvent {
    /// `Send`, `Delivery`, `Bounce` or `Complaint`.
    pub event_type: String,
    /// The mail.
    pub mail: Mail,
    /// Why it did not arrive.
    #[serde(default)]
    pub bounce: Option<Bounce>,
    /// Who did not want it.
    #[serde(default)]
    pub complaint: Option<Complaint>,
}

/// Why a mail did not arrive, and where.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bounce {
    /// `Permanent`, `Transient` or `Undetermined`; only the first is for good.
    pub bounce_type: String,
    /// At which addresses.
    #[serde(default)]
    pub bounced_recipients: Vec<Recipient>,
}

/// Who called a mail unwanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Complaint {
    /// The readers of these addresses.
    #[serde(default)]
    pub complained_recipients: Vec<Recipient>,
}

/// An address.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Recipient {
    /// Plain.
    pub email_address: String,
}

impl MailEvent {
    /// The addresses to which no letter should go any more, and why.
    fn lost(&self) -> Option<(Undelivered, &[Recipient])> {
        match self.event_type.as_str() {
            "Bounce" => {
                let bounce = self.bounce.as_ref().filter(|b| b.bounce_type == "Permanent")?;
                Some((Undelivered::Bounce, &bounce.bounced_recipients))
            }
            "Complaint" => {
                let complaint = self.complaint.as_ref()?;
                Some((Undelivered::Complaint, &complaint.complained_recipients))
            }
            _ => None,
        }
    }
}

/// The mail that an event is about.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    /// SES's id.
    pub message_id: String,
    /// The tags it was sent with, and SES's own.
    #[serde(default)]
    pub tags: Tags,
}

/// The tags that name our letter. Each is a list, as SES writes them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Tags {
    /// The letter's id.
    #[serde(default)]
    pub letter: Vec<String>,
    /// Whose.
    #[serde(default)]
    pub contract_ref: Vec<String>,
}

/// Settles the letter that `event` is about. An address that nothing reaches is marked at its contact, and others are written to. The account may send other mail: that is none of our business.
///
/// # Errors
///
/// [`domain::Error::Busy`] or [`domain::Error::Internal`]; the event comes again.
pub async fn handle(store: Store, event: MailEvent, now: Timestamp) -> Result<()> {
    let fate = match event.event_type.as_str() {
        "Send" => "sent",
        "Delivery" => "delivered",
        "Bounce" => "bounced",
        "Complaint" => "complained",
        _ => return Ok(()),
    };
    let tags = &event.mail.tags;
    let (Some(letter), Some(contract_ref)) = (tags.letter.first(), tags.contract_ref.first())
    else {
        return Ok(());
    };
    let Ok(contract_ref) = ContractRef::parse(contract_ref) else { return Ok(()) };
    let span = tracing::info_span!("event", event.id = tracing::field::Empty, %contract_ref);
    let settle = async {
        let contract = store.contract_of(&contract_ref).await?;
        let lost = event.lost();
        let letter = LetterKey { contract, id: letter.clone() };
        tracing::Span::current().record("event.id", letter.event());
        let mail_id = &event.mail.message_id;
        store.settle_letter(&letter, fate, mail_id, now).await?;
        if let Some((why, recipients)) = lost {
            let fate = Undeliverable { since: TimeZone::UTC.to_datetime(now).date(), why };
            for email in recipients.iter().filter_map(|r| Email::parse(&r.email_address).ok()) {
                let Some(contact) = letter.contact() else { break };
                let whose = (&letter.contract, &contract_ref);
                store.mark_undeliverable(whose, (&contact, &email), fate, &letter, now).await?;
            }
        }
        match fate {
            "bounced" | "complained" => {
                tracing::warn!(mail.id = mail_id, mail.fate = fate, "a letter is not wanted");
                metrics::count("LettersUndeliverable", 1);
            }
            _ => tracing::info!(mail.id = mail_id, mail.fate = fate, "settled a letter"),
        }
        Ok(())
    };
    settle.instrument(span).await
}
