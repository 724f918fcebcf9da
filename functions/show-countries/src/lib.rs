//! `GET /api/countries`: what the sign-in page offers.

use api::view::CountryView;
use api::{Access, App, Body, Operation, Request, Response, StatusCode};
use domain::Result;

/// This operation.
pub const OPERATION: Operation =
    Operation::new("show_countries", Access::Anyone).with_calls_at_once(1);

/// The countries of the portal.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Countries {
    countries: Vec<CountryView>,
}

/// Lists the countries with their languages and hotlines.
///
/// # Errors
///
/// As every read of the table.
#[utoipa::path(get, path = "/api/countries", operation_id = "show_countries", tag = "sign-in",
    responses((status = 200, body = Countries)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let language = api::language(&request);
    let countries = app.store.countries().await?;
    let countries = countries.iter().map(|country| CountryView::new(country, language)).collect();
    api::json(StatusCode::OK, &Countries { countries })
}
