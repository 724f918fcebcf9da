use domain::{
    AddressChange, CaseNo, ContactId, Contract, ContractKey, Device, End, Error, MailedCode,
    Message, Order, Result, Serial, StatusPageRequest,
};
use events::{
    CodeRequested, ContractClosed, ContractEnding, OrderPlaced, ReadingsDue, ReportCompleted,
    StatusPagesDue,
};
use jiff::Timestamp;
use jiff::civil::Date;
use mail::{Case, CaseNews, CaseTold, Matter, News, Occasion, Told};

use crate::Mailroom;

impl Mailroom {
    /// Fetches what letters are about, as far as they do not come too late; nothing where they do.
    ///
    /// `today` is the day of `now` where the contract is.
    pub(crate) async fn matter(
        &self,
        occasion: Occasion<'_>,
        contract: &Contract,
        today: Date,
        now: Timestamp,
    ) -> Result<Option<Matter>> {
        match occasion {
            Occasion::Placed(placed) => self.placed(&contract.key, placed).await,
            Occasion::Cancelled(cancelled) => {
                let order = self.order(&contract.key, cancelled.order).await?;
                Ok(Some(Matter::Cancelled(Box::new(order))))
            }
            Occasion::Advanced(changed) => {
                let order = self.order(&contract.key, changed.order).await?;
                Ok(Matter::advanced(order, changed.state))
            }
            Occasion::Released(released) => {
                let order = self.order(&contract.key, released.order).await?;
                Ok(Matter::released(order, released.changed))
            }
            Occasion::Asked(asked) => {
                Ok(Matter::asked(self.order(&contract.key, asked.order).await?))
            }
            Occasion::ChangeAsked(asked) => {
                Ok(Matter::change(self.change(&contract.key, asked.change).await?, false))
            }
            Occasion::ChangeSettled(settled) => {
                Ok(Matter::change(self.change(&contract.key, settled.change).await?, true))
            }
            Occasion::Case(told) => self.case(&contract.key, told).await,
            Occasion::Code(requested) => self.code(&contract.key, requested, now).await,
            Occasion::Due(due) => self.due(contract, due, today).await,
            Occasion::StatusPages(due) => self.status_pages(contract, due).await,
            Occasion::Reported(report) => self.reported(contract, report, today).await,
            Occasion::Ending(ending) => self.ending(contract, ending, today).await,
            Occasion::Closed(closed) => self.closed(contract, closed).await,
            Occasion::Told(told) => Ok(self.news(contract, told).await?.map(Matter::Told)),
        }
    }

    /// What those who are known are told; nothing about what is gone since.
    async fn news(&self, contract: &Contract, told: Told<'_>) -> Result<Option<News>> {
        let key = &contract.key;
        let contact = async |id: &ContactId| {
            let contacts = self.store.contacts(key).await?;
            Ok::<_, Error>(contacts.into_iter().find(|contact| contact.id == *id).map(Box::new))
        };
        let device = async |serial: &Serial| {
            Ok::<_, Error>(self.store.device(key, serial).await?.map(Box::new))
        };
        Ok(match told {
            Told::Added(added) => contact(&added.contact).await?.map(News::Added),
            Told::Withdrawn(back) => device(&back.device).await?.map(News::Withdrawn),
            Told::StatusPage(page) => device(&page.device).await?.map(News::StatusPage),
            Told::TicketFile(file) => {
                let case = self.fetched(key, file.ticket, CaseNews::Replied, None).await?;
                Some(News::TicketFile(Box::new(case)))
            }
            Told::SignIn(changed) => {
                let by = contact(&changed.contact).await?;
                // Changed again since: the later letter tells.
                let stands = contract.code_required() == changed.code_required;
                stands.then_some(News::SignIn { code_required: changed.code_required, by })
            }
        })
    }

    async fn placed(&self, key: &ContractKey, placed: &OrderPlaced) -> Result<Option<Matter>> {
        let mut orders = Vec::with_capacity(placed.orders.len());
        for number in &placed.orders {
            orders.push(self.order(key, *number).await?);
        }
        let mut cases = Vec::with_capacity(placed.tickets.len());
        for number in &placed.tickets {
            cases.push(self.fetched(key, *number, CaseNews::Opened, Some(1)).await?);
        }
        Ok(Matter::placed(orders, cases))
    }

    /// A ticket with what was said; nothing when the state that it had reached has gone on since.
    async fn case(&self, key: &ContractKey, told: CaseTold<'_>) -> Result<Option<Matter>> {
        let case = self.fetched(key, told.ticket, told.news, told.message).await?;
        let stands = case.stands(told.visit, told.state);
        Ok(stands.then(|| Matter::Case(Box::new(case))))
    }

    async fn fetched(
        &self,
        key: &ContractKey,
        number: CaseNo,
        news: CaseNews,
        message: Option<u32>,
    ) -> Result<Case> {
        let said = async {
            match message {
                Some(place) => self.store.message(key, number, place).await,
                None => Ok(None),
            }
        };
        let (ticket, message) = tokio::join!(self.store.ticket(key, number), said);
        let ticket = ticket?.ok_or_else(Error::not_found)?;
        // A claim may have begun without words: then the first that were said are a later reply.
        let begun = |message: &Message| news != CaseNews::Opened || message.at == ticket.opened_at;
        Ok(Case { news, message: message?.filter(begun), ticket })
    }

    /// The code; nothing once it is used or over, where it would only confuse.
    async fn code(
        &self,
        key: &ContractKey,
        requested: &CodeRequested,
        now: Timestamp,
    ) -> Result<Option<Matter>> {
        let session = &requested.session;
        let code = self.store.requested_code(key, session, now).await?;
        Ok(code.map(|code| Matter::Code(MailedCode::derive(self.secret(), session, &code.id))))
    }

    /// The devices whose readings are missing still; nothing when the last one came in since, or the window is closed.
    async fn due(
        &self,
        contract: &Contract,
        due: &ReadingsDue,
        today: Date,
    ) -> Result<Option<Matter>> {
        let devices = self.store.all_devices(&contract.key).await?;
        let devices: Vec<_> = devices.into_iter().map(|device| device.on(today)).collect();
        let missing = contract.missing_on(today, &devices);
        let Some((quarter, open)) =
            missing.filter(|(quarter, _)| quarter.to_string() == due.quarter)
        else {
            return Ok(None);
        };
        let open: Vec<_> = open.into_iter().cloned().collect();
        let stage = due.stage;
        Ok((!open.is_empty()).then_some(Matter::Due { quarter, stage, open }))
    }

    /// The devices whose status pages are missing still; nothing when the last one came in since.
    async fn status_pages(
        &self,
        contract: &Contract,
        due: &StatusPagesDue,
    ) -> Result<Option<Matter>> {
        let mut open = self.store.all_devices(&contract.key).await?;
        let asked = |device: &Device| device.status_page_requested.clone();
        let meant =
            |request: &StatusPageRequest| (request.since, request.until) == (due.since, due.until);
        open.retain(|device| asked(device).as_ref().is_some_and(meant));
        let request = open.first().and_then(asked);
        Ok(request.map(|request| Matter::StatusPages { request, open }))
    }

    /// What was reported, as far as it still stands, and what is missing now.
    async fn reported(
        &self,
        contract: &Contract,
        report: &ReportCompleted,
        today: Date,
    ) -> Result<Option<Matter>> {
        let (devices, readings) = tokio::join!(
            self.store.all_devices(&contract.key),
            self.store.reported(&contract.key, &report.readings),
        );
        let devices: Vec<_> = devices?.into_iter().map(|device| device.on(today)).collect();
        let device = |serial: &Serial| devices.iter().find(|d| d.serial == *serial).cloned();
        let taken = readings?.into_iter().filter_map(|read| Some((device(&read.serial)?, read)));
        let taken: Vec<_> = taken.collect();
        let open = contract.missing_on(today, &devices);
        let open = open.map(|(quarter, open)| (quarter, open.into_iter().cloned().collect()));
        Ok((!taken.is_empty()).then_some(Matter::Reported { taken, open }))
    }

    async fn change(&self, key: &ContractKey, number: CaseNo) -> Result<AddressChange> {
        self.store.address_change(key, number).await?.ok_or_else(Error::not_found)
    }

    /// The devices that lack something at the end still; nothing when the last one has it since, or nothing more is taken.
    async fn ending(
        &self,
        contract: &Contract,
        ending: &ContractEnding,
        today: Date,
    ) -> Result<Option<Matter>> {
        let (end, mut open) = self.owing(contract, ending.ends).await?;
        open.retain(|device| device.lacks(end).any());
        let stage = ending.stage;
        let told = !open.is_empty() && today <= end.closes();
        Ok(told.then_some(Matter::Ending { end, stage, open }))
    }

    /// The devices whose final readings and status pages are in; nothing when one of them lacks something again.
    async fn closed(&self, contract: &Contract, closed: &ContractClosed) -> Result<Option<Matter>> {
        let (end, devices) = self.owing(contract, closed.ends).await?;
        let complete = !devices.is_empty() && !devices.iter().any(|d| d.lacks(end).any());
        Ok(complete.then_some(Matter::Closed { end, devices }))
    }

    /// The devices that owe something at the end of a contract; none when that has been moved since.
    async fn owing(&self, contract: &Contract, ends: Date) -> Result<(End, Vec<Device>)> {
        let end = End { day: ends };
        if contract.ends != Some(ends) {
            return Ok((end, Vec::new()));
        }
        let mut devices = self.store.all_devices(&contract.key).await?;
        devices.retain(|device| device.owes_at(end));
        Ok((end, devices))
    }

    async fn order(&self, key: &ContractKey, number: CaseNo) -> Result<Order> {
        self.store.order(key, number).await?.ok_or_else(Error::not_found)
    }
}
