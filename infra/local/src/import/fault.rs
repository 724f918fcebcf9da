use std::fmt;

use domain::Refusal;

/// Why a value was refused, as a sentence for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Why(pub(super) String);

impl From<String> for Why {
    fn from(reason: String) -> Self {
        Self(reason)
    }
}

impl From<&str> for Why {
    fn from(reason: &str) -> Self {
        Self(reason.to_owned())
    }
}

/// What the portal says to the people who fill in its forms, said to the operator who exports a file.
impl From<Refusal> for Why {
    fn from(refusal: Refusal) -> Self {
        let reason = match refusal {
            Refusal::Required => "is empty",
            Refusal::TooLong { max } => return Self(format!("has more than {max} characters")),
            Refusal::ControlCharacters => "holds a line break or another control character",
            Refusal::CountryUnknown => "is not a country code of two letters, such as DE",
            Refusal::LanguageUnknown => "is not a language of the portal: de or en",
            Refusal::CustomerNoForm => "is not a customer number: 8 digits",
            Refusal::ContractNoForm => "is not a contract number: up to 12 letters and digits",
            Refusal::SerialForm => {
                "is not a serial number: up to 30 letters, digits, dashes, dots and underscores"
            }
            Refusal::ArticleNoForm => {
                "is not an article number: up to 20 letters, digits and dashes"
            }
            Refusal::IdForm => "is not an id: up to 20 letters, digits, dashes and underscores",
            Refusal::ModelForm => "is not the name of a model: it holds a #",
            Refusal::EmailForm => "is not an e-mail address",
            Refusal::PhoneForm => "is not a phone number: 3 to 30 digits, blanks and +-/().",
            other => return Self(format!("is refused ({})", other.code())),
        };
        Self(reason.to_owned())
    }
}

/// One error of an import: where it stands and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file's name, e.g. `devices.csv`.
    pub file: String,
    /// The line in which the row begins, counted from 1; none where the file itself is meant.
    pub line: Option<u64>,
    /// The column's name; none where the whole row is meant.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: String,
}

/// `devices.csv:17: column serial: is empty`
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ": column {column}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// Every fault of a folder, up to [`Faults::MOST`].
#[derive(Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
    full: bool,
}

impl Faults {
    /// A file with more faults than this is broken as a whole: nobody reads on.
    pub const MOST: usize = 1_000;

    /// The faults, file by file in the order of their lines.
    pub fn list(&self) -> &[Fault] {
        &self.list
    }

    /// Whether there were more than [`Faults::MOST`], so that reading stopped.
    pub fn full(&self) -> bool {
        self.full
    }

    pub(super) fn push(&mut self, fault: Fault) {
        if self.list.len() < Self::MOST {
            self.list.push(fault);
        } else {
            self.full = true;
        }
    }

    /// Brings the faults into the order of `files` and of their lines.
    pub(super) fn sort(&mut self, files: &[&str]) {
        let order = |fault: &Fault| files.iter().position(|file| *file == fault.file);
        self.list.sort_by_key(|fault| (order(fault), fault.line));
    }

    /// Notes what is wrong with a file as a whole.
    pub(super) fn file(&mut self, file: &str, reason: impl Into<String>) {
        self.push(Fault { file: file.into(), line: None, column: None, reason: reason.into() });
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.list {
            writeln!(f, "{fault}")?;
        }
        if self.full {
            write!(f, "Stopped after {} errors. ", Self::MOST)?;
        } else {
            let plural = if self.list.len() == 1 { "" } else { "s" };
            write!(f, "{} error{plural}. ", self.list.len())?;
        }
        f.write_str("Nothing was imported.")
    }
}
