//! From rows to readings: which counters of which device are meant, and where the sheet contradicts itself.

use std::collections::BTreeMap;

use domain::{Counter, CounterId, Device, Refusal, Serial};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use sheets::{Column, Row, Sheet};
use utoipa::ToSchema;

/// A device's reading, in the form in which readings are sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileReading {
    pub(crate) serial: String,
    #[schema(value_type = String, format = Date)]
    date: Date,
    values: Vec<FileValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Something of it could not be read.
    #[serde(skip)]
    pub(crate) at_fault: bool,
    /// The row of each counter.
    #[serde(skip)]
    rows: BTreeMap<String, u32>,
    /// The first of its rows.
    #[serde(skip)]
    first: u32,
}

/// One counter's value.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileValue {
    counter: String,
    /// A whole number; what cannot be read as one stands here as it was written.
    #[schema(value_type = u64)]
    value: Value,
}

/// Where something stands in the sheet, and what it is about.
#[derive(Debug)]
pub(crate) struct Spot {
    pub(crate) row: u32,
    pub(crate) column: Column,
    pub(crate) serial: Option<String>,
    pub(crate) counter: Option<String>,
}

/// What could be made of a sheet.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    pub(crate) readings: Vec<FileReading>,
    pub(crate) faults: Vec<(Spot, Refusal)>,
}

impl Filled {
    /// Rows of the same device become one reading; a device whose day or values are not clear is left out.
    pub(crate) fn new(sheet: &Sheet, devices: &BTreeMap<Serial, Device>, today: Date) -> Self {
        let mut filled = Self::default();
        let (mut sets, mut places) = (Vec::<(&Serial, Vec<&Row>)>::new(), BTreeMap::new());
        for row in &sheet.rows {
            match &row.serial {
                Ok(serial) => {
                    let place = *places.entry(serial).or_insert(sets.len());
                    if place == sets.len() {
                        sets.push((serial, Vec::new()));
                    }
                    sets[place].1.push(row);
                }
                Err(refusal) => {
                    let spot = Spot {
                        row: row.number,
                        column: Column::Serial,
                        serial: None,
                        counter: None,
                    };
                    filled.faults.push((spot, refusal.clone()));
                }
            }
        }
        for (serial, rows) in sets {
            filled.take(serial, &rows, devices.get(serial), today);
        }
        filled
    }

    fn take(&mut self, serial: &Serial, rows: &[&Row], device: Option<&Device>, today: Date) {
        let faults_before = self.faults.len();
        let day = self.day(serial, rows);
        let reason = self.reason(serial, rows);
        let mut clear = true;
        let (mut values, mut seen) = (Vec::new(), BTreeMap::<String, u32>::new());
        for row in rows {
            let counter = match counter(row, device) {
                Ok(Some(counter)) => counter.to_string(),
                Ok(None) => continue,
                Err(refusal) => {
                    self.fault(serial, row, Column::Counter, None, refusal);
                    continue;
                }
            };
            if let Some(first) = seen.get(&counter) {
                let twice = Refusal::RowTwice { row: *first };
                self.fault(serial, row, Column::Counter, Some(&counter), twice);
                clear = false;
                continue;
            }
            seen.insert(counter.clone(), row.number);
            let value = match &row.value {
                Ok(value) => Value::from(*value),
                Err(refusal) => {
                    self.fault(serial, row, Column::Value, Some(&counter), refusal.clone());
                    if !matches!(refusal, Refusal::ValueForm) {
                        continue;
                    }
                    Value::from(row.typed.as_str())
                }
            };
            values.push(FileValue { counter, value });
        }
        // Of a foreign device nothing but its serial number is known.
        if let (Some(date), true) = (day, clear && (device.is_none() || !values.is_empty())) {
            self.readings.push(FileReading {
                serial: serial.to_string(),
                date: date.unwrap_or(today),
                values,
                reason,
                at_fault: self.faults.len() > faults_before,
                rows: seen,
                first: rows.first().map_or(0, |row| row.number),
            });
        }
    }

    /// The day of all rows; a row without one goes by the others. None when it is not clear.
    fn day(&mut self, serial: &Serial, rows: &[&Row]) -> Option<Option<Date>> {
        let (mut day, mut clear) = (None, true);
        for row in rows {
            let fault = match (&row.date, day) {
                (Err(refusal), _) => refusal.clone(),
                (Ok(Some(date)), Some((known, first))) if *date != known => {
                    Refusal::DatesDiffer { row: first }
                }
                (Ok(Some(date)), None) => {
                    day = Some((*date, row.number));
                    continue;
                }
                _ => continue,
            };
            self.fault(serial, row, Column::Date, None, fault);
            clear = false;
        }
        clear.then(|| day.map(|(date, _)| date))
    }

    /// The first reason that is given.
    fn reason(&mut self, serial: &Serial, rows: &[&Row]) -> Option<String> {
        let mut reason = None;
        for row in rows {
            match &row.reason {
                Ok(given) => reason = reason.or_else(|| given.clone()),
                Err(refusal) => self.fault(serial, row, Column::Reason, None, refusal.clone()),
            }
        }
        reason
    }

    fn fault(
        &mut self,
        serial: &Serial,
        row: &Row,
        column: Column,
        counter: Option<&str>,
        refusal: Refusal,
    ) {
        let (serial, counter) = (Some(serial.to_string()), counter.map(str::to_owned));
        self.faults.push((Spot { row: row.number, column, serial, counter }, refusal));
    }
}

/// The counter that a row means; none where a foreign device's cannot be known.
fn counter(row: &Row, device: Option<&Device>) -> Result<Option<CounterId>, Refusal> {
    let Some(device) = device else { return Ok(CounterId::parse(&row.counter).ok()) };
    match device.counter_named(&row.counter) {
        Some(Counter { id, .. }) => Ok(Some(id.clone())),
        None if row.counter.is_empty() => Err(Refusal::CounterNotNamed),
        None => Err(Refusal::CounterUnknown { counter: row.counter.chars().take(60).collect() }),
    }
}

impl FileReading {
    /// The cell that a refusal of it is about.
    pub(crate) fn spot_of(&self, counter: Option<&str>, code: &str) -> Spot {
        let column = match counter {
            Some(_) => Column::Value,
            None if code.starts_with("date_") => Column::Date,
            None if code == "counter_missing" => Column::Value,
            None => Column::Serial,
        };
        let row = counter.and_then(|counter| self.rows.get(counter)).copied();
        Spot {
            row: row.unwrap_or(self.first),
            column,
            serial: Some(self.serial.clone()),
            counter: counter.map(str::to_owned),
        }
    }
}
