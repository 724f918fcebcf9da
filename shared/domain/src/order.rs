use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Address, AddressId, Article, ArticleKind, ArticleNo, CaseNo, ClaimedPart, Colour, ContactId,
    Contract, Device, Error, Guard, Hold, Invalid, Message, ModelName, Patient, Refusal, Result,
    Serial, Shipment, Ticket, TicketKind,
};

/// Lines of one request at most.
pub const MAX_LINES: usize = 90;
/// Devices of one request at most; each is one action of the transaction.
pub const MAX_DEVICES: usize = 30;
/// Addresses of one request at most; each is one order.
pub const MAX_ADDRESSES: usize = 12;
/// Claims of one request at most.
pub const MAX_CLAIMS: usize = 8;
/// The largest quantity of a line.
pub const QUANTITY: u32 = 99;

/// A line as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// Its place in the request, for naming it in a refusal.
    pub index: usize,
    /// The device.
    pub serial: Serial,
    /// The article.
    pub article: ArticleNo,
    /// Pieces, 1..=99.
    pub quantity: u32,
    /// Defective: replaced without charge instead of ordered.
    pub claim: bool,
    /// The answer to the order guard.
    pub reason: Option<String>,
}

/// What the orderer says about one delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelivery {
    /// Which address.
    pub address: AddressId,
    /// The wording that was shown.
    pub version: String,
    /// Overwrites the attention line; `Some("")` leaves it blank.
    pub attention: Option<String>,
    /// Overwrites the additional info; `Some("")` leaves it blank.
    pub additional_info: Option<String>,
    /// What a change of the address is under way for shall wait until it is decided.
    pub wait: bool,
}

/// A parsed request for one or several orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// What is wanted; nothing with quantity 0.
    pub lines: Vec<NewLine>,
    /// What to write on the parcels.
    pub deliveries: Vec<NewDelivery>,
    /// The customer's own order mark.
    pub reference: Option<String>,
    /// Who gets the confirmation.
    pub contact: Option<ContactId>,
}

impl NewOrder {
    /// What can be told without the table: something is ordered, nothing twice, not too much for one transaction.
    pub fn check(&self, invalid: &mut Invalid) {
        if self.lines.is_empty() {
            invalid.push("#/lines", Refusal::NoLines);
        }
        if self.lines.len() > MAX_LINES {
            invalid.push("#/lines", Refusal::TooManyLines { max: MAX_LINES });
        }
        if self.serials().len() > MAX_DEVICES {
            invalid.push("#/lines", Refusal::TooManyDevices { max: MAX_DEVICES });
        }
        if self.lines.iter().filter(|line| line.claim).count() > MAX_CLAIMS {
            invalid.push("#/lines", Refusal::TooManyClaims { max: MAX_CLAIMS });
        }
        let mut seen = BTreeSet::new();
        for line in &self.lines {
            if !seen.insert((&line.serial, &line.article, line.claim)) {
                invalid.push(format!("#/lines/{}", line.index), Refusal::DuplicateLine);
            }
        }
        let mut seen = BTreeSet::new();
        for (index, delivery) in self.deliveries.iter().enumerate() {
            if !seen.insert(&delivery.address) {
                invalid.push(format!("#/deliveries/{index}/address"), Refusal::DuplicateDelivery);
            }
        }
    }

    /// The devices that it names.
    pub fn serials(&self) -> BTreeSet<&Serial> {
        self.lines.iter().map(|line| &line.serial).collect()
    }
}

/// A line of an order as it is stored, shown and mailed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The device.
    pub serial: Serial,
    /// The device's model.
    pub model: ModelName,
    /// Where the device stands.
    pub site: String,
    /// The article.
    pub article: ArticleNo,
    /// The article's name.
    pub name: String,
    /// What it is.
    pub kind: ArticleKind,
    /// Its ink.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Colour>,
    /// Pieces.
    pub quantity: u32,
    /// Defective: replaced without charge instead of ordered.
    #[serde(default)]
    pub claim: bool,
    /// The answer to the order guard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// For a claim: pages that the part reached, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages_reached: Option<u64>,
    /// For a claim: its ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<CaseNo>,
}

/// What will go to one address: one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Where to, with what the orderer overwrote.
    pub address: Address,
    /// The orderer wrote the attention line himself, or left it blank on purpose.
    pub attention_given: bool,
    /// The change that is under way for the address, or for the device of one of the lines.
    pub change: Option<Pending>,
    /// It waits for that change.
    pub waits: bool,
    /// What, each line with the guard's facts and its place in the request.
    pub lines: Vec<(usize, Line, Guard)>,
}

/// A change of an address that the operator has yet to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The change.
    pub number: CaseNo,
    /// From which day.
    pub effective: Date,
    /// The device that it is about; without one it is the address itself.
    pub serial: Option<Serial>,
}

impl Pending {
    /// What is under way for `device` at `address`.
    fn of(device: &Device, address: &Address) -> Option<Self> {
        let own = device.change.as_ref().filter(|change| change.pending()).map(|change| Self {
            number: change.number,
            effective: change.effective,
            serial: Some(device.serial.clone()),
        });
        own.or_else(|| {
            let change = address.change.as_ref().filter(|change| change.pending())?;
            Some(Self { number: change.number, effective: change.effective, serial: None })
        })
    }
}

impl Delivery {
    /// Pieces that are ordered.
    pub fn articles(&self) -> u32 {
        self.lines.iter().filter(|(_, line, _)| !line.claim).map(|(_, line, _)| line.quantity).sum()
    }

    /// Pieces that are claimed.
    pub fn claims(&self) -> u32 {
        self.lines.iter().filter(|(_, line, _)| line.claim).map(|(_, line, _)| line.quantity).sum()
    }

    /// The ticket that the line at `index` opens, and what was said about the part.
    fn claim(
        &self,
        index: usize,
        number: CaseNo,
        contact: &ContactId,
        by: (&str, Timestamp),
    ) -> (Ticket, Option<Message>) {
        let (_, line, guard) = &self.lines[index];
        let patient = Patient {
            serial: line.serial.clone(),
            model: line.model.clone(),
            site: line.site.clone(),
            address: self.address.clone(),
            attention_given: self.attention_given,
        };
        let mut ticket =
            Ticket::opened(number, TicketKind::SupplyClaim, patient, contact.clone(), by);
        ticket.part = Some(ClaimedPart::of_line(line, guard));
        let message = line.reason.clone().map(|reason| ticket.say(reason, by));
        (ticket, message)
    }
}

/// Splits a request by address: one order for each, in the order of its first line. What shall wait for a change of its address is
/// an order of its own.
///
/// `devices`, `addresses` and `articles` (by model) are what the table holds of what `new` names.
///
/// # Errors
///
/// [`Error::NotFound`] with every line whose device or article is not this contract's; [`Error::Invalid`] for devices
/// not in use, deliveries without a line or without a change to wait for, and too many addresses; [`Error::Conflict`] where an address was changed since it was shown or
/// the contract is not running.
pub fn plan(
    new: &NewOrder,
    contract: &Contract,
    devices: &BTreeMap<Serial, Device>,
    addresses: &BTreeMap<AddressId, Address>,
    articles: &BTreeMap<ModelName, Vec<Article>>,
    today: Date,
) -> Result<Vec<Delivery>> {
    contract.check_runs(today).map_err(Error::Conflict)?;
    let (mut unknown, mut invalid) = (Invalid::default(), Invalid::default());
    let mut deliveries: Vec<Delivery> = Vec::new();
    for line in &new.lines {
        let pointer = |field: &str| format!("#/lines/{}/{field}", line.index);
        let Some(device) = devices.get(&line.serial).map(|device| device.clone().on(today)) else {
            unknown.push(pointer("serial"), Refusal::DeviceUnknown);
            continue;
        };
        let fitting = articles.get(&device.model).map_or(&[][..], Vec::as_slice);
        let Some(article) = fitting.iter().find(|article| article.no == line.article) else {
            unknown.push(pointer("article"), Refusal::ArticleUnknown);
            continue;
        };
        if !device.in_use_on(today) {
            invalid.push(pointer("serial"), Refusal::DeviceNotInUse);
            continue;
        }
        let address = addresses.get(&device.address).ok_or_else(|| {
            Error::internal(format!("device without address {} in the table", device.address))
        })?;
        let mut address = address.clone().on(today);
        let change = Pending::of(&device, &address);
        address.change = None;
        let wish = new.deliveries.iter().find(|wish| wish.address == address.id);
        let waits = change.is_some() && wish.is_some_and(|wish| wish.wait);
        let guard = Guard::of(&device, article, &contract.settings, today);
        let stored = Line {
            serial: device.serial.clone(),
            model: device.model.clone(),
            site: device.site.clone(),
            article: article.no.clone(),
            name: article.name.clone(),
            kind: article.kind,
            colour: article.colour,
            quantity: line.quantity,
            claim: line.claim,
            reason: line.reason.clone(),
            pages_reached: guard.pages_since.filter(|_| line.claim),
            ticket: None,
        };
        let place = deliveries.iter_mut().find(|delivery| {
            let together = !waits && !delivery.waits || delivery.change == change;
            delivery.address.id == address.id && delivery.waits == waits && together
        });
        match place {
            Some(delivery) => {
                delivery.change = delivery.change.take().or(change);
                delivery.lines.push((line.index, stored, guard));
            }
            None => deliveries.push(Delivery {
                address,
                attention_given: false,
                change,
                waits,
                lines: vec![(line.index, stored, guard)],
            }),
        }
    }
    if deliveries.len() > MAX_ADDRESSES {
        invalid.push("#/lines", Refusal::TooManyAddresses { max: MAX_ADDRESSES });
    }
    if !unknown.is_empty() {
        return Err(Error::NotFound(unknown));
    }
    for (index, wish) in new.deliveries.iter().enumerate() {
        let mut used = false;
        for delivery in deliveries.iter_mut().filter(|d| d.address.id == wish.address) {
            if delivery.address.version() != wish.version {
                return Err(Error::Conflict(Refusal::AddressChanged));
            }
            used = true;
            delivery.attention_given = wish.attention.is_some();
            overwrite(&mut delivery.address.attention, wish.attention.as_deref());
            overwrite(&mut delivery.address.additional_info, wish.additional_info.as_deref());
        }
        if !used {
            invalid.push(format!("#/deliveries/{index}/address"), Refusal::DeliveryUnused);
        } else if wish.wait && !deliveries.iter().any(|d| d.address.id == wish.address && d.waits) {
            invalid.push(format!("#/deliveries/{index}/wait"), Refusal::NoChangePending);
        }
    }
    invalid.finish()?;
    Ok(deliveries)
}

fn overwrite(line: &mut Option<String>, wish: Option<&str>) {
    if let Some(wish) = wish {
        *line = Some(wish.to_owned()).filter(|text| !text.is_empty());
    }
}

/// The lines that the guard asks about and that give no reason.
pub fn missing_reasons(deliveries: &[Delivery]) -> Invalid {
    let mut invalid = Invalid::default();
    for (index, line, guard) in deliveries.iter().flat_map(|delivery| &delivery.lines) {
        if reason_needed(line, guard) && line.reason.is_none() {
            invalid.push(format!("#/lines/{index}/reason"), Refusal::ReasonNeeded);
        }
    }
    invalid
}

/// Whether the guard asks why this line is ordered. A claim is its own reason.
pub fn reason_needed(line: &Line, guard: &Guard) -> bool {
    !line.claim && guard.warning.is_some()
}

/// What a request becomes: an order for each address to which something is ordered, and a ticket for each defective part. A defective
/// part is never an order: an address with nothing else gets none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The orders. Claims stay listed with the order of their address, with the number of their ticket.
    pub orders: Vec<Order>,
    /// The tickets, each with what was said about the part.
    pub tickets: Vec<(Ticket, Option<Message>)>,
}

impl Placement {
    /// Places `deliveries` in a session at a moment, under numbers that `draw` gives.
    pub fn new(
        deliveries: &[Delivery],
        reference: Option<&str>,
        contact: &ContactId,
        by: (&str, Timestamp),
        mut draw: impl FnMut() -> CaseNo,
    ) -> Self {
        let mut drawn = BTreeSet::new();
        let mut fresh = || loop {
            let number = draw();
            if drawn.insert(number.to_string()) {
                return number;
            }
        };
        let mut placed = Self { orders: Vec::new(), tickets: Vec::new() };
        for delivery in deliveries {
            let mut delivery = delivery.clone();
            let order = (delivery.articles() > 0).then(&mut fresh);
            for index in 0..delivery.lines.len() {
                if !delivery.lines[index].1.claim {
                    continue;
                }
                let number = fresh();
                let (mut ticket, message) = delivery.claim(index, number, contact, by);
                ticket.order = order;
                delivery.lines[index].1.ticket = Some(number);
                placed.tickets.push((ticket, message));
            }
            if let Some(number) = order {
                let reference = reference.map(str::to_owned);
                let order = Order::received(number, by.1, delivery, reference, contact.clone());
                placed.orders.push(order);
            }
        }
        placed
    }
}

/// The states of an order, in the order of their rank.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, strum::Display,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum OrderState {
    /// It has arrived at the operator.
    Received,
    /// The operator has accepted it.
    Confirmed,
    /// The parcel is on its way.
    Shipped,
    /// The parcel has arrived.
    Delivered,
    /// It was called off before it was shipped.
    Cancelled,
}

/// A state and when it was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// The state.
    pub state: OrderState,
    /// When.
    pub at: Timestamp,
}

/// A placed order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its number.
    pub number: CaseNo,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// Its state now.
    pub state: OrderState,
    /// The states that it went through.
    pub history: Vec<Stage>,
    /// The customer's own order mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// A copy of the address, with what was overwritten.
    pub address: Address,
    /// The orderer wrote the attention line himself. Otherwise it is a name on file, which not every reader may see.
    #[serde(default)]
    pub attention_given: bool,
    /// What was ordered.
    pub lines: Vec<Line>,
    /// Who gets the letters.
    pub contact: ContactId,
    /// Who brings it, once it was shipped and where that was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipment: Option<Shipment>,
    /// Why the operator called it off, in his words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_reason: Option<String>,
    /// Why the operator has not got it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
}

impl Order {
    /// A fresh order for what goes to one address.
    pub fn received(
        number: CaseNo,
        placed_at: Timestamp,
        delivery: Delivery,
        reference: Option<String>,
        contact: ContactId,
    ) -> Self {
        Self {
            number,
            placed_at,
            state: OrderState::Received,
            history: vec![Stage { state: OrderState::Received, at: placed_at }],
            reference,
            address: delivery.address,
            attention_given: delivery.attention_given,
            lines: delivery.lines.into_iter().map(|(_, line, _)| line).collect(),
            contact,
            shipment: None,
            cancel_reason: None,
            hold: delivery
                .change
                .filter(|_| delivery.waits)
                .map(|change| Hold { change: change.number, asks: false }),
        }
    }

    /// Whether the customer may still call it off.
    pub fn cancellable(&self) -> bool {
        self.state == OrderState::Received
    }

    /// Pieces that are ordered.
    pub fn articles(&self) -> u32 {
        self.lines.iter().filter(|line| !line.claim).map(|line| line.quantity).sum()
    }

    /// Pieces that are claimed.
    pub fn claims(&self) -> u32 {
        self.lines.iter().filter(|line| line.claim).map(|line| line.quantity).sum()
    }

    /// The devices that it names.
    pub fn serials(&self) -> BTreeSet<&Serial> {
        self.lines.iter().map(|line| &line.serial).collect()
    }

    /// The devices that it supplies; a claim supplies nothing.
    pub fn supplied(&self) -> BTreeSet<&Serial> {
        self.lines.iter().filter(|line| !line.claim).map(|line| &line.serial).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::{CountryCode, samples};

    const TODAY: Date = date(2026, 11, 23);

    /// A contract with four devices, `D0` to `D3`, at two addresses, and two articles that fit them.
    struct Facts {
        contract: Contract,
        devices: BTreeMap<Serial, Device>,
        addresses: BTreeMap<AddressId, Address>,
        articles: BTreeMap<ModelName, Vec<Article>>,
    }

    impl Facts {
        fn new() -> Self {
            let model = ModelName::parse("M").expect("a model");
            let address =
                |index: usize| AddressId::parse(&format!("H{}", index % 2)).expect("an id");
            let device = |index: usize| Device {
                address: address(index),
                model: model.clone(),
                ..samples::device(&format!("D{index}"), TODAY, &[])
            };
            let place = |index: usize| Address {
                id: address(index),
                name: "Musterwerke".into(),
                street: format!("Straße {index}"),
                postcode: "40549".into(),
                city: "Düsseldorf".into(),
                country: CountryCode::parse("DE").expect("a country"),
                attention: Some("Herr Hausmann".into()),
                additional_info: None,
                change: None,
            };
            let article = |index: usize| Article {
                no: no(index),
                name: "TONER-K-7K".into(),
                kind: ArticleKind::Toner,
                colour: Some(Colour::K),
                nominal_yield: Some(7_000),
            };
            Self {
                contract: samples::contract(),
                devices: (0..4).map(|index| (serial(index), device(index))).collect(),
                addresses: (0..2).map(|index| (address(index), place(index))).collect(),
                articles: [(model, vec![article(0), article(1)])].into(),
            }
        }

        fn plan(&self, new: &NewOrder) -> Result<Vec<Delivery>> {
            plan(new, &self.contract, &self.devices, &self.addresses, &self.articles, TODAY)
        }
    }

    fn serial(index: usize) -> Serial {
        Serial::parse(&format!("D{index}")).expect("a serial")
    }

    fn no(index: usize) -> ArticleNo {
        ArticleNo::parse(&format!("400{index}")).expect("an article")
    }

    fn order(lines: Vec<NewLine>) -> NewOrder {
        NewOrder { lines, deliveries: Vec::new(), reference: None, contact: None }
    }

    prop_compose! {
        fn line()(device in 0..4usize, article in 0..2usize, quantity in 1..=QUANTITY, claim: bool) -> NewLine {
            NewLine { index: 0, serial: serial(device), article: no(article), quantity, claim, reason: None }
        }
    }

    fn lines() -> impl Strategy<Value = Vec<NewLine>> {
        prop::collection::vec(line(), 1..12).prop_map(|mut lines| {
            for (index, line) in lines.iter_mut().enumerate() {
                line.index = index;
            }
            lines
        })
    }

    proptest! {
        #[test]
        fn there_is_one_order_for_each_address_and_every_line_is_in_one_of_them(lines in lines()) {
            let facts = Facts::new();
            let planned = facts.plan(&order(lines.clone())).expect("all is known");
            let addresses: BTreeSet<_> = planned.iter().map(|delivery| &delivery.address.id).collect();
            prop_assert_eq!(addresses.len(), planned.len());
            for delivery in &planned {
                for (_, line, _) in &delivery.lines {
                    prop_assert_eq!(&facts.devices[&line.serial].address, &delivery.address.id);
                }
            }
            let mut seen: Vec<_> = planned.iter().flat_map(|d| &d.lines).map(|(index, line, _)| {
                (*index, line.serial.clone(), line.article.clone(), line.quantity, line.claim)
            }).collect();
            seen.sort_by_key(|(index, ..)| *index);
            let wanted: Vec<_> = lines.into_iter().map(|line| {
                (line.index, line.serial, line.article, line.quantity, line.claim)
            }).collect();
            prop_assert_eq!(seen, wanted);
        }

        #[test]
        fn every_claim_is_a_ticket_and_no_order_holds_claims_alone(lines in lines()) {
            let facts = Facts::new();
            let planned = facts.plan(&order(lines.clone())).expect("all is known");
            let contact = ContactId::parse("01J00000000000000000000000").expect("an id");
            let mut random = 0;
            // Draws each number twice: one request never uses one for two.
            let draw = || {
                random += 1;
                CaseNo::new(TODAY, random / 2)
            };
            let placed = Placement::new(&planned, None, &contact, ("session", Timestamp::UNIX_EPOCH), draw);
            let claims: Vec<_> = lines.iter().filter(|line| line.claim).map(|line| (line.serial.to_string(), line.article.to_string(), line.quantity)).collect();
            let mut tickets: Vec<_> = placed.tickets.iter().map(|(ticket, _)| {
                let part = ticket.part.as_ref().expect("a part");
                (ticket.patient.serial.to_string(), part.article.to_string(), part.quantity)
            }).collect();
            let mut claims = claims;
            claims.sort();
            tickets.sort();
            prop_assert_eq!(tickets, claims);
            for order in &placed.orders {
                prop_assert!(order.articles() > 0);
                for line in &order.lines {
                    let ticket = placed.tickets.iter().find(|(ticket, _)| Some(ticket.number) == line.ticket);
                    prop_assert_eq!(line.claim, ticket.is_some());
                    prop_assert!(ticket.is_none_or(|(ticket, _)| ticket.order == Some(order.number)));
                }
            }
            let numbers: BTreeSet<_> = placed.orders.iter().map(|order| order.number.to_string()).chain(placed.tickets.iter().map(|(ticket, _)| ticket.number.to_string())).collect();
            prop_assert_eq!(numbers.len(), placed.orders.len() + placed.tickets.len());
        }

        #[test]
        fn one_unknown_line_refuses_them_all(lines in lines(), place in 0..12usize) {
            let mut lines = lines;
            let place = place % lines.len();
            lines[place].serial = Serial::parse("FOREIGN").expect("a serial");
            let refused = Facts::new().plan(&order(lines));
            prop_assert!(matches!(refused, Err(Error::NotFound(fields)) if fields.0.len() == 1));
        }
    }

    #[test]
    fn an_attention_line_is_kept_overwritten_or_left_blank_as_the_orderer_wishes() {
        let facts = Facts::new();
        let id = AddressId::parse("H0").expect("an id");
        let version = facts.addresses[&id].version();
        let cases =
            [(None, Some("Herr Hausmann")), (Some("Frau Neu"), Some("Frau Neu")), (Some(""), None)];
        for (wish, expected) in cases {
            let line = NewLine {
                index: 0,
                serial: serial(0),
                article: no(0),
                quantity: 1,
                claim: false,
                reason: None,
            };
            let attention = wish.map(str::to_owned);
            let delivery = NewDelivery {
                address: id.clone(),
                version: version.clone(),
                attention,
                additional_info: None,
                wait: false,
            };
            let new = NewOrder { deliveries: vec![delivery], ..order(vec![line]) };
            let planned = facts.plan(&new).expect("all is known");
            assert_eq!(planned[0].address.attention.as_deref(), expected, "wish {wish:?}");
            assert_eq!(planned[0].attention_given, wish.is_some(), "wish {wish:?}");
        }
    }
}
