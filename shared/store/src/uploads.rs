use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use domain::{
    CaseNo, ContractKey, ContractRef, FileFault, Kept, Result, Serial, StatusPage, StatusPageKept,
    StatusPageRequest, Ticket, TicketFile, Upload, UploadId, UploadState,
};
use events::{Event, StatusPageReceived, TicketFileReceived};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::attempts::Attempt;
use crate::idempotency::{Effect, Meaning, Outcome, in_days, outcome};
use crate::item::{from_items, number, text, to_item, value};
use crate::keys::Key;
use crate::transaction::{Refused, Transaction};
use crate::{Changed, Heard, Store, Unapplied, Written, keys};

/// Devices of one transaction: with the mark, the event and the audit entry they stay below its hundred.
const DEVICES: usize = 90;

/// How settling an upload ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It is settled now.
    Done,
    /// It was settled before.
    Before,
}

impl Store {
    /// Announces a status page: it may come from now on.
    ///
    /// # Errors
    ///
    /// [`domain::Error::TooManyAttempts`] when the contract has announced as many files as it may in an hour; [`domain::Error::Busy`] or
    /// [`domain::Error::Internal`].
    pub async fn announce_status_page(
        &self,
        effect: &Effect<'_>,
        page: &StatusPage,
    ) -> Result<Outcome> {
        let contract = &effect.session.contract;
        let mut item = to_item(keys::status_page(contract, &page.upload.id), page)?;
        item.insert("expires".into(), in_days(effect.now, Upload::DAYS_ANNOUNCED));
        let limit = self.count(&Attempt::Upload(contract.clone()), effect.now);
        let transaction = self
            .effect(effect)?
            .put(self.put(item))
            .update_if(limit, Meaning::Refuse(Attempt::refused(effect.now)));
        outcome(transaction.commit().await?)
    }

    /// A contract's status pages, newest first, as far as they fit one page of the table.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn status_pages(&self, contract: &ContractKey) -> Result<Vec<StatusPage>> {
        let partition = keys::status_page_partition(contract);
        from_items(self.page(partition, "", None, true, None).await?.items)
    }

    /// One status page of a contract, if it is the contract's.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn status_page(
        &self,
        contract: &ContractKey,
        id: &UploadId,
    ) -> Result<Option<StatusPage>> {
        self.get(keys::status_page(contract, id)).await
    }

    /// Writes down what became of a status page that was announced. One that is accepted stands at its device from then on, ends the operator's request
    /// there, and is told to the operator.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn settle_status_page(
        &self,
        (contract, contract_ref): (&ContractKey, &ContractRef),
        page: &StatusPage,
        verdict: Result<(), FileFault>,
        today: Date,
        now: Timestamp,
    ) -> Result<Settled> {
        let key = keys::status_page(contract, &page.upload.id);
        let settle = self.settle_upload(key, &page.upload, verdict, Kept::Voucher, now);
        let mut transaction = Transaction::new(&self.client).update_if(settle?, ());
        if verdict.is_ok() {
            let id = page.upload.id.clone();
            let kept = StatusPageKept { received: today, id: id.clone() };
            let device = self
                .update(keys::device(contract, &page.serial))
                .update_expression("SET status_page = :kept REMOVE status_page_requested")
                .condition_expression("attribute_exists(pk)")
                .expression_attribute_values(":kept", value(&kept)?);
            let event = Event::StatusPageReceived(StatusPageReceived {
                device: page.serial.clone(),
                status_page: id,
                sha256: page.upload.file.sha256.clone(),
                level: page.upload.level,
            });
            let event = self.outbox_item(contract, contract_ref, &event, now)?;
            transaction = transaction.update_if(device, ()).put(self.put(event));
        }
        let refused = transaction.commit().await?;
        Ok(if refused.is_none() { Settled::Done } else { Settled::Before })
    }

    /// Announces a file of a ticket: it may come from now on.
    ///
    /// # Errors
    ///
    /// [`domain::Error::TooManyAttempts`] when the contract has announced as many files as it may in an hour; [`domain::Error::Busy`] or
    /// [`domain::Error::Internal`].
    pub async fn announce_ticket_file(
        &self,
        effect: &Effect<'_>,
        ticket: &Ticket,
        file: &TicketFile,
    ) -> Result<Changed> {
        let (contract, now) = (&effect.session.contract, effect.now);
        let mut item = to_item(keys::ticket_file(contract, ticket.number, file.place), file)?;
        item.insert("expires".into(), in_days(now, Upload::DAYS_ANNOUNCED));
        let put = self
            .put(item)
            .condition_expression(
                "attribute_not_exists(pk) OR #state = :refused OR (#state = :announced AND announced_at < :over)",
            )
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":refused", value(&UploadState::Refused)?)
            .expression_attribute_values(":announced", value(&UploadState::Announced)?)
            .expression_attribute_values(":over", text((now - TicketFile::KEEPS_PLACE).to_string()));
        let limit = self.count(&Attempt::Upload(contract.clone()), now);
        let transaction = self
            .effect(effect)?
            .put_if(put, Meaning::Raced(ticket.patient.serial.clone()))
            .update_if(limit, Meaning::Refuse(Attempt::refused(now)));
        match transaction.commit().await? {
            Some(Refused { meaning: Meaning::Raced(_), .. }) => Ok(Changed::Raced),
            ended => outcome(ended).map(Changed::Outcome),
        }
    }

    /// The files of a ticket by their places, whatever became of them.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn ticket_files(
        &self,
        contract: &ContractKey,
        ticket: CaseNo,
    ) -> Result<Vec<TicketFile>> {
        self.all(keys::conversation(contract, ticket), keys::FILE).await
    }

    /// Writes down what became of a ticket's file that was announced. One that is accepted is told to the operator.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn settle_ticket_file(
        &self,
        (contract, contract_ref): (&ContractKey, &ContractRef),
        (ticket, file): (CaseNo, &TicketFile),
        verdict: Result<(), FileFault>,
        now: Timestamp,
    ) -> Result<Settled> {
        let key = keys::ticket_file(contract, ticket, file.place);
        let settle = self.settle_upload(key, &file.upload, verdict, Kept::Correspondence, now)?;
        let mut transaction = Transaction::new(&self.client).update_if(settle, ());
        if verdict.is_ok() {
            let (id, sha256) = (file.upload.id.clone(), file.upload.file.sha256.clone());
            let level = file.upload.level;
            let event =
                Event::TicketFileReceived(TicketFileReceived { ticket, file: id, sha256, level });
            let event = self.outbox_item(contract, contract_ref, &event, now)?;
            transaction = transaction.put(self.put(event));
        }
        let refused = transaction.commit().await?;
        Ok(if refused.is_none() { Settled::Done } else { Settled::Before })
    }

    /// Asks for the status pages of `devices`, in so many transactions as they need; the last one marks the event as applied and tells of it. Interrupted, the
    /// event comes again and asks those that were not asked.
    ///
    /// # Errors
    ///
    /// [`Unapplied`] as [`Store::hear`].
    pub async fn request_status_pages(
        &self,
        heard: &Heard<'_>,
        devices: &[Serial],
        request: &StatusPageRequest,
        event: &Event,
    ) -> Result<Written, Unapplied> {
        let mut chunks = devices.chunks(DEVICES);
        let last = chunks.next_back().unwrap_or_default();
        for chunk in chunks {
            let transaction = self.unless_seen(heard);
            let transaction = self.with_requests(transaction, heard, chunk, request)?;
            let written = heard.written(transaction.commit().await?)?;
            if written != Written::Done {
                return Ok(written);
            }
        }
        let transaction = self.with_requests(self.apply(heard, event)?, heard, last, request)?;
        heard.written(transaction.commit().await?)
    }

    fn with_requests<'a>(
        &'a self,
        mut transaction: Transaction<'a, Meaning>,
        heard: &Heard<'_>,
        devices: &[Serial],
        request: &StatusPageRequest,
    ) -> Result<Transaction<'a, Meaning>> {
        for serial in devices {
            let update = self
                .update(keys::device(&heard.contract, serial))
                .update_expression("SET status_page_requested = :request")
                .condition_expression("attribute_exists(pk)")
                .expression_attribute_values(":request", value(request)?);
            transaction = transaction.update_if(update, Meaning::Raced(serial.clone()));
        }
        Ok(transaction)
    }

    /// What became of an upload, as long as nothing has: later events about it change nothing.
    fn settle_upload(
        &self,
        key: Key,
        upload: &Upload,
        verdict: Result<(), FileFault>,
        kept: Kept,
        now: Timestamp,
    ) -> Result<UpdateBuilder> {
        let update = self
            .update(key)
            .condition_expression("#state = :announced AND id = :id")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":id", text(upload.id.as_str()))
            .expression_attribute_values(":announced", value(&UploadState::Announced)?)
            .expression_attribute_values(":at", text(now.to_string()));
        Ok(match verdict {
            Ok(()) => update
                .update_expression("SET #state = :state, settled_at = :at, expires = :expires")
                .expression_attribute_values(":state", value(&UploadState::Accepted)?)
                .expression_attribute_values(":expires", number(kept.until(now))),
            Err(fault) => update
                .update_expression(
                    "SET #state = :state, settled_at = :at, fault = :fault, expires = :expires",
                )
                .expression_attribute_values(":state", value(&UploadState::Refused)?)
                .expression_attribute_values(":fault", value(&fault)?)
                .expression_attribute_values(":expires", in_days(now, Upload::DAYS_REFUSED)),
        })
    }
}
