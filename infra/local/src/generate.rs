//! A made-up fleet as CSV files for [`crate::import`]: the larger half of the demo, and input for measuring.
//!
//! The same options make the same bytes, on every machine and with every version of every library.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;

use csv::Writer;
use domain::{
    AddressId, Article, ArticleKind, ArticleNo, Colour, Counter, CounterId, CounterKind, Device,
    LastReading, ModelName, Quarter, Serial, Supplies, Supply,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// What the fleet shall be like.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Options {
    /// Another number, another fleet.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Devices in all; each contract has up to 400.
    #[arg(long, default_value_t = 400)]
    pub devices: usize,
    /// Addresses per contract.
    #[arg(long, default_value_t = 60)]
    pub addresses: usize,
}

/// Devices of a contract.
const DEVICES_EACH: usize = 400;
/// The first customer and contract; the others are counted up.
const FIRST: (u32, u32) = (17_105_500, 40_000);
/// A small contract that asks for a mailed code, in every fleet.
const CAREFUL: (u32, u32) = (17_106_600, 60_000);
/// The day on which the fleet was looked at: nothing is newer.
const TODAY: Date = date(2026, 11, 23);
/// First day of the contracts.
const STARTS: Date = date(2023, 1, 1);

/// Writes the CSV files of a fleet into `dir`, which is made if it is not there. Files of the same names are replaced.
///
/// # Errors
///
/// What the file system says.
pub fn generate(dir: &Path, options: &Options) -> io::Result<()> {
    std::fs::create_dir_all(dir)?;
    write_all(dir, "countries.csv", COUNTRIES)?;
    write_models(dir)?;
    let mut sheets = Sheets::create(dir)?;
    for (index, first) in (0..options.devices).step_by(DEVICES_EACH).enumerate() {
        let index = index as u32;
        // The numbers of the careful customer are left out of the count.
        let skip = u32::from(FIRST.0 + index >= CAREFUL.0);
        let customer = Customer::make(index, (FIRST.0 + index + skip, FIRST.1 + index));
        let mut random = Random::new(options.seed, u64::from(index));
        let devices = DEVICES_EACH.min(options.devices - first);
        sheets.contract(&customer, &mut random, first, devices, options.addresses, "")?;
    }
    let careful = Customer {
        no: CAREFUL.0,
        contract: CAREFUL.1,
        name: "Kanzlei Dr. Vogt & Partner mbB".into(),
        short: "Kanzlei Vogt".into(),
        host: "kanzlei-vogt.example".into(),
    };
    let mut random = Random::new(options.seed, u64::MAX);
    sheets.contract(&careful, &mut random, options.devices, 3, 1, "yes")?;
    sheets.finish()
}

struct Customer {
    no: u32,
    contract: u32,
    name: String,
    /// As it stands on the door.
    short: String,
    /// Behind the @ of its people.
    host: String,
}

impl Customer {
    fn make(index: u32, (no, contract): (u32, u32)) -> Self {
        let families = [
            "Bergmann",
            "Hollenberg",
            "Sartorius",
            "Winkler",
            "Amrein",
            "Lindqvist",
            "Pachler",
            "Brückner",
            "Zumstein",
            "Oberhauser",
            "Terhorst",
            "Kaltenbach",
        ];
        let trades = [
            ("Handels", "handel"),
            ("Logistik", "logistik"),
            ("Bau", "bau"),
            ("Pflege", "pflege"),
            ("Technik", "technik"),
        ];
        let index = index as usize;
        let family = families[index % families.len()];
        let (trade, host) = trades[index / families.len() % trades.len()];
        let round = index / (families.len() * trades.len());
        let numeral = if round == 0 { String::new() } else { format!(" {}", round + 1) };
        let host = format!("{}-{host}{}", ascii(family), numeral.trim());
        Self {
            no,
            contract,
            name: format!("{family} & Söhne {trade}gesellschaft{numeral} mbH"),
            short: format!("{family} & Söhne"),
            host: format!("{host}.example"),
        }
    }

    /// The three columns that name the contract.
    fn key(&self) -> [String; 3] {
        ["DE".into(), self.no.to_string(), self.contract_no()]
    }

    fn contract_no(&self) -> String {
        format!("SPV-{}", self.contract)
    }
}

/// The files that grow with the fleet.
struct Sheets {
    customers: Writer<File>,
    contracts: Writer<File>,
    addresses: Writer<File>,
    devices: Writer<File>,
    counters: Writer<File>,
    contacts: Writer<File>,
    supplies: Writer<File>,
}

impl Sheets {
    fn create(dir: &Path) -> io::Result<Self> {
        const DEVICE: [&str; 4] = ["country", "customer_no", "contract_no", "serial"];
        const CONTRACT: &[&str] = DEVICE.split_at(3).0;
        let sheet = |file, names: [&[&str]; 2]| sheet(dir, file, names.concat());
        Ok(Self {
            customers: sheet("customers.csv", [&["country", "customer_no", "name"], &[]])?,
            contracts: sheet(
                "contracts.csv",
                [
                    CONTRACT,
                    &[
                        "starts",
                        "ends",
                        "dealer_name",
                        "dealer_phone",
                        "dealer_email",
                        "code_required",
                    ],
                ],
            )?,
            addresses: sheet(
                "addresses.csv",
                [
                    CONTRACT,
                    &[
                        "id",
                        "name",
                        "street",
                        "postcode",
                        "city",
                        "address_country",
                        "attention",
                        "additional_info",
                    ],
                ],
            )?,
            devices: sheet(
                "devices.csv",
                [&DEVICE, &["model", "site", "address", "installed", "removed"]],
            )?,
            counters: sheet(
                "counters.csv",
                [&DEVICE, &["counter", "kind", "label", "maximum", "reading_date", "reading"]],
            )?,
            contacts: sheet(
                "contacts.csv",
                [CONTRACT, &["first_name", "last_name", "email", "phone", "language"]],
            )?,
            supplies: sheet(
                "supplies.csv",
                [&DEVICE, &["article", "date", "quantity", "pages_at"]],
            )?,
        })
    }

    /// Writes a contract with all that belongs to it. `before` devices are in other contracts.
    fn contract(
        &mut self,
        customer: &Customer,
        random: &mut Random,
        before: usize,
        devices: usize,
        addresses: usize,
        code_required: &str,
    ) -> io::Result<()> {
        let [country, no, contract] = &customer.key();
        let key = [country.as_str(), no, contract];
        self.customers.write_record([country, no, &customer.name])?;
        let (dealer, phone, email) = *random.pick(&DEALERS);
        let contract = ["2023-01-01", "", dealer, phone, email, code_required];
        self.contracts.write_record(key.iter().chain(&contract))?;
        for row in people(customer, random, if devices > 3 { 8 } else { 2 }) {
            self.contacts
                .write_record(key.iter().copied().chain(row.iter().map(String::as_str)))?;
        }
        let addresses = addresses.clamp(1, devices.max(1));
        for number in 1..=addresses {
            let row = address(customer, random, number);
            self.addresses
                .write_record(key.iter().copied().chain(row.iter().map(String::as_str)))?;
        }
        for index in 0..devices {
            let device = device(random, before + index, index, addresses);
            self.device(&key, &device)?;
        }
        Ok(())
    }

    fn device(&mut self, key: &[&str; 3], device: &Device) -> io::Result<()> {
        let key = [key[0], key[1], key[2], device.serial.as_str()];
        self.devices.write_record(key.iter().chain(&[
            device.model.as_str(),
            &device.site,
            device.address.as_str(),
            &device.installed.to_string(),
            &device.removed.map(|day| day.to_string()).unwrap_or_default(),
        ]))?;
        for counter in &device.counters {
            let last = device.readings.get(&counter.id);
            self.counters.write_record(key.iter().chain(&[
                counter.id.as_str(),
                &counter.kind.to_string(),
                &counter.label,
                &counter.maximum.to_string(),
                &last.map(|last| last.date.to_string()).unwrap_or_default(),
                &last.map(|last| last.value.to_string()).unwrap_or_default(),
            ]))?;
        }
        for (article, supplies) in &device.supplies {
            for supply in supplies.values().rev() {
                self.supplies.write_record(key.iter().chain(&[
                    article.as_str(),
                    &supply.date.to_string(),
                    &supply.quantity.to_string(),
                    &supply.pages_at.to_string(),
                ]))?;
            }
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        let Self { customers, contracts, addresses, devices, counters, contacts, supplies } = self;
        for mut sheet in [customers, contracts, addresses, devices, counters, contacts, supplies] {
            sheet.flush()?;
        }
        Ok(())
    }
}

fn sheet(dir: &Path, file: &str, columns: Vec<&str>) -> io::Result<Writer<File>> {
    let mut writer = Writer::from_path(dir.join(file))?;
    writer.write_record(columns)?;
    Ok(writer)
}

fn write_all(dir: &Path, file: &str, text: &str) -> io::Result<()> {
    std::fs::write(dir.join(file), text)
}

fn write_models(dir: &Path) -> io::Result<()> {
    let mut models = sheet(
        dir,
        "models.csv",
        vec![
            "name",
            "read_counters_de",
            "read_counters_en",
            "print_status_page_de",
            "print_status_page_en",
        ],
    )?;
    let mut articles =
        sheet(dir, "articles.csv", vec!["model", "no", "name", "kind", "colour", "yield"])?;
    for kind in &MODELS {
        let [counters_de, counters_en, status_de, status_en] = kind.how_to;
        models.write_record([kind.name, counters_de, counters_en, status_de, status_en])?;
        for (no, name, what, colour, pages) in kind.articles {
            let colour = colour.map(|colour| colour.to_string()).unwrap_or_default();
            let pages = pages.map(|pages| pages.to_string()).unwrap_or_default();
            let what = what.to_string();
            articles.write_record([kind.name, no, name, &what, &colour, &pages])?;
        }
    }
    models.flush()?;
    articles.flush()
}

/// First name, last name, e-mail, phone, language.
fn people(customer: &Customer, random: &mut Random, number: usize) -> Vec<[String; 5]> {
    let first = random.below(FIRST_NAMES.len() as u64) as usize;
    let last = random.below(LAST_NAMES.len() as u64) as usize;
    let person = |index: usize| {
        // Steps that share no factor with the lists' lengths: nobody comes twice.
        let first = FIRST_NAMES[(first + index * 5) % FIRST_NAMES.len()];
        let last = LAST_NAMES[(last + index * 7) % LAST_NAMES.len()];
        let email = format!("{}.{}@{}", ascii(first), ascii(last), customer.host);
        let phone = match index % 4 {
            3 => String::new(),
            _ => format!("0{}/{}-{}", 211 + index * 10, 4_470 + customer.no % 1_000, 20 + index),
        };
        let language = if index % 4 == 2 { "en" } else { "de" };
        [first.into(), last.into(), email, phone, language.into()]
    };
    (0..number).map(person).collect()
}

/// Id, name, street, postcode, city, country, attention, additional info.
fn address(customer: &Customer, random: &mut Random, number: usize) -> [String; 8] {
    let (country, city, postcodes) = PLACES[(number - 1) % PLACES.len()];
    let kind = random.pick(&["Niederlassung", "Filiale", "Büro", "Lager", "Verwaltung"]);
    let house = 1 + random.below(180);
    let suffix = random.pick(&["", "", "", "", "a", "b"]);
    let street = random.pick(match country {
        "CH" => &SWISS_STREETS,
        _ => &STREETS,
    });
    let attention =
        random.pick(&["", "", "", "Frau Keller", "Herr Yilmaz", "Empfang", "Hausdienst"]);
    let info = random.pick(&["", "", "", "", "Anlieferung über den Hof", "Tor 2", "3. OG rechts"]);
    [
        format!("A{number:03}"),
        format!("{}, {kind} {city}", customer.short),
        format!("{street} {house}{suffix}"),
        (*random.pick(postcodes)).to_owned(),
        city.to_owned(),
        country.to_owned(),
        (*attention).to_owned(),
        (*info).to_owned(),
    ]
}

/// The device number `index` of its contract, `global` of the fleet.
fn device(random: &mut Random, global: usize, index: usize, addresses: usize) -> Device {
    let kind = random.pick(&MODELS);
    // Each address has a device; the rest falls where most people are.
    let place = match index {
        index if index < addresses => index,
        _ => random.below(addresses as u64).min(random.below(addresses as u64)) as usize,
    };
    let age = random.between(14, (TODAY - date(2023, 1, 9)).get_days().into());
    let installed = back(TODAY, age);
    let removed = (age > 260 && random.chance(5)).then(|| back(TODAY, random.between(8, 200)));
    let life = Life::make(random, kind, installed, removed.unwrap_or(TODAY));
    let last = match removed {
        Some(removed) => removed,
        // A few were forgotten at the end of the last quarter.
        None => life.read_before(TODAY, usize::from(random.chance(3))),
    };
    let mut device = life.read_on(last);
    device.serial =
        parsed(Serial::parse(&format!("{}{:07}", kind.prefix, 3_100_000 + global * 13)));
    device.site = site(random);
    device.address = parsed(AddressId::parse(&format!("A{:03}", place + 1)));
    device.removed = removed;
    device.supplies = life.supplies(random, last, removed.is_none());
    device
}

/// How a device was used.
struct Life {
    kind: &'static ModelKind,
    installed: Date,
    until: Date,
    /// Pages a day in thousandths, and what the counter showed at the beginning.
    counters: Vec<(u64, u64)>,
    /// Days after the quarter's end on which it is read.
    habit: i64,
}

impl Life {
    fn make(random: &mut Random, kind: &'static ModelKind, installed: Date, until: Date) -> Self {
        let (least, most) = kind.pages_a_day;
        let pages = random.between(least * 1_000, most * 1_000) as u64;
        let used = random.pick(&[0, 5, 17, 40, 12_400]);
        let counters = kind.counters.iter().map(|(_, counter, ..)| {
            let share = match counter {
                CounterKind::Mono | CounterKind::Total => 100,
                CounterKind::Colour => random.between(15, 90),
                CounterKind::Scan => random.between(10, 60),
                CounterKind::MonoA3 => random.between(1, 8),
                CounterKind::ColourA3 => random.between(0, 6),
            };
            let share = share as u64;
            (pages * share / 100, used * share / 100)
        });
        Self { kind, installed, until, counters: counters.collect(), habit: random.between(-8, 14) }
    }

    /// The last day until `day` on which the counters were read, or the one `skip` readings before it. At its
    /// installation every device is read.
    fn read_before(&self, day: Date, skip: usize) -> Date {
        let mut quarter = Quarter::of(day);
        let mut left = skip;
        loop {
            let read = back(quarter.due_date(), -self.habit);
            if read <= self.installed {
                return self.installed;
            }
            if read <= day && left == 0 {
                return read;
            }
            left -= usize::from(read <= day);
            quarter = quarter.previous();
        }
    }

    /// The device as it was read on `day`, without its name, place and supplies.
    fn read_on(&self, day: Date) -> Device {
        let days = u64::try_from((day - self.installed).get_days()).unwrap_or(0);
        let counters: Vec<Counter> = self.kind.counters().collect();
        let readings = counters.iter().zip(&self.counters).map(|(counter, (rate, start))| {
            let value = start + rate * days / 1_000;
            (counter.id.clone(), LastReading { date: day, value, printed: value })
        });
        Device {
            readings: readings.collect(),
            serial: parsed(Serial::parse("0")),
            model: parsed(ModelName::parse(self.kind.name)),
            site: String::new(),
            address: parsed(AddressId::parse("0")),
            installed: self.installed,
            removed: None,
            counters,
            usage: BTreeMap::new(),
            supplies: BTreeMap::new(),
            exchange: None,
            status_page: None,
            status_page_requested: None,
            change: None,
            turn: 0,
            version: 0,
        }
    }

    /// What was delivered, so that the order guard has something to say of every kind.
    fn supplies(
        &self,
        random: &mut Random,
        last: Date,
        in_use: bool,
    ) -> BTreeMap<ArticleNo, Supplies> {
        let mut all = BTreeMap::new();
        for article in self.kind.articles() {
            let toner = article.kind == ArticleKind::Toner;
            let newest = match random.below(100) {
                // Too soon: a few days ago.
                0..4 if toner && in_use => back(TODAY, random.between(1, 9)),
                // Nobody has read the counters since.
                4..10 if toner && in_use => back(TODAY, random.between(11, 30)),
                // Little printed since.
                10..22 if toner => back(last, random.between(12, 70)),
                // Worn down since.
                22..75 if toner => back(last, random.between(180, 420)),
                22..40 => back(last, random.between(300, 700)),
                // Never delivered.
                _ => continue,
            };
            let mut dates = vec![newest];
            if toner && random.chance(30) {
                dates.push(back(newest, random.between(150, 400)));
            }
            let supplies: Supplies = dates
                .into_iter()
                .filter(|day| self.installed < *day && *day <= self.until)
                .map(|date| {
                    let read = self.read_on(self.read_before(date, 0));
                    let quantity = 1 + u32::from(toner && random.chance(15));
                    let pages_at = read.pages_for(article.colour);
                    (date.to_string(), Supply { date, quantity, pages_at, under_way: false })
                })
                .collect();
            if !supplies.is_empty() {
                all.insert(article.no, supplies);
            }
        }
        all
    }
}

fn site(random: &mut Random) -> String {
    let floors = ["EG", "1. OG", "2. OG", "3. OG", "4. OG"];
    let number = random.below(floors.len() as u64) as usize;
    let (floor, room) = (floors[number], 1 + random.below(38));
    match random.below(5) {
        0 | 1 => format!("{floor}, {}", random.pick(&SITES)),
        2 => format!("{floor}, Raum {number}.{room:02}"),
        3 => format!("{} {}", random.pick(&["Kasse", "Tor", "Schalter", "Station"]), 1 + room % 9),
        _ => (*random.pick(&SITES)).to_owned(),
    }
}

/// The day `days` before `day`.
fn back(day: Date, days: i64) -> Date {
    day.checked_sub(days.days()).unwrap_or(STARTS)
}

/// A name as it stands in an e-mail address.
fn ascii(name: &str) -> String {
    let mut plain = name.to_lowercase();
    for (letter, letters) in [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")] {
        plain = plain.replace(letter, letters);
    }
    plain
}

fn parsed<T>(parsed: Result<T, domain::Refusal>) -> T {
    parsed.expect("the generator's own words are fine")
}

/// `SplitMix64` (Steele, Lea, Flood 2014). A library's generator may change its numbers with a version, and with them the
/// committed fleet.
struct Random(u64);

impl Random {
    /// Numbers for one contract: whatever the others are like, it comes out the same.
    fn new(seed: u64, contract: u64) -> Self {
        let mut mixed = Self(seed);
        Self(mixed.next() ^ contract.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// A number from `least` to `most`, both included.
    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1).unsigned_abs()) as i64
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }
}

type CounterRow = (&'static str, CounterKind, &'static str, u64);
type ArticleRow = (&'static str, &'static str, ArticleKind, Option<Colour>, Option<u32>);

/// A model as a dealer sells it.
struct ModelKind {
    name: &'static str,
    /// What its serial numbers begin with.
    prefix: &'static str,
    pages_a_day: (i64, i64),
    counters: &'static [CounterRow],
    articles: &'static [ArticleRow],
    /// How to read the counters and print the status page, each in German and English.
    how_to: [&'static str; 4],
}

impl ModelKind {
    fn counters(&self) -> impl Iterator<Item = Counter> {
        self.counters.iter().map(|(id, kind, label, maximum)| Counter {
            id: parsed(CounterId::parse(id)),
            kind: *kind,
            label: (*label).to_owned(),
            maximum: *maximum,
        })
    }

    fn articles(&self) -> impl Iterator<Item = Article> {
        self.articles.iter().map(|(no, name, kind, colour, pages)| Article {
            no: parsed(ArticleNo::parse(no)),
            name: (*name).to_owned(),
            kind: *kind,
            colour: *colour,
            nominal_yield: pages.or_else(|| Article::yield_in_name(name)),
        })
    }
}

const MONO: CounterRow = ("MONO1", CounterKind::Mono, "MONO1", 999_999);
const COLOUR: CounterRow = ("FARBE1", CounterKind::Colour, "FARBE1", 999_999);
const MONO_A3: CounterRow = ("MONO_A3", CounterKind::MonoA3, "MONO A3", 999_999);
const COLOUR_A3: CounterRow = ("FARBE_A3", CounterKind::ColourA3, "FARBE A3", 999_999);
const TOTAL: CounterRow = ("GESAMT", CounterKind::Total, "GESAMT", 9_999_999);
const SCAN: CounterRow = ("SCAN1", CounterKind::Scan, "SCAN1", 999_999);

const TONER: ArticleKind = ArticleKind::Toner;
const DRUM: ArticleKind = ArticleKind::Drum;
const C: Option<Colour> = Some(Colour::C);
const M: Option<Colour> = Some(Colour::M);
const Y: Option<Colour> = Some(Colour::Y);
const K: Option<Colour> = Some(Colour::K);

const MONO_ARTICLES: &[ArticleRow] = &[
    ("44574302", "EP-CART-B432/MB492-25K", DRUM, K, None),
    ("45807106", "TONER-K-B432/MB492-7K", TONER, K, None),
    ("45807111", "TONER-K-B432/MB492-12K", TONER, K, None),
];

const PRINTER: [&str; 4] = [
    "Drücken Sie am Gerät OK, wählen Sie „Druckzähler“ und bestätigen Sie mit OK. Mit den Pfeiltasten blättern Sie von Zähler zu Zähler.",
    "Press OK at the device, choose “Page count” and confirm with OK. The arrow keys take you from counter to counter.",
    "Drücken Sie am Gerät OK, wählen Sie „Informationen drucken“, dann „Konfiguration“, und bestätigen Sie mit OK.",
    "Press OK at the device, choose “Print information”, then “Configuration”, and confirm with OK.",
];
const MULTIFUNCTION: [&str; 4] = [
    "Tippen Sie am Bedienfeld auf „Geräteeinstellungen“, dann auf „Zähler anzeigen“. Alle Zähler stehen auf einer Seite.",
    "On the panel tap “Device settings”, then “View counters”. All counters are on one page.",
    "Tippen Sie am Bedienfeld auf „Geräteeinstellungen“, „Berichte“ und „Konfiguration“, dann auf „Drucken“.",
    "On the panel tap “Device settings”, “Reports” and “Configuration”, then “Print”.",
];

static MODELS: [ModelKind; 6] = [
    ModelKind {
        name: "B432dn",
        prefix: "AK",
        pages_a_day: (8, 110),
        counters: &[MONO],
        articles: MONO_ARTICLES,
        how_to: PRINTER,
    },
    ModelKind {
        name: "MB492dn MFP",
        prefix: "AK",
        pages_a_day: (10, 140),
        counters: &[MONO, SCAN],
        articles: MONO_ARTICLES,
        how_to: MULTIFUNCTION,
    },
    ModelKind {
        name: "B731dn",
        prefix: "AH",
        pages_a_day: (60, 420),
        counters: &[TOTAL],
        articles: &[
            ("45456302", "EP-CART-B721/B731-72K", DRUM, K, None),
            ("45435104", "MAINTENANCE-KIT-B721/B731", ArticleKind::Fuser, None, Some(200_000)),
            ("45439002", "TONER-K-B731-36K", TONER, K, None),
        ],
        how_to: PRINTER,
    },
    ModelKind {
        name: "C612dn",
        prefix: "AL",
        pages_a_day: (6, 90),
        counters: &[COLOUR, MONO],
        articles: &[
            ("46394902", "BELT-UNIT-C612", ArticleKind::Belt, None, Some(60_000)),
            ("46507415", "EP-CART-C-C612-30K", DRUM, C, None),
            ("46507416", "EP-CART-K-C612-30K", DRUM, K, None),
            ("46507414", "EP-CART-M-C612-30K", DRUM, M, None),
            ("46507413", "EP-CART-Y-C612-30K", DRUM, Y, None),
            ("46358502", "FUSER-UNIT-C612", ArticleKind::Fuser, None, Some(60_000)),
            ("46507507", "TONER-C-C612-6K", TONER, C, None),
            ("46507508", "TONER-K-C612-8K", TONER, K, None),
            ("46507506", "TONER-M-C612-6K", TONER, M, None),
            ("46507505", "TONER-Y-C612-6K", TONER, Y, None),
        ],
        how_to: PRINTER,
    },
    ModelKind {
        name: "C844dnw",
        prefix: "AL",
        pages_a_day: (10, 160),
        counters: &[COLOUR, MONO, COLOUR_A3, MONO_A3],
        articles: &[
            ("46857601", "BELT-UNIT-C824/834/844", ArticleKind::Belt, None, Some(80_000)),
            ("46857507", "EP-CART-C-C824/834/844-30K", DRUM, C, None),
            ("46857508", "EP-CART-K-C824/834/844-30K", DRUM, K, None),
            ("46857506", "EP-CART-M-C824/834/844-30K", DRUM, M, None),
            ("46857505", "EP-CART-Y-C824/834/844-30K", DRUM, Y, None),
            ("46848201", "FUSER-UNIT-C824/834/844", ArticleKind::Fuser, None, Some(100_000)),
            ("46861307", "TONER-C-C834/844-10K", TONER, C, None),
            ("46861308", "TONER-K-C834/844-10K", TONER, K, None),
            ("46861306", "TONER-M-C834/844-10K", TONER, M, None),
            ("46861305", "TONER-Y-C834/844-10K", TONER, Y, None),
        ],
        how_to: PRINTER,
    },
    ModelKind {
        name: "MC853dn MFP",
        prefix: "AM",
        pages_a_day: (20, 190),
        counters: &[COLOUR, MONO, COLOUR_A3, MONO_A3, SCAN],
        articles: &[
            ("44846204", "BELT-UNIT-MC853/873-80K", ArticleKind::Belt, None, None),
            ("44844471", "EP-CART-C-MC853/873-30K", DRUM, C, None),
            ("44844472", "EP-CART-K-MC853/873-30K", DRUM, K, None),
            ("44844470", "EP-CART-M-MC853/873-30K", DRUM, M, None),
            ("44844469", "EP-CART-Y-MC853/873-30K", DRUM, Y, None),
            ("44848806", "FUSER-UNIT-MC853/873-100K", ArticleKind::Fuser, None, None),
            ("45868001", "STAPLES-MC853/873", ArticleKind::Other, None, None),
            ("45862839", "TONER-C-MC853/873-7.3K", TONER, C, None),
            ("45862840", "TONER-K-MC853/873-7K", TONER, K, None),
            ("45862838", "TONER-M-MC853/873-7.3K", TONER, M, None),
            ("45862837", "TONER-Y-MC853/873-7.3K", TONER, Y, None),
        ],
        how_to: MULTIFUNCTION,
    },
];

/// The countries of every demo.
const COUNTRIES: &str = "\
code,time_zone,languages,hotline,hours_de,hours_en,mailbox
DE,Europe/Berlin,de en,061 827 94 81,Montag bis Freitag 8 bis 17 Uhr,Monday to Friday 8 am to 5 pm,flatrate@oki.de
AT,Europe/Vienna,de en,061 827 94 83,Montag bis Donnerstag 8 bis 17 Uhr und Freitag 8 bis 15 Uhr,\"Monday to Thursday 8 am to 5 pm, Friday 8 am to 3 pm\",flatrate@oki.de
CH,Europe/Zurich,de en,061 827 94 82,Montag bis Freitag 8 bis 17 Uhr,Monday to Friday 8 am to 5 pm,flatrate@oki.de
";

const DEALERS: [(&str, &str, &str); 3] = [
    ("Bürotechnik Rheinland GmbH", "0211 4479-120", "service@buerotechnik-rheinland.example"),
    ("Donau Bürosysteme GmbH", "089 5550-2300", "service@donau-buerosysteme.example"),
    ("Kopier & Druck Nord e. K.", "040 5550-770", ""),
];

type Place = (&'static str, &'static str, &'static [&'static str]);

const PLACES: [Place; 30] = [
    ("DE", "Düsseldorf", &["40210", "40549", "40589"]),
    ("DE", "Köln", &["50667", "50825", "51105"]),
    ("DE", "Hamburg", &["20095", "20457", "22761"]),
    ("AT", "Wien", &["1010", "1100", "1220"]),
    ("DE", "München", &["80331", "80807", "81677"]),
    ("CH", "Zürich", &["8001", "8005", "8050"]),
    ("DE", "Frankfurt am Main", &["60311", "60486", "65929"]),
    ("DE", "Stuttgart", &["70173", "70565"]),
    ("DE", "Leipzig", &["04109", "04356"]),
    ("AT", "Graz", &["8010", "8055"]),
    ("DE", "Dortmund", &["44137", "44263"]),
    ("DE", "Bremen", &["28195", "28217"]),
    ("CH", "Basel", &["4051", "4057"]),
    ("DE", "Hannover", &["30159", "30625"]),
    ("DE", "Nürnberg", &["90402", "90471"]),
    ("DE", "Dresden", &["01067", "01257"]),
    ("AT", "Linz", &["4020", "4030"]),
    ("DE", "Münster", &["48143", "48155"]),
    ("DE", "Berlin", &["10117", "10999", "13507"]),
    ("CH", "Bern", &["3011", "3018"]),
    ("DE", "Karlsruhe", &["76131", "76189"]),
    ("DE", "Kassel", &["34117", "34123"]),
    ("AT", "Salzburg", &["5020", "5082"]),
    ("DE", "Freiburg im Breisgau", &["79098", "79108"]),
    ("DE", "Rostock", &["18055", "18147"]),
    ("CH", "St. Gallen", &["9000", "9015"]),
    ("DE", "Saarbrücken", &["66111", "66117"]),
    ("DE", "Görlitz", &["02826"]),
    ("AT", "Innsbruck", &["6020"]),
    ("CH", "Luzern", &["6003", "6014"]),
];

const STREETS: [&str; 16] = [
    "Hauptstraße",
    "Bahnhofstraße",
    "Industriestraße",
    "Am Hafen",
    "Gartenweg",
    "Lindenallee",
    "Schillerstraße",
    "Ringstraße",
    "Mühlenweg",
    "Königsallee",
    "Gewerbepark Süd",
    "An der alten Ziegelei",
    "Goethestraße",
    "Marktplatz",
    "Wilhelm-Röntgen-Straße",
    "Brückenstraße",
];

const SWISS_STREETS: [&str; 6] = [
    "Bahnhofstrasse",
    "Industriestrasse",
    "Seestrasse",
    "Hardturmstrasse",
    "Marktgasse",
    "Zürcherstrasse",
];

const SITES: [&str; 18] = [
    "Empfang",
    "Buchhaltung",
    "Personalabteilung",
    "Sekretariat",
    "Einkauf",
    "Vertrieb Innendienst",
    "Kopierraum",
    "Flur West",
    "Flur Ost",
    "Poststelle",
    "Lager",
    "Versand",
    "Werkstatt",
    "Großraumbüro",
    "Besprechung Elbe",
    "IT",
    "Geschäftsführung",
    "Teeküche",
];

const FIRST_NAMES: [&str; 16] = [
    "Anna", "Jörg", "Katrin", "Mehmet", "Sabine", "Lukas", "Ursula", "David", "Ines", "Björn",
    "Claudia", "Stefan", "Aylin", "Matthias", "Regula", "Franz",
];

const LAST_NAMES: [&str; 18] = [
    "Albrecht",
    "Böhm",
    "Cerny",
    "Dietrich",
    "Eberle",
    "Fuchs",
    "Großmann",
    "Hartwig",
    "Isler",
    "Jäger",
    "Krämer",
    "Löffler",
    "Meier",
    "Nowak",
    "Özdemir",
    "Pichler",
    "Quandt",
    "Rossi",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{Guard, Settings, Warning};

    use super::*;

    const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo");

    fn files(dir: &Path) -> BTreeMap<String, String> {
        let read = |entry: io::Result<std::fs::DirEntry>| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).expect("a file of text"))
        };
        std::fs::read_dir(dir).expect("the folder").map(read).collect()
    }

    #[test]
    fn the_demo_fleet_is_what_the_generator_makes() {
        let dir = tempfile::tempdir().expect("a folder");
        let options = Options { seed: 1, devices: 400, addresses: 60 };
        generate(dir.path(), &options).expect("it is written");
        let committed = files(&Path::new(DEMO).join("fleet"));
        for (name, text) in files(dir.path()) {
            assert!(
                committed.get(&name) == Some(&text),
                "{name} differs: cargo run -- generate infra/demo/fleet",
            );
        }
        assert_eq!(committed.len(), 10);
    }

    #[test]
    fn both_demos_have_the_same_countries() {
        let guide = files(&Path::new(DEMO).join("guide"));
        assert_eq!(guide.get("countries.csv").map(String::as_str), Some(COUNTRIES));
    }

    #[test]
    fn a_fleet_of_any_size_can_be_imported() {
        for (devices, addresses) in [(1, 1), (7, 60), (950, 3)] {
            let dir = tempfile::tempdir().expect("a folder");
            let options = Options { seed: 7, devices, addresses };
            generate(dir.path(), &options).expect("it is written");
            let found = crate::import::check(dir.path(), false).expect("no faults");
            assert_eq!(found.devices, devices + 3);
        }
    }

    #[test]
    fn the_order_guard_has_something_to_say_of_every_kind() {
        let mut random = Random::new(1, 0);
        let mut said = BTreeSet::new();
        for index in 0..400 {
            let device = device(&mut random, index, index, 60);
            let kind = MODELS.iter().find(|kind| kind.name == device.model.as_str());
            for article in kind.expect("a model of the fleet").articles() {
                let guard = Guard::of(&device, &article, &Settings::default(), TODAY);
                said.insert(match guard {
                    Guard { last: None, .. } => "never delivered",
                    Guard { warning: Some(Warning::TooSoon), .. } => "too soon",
                    Guard { warning: Some(Warning::LowUse), .. } => "low use",
                    Guard { no_reading_since: true, .. } => "no reading since",
                    Guard { .. } => "worn down",
                });
            }
        }
        assert_eq!(said.len(), 5, "{said:?}");
    }

    #[test]
    fn nearly_all_devices_were_read_in_the_last_quarter() {
        let mut random = Random::new(1, 0);
        let quarter = Quarter::of(TODAY).previous();
        let devices: Vec<_> = (0..400).map(|index| device(&mut random, index, index, 60)).collect();
        let owing: Vec<_> = devices.iter().filter(|device| device.owes(quarter)).collect();
        let read = owing.iter().filter(|device| device.reported(quarter)).count();
        assert!(read < owing.len() && read * 100 > owing.len() * 90, "{read} of {}", owing.len());
    }
}
