use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::builders::{PutBuilder, UpdateBuilder};
use domain::{
    Address, AddressId, Article, CaseNo, Contact, Contract, ContractKey, Delivery, Device, Error,
    Kept, ModelName, NewOrder, Order, OrderState, Placement, Refusal, Result, Serial, Stage,
};
use events::Event;
use jiff::civil::Date;

use crate::idempotency::{Effect, Meaning, Outcome, outcome};
use crate::item::{from_item, from_items, number, text, text_of, to_kept_item, value};
use crate::transaction::{Refused, Transaction};
use crate::{Heard, Store, Unapplied, Written, keys};

/// What the table holds of what an order names.
#[derive(Debug)]
pub struct OrderFacts {
    /// The contract.
    pub contract: Contract,
    /// The devices that are the contract's.
    pub devices: BTreeMap<Serial, Device>,
    /// The contract's addresses.
    pub addresses: BTreeMap<AddressId, Address>,
    /// The articles that fit the devices' models.
    pub articles: BTreeMap<ModelName, Vec<Article>>,
    /// The contact that was chosen, if it is the contract's.
    pub contact: Option<Contact>,
}

impl OrderFacts {
    /// What `new` becomes on `today`: one delivery for each address.
    ///
    /// # Errors
    ///
    /// As [`domain::plan`].
    pub fn plan(&self, new: &NewOrder, today: Date) -> Result<Vec<Delivery>> {
        domain::plan(new, &self.contract, &self.devices, &self.addresses, &self.articles, today)
    }

    /// The devices that `orders` supply, with these supplies noted. A claim supplies nothing.
    pub fn supplied_by(&self, orders: &[Order], today: Date) -> Vec<Device> {
        let mut supplied: BTreeMap<&Serial, Device> = BTreeMap::new();
        for order in orders {
            for line in order.lines.iter().filter(|line| !line.claim) {
                let Some(device) = self.devices.get(&line.serial) else { continue };
                let device = supplied.entry(&device.serial).or_insert_with(|| device.clone());
                device.note_supply(&line.article, line.colour, order.number, today, line.quantity);
            }
        }
        supplied.into_values().collect()
    }
}

/// How placing orders ended.
#[derive(Debug)]
pub enum Placed {
    /// As other changes end.
    Outcome(Outcome),
    /// A number is taken: draw others. Nothing was written.
    NumberTaken,
}

impl Store {
    /// Fetches what `new` names, all at the same time; articles only of models that this process has not read yet.
    ///
    /// # Errors
    ///
    /// [`Error::SignedOut`] when the contract itself is gone; [`Error::Busy`] or [`Error::Internal`].
    pub async fn order_facts(&self, key: &ContractKey, new: &NewOrder) -> Result<OrderFacts> {
        let mut wanted = vec![keys::contract(key)];
        wanted.extend(new.serials().into_iter().map(|serial| keys::device(key, serial)));
        wanted.extend(new.contact.as_ref().map(|contact| keys::contact(key, contact)));
        let (items, addresses) = tokio::join!(self.get_many(wanted), self.addresses(key));

        let (mut contract, mut contact, mut devices) = (None, None, BTreeMap::new());
        for item in items? {
            let sk = text_of(&item, "sk").unwrap_or_default();
            if sk == keys::CONTRACT {
                contract = Some(from_item(item)?);
            } else if sk.starts_with(keys::DEVICE) {
                let device: Device = from_item(item)?;
                devices.insert(device.serial.clone(), device);
            } else {
                contact = Some(from_item(item)?);
            }
        }
        let mut articles = BTreeMap::new();
        for device in devices.values() {
            if !articles.contains_key(&device.model) {
                let catalogue = self.catalogue(&device.model).await?;
                articles.insert(device.model.clone(), catalogue.1.clone());
            }
        }
        Ok(OrderFacts {
            contract: contract.ok_or(Error::SignedOut)?,
            devices,
            addresses: addresses?.into_iter().map(|a| (a.id.clone(), a)).collect(),
            articles,
            contact,
        })
    }

    /// Writes orders and tickets with their numbers, and what they bring into the devices' supplies, in one transaction.
    ///
    /// `devices` are the supplied ones as they shall be; each still carries the version that was read.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] when somebody else supplied one of the devices at the same moment, or a change that one of them waits for was
    /// decided meanwhile.
    pub async fn place_orders(
        &self,
        effect: &Effect<'_>,
        placement: &Placement,
        devices: &[Device],
    ) -> Result<Placed> {
        let contract = &effect.session.contract;
        let mut transaction = self.effect(effect)?;
        for order in &placement.orders {
            let taken = self
                .put(keys::number(order.number))
                .item("contract_ref", text(effect.session.contract_ref.as_str()))
                .condition_expression("attribute_not_exists(pk)");
            transaction = transaction
                .put_if(taken, Meaning::NumberTaken)
                .put(self.order_put(contract, order)?);
            if let Some(hold) = order.hold {
                let waiting = self.note_waiting(contract, hold.change, order.number)?;
                let decided = Meaning::Refuse(Error::Conflict(Refusal::AddressChangeDecided));
                transaction = transaction.update_if(waiting, decided);
            }
        }
        for (ticket, message) in &placement.tickets {
            transaction = self.with_ticket(transaction, effect, ticket, message.as_ref())?;
        }
        transaction = self.supply(transaction, contract, devices)?;
        match transaction.commit().await? {
            Some(Refused { meaning: Meaning::NumberTaken, .. }) => Ok(Placed::NumberTaken),
            ended => outcome(ended).map(Placed::Outcome),
        }
    }

    /// A page of a contract's orders, newest first, and where the next one begins.
    ///
    /// Numbers sort by day; within a page the orders of a day are put in order.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn orders(
        &self,
        contract: &ContractKey,
        after: Option<CaseNo>,
    ) -> Result<(Vec<Order>, Option<CaseNo>)> {
        let after = after.map(|number| number.to_string());
        let page = self
            .page(keys::order_partition(contract), "", after.as_deref(), true, Some(50))
            .await?;
        let mut orders: Vec<Order> = from_items(page.items)?;
        orders.sort_by_key(|order| std::cmp::Reverse(order.placed_at));
        Ok((orders, page.next.and_then(|sk| CaseNo::parse(&sk).ok())))
    }

    /// One order of a contract, if it is the contract's.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn order(&self, contract: &ContractKey, number: CaseNo) -> Result<Option<Order>> {
        self.get(keys::order(contract, number)).await
    }

    /// Calls an order off and takes it out of the devices' supplies.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] when it is on its way meanwhile.
    pub async fn cancel_order(&self, effect: &Effect<'_>, order: &Order) -> Result<Outcome> {
        let contract = &effect.session.contract;
        let mut history = order.history.clone();
        history.push(Stage { state: OrderState::Cancelled, at: effect.now });
        let cancel = self
            .update(keys::order(contract, order.number))
            .update_expression("SET #state = :cancelled, history = :history REMOVE #hold")
            .condition_expression("#state = :received")
            .expression_attribute_names("#state", "state")
            .expression_attribute_names("#hold", "hold")
            .expression_attribute_values(":cancelled", value(&OrderState::Cancelled)?)
            .expression_attribute_values(":received", value(&OrderState::Received)?)
            .expression_attribute_values(":history", value(&history)?);
        let late = Meaning::Refuse(Error::Conflict(Refusal::OrderNotCancellable));
        let mut transaction = self.effect(effect)?.update_if(cancel, late);
        for serial in order.supplied() {
            transaction = transaction.update_if(
                self.forget_supplies(contract, order, serial),
                Meaning::Refuse(Error::Conflict(Refusal::ChangedMeanwhile)),
            );
        }
        outcome(transaction.commit().await?)
    }

    fn order_put(&self, contract: &ContractKey, order: &Order) -> Result<PutBuilder> {
        let key = keys::order(contract, order.number);
        Ok(self.put(to_kept_item(key, order, Kept::Correspondence, order.placed_at)?))
    }

    /// Writes what became of `before` by the operator's word: `after`, and the devices' supplies where it matters to them. `devices` are
    /// those that it supplies, as they were read with it.
    ///
    /// # Errors
    ///
    /// [`Unapplied`] as [`Store::hear`].
    pub async fn advance_order(
        &self,
        heard: &Heard<'_>,
        (before, after): (&Order, &Order),
        devices: &[Device],
        event: &Event,
    ) -> Result<Written, Unapplied> {
        let contract = &heard.contract;
        let raced = || Meaning::Refuse(Error::Conflict(Refusal::ChangedMeanwhile));
        let put = self
            .order_put(contract, after)?
            .expression_attribute_names("#state", "state")
            .expression_attribute_names("#hold", "hold")
            .expression_attribute_values(":before", value(&before.state)?);
        let put = match &before.hold {
            None => put.condition_expression("#state = :before AND attribute_not_exists(#hold)"),
            Some(hold) => put
                .condition_expression("#state = :before AND #hold = :hold")
                .expression_attribute_values(":hold", value(hold)?),
        };
        let mut transaction = self.apply(heard, event)?.put_if(put, raced());
        match after.state {
            OrderState::Cancelled => {
                for serial in after.supplied() {
                    let forget = self.forget_supplies(contract, after, serial);
                    transaction = transaction.update_if(forget, raced());
                }
            }
            OrderState::Delivered => {
                let arrived = devices.iter().filter_map(|device| device.supplied_with(after));
                let arrived: Vec<Device> = arrived.collect();
                transaction = self.supply(transaction, contract, &arrived)?;
            }
            OrderState::Received | OrderState::Confirmed | OrderState::Shipped => {}
        }
        heard.written(transaction.commit().await?)
    }

    /// The devices of `serials` that are the contract's.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn devices_named(
        &self,
        contract: &ContractKey,
        serials: impl IntoIterator<Item = &Serial>,
    ) -> Result<Vec<Device>> {
        let keys = serials.into_iter().map(|serial| keys::device(contract, serial)).collect();
        from_items(self.get_many(keys).await?)
    }

    /// Takes what `order` would have brought out of a device's supplies, whatever else is written there.
    fn forget_supplies(
        &self,
        contract: &ContractKey,
        order: &Order,
        serial: &Serial,
    ) -> UpdateBuilder {
        let articles = order.lines.iter().filter(|line| line.serial == *serial && !line.claim);
        let mut update = self
            .update(keys::device(contract, serial))
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_names("#order", order.number.to_string())
            .expression_attribute_values(":one", number(1));
        let mut paths = Vec::new();
        for (index, line) in articles.enumerate() {
            update = update.expression_attribute_names(format!("#a{index}"), line.article.as_str());
            paths.push(format!("supplies.#a{index}.#order"));
        }
        update.update_expression(format!("REMOVE {} ADD version :one", paths.join(", ")))
    }

    /// Adds the supplies of `devices`, unless somebody else wrote them since they were read.
    fn supply<'a>(
        &'a self,
        mut transaction: Transaction<'a, Meaning>,
        contract: &ContractKey,
        devices: &[Device],
    ) -> Result<Transaction<'a, Meaning>> {
        for device in devices {
            let supply = self
                .update(keys::device(contract, &device.serial))
                .update_expression("SET supplies = :supplies, version = :next")
                .condition_expression("version = :read")
                .expression_attribute_values(":supplies", value(&device.supplies)?)
                .expression_attribute_values(":read", number(device.version))
                .expression_attribute_values(":next", number(device.version + 1));
            let raced = Meaning::Refuse(Error::Conflict(Refusal::ChangedMeanwhile));
            transaction = transaction.update_if(supply, raced);
        }
        Ok(transaction)
    }
}
