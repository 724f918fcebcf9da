use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    AttributeValue, ConditionCheck, ReturnValue, ReturnValuesOnConditionCheckFailure,
};
use domain::{
    Contact, ContactId, Contract, ContractKey, Error, MailedCode, Refusal, Result, Session,
};
use events::{CodeRequested, Event};
use jiff::Timestamp;

use crate::attempts::Attempt;
use crate::idempotency::{Effect, Meaning, Outcome, outcome};
use crate::item::{Item, from_item, number, number_of, text, text_of, to_item};
use crate::transaction::{Refused, Transaction};
use crate::{Store, error, keys, new_id};

/// A code that was asked for in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRequest {
    /// Names the request: the code is derived from it.
    pub id: String,
    /// To whom it goes.
    pub contact: ContactId,
    /// The address that it was asked for: who answers the code reads this one, and no other.
    email: String,
}

/// What is known when a code is tried. The try is counted already.
#[derive(Debug)]
pub struct CodeCheck {
    /// The session that asked.
    pub session: Session,
    /// What it asked for.
    pub request: CodeRequest,
    /// Tries that remain after this one.
    pub left: u32,
}

/// Sessions that end in one transaction: beside them there is room for what every change brings along.
const ENDED_AT_ONCE: usize = 80;

/// Why no code is mailed.
enum NoCode {
    Now,
    ThisHour,
}

impl Store {
    /// Writes a new session, and ends the one that the browser had before.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn begin_session(
        &self,
        session: &Session,
        before: Option<(&ContractKey, &str)>,
        now: Timestamp,
    ) -> Result<()> {
        let mut transaction = Transaction::<()>::new(&self.client)
            .put(self.put(session_item(session)?))
            .put(self.audit_entry(session, "log_in", now)?);
        if let Some((contract, id)) = before {
            transaction = transaction.delete(self.delete(keys::session(contract, id)));
        }
        transaction.commit().await.map(drop)
    }

    /// Writes a new session that a letter's link opens, and says whether it may be: its contract must admit people on the day, and the contact
    /// to whom it was mailed must still be a confirmed one.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn begin_link_session(
        &self,
        session: &Session,
        contact: &ContactId,
        now: Timestamp,
    ) -> Result<bool> {
        let day = session.day(now);
        let check = |key| ConditionCheck::builder().table_name(&self.table).set_key(Some(key));
        let admits = check(keys::contract(&session.contract))
            .condition_expression("starts <= :day AND (attribute_not_exists(ends) OR ends >= :end)")
            .expression_attribute_values(":day", text(day.to_string()))
            .expression_attribute_values(":end", text(Contract::earliest_end(day).to_string()));
        let mailed = check(keys::contact(&session.contract, contact))
            .condition_expression("confirmed = :yes")
            .expression_attribute_values(":yes", AttributeValue::Bool(true));
        let refused = Transaction::new(&self.client)
            .check_if(admits, ())
            .check_if(mailed, ())
            .put(self.put(session_item(session)?))
            .put(self.audit_entry(session, "open_link", now)?)
            .commit()
            .await?;
        Ok(refused.is_none())
    }

    /// A session by its id, if it has not ended.
    ///
    /// # Errors
    ///
    /// [`Error::SignedOut`] when there is none or its time is over; [`Error::Busy`] or [`Error::Internal`].
    pub async fn session(
        &self,
        contract: &ContractKey,
        id: &str,
        now: Timestamp,
    ) -> Result<Session> {
        let session: Option<Session> = self.get(keys::session(contract, id)).await?;
        session.filter(|session| session.alive(now)).ok_or(Error::SignedOut)
    }

    /// The sessions of a contract that have not ended, the latest first.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn sessions(&self, contract: &ContractKey, now: Timestamp) -> Result<Vec<Session>> {
        let mut sessions: Vec<Session> = self.all(keys::sessions(contract), "").await?;
        sessions.retain(|session| session.alive(now));
        sessions.sort_by_key(|session| std::cmp::Reverse(session.began));
        Ok(sessions)
    }

    /// Ends sessions of a contract, by the word of one that may.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn end_sessions(&self, effect: &Effect<'_>, ended: &[Session]) -> Result<Outcome> {
        let transaction = self.ending(self.effect(effect)?, ended).await?;
        outcome(transaction.commit().await?)
    }

    /// Sets whether the customer wants a mailed code asked for, and ends `ended`. Refused where the contract is gone.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] without the contract; [`Error::Busy`] or [`Error::Internal`].
    pub async fn change_sign_in(
        &self,
        effect: &Effect<'_>,
        code_wanted: bool,
        ended: &[Session],
    ) -> Result<Outcome> {
        let update = self
            .update(keys::contract(&effect.session.contract))
            .update_expression("SET code_wanted = :wanted")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":wanted", AttributeValue::Bool(code_wanted));
        let transaction =
            self.effect(effect)?.update_if(update, Meaning::Refuse(Error::not_found()));
        outcome(self.ending(transaction, ended).await?.commit().await?)
    }

    /// Lets the transaction end sessions. Those for which it has no room end before: a crash in between leaves some of them, and the request
    /// can be sent again.
    pub(crate) async fn ending<'a>(
        &'a self,
        mut transaction: Transaction<'a, Meaning>,
        ended: &[Session],
    ) -> Result<Transaction<'a, Meaning>> {
        let delete = |session: &Session| self.delete(keys::session(&session.contract, &session.id));
        let mut chunks = ended.chunks(ENDED_AT_ONCE);
        let last = chunks.next_back().unwrap_or_default();
        for chunk in chunks {
            let before = Transaction::<()>::new(&self.client);
            let before = chunk.iter().fold(before, |before, one| before.delete(delete(one)));
            before.commit().await?;
        }
        for session in last {
            transaction = transaction.delete(delete(session));
        }
        Ok(transaction)
    }

    /// Writes down that a session was used, unless it has ended meanwhile.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn stamp_session(&self, session: &Session, now: Timestamp) -> Result<()> {
        let stamped = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::session(&session.contract, &session.id)))
            .update_expression("SET last_used = :now")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":now", text(now.to_string()))
            .send()
            .await;
        match stamped {
            Ok(_) => Ok(()),
            Err(err) if error::refused(&err) => Ok(()),
            Err(err) => Err(error::from_sdk(err)),
        }
    }

    /// Ends a session.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn end_session(&self, contract: &ContractKey, id: &str) -> Result<()> {
        self.client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(keys::session(contract, id)))
            .send()
            .await
            .map(drop)
            .map_err(error::from_sdk)
    }

    /// Lets a code be mailed to `contact`. It ends the one before.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAttempts`] within a minute of the one before, or when the contract has had its codes of the hour; [`Error::SignedOut`] when the session is gone.
    pub async fn request_code(
        &self,
        session: &Session,
        contact: &Contact,
        now: Timestamp,
    ) -> Result<()> {
        let request = new_id(now);
        let update = self
            .update(keys::session(&session.contract, &session.id))
            .update_expression(
                "SET code_id = :id, code_contact = :contact, code_email = :email, code_tries = :none, code_sent = :now, code_expires = :expires",
            )
            .condition_expression(
                "attribute_exists(pk) AND (attribute_not_exists(code_sent) OR code_sent <= :before)",
            )
            .expression_attribute_values(":id", text(&request))
            .expression_attribute_values(":contact", text(contact.id.as_str()))
            .expression_attribute_values(":email", text(contact.email.as_str()))
            .expression_attribute_values(":none", number(0))
            .expression_attribute_values(":now", number(now.as_second()))
            .expression_attribute_values(":before", number(now.as_second() - MailedCode::PAUSE))
            .expression_attribute_values(":expires", number(now.as_second() + MailedCode::SECONDS));
        let event = Event::CodeRequested(CodeRequested {
            session: session.id.clone(),
            contact: contact.id.clone(),
        });
        let event = self.outbox_item(&session.contract, &session.contract_ref, &event, now)?;
        let limit = self.count(&Attempt::Code(session.contract.clone()), now);
        let refused = Transaction::new(&self.client)
            .update_if(update, NoCode::Now)
            .update_if(limit, NoCode::ThisHour)
            .put(self.put(event))
            .put(self.audit_entry(session, "send_code", now)?)
            .commit()
            .await?;
        match refused {
            None => Ok(()),
            Some(Refused { meaning: NoCode::ThisHour, .. }) => Err(Attempt::refused(now)),
            Some(Refused { meaning: NoCode::Now, old: None }) => Err(Error::SignedOut),
            Some(Refused { meaning: NoCode::Now, old: Some(old) }) => {
                let sent = number_of(&old, "code_sent").unwrap_or_default();
                let left = (sent + MailedCode::PAUSE - now.as_second()).clamp(1, MailedCode::PAUSE);
                Err(Error::TooManyAttempts { retry_after: u32::try_from(left).unwrap_or(60) })
            }
        }
    }

    /// The code that a session asked for last, for the letter; `None` once it is used or over.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn requested_code(
        &self,
        contract: &ContractKey,
        session: &str,
        now: Timestamp,
    ) -> Result<Option<CodeRequest>> {
        let item = self.get_raw(keys::session(contract, session)).await?;
        let open =
            |item: &Item| number_of(item, "code_expires").is_some_and(|at| at > now.as_second());
        item.filter(open).and_then(|item| code_of(&item)).transpose()
    }

    /// Counts a try at a session's code before it is compared, so that parallel tries share the limit.
    ///
    /// # Errors
    ///
    /// [`Error::SignedOut`] without the session; [`Error::Conflict`] when the code is used up, over or was never sent.
    pub async fn try_code(
        &self,
        contract: &ContractKey,
        id: &str,
        now: Timestamp,
    ) -> Result<CodeCheck> {
        let counted = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::session(contract, id)))
            .update_expression("SET code_tries = code_tries + :one")
            .condition_expression(
                "attribute_exists(code_id) AND code_tries < :max AND code_expires > :now",
            )
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":max", number(MailedCode::TRIES))
            .expression_attribute_values(":now", number(now.as_second()))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        let item = match counted {
            Ok(counted) => counted.attributes.unwrap_or_default(),
            Err(err) => {
                let Some(UpdateItemError::ConditionalCheckFailedException(failed)) =
                    err.as_service_error()
                else {
                    return Err(error::from_sdk(err));
                };
                let old = failed.item.clone().ok_or(Error::SignedOut)?;
                let over = number_of(&old, "code_expires").is_none_or(|at| at <= now.as_second());
                let refusal = if over { Refusal::CodeExpired } else { Refusal::CodeUsedUp };
                return Err(Error::Conflict(refusal));
            }
        };
        let tries = number_of(&item, "code_tries").and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        let request =
            code_of(&item).ok_or_else(|| Error::internal("a code without its request"))??;
        let session: Session = from_item(item)?;
        if !session.alive(now) {
            return Err(Error::SignedOut);
        }
        Ok(CodeCheck { session, request, left: MailedCode::TRIES.saturating_sub(tries) })
    }

    /// Replaces the session whose code was right by one a step higher, once. Whoever answered the code is a confirmed contact
    /// from then on.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] when the code has been used meanwhile, or the contact is gone or has another address.
    pub async fn step_up(&self, check: &CodeCheck, to: &Session, now: Timestamp) -> Result<()> {
        let delete = self
            .delete(keys::session(&check.session.contract, &check.session.id))
            .condition_expression("code_id = :id")
            .expression_attribute_values(":id", text(&check.request.id));
        let confirm = self
            .update(keys::contact(&check.session.contract, &check.request.contact))
            .update_expression("SET confirmed = :yes")
            .condition_expression("email = :email")
            .expression_attribute_values(":yes", AttributeValue::Bool(true))
            .expression_attribute_values(":email", text(&check.request.email));
        let refused = Transaction::new(&self.client)
            .delete_if(delete, ())
            .update_if(confirm, ())
            .put(self.put(session_item(to)?))
            .put(self.audit_entry(to, "check_code", now)?)
            .commit()
            .await?;
        if refused.is_some() { Err(Error::Conflict(Refusal::CodeExpired)) } else { Ok(()) }
    }
}

fn session_item(session: &Session) -> Result<Item> {
    let mut item = to_item(keys::session(&session.contract, &session.id), session)?;
    item.insert("expires".into(), number(session.ends().as_second()));
    Ok(item)
}

fn code_of(item: &Item) -> Option<Result<CodeRequest>> {
    let (id, contact) = (text_of(item, "code_id")?, text_of(item, "code_contact")?);
    let email = text_of(item, "code_email")?;
    Some(contact.try_into().map(|contact| CodeRequest { id, contact, email }))
}
