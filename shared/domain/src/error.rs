use serde::Serialize;
use strum::{IntoStaticStr, VariantNames};

/// Result of everything that can be refused.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What a caller can do about a failure; `api` turns each variant into one HTTP status.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields to mend, all of them at once (422).
    #[error("some fields are not right: {0:?}")]
    Invalid(Invalid),
    /// The body is not readable JSON (400).
    #[error("the body is not readable JSON")]
    Malformed,
    /// The content type is not JSON (415).
    #[error("the body is not JSON")]
    NotJson,
    /// The content type is not that of a file (415).
    #[error("the body is not a file")]
    NotAFile,
    /// More bytes than the operation reads (413).
    #[error("the body is too large")]
    TooLarge,
    /// No session, or one that has ended (401).
    #[error("no session")]
    SignedOut,
    /// Customer and contract number open nothing; never says why (401).
    #[error("wrong numbers")]
    WrongNumbers,
    /// The link of a letter opens nothing, or nothing any more; never says why (401).
    #[error("the link is over")]
    LinkOver,
    /// The session's step of the ladder may not do this (403).
    #[error("this needs a confirmed session")]
    CodeNeeded,
    /// The session came by a link and opens the reading sheet only (403).
    #[error("this needs a sign-in")]
    SignInNeeded,
    /// The request did not come through the portal's own address (403).
    #[error("not through the front door")]
    WrongOrigin,
    /// Not there, or not the caller's: never which. Names the fields of the body that were meant (404).
    #[error("not found: {0:?}")]
    NotFound(Invalid),
    /// The stored state forbids it; nothing was stored (409).
    #[error("the state forbids it: {0:?}")]
    Conflict(Refusal),
    /// Too many attempts (429).
    #[error("too many attempts")]
    TooManyAttempts {
        /// Seconds until the next attempt can succeed.
        retry_after: u32,
    },
    /// The table or another service asks to come back later; a retry with the same key is safe (503).
    #[error("busy")]
    Busy,
    /// A bug or a broken dependency (500). The source goes to the log, never to the caller.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// [`Error::NotFound`] for what the path names.
    pub fn not_found() -> Self {
        Self::NotFound(Invalid::default())
    }

    /// [`Error::Internal`] from anything.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }
}

/// Why a value, a field or a state was refused.
///
/// The variant's name in `snake_case` is the code that clients see and the id of its sentence in the Fluent files;
/// its fields are the sentence's arguments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, IntoStaticStr, VariantNames)]
#[serde(untagged)]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    /// The field is missing or empty.
    Required,
    /// The field is not known to the operation.
    UnknownField,
    /// Another JSON type was expected.
    WrongType,
    /// More characters than the field takes.
    TooLong {
        /// Characters at most.
        max: usize,
    },
    /// Holds control characters, or line breaks where one line is expected.
    ControlCharacters,
    /// Not a country of this portal.
    CountryUnknown,
    /// Not a language of this portal.
    LanguageUnknown,
    /// A customer number has 8 digits.
    CustomerNoForm,
    /// A contract number has up to 12 letters and digits.
    ContractNoForm,
    /// A serial number has up to 30 letters, digits, `-`, `.` and `_`.
    SerialForm,
    /// An article number has up to 20 letters, digits and `-`.
    ArticleNoForm,
    /// An id that this portal did not make.
    IdForm,
    /// A model name has up to 60 characters and no `#`.
    ModelForm,
    /// Not an e-mail address.
    EmailForm,
    /// A phone number has 3 to 30 digits, blanks and `+-/().`.
    PhoneForm,
    /// The order number has 12 digits.
    NumberForm,
    /// The check digit does not fit: a typing error.
    NumberMistyped,
    /// A cursor that this portal did not make.
    CursorForm,
    /// Quantities go from 0 to 99.
    QuantityRange {
        /// The largest quantity.
        max: u32,
    },
    /// The same device, article and claim twice.
    DuplicateLine,
    /// The same address twice among the deliveries.
    DuplicateDelivery,
    /// Nothing is ordered.
    NoLines,
    /// More lines than one request takes.
    TooManyLines {
        /// Lines at most.
        max: usize,
    },
    /// More devices than one request takes.
    TooManyDevices {
        /// Devices at most.
        max: usize,
    },
    /// More addresses than one request takes.
    TooManyAddresses {
        /// Addresses at most.
        max: usize,
    },
    /// More claims than one request takes.
    TooManyClaims {
        /// Claims at most.
        max: usize,
    },
    /// The order guard asks why.
    ReasonNeeded,
    /// No such device in this contract.
    DeviceUnknown,
    /// The device has been removed or is not installed yet.
    DeviceNotInUse,
    /// The article does not fit the device's model.
    ArticleUnknown,
    /// No contact was chosen.
    ContactMissing,
    /// No such contact in this contract.
    ContactUnknown,
    /// No order of this request goes to that address.
    DeliveryUnused,
    /// The key is missing.
    IdempotencyKeyMissing,
    /// The key has 1 to 255 visible ASCII characters.
    IdempotencyKeyForm,
    /// The key was used for another request.
    IdempotencyKeyReused,
    /// The code has 8 digits.
    CodeForm,
    /// Not the code that was mailed.
    CodeWrong {
        /// Tries that remain.
        left: u32,
    },
    /// Too many wrong tries; a fresh code is needed.
    CodeUsedUp,
    /// The code's ten minutes are over, or none was sent.
    CodeExpired,
    /// The delivery address was changed since the page was shown.
    AddressChanged,
    /// Another change is under way or planned for the address or the device.
    AddressChangePending,
    /// The address that is asked for is the one that there is.
    AddressUnchanged,
    /// A change takes place within a year from today.
    EffectiveRange,
    /// Where in the building is said of one device only.
    SiteOfOneDevice,
    /// No change is under way that an order could wait for.
    NoChangePending,
    /// The operator has decided about the change meanwhile.
    AddressChangeDecided,
    /// The order does not wait for an address.
    OrderNotWaiting,
    /// Not an https address that leads where it seems to.
    LinkForm,
    /// The contract has not begun.
    ContractNotRunning,
    /// The contract has ended: only what is owed at its end is taken.
    ContractEnded {
        /// Its last day.
        ended: String,
        /// The last day on which readings and status pages are taken.
        until: String,
    },
    /// The operator asks for a code at this contract: its customer cannot do without.
    CodeByOperator,
    /// The order is on its way, delivered or cancelled.
    OrderNotCancellable,
    /// The e-mail belongs to another contact of this contract.
    EmailTaken,
    /// The last contact that codes can be mailed to: without it nobody could be confirmed any more.
    LastConfirmedContact,
    /// The contract has as many contacts as it may.
    TooManyContacts {
        /// Contacts at most.
        max: usize,
    },
    /// The same duty twice.
    DutyTwice,
    /// More devices than one duty names.
    TooManyDevicesChosen {
        /// Devices at most.
        max: usize,
    },
    /// Readings are taken up to today.
    DateInFuture,
    /// A day that does not exist, or not a day at all.
    DateForm,
    /// The reading lies before the contract.
    DateBeforeContract {
        /// First day of the contract.
        starts: String,
    },
    /// The device has a later reading already.
    DateBeforeLast {
        /// Day of that reading.
        last: String,
    },
    /// The device does not have this counter.
    CounterUnknown {
        /// The counter.
        counter: String,
    },
    /// A counter of the device has no value.
    CounterMissing {
        /// The counter's label.
        counter: String,
    },
    /// The same counter twice in a set.
    CounterTwice,
    /// The same device twice in a request.
    DeviceTwice,
    /// Not a whole number from 0.
    ValueForm,
    /// More than the counter can show.
    ValueAboveMaximum {
        /// Its maximum.
        max: u64,
    },
    /// Lower than the reading before, without a cause.
    ValueBelowLast {
        /// The reading before.
        last: u64,
    },
    /// The final value of an exchanged device is lower than the reading before.
    FinalBelowLast {
        /// The reading before.
        last: u64,
    },
    /// The device was exchanged: it is read no more.
    DeviceExchanged {
        /// The device that stands in its place.
        successor: String,
        /// Day of the exchange.
        date: String,
    },
    /// Two devices are said to stand in the place of one.
    ExchangeDiffers,
    /// The device is said to stand in its own place.
    ExchangeSame,
    /// The device that is said to stand in its place was there before.
    ExchangeKnown,
    /// An explanation that does not exist.
    CauseForm,
    /// The old board's last value is below the reading before.
    BoardLastBelow {
        /// The reading before.
        last: u64,
    },
    /// The new board began above the value.
    BoardStartAbove {
        /// Its first value.
        start: u64,
    },
    /// Too many pages for an overflow.
    OverflowImplausible {
        /// Pages that it would be.
        pages: u64,
    },
    /// The reading before is called wrong.
    EarlierReadingWrong,
    /// Nothing was printed where pages are usual.
    NoPages {
        /// Pages that were expected.
        expected: u64,
    },
    /// Many more pages than usual.
    ManyPages {
        /// Pages that it would be.
        pages: u64,
        /// The fewest that are usual.
        least: u64,
        /// The most that are usual.
        most: u64,
    },
    /// Many fewer pages than usual.
    FewPages {
        /// Pages that it would be.
        pages: u64,
        /// The fewest that are usual.
        least: u64,
        /// The most that are usual.
        most: u64,
    },
    /// No reading in the request.
    NoReadings,
    /// More devices than one request takes.
    TooManyReadings {
        /// Devices at most.
        max: usize,
    },
    /// The device was changed by somebody else at the same moment.
    ChangedMeanwhile,
    /// The file has no content.
    FileEmpty,
    /// Neither PDF nor PNG nor JPEG.
    FileKindUnknown,
    /// A file with more bytes than the portal keeps.
    FileTooLarge {
        /// Mebibytes at most.
        max: u64,
    },
    /// A SHA-256 has 64 hexadecimal digits.
    HashForm,
    /// What came is not of the kind that it was called.
    FileOtherKind,
    /// What came is not what was announced.
    FileOtherContent,
    /// The file has not come, or was not accepted.
    FileNotThere,
    /// The ticket has as many files as it may.
    TooManyFiles {
        /// Files at most.
        max: u32,
    },
    /// The workbook opens with a password only.
    FilePassword,
    /// A spreadsheet, but of a format that is not read.
    FileOtherFormat,
    /// No spreadsheet at all.
    FileNotASheet,
    /// A workbook that is damaged.
    FileBroken,
    /// A text that breaks off or breaks the rules of its encoding.
    FileEncoding,
    /// A workbook that is much larger unpacked.
    FileUnpackedTooLarge,
    /// More rows than are read.
    FileTooManyRows {
        /// Rows at most.
        max: usize,
    },
    /// No column has this heading.
    FileColumnMissing {
        /// The column: `serial` or `value`.
        column: &'static str,
    },
    /// No new value stands in the sheet.
    FileWithoutValues,
    /// The cell holds a formula that was never worked out.
    CellWithoutResult,
    /// The cell is merged over several rows.
    CellMerged,
    /// Day and month could be either way round.
    DateAmbiguous,
    /// The counters of a device have different days.
    DatesDiffer {
        /// The row with the other day.
        row: u32,
    },
    /// The counter of the device stands in the sheet twice.
    RowTwice {
        /// The row that came first.
        row: u32,
    },
    /// The device has several counters, and the row names none.
    CounterNotNamed,
    /// The draft holds as much as it can.
    DraftFull,
    /// The device has no such set of readings.
    ReadingUnknown,
    /// The set was corrected, taken back or rejected before.
    ReadingVoid,
    /// The operator brought the set.
    ReadingOfOperator,
    /// The device has a later set.
    ReadingNotLatest {
        /// Day of that set.
        last: String,
    },
    /// The window for which the set came is closed.
    CorrectionClosed {
        /// Its last day.
        closed: String,
    },
    /// Holds control characters other than line breaks.
    TextControl,
    /// Not a kind of ticket.
    TicketKindForm,
    /// A claim names the defective article.
    PartMissing,
    /// Only a claim names an article.
    PartWithoutClaim,
    /// From 1 to 99 pieces are claimed.
    PiecesRange {
        /// The largest number.
        max: u32,
    },
    /// Nothing of the ticket is open: a further visit is what can be asked for.
    TicketDone,
    /// The visit before is open still.
    TicketOpen,
    /// The ticket holds as many messages as it may.
    TicketFull,
    /// Nobody asked for that visit.
    VisitUnknown,
}

impl Refusal {
    /// The stable code, e.g. `quantity_range`.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// Every code, for the test that each has its sentence.
    pub fn codes() -> &'static [&'static str] {
        Self::VARIANTS
    }
}

/// A field and why it was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Where it stands in the body, as a JSON pointer fragment, e.g. `#/lines/0/quantity`.
    pub pointer: String,
    /// Why.
    pub refusal: Refusal,
}

/// Every field of a request that was refused, so that a form shows them all at once.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Invalid(pub Vec<FieldError>);

impl Invalid {
    /// One field only.
    pub fn one(pointer: impl Into<String>, refusal: Refusal) -> Self {
        Self(vec![FieldError { pointer: pointer.into(), refusal }])
    }

    /// Notes that `pointer` was refused.
    pub fn push(&mut self, pointer: impl Into<String>, refusal: Refusal) {
        self.0.push(FieldError { pointer: pointer.into(), refusal });
    }

    /// The value, or a note why `pointer` was refused.
    pub fn note<T>(&mut self, pointer: impl Into<String>, parsed: Result<T, Refusal>) -> Option<T> {
        parsed.map_err(|refusal| self.push(pointer, refusal)).ok()
    }

    /// Nothing was refused so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Ok when nothing was refused.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] with everything noted.
    pub fn finish(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }

    /// What was parsed while this noted refusals: there, unless something was refused.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] with everything noted.
    pub fn finish_with<T>(self, parsed: Option<T>) -> Result<T> {
        parsed.filter(|_| self.is_empty()).ok_or(Error::Invalid(self))
    }
}
