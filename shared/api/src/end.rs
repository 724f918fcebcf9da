//! The end of a contract, as session and contract show it.

use domain::{Contract, Device, End};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// The days around an end that is near, or was lately.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndDates {
    /// The first day of which a reading or a status page counts for the end.
    #[schema(value_type = String, format = Date)]
    opens: Date,
    /// The last day on which they are taken, and on which the contract can be signed in to.
    #[schema(value_type = String, format = Date)]
    closes: Date,
}

/// What is owed at the end, and how far it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndView {
    #[serde(flatten)]
    dates: EndDates,
    /// Devices of which nothing is missing any more.
    done: usize,
    /// Every device that owes something at the end.
    devices: Vec<EndDevice>,
}

/// What a device owes at the end.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndDevice {
    serial: String,
    model: String,
    site: String,
    /// The id of its delivery address.
    address: String,
    /// `reading`, `status_page`, both or none.
    missing: Vec<&'static str>,
    /// The day of its final reading, once it is in.
    #[schema(value_type = Option<String>, format = Date)]
    reading: Option<Date>,
    /// The day on which its status page came, once it has.
    #[schema(value_type = Option<String>, format = Date)]
    status_page: Option<Date>,
}

impl EndDates {
    /// The days around the end of `contract`, if they are near.
    pub fn near(contract: &Contract, today: Date) -> Option<Self> {
        let end = contract.end().filter(|end| end.is_near(today))?;
        Some(Self { opens: end.opens(), closes: end.closes() })
    }
}

impl EndView {
    /// What `contract` and its `devices` owe, if the end is near.
    pub fn near(contract: &Contract, devices: &[Device], today: Date) -> Option<Self> {
        let (end, dates) = contract.end().zip(EndDates::near(contract, today))?;
        let devices = devices.iter().filter(|device| device.owes_at(end)).cloned();
        let devices = devices.map(|device| EndDevice::new(&device.on(today), end));
        let devices: Vec<_> = devices.collect();
        let done = devices.iter().filter(|device| device.missing.is_empty()).count();
        Some(Self { dates, done, devices })
    }
}

impl EndDevice {
    fn new(device: &Device, end: End) -> Self {
        let lacks = device.lacks(end);
        let missing = [(lacks.reading, "reading"), (lacks.status_page, "status_page")];
        let missing = missing.into_iter().filter(|(lacks, _)| *lacks).map(|(_, what)| what);
        let page = device.status_page.as_ref().map(|page| page.received);
        Self {
            serial: device.serial.to_string(),
            model: device.model.to_string(),
            site: device.site.clone(),
            address: device.address.to_string(),
            missing: missing.collect(),
            reading: device.reading_date().filter(|_| !lacks.reading),
            status_page: page.filter(|_| !lacks.status_page),
        }
    }
}
