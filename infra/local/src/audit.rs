//! The operator's side of the audit trail: what it says about a contract, and whether anybody tampered with it.

use std::collections::{HashMap, HashSet};
use std::io::{Read, Write};

use domain::{ContractKey, ContractRef};
use jiff::Timestamp;
use store::Store;

use crate::Error;

/// The columns of a note of where chains stood.
const NOTE: [&str; 3] = ["contract_ref", "number", "digest"];

/// Writes the audit entries of a contract as CSV, oldest first.
///
/// # Errors
///
/// When there is no such contract, the table cannot be read, or `out` not be written.
pub async fn list(store: &Store, contract_ref: &ContractRef, out: impl Write) -> Result<(), Error> {
    let contract = store.contract_of(contract_ref).await?;
    let mut csv = csv::Writer::from_writer(out);
    let columns = ["operation", "level", "contact", "session", "network", "event", "what"];
    csv.write_record(["at", "entry"].iter().chain(&columns))?;
    for entry in store.audit_trail(&contract).await?.entries {
        let said = |name: &&str| entry.says.get(*name).cloned().unwrap_or_default();
        let known = [entry.at.to_string(), entry.id.clone()];
        csv.write_record(known.into_iter().chain(columns.iter().map(said)))?;
    }
    csv.flush()?;
    Ok(())
}

/// Where chains stood when somebody noted it, by contract.
#[derive(Debug, Default)]
pub struct Noted(HashMap<String, (u64, String)>);

impl Noted {
    /// Reads what an earlier [`verify`] wrote.
    ///
    /// # Errors
    ///
    /// When it is not that.
    pub fn read(from: impl Read) -> Result<Self, Error> {
        let mut csv = csv::Reader::from_reader(from);
        if csv.headers()? != NOTE.as_slice() {
            return Err(format!("the first line must be {}", NOTE.join(",")).into());
        }
        let mut noted = HashMap::new();
        for line in csv.deserialize() {
            let (contract_ref, number, digest) = line?;
            noted.insert(contract_ref, (number, digest));
        }
        Ok(Self(noted))
    }
}

/// Examines the trails of all contracts. Writes where each chain stands as CSV to `out`, and to `flaws` a line for each entry that is not what it
/// was, and each chain that does not go through what was noted.
///
/// Returns the number of flaws.
///
/// # Errors
///
/// When the table cannot be read, or what is to be written not be written.
pub async fn verify(
    store: &Store,
    noted: &Noted,
    now: Timestamp,
    out: impl Write,
    mut flaws: impl Write,
) -> Result<usize, Error> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(NOTE)?;
    let mut found = 0;
    let mut met = HashSet::new();
    for shard in 0..Store::SHARDS {
        let mut after: Option<ContractKey> = None;
        loop {
            let page =
                store.contracts_of_shard(shard, after.as_ref(), crate::outside::PAGE).await?;
            for key in &page {
                let Some(contract) = store.contract(key).await? else { continue };
                let contract_ref = contract.contract_ref.as_str();
                let trail = store.audit_trail(key).await?;
                let before = noted.0.get(contract_ref).map(|(n, digest)| (*n, digest.as_str()));
                for flaw in trail.flaws(before, now) {
                    writeln!(flaws, "contract {contract_ref}: {flaw}")?;
                    found += 1;
                }
                csv.write_record([
                    contract_ref,
                    &trail.head.number.to_string(),
                    &trail.head.digest,
                ])?;
                met.insert(contract_ref.to_owned());
            }
            after = page.into_iter().last();
            if after.is_none() {
                break;
            }
        }
    }
    csv.flush()?;
    let gone = |contract_ref: &&String| !met.contains(*contract_ref);
    for contract_ref in noted.0.keys().filter(gone) {
        writeln!(flaws, "contract {contract_ref}: was noted and is gone")?;
        found += 1;
    }
    Ok(found)
}
