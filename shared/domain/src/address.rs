use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::contract::parsed_text;
use crate::{CountryCode, Planned, Refusal, Result, Reworded};

/// An operator's id of an address: 1..=20 letters, digits, `-` and `_`; unique within the contract.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AddressId(String);
parsed_text!(AddressId);

impl AddressId {
    /// Reads an id.
    ///
    /// # Errors
    ///
    /// [`Refusal::Required`] for nothing, [`Refusal::IdForm`] for other characters or more than 20.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let id = raw.trim();
        let good = id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        match id.len() {
            0 => Err(Refusal::Required),
            1..=20 if good => Ok(Self(id.to_owned())),
            _ => Err(Refusal::IdForm),
        }
    }
}

/// Where parcels go. Orders keep a copy, so a later change never alters what was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Its id within the contract.
    pub id: AddressId,
    /// Who is visited, e.g. the company or branch (Besuchsname).
    pub name: String,
    /// Street and house number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// Country of the address, which need not be the contract's.
    pub country: CountryCode,
    /// Attention line (z. Hd.); a person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attention: Option<String>,
    /// Additional info for the parcel service (Zusätzl. Info).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<String>,
    /// The change that is under way or planned; orders' copies have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Planned<Reworded>>,
}

impl Address {
    /// Names this wording of the address: a page that shows another one is out of date.
    ///
    /// 12 hexadecimal digits over everything that decides where a parcel goes; attention and info are not part of it.
    pub fn version(&self) -> String {
        let mut hash = Sha256::new();
        for part in
            [self.name.as_str(), &self.street, &self.postcode, &self.city, self.country.as_str()]
        {
            hash.update(part);
            hash.update([0]);
        }
        hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }
}
