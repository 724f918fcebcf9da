//! A letter as the mail servers of `--smtp` take it. By itself, so that it is fuzzed without the edition around it.

use std::error::Error;

use lettre::Message;
use lettre::message::{Mailbox, MultiPart};
use serde_json::Value;

/// The letter that the mailbox keeps, as one message.
///
/// # Errors
///
/// When its sender or its reader is no address.
pub(crate) fn message(letter: &Value) -> Result<Message, Box<dyn Error + Send + Sync>> {
    let field = |name: &str| letter[name].as_str().unwrap_or_default().to_owned();
    let (from, to): (Mailbox, Mailbox) = (field("from").parse()?, field("to").parse()?);
    let body = MultiPart::alternative_plain_html(field("text"), field("html"));
    Ok(Message::builder().from(from).to(to).subject(field("subject")).multipart(body)?)
}
