//! `GET /api/contract`: what was agreed, and what is missing where the end is near.

use api::end::EndView;
use api::view::{AddressView, CountryView, CustomerView, DealerView};
use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{Contract, Error, Level, Result};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation::new("show_contract", Access::Session(Level::Numbers));

/// A contract as its customer may see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShownContract {
    /// Its number as the operator writes it.
    no: String,
    customer: CustomerView,
    dealer: Option<DealerView>,
    #[schema(value_type = String, format = Date)]
    starts: Date,
    #[schema(value_type = Option<String>, format = Date)]
    ends: Option<Date>,
    /// Whether it runs today.
    running: bool,
    country: CountryView,
    settings: SettingsView,
    /// Its delivery addresses.
    addresses: Vec<AddressView>,
    /// How many devices are in use.
    devices: usize,
    /// From 90 days before the end to 30 days after it.
    end: Option<EndView>,
}

/// When the portal asks once more.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingsView {
    /// Whether signing in takes a mailed code as well.
    code_required: bool,
    /// Whether the operator wants it so: then only he can change it.
    code_by_operator: bool,
    /// Days within which a repeated article asks for a reason.
    guard_days: u32,
    /// Percent of its yield below which it does.
    guard_percent: u32,
    /// Percent by which a reading may differ from what is usual before it is doubted.
    doubt_percent: u64,
    /// Pages by which it may.
    doubt_pages: u64,
}

impl From<&Contract> for SettingsView {
    fn from(contract: &Contract) -> Self {
        let settings = &contract.settings;
        Self {
            code_required: contract.code_required(),
            code_by_operator: settings.code_required,
            guard_days: settings.guard_days,
            guard_percent: settings.guard_percent,
            doubt_percent: settings.tolerance.doubt_percent,
            doubt_pages: settings.tolerance.doubt_pages,
        }
    }
}

/// Shows the contract; near its end, each device with what is missing.
///
/// # Errors
///
/// [`Error::SignedOut`] without a session.
#[utoipa::path(get, path = "/api/contract", operation_id = "show_contract", tag = "contract",
    responses((status = 200, body = ShownContract)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let key = token.contract();
        let (facts, addresses, country) = tokio::join!(
            app.store.end_facts(key),
            app.store.addresses(key),
            app.store.country(&key.country),
        );
        Ok((facts?.zip(country?).ok_or(Error::SignedOut)?, addresses?))
    };
    let (session, ((facts, country), addresses)) = app.signed_in(&token, &OPERATION, read).await?;
    let (today, contract) = (session.day(app.clock.now()), &facts.contract);
    let in_use = facts.devices.iter().filter(|device| device.in_use_on(today));
    let shown = ShownContract {
        no: contract.no.clone(),
        customer: CustomerView::new(contract, session.level),
        dealer: contract.dealer.as_ref().map(DealerView::new),
        starts: contract.starts,
        ends: contract.ends,
        running: contract.runs_on(today),
        country: CountryView::new(&country, api::language(&request)),
        settings: SettingsView::from(contract),
        addresses: addresses
            .into_iter()
            .map(|address| AddressView::new(&address.on(today), session.level))
            .collect(),
        devices: in_use.count(),
        end: EndView::near(contract, &facts.devices, today),
    };
    api::json(StatusCode::OK, &shown)
}
