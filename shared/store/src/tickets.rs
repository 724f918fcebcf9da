use domain::{
    Address, Article, CaseNo, Contact, ContactId, Contract, ContractKey, Device, Error, Kept,
    Message, NewTicket, Result, Serial, Ticket,
};
use events::Event;

use crate::idempotency::{Effect, Meaning, Outcome, outcome};
use crate::item::{from_item, from_items, number, text, text_of, to_kept_item, value};
use crate::orders::Placed;
use crate::transaction::{Refused, Transaction};
use crate::{Heard, Store, Unapplied, Written, keys};

/// Tickets of a page of the list.
const LISTED: i32 = 100;

/// What the table holds of what a ticket names.
#[derive(Debug)]
pub struct TicketFacts {
    /// The contract.
    pub contract: Contract,
    /// The device, if it is the contract's.
    pub device: Option<Device>,
    /// The contact that was chosen, if it is the contract's.
    pub contact: Option<Contact>,
    /// The contract's addresses.
    pub addresses: Vec<Address>,
    /// The articles that fit the device's model, where a part is named.
    pub articles: Vec<Article>,
}

/// How a change of a ticket ended.
#[derive(Debug)]
pub enum Changed {
    /// As other changes end.
    Outcome(Outcome),
    /// Somebody else changed it since it was read: read it again. Nothing was written.
    Raced,
}

impl Store {
    /// Fetches what `new` names, all at the same time; articles only where a part is named, and of models that this process has not
    /// read yet.
    ///
    /// # Errors
    ///
    /// [`Error::SignedOut`] when the contract itself is gone; [`Error::Busy`] or [`Error::Internal`].
    pub async fn ticket_facts(&self, key: &ContractKey, new: &NewTicket) -> Result<TicketFacts> {
        let wanted = vec![
            keys::contract(key),
            keys::device(key, &new.serial),
            keys::contact(key, &new.contact),
        ];
        let (items, addresses) = tokio::join!(self.get_many(wanted), self.addresses(key));
        let (mut contract, mut contact, mut device) = (None, None, None::<Device>);
        for item in items? {
            let sk = text_of(&item, "sk").unwrap_or_default();
            if sk == keys::CONTRACT {
                contract = Some(from_item(item)?);
            } else if sk.starts_with(keys::DEVICE) {
                device = Some(from_item(item)?);
            } else {
                contact = Some(from_item(item)?);
            }
        }
        let articles = match device.as_ref().filter(|_| new.part.is_some()) {
            Some(device) => self.catalogue(&device.model).await?.1.clone(),
            None => Vec::new(),
        };
        let contract = contract.ok_or(Error::SignedOut)?;
        Ok(TicketFacts { contract, device, contact, addresses: addresses?, articles })
    }

    /// Writes a ticket with its number and its first words.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn open_ticket(
        &self,
        effect: &Effect<'_>,
        ticket: &Ticket,
        message: Option<&Message>,
    ) -> Result<Placed> {
        let transaction = self.effect(effect)?;
        let transaction = self.with_ticket(transaction, effect, ticket, message)?;
        match transaction.commit().await? {
            Some(Refused { meaning: Meaning::NumberTaken, .. }) => Ok(Placed::NumberTaken),
            ended => outcome(ended).map(Placed::Outcome),
        }
    }

    /// Adds a fresh ticket to a transaction: three items, two where nothing is said.
    pub(crate) fn with_ticket<'a>(
        &'a self,
        transaction: Transaction<'a, Meaning>,
        effect: &Effect<'_>,
        ticket: &Ticket,
        message: Option<&Message>,
    ) -> Result<Transaction<'a, Meaning>> {
        let contract = &effect.session.contract;
        let taken = self
            .put(keys::number(ticket.number))
            .item("contract_ref", text(effect.session.contract_ref.as_str()))
            .condition_expression("attribute_not_exists(pk)");
        let key = keys::ticket(contract, ticket.number);
        let put = self.put(to_kept_item(key, ticket, Kept::Correspondence, ticket.opened_at)?);
        let transaction = transaction.put_if(taken, Meaning::NumberTaken).put(put);
        self.with_message(transaction, contract, ticket.number, message)
    }

    fn with_message<'a>(
        &'a self,
        transaction: Transaction<'a, Meaning>,
        contract: &ContractKey,
        ticket: CaseNo,
        message: Option<&Message>,
    ) -> Result<Transaction<'a, Meaning>> {
        let Some(message) = message else { return Ok(transaction) };
        let key = keys::message(contract, ticket, message.number);
        let item = to_kept_item(key, message, Kept::Correspondence, message.at)?;
        Ok(transaction.put(self.put(item)))
    }

    /// Writes what has become of a ticket, unless somebody else changed it since it was read, and what was said.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn change_ticket(
        &self,
        effect: &Effect<'_>,
        ticket: &Ticket,
        message: Option<&Message>,
    ) -> Result<Changed> {
        let transaction = self.effect(effect)?;
        let contract = &effect.session.contract;
        let transaction = self.with_change(transaction, contract, ticket, message)?;
        match transaction.commit().await? {
            Some(Refused { meaning: Meaning::Raced(_), .. }) => Ok(Changed::Raced),
            ended => outcome(ended).map(Changed::Outcome),
        }
    }

    /// Writes what has become of a ticket by the operator's word, and what was said.
    ///
    /// # Errors
    ///
    /// [`Unapplied`] as [`Store::hear`].
    pub async fn advance_ticket(
        &self,
        heard: &Heard<'_>,
        ticket: &Ticket,
        message: Option<&Message>,
        event: &Event,
    ) -> Result<Written, Unapplied> {
        let transaction = self.apply(heard, event)?;
        let transaction = self.with_change(transaction, &heard.contract, ticket, message)?;
        heard.written(transaction.commit().await?)
    }

    /// Adds a changed ticket to a transaction. Only what changes is written, so that nothing else that stands there is lost.
    pub(crate) fn with_change<'a>(
        &'a self,
        transaction: Transaction<'a, Meaning>,
        contract: &ContractKey,
        ticket: &Ticket,
        message: Option<&Message>,
    ) -> Result<Transaction<'a, Meaning>> {
        let update = self
            .update(keys::ticket(contract, ticket.number))
            .update_expression(
                "SET #state = :state, visit = :visit, history = :history, changed_at = :at, messages = :messages, last_from = :from, version = :next",
            )
            .condition_expression("version = :read")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":state", value(&ticket.state)?)
            .expression_attribute_values(":visit", number(ticket.visit))
            .expression_attribute_values(":history", value(&ticket.history)?)
            .expression_attribute_values(":at", value(&ticket.changed_at)?)
            .expression_attribute_values(":messages", number(ticket.messages))
            .expression_attribute_values(":from", value(&ticket.last_from)?)
            .expression_attribute_values(":read", number(ticket.version))
            .expression_attribute_values(":next", number(ticket.version + 1));
        let raced = Meaning::Raced(ticket.patient.serial.clone());
        let transaction = transaction.update_if(update, raced);
        self.with_message(transaction, contract, ticket.number, message)
    }

    /// A page of a contract's tickets, newest first, and where the next one begins. Only those of `device`, if one is named: then a page
    /// is what they are among the newest tickets that fill 1 MB.
    ///
    /// Numbers sort by day; within a page the tickets of a day are put in order.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn tickets(
        &self,
        contract: &ContractKey,
        after: Option<CaseNo>,
        device: Option<&Serial>,
    ) -> Result<(Vec<Ticket>, Option<CaseNo>)> {
        let after = after.map(|number| number.to_string());
        let limit = device.is_none().then_some(LISTED);
        let partition = keys::ticket_partition(contract);
        let page = self.page(partition, "", after.as_deref(), true, limit).await?;
        let mut tickets: Vec<Ticket> = from_items(page.items)?;
        tickets.retain(|ticket| device.is_none_or(|serial| ticket.patient.serial == *serial));
        tickets.sort_by_key(|ticket| std::cmp::Reverse(ticket.opened_at));
        Ok((tickets, page.next.and_then(|sk| CaseNo::parse(&sk).ok())))
    }

    /// One ticket of a contract, if it is the contract's.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn ticket(&self, contract: &ContractKey, number: CaseNo) -> Result<Option<Ticket>> {
        self.get(keys::ticket(contract, number)).await
    }

    /// What was said about a ticket, in order.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn messages(&self, contract: &ContractKey, ticket: CaseNo) -> Result<Vec<Message>> {
        self.all(keys::conversation(contract, ticket), keys::MESSAGE).await
    }

    /// One of the messages about a ticket.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn message(
        &self,
        contract: &ContractKey,
        ticket: CaseNo,
        number: u32,
    ) -> Result<Option<Message>> {
        self.get(keys::message(contract, ticket, number)).await
    }
}

impl TicketFacts {
    /// The address of the device.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when an import left it out.
    pub fn address_of(&self, device: &Device) -> Result<&Address> {
        let address = self.addresses.iter().find(|address| address.id == device.address);
        address.ok_or_else(|| {
            Error::internal(format!("device without address {} in the table", device.address))
        })
    }

    /// The contact that was chosen.
    pub fn contact_id(&self) -> Option<&ContactId> {
        self.contact.as_ref().map(|contact| &contact.id)
    }
}
