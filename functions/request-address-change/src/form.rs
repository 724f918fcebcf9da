use api::{Field, Unknown};
use domain::{ContactId, Invalid, NewChange, Refusal, Result, Text};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

/// What `request_address_change` reads.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AddressChangeForm {
    /// From which day; today at the earliest, in a year at the latest.
    #[schema(value_type = String, format = Date)]
    effective: Field<String>,
    /// The address itself, for all devices that are there; otherwise this device alone.
    #[schema(value_type = bool)]
    whole_address: Field<bool>,
    /// Who is visited.
    #[schema(value_type = String, max_length = 60)]
    name: Field<String>,
    #[schema(value_type = String, max_length = 60)]
    street: Field<String>,
    #[schema(value_type = String, max_length = 12)]
    postcode: Field<String>,
    #[schema(value_type = String, max_length = 60)]
    city: Field<String>,
    /// Empty leaves it blank, missing keeps what is stored.
    #[schema(value_type = Option<String>, max_length = 60)]
    additional_info: Field<String>,
    /// Empty leaves it blank, missing keeps what is stored.
    #[schema(value_type = Option<String>, max_length = 60)]
    attention: Field<String>,
    /// Where in the building the device will stand; of one device only.
    #[schema(value_type = Option<String>, max_length = 60)]
    site: Field<String>,
    /// Who gets the letters.
    #[schema(value_type = String)]
    contact_id: Field<String>,
    /// A word to the operator.
    #[schema(value_type = Option<String>, max_length = 500)]
    note: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl AddressChangeForm {
    /// The change that was asked for.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Invalid`] with every field that is broken or unknown.
    pub fn parse(&self) -> Result<NewChange> {
        let mut invalid = Invalid::default();
        self.unknown.refuse("#", &mut invalid);
        let whole =
            self.whole_address.required("#/whole_address", &mut invalid, |whole| Ok(*whole));
        let line = |raw: &String| Text::line(raw, NewChange::LINE_MAX);
        let name = self.name.required("#/name", &mut invalid, line);
        let street = self.street.required("#/street", &mut invalid, line);
        let postcode = self
            .postcode
            .required("#/postcode", &mut invalid, |raw| Text::line(raw, NewChange::POSTCODE_MAX));
        let city = self.city.required("#/city", &mut invalid, line);
        let blank = |raw: &String| {
            Text::optional_line(raw, NewChange::LINE_MAX).map(Option::unwrap_or_default)
        };
        let additional_info =
            self.additional_info.optional("#/additional_info", &mut invalid, blank);
        let attention = self.attention.optional("#/attention", &mut invalid, blank);
        let site = self
            .site
            .optional("#/site", &mut invalid, |raw| Text::optional_line(raw, NewChange::LINE_MAX));
        let day = |raw: &String| raw.parse::<Date>().map_err(|_| Refusal::DateForm);
        let effective = self.effective.required("#/effective", &mut invalid, day);
        let contact = match self.contact_id {
            Field::Missing => {
                invalid.push("#/contact_id", Refusal::ContactMissing);
                None
            }
            _ => {
                self.contact_id.required("#/contact_id", &mut invalid, |raw| ContactId::parse(raw))
            }
        };
        let note = self
            .note
            .optional("#/note", &mut invalid, |raw| Text::optional_line(raw, NewChange::NOTE_MAX));
        let parts = || {
            Some(NewChange {
                effective: effective?,
                whole_address: whole?,
                name: name?,
                street: street?,
                postcode: postcode?,
                city: city?,
                attention,
                additional_info,
                site: site.flatten(),
                contact: contact?,
                note: note.flatten(),
            })
        };
        let change = parts();
        invalid.finish_with(change)
    }
}
