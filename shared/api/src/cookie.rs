use std::fmt;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use domain::{ABSOLUTE_HOURS, ContractKey, Error, Result};
use lambda_http::Request;
use lambda_http::http::HeaderValue;
use lambda_http::http::header::COOKIE;
use sha2::{Digest, Sha256};

use crate::App;

/// What a browser holds of a session: the contract, so that everything can be read at once, and 256 random bits.
///
/// The table knows only its SHA-256.
#[derive(Clone)]
pub struct Token {
    contract: ContractKey,
    text: String,
    id: String,
}

impl Token {
    /// A fresh token for a session of `contract`.
    pub fn new(contract: &ContractKey) -> Self {
        let mut random = [0; 32];
        getrandom::fill(&mut random).expect("the operating system has random numbers");
        let parts = contract.to_string().replace('#', ".");
        Self::of(contract.clone(), format!("{parts}.{}", BASE64URL_NOPAD.encode(&random)))
    }

    /// The token of the request's cookie.
    ///
    /// # Errors
    ///
    /// [`Error::SignedOut`] without one, or with one that this portal did not make.
    pub fn from_request(request: &Request, app: &App) -> Result<Self> {
        let cookies =
            request.headers().get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == name_for(app))
            .and_then(|(_, text)| Self::parse(text))
            .ok_or(Error::SignedOut)
    }

    fn parse(text: &str) -> Option<Self> {
        let (contract, random) = text.rsplit_once('.')?;
        let contract = ContractKey::from_parts(contract, '.')?;
        let random = BASE64URL_NOPAD.decode(random.as_bytes()).ok()?;
        (random.len() == 32).then(|| Self::of(contract, text.to_owned()))
    }

    fn of(contract: ContractKey, text: String) -> Self {
        let id = HEXLOWER.encode(&Sha256::digest(&text));
        Self { contract, text, id }
    }

    /// The contract that it claims to open; believed only when a session with [`Self::id`] is found there.
    pub fn contract(&self) -> &ContractKey {
        &self.contract
    }

    /// Its SHA-256, hexadecimal: the session's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The header that gives it to the browser.
    pub fn set_cookie(&self, app: &App) -> HeaderValue {
        cookie(app, &self.text, ABSOLUTE_HOURS * 3600)
    }

    /// The header that takes it away.
    pub fn clear_cookie(app: &App) -> HeaderValue {
        cookie(app, "", 0)
    }
}

/// Never the token: it is a key.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

fn name_for(app: &App) -> &'static str {
    if app.plain_http() { "session" } else { "__Host-session" }
}

fn cookie(app: &App, value: &str, max_age: i64) -> HeaderValue {
    let secure = if app.plain_http() { "" } else { " Secure;" };
    let name = name_for(app);
    let text =
        format!("{name}={value}; Path=/; Max-Age={max_age};{secure} HttpOnly; SameSite=Strict");
    HeaderValue::from_str(&text).expect("contract keys and base64 are visible ASCII")
}
