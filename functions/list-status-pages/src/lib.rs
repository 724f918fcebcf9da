//! `GET /api/status-pages`: which status pages are missing, and what became of those that were sent.

use std::collections::BTreeMap;

use api::files::UploadView;
use api::view::StatusPageRequestView;
use api::{Access, App, Body, Cursor, Operation, Request, Response, StatusCode, Token};
use domain::{Device, End, Error, Level, Result, Serial};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("list_status_pages", Access::Session(Level::Numbers));

/// The status pages of a page of the fleet.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatusPages {
    /// Devices of which a status page is asked for or was sent.
    devices: Vec<DeviceStatusPages>,
    /// Where the next page begins.
    next: Option<String>,
}

/// The status pages of a device.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceStatusPages {
    serial: String,
    requested: Option<StatusPageRequestView>,
    /// The contract's last day, where one is missing for its end and is taken now.
    #[schema(value_type = Option<String>, format = Date)]
    at_end: Option<Date>,
    /// The day on which the latest one came that was accepted.
    #[schema(value_type = Option<String>, format = Date)]
    received: Option<Date>,
    /// What was sent, newest first.
    uploads: Vec<UploadView>,
}

/// Lists the devices of which a status page is asked for or was sent.
///
/// # Errors
///
/// [`domain::Error::SignedOut`] without a session; [`domain::Error::Invalid`] for a foreign cursor.
#[utoipa::path(get, path = "/api/status-pages", operation_id = "list_status_pages", tag = "status pages",
    params(("cursor" = Option<String>, Query, description = "`next` of the page before")),
    responses((status = 200, body = StatusPages)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let after = Cursor::read(&request, Serial::parse)?;
        let (contract, devices, pages) = tokio::join!(
            app.store.contract(token.contract()),
            app.store.devices(token.contract(), after.as_ref()),
            app.store.status_pages(token.contract()),
        );
        Ok((contract?.ok_or(Error::SignedOut)?, devices?, pages?))
    };
    let (session, (contract, (devices, next), pages)) =
        app.signed_in(&token, &OPERATION, read).await?;
    let today = session.day(app.clock.now());
    let end = contract.end().filter(|end| end.counts(today));
    let language = api::language(&request);
    let mut sent: BTreeMap<Serial, Vec<UploadView>> = BTreeMap::new();
    for page in pages {
        let view = UploadView::new(&page.upload, &session, language);
        sent.entry(page.serial).or_default().push(view);
    }
    let devices = devices.iter().filter_map(|device| {
        let uploads = sent.remove(&device.serial).unwrap_or_default();
        status_pages(device, end, uploads)
    });
    let devices = devices.collect();
    api::json(StatusCode::OK, &StatusPages { devices, next: next.as_ref().map(Cursor::write) })
}

/// What there is to say about a device; nothing where none was ever asked for or sent.
fn status_pages(
    device: &Device,
    end: Option<End>,
    uploads: Vec<UploadView>,
) -> Option<DeviceStatusPages> {
    let end = end.filter(|end| device.owes_at(*end) && device.lacks(*end).status_page);
    let at_end = end.map(|end| end.day);
    let requested = device.status_page_requested.as_ref().map(StatusPageRequestView::new);
    let received = device.status_page.as_ref().map(|kept| kept.received);
    let any = requested.is_some() || at_end.is_some() || received.is_some() || !uploads.is_empty();
    let serial = device.serial.to_string();
    any.then_some(DeviceStatusPages { serial, requested, at_end, received, uploads })
}
