//! The second pass: the files are read again, row by row, and written with some writes under way at a time.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::{
    Address, Article, Contact, Contract, ContractKey, ContractRef, Country, Device, Error, Model,
    ModelName, Result, Settings,
};
use indicatif::ProgressBar;
use jiff::Timestamp;
use store::{Store, new_id};
use tokio::task::JoinSet;

use super::check::Checked;
use super::fault::Faults;
use super::rows::{self, CounterRow};
use super::sheet::{Form, Row, Sheet};
use super::{ImportError, Summary};

/// Writes under way at a time: enough to hide the way to a table on AWS.
const UNDER_WAY: usize = 32;
/// How often a write is tried that the table is too busy for; the last pause is half a minute.
const TRIES: u32 = 10;

/// Writes all that the folder holds.
///
/// # Errors
///
/// [`ImportError::Changed`] when a file is no longer what was checked, [`ImportError::Table`] when the table refuses.
/// What was written until then stays; the import can be repeated.
pub(super) async fn write(
    checked: &Checked,
    store: &Store,
    bar: &ProgressBar,
) -> Result<Summary, ImportError> {
    bar.reset();
    bar.set_length(checked.found.items() as u64);
    let mut writer = Writer { checked, store, bar, tasks: JoinSet::new(), contacts_added: 0 };
    // What others refer to comes first, so that the portal never shows half a device.
    writer.countries().await?;
    writer.models().await?;
    writer.articles().await?;
    writer.contracts().await?;
    writer.addresses().await?;
    writer.contacts().await?;
    writer.devices().await?;
    Ok(Summary { contacts_added: Some(writer.contacts_added), ..checked.found })
}

/// One thing to write.
enum Thing {
    Country(Country),
    Model(Model),
    Article(ModelName, Article),
    Contract(Box<Contract>, Option<Settings>),
    Address(ContractKey, Box<Address>),
    Contact(ContractKey, Contact),
    Device(ContractKey, Box<Device>, bool, Arc<AtomicBool>),
}

impl Thing {
    /// Writes it; whether it is a contact that the table did not have.
    async fn write(&self, store: &Store) -> Result<bool> {
        match self {
            Self::Country(country) => store.import_country(country).await?,
            Self::Model(model) => store.import_model(model).await?,
            Self::Article(model, article) => store.import_article(model, article).await?,
            Self::Contract(contract, settings) => {
                store.import_contract(contract, settings.as_ref()).await?;
            }
            Self::Address(contract, address) => store.import_address(contract, address).await?,
            Self::Contact(contract, contact) => {
                return store.import_contact(contract, contact).await;
            }
            Self::Device(contract, device, counters, fresh) => {
                // A folder brings new devices or known ones: the last one tells what to expect of the next.
                let expected = fresh.load(Ordering::Relaxed);
                let now = Timestamp::now();
                let taken = store.import_device(contract, device, *counters, expected, now).await?;
                fresh.store(taken, Ordering::Relaxed);
            }
        }
        Ok(false)
    }

    /// As [`Thing::write`], again after a pause while the table is busy: a table on demand needs minutes to grow.
    async fn write_patiently(&self, store: &Store) -> Result<bool> {
        let mut tries = 1;
        loop {
            match self.write(store).await {
                Err(Error::Busy) if tries < TRIES => {
                    tokio::time::sleep(Duration::from_millis(50) * 2u32.pow(tries)).await;
                    tries += 1;
                }
                done => return done,
            }
        }
    }
}

struct Writer<'a> {
    checked: &'a Checked,
    store: &'a Store,
    bar: &'a ProgressBar,
    tasks: JoinSet<Result<bool>>,
    contacts_added: usize,
}

impl Writer<'_> {
    async fn countries(&mut self) -> Result<(), ImportError> {
        let Some(mut rows) = self.open(&rows::COUNTRIES)? else { return Ok(()) };
        while let Some(mut row) = rows.next()? {
            let country = rows::country(&mut row).1;
            self.put(Thing::Country(rows.whole(country)?)).await?;
        }
        self.finish().await
    }

    async fn models(&mut self) -> Result<(), ImportError> {
        let Some(mut rows) = self.open(&rows::MODELS)? else { return Ok(()) };
        while let Some(mut row) = rows.next()? {
            let model = rows::model(&mut row).1;
            self.put(Thing::Model(rows.whole(model)?)).await?;
        }
        self.finish().await
    }

    async fn articles(&mut self) -> Result<(), ImportError> {
        let Some(mut rows) = self.open(&rows::ARTICLES)? else { return Ok(()) };
        while let Some(mut row) = rows.next()? {
            let (key, article) = rows::article(&mut row);
            let (key, article) = (rows.whole(key)?, rows.whole(article)?);
            self.put(Thing::Article(key.0, article)).await?;
        }
        self.finish().await
    }

    async fn contracts(&mut self) -> Result<(), ImportError> {
        let Some(mut rows) = self.open(&rows::CONTRACTS)? else { return Ok(()) };
        while let Some(mut row) = rows.next()? {
            let contract = rows::contract(&mut row).1;
            let contract = rows.whole(contract)?;
            let customer = (contract.key.country.clone(), contract.key.customer.clone());
            let customer_name = rows.whole(self.checked.customers.get(&customer).cloned())?;
            let contract_ref: ContractRef =
                new_id(Timestamp::now()).try_into().map_err(|error| self.table(error))?;
            let settings = contract.settings;
            let contract = Contract {
                key: contract.key,
                contract_ref,
                no: contract.no,
                customer_name,
                starts: contract.starts,
                ends: contract.ends,
                dealer: contract.dealer,
                settings: Settings::default(),
                code_wanted: false,
            };
            self.put(Thing::Contract(Box::new(contract), settings)).await?;
        }
        self.finish().await
    }

    async fn addresses(&mut self) -> Result<(), ImportError> {
        let Some(mut rows) = self.open(&rows::ADDRESSES)? else { return Ok(()) };
        while let Some(mut row) = rows.next()? {
            let (key, address) = rows::address(&mut row);
            let (key, address) = (rows.whole(key)?, rows.whole(address)?);
            self.put(Thing::Address(key.0, Box::new(address))).await?;
        }
        self.finish().await
    }

    async fn contacts(&mut self) -> Result<(), ImportError> {
        let Some(mut rows) = self.open(&rows::CONTACTS)? else { return Ok(()) };
        while let Some(mut row) = rows.next()? {
            let (key, contact) = rows::contact(&mut row);
            let (key, contact) = (rows.whole(key)?, rows.whole(contact)?);
            let id = new_id(Timestamp::now()).try_into().map_err(|error| self.table(error))?;
            let contact = Contact {
                id,
                first_name: contact.first_name,
                last_name: contact.last_name,
                email: contact.email,
                phone: contact.phone,
                language: contact.language,
                confirmed: true,
                duties: contact.duties,
                undeliverable: None,
            };
            self.put(Thing::Contact(key.0, contact)).await?;
        }
        self.finish().await
    }

    async fn devices(&mut self) -> Result<(), ImportError> {
        let Some(mut rows) = self.open(&rows::DEVICES)? else { return Ok(()) };
        let mut counters = self.open(&rows::COUNTERS)?;
        let mut supplies = self.open(&rows::SUPPLIES)?;
        let mut index = 0;
        let fresh = Arc::new(AtomicBool::new(false));
        while let Some(mut row) = rows.next()? {
            let (key, device) = rows::device(&mut row);
            let ((contract, serial), device) = (rows.whole(key)?, rows.whole(device)?);
            let mut device = Device {
                serial,
                model: device.model,
                site: device.site,
                address: device.address,
                installed: device.installed,
                removed: device.removed,
                counters: Vec::new(),
                readings: Default::default(),
                usage: Default::default(),
                supplies: Default::default(),
                exchange: None,
                status_page: None,
                status_page_requested: None,
                change: None,
                turn: 0,
                version: 0,
            };
            let name = (contract, device.serial.clone());
            if let Some(counters) = &mut counters {
                for place in self.checked.counters.of(index) {
                    let (key, _, counter) = rows::counter(&mut counters.at(place)?);
                    let CounterRow { counter, reading } =
                        counters.whole(counter.filter(|_| key.as_ref() == Some(&name)))?;
                    device.readings.extend(reading.map(|reading| (counter.id.clone(), reading)));
                    device.counters.push(counter);
                }
            }
            if let Some(supplies) = &mut supplies {
                for place in self.checked.supplies.of(index) {
                    let (key, article, supply) = rows::supply(&mut supplies.at(place)?);
                    let article = supplies.whole(article)?;
                    let supply = supplies.whole(supply.filter(|_| key.as_ref() == Some(&name)))?;
                    let supplies = device.supplies.entry(article).or_default();
                    // By their day, as deliveries from before the portal are named: the oldest is first.
                    supplies.insert(supply.date.to_string(), supply);
                    if supplies.len() > Device::SUPPLIES_KEPT {
                        supplies.pop_first();
                    }
                }
            }
            let counters = self.checked.has_counters;
            let thing = Thing::Device(name.0, Box::new(device), counters, fresh.clone());
            self.put(thing).await?;
            index += 1;
        }
        self.finish().await
    }

    fn open(&self, form: &'static Form) -> Result<Option<Again>, ImportError> {
        let mut faults = Faults::default();
        let sheet = Sheet::open(&self.checked.dir, form, &mut faults).map_err(|error| {
            ImportError::Unreadable { path: self.checked.dir.join(form.file), error }
        })?;
        if !faults.list().is_empty() {
            return Err(ImportError::Changed { file: form.file });
        }
        self.bar.set_message(form.file);
        Ok(sheet.map(|sheet| Again { form, sheet, faults }))
    }

    /// Begins to write a thing, once few enough others are under way.
    async fn put(&mut self, thing: Thing) -> Result<(), ImportError> {
        while self.tasks.len() >= UNDER_WAY {
            self.reap().await?;
        }
        let store = self.store.clone();
        self.tasks.spawn(async move { thing.write_patiently(&store).await });
        Ok(())
    }

    /// Waits for everything that is under way.
    async fn finish(&mut self) -> Result<(), ImportError> {
        while !self.tasks.is_empty() {
            self.reap().await?;
        }
        Ok(())
    }

    async fn reap(&mut self) -> Result<(), ImportError> {
        if let Some(done) = self.tasks.join_next().await {
            let added = done.map_err(Error::internal).flatten().map_err(|err| self.table(err))?;
            self.contacts_added += usize::from(added);
            self.bar.inc(1);
        }
        Ok(())
    }

    fn table(&self, error: Error) -> ImportError {
        ImportError::Table { written: self.bar.position(), error }
    }
}

/// A checked file that is read again.
struct Again {
    form: &'static Form,
    sheet: Sheet,
    faults: Faults,
}

impl Again {
    fn next(&mut self) -> Result<Option<Row<'_>>, ImportError> {
        let changed = |_: io::Error| ImportError::Changed { file: self.form.file };
        self.sheet.next(&mut self.faults).map_err(changed)
    }

    fn at(&mut self, place: csv::Position) -> Result<Row<'_>, ImportError> {
        let changed = ImportError::Changed { file: self.form.file };
        self.sheet.at(place, &mut self.faults).ok().flatten().ok_or(changed)
    }

    /// What a row held when it was checked; nothing only if the file was changed since.
    fn whole<T>(&self, read: Option<T>) -> Result<T, ImportError> {
        read.ok_or(ImportError::Changed { file: self.form.file })
    }
}
