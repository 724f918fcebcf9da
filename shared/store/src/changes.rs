use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, ConditionCheck};
use domain::{
    Address, AddressChange, AddressId, CaseNo, ChangeState, Contact, ContactId, Contract,
    ContractKey, ContractRef, Device, Error, Kept, Moved, Order, OrderState, Planned, Refusal,
    Result, Reworded, Serial,
};
use events::Event;
use jiff::Timestamp;

use crate::audit::telling;
use crate::idempotency::{Effect, Meaning, Outcome, outcome};
use crate::item::{from_item, from_items, text, text_of, to_item, to_kept_item, value};
use crate::orders::Placed;
use crate::transaction::{Refused, Transaction};
use crate::{Heard, Store, Unapplied, Written, keys};

/// What the table holds of what a change of an address names.
#[derive(Debug)]
pub struct ChangeFacts {
    /// The contract.
    pub contract: Contract,
    /// The device, if it is the contract's.
    pub device: Option<Device>,
    /// The contract's addresses.
    pub addresses: Vec<Address>,
    /// The contact that was chosen, if it is the contract's.
    pub contact: Option<Contact>,
}

impl ChangeFacts {
    /// An address by its id.
    pub fn address(&self, id: &AddressId) -> Option<&Address> {
        self.addresses.iter().find(|address| address.id == *id)
    }
}

impl Store {
    /// Fetches what a change for `serial` names, all at the same time.
    ///
    /// # Errors
    ///
    /// [`Error::SignedOut`] when the contract itself is gone; [`Error::Busy`] or [`Error::Internal`].
    pub async fn change_facts(
        &self,
        key: &ContractKey,
        serial: &Serial,
        contact: &ContactId,
    ) -> Result<ChangeFacts> {
        let wanted =
            vec![keys::contract(key), keys::device(key, serial), keys::contact(key, contact)];
        let (items, addresses) = tokio::join!(self.get_many(wanted), self.addresses(key));
        let (mut contract, mut device, mut contact) = (None, None, None);
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
        let contract = contract.ok_or(Error::SignedOut)?;
        Ok(ChangeFacts { contract, device, addresses: addresses?, contact })
    }

    /// Writes a change that was asked for, and marks what it concerns. `device` and `address` are as they were read, and as they are today.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] when another change was asked for at the same moment, or the operator has changed what it concerns.
    pub async fn request_change(
        &self,
        effect: &Effect<'_>,
        change: &AddressChange,
        device: (&Device, &Device),
        address: (&Address, &Address),
    ) -> Result<Placed> {
        let contract = &effect.session.contract;
        let taken = self
            .put(keys::number(change.number))
            .item("contract_ref", text(effect.session.contract_ref.as_str()))
            .condition_expression("attribute_not_exists(pk)");
        let key = keys::change(contract, change.number);
        let put = self.put(to_kept_item(key, change, Kept::Correspondence, change.asked_at)?);
        let transaction = self.effect(effect)?.put_if(taken, Meaning::NumberTaken).put(put);
        let raced = || Meaning::Refuse(Error::Conflict(Refusal::ChangedMeanwhile));
        // What of an earlier change is in force was derived until now; it is written down before its mark makes room.
        let (mark, other) = if change.whole_address {
            let mark = self.marked_address(contract, change, address)?;
            (mark, unmoved(self.check(keys::device(contract, &device.0.serial)), device.0)?)
        } else {
            let mark = self.marked_device(contract, change, device)?;
            (mark, unworded(self.check(keys::address(contract, &address.0.id)), address.0)?)
        };
        let ended = transaction.update_if(mark, raced()).check_if(other, raced()).commit().await?;
        match ended {
            Some(Refused { meaning: Meaning::NumberTaken, .. }) => Ok(Placed::NumberTaken),
            ended => outcome(ended).map(Placed::Outcome),
        }
    }

    fn marked_address(
        &self,
        contract: &ContractKey,
        change: &AddressChange,
        (stored, address): (&Address, &Address),
    ) -> Result<UpdateBuilder> {
        let mark: Planned<Reworded> = mark(change);
        let wording = address.wording();
        let mut update = self
            .update(keys::address(contract, &stored.id))
            .expression_attribute_values(":mark", value(&mark)?);
        let mut set = "change = :mark".to_owned();
        if stored.change.is_some() {
            for (index, (name, now)) in [
                ("name", Some(wording.name)),
                ("street", Some(wording.street)),
                ("postcode", Some(wording.postcode)),
                ("city", Some(wording.city)),
                ("attention", wording.attention),
                ("additional_info", wording.additional_info),
            ]
            .into_iter()
            .enumerate()
            {
                update = update
                    .expression_attribute_names(format!("#w{index}"), name)
                    .expression_attribute_values(
                        format!(":w{index}"),
                        now.map_or(AttributeValue::Null(true), text),
                    );
                set = format!("{set}, #w{index} = :w{index}");
            }
        }
        let update = update.update_expression(format!("SET {set}"));
        Ok(match &stored.change {
            None => {
                update.condition_expression("attribute_exists(pk) AND attribute_not_exists(change)")
            }
            Some(earlier) => update
                .condition_expression("change.#number = :earlier AND street = :street")
                .expression_attribute_names("#number", "number")
                .expression_attribute_values(":street", text(&stored.street))
                .expression_attribute_values(":earlier", value(&earlier.number)?),
        })
    }

    fn marked_device(
        &self,
        contract: &ContractKey,
        change: &AddressChange,
        (stored, device): (&Device, &Device),
    ) -> Result<UpdateBuilder> {
        let mark: Planned<Moved> = mark(change);
        let update = self
            .update(keys::device(contract, &stored.serial))
            .update_expression("SET change = :mark, address = :address, site = :site")
            .expression_attribute_values(":mark", value(&mark)?)
            .expression_attribute_values(":address", text(device.address.as_str()))
            .expression_attribute_values(":site", text(&device.site))
            .expression_attribute_values(":stored", text(stored.address.as_str()));
        Ok(match &stored.change {
            None => {
                update.condition_expression("address = :stored AND attribute_not_exists(change)")
            }
            Some(earlier) => update
                .condition_expression("address = :stored AND change.#number = :earlier")
                .expression_attribute_names("#number", "number")
                .expression_attribute_values(":earlier", value(&earlier.number)?),
        })
    }

    fn check(&self, key: keys::Key) -> aws_sdk_dynamodb::types::builders::ConditionCheckBuilder {
        ConditionCheck::builder().table_name(&self.table).set_key(Some(key))
    }

    /// A page of a contract's changes of addresses, newest first, and where the next one begins.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn address_changes(
        &self,
        contract: &ContractKey,
        after: Option<CaseNo>,
    ) -> Result<(Vec<AddressChange>, Option<CaseNo>)> {
        let after = after.map(|number| number.to_string());
        let page = self
            .page(keys::change_partition(contract), "", after.as_deref(), true, Some(50))
            .await?;
        let mut changes: Vec<AddressChange> = from_items(page.items)?;
        changes.sort_by_key(|change| std::cmp::Reverse(change.asked_at));
        Ok((changes, page.next.and_then(|sk| CaseNo::parse(&sk).ok())))
    }

    /// One change of a contract, if it is the contract's.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn address_change(
        &self,
        contract: &ContractKey,
        number: CaseNo,
    ) -> Result<Option<AddressChange>> {
        self.get(keys::change(contract, number)).await
    }

    /// Writes what the operator decided about a change, and brings it to what it concerns. `known` is an address of the contract that is as
    /// asked for, where there is one.
    ///
    /// # Errors
    ///
    /// [`Unapplied`] as [`Store::hear`].
    pub async fn decide_change(
        &self,
        heard: &Heard<'_>,
        change: &AddressChange,
        known: Option<&Address>,
        event: &Event,
    ) -> Result<Written, Unapplied> {
        let contract = &heard.contract;
        let raced = || Meaning::Refuse(Error::Conflict(Refusal::ChangedMeanwhile));
        let mut decide = self
            .update(keys::change(contract, change.number))
            .condition_expression("#state = :pending")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":pending", value(&ChangeState::Pending)?)
            .expression_attribute_values(":state", value(&change.state)?)
            .expression_attribute_values(":at", text(heard.now.to_string()));
        let mut set = "SET #state = :state, decided_at = :at".to_owned();
        if let Some(reason) = &change.reason {
            set += ", reason = :reason";
            decide = decide.expression_attribute_values(":reason", text(reason));
        }
        let mut transaction =
            self.apply(heard, event)?.update_if(decide.update_expression(set), raced());
        let approved = change.state == ChangeState::Approved;
        let after = change.after();
        let (concerned, said) = if change.whole_address {
            let reworded =
                Reworded { before: change.before.version(), wording: change.wanted.clone() };
            (keys::address(contract, &change.before.id), value(&reworded)?)
        } else {
            if approved && known.is_none() {
                let new = to_item(keys::address(contract, &after.id), &after)?;
                transaction = transaction.put(self.put(new));
            }
            let moved = Moved {
                before: change.before.id.clone(),
                address: known.unwrap_or(&after).id.clone(),
                site: change.site.clone(),
            };
            (keys::device(contract, &change.serial), value(&moved)?)
        };
        let mark = self
            .update(concerned)
            .condition_expression("change.#number = :number")
            .expression_attribute_names("#number", "number")
            .expression_attribute_values(":number", value(&change.number)?);
        let mark = if approved {
            mark.update_expression("SET change.approved = :approved")
                .expression_attribute_values(":approved", said)
        } else {
            mark.update_expression("REMOVE change")
        };
        heard.written(transaction.update_if(mark, raced()).commit().await?)
    }

    /// Writes what a decision makes of an order that has waited for it: `after` instead of `before`. Nothing happens when somebody else was there
    /// first.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn settle_waiting(
        &self,
        (contract, contract_ref): (&ContractKey, &ContractRef),
        (before, after): (&Order, &Order),
        event: &Event,
        now: Timestamp,
    ) -> Result<()> {
        let event_item = self.outbox_item(contract, contract_ref, event, now)?;
        let entry = self.operator_entry(contract, contract_ref, event.kind(), now);
        let entry = telling(entry, &event_item, event)?;
        Transaction::new(&self.client)
            .update_if(self.held_as(contract, before, after)?, ())
            .put(self.put(event_item))
            .put(entry)
            .commit()
            .await
            .map(drop)
    }

    /// Hands an order that has waited to the operator, as its customer wants it.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] when it does not wait any more.
    pub async fn release_order(&self, effect: &Effect<'_>, before: &Order) -> Result<Outcome> {
        let after = Order { hold: None, ..before.clone() };
        let release = self.held_as(&effect.session.contract, before, &after)?;
        let late = Meaning::Refuse(Error::Conflict(Refusal::OrderNotWaiting));
        outcome(self.effect(effect)?.update_if(release, late).commit().await?)
    }

    /// Changes hold and address of an order that is held as it was read.
    fn held_as(
        &self,
        contract: &ContractKey,
        before: &Order,
        after: &Order,
    ) -> Result<UpdateBuilder> {
        let update = self
            .update(keys::order(contract, before.number))
            .condition_expression("#state = :received AND #hold = :before")
            .expression_attribute_names("#state", "state")
            .expression_attribute_names("#hold", "hold")
            .expression_attribute_values(":received", value(&OrderState::Received)?)
            .expression_attribute_values(":before", value(&before.hold)?)
            .expression_attribute_values(":address", value(&after.address)?);
        Ok(match &after.hold {
            None => update.update_expression("SET address = :address REMOVE #hold"),
            Some(hold) => update
                .update_expression("SET address = :address, #hold = :hold")
                .expression_attribute_values(":hold", value(hold)?),
        })
    }

    /// Notes at a change that orders wait for it, as long as it is not decided.
    pub(crate) fn note_waiting(
        &self,
        contract: &ContractKey,
        change: CaseNo,
        order: CaseNo,
    ) -> Result<UpdateBuilder> {
        Ok(self
            .update(keys::change(contract, change))
            .update_expression("ADD waiting :order")
            .condition_expression("#state = :pending")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":pending", value(&ChangeState::Pending)?)
            .expression_attribute_values(":order", AttributeValue::Ss(vec![order.to_string()])))
    }
}

fn mark<T>(change: &AddressChange) -> Planned<T> {
    Planned { number: change.number, effective: change.effective, approved: None }
}

type Check = aws_sdk_dynamodb::types::builders::ConditionCheckBuilder;

/// The device has the address and the change with which it was read.
fn unmoved(check: Check, read: &Device) -> Result<Check> {
    let check = check.expression_attribute_values(":stored", text(read.address.as_str()));
    unchanged(check, "address = :stored", read.change.as_ref().map(|change| change.number))
}

/// The address has the change with which it was read.
fn unworded(check: Check, read: &Address) -> Result<Check> {
    unchanged(check, "attribute_exists(pk)", read.change.as_ref().map(|change| change.number))
}

fn unchanged(check: Check, also: &str, change: Option<CaseNo>) -> Result<Check> {
    Ok(match change {
        None => check.condition_expression(format!("{also} AND attribute_not_exists(change)")),
        Some(number) => check
            .condition_expression(format!("{also} AND change.#number = :number"))
            .expression_attribute_names("#number", "number")
            .expression_attribute_values(":number", value(&number)?),
    })
}
