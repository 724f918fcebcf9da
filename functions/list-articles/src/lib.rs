//! `GET /api/devices/{serial}/articles`: what fits a device, with the order guard's facts.

use api::view::{GuardView, HowTo};
use api::{Access, App, Body, Operation, Request, Response, StatusCode, Token};
use domain::{ArticleKind, Colour, Error, Guard, Level, Result, Serial};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// This operation.
pub const OPERATION: Operation = Operation::new("list_articles", Access::Session(Level::Numbers));

/// A device's articles.
#[derive(Debug, Serialize, ToSchema)]
pub struct Articles {
    serial: String,
    model: String,
    /// The day of the device's latest reading.
    #[schema(value_type = Option<String>, format = Date)]
    reading_date: Option<Date>,
    how_to: HowTo,
    articles: Vec<ArticleView>,
}

/// An article with what the order guard knows of it at this device.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArticleView {
    no: String,
    name: String,
    #[schema(value_type = String, example = "toner")]
    kind: ArticleKind,
    #[schema(value_type = Option<String>, example = "k")]
    colour: Option<Colour>,
    /// Nominal yield in pages.
    #[serde(rename = "yield")]
    nominal_yield: Option<u32>,
    guard: GuardView,
}

/// Lists exactly the articles that fit the device's model.
///
/// # Errors
///
/// [`Error::NotFound`] for a device that is not this contract's.
#[utoipa::path(get, path = "/api/devices/{serial}/articles", operation_id = "list_articles", tag = "devices",
    params(("serial" = String, Path, description = "The device")),
    responses((status = 200, body = Articles)))]
pub async fn handle(app: App, request: Request) -> Result<Response<Body>> {
    let token = Token::from_request(&request, &app)?;
    let read = async {
        let serial = api::path(&request, "serial", Serial::parse)?;
        let key = token.contract();
        let (device, contract) =
            tokio::join!(app.store.device(key, &serial), app.store.contract(key));
        let Some(device) = device? else { return Ok((None, contract?)) };
        let catalogue = app.store.catalogue(&device.model).await?;
        Ok((Some((device, catalogue)), contract?))
    };
    let (session, (found, contract)) = app.signed_in(&token, &OPERATION, read).await?;
    let (device, catalogue) = found.ok_or_else(Error::not_found)?;
    let contract = contract.ok_or(Error::SignedOut)?;
    let (model, articles) = &*catalogue;
    let today = session.day(app.clock.now());
    let articles = articles.iter().map(|article| ArticleView {
        no: article.no.to_string(),
        name: article.name.clone(),
        kind: article.kind,
        colour: article.colour,
        nominal_yield: article.nominal_yield,
        guard: GuardView::from(&Guard::of(&device, article, &contract.settings, today)),
    });
    api::json(
        StatusCode::OK,
        &Articles {
            serial: device.serial.to_string(),
            model: device.model.to_string(),
            reading_date: device.reading_date(),
            how_to: HowTo::new(model, api::language(&request)),
            articles: articles.collect(),
        },
    )
}
