//! Answers that several operations give. Masked and full views are different types, so that a person's data cannot leak by
//! serialisation.

use std::collections::BTreeMap;

use domain::{
    Address, ArticleKind, ChangeState, Colour, Contact, Contract, CounterKind, Country, Dealer,
    Device, Duty, Guard, IDLE_MINUTES, Language, Level, Line, Model, Pending, Planned, Quarter,
    Scope, Session, StatusPageRequest, Undelivered, Warning, hint,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::end::EndDates;

/// A country as sign-in and footer show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountryView {
    /// ISO 3166-1 code.
    pub code: String,
    /// Languages offered, the usual one first.
    pub languages: Vec<String>,
    /// The service hotline as people dial it.
    pub hotline: String,
    /// Its hours, in the language asked for.
    pub hours: String,
    /// Where people write to.
    pub mailbox: String,
}

impl CountryView {
    /// `country` in `language`.
    pub fn new(country: &Country, language: Language) -> Self {
        Self {
            code: country.code.to_string(),
            languages: country.languages.iter().map(ToString::to_string).collect(),
            hotline: country.hotline.clone(),
            hours: country.hours_in(language).to_owned(),
            mailbox: country.mailbox.clone(),
        }
    }
}

/// An address, with its attention line veiled or in full.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum AddressView {
    /// For sessions by numbers alone.
    Masked(MaskedAddress),
    /// For confirmed sessions.
    Full(FullAddress),
}

/// What of an address names no person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Place {
    /// Its id within the contract.
    pub id: String,
    /// Names this wording; a request that carries another one is out of date.
    pub version: String,
    /// Who is visited.
    pub name: String,
    /// Street and house number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// ISO 3166-1 code.
    pub country: String,
}

/// An address with its attention line veiled.
#[derive(Debug, Serialize, ToSchema)]
pub struct MaskedAddress {
    #[serde(flatten)]
    place: Place,
    additional_info: Option<String>,
    // Always there, be it null: by its name readers tell the two kinds of addresses apart.
    #[schema(required)]
    attention_hint: Option<String>,
    /// The change that is under way or planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<PlannedView>,
}

/// An address in full.
#[derive(Debug, Serialize, ToSchema)]
pub struct FullAddress {
    #[serde(flatten)]
    place: Place,
    additional_info: Option<String>,
    #[schema(required)]
    attention: Option<String>,
    /// The change that is under way or planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<PlannedView>,
}

/// A change of an address that is under way or planned.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlannedView {
    number: String,
    shown: String,
    /// From which day.
    #[schema(value_type = String, format = Date)]
    effective: Date,
    /// `pending` while the operator has yet to decide, `approved` until it holds.
    #[schema(value_type = String, example = "pending")]
    state: ChangeState,
}

impl<T> From<&Planned<T>> for PlannedView {
    fn from(planned: &Planned<T>) -> Self {
        let state = if planned.pending() { ChangeState::Pending } else { ChangeState::Approved };
        Self {
            number: planned.number.to_string(),
            shown: planned.number.shown(),
            effective: planned.effective,
            state,
        }
    }
}

/// A change that an order may wait for.
#[derive(Debug, Serialize, ToSchema)]
pub struct PendingView {
    number: String,
    shown: String,
    /// From which day.
    #[schema(value_type = String, format = Date)]
    effective: Date,
    /// The device that it is about; without one it is the address itself.
    serial: Option<String>,
}

impl From<&Pending> for PendingView {
    fn from(pending: &Pending) -> Self {
        Self {
            number: pending.number.to_string(),
            shown: pending.number.shown(),
            effective: pending.effective,
            serial: pending.serial.as_ref().map(ToString::to_string),
        }
    }
}

impl Place {
    /// The place of `address`.
    pub fn new(address: &Address) -> Self {
        Self {
            id: address.id.to_string(),
            version: address.version(),
            name: address.name.clone(),
            street: address.street.clone(),
            postcode: address.postcode.clone(),
            city: address.city.clone(),
            country: address.country.to_string(),
        }
    }
}

impl AddressView {
    /// `address` as `level` may see it.
    pub fn new(address: &Address, level: Level) -> Self {
        let (place, additional_info) = (Place::new(address), address.additional_info.clone());
        let change = address.change.as_ref().filter(|_| level > Level::Link);
        let change = change.map(PlannedView::from);
        if level >= Level::Confirmed {
            let attention = address.attention.clone();
            Self::Full(FullAddress { place, additional_info, attention, change })
        } else {
            // A link shows where a device stands, and nothing about people.
            let attention_hint =
                address.attention.as_deref().filter(|_| level > Level::Link).map(hint);
            Self::Masked(MaskedAddress { place, additional_info, attention_hint, change })
        }
    }
}

/// One device.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceView {
    serial: String,
    model: String,
    site: String,
    /// The id of its delivery address.
    address: String,
    #[schema(value_type = String, format = Date)]
    installed: Date,
    #[schema(value_type = Option<String>, format = Date)]
    removed: Option<Date>,
    counters: Vec<CounterView>,
    /// Its reading for the open quarter is missing, or its final one at the end of the contract.
    due: bool,
    /// That for the quarter is missing after the due date.
    overdue: bool,
    /// Another device stands in its place; the operator has yet to enter that one.
    exchange: Option<ExchangeView>,
    /// The change of its address that is under way or planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<PlannedView>,
    /// The operator asks for its status page.
    status_page_requested: Option<StatusPageRequestView>,
}

/// The operator asks for a status page.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatusPageRequestView {
    #[schema(value_type = String, format = Date)]
    since: Date,
    /// Until when it is wanted, where that was said.
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Date>,
    /// Why or how, in the operator's words.
    note: Option<String>,
}

impl StatusPageRequestView {
    /// `request` as it was made.
    pub fn new(request: &StatusPageRequest) -> Self {
        Self { since: request.since, until: request.until, note: request.note.clone() }
    }
}

/// A reported exchange of a device.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExchangeView {
    /// The serial number of the other device.
    successor: String,
    /// The day of the exchange.
    #[schema(value_type = String, format = Date)]
    date: Date,
    #[schema(value_type = String, format = DateTime)]
    reported_at: Timestamp,
}

/// One counter with its latest reading.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounterView {
    id: String,
    #[schema(value_type = String, example = "mono")]
    kind: CounterKind,
    label: String,
    last: Option<ReadingView>,
}

/// The latest reading of a counter.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadingView {
    #[schema(value_type = String, format = Date)]
    date: Date,
    value: u64,
}

impl DeviceView {
    /// `device` of `contract` on `today` as `level` may see it: a link shows what reading takes, and not where the device is going.
    pub fn new(device: &Device, contract: &Contract, today: Date, level: Level) -> Self {
        let device = &device.clone().on(today);
        let missing = contract.owed_on(today).filter(|quarter| device.missing(*quarter));
        let counters = device.counters.iter().map(|counter| CounterView {
            id: counter.id.to_string(),
            kind: counter.kind,
            label: counter.label.clone(),
            last: device
                .readings
                .get(&counter.id)
                .map(|last| ReadingView { date: last.date, value: last.value }),
        });
        Self {
            serial: device.serial.to_string(),
            model: device.model.to_string(),
            site: device.site.clone(),
            address: device.address.to_string(),
            installed: device.installed,
            removed: device.removed,
            counters: counters.collect(),
            due: contract.awaits(device, today),
            overdue: missing.is_some_and(|quarter| quarter.due_date() < today),
            exchange: device.exchange.as_ref().map(|exchange| ExchangeView {
                successor: exchange.successor.to_string(),
                date: exchange.date,
                reported_at: exchange.reported_at,
            }),
            change: device.change.as_ref().filter(|_| level > Level::Link).map(PlannedView::from),
            status_page_requested: device
                .status_page_requested
                .as_ref()
                .filter(|_| level > Level::Link)
                .map(StatusPageRequestView::new),
        }
    }
}

/// What to do at the device, in the language asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct HowTo {
    /// Read the counters.
    counters: String,
    /// Print the status page.
    status_page: String,
}

impl HowTo {
    /// The instructions for `model` in `language`; empty where none were imported.
    pub fn new(model: &Model, language: Language) -> Self {
        let text =
            |texts: &BTreeMap<Language, String>| texts.get(&language).cloned().unwrap_or_default();
        Self { counters: text(&model.read_counters), status_page: text(&model.print_status_page) }
    }
}

/// A contact, veiled or in full.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ContactView {
    /// For sessions by numbers alone.
    Masked(MaskedContact),
    /// For confirmed sessions.
    Full(FullContact),
}

/// A contact to whom a code can be mailed, veiled: enough to recognise oneself, and nothing about the contract.
#[derive(Debug, Serialize, ToSchema)]
pub struct Addressee {
    /// Its id.
    pub id: String,
    /// `Th••• L•••••• · t••••@oki.de`
    pub hint: String,
    /// The language of letters.
    pub language: String,
    /// Whether a code can be mailed to it.
    pub confirmed: bool,
}

/// A contact, veiled.
#[derive(Debug, Serialize, ToSchema)]
pub struct MaskedContact {
    #[serde(flatten)]
    addressee: Addressee,
    /// What it is responsible for.
    duties: Vec<DutyView>,
    /// Since when letters do not arrive.
    undeliverable: Option<UndeliverableView>,
}

/// Something that a contact is responsible for.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyView {
    #[schema(value_type = String, example = "readings")]
    duty: Duty,
    /// The devices; all of the contract without them.
    #[serde(skip_serializing_if = "Option::is_none")]
    devices: Option<Vec<String>>,
}

/// Since when letters do not arrive, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct UndeliverableView {
    #[schema(value_type = String, format = Date)]
    since: Date,
    #[schema(value_type = String, example = "bounce")]
    why: Undelivered,
}

impl DutyView {
    fn all_of(contact: &Contact) -> Vec<Self> {
        let view = |(duty, scope): (&Duty, &Scope)| {
            let devices = match scope {
                Scope::All => None,
                Scope::Devices(devices) => Some(devices.iter().map(ToString::to_string).collect()),
            };
            Self { duty: *duty, devices }
        };
        contact.duties.iter().map(view).collect()
    }
}

impl UndeliverableView {
    fn of(contact: &Contact) -> Option<Self> {
        contact.undeliverable.map(|fate| Self { since: fate.since, why: fate.why })
    }
}

/// A contact in full.
#[derive(Debug, Serialize, ToSchema)]
pub struct FullContact {
    id: String,
    first_name: String,
    last_name: String,
    email: String,
    phone: Option<String>,
    language: String,
    confirmed: bool,
    duties: Vec<DutyView>,
    undeliverable: Option<UndeliverableView>,
}

impl Addressee {
    /// `contact`, veiled.
    pub fn new(contact: &Contact) -> Self {
        Self {
            id: contact.id.to_string(),
            hint: contact.hint(),
            language: contact.language.to_string(),
            confirmed: contact.confirmed,
        }
    }
}

impl MaskedContact {
    /// `contact`, veiled.
    pub fn new(contact: &Contact) -> Self {
        Self {
            addressee: Addressee::new(contact),
            duties: DutyView::all_of(contact),
            undeliverable: UndeliverableView::of(contact),
        }
    }
}

impl ContactView {
    /// `contact` as `level` may see it.
    pub fn new(contact: &Contact, level: Level) -> Self {
        if level < Level::Confirmed {
            return Self::Masked(MaskedContact::new(contact));
        }
        Self::Full(FullContact {
            id: contact.id.to_string(),
            first_name: contact.first_name.clone(),
            last_name: contact.last_name.clone(),
            email: contact.email.to_string(),
            phone: contact.phone.clone(),
            language: contact.language.to_string(),
            confirmed: contact.confirmed,
            duties: DutyView::all_of(contact),
            undeliverable: UndeliverableView::of(contact),
        })
    }
}

/// The order guard's facts about an article of a device.
#[derive(Debug, Serialize, ToSchema)]
pub struct GuardView {
    last: Option<LastSupply>,
    days_since: Option<u32>,
    pages_since: Option<u64>,
    no_reading_since: bool,
    under_way: u32,
    #[schema(value_type = Option<String>, example = "too_soon")]
    warning: Option<Warning>,
}

/// The last delivery of an article to a device.
#[derive(Debug, Serialize, ToSchema)]
pub struct LastSupply {
    #[schema(value_type = String, format = Date)]
    date: Date,
    quantity: u32,
}

impl From<&Guard> for GuardView {
    fn from(guard: &Guard) -> Self {
        Self {
            last: guard.last.map(|(date, quantity)| LastSupply { date, quantity }),
            days_since: guard.days_since,
            pages_since: guard.pages_since,
            no_reading_since: guard.no_reading_since,
            under_way: guard.under_way,
            warning: guard.warning,
        }
    }
}

/// A line of an order.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineView {
    serial: String,
    model: String,
    site: String,
    article: String,
    name: String,
    #[schema(value_type = String, example = "toner")]
    kind: ArticleKind,
    #[schema(value_type = Option<String>, example = "k")]
    colour: Option<Colour>,
    quantity: u32,
    claim: bool,
    reason: Option<String>,
    /// The ticket of a claim.
    ticket: Option<String>,
}

impl From<&Line> for LineView {
    fn from(line: &Line) -> Self {
        Self {
            serial: line.serial.to_string(),
            model: line.model.to_string(),
            site: line.site.clone(),
            article: line.article.to_string(),
            name: line.name.clone(),
            kind: line.kind,
            colour: line.colour,
            quantity: line.quantity,
            claim: line.claim,
            reason: line.reason.clone(),
            ticket: line.ticket.map(|ticket| ticket.to_string()),
        }
    }
}

/// Who is signed in, what is open and when.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// The step of the ladder: `link`, `numbers` or `confirmed`.
    #[schema(value_type = String, example = "numbers")]
    level: Level,
    /// The language chosen at sign-in.
    #[schema(value_type = String, example = "de")]
    language: Language,
    /// When it ends in any case.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// Seconds without a request that end it.
    idle_seconds: i64,
    /// The contract's day.
    #[schema(value_type = String, format = Date)]
    today: Date,
    customer: CustomerView,
    contract: ContractView,
    country: CountryView,
    quarter: QuarterView,
}

/// The signed-in customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerView {
    /// Veiled in a session that came by a link: with the contract number it opens the portal.
    no: String,
    name: String,
}

impl CustomerView {
    /// The customer of `contract` as a session of `level` may see it.
    pub fn new(contract: &Contract, level: Level) -> Self {
        Self {
            no: shown(contract.key.customer.as_str(), level),
            name: contract.customer_name.clone(),
        }
    }
}

/// The contract that is open.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContractView {
    /// Veiled in a session that came by a link.
    no: String,
    #[schema(value_type = String, format = Date)]
    starts: Date,
    #[schema(value_type = Option<String>, format = Date)]
    ends: Option<Date>,
    /// Whether it runs today: orders are possible then.
    running: bool,
    /// From 90 days before the end to 30 days after it.
    end: Option<EndDates>,
    dealer: Option<DealerView>,
}

/// The dealer who looks after the contract.
#[derive(Debug, Serialize, ToSchema)]
pub struct DealerView {
    name: String,
    phone: Option<String>,
    email: Option<String>,
}

impl DealerView {
    /// `dealer` with everything that is known.
    pub fn new(dealer: &Dealer) -> Self {
        let Dealer { name, phone, email } = dealer.clone();
        Self { name, phone, email }
    }
}

/// The quarter whose window is open, else the next one to open.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuarterView {
    #[schema(example = "2026-Q4")]
    name: String,
    #[schema(value_type = String, format = Date)]
    opens: Date,
    #[schema(value_type = String, format = Date)]
    due: Date,
    #[schema(value_type = String, format = Date)]
    closes: Date,
    open: bool,
}

impl SessionView {
    /// `session` with its contract and country, at `now`, in `language`.
    pub fn new(
        session: &Session,
        contract: &Contract,
        country: &Country,
        now: Timestamp,
        language: Language,
    ) -> Self {
        let today = session.day(now);
        let quarter = Quarter::open_or_next(today);
        let window = quarter.window();
        Self {
            level: session.level,
            language: session.language,
            expires_at: session.ends(),
            idle_seconds: IDLE_MINUTES * 60,
            today,
            customer: CustomerView::new(contract, session.level),
            contract: ContractView {
                no: shown(&contract.no, session.level),
                starts: contract.starts,
                ends: contract.ends,
                running: contract.runs_on(today),
                end: EndDates::near(contract, today),
                dealer: contract.dealer.as_ref().map(DealerView::new),
            },
            country: CountryView::new(country, language),
            quarter: QuarterView {
                name: quarter.to_string(),
                opens: window.opens,
                due: window.due,
                closes: window.closes,
                open: window.contains(today),
            },
        }
    }
}

/// A number of the pair that opens the portal, as a session of `level` may see it: a link shows its end only.
fn shown(number: &str, level: Level) -> String {
    if level > Level::Link {
        return number.to_owned();
    }
    let hidden = number.chars().count().saturating_sub(3);
    std::iter::repeat_n('•', hidden).chain(number.chars().skip(hidden)).collect()
}
