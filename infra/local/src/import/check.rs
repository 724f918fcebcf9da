//! The first pass: every row of every file is read and every reference followed; nothing is written.

use std::collections::HashMap;
use std::hash::Hash;
use std::io;
use std::path::{Path, PathBuf};

use csv::Position;
use domain::{AddressId, ArticleNo, ContractKey, CounterId, CountryCode, Email, ModelName};
use indicatif::ProgressBar;

use super::Summary;
use super::fault::{Fault, Faults};
use super::rows::{self, CustomerKey};
use super::sheet::{Form, Row, Sheet};

/// A folder without faults, and what the second pass needs to know of it.
pub(super) struct Checked {
    pub dir: PathBuf,
    /// What the files hold.
    pub found: Summary,
    /// The customers' names.
    pub customers: HashMap<CustomerKey, String>,
    /// Where the rows of each device stand.
    pub counters: Index,
    pub supplies: Index,
    /// Whether there is a `counters.csv`.
    pub has_counters: bool,
}

/// Reads and checks the whole folder.
///
/// # Errors
///
/// What the file system says.
pub(super) fn check(dir: &Path, bar: &ProgressBar) -> io::Result<Result<Checked, Faults>> {
    let mut faults = Faults::default();
    let present = files(dir, &mut faults)?;
    bar.set_length(present.iter().map(|(_, bytes)| bytes).sum());
    let mut pass = Pass {
        dir,
        bar,
        present,
        faults,
        found: Summary::default(),
        countries: None,
        customers: None,
        contracts: Names::default(),
        contracts_listed: None,
        addresses: None,
        models: Names::default(),
        models_listed: None,
        articles: None,
        devices: HashMap::new(),
        counters: Index::default(),
        supplies: Index::default(),
    };
    pass.files_belong_together();
    pass.countries()?;
    pass.customers()?;
    pass.contracts()?;
    pass.addresses()?;
    pass.models()?;
    pass.articles()?;
    pass.devices()?;
    pass.counters()?;
    pass.contacts()?;
    pass.supplies()?;
    Ok(pass.finish())
}

/// Where the rows of each device stand in another file: 32 bytes a row, whatever order the file has.
#[derive(Default)]
pub(super) struct Index {
    places: Vec<(u32, Position)>,
}

impl Index {
    fn sort(&mut self) {
        self.places.sort_by_key(|(device, place)| (*device, place.byte()));
        self.places.shrink_to_fit();
    }

    /// The places of the device's rows, in the file's order. Devices are counted as in `devices.csv`.
    pub fn of(&self, device: u32) -> impl Iterator<Item = Position> {
        let first = self.places.partition_point(|(other, _)| *other < device);
        let rest = self.places[first..].iter();
        rest.take_while(move |(other, _)| *other == device).map(|(_, place)| place.clone())
    }
}

/// Numbers for long keys that occur often.
struct Names<K>(HashMap<K, u32>);

impl<K> Default for Names<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash> Names<K> {
    fn id(&mut self, name: K) -> u32 {
        let next = number(self.0.len());
        *self.0.entry(name).or_insert(next)
    }
}

/// Keys that a file lists, and their lines.
type Listed<K> = HashMap<K, u32>;

/// What is known of a device once its row was read.
struct Known {
    /// Its place among the rows of `devices.csv`.
    index: u32,
    line: u32,
    model: Option<u32>,
    has_counter: bool,
}

/// Only keys are kept, and no rows: a folder may be much larger than the memory. `None` stands for a file that is not
/// there: what it would list is taken to be in the table.
struct Pass<'a> {
    dir: &'a Path,
    bar: &'a ProgressBar,
    present: Vec<(&'static Form, u64)>,
    faults: Faults,
    found: Summary,
    countries: Option<Listed<CountryCode>>,
    customers: Option<HashMap<CustomerKey, (String, u32)>>,
    contracts: Names<ContractKey>,
    contracts_listed: Option<Listed<u32>>,
    addresses: Option<Listed<(u32, AddressId)>>,
    models: Names<ModelName>,
    models_listed: Option<Listed<u32>>,
    articles: Option<Listed<(u32, ArticleNo)>>,
    devices: HashMap<(u32, Box<str>), Known>,
    counters: Index,
    supplies: Index,
}

impl Pass<'_> {
    fn has(&self, form: &'static Form) -> bool {
        self.present.iter().any(|(present, _)| present.file == form.file)
    }

    /// Some files say nothing without another one.
    fn files_belong_together(&mut self) {
        let pairs = [
            (&rows::CONTRACTS, &rows::CUSTOMERS, "needs the customers' names in"),
            (&rows::CUSTOMERS, &rows::CONTRACTS, "is stored with the contracts, so it needs"),
            (&rows::COUNTERS, &rows::DEVICES, "is stored with the devices, so it needs"),
            (&rows::SUPPLIES, &rows::DEVICES, "is stored with the devices, so it needs"),
            (&rows::ARTICLES, &rows::MODELS, "is of no use without"),
        ];
        for (form, needed, why) in pairs {
            if self.has(form) && !self.has(needed) {
                self.faults.file(form.file, format!("{why} {}, which is missing", needed.file));
            }
        }
    }

    fn countries(&mut self) -> io::Result<()> {
        let Some(mut rows) = self.open(&rows::COUNTRIES)? else { return Ok(()) };
        let mut listed = Listed::new();
        while let Some(mut row) = rows.next(&mut self.faults)? {
            if let (Some(code), _) = rows::country(&mut row) {
                once(&mut listed, code, &mut row, "code");
            }
            self.found.countries += 1;
        }
        self.countries = Some(listed);
        Ok(())
    }

    fn customers(&mut self) -> io::Result<()> {
        let Some(mut rows) = self.open(&rows::CUSTOMERS)? else { return Ok(()) };
        let mut customers: HashMap<CustomerKey, (String, u32)> = HashMap::new();
        while let Some(mut row) = rows.next(&mut self.faults)? {
            let (key, name) = rows::customer(&mut row);
            let Some(key) = key else { continue };
            served(&self.countries, &key.0, &mut row);
            let name = name.unwrap_or_default();
            match customers.get(&key) {
                Some((_, line)) => twice(&mut row, "customer_no", *line),
                None => drop(customers.insert(key, (name, number(row.line)))),
            }
            self.found.customers += 1;
        }
        self.customers = Some(customers);
        Ok(())
    }

    fn contracts(&mut self) -> io::Result<()> {
        let Some(mut rows) = self.open(&rows::CONTRACTS)? else { return Ok(()) };
        let mut listed = Listed::new();
        while let Some(mut row) = rows.next(&mut self.faults)? {
            if let (Some(key), _) = rows::contract(&mut row) {
                let customer = (key.country.clone(), key.customer.clone());
                if self.customers.as_ref().is_some_and(|known| !known.contains_key(&customer)) {
                    row.note(Some("customer_no"), "is not in customers.csv");
                }
                once(&mut listed, self.contracts.id(key), &mut row, "contract_no");
            }
            self.found.contracts += 1;
        }
        self.contracts_listed = Some(listed);
        Ok(())
    }

    fn addresses(&mut self) -> io::Result<()> {
        let Some(mut rows) = self.open(&rows::ADDRESSES)? else { return Ok(()) };
        let mut listed = Listed::new();
        while let Some(mut row) = rows.next(&mut self.faults)? {
            if let (Some((contract, id)), _) = rows::address(&mut row) {
                let contract = self.contracts.id(contract);
                agreed(&self.contracts_listed, contract, &mut row);
                once(&mut listed, (contract, id), &mut row, "id");
            }
            self.found.addresses += 1;
        }
        self.addresses = Some(listed);
        Ok(())
    }

    fn models(&mut self) -> io::Result<()> {
        let Some(mut rows) = self.open(&rows::MODELS)? else { return Ok(()) };
        let mut listed = Listed::new();
        while let Some(mut row) = rows.next(&mut self.faults)? {
            if let (Some(name), _) = rows::model(&mut row) {
                once(&mut listed, self.models.id(name), &mut row, "name");
            }
            self.found.models += 1;
        }
        self.models_listed = Some(listed);
        Ok(())
    }

    fn articles(&mut self) -> io::Result<()> {
        let Some(mut rows) = self.open(&rows::ARTICLES)? else { return Ok(()) };
        let mut listed = Listed::new();
        while let Some(mut row) = rows.next(&mut self.faults)? {
            if let (Some((model, no)), _) = rows::article(&mut row) {
                let model = self.models.id(model);
                sold(&self.models_listed, model, &mut row);
                once(&mut listed, (model, no), &mut row, "no");
            }
            self.found.articles += 1;
        }
        self.articles = Some(listed);
        Ok(())
    }

    fn devices(&mut self) -> io::Result<()> {
        let Some(mut rows) = self.open(&rows::DEVICES)? else { return Ok(()) };
        while let Some(mut row) = rows.next(&mut self.faults)? {
            let index = number(self.found.devices);
            self.found.devices += 1;
            let (key, device) = rows::device(&mut row);
            let Some((contract, serial)) = key else { continue };
            let contract = self.contracts.id(contract);
            agreed(&self.contracts_listed, contract, &mut row);
            let mut model = None;
            if let Some(device) = device {
                let place = (contract, device.address);
                if self.addresses.as_ref().is_some_and(|known| !known.contains_key(&place)) {
                    row.note(Some("address"), "is not in addresses.csv for this contract");
                }
                let id = self.models.id(device.model);
                sold(&self.models_listed, id, &mut row);
                model = Some(id);
            }
            let key = (contract, serial.as_str().into());
            let known = Known { index, line: number(row.line), model, has_counter: false };
            match self.devices.get(&key) {
                Some(Known { line, .. }) => twice(&mut row, "serial", *line),
                None => drop(self.devices.insert(key, known)),
            }
        }
        Ok(())
    }

    fn counters(&mut self) -> io::Result<()> {
        let Some(mut rows) = self.open(&rows::COUNTERS)? else { return Ok(()) };
        let (mut ids, mut listed) = (Names::<CounterId>::default(), Listed::new());
        let mut places = Vec::new();
        while let Some(mut row) = rows.next(&mut self.faults)? {
            let (key, id, _) = rows::counter(&mut row);
            let place = row.place();
            self.found.counters += 1;
            let Some((contract, serial)) = key else { continue };
            let key = (self.contracts.id(contract), serial.as_str().into());
            let Some(device) = self.devices.get_mut(&key) else {
                row.note(Some("serial"), "is not in devices.csv for this contract");
                continue;
            };
            device.has_counter = true;
            places.push((device.index, place));
            if let Some(id) = id {
                once(&mut listed, (device.index, ids.id(id)), &mut row, "counter");
            }
        }
        self.counters = Index { places };
        self.counters.sort();
        let mut without: Vec<u32> = self
            .devices
            .values()
            .filter(|known| !known.has_counter)
            .map(|known| known.line)
            .collect();
        without.sort_unstable();
        for line in without {
            self.faults.push(Fault {
                file: rows::DEVICES.file.into(),
                line: Some(line.into()),
                column: Some("serial".into()),
                reason: "has no row in counters.csv, but a device has at least one counter".into(),
            });
        }
        Ok(())
    }

    fn contacts(&mut self) -> io::Result<()> {
        let Some(mut rows) = self.open(&rows::CONTACTS)? else { return Ok(()) };
        let mut listed: Listed<(u32, String)> = Listed::new();
        while let Some(mut row) = rows.next(&mut self.faults)? {
            if let (Some((contract, email)), _) = rows::contact(&mut row) {
                let contract = self.contracts.id(contract);
                agreed(&self.contracts_listed, contract, &mut row);
                once(&mut listed, (contract, Email::folded(&email)), &mut row, "email");
            }
            self.found.contacts += 1;
        }
        Ok(())
    }

    fn supplies(&mut self) -> io::Result<()> {
        let Some(mut rows) = self.open(&rows::SUPPLIES)? else { return Ok(()) };
        let (mut articles, mut listed) = (Names::<ArticleNo>::default(), Listed::new());
        let mut places = Vec::new();
        while let Some(mut row) = rows.next(&mut self.faults)? {
            let (key, article, supply) = rows::supply(&mut row);
            let place = row.place();
            self.found.supplies += 1;
            let Some((contract, serial)) = key else { continue };
            let key = (self.contracts.id(contract), serial.as_str().into());
            let Some(device) = self.devices.get(&key) else {
                row.note(Some("serial"), "is not in devices.csv for this contract");
                continue;
            };
            places.push((device.index, place));
            let index = device.index;
            let fits = device.model.zip(article.clone()).zip(self.articles.as_ref());
            if fits.is_some_and(|(article, known)| !known.contains_key(&article)) {
                row.note(Some("article"), "is not in articles.csv for the device's model");
            }
            if let Some((article, supply)) = article.zip(supply) {
                once(&mut listed, (index, articles.id(article), supply.date), &mut row, "date");
            }
        }
        self.supplies = Index { places };
        self.supplies.sort();
        Ok(())
    }

    /// The form's rows, unless its file is missing, its header unusable, or so much is wrong already that reading on
    /// helps nobody.
    fn open(&mut self, form: &'static Form) -> io::Result<Option<Rows>> {
        if self.faults.full() || !self.has(form) {
            return Ok(None);
        }
        let sheet = Sheet::open(self.dir, form, &mut self.faults)?;
        let before = self.present.iter().take_while(|(other, _)| other.file != form.file);
        let done = before.map(|(_, bytes)| bytes).sum();
        self.bar.set_message(form.file);
        Ok(sheet.map(|sheet| Rows { sheet, bar: self.bar.clone(), done }))
    }

    fn finish(mut self) -> Result<Checked, Faults> {
        if !self.faults.list().is_empty() {
            self.faults.sort(&rows::FORMS.map(|form| form.file));
            return Err(self.faults);
        }
        let customers = self.customers.unwrap_or_default();
        Ok(Checked {
            dir: self.dir.to_owned(),
            has_counters: self.present.iter().any(|(form, _)| form.file == rows::COUNTERS.file),
            found: self.found,
            customers: customers.into_iter().map(|(key, (name, _))| (key, name)).collect(),
            counters: self.counters,
            supplies: self.supplies,
        })
    }
}

/// A file's rows, with the progress through them.
struct Rows {
    sheet: Sheet,
    bar: ProgressBar,
    /// Bytes of the files before this one.
    done: u64,
}

impl Rows {
    fn next<'a>(&'a mut self, faults: &'a mut Faults) -> io::Result<Option<Row<'a>>> {
        self.bar.set_position(self.done + self.sheet.position());
        self.sheet.next(faults)
    }
}

/// The files of the folder that an import knows, and their sizes. Another CSV file is likely a known one misspelt.
fn files(dir: &Path, faults: &mut Faults) -> io::Result<Vec<(&'static Form, u64)>> {
    let mut present = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(order) = rows::FORMS.iter().position(|form| form.file == name) {
            present.push((order, rows::FORMS[order], entry.metadata()?.len()));
        } else if name.to_lowercase().ends_with(".csv") {
            faults.file(&name, "is none of the files that are imported");
        }
    }
    present.sort_by_key(|(order, ..)| *order);
    if present.is_empty() {
        faults.file(&dir.display().to_string(), "holds none of the files that are imported");
    }
    Ok(present.into_iter().map(|(_, form, bytes)| (form, bytes)).collect())
}

/// Notes a key that an earlier row has.
fn once<K: Eq + Hash>(listed: &mut Listed<K>, key: K, row: &mut Row, column: &str) {
    match listed.get(&key) {
        Some(line) => twice(row, column, *line),
        None => drop(listed.insert(key, number(row.line))),
    }
}

fn twice(row: &mut Row, column: &str, line: u32) {
    row.note(Some(column), format!("is the same as in line {line}"));
}

fn served(countries: &Option<Listed<CountryCode>>, country: &CountryCode, row: &mut Row) {
    if countries.as_ref().is_some_and(|known| !known.contains_key(country)) {
        row.note(Some("country"), "is not in countries.csv");
    }
}

fn agreed(contracts: &Option<Listed<u32>>, contract: u32, row: &mut Row) {
    if contracts.as_ref().is_some_and(|known| !known.contains_key(&contract)) {
        row.note(Some("contract_no"), "is not in contracts.csv for this customer");
    }
}

fn sold(models: &Option<Listed<u32>>, model: u32, row: &mut Row) {
    if models.as_ref().is_some_and(|known| !known.contains_key(&model)) {
        row.note(Some("model"), "is not in models.csv");
    }
}

/// As a number that takes half the room; files of four thousand million rows are beyond an import.
fn number(large: impl TryInto<u32>) -> u32 {
    large.try_into().unwrap_or(u32::MAX)
}
