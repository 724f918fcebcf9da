//! What is stored about one person.

use domain::{
    AddressChange, AuditEntry, Contact, ContactId, ContractKey, Message, Order, Result, Session,
    Side, Ticket,
};
use futures_util::future::try_join_all;
use jiff::Timestamp;

use crate::audit::entry_of;
use crate::item::{from_items, text_of};
use crate::letters::fate_of;
use crate::{LetterFate, LetterKey, Store, keys};

/// All that a contract holds about a contact.
#[derive(Debug, Clone)]
pub struct Held {
    /// The contact itself.
    pub contact: Contact,
    /// The orders that name it.
    pub orders: Vec<Order>,
    /// The tickets that name it, with what their customer wrote.
    pub tickets: Vec<(Ticket, Vec<Message>)>,
    /// The changes of addresses that name it.
    pub changes: Vec<AddressChange>,
    /// The letters to it that are still known, by the events that they are about.
    pub letters: Vec<(LetterKey, LetterFate)>,
    /// The sessions that it confirmed.
    pub sessions: Vec<Session>,
    /// What was done in such sessions.
    pub acts: Vec<AuditEntry>,
}

impl Store {
    /// All that a contract holds about a contact; nothing for a contact that is not the contract's.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn held_about(
        &self,
        contract: &ContractKey,
        id: &ContactId,
        now: Timestamp,
    ) -> Result<Option<Held>> {
        // On the heap: seven calls of the SDK side by side are more than a thread's stack likes.
        let (contact, mut orders, tickets, mut changes, letters, mut sessions, entries) = tokio::try_join!(
            Box::pin(self.contact(contract, id)),
            Box::pin(self.all::<Order>(keys::order_partition(contract), "")),
            Box::pin(self.all::<Ticket>(keys::ticket_partition(contract), "")),
            Box::pin(self.all::<AddressChange>(keys::change_partition(contract), "")),
            Box::pin(self.all_items(keys::letter_partition(contract), "")),
            Box::pin(self.sessions(contract, now)),
            Box::pin(self.all_items(keys::audit_partition(contract), "")),
        )?;
        let Some(contact) = contact else { return Ok(None) };
        orders.retain(|order| order.contact == *id);
        changes.retain(|change| change.contact == *id);
        sessions.retain(|session| session.contact.as_ref() == Some(id));
        let own = tickets.into_iter().filter(|ticket| ticket.contact == *id);
        let tickets = try_join_all(own.map(async |ticket| {
            let said = keys::conversation(contract, ticket.number);
            let mut said: Vec<Message> = from_items(self.all_items(said, keys::MESSAGE).await?)?;
            said.retain(|message| message.from == Side::Customer);
            domain::Result::Ok((ticket, said))
        }))
        .await?;
        let letters = letters.iter().filter_map(|item| {
            let key = LetterKey { contract: contract.clone(), id: text_of(item, "sk")? };
            fate_of(contract, item).filter(|fate| fate.contact == *id).map(|fate| (key, fate))
        });
        let acts = entries
            .into_iter()
            .filter(|item| text_of(item, "contact").is_some_and(|of| of == id.as_str()))
            .map(entry_of);
        Ok(Some(Held {
            contact,
            orders,
            tickets,
            changes,
            letters: letters.collect(),
            sessions,
            acts: acts.collect::<Result<_>>()?,
        }))
    }
}
