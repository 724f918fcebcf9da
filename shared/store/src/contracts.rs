use domain::{Contract, ContractKey, ContractRef, Country, CountryCode, Error, Result};

use crate::{Store, keys};

impl Store {
    /// A contract, if there is one by these numbers.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn contract(&self, key: &ContractKey) -> Result<Option<Contract>> {
        self.get(keys::contract(key)).await
    }

    /// The contract that events and mail tags name by its reference.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] for a reference that no import made; [`Error::Busy`] or [`Error::Internal`].
    pub async fn contract_of(&self, contract_ref: &ContractRef) -> Result<ContractKey> {
        #[derive(serde::Deserialize)]
        struct Pointer {
            key: ContractKey,
        }
        let pointer: Option<Pointer> = self.get(keys::contract_of(contract_ref)).await?;
        pointer.map(|pointer| pointer.key).ok_or_else(Error::not_found)
    }

    /// The countries of the portal.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn countries(&self) -> Result<Vec<Country>> {
        self.all(keys::COUNTRIES.to_owned(), "").await
    }

    /// A country of the portal, if it serves it.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn country(&self, code: &CountryCode) -> Result<Option<Country>> {
        self.get(keys::country(code)).await
    }
}
