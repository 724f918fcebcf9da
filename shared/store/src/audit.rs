//! Audit entries: who did what and when, in the transaction that did it; ids only, never changed.

use aws_sdk_dynamodb::types::builders::PutBuilder;
use domain::{Result, Session};
use jiff::Timestamp;

use crate::item::{text, value};
use crate::{Store, keys, new_id};

impl Store {
    /// The entry for what `session` did.
    pub(crate) fn audit_entry(
        &self,
        session: &Session,
        operation: &str,
        now: Timestamp,
    ) -> Result<PutBuilder> {
        let mut entry = keys::audit(&session.contract, &new_id(now));
        entry.insert("operation".into(), text(operation));
        entry.insert("level".into(), value(&session.level)?);
        entry.insert("session".into(), text(&session.id));
        entry.insert("at".into(), text(now.to_string()));
        if let Some(contact) = &session.contact {
            entry.insert("contact".into(), text(contact.as_str()));
        }
        Ok(self.put(entry))
    }
}
