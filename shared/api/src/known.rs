use data_encoding::BASE64URL_NOPAD;
use domain::ContractKey;
use jiff::Timestamp;
use lambda_http::Request;
use lambda_http::http::HeaderValue;

use crate::App;
use crate::cookie::{cookie, cookies};

/// Seconds for which a browser is remembered after it signed in.
const REMEMBERED: i64 = 180 * 86_400;
/// Contracts that a browser is remembered for.
const AT_MOST: usize = 5;
const NAME: &str = "known";

/// The contracts to which a browser has signed in before: it guesses nothing, so that other people's guesses need not shut it out.
///
/// Each is a sealed mark in a cookie. It opens nothing by itself: whoever has it needs the numbers as well.
#[derive(Debug, Default)]
pub struct KnownContracts(Vec<(ContractKey, i64)>);

impl KnownContracts {
    /// Those that the request's cookie names, as far as this portal made it.
    pub fn from_request(request: &Request, app: &App) -> Self {
        let marks = cookies(request, app, NAME).next().unwrap_or_default();
        Self(marks.split('.').take(AT_MOST).filter_map(|mark| open(app, mark)).collect())
    }

    /// Whether the browser signed in to `contract` not long ago.
    pub fn has(&self, contract: &ContractKey, now: Timestamp) -> bool {
        self.0.iter().any(|(known, until)| known == contract && now.as_second() < *until)
    }

    /// The header that lets the browser be remembered for `contract` too; the one that was used longest ago is forgotten.
    pub fn remember(&self, app: &App, contract: &ContractKey, now: Timestamp) -> HeaderValue {
        let others = self.0.iter().filter(|(known, _)| known != contract).take(AT_MOST - 1);
        let fresh = (contract.clone(), now.as_second() + REMEMBERED);
        let marks: Vec<String> =
            std::iter::once(&fresh).chain(others).map(|mark| close(app, mark)).collect();
        cookie(app, NAME, &marks.join("."), REMEMBERED)
    }
}

fn close(app: &App, (contract, until): &(ContractKey, i64)) -> String {
    BASE64URL_NOPAD.encode(&app.seal().close(NAME, &format!("{until}#{contract}")))
}

fn open(app: &App, mark: &str) -> Option<(ContractKey, i64)> {
    let mark = app.seal().open(NAME, &BASE64URL_NOPAD.decode(mark.as_bytes()).ok()?)?;
    let (until, contract) = mark.split_once('#')?;
    Some((ContractKey::from_parts(contract, '#')?, until.parse().ok()?))
}
