//! Letters and their way out: who is written to, templates, languages, SES.

mod letters;
mod mailer;
mod matter;

pub use letters::{Letter, Reader};
pub use mailer::{Mailer, SendError};
pub use matter::{Audience, Desk, Matter, Part, audience};
