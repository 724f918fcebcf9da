//! The devices whose readings are missing after the due date, as a CSV for whoever follows them up.

use std::collections::BTreeMap;
use std::io::Write;

use domain::{Contact, ContactId, ContractKey, Country, Duty, Quarter};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{RecordedReminder, Store};

use crate::Error;

/// Contracts that are read at a time.
const PAGE: i32 = 100;

const COLUMNS: [&str; 12] = [
    "country",
    "customer_no",
    "contract_no",
    "customer",
    "serial",
    "model",
    "site",
    "quarter",
    "due",
    "days_overdue",
    "contacts",
    "reminders",
];

/// Writes a line for each overdue device: how many days, who is asked, and every reminder with what became of it.
///
/// # Errors
///
/// When the table cannot be read or `out` not be written.
pub async fn list(store: &Store, today: Option<Date>, out: impl Write) -> Result<(), Error> {
    let countries = store.countries().await?;
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    for shard in 0..Store::SHARDS {
        let mut after = None;
        loop {
            let page = store.contracts_of_shard(shard, after.as_ref(), PAGE).await?;
            for key in &page {
                if let Some(country) = countries.iter().find(|country| country.code == key.country)
                {
                    contract(store, key, day(country, today), &mut csv).await?;
                }
            }
            after = page.into_iter().last();
            if after.is_none() {
                break;
            }
        }
    }
    csv.flush()?;
    Ok(())
}

fn day(country: &Country, today: Option<Date>) -> Date {
    today.unwrap_or_else(|| country.zone().to_datetime(Timestamp::now()).date())
}

async fn contract(
    store: &Store,
    key: &ContractKey,
    today: Date,
    csv: &mut csv::Writer<impl Write>,
) -> Result<(), Error> {
    if Quarter::open_on(today).is_none_or(|quarter| today <= quarter.due_date()) {
        return Ok(());
    }
    let Some(facts) = store.reminder_facts(key).await? else { return Ok(()) };
    let Some((quarter, open)) = facts.contract.missing_on(today, &facts.devices) else {
        return Ok(());
    };
    if open.is_empty() {
        return Ok(());
    }
    let contacts = store.contacts(key).await?;
    let reminders = told(&store.reminders(key, quarter).await?, &contacts);
    let due = quarter.due_date();
    for device in open {
        let asked = Contact::asked(&contacts, Duty::Readings, &device.serial);
        let asked: Vec<&str> = asked.iter().map(|contact| contact.email.as_str()).collect();
        csv.write_record([
            key.country.as_str(),
            key.customer.as_str(),
            &facts.contract.no,
            &facts.contract.customer_name,
            device.serial.as_str(),
            device.model.as_str(),
            &device.clone().on(today).site,
            &quarter.to_string(),
            &due.to_string(),
            &(today - due).get_days().to_string(),
            &asked.join(" "),
            &reminders,
        ])?;
    }
    Ok(())
}

/// `2026-12-17 opening: erika@muster.example delivered; 2026-12-28 soon: …`
fn told(reminders: &[RecordedReminder], contacts: &[Contact]) -> String {
    let emails: BTreeMap<&ContactId, &str> =
        contacts.iter().map(|contact| (&contact.id, contact.email.as_str())).collect();
    let reminder = |reminder: &RecordedReminder| {
        let day = &reminder.at.to_string()[..10];
        let letters = reminder.letters.iter().map(|letter| {
            let email = emails.get(&letter.contact).copied().unwrap_or("a contact that is gone");
            format!("{email} {}", letter.fate)
        });
        let letters: Vec<String> = letters.collect();
        let separator = if letters.is_empty() { "" } else { ": " };
        format!("{day} {}{separator}{}", reminder.mark, letters.join(", "))
    };
    // Neither is what was passed over, nor that the operator's systems were told.
    let mailed = reminders.iter().filter(|reminder| reminder.sent && reminder.mark != "overdue");
    mailed.map(reminder).collect::<Vec<_>>().join("; ")
}
