use aws_sdk_dynamodb::types::{AttributeValue, ConditionCheck};
use domain::{
    Contact, ContactId, ContractKey, ContractRef, Email, Error, Refusal, Result, Session,
    Undeliverable,
};
use events::{ContactUndeliverable, Event};
use jiff::Timestamp;

use crate::idempotency::{Effect, Meaning, Outcome, outcome};
use crate::item::{text, text_of, to_item, value};
use crate::transaction::{Refused, Transaction};
use crate::{LetterKey, Store, keys};

/// How adding a contact ended.
#[derive(Debug)]
pub enum Saved {
    /// As other changes end.
    Outcome(Outcome),
    /// The contract has a contact with this e-mail already: this one. Nothing was written.
    Known(ContactId),
}

impl Store {
    /// A contract's contacts.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn contacts(&self, contract: &ContractKey) -> Result<Vec<Contact>> {
        self.all(keys::contract_partition(contract), keys::CONTACT).await
    }

    /// One contact of a contract, if it is the contract's.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn contact(&self, contract: &ContractKey, id: &ContactId) -> Result<Option<Contact>> {
        self.get(keys::contact(contract, id)).await
    }

    /// Adds a contact, unless its e-mail belongs to one already.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn add_contact(&self, effect: &Effect<'_>, contact: &Contact) -> Result<Saved> {
        let contract = &effect.session.contract;
        let put = self.put(to_item(keys::contact(contract, &contact.id), contact)?);
        let guard = self
            .put(keys::email(contract, &contact.email))
            .item("contact", text(contact.id.as_str()))
            .condition_expression("attribute_not_exists(pk)");
        let ended =
            self.effect(effect)?.put(put).put_if(guard, Meaning::EmailKnown).commit().await?;
        match ended {
            Some(Refused { meaning: Meaning::EmailKnown, old }) => {
                let known = old.and_then(|old| text_of(&old, "contact"));
                known
                    .ok_or_else(|| Error::internal("an e-mail guard without its contact"))?
                    .try_into()
                    .map(Saved::Known)
            }
            ended => outcome(ended).map(Saved::Outcome),
        }
    }

    /// Replaces `before` by `after`, which has the same id. `keeper` is as in [`Self::delete_contact`].
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] when the e-mail belongs to another contact, or when somebody else changed this one meanwhile.
    pub async fn change_contact(
        &self,
        effect: &Effect<'_>,
        before: &Contact,
        after: &Contact,
        keeper: Option<&Contact>,
    ) -> Result<Outcome> {
        let contract = &effect.session.contract;
        let put = self
            .put(to_item(keys::contact(contract, &after.id), after)?)
            .condition_expression("email = :email")
            .expression_attribute_values(":email", text(before.email.as_str()));
        let changed = || Meaning::Refuse(Error::Conflict(Refusal::ChangedMeanwhile));
        let mut transaction = self.effect(effect)?.put_if(put, changed());
        transaction = self.keep_confirmed(transaction, contract, keeper);
        if before.email.folded() != after.email.folded() {
            let guard = self
                .put(keys::email(contract, &after.email))
                .item("contact", text(after.id.as_str()))
                .condition_expression("attribute_not_exists(pk)");
            let taken = Meaning::Refuse(Error::Conflict(Refusal::EmailTaken));
            transaction = transaction
                .put_if(guard, taken)
                .delete(self.delete(keys::email(contract, &before.email)));
        }
        outcome(transaction.commit().await?)
    }

    /// Removes a contact, and ends the sessions that it confirmed. Orders keep its id, which then names nobody. `keeper`, if there has to be one, is the confirmed contact
    /// that remains: it must still be one when this is written.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] when somebody else changed it or the keeper meanwhile.
    pub async fn delete_contact(
        &self,
        effect: &Effect<'_>,
        contact: &Contact,
        keeper: Option<&Contact>,
        ended: &[Session],
    ) -> Result<Outcome> {
        let contract = &effect.session.contract;
        let delete = self
            .delete(keys::contact(contract, &contact.id))
            .condition_expression("email = :email")
            .expression_attribute_values(":email", text(contact.email.as_str()));
        let changed = || Meaning::Refuse(Error::Conflict(Refusal::ChangedMeanwhile));
        let transaction = self
            .effect(effect)?
            .delete_if(delete, changed())
            .delete(self.delete(keys::email(contract, &contact.email)));
        let transaction = self.keep_confirmed(transaction, contract, keeper);
        outcome(self.ending(transaction, ended).await?.commit().await?)
    }

    /// Notes that letters to `email` do not arrive at `contact`, and records the event that has them written to others. Nothing happens when the contact
    /// is gone, has another e-mail by now, or is marked already.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn mark_undeliverable(
        &self,
        (contract, contract_ref): (&ContractKey, &ContractRef),
        (contact, email): (&ContactId, &Email),
        fate: Undeliverable,
        letter: &LetterKey,
        now: Timestamp,
    ) -> Result<()> {
        let event = letter.event().to_owned();
        let event =
            Event::ContactUndeliverable(ContactUndeliverable { contact: contact.clone(), event });
        let update = self
            .update(keys::contact(contract, contact))
            .update_expression("SET undeliverable = :fate")
            .condition_expression("email = :email AND attribute_not_exists(undeliverable)")
            .expression_attribute_values(":email", text(email.as_str()))
            .expression_attribute_values(":fate", value(&fate)?);
        Transaction::new(&self.client)
            .update_if(update, ())
            .put(self.put(self.outbox_item(contract, contract_ref, &event, now)?))
            .commit()
            .await
            .map(drop)
    }

    /// Lets the transaction hold only while `keeper` is a confirmed contact: two people who take away the last two at the same
    /// moment must not both succeed.
    fn keep_confirmed<'a>(
        &'a self,
        transaction: Transaction<'a, Meaning>,
        contract: &ContractKey,
        keeper: Option<&Contact>,
    ) -> Transaction<'a, Meaning> {
        let Some(keeper) = keeper else { return transaction };
        let check = ConditionCheck::builder()
            .table_name(&self.table)
            .set_key(Some(keys::contact(contract, &keeper.id)))
            .condition_expression("confirmed = :yes")
            .expression_attribute_values(":yes", AttributeValue::Bool(true));
        transaction.check_if(check, Meaning::Refuse(Error::Conflict(Refusal::ChangedMeanwhile)))
    }
}
