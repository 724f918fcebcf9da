//! `GET /api/devices`: the contract's fleet, a page at a time.

use api::view::{AddressView, DeviceView};
use api::{Access, App, Body, Cursor, Operation, Request, Response, StatusCode, Token};
use domain::{Error, Level, Result, Serial};
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
        let (contract, devices, addresses) = tokio::join!(
            app.store.contract(token.contract()),
            app.store.devices(token.contract(), after.as_ref()),
            app.store.addresses(token.contract()),
        );
        Ok((contract?.ok_or(Error::SignedOut)?, devices?, addresses?))
    };
    let (session, (contract, (devices, next), addresses)) =
        app.signed_in(&token, &OPERATION, read).await?;
    let today = session.day(app.clock.now());
    api::json(
        StatusCode::OK,
        &Devices {
            addresses: addresses
                .into_iter()
                .map(|address| AddressView::new(&address.on(today), session.level))
                .collect(),
            devices: devices
                .iter()
                .map(|device| DeviceView::new(device, &contract, today, session.level))
                .collect(),
            next: next.as_ref().map(Cursor::write),
        },
    )
}
