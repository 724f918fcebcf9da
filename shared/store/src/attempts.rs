use std::fmt;

use aws_sdk_dynamodb::types::ReturnValue;
use domain::{ContractNo, CountryCode, CustomerNo, Error, Result};
use jiff::Timestamp;

use crate::item::number;
use crate::{Store, error, keys};

/// What failed sign-ins are counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt {
    /// Guessing the contracts of one customer.
    Customer(CountryCode, CustomerNo),
    /// Guessing the customer of one contract number.
    Contract(CountryCode, ContractNo),
    /// Guessing from one place: an IPv4 address or an IPv6 /64.
    Address(String),
}

impl Attempt {
    /// Failures an hour.
    fn limit(&self) -> i64 {
        match self {
            Self::Customer(..) | Self::Contract(..) => 10,
            Self::Address(_) => 20,
        }
    }
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Customer(country, customer) => write!(f, "customer#{country}#{customer}"),
            Self::Contract(country, contract) => write!(f, "contract#{country}#{contract}"),
            Self::Address(prefix) => write!(f, "address#{prefix}"),
        }
    }
}

impl Store {
    /// Counts an attempt before it is evaluated, so that no number of simultaneous guesses passes the limit.
    /// A refused attempt leaves all counts as they were.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAttempts`] when one of the limits is reached; [`Error::Busy`] or [`Error::Internal`].
    pub async fn reserve_attempts(&self, attempts: &[Attempt; 3], now: Timestamp) -> Result<()> {
        let [a, b, c] = attempts;
        let (a, b, c) =
            tokio::join!(self.reserve(a, now), self.reserve(b, now), self.reserve(c, now));
        let reserved = [a?, b?, c?];
        if reserved.iter().all(|passed| *passed) {
            return Ok(());
        }
        for (attempt, _) in attempts.iter().zip(reserved).filter(|(_, passed)| *passed) {
            self.refund(attempt, now).await?;
        }
        let left = 3600 - now.as_second().rem_euclid(3600);
        Err(Error::TooManyAttempts { retry_after: u32::try_from(left).unwrap_or(3600) })
    }

    /// Takes back the attempts of a sign-in that succeeded.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn refund_attempts(&self, attempts: &[Attempt; 3], now: Timestamp) -> Result<()> {
        let [a, b, c] = attempts;
        let (a, b, c) = tokio::join!(self.refund(a, now), self.refund(b, now), self.refund(c, now));
        a.and(b).and(c)
    }

    async fn reserve(&self, attempt: &Attempt, now: Timestamp) -> Result<bool> {
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
            Err(err)
                if err
                    .as_service_error()
                    .is_some_and(|e| e.is_conditional_check_failed_exception()) =>
            {
                Ok(false)
            }
            Err(err) => Err(error::from_sdk(err)),
        }
    }

    async fn refund(&self, attempt: &Attempt, now: Timestamp) -> Result<()> {
        let hour = now.as_second().div_euclid(3600);
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::attempt(attempt, hour)))
            .update_expression("ADD failures :minus")
            .expression_attribute_values(":minus", number(-1))
            .send()
            .await
            .map(drop)
            .map_err(error::from_sdk)
    }
}
