use domain::{
    AddressChange, CaseNo, Contract, ContractKey, Error, MailedCode, Message, Order, Result, Serial,
};
use events::{CodeRequested, OrderPlaced, ReadingsDue, ReportCompleted};
use jiff::Timestamp;
use jiff::civil::Date;
use mail::{Case, CaseNews, CaseTold, Matter, Occasion};

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
            Occasion::Case(told) => self.case(&contract.key, told).await,
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
            Occasion::Code(requested) => self.code(&contract.key, requested, now).await,
            Occasion::Due(due) => self.due(contract, due, today).await,
            Occasion::Reported(report) => self.reported(contract, report, today).await,
        }
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

    async fn order(&self, key: &ContractKey, number: CaseNo) -> Result<Order> {
        self.store.order(key, number).await?.ok_or_else(Error::not_found)
    }
}
