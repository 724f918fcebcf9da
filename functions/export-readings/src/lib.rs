//! `GET /api/readings/file`: a sheet of counters to fill in.

use std::collections::HashMap;

use api::{Access, App, Body, Operation, Request, Response, Token};
use domain::{Address, AddressId, Contract, Device, Error, Level, Quarter, Result, fold};
use jiff::civil::Date;
use sheets::{Format, Line};

/// This operation.
pub const OPERATION: Operation = Operation::new("export_readings", Access::Session(Level::Link));

/// Which devices the sheet has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Devices {
    Due,
    All,
}

/// Writes a sheet with a row for each counter of the devices whose reading is missing, or of all in use.
///
/// # Errors
///
/// [`Error::Invalid`] for a format or a choice of devices that does not exist.
#[utoipa::path(get, path = "/api/readings/file", operation_id = "export_readings", tag = "readings",
    params(("format" = Option<String>, Query, description = "`xlsx` or `csv`"),
        ("devices" = Option<String>, Query, description = "`due` or `all`")),
    responses((status = 200, content(
        (inline(api::File) = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (inline(api::File) = "application/octet-stream"),
    ))))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let format =
            api::choice(&request, "format", &[("xlsx", Format::Xlsx), ("csv", Format::Csv)])?;
        let wanted =
            api::choice(&request, "devices", &[("due", Devices::Due), ("all", Devices::All)])?;
        let (contract, devices, addresses) = tokio::join!(
            app.store.contract(token.contract()),
            app.store.all_devices(token.contract()),
            app.store.addresses(token.contract()),
        );
        Ok((format, wanted, contract?.ok_or(Error::SignedOut)?, devices?, addresses?))
    };
    let (session, (format, wanted, contract, devices, addresses)) =
        app.signed_in(&token, &OPERATION, read).await?;
    let (today, language) = (session.day(app.clock.now()), api::language(&request));
    let devices = devices.into_iter().map(|device| device.on(today)).collect();
    let addresses: Vec<_> = addresses.into_iter().map(|address| address.on(today)).collect();
    let lines = lines(chosen(devices, &contract, wanted, today), &addresses);
    let content = sheets::write(&lines, language, format).map_err(Error::internal)?;
    let quarter = Quarter::open_or_next(today).to_string();
    let kind = match format {
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        // As text/csv it would travel as text, and lose the mark by which Excel knows its encoding.
        Format::Csv => "application/octet-stream",
    };
    api::file(kind, &sheets::file_name(&quarter, language, format), content)
}

/// What has counters and is in use, and of these what is missing where that is wanted; where nothing is missing, everything.
fn chosen(
    mut devices: Vec<Device>,
    contract: &Contract,
    wanted: Devices,
    today: Date,
) -> Vec<Device> {
    let missing = |device: &Device| contract.awaits(device, today);
    devices.retain(|device| device.in_use_on(today) || missing(device));
    devices.retain(|device| !device.counters.is_empty());
    if wanted == Devices::Due && devices.iter().any(missing) {
        devices.retain(missing);
    }
    devices
}

/// A line a counter, in the order in which somebody walks from device to device.
fn lines(mut devices: Vec<Device>, addresses: &[Address]) -> Vec<Line> {
    let addresses: HashMap<&AddressId, &Address> =
        addresses.iter().map(|address| (&address.id, address)).collect();
    devices.sort_by_cached_key(|device| {
        let address = addresses.get(&device.address);
        let place = address.map(|address| (fold(&address.city), fold(&address.street)));
        (place, fold(&device.site), device.serial.to_string())
    });
    let lines = devices.iter().flat_map(|device| {
        let address = addresses.get(&device.address);
        let place = move |part: fn(&Address) -> &String| {
            address.map(|address| part(address).clone()).unwrap_or_default()
        };
        device.counter_names().map(move |(counter, name)| Line {
            serial: device.serial.to_string(),
            model: device.model.to_string(),
            site: device.site.clone(),
            street: place(|address| &address.street),
            postcode: place(|address| &address.postcode),
            city: place(|address| &address.city),
            counter: name.to_owned(),
            last: device.readings.get(&counter.id).map(|last| (last.date, last.value)),
        })
    });
    lines.collect()
}
