//! `GET /api/devices/{serial}`: one device, and what to do at it.

use api::view::{DeviceView, HowTo};
use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{Error, Level, Result, Serial};
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation::new("show_device", Access::Session(Level::Link));

/// A device with the instructions for its model.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceDetail {
    #[serde(flatten)]
    device: DeviceView,
    how_to: HowTo,
}

/// Shows a device as the list does, with the instructions for its model.
///
/// # Errors
///
/// [`Error::NotFound`] for a device that is not this contract's.
#[utoipa::path(get, path = "/api/devices/{serial}", operation_id = "show_device", tag = "devices",
    params(("serial" = String, Path, description = "The device")),
    responses((status = 200, body = DeviceDetail)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let serial = api::path(&request, "serial", Serial::parse)?;
        let key = token.contract();
        let (contract, device) =
            tokio::join!(app.store.contract(key), app.store.device(key, &serial));
        let contract = contract?.ok_or(Error::SignedOut)?;
        let Some(device) = device? else { return Ok(None) };
        let catalogue = app.store.catalogue(&device.model).await?;
        Ok(Some((contract, device, catalogue)))
    };
    let (session, found) = app.signed_in(&token, &OPERATION, read).await?;
    let (contract, device, catalogue) = found.ok_or_else(Error::not_found)?;
    let how_to = HowTo::new(&catalogue.0, api::language(&request));
    let today = session.day(app.clock.now());
    let device = DeviceView::new(&device, &contract, today, session.level);
    api::json(StatusCode::OK, &DeviceDetail { device, how_to })
}
