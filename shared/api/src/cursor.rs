use data_encoding::BASE64URL_NOPAD;
use domain::{Error, Invalid, Refusal, Result};
use lambda_http::{Request, RequestExt};

/// Where a list's next page begins. Opaque to clients; it names a place within the caller's own contract only.
#[derive(Debug, Clone, Copy)]
pub struct Cursor;

impl Cursor {
    /// The place that `?cursor=` names.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] for a cursor that [`Self::write`] did not make.
    pub fn read<T>(
        request: &Request,
        parse: impl FnOnce(&str) -> Result<T, Refusal>,
    ) -> Result<Option<T>> {
        let refused = || Error::Invalid(Invalid::one("#/cursor", Refusal::CursorForm));
        let query = request.query_string_parameters();
        let Some(raw) = query.first("cursor") else { return Ok(None) };
        let place = BASE64URL_NOPAD.decode(raw.as_bytes()).map_err(|_| refused())?;
        let place = String::from_utf8(place).map_err(|_| refused())?;
        parse(&place).map(Some).map_err(|_| refused())
    }

    /// The cursor for a place.
    pub fn write(place: &impl ToString) -> String {
        BASE64URL_NOPAD.encode(place.to_string().as_bytes())
    }
}
