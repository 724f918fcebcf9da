use domain::{Address, ContractKey, Device, Result, Serial};

use crate::item::{Page, from_items};
use crate::{Store, keys};

impl Store {
    /// A page of a contract's devices by serial number, up to 1 MB, and where the next one begins.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn devices(
        &self,
        contract: &ContractKey,
        after: Option<&Serial>,
    ) -> Result<(Vec<Device>, Option<Serial>)> {
        let after = after.map(keys::device_place);
        let Page { items, next } = self
            .page(keys::contract_partition(contract), keys::DEVICE, after.as_deref(), false, None)
            .await?;
        let next = next.and_then(|sk| Serial::parse(sk.strip_prefix(keys::DEVICE)?).ok());
        Ok((from_items(items)?, next))
    }

    /// All devices of a contract, a call after another for each MB.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn all_devices(&self, contract: &ContractKey) -> Result<Vec<Device>> {
        self.all(keys::contract_partition(contract), keys::DEVICE).await
    }

    /// One device of a contract, if it is the contract's.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn device(&self, contract: &ContractKey, serial: &Serial) -> Result<Option<Device>> {
        self.get(keys::device(contract, serial)).await
    }

    /// A contract's delivery addresses.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Busy`] or [`domain::Error::Internal`].
    pub async fn addresses(&self, contract: &ContractKey) -> Result<Vec<Address>> {
        self.all(keys::contract_partition(contract), keys::ADDRESS).await
    }
}
