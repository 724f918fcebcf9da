//! Forms that more than one operation reads.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AddressId, ArticleNo, Contact, ContactId, Duty, Email, Invalid, Language, NewDelivery, NewLine,
    NewOrder, QUANTITY, Refusal, Result, Scope, Serial, Text,
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{Field, Unknown};

/// What `check_order` and `place_order` read.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OrderForm {
    /// What is wanted.
    #[schema(value_type = Vec<OrderFormLine>, max_items = 90)]
    lines: Field<Vec<OrderFormLine>>,
    /// What to write on the parcels.
    #[schema(value_type = Option<Vec<OrderFormDelivery>>, max_items = 12)]
    deliveries: Field<Vec<OrderFormDelivery>>,
    /// The customer's own order mark.
    #[schema(value_type = Option<String>, max_length = 40)]
    reference: Field<String>,
    /// Who gets the confirmation; may be missing in a check.
    #[schema(value_type = String)]
    contact_id: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// A line of an order form.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OrderFormLine {
    /// The device.
    #[schema(value_type = String, max_length = 30)]
    serial: Field<String>,
    /// The article.
    #[schema(value_type = String, max_length = 20)]
    article: Field<String>,
    /// Pieces; 0 is not ordered.
    #[schema(value_type = u32, maximum = 99)]
    quantity: Field<u64>,
    /// Defective: replaced without charge instead of ordered.
    #[schema(value_type = Option<bool>)]
    claim: Field<bool>,
    /// The answer to the order guard.
    #[schema(value_type = Option<String>, max_length = 200)]
    reason: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// What to write on the parcels to one address.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OrderFormDelivery {
    /// Which address.
    #[schema(value_type = String)]
    address: Field<String>,
    /// The wording that was shown.
    #[schema(value_type = String)]
    version: Field<String>,
    /// Overwrites the attention line; empty leaves it blank, missing keeps what is stored.
    #[schema(value_type = Option<String>, max_length = 60)]
    attention: Field<String>,
    /// Overwrites the additional info; empty leaves it blank, missing keeps what is stored.
    #[schema(value_type = Option<String>, max_length = 60)]
    additional_info: Field<String>,
    /// What a change of the address is under way for shall wait until it is decided.
    #[schema(value_type = Option<bool>)]
    wait: Field<bool>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl OrderForm {
    /// The order that was asked for. `with_contact` says whether the contact must be chosen already.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Invalid`] with every field that is broken, unknown or too much.
    pub fn parse(&self, with_contact: bool) -> Result<NewOrder> {
        let mut invalid = Invalid::default();
        self.unknown.refuse("#", &mut invalid);
        self.lines.required("#/lines", &mut invalid, |_| Ok(()));
        self.deliveries.optional("#/deliveries", &mut invalid, |_| Ok(()));
        let lines = self
            .lines
            .items()
            .iter()
            .enumerate()
            .filter_map(|(index, line)| line.parse(index, &mut invalid))
            .filter(|line| line.quantity > 0)
            .collect();
        let deliveries = self
            .deliveries
            .items()
            .iter()
            .enumerate()
            .filter_map(|(index, delivery)| delivery.parse(index, &mut invalid))
            .collect();
        let reference = self
            .reference
            .optional("#/reference", &mut invalid, |text| Text::optional_line(text, 40));
        let contact = |text: &String| ContactId::parse(text);
        let contact = self.contact_id.optional("#/contact_id", &mut invalid, contact);
        if with_contact && matches!(self.contact_id, Field::Missing) {
            invalid.push("#/contact_id", Refusal::ContactMissing);
        }
        let order = NewOrder { lines, deliveries, reference: reference.flatten(), contact };
        if invalid.is_empty() {
            order.check(&mut invalid);
        }
        invalid.finish().map(|()| order)
    }
}

impl OrderFormLine {
    fn parse(&self, index: usize, invalid: &mut Invalid) -> Option<NewLine> {
        let at = |field: &str| format!("#/lines/{index}/{field}");
        self.unknown.refuse(&format!("#/lines/{index}"), invalid);
        let serial = self.serial.required(at("serial"), invalid, |raw| Serial::parse(raw));
        let article = self.article.required(at("article"), invalid, |raw| ArticleNo::parse(raw));
        let quantity = self.quantity.required(at("quantity"), invalid, |&pieces| {
            let pieces = u32::try_from(pieces).ok().filter(|pieces| *pieces <= QUANTITY);
            pieces.ok_or(Refusal::QuantityRange { max: QUANTITY })
        });
        let claim = self.claim.optional(at("claim"), invalid, |claim| Ok(*claim)).unwrap_or(false);
        let reason = self
            .reason
            .optional(at("reason"), invalid, |text| Text::optional_line(text, 200))
            .flatten();
        let (serial, article, quantity) = (serial?, article?, quantity?);
        Some(NewLine { index, serial, article, quantity, claim, reason })
    }
}

impl OrderFormDelivery {
    fn parse(&self, index: usize, invalid: &mut Invalid) -> Option<NewDelivery> {
        let at = |field: &str| format!("#/deliveries/{index}/{field}");
        self.unknown.refuse(&format!("#/deliveries/{index}"), invalid);
        let address = self.address.required(at("address"), invalid, |raw| AddressId::parse(raw));
        let version = self.version.required(at("version"), invalid, |raw| Text::line(raw, 20));
        let text = |raw: &String| Text::optional_line(raw, 60).map(Option::unwrap_or_default);
        let attention = self.attention.optional(at("attention"), invalid, text);
        let additional_info = self.additional_info.optional(at("additional_info"), invalid, text);
        let wait = self.wait.optional(at("wait"), invalid, |wait| Ok(*wait)).unwrap_or(false);
        let (address, version) = (address?, version?);
        Some(NewDelivery { address, version, attention, additional_info, wait })
    }
}

/// What `add_contact` and `change_contact` read.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ContactForm {
    #[schema(value_type = String, max_length = 60)]
    first_name: Field<String>,
    #[schema(value_type = String, max_length = 60)]
    last_name: Field<String>,
    #[schema(value_type = String, max_length = 120, format = Email)]
    email: Field<String>,
    #[schema(value_type = Option<String>, max_length = 30)]
    phone: Field<String>,
    /// The language of letters.
    #[schema(value_type = String, example = "de")]
    language: Field<String>,
    /// What it is responsible for; each duty once.
    #[schema(value_type = Option<Vec<DutyForm>>, max_items = 3)]
    duties: Field<Vec<DutyForm>>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Something that a contact is responsible for.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DutyForm {
    #[schema(value_type = String, example = "readings")]
    duty: Field<Duty>,
    /// The devices; all of the contract without them.
    #[schema(value_type = Option<Vec<String>>, max_items = 400)]
    devices: Field<Vec<String>>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl DutyForm {
    fn parse(&self, index: usize, invalid: &mut Invalid) -> Option<(Duty, Scope)> {
        let at = |field: &str| format!("#/duties/{index}/{field}");
        self.unknown.refuse(&format!("#/duties/{index}"), invalid);
        let duty = self.duty.required(at("duty"), invalid, |duty| Ok(*duty));
        let max = Scope::DEVICES_MAX;
        let devices = self.devices.optional(at("devices"), invalid, |devices| {
            if devices.len() > max {
                return Err(Refusal::TooManyDevicesChosen { max });
            }
            if devices.is_empty() {
                return Err(Refusal::Required);
            }
            devices.iter().map(|raw| Serial::parse(raw)).collect::<Result<BTreeSet<_>, _>>()
        });
        Some((duty?, devices.map_or(Scope::All, Scope::Devices)))
    }
}

impl ContactForm {
    /// The contact that was described, under `id`.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Invalid`] with every field that is broken or unknown.
    pub fn parse(&self, id: ContactId, confirmed: bool) -> Result<Contact> {
        let mut invalid = Invalid::default();
        self.unknown.refuse("#", &mut invalid);
        let name = |text: &String| Text::line(text, Contact::NAME_MAX);
        let first_name = self.first_name.required("#/first_name", &mut invalid, name);
        let last_name = self.last_name.required("#/last_name", &mut invalid, name);
        let email = self.email.required("#/email", &mut invalid, |raw| Email::parse(raw));
        let phone = self.phone.optional("#/phone", &mut invalid, |raw| Contact::parse_phone(raw));
        let language =
            self.language.required("#/language", &mut invalid, |raw| Language::parse(raw));
        self.duties.optional("#/duties", &mut invalid, |_| Ok(()));
        let mut duties = BTreeMap::new();
        for (index, form) in self.duties.items().iter().enumerate() {
            let Some((duty, scope)) = form.parse(index, &mut invalid) else { continue };
            if duties.insert(duty, scope).is_some() {
                invalid.push(format!("#/duties/{index}/duty"), Refusal::DutyTwice);
            }
        }
        let complete = first_name.zip(last_name).zip(email).zip(language);
        let (((first_name, last_name), email), language) = invalid.finish_with(complete)?;
        Ok(Contact {
            id,
            first_name,
            last_name,
            email,
            phone: phone.flatten(),
            language,
            confirmed,
            duties,
            undeliverable: None,
        })
    }
}
