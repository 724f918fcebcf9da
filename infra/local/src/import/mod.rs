//! An operator's CSV files into the table. `docs/import.md` says what they hold.
//!
//! First every file is read and checked, then everything is written; a folder with a single fault is refused whole.
//! Neither pass keeps rows: the first remembers keys, the second what is under way.

mod check;
mod fault;
mod rows;
mod sheet;
mod write;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use store::Store;

pub use fault::{Fault, Faults};

/// What a folder held, and what of it was new.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Countries.
    pub countries: usize,
    /// Customers.
    pub customers: usize,
    /// Contracts.
    pub contracts: usize,
    /// Delivery addresses.
    pub addresses: usize,
    /// Models.
    pub models: usize,
    /// Articles, each counted once for every model that it fits.
    pub articles: usize,
    /// Devices.
    pub devices: usize,
    /// Counters of devices.
    pub counters: usize,
    /// Contacts.
    pub contacts: usize,
    /// Contacts among them that were added; the others were brought by an earlier import or are known to the contract.
    /// None where nothing was written.
    pub contacts_added: Option<usize>,
    /// Deliveries from before the portal.
    pub supplies: usize,
}

impl Summary {
    /// The items that are written: customers, counters and supplies are part of others.
    fn items(&self) -> usize {
        self.countries
            + self.contracts
            + self.addresses
            + self.models
            + self.articles
            + self.devices
            + self.contacts
    }
}

/// `400 devices with 1072 counters, 60 addresses, 1 contract, … `
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = [
            (self.countries, "country", "countries"),
            (self.customers, "customer", "customers"),
            (self.contracts, "contract", "contracts"),
            (self.addresses, "address", "addresses"),
            (self.models, "model", "models"),
            (self.articles, "article", "articles"),
            (self.devices, "device", "devices"),
            (self.counters, "counter", "counters"),
            (self.supplies, "delivery", "deliveries"),
            (self.contacts, "contact", "contacts"),
        ];
        let there = counted.into_iter().filter(|(number, ..)| *number > 0);
        let listed: Vec<String> = there
            .map(|(number, one, many)| format!("{number} {}", if number == 1 { one } else { many }))
            .collect();
        f.write_str(&listed.join(", "))?;
        match self.contacts_added {
            Some(added) if self.contacts > 0 => write!(f, " ({added} of them new)"),
            _ => Ok(()),
        }
    }
}

/// Why an import did not happen, or not to its end.
#[derive(Debug)]
pub enum ImportError {
    /// A folder or file cannot be read; nothing was written.
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the file system says.
        error: io::Error,
    },
    /// The files have faults; nothing was written.
    Faults(Faults),
    /// A file was changed between checking and writing it.
    Changed {
        /// Its name.
        file: &'static str,
    },
    /// The table did not take something. What was written before stays; the import can be repeated.
    Table {
        /// How many items had been written.
        written: u64,
        /// What the table says.
        error: domain::Error,
    },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Faults(faults) => faults.fmt(f),
            Self::Changed { file } => {
                write!(f, "{file} was changed while it was imported. Please import it again.")
            }
            Self::Table { written, error } => {
                write!(f, "The table stopped after {written} items: {error}. ")?;
                f.write_str("What was written stays. The same import again completes it.")
            }
        }
    }
}

impl std::error::Error for ImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { error, .. } => Some(error),
            Self::Table { error, .. } => Some(error),
            Self::Faults(_) | Self::Changed { .. } => None,
        }
    }
}

/// Imports the CSV files of `dir` into the table, with bars on the terminal where `progress` is wanted.
///
/// Repeated, it changes nothing. It never touches what the portal wrote: readings, supplies, contacts.
///
/// # Errors
///
/// [`ImportError::Faults`] with everything that is wrong in the files, or another [`ImportError`].
pub async fn import(dir: &Path, store: &Store, progress: bool) -> Result<Summary, ImportError> {
    let checked = checked(dir, progress)?;
    let bar = bar(progress, "Writing ");
    let written = write::write(&checked, store, &bar).await;
    bar.finish_and_clear();
    written
}

/// Checks the CSV files of `dir` as [`import`] does, and writes nothing.
///
/// # Errors
///
/// [`ImportError::Faults`] or [`ImportError::Unreadable`].
pub fn check(dir: &Path, progress: bool) -> Result<Summary, ImportError> {
    checked(dir, progress).map(|checked| checked.found)
}

fn checked(dir: &Path, progress: bool) -> Result<check::Checked, ImportError> {
    let bar = bar(progress, "Checking");
    let checked = check::check(dir, &bar);
    bar.finish_and_clear();
    checked
        .map_err(|error| ImportError::Unreadable { path: dir.to_owned(), error })?
        .map_err(ImportError::Faults)
}

fn bar(progress: bool, what: &'static str) -> ProgressBar {
    if !progress {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{prefix} {bar:40} {percent:>3} % {msg} {eta}");
    let bar = ProgressBar::new(0).with_prefix(what);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
