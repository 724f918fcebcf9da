//! SES events on the default bus: writes down what became of a letter, also where a crash left that open.

use domain::{ContractRef, Result};
use jiff::Timestamp;
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

/// Settles the letter that `event` is about. The account may send other mail: that is none of our business.
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
        let letter = LetterKey { contract, id: letter.clone() };
        tracing::Span::current().record("event.id", letter.event());
        let mail_id = &event.mail.message_id;
        store.settle_letter(&letter, fate, mail_id, now).await?;
        match fate {
            "bounced" | "complained" => {
                tracing::warn!(mail.id = mail_id, mail.fate = fate, "a letter is not wanted");
            }
            _ => tracing::info!(mail.id = mail_id, mail.fate = fate, "settled a letter"),
        }
        Ok(())
    };
    settle.instrument(span).await
}
