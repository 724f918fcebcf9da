//! Letters and their way out: who is written to, templates, languages, SES.

mod addresses;
mod letters;
mod mailer;
mod matter;
mod news;
mod occasion;
mod tickets;

pub use letters::{Letter, Reader};
pub use mailer::{Mailer, SendError};
pub use matter::{Desk, Matter, Part};
pub use news::News;
pub use occasion::{Audience, CaseTold, Occasion, Told};
pub use tickets::{Case, CaseNews};
