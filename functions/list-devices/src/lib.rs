//! `GET /api/devices`: the contract's fleet, a page at a time.

use api::view::AddressView;
use api::{Access, App, Body, Cursor, Operation, Request, Response, StatusCode, Token};
use domain::{CounterKind, Device, Level, Result, Serial};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation::new("list_devices", Access::Session(Level::Link));

/// A page of the fleet.
#[derive(Debug, Serialize, ToSchema)]
pub struct Devices {
    /// All delivery addresses of the contract.
    addresses: Vec<AddressView>,
    devices: Vec<DeviceView>,
    /// Where the next page begins.
    next: Option<String>,
}

/// One device.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceView {
    serial: String,
    model: String,
    site: String,
    /// The id of its delivery address.
    address: String,
    #[schema(value_type = String, format = Date)]
    installed: Date,
    #[schema(value_type = Option<String>, format = Date)]
    removed: Option<Date>,
    counters: Vec<CounterView>,
    /// Its reading for the open quarter is missing.
    due: bool,
    /// It is missing after the due date.
    overdue: bool,
    /// Another device stands in its place; the operator has yet to enter that one.
    exchange: Option<ExchangeView>,
}

/// A reported exchange of a device.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExchangeView {
    /// The serial number of the other device.
    successor: String,
    /// The day of the exchange.
    #[schema(value_type = String, format = Date)]
    date: Date,
    #[schema(value_type = String, format = DateTime)]
    reported_at: Timestamp,
}

/// One counter with its latest reading.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounterView {
    id: String,
    #[schema(value_type = String, example = "mono")]
    kind: CounterKind,
    label: String,
    last: Option<ReadingView>,
}

/// The latest reading of a counter.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadingView {
    #[schema(value_type = String, format = Date)]
    date: Date,
    value: u64,
}

/// Lists the devices by serial number with their counters and what is due.
///
/// # Errors
///
/// [`domain::Error::SignedOut`] without a session; [`domain::Error::Invalid`] for a foreign cursor.
#[utoipa::path(get, path = "/api/devices", operation_id = "list_devices", tag = "devices",
    params(("cursor" = Option<String>, Query, description = "`next` of the page before")),
    responses((status = 200, body = Devices)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let after = Cursor::read(&request, Serial::parse)?;
        let (devices, addresses) = tokio::join!(
            app.store.devices(token.contract(), after.as_ref()),
            app.store.addresses(token.contract()),
        );
        Ok((devices?, addresses?))
    };
    let (session, ((devices, next), addresses)) = app.signed_in(&token, &OPERATION, read).await?;
    let today = session.day(app.clock.now());
    api::json(
        StatusCode::OK,
        &Devices {
            addresses: addresses.iter().map(|a| AddressView::new(a, session.level)).collect(),
            devices: devices.iter().map(|device| view(device, today)).collect(),
            next: next.as_ref().map(Cursor::write),
        },
    )
}

fn view(device: &Device, today: Date) -> DeviceView {
    let counters = device.counters.iter().map(|counter| CounterView {
        id: counter.id.to_string(),
        kind: counter.kind,
        label: counter.label.clone(),
        last: device
            .readings
            .get(&counter.id)
            .map(|last| ReadingView { date: last.date, value: last.value }),
    });
    DeviceView {
        serial: device.serial.to_string(),
        model: device.model.to_string(),
        site: device.site.clone(),
        address: device.address.to_string(),
        installed: device.installed,
        removed: device.removed,
        counters: counters.collect(),
        due: device.due_on(today),
        overdue: device.overdue_on(today),
        exchange: device.exchange.as_ref().map(|exchange| ExchangeView {
            successor: exchange.successor.to_string(),
            date: exchange.date,
            reported_at: exchange.reported_at,
        }),
    }
}
