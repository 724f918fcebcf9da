use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::{
    Address, AddressId, CaseNo, ContactId, Contract, Device, Error, Invalid, Order, OrderState,
    Refusal, Result, Serial,
};

/// A change as it stands at the address or the device that it concerns, so that whoever reads one knows of it. `T` says what was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned<T> {
    /// The change.
    pub number: CaseNo,
    /// From which day.
    pub effective: Date,
    /// What the operator has approved; nothing while he has yet to decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved: Option<T>,
}

/// What an address is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// Who is visited.
    pub name: String,
    /// Street and house number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// Attention line; a person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attention: Option<String>,
    /// Additional info for the parcel service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<String>,
}

/// An address gets another wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reworded {
    /// The version whose place it takes. An address that the operator has worded otherwise since stays as it is.
    pub before: String,
    /// The wording.
    pub wording: Wording,
}

/// A device gets another address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The address whose place it takes. A device that the operator has given another one since stays there.
    pub before: AddressId,
    /// The address.
    pub address: AddressId,
    /// Where in the building, if that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
}

impl<T> Planned<T> {
    /// Whether the operator has yet to decide.
    pub fn pending(&self) -> bool {
        self.approved.is_none()
    }

    /// Whether it is over with on `day`: what was approved holds.
    fn in_force_on(&self, day: Date) -> bool {
        self.approved.is_some() && self.effective <= day
    }
}

impl Address {
    /// The address as it is on `day`; the change stays with it until then.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        if self.change.as_ref().is_some_and(|change| change.in_force_on(day)) {
            let approved = self.change.take().and_then(|change| change.approved);
            if let Some(approved) = approved.filter(|approved| approved.before == self.version()) {
                return self.worded(approved.wording);
            }
        }
        self
    }

    /// The address in another wording.
    #[must_use]
    pub fn worded(self, wording: Wording) -> Self {
        let Wording { name, street, postcode, city, attention, additional_info } = wording;
        Self { name, street, postcode, city, attention, additional_info, ..self }
    }

    /// Its wording.
    pub fn wording(&self) -> Wording {
        Wording {
            name: self.name.clone(),
            street: self.street.clone(),
            postcode: self.postcode.clone(),
            city: self.city.clone(),
            attention: self.attention.clone(),
            additional_info: self.additional_info.clone(),
        }
    }
}

impl Device {
    /// The device as it is on `day`; the change stays with it until then.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        if self.change.as_ref().is_some_and(|change| change.in_force_on(day)) {
            let approved = self.change.take().and_then(|change| change.approved);
            if let Some(moved) = approved.filter(|moved| moved.before == self.address) {
                self.address = moved.address;
                self.site = moved.site.unwrap_or(self.site);
            }
        }
        self
    }
}

/// What the operator said to a change.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ChangeState {
    /// Nothing yet.
    Pending,
    /// It will be.
    Approved,
    /// It will not be.
    Rejected,
}

/// A change that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChange {
    /// From which day.
    pub effective: Date,
    /// The address itself, for all devices that are there; otherwise one device alone.
    pub whole_address: bool,
    /// Who is visited.
    pub name: String,
    /// Street and house number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// Attention line; `Some("")` leaves it blank, `None` keeps it.
    pub attention: Option<String>,
    /// Additional info; `Some("")` leaves it blank, `None` keeps it.
    pub additional_info: Option<String>,
    /// Where in the building the device will stand.
    pub site: Option<String>,
    /// Who gets the letters.
    pub contact: ContactId,
    /// A word to the operator.
    pub note: Option<String>,
}

/// A change of an address that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressChange {
    /// Its number.
    pub number: CaseNo,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// The device for which it was asked.
    pub serial: Serial,
    /// The address itself, for all devices that are there; otherwise that device alone.
    pub whole_address: bool,
    /// The address as it was.
    pub before: Address,
    /// What is asked for.
    pub wanted: Wording,
    /// Where in the building the device will stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// From which day.
    pub effective: Date,
    /// Who gets the letters.
    pub contact: ContactId,
    /// A word to the operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What the operator said.
    pub state: ChangeState,
    /// When he said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Timestamp>,
    /// Why he rejected it, in words that the customer reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The orders that have waited for it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub waiting: BTreeSet<CaseNo>,
}

/// What the operator's word does to a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// The change as it is now.
    Applied(Box<AddressChange>),
    /// It was decided so before.
    Before,
    /// It was decided otherwise before: somebody has to look.
    Contrary,
}

impl NewChange {
    /// Days ahead for which a change may be asked for.
    pub const DAYS_AHEAD: i64 = 366;
    /// Characters of the lines that parcels carry.
    pub const LINE_MAX: usize = 60;
    /// Characters of a postcode.
    pub const POSTCODE_MAX: usize = 12;
    /// Characters of a note.
    pub const NOTE_MAX: usize = 500;

    /// The change that it asks for at `device` and its `address`, as they are on `today`.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] when the contract or the device is not running, or another change is under way for device or address;
    /// [`Error::Invalid`] for a day that is over or too far ahead, and for a change that changes nothing.
    pub fn at(
        self,
        contract: &Contract,
        device: &Device,
        address: &Address,
        (number, now, today): (CaseNo, Timestamp, Date),
    ) -> Result<AddressChange> {
        contract.check_runs(today).map_err(Error::Conflict)?;
        if !device.in_use_on(today) {
            return Err(Error::Conflict(Refusal::DeviceNotInUse));
        }
        if device.change.is_some() || address.change.is_some() {
            return Err(Error::Conflict(Refusal::AddressChangePending));
        }
        let mut invalid = Invalid::default();
        let last = today.saturating_add(Self::DAYS_AHEAD.days());
        if self.effective < today || self.effective > last {
            invalid.push("#/effective", Refusal::EffectiveRange);
        }
        if self.whole_address && self.site.is_some() {
            invalid.push("#/site", Refusal::SiteOfOneDevice);
        }
        let kept = |wish: Option<String>, kept: &Option<String>| match wish {
            Some(wish) => Some(wish).filter(|text| !text.is_empty()),
            None => kept.clone(),
        };
        let wanted = Wording {
            name: self.name,
            street: self.street,
            postcode: self.postcode,
            city: self.city,
            attention: kept(self.attention, &address.attention),
            additional_info: kept(self.additional_info, &address.additional_info),
        };
        if wanted == address.wording() && self.site.as_ref().is_none_or(|s| *s == device.site) {
            invalid.push("#", Refusal::AddressUnchanged);
        }
        invalid.finish()?;
        Ok(AddressChange {
            number,
            asked_at: now,
            serial: device.serial.clone(),
            whole_address: self.whole_address,
            before: address.clone(),
            wanted,
            site: self.site,
            effective: self.effective,
            contact: self.contact,
            note: self.note,
            state: ChangeState::Pending,
            decided_at: None,
            reason: None,
            waiting: BTreeSet::new(),
        })
    }
}

impl AddressChange {
    /// Characters of a reason at most.
    pub const REASON_MAX: usize = 200;

    /// What becomes of it by the operator's word.
    pub fn decided(&self, approved: bool, reason: Option<String>, now: Timestamp) -> Decided {
        let state = if approved { ChangeState::Approved } else { ChangeState::Rejected };
        match self.state {
            ChangeState::Pending => Decided::Applied(Box::new(Self {
                state,
                decided_at: Some(now),
                reason: reason.filter(|_| !approved),
                ..self.clone()
            })),
            decided if decided == state => Decided::Before,
            _ => Decided::Contrary,
        }
    }

    /// What is asked for as an address: the same one in another wording, or one of its own for the device.
    pub fn after(&self) -> Address {
        let address = self.before.clone().worded(self.wanted.clone());
        if self.whole_address {
            return address;
        }
        let id = AddressId::parse(&format!("C{}", self.number));
        Address { id: id.unwrap_or(address.id), ..address }
    }

    /// What is asked for among the contract's `addresses`, where it is one of them.
    pub fn known<'a>(&self, addresses: &'a [Address]) -> Option<&'a Address> {
        let country = &self.before.country;
        addresses.iter().find(|known| {
            known.change.is_none() && known.country == *country && known.wording() == self.wanted
        })
    }
}

/// An order that is not handed to the operator yet, because it is not known where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// The change that it waits for.
    pub change: CaseNo,
    /// The change was rejected: the customer is asked.
    #[serde(default)]
    pub asks: bool,
}

impl Order {
    /// The order once its change was decided: released to the address that was asked for, or still held while the customer is asked. Nothing
    /// where it does not wait for this change any more.
    #[must_use]
    pub fn after_decision(&self, change: &AddressChange) -> Option<Self> {
        let hold = self.hold.filter(|hold| hold.change == change.number && !hold.asks)?;
        if self.state != OrderState::Received {
            return None;
        }
        if change.state == ChangeState::Rejected {
            return Some(Self { hold: Some(Hold { asks: true, ..hold }), ..self.clone() });
        }
        let mut address = change.after();
        // What was typed into this order stays.
        if self.attention_given {
            address.attention.clone_from(&self.address.attention);
        }
        if self.address.additional_info != change.before.additional_info {
            address.additional_info.clone_from(&self.address.additional_info);
        }
        Some(Self { hold: None, address, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{CounterKind, samples};

    const TODAY: Date = date(2026, 11, 23);

    fn number() -> CaseNo {
        CaseNo::new(TODAY, 7)
    }

    fn wording(street: &str) -> Wording {
        Wording { street: street.into(), ..samples::address().wording() }
    }

    fn moving(effective: Date, approved: bool) -> Address {
        let address = samples::address();
        let reworded = Reworded { before: address.version(), wording: wording("Hafenstraße 14") };
        let change =
            Planned { number: number(), effective, approved: approved.then_some(reworded) };
        Address { change: Some(change), ..address }
    }

    fn new_change() -> NewChange {
        let Wording { name, street, postcode, city, .. } = wording("Hafenstraße 14");
        NewChange {
            effective: TODAY,
            whole_address: true,
            name,
            street,
            postcode,
            city,
            attention: None,
            additional_info: None,
            site: None,
            contact: ContactId::parse("01J00000000000000000000000").expect("an id"),
            note: None,
        }
    }

    fn device() -> Device {
        samples::device("D", date(2026, 9, 30), &[("MONO1", CounterKind::Mono, 100)])
    }

    fn asked(new: NewChange) -> Result<AddressChange> {
        let facts = (number(), Timestamp::UNIX_EPOCH, TODAY);
        new.at(&samples::contract(), &device(), &samples::address(), facts)
    }

    #[test]
    fn an_approved_wording_holds_from_its_day_on() {
        let cases = [
            (TODAY, true, "Hafenstraße 14"),
            (date(2026, 11, 24), true, "Hansaallee 187"),
            (TODAY, false, "Hansaallee 187"),
        ];
        for (effective, approved, expected) in cases {
            let address = moving(effective, approved).on(TODAY);
            assert_eq!(address.street, expected, "from {effective}, approved {approved}");
            assert_eq!(address.change.is_none(), expected == "Hafenstraße 14");
        }
    }

    #[test]
    fn what_the_operator_has_written_since_wins() {
        let address = Address { street: "Kaistraße 3".into(), ..moving(TODAY, true) };

        let address = address.on(TODAY);

        assert_eq!((address.street.as_str(), address.change), ("Kaistraße 3", None));
    }

    #[test]
    fn a_device_moves_on_its_day_unless_the_operator_has_moved_it_since() {
        let id = |id: &str| AddressId::parse(id).expect("an id");
        let moved = Moved { before: id("A1"), address: id("C1"), site: Some("Lager".into()) };
        let change = |effective| {
            Some(Planned { number: number(), effective, approved: Some(moved.clone()) })
        };
        let cases = [
            ("A1", TODAY, ("C1", "Lager")),
            ("A1", date(2026, 11, 24), ("A1", "Kundenbüro")),
            ("H7", TODAY, ("H7", "Kundenbüro")),
        ];
        for (address, effective, expected) in cases {
            let device = Device { address: id(address), change: change(effective), ..device() };
            let device = device.on(TODAY);
            assert_eq!((device.address.as_str(), device.site.as_str()), expected);
        }
    }

    #[test]
    fn a_change_that_cannot_be_is_refused_by_its_field() {
        let of = |field: &str, refusal| Err(Error::Invalid(Invalid::one(field, refusal)));
        let day = |effective| NewChange { effective, ..new_change() };
        let cases = [
            (day(date(2026, 11, 22)), of("#/effective", Refusal::EffectiveRange)),
            (day(date(2027, 11, 25)), of("#/effective", Refusal::EffectiveRange)),
            (day(date(2027, 11, 24)), Ok(())),
            (
                NewChange { site: Some("Lager".into()), ..new_change() },
                of("#/site", Refusal::SiteOfOneDevice),
            ),
            (
                NewChange { street: "Hansaallee 187".into(), ..new_change() },
                of("#", Refusal::AddressUnchanged),
            ),
            (
                NewChange {
                    street: "Hansaallee 187".into(),
                    attention: Some(String::new()),
                    ..new_change()
                },
                Ok(()),
            ),
        ];
        for (new, expected) in cases {
            let said = asked(new.clone()).map(drop);
            assert_eq!(format!("{said:?}"), format!("{expected:?}"), "{new:?}");
        }
    }

    #[test]
    fn there_is_one_change_at_a_time_for_an_address_and_its_device() {
        let facts = (number(), Timestamp::UNIX_EPOCH, TODAY);
        let address = moving(TODAY, false);

        let refused = new_change().at(&samples::contract(), &device(), &address, facts);

        assert!(matches!(refused, Err(Error::Conflict(Refusal::AddressChangePending))));
    }

    #[test]
    fn a_decision_is_not_taken_back() {
        let change = asked(new_change()).expect("a change");
        let Decided::Applied(change) = change.decided(true, None, Timestamp::UNIX_EPOCH) else {
            panic!("a pending change is decided")
        };
        let again = |approved| change.decided(approved, None, Timestamp::UNIX_EPOCH);
        assert_eq!((again(true), again(false)), (Decided::Before, Decided::Contrary));
    }

    #[test]
    fn a_waiting_order_goes_to_the_new_address_and_keeps_what_was_typed_into_it() {
        let change = asked(new_change()).expect("a change");
        let change = AddressChange { state: ChangeState::Approved, ..change };
        let waiting = Order {
            hold: Some(Hold { change: number(), asks: false }),
            address: Address { additional_info: Some("Rampe 3".into()), ..samples::address() },
            ..samples::order(Timestamp::UNIX_EPOCH)
        };

        let released = waiting.after_decision(&change).expect("it waited");

        assert_eq!(released.hold, None);
        assert_eq!(released.address.street, "Hafenstraße 14");
        assert_eq!(released.address.additional_info.as_deref(), Some("Rampe 3"));
        assert_eq!(released.address.attention.as_deref(), Some("Herr Hausmann"));
    }

    #[test]
    fn an_order_that_does_not_wait_is_left_alone() {
        let change = asked(new_change()).expect("a change");
        let order = samples::order(Timestamp::UNIX_EPOCH);
        let other = Hold { change: CaseNo::new(TODAY, 8), asks: false };
        for hold in [None, Some(other), Some(Hold { change: number(), asks: true })] {
            let order = Order { hold, ..order.clone() };
            assert_eq!(order.after_decision(&change), None, "{hold:?}");
        }
    }
}
