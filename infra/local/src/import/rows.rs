//! The files' columns, and what a row of each becomes.
//!
//! A parser returns what names the row apart from the whole of it: a row with one bad field is still known to the
//! rows that refer to it, so that one slip is not reported a hundred times.

use std::collections::BTreeMap;
use std::str::FromStr;

use domain::{
    Address, AddressId, Article, ArticleKind, ArticleNo, Colour, Contact, ContractKey, ContractNo,
    Counter, CounterId, CounterKind, Country, CountryCode, CustomerNo, Dealer, Duty, Email,
    Language, LastReading, Model, ModelName, Refusal, Scope, Serial, Settings, Supply, Text,
    Tolerance,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::fault::Why;
use super::sheet::{Form, Row};

pub(super) static COUNTRIES: Form = Form {
    file: "countries.csv",
    required: &["code", "time_zone", "languages", "hotline", "hours_de", "hours_en", "mailbox"],
    optional: &[],
};
pub(super) static CUSTOMERS: Form =
    Form { file: "customers.csv", required: &["country", "customer_no", "name"], optional: &[] };
pub(super) static CONTRACTS: Form = Form {
    file: "contracts.csv",
    required: &[
        "country",
        "customer_no",
        "contract_no",
        "starts",
        "ends",
        "dealer_name",
        "dealer_phone",
        "dealer_email",
    ],
    optional: &["code_required", "guard_days", "guard_percent", "doubt_percent", "doubt_pages"],
};
pub(super) static ADDRESSES: Form = Form {
    file: "addresses.csv",
    required: &[
        "country",
        "customer_no",
        "contract_no",
        "id",
        "name",
        "street",
        "postcode",
        "city",
        "address_country",
        "attention",
        "additional_info",
    ],
    optional: &[],
};
pub(super) static MODELS: Form = Form {
    file: "models.csv",
    required: &[
        "name",
        "read_counters_de",
        "read_counters_en",
        "print_status_page_de",
        "print_status_page_en",
    ],
    optional: &[],
};
pub(super) static ARTICLES: Form = Form {
    file: "articles.csv",
    required: &["model", "no", "name", "kind", "colour", "yield"],
    optional: &[],
};
pub(super) static DEVICES: Form = Form {
    file: "devices.csv",
    required: &[
        "country",
        "customer_no",
        "contract_no",
        "serial",
        "model",
        "site",
        "address",
        "installed",
        "removed",
    ],
    optional: &[],
};
pub(super) static COUNTERS: Form = Form {
    file: "counters.csv",
    required: &[
        "country",
        "customer_no",
        "contract_no",
        "serial",
        "counter",
        "kind",
        "label",
        "maximum",
        "reading_date",
        "reading",
    ],
    optional: &[],
};
pub(super) static CONTACTS: Form = Form {
    file: "contacts.csv",
    required: &[
        "country",
        "customer_no",
        "contract_no",
        "first_name",
        "last_name",
        "email",
        "phone",
        "language",
    ],
    optional: &["responsible_for"],
};
pub(super) static SUPPLIES: Form = Form {
    file: "supplies.csv",
    required: &[
        "country",
        "customer_no",
        "contract_no",
        "serial",
        "article",
        "date",
        "quantity",
        "pages_at",
    ],
    optional: &[],
};

/// Every file, in the order in which they are read.
pub(super) static FORMS: [&Form; 10] = [
    &COUNTRIES, &CUSTOMERS, &CONTRACTS, &ADDRESSES, &MODELS, &ARTICLES, &DEVICES, &COUNTERS,
    &CONTACTS, &SUPPLIES,
];

/// The most characters of a name, a street or an article's description.
const NAME: usize = 100;
/// The most characters of a line on a parcel that an order may overwrite, and of a site.
const LINE: usize = 60;
/// The most characters of a text that explains something.
const TEXT: usize = 1_000;

/// A customer: country and number.
pub(super) type CustomerKey = (CountryCode, CustomerNo);

pub(super) fn country(row: &mut Row) -> (Option<CountryCode>, Option<Country>) {
    let code = row.take("code", CountryCode::parse);
    let time_zone = row.take("time_zone", time_zone);
    let languages = row.take("languages", languages);
    let hotline = row.take("hotline", |raw| Contact::parse_phone(raw)?.ok_or(Refusal::Required));
    let hours = texts(row, [(Language::De, "hours_de"), (Language::En, "hours_en")], NAME);
    if hours.as_ref().is_some_and(BTreeMap::is_empty) {
        row.note(Some("hours_de"), "is empty, and so is hours_en");
    }
    let mailbox = row.take("mailbox", Email::parse);
    let whole = || {
        Some(Country {
            code: code.clone()?,
            time_zone: time_zone?,
            languages: languages?,
            hotline: hotline?,
            hours: hours?,
            mailbox: mailbox?.to_string(),
        })
    };
    (code.clone(), whole())
}

pub(super) fn customer(row: &mut Row) -> (Option<CustomerKey>, Option<String>) {
    (customer_key(row), row.take("name", |raw| Text::line(raw, NAME)))
}

/// A contract without its customer's name.
pub(super) struct ContractRow {
    pub key: ContractKey,
    pub no: String,
    pub starts: Date,
    pub ends: Option<Date>,
    pub dealer: Option<Dealer>,
    /// None where the row leaves them to the portal.
    pub settings: Option<Settings>,
}

pub(super) fn contract(row: &mut Row) -> (Option<ContractKey>, Option<ContractRow>) {
    let key = contract_key(row);
    let no = row.take("contract_no", |raw| Text::line(raw, LINE)).filter(|_| key.is_some());
    let (starts, ends) = period(row, "starts", "ends");
    let dealer_name = row.take("dealer_name", |raw| Text::optional_line(raw, NAME));
    let dealer_phone = row.take("dealer_phone", Contact::parse_phone);
    let dealer_email = row.take("dealer_email", optional(Email::parse));
    if let (Some(None), Some(phone), Some(email)) = (&dealer_name, &dealer_phone, &dealer_email)
        && (phone.is_some() || email.is_some())
    {
        row.note(Some("dealer_name"), "is empty, but the dealer has a phone number or an e-mail");
    }
    let code_required = row.take("code_required", optional(yes_or_no));
    let guard_days = row.take("guard_days", optional(|raw| whole_number(raw, 0, 365)));
    let guard_percent = row.take("guard_percent", optional(|raw| whole_number(raw, 0, 100)));
    let doubt_percent = row.take("doubt_percent", optional(|raw| whole_number(raw, 0, 1_000)));
    let doubt_pages = row.take("doubt_pages", optional(|raw| whole_number(raw, 0, 999_999)));
    let whole = || {
        let (phone, email) = (dealer_phone?, dealer_email?.map(String::from));
        Some(ContractRow {
            key: key.clone()?,
            no: no?,
            starts: starts?,
            ends: ends?,
            dealer: dealer_name?.map(|name| Dealer { name, phone, email }),
            settings: settings(
                code_required?,
                (guard_days?, guard_percent?),
                (doubt_percent?, doubt_pages?),
            ),
        })
    };
    (key.clone(), whole())
}

/// What the row sets, the rest as usual; `None` where it sets nothing.
fn settings(
    code_required: Option<bool>,
    guard: (Option<u32>, Option<u32>),
    doubt: (Option<u64>, Option<u64>),
) -> Option<Settings> {
    let nothing = (None, (None, None), (None, None));
    let usual = Settings::default();
    ((code_required, guard, doubt) != nothing).then(|| Settings {
        code_required: code_required.unwrap_or(usual.code_required),
        guard_days: guard.0.unwrap_or(usual.guard_days),
        guard_percent: guard.1.unwrap_or(usual.guard_percent),
        tolerance: Tolerance {
            doubt_percent: doubt.0.unwrap_or(usual.tolerance.doubt_percent),
            doubt_pages: doubt.1.unwrap_or(usual.tolerance.doubt_pages),
        },
    })
}

pub(super) fn address(row: &mut Row) -> (Option<(ContractKey, AddressId)>, Option<Address>) {
    let key = contract_key(row);
    let id = row.take("id", AddressId::parse);
    let name = row.take("name", |raw| Text::line(raw, NAME));
    let street = row.take("street", |raw| Text::line(raw, NAME));
    let postcode = row.take("postcode", |raw| Text::line(raw, 12));
    let city = row.take("city", |raw| Text::line(raw, LINE));
    let country = row.take("address_country", CountryCode::parse);
    let attention = row.take("attention", |raw| Text::optional_line(raw, LINE));
    let additional_info = row.take("additional_info", |raw| Text::optional_line(raw, LINE));
    let whole = || {
        Some(Address {
            id: id.clone()?,
            name: name?,
            street: street?,
            postcode: postcode?,
            city: city?,
            country: country?,
            attention: attention?,
            additional_info: additional_info?,
            change: None,
        })
    };
    let whole = whole();
    (key.zip(id), whole)
}

pub(super) fn model(row: &mut Row) -> (Option<ModelName>, Option<Model>) {
    let name = row.take("name", ModelName::parse);
    let read_counters =
        texts(row, [(Language::De, "read_counters_de"), (Language::En, "read_counters_en")], TEXT);
    let print_status_page = texts(
        row,
        [(Language::De, "print_status_page_de"), (Language::En, "print_status_page_en")],
        TEXT,
    );
    let whole = || {
        Some(Model {
            name: name.clone()?,
            read_counters: read_counters?,
            print_status_page: print_status_page?,
        })
    };
    (name.clone(), whole())
}

pub(super) fn article(row: &mut Row) -> (Option<(ModelName, ArticleNo)>, Option<Article>) {
    let model = row.take("model", ModelName::parse);
    let no = row.take("no", ArticleNo::parse);
    let name = row.take("name", |raw| Text::line(raw, NAME));
    let kind =
        row.take("kind", |raw| one_of::<ArticleKind>(raw, "toner, drum, belt, fuser, other"));
    let colour = row.take("colour", optional(|raw| one_of::<Colour>(raw, "c, m, y, k")));
    let pages = row.take("yield", optional(|raw| whole_number(raw, 1, 10_000_000)));
    let whole = || {
        let name = name?;
        Some(Article {
            no: no.clone()?,
            nominal_yield: pages?.or_else(|| Article::yield_in_name(&name)),
            name,
            kind: kind?,
            colour: colour?,
        })
    };
    let whole = whole();
    (model.zip(no), whole)
}

/// A device without its counters.
pub(super) struct DeviceRow {
    pub model: ModelName,
    pub site: String,
    pub address: AddressId,
    pub installed: Date,
    pub removed: Option<Date>,
}

/// A device's name: its contract and serial number.
pub(super) type DeviceKey = (ContractKey, Serial);

pub(super) fn device(row: &mut Row) -> (Option<DeviceKey>, Option<DeviceRow>) {
    let key = device_key(row);
    let model = row.take("model", ModelName::parse);
    let site = row.take("site", |raw| Text::line(raw, LINE));
    let address = row.take("address", AddressId::parse);
    let (installed, removed) = period(row, "installed", "removed");
    let whole = || {
        Some(DeviceRow {
            model: model?,
            site: site?,
            address: address?,
            installed: installed?,
            removed: removed?,
        })
    };
    (key, whole())
}

/// A counter and its first reading in the portal.
pub(super) struct CounterRow {
    pub counter: Counter,
    pub reading: Option<LastReading>,
}

pub(super) fn counter(row: &mut Row) -> (Option<DeviceKey>, Option<CounterId>, Option<CounterRow>) {
    let key = device_key(row);
    let id = row.take("counter", CounterId::parse);
    let kind = row.take("kind", |raw| {
        one_of::<CounterKind>(raw, "mono, colour, total, scan, mono_a3, colour_a3")
    });
    let label = row.take("label", |raw| Text::line(raw, LINE));
    let maximum = row.take("maximum", |raw| whole_number(raw, 9, 999_999_999_999));
    let date = row.take("reading_date", optional(day));
    let value = row.take("reading", optional(|raw| whole_number(raw, 0, u64::MAX)));
    match (date, value) {
        (Some(Some(_)), Some(None)) => row.note(Some("reading"), "is empty, but has a date"),
        (Some(None), Some(Some(_))) => row.note(Some("reading_date"), "is empty"),
        _ => {}
    }
    if let (Some(maximum), Some(Some(value))) = (maximum, value)
        && value > maximum
    {
        row.note(Some("reading"), format!("is more than the counter's maximum of {maximum}"));
    }
    let whole = || {
        // The portal counts on from here: what the counter shows has been printed.
        let reading =
            date?.zip(value?).map(|(date, value)| LastReading { date, value, printed: value });
        let counter = Counter { id: id.clone()?, kind: kind?, label: label?, maximum: maximum? };
        Some(CounterRow { counter, reading })
    };
    (key, id.clone(), whole())
}

/// A contact that has no id yet.
pub(super) struct ContactRow {
    pub first_name: String,
    pub last_name: String,
    pub email: Email,
    pub phone: Option<String>,
    pub language: Language,
    pub duties: BTreeMap<Duty, Scope>,
}

pub(super) fn contact(row: &mut Row) -> (Option<(ContractKey, Email)>, Option<ContactRow>) {
    let key = contract_key(row);
    let first_name = row.take("first_name", |raw| Text::line(raw, Contact::NAME_MAX));
    let last_name = row.take("last_name", |raw| Text::line(raw, Contact::NAME_MAX));
    let email = row.take("email", Email::parse);
    let phone = row.take("phone", Contact::parse_phone);
    let language = row.take("language", Language::parse);
    let duties = row.take("responsible_for", duties);
    let whole = || {
        Some(ContactRow {
            first_name: first_name?,
            last_name: last_name?,
            email: email.clone()?,
            phone: phone?,
            language: language?,
            duties: duties?,
        })
    };
    let whole = whole();
    (key.zip(email), whole)
}

pub(super) fn supply(row: &mut Row) -> (Option<DeviceKey>, Option<ArticleNo>, Option<Supply>) {
    let key = device_key(row);
    let article = row.take("article", ArticleNo::parse);
    let date = row.take("date", day);
    let quantity = row.take("quantity", |raw| whole_number(raw, 1, 9_999));
    let pages_at = row.take("pages_at", |raw| whole_number(raw, 0, u64::MAX));
    let whole =
        || Some(Supply { date: date?, quantity: quantity?, pages_at: pages_at?, under_way: false });
    (key, article, whole())
}

fn customer_key(row: &mut Row) -> Option<CustomerKey> {
    let country = row.take("country", CountryCode::parse);
    let customer = row.take("customer_no", CustomerNo::parse);
    country.zip(customer)
}

fn contract_key(row: &mut Row) -> Option<ContractKey> {
    let customer = customer_key(row);
    let contract = row.take("contract_no", ContractNo::parse);
    let ((country, customer), contract) = customer.zip(contract)?;
    Some(ContractKey { country, customer, contract })
}

fn device_key(row: &mut Row) -> Option<DeviceKey> {
    let contract = contract_key(row);
    contract.zip(row.take("serial", Serial::parse))
}

/// A first and perhaps a last day, in this order.
fn period(
    row: &mut Row,
    from: &'static str,
    to: &'static str,
) -> (Option<Date>, Option<Option<Date>>) {
    let first = row.take(from, day);
    let last = row.take(to, optional(day));
    if let (Some(first), Some(Some(last))) = (first, last)
        && last < first
    {
        row.note(Some(to), format!("is before the day in {from}"));
    }
    (first, last)
}

/// A text per language, as far as the row has them.
fn texts(
    row: &mut Row,
    columns: [(Language, &'static str); Language::ALL.len()],
    max: usize,
) -> Option<BTreeMap<Language, String>> {
    let read = columns.map(|(language, column)| {
        let text = row.take(column, |raw| Text::optional_line(raw, max))?;
        Some(text.map(|text| (language, text)))
    });
    let all: Option<Vec<_>> = read.into_iter().collect();
    Some(all?.into_iter().flatten().collect())
}

fn optional<T, W: Into<Why>>(
    parse: impl FnOnce(&str) -> Result<T, W>,
) -> impl FnOnce(&str) -> Result<Option<T>, W> {
    |raw| if raw.trim().is_empty() { Ok(None) } else { parse(raw).map(Some) }
}

fn day(raw: &str) -> Result<Date, Why> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(Refusal::Required.into());
    }
    // jiff also reads days without dashes and whole moments.
    let parsed = Some(raw).filter(|raw| raw.len() == 10).and_then(|raw| raw.parse().ok());
    parsed.ok_or_else(|| Why::from("is not a day such as 2026-12-31"))
}

fn whole_number<N: FromStr + PartialOrd + std::fmt::Display>(
    raw: &str,
    min: N,
    max: N,
) -> Result<N, Why> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(Refusal::Required.into());
    }
    let digits = raw.bytes().all(|byte| byte.is_ascii_digit());
    let number = Some(raw).filter(|_| digits).and_then(|raw| raw.parse().ok());
    number
        .filter(|number| min <= *number && *number <= max)
        .ok_or_else(|| Why(format!("is not a whole number from {min} to {max}, digits only")))
}

fn yes_or_no(raw: &str) -> Result<bool, Why> {
    match raw.trim() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("is neither yes nor no".into()),
    }
}

fn one_of<T: FromStr>(raw: &str, names: &str) -> Result<T, Why> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(Refusal::Required.into());
    }
    raw.to_ascii_lowercase().parse().map_err(|_| Why(format!("is none of {names}")))
}

fn time_zone(raw: &str) -> Result<String, Why> {
    let name = Text::line(raw, NAME)?;
    match TimeZone::get(&name) {
        Ok(_) => Ok(name),
        Err(_) => Err("is not a time zone such as Europe/Berlin".into()),
    }
}

fn duties(raw: &str) -> Result<BTreeMap<Duty, Scope>, Why> {
    let duty = |word: &str| match word {
        "readings" => Ok((Duty::Readings, Scope::All)),
        "orders" => Ok((Duty::Orders, Scope::All)),
        "tickets" => Ok((Duty::Tickets, Scope::All)),
        _ => Err(Why::from("is not made of readings, orders and tickets, with blanks between")),
    };
    raw.split_whitespace().map(duty).collect()
}

fn languages(raw: &str) -> Result<Vec<Language>, Refusal> {
    let mut languages = Vec::new();
    for word in raw.split_whitespace() {
        let language = Language::parse(word)?;
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    if languages.is_empty() { Err(Refusal::Required) } else { Ok(languages) }
}
