//! Letters and their way out: templates, languages, SES.

mod letters;
mod mailer;

pub use letters::{Letter, Reader};
pub use mailer::{Mailer, SendError};
