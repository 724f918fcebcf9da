use std::fmt;

use aws_sdk_dynamodb::types::ReturnValue;
use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use domain::{ContactId, ContractKey, ContractNo, CountryCode, CustomerNo, Error, Result};
use futures_util::future::join_all;
use jiff::Timestamp;

use crate::item::number;
use crate::{Store, error, keys};

/// What failed sign-ins, mailed codes, files and notices are counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt {
    /// Guessing the contracts of one customer.
    Customer(CountryCode, CustomerNo),
    /// Guessing the customer of one contract number.
    Contract(CountryCode, ContractNo),
    /// Guessing by everybody together, up to so many failures.
    Everybody(u32),
    /// Guessing from one place: an IPv4 address or an IPv6 /64.
    Address(String),
    /// Mailed codes of one contract: so many guesses, and so many letters.
    Code(ContractKey),
    /// Announced files of one contract: nobody fills the bucket.
    Upload(ContractKey),
    /// Notices to one contact of what was done by the numbers alone: nobody floods a mailbox.
    Notice(ContractKey, ContactId),
}

impl Attempt {
    /// Failures an hour.
    fn limit(&self) -> i64 {
        match self {
            Self::Customer(..) | Self::Contract(..) | Self::Code(_) => 10,
            Self::Address(_) | Self::Notice(..) => 20,
            Self::Upload(_) => 1_000,
            Self::Everybody(budget) => i64::from(*budget),
        }
    }

    /// The limit is reached until the next hour begins.
    pub(crate) fn refused(now: Timestamp) -> Error {
        let left = 3600 - now.as_second().rem_euclid(3600);
        Error::TooManyAttempts { retry_after: u32::try_from(left).unwrap_or(3600) }
    }
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Customer(country, customer) => write!(f, "customer#{country}#{customer}"),
            Self::Contract(country, contract) => write!(f, "contract#{country}#{contract}"),
            Self::Everybody(_) => f.write_str("everybody"),
            Self::Address(prefix) => write!(f, "address#{prefix}"),
            Self::Code(contract) => write!(f, "code#{contract}"),
            Self::Upload(contract) => write!(f, "upload#{contract}"),
            Self::Notice(contract, contact) => write!(f, "notice#{contract}#{contact}"),
        }
    }
}

/// What one sign-in is counted by.
#[derive(Debug)]
pub struct SignIn {
    own: Vec<Attempt>,
    everybody: Option<Attempt>,
}

impl SignIn {
    /// From `place`, an IPv4 address or an IPv6 /64, by a browser that nobody knows; all of those together may fail `budget` times.
    pub fn unknown(key: &ContractKey, place: String, budget: u32) -> Self {
        let customer = Attempt::Customer(key.country.clone(), key.customer.clone());
        let contract = Attempt::Contract(key.country.clone(), key.contract.clone());
        let own = vec![customer, contract, Attempt::Address(place)];
        Self { own, everybody: Some(Attempt::Everybody(budget)) }
    }

    /// By a browser that signed in to the contract before. It has the numbers: no guesses of others shut it out.
    pub fn known(place: String) -> Self {
        Self { own: vec![Attempt::Address(place)], everybody: None }
    }
}

/// A sign-in that may be evaluated.
#[derive(Debug)]
pub struct Reserved {
    /// Everybody together has not failed too often, or the browser is known.
    pub trusted: bool,
    counted: Vec<Attempt>,
}

impl Store {
    /// Counts a sign-in before it is evaluated, so that no number of simultaneous guesses passes the limits. A refused one leaves all counts as
    /// they were.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAttempts`] when one of its own limits is reached; [`Error::Busy`] or [`Error::Internal`].
    pub async fn reserve_sign_in(&self, sign_in: SignIn, now: Timestamp) -> Result<Reserved> {
        let SignIn { own, everybody } = sign_in;
        let limits = own.len();
        let attempts: Vec<Attempt> = own.into_iter().chain(everybody).collect();
        let passed = join_all(attempts.iter().map(|attempt| self.reserve(attempt, now))).await;
        let within = |passed: &Result<bool>| matches!(passed, Ok(true));
        let refused = !passed[..limits].iter().all(within) || passed.iter().any(Result::is_err);
        let trusted = passed[limits..].iter().all(within);
        let counted = attempts.into_iter().zip(&passed).filter(|(_, passed)| within(passed));
        let reserved = Reserved { trusted, counted: counted.map(|(attempt, _)| attempt).collect() };
        if !refused {
            return Ok(reserved);
        }
        self.refund_sign_in(&reserved, now).await?;
        passed.into_iter().collect::<Result<Vec<bool>>>()?;
        Err(Attempt::refused(now))
    }

    /// Takes back what was counted of a sign-in that succeeded.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn refund_sign_in(&self, reserved: &Reserved, now: Timestamp) -> Result<()> {
        let refunds = reserved.counted.iter().map(|attempt| self.refund(attempt, now));
        join_all(refunds).await.into_iter().collect()
    }

    /// Counts one attempt, and says whether it is within the hour's limit.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn reserve(&self, attempt: &Attempt, now: Timestamp) -> Result<bool> {
        let hour = now.as_second().div_euclid(3600);
        let counted = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::attempt(attempt, hour)))
            .update_expression("SET expires = :expires ADD failures :one")
            .condition_expression("attribute_not_exists(failures) OR failures < :limit")
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":limit", number(attempt.limit()))
            .expression_attribute_values(":expires", number((hour + 2) * 3600))
            .return_values(ReturnValue::None)
            .send()
            .await;
        match counted {
            Ok(_) => Ok(true),
            Err(err) if error::refused(&err) => Ok(false),
            Err(err) => Err(error::from_sdk(err)),
        }
    }

    async fn refund(&self, attempt: &Attempt, now: Timestamp) -> Result<()> {
        let hour = now.as_second().div_euclid(3600);
        let refunded = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::attempt(attempt, hour)))
            .update_expression("ADD failures :minus")
            // A refund that was sent twice must not open room for guesses.
            .condition_expression("failures > :zero")
            .expression_attribute_values(":minus", number(-1))
            .expression_attribute_values(":zero", number(0))
            .send()
            .await;
        match refunded {
            Ok(_) => Ok(()),
            Err(err) if error::refused(&err) => Ok(()),
            Err(err) => Err(error::from_sdk(err)),
        }
    }

    /// Counts an attempt in a transaction, which is refused once the limit is reached.
    pub(crate) fn count(&self, attempt: &Attempt, now: Timestamp) -> UpdateBuilder {
        let hour = now.as_second().div_euclid(3600);
        self.update(keys::attempt(attempt, hour))
            .update_expression("SET expires = :expires ADD failures :one")
            .condition_expression("attribute_not_exists(failures) OR failures < :limit")
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":limit", number(attempt.limit()))
            .expression_attribute_values(":expires", number((hour + 2) * 3600))
    }
}
