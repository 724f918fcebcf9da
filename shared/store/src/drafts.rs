use std::collections::BTreeMap;

use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use domain::{ContractKey, Draft, DraftEntry, Error, Refusal, Result, Serial};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::idempotency::in_days;
use crate::item::{Item, number_of, text, value};
use crate::{Store, error, keys};

/// What a save changes. Whatever it does not name stays as it is.
#[derive(Debug, Default)]
pub struct DraftChange {
    /// The sheet's day, or `Some(None)` for none any more.
    pub date: Option<Option<Date>>,
    /// Devices with what stands in their fields now; none leaves the draft.
    pub devices: BTreeMap<Serial, Option<DraftEntry>>,
}

impl Store {
    /// The draft of a contract's reading sheet; empty if there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn reading_draft(&self, contract: &ContractKey, now: Timestamp) -> Result<Draft> {
        let item = self.get_raw(keys::reading_draft(contract)).await?.unwrap_or_default();
        if number_of(&item, "expires").is_some_and(|at| at <= now.as_second()) {
            return Ok(Draft::default());
        }
        draft_of(item)
    }

    /// Writes what a save changes, in one call.
    ///
    /// Each device is an attribute of the item, not an entry of a map in it: so people who fill in different devices never overwrite
    /// each other, nothing needs to be read first, and no save is refused because of another one. The names and values of
    /// [`Draft::DEVICES`] devices fit the 4 KB that an expression may have.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] when the draft would outgrow the 400 KB of an item; [`Error::Busy`] or [`Error::Internal`].
    pub async fn save_reading_draft(
        &self,
        contract: &ContractKey,
        change: &DraftChange,
        now: Timestamp,
    ) -> Result<()> {
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::reading_draft(contract)))
            .expression_attribute_names("#until", "expires")
            .expression_attribute_values(":until", in_days(now, Draft::DAYS));
        match expressed(update, change)?.send().await {
            Ok(_) => Ok(()),
            Err(err) if error::outgrown(&err) => Err(Error::Conflict(Refusal::DraftFull)),
            Err(err) => Err(error::from_sdk(err)),
        }
    }
}

/// `update` with an expression of what changes.
fn expressed(
    mut update: UpdateItemFluentBuilder,
    change: &DraftChange,
) -> Result<UpdateItemFluentBuilder> {
    let (mut set, mut remove) = (vec!["#until=:until".to_owned()], Vec::new());
    if let Some(date) = change.date {
        update = update.expression_attribute_names("#day", "date");
        if let Some(date) = date {
            update = update.expression_attribute_values(":day", text(date.to_string()));
            set.push("#day=:day".to_owned());
        } else {
            remove.push("#day".to_owned());
        }
    }
    for (at, (serial, entry)) in change.devices.iter().enumerate() {
        // Short: all of them count against the 4 KB.
        let name = format!("#{at:x}");
        update = update.expression_attribute_names(&name, keys::device_place(serial));
        if let Some(entry) = entry {
            let placeholder = format!(":{at:x}");
            set.push(format!("{name}={placeholder}"));
            update = update.expression_attribute_values(placeholder, value(entry)?);
        } else {
            remove.push(name);
        }
    }
    let mut expression = format!("SET {}", set.join(","));
    if !remove.is_empty() {
        expression += &format!(" REMOVE {}", remove.join(","));
    }
    Ok(update.update_expression(expression))
}

fn draft_of(item: Item) -> Result<Draft> {
    let mut draft = Draft::default();
    for (name, attribute) in item {
        if let Some(serial) = name.strip_prefix(keys::DEVICE) {
            let serial = serial.to_owned().try_into()?;
            let entry = serde_dynamo::from_attribute_value(attribute).map_err(Error::internal)?;
            draft.devices.insert(serial, entry);
        } else if name == "date" {
            let date = serde_dynamo::from_attribute_value(attribute).map_err(Error::internal)?;
            draft.date = Some(date);
        }
    }
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::Client;
    use aws_sdk_dynamodb::config::{BehaviorVersion, Config};

    use super::*;

    #[test]
    fn a_save_of_the_most_devices_fits_an_expression() {
        let config = Config::builder().behavior_version(BehaviorVersion::latest()).build();
        let update = Client::from_conf(config).update_item();
        let serial = |at: usize| Serial::parse(&format!("{at:030}")).expect("a serial");
        let devices = (0..Draft::DEVICES).map(|at| (serial(at), Some(DraftEntry::default())));
        let change = DraftChange {
            date: Some(Some(Date::constant(2026, 12, 28))),
            devices: devices.collect(),
        };

        let update = expressed(update, &change).expect("an expression");

        let length = update.get_update_expression().as_deref().map_or(0, str::len);
        assert!((3_000..4_096).contains(&length), "{length}");
    }
}
