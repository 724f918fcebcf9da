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

impl Store {
    /// Counts an attempt before it is evaluated, so that no number of simultaneous guesses passes the limits. Says whether what everybody may
    /// fail together, if that is to be counted, is not spent. A refused attempt leaves all counts as they were.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAttempts`] when one of the limits is reached; [`Error::Busy`] or [`Error::Internal`].
    pub async fn reserve_attempts(
        &self,
        attempts: &[Attempt],
        everybody: Option<&Attempt>,
        now: Timestamp,
    ) -> Result<bool> {
        let all = attempts.iter().chain(everybody);
        let reserved = join_all(all.clone().map(|attempt| self.reserve(attempt, now))).await;
        let (own, of_everybody) = reserved.split_at(attempts.len());
        if own.iter().all(|passed| matches!(passed, Ok(true)))
            && of_everybody.iter().all(Result::is_ok)
        {
            return Ok(of_everybody.iter().all(|passed| matches!(passed, Ok(true))));
        }
        for (attempt, passed) in all.zip(&reserved) {
            if matches!(passed, Ok(true)) {
                self.refund(attempt, now).await?;
            }
        }
        reserved.into_iter().collect::<Result<Vec<bool>>>()?;
        Err(Attempt::refused(now))
    }

    /// Takes back the attempts of a sign-in that succeeded.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn refund_attempts(
        &self,
        attempts: impl IntoIterator<Item = &Attempt>,
        now: Timestamp,
    ) -> Result<()> {
        let refunds = attempts.into_iter().map(|attempt| self.refund(attempt, now));
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
