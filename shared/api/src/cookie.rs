use std::fmt;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use domain::{ABSOLUTE_HOURS, ContractKey, Error, Result};
use lambda_http::Request;
use lambda_http::http::HeaderValue;
use lambda_http::http::header::COOKIE;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

use crate::App;

const NAME: &str = "session";
/// What contracts in tokens are sealed for.
const PURPOSE: &str = "session";

/// What a browser holds of a session: the contract, so that everything can be read at once, and 256 random bits.
///
/// The contract is sealed: whoever came by a link must not learn the numbers from the cookie. The table knows only the token's SHA-256.
#[derive(Clone)]
pub struct Token {
    contract: ContractKey,
    text: String,
    id: String,
    network: String,
}

/// Seals contracts in tokens.
#[derive(Debug)]
pub(crate) struct Seal(LessSafeKey);

impl Seal {
    /// A seal that all functions with the same secret know.
    pub(crate) fn new(secret: &str) -> Self {
        let key = Sha256::new().chain_update("token ").chain_update(secret).finalize();
        let key = UnboundKey::new(&CHACHA20_POLY1305, &key).expect("a SHA-256 is a key");
        Self(LessSafeKey::new(key))
    }

    /// Seals `text`, to be opened for the same purpose only.
    pub(crate) fn close(&self, purpose: &str, text: &str) -> Vec<u8> {
        let nonce: [u8; NONCE_LEN] = random();
        let mut sealed = text.as_bytes().to_vec();
        let nonce_used = Nonce::assume_unique_for_key(nonce);
        self.0
            .seal_in_place_append_tag(nonce_used, Aad::from(purpose), &mut sealed)
            .expect("what is sealed is short");
        [&nonce[..], &sealed].concat()
    }

    /// What was sealed for this purpose.
    pub(crate) fn open(&self, purpose: &str, sealed: &[u8]) -> Option<String> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN)?;
        let (nonce, mut sealed) = (nonce.try_into().ok()?, sealed.to_vec());
        let nonce = Nonce::assume_unique_for_key(nonce);
        let opened = self.0.open_in_place(nonce, Aad::from(purpose), &mut sealed).ok()?;
        String::from_utf8(opened.to_vec()).ok()
    }
}

fn random<const N: usize>() -> [u8; N] {
    let mut random = [0; N];
    getrandom::fill(&mut random).expect("the operating system has random numbers");
    random
}

impl Token {
    /// A fresh token for a session of `contract`.
    pub fn new(app: &App, request: &Request, contract: &ContractKey) -> Self {
        let random = BASE64URL_NOPAD.encode(&random::<32>());
        let sealed = app.seal().close(PURPOSE, &contract.to_string());
        let text = format!("{}.{random}", BASE64URL_NOPAD.encode(&sealed));
        Self::of(contract.clone(), text, app.caller_network(request))
    }

    /// The token of the request's cookie.
    ///
    /// # Errors
    ///
    /// [`Error::SignedOut`] without one, or with one that this portal did not make.
    pub fn from_request(request: &Request, app: &App) -> Result<Self> {
        let text = cookies(request, app, NAME).next();
        text.and_then(|text| Self::parse(app, request, text)).ok_or(Error::SignedOut)
    }

    fn parse(app: &App, request: &Request, text: &str) -> Option<Self> {
        let (contract, random) = text.rsplit_once('.')?;
        let contract =
            app.seal().open(PURPOSE, &BASE64URL_NOPAD.decode(contract.as_bytes()).ok()?)?;
        let contract = ContractKey::from_parts(&contract, '#')?;
        let random = BASE64URL_NOPAD.decode(random.as_bytes()).ok()?;
        (random.len() == 32)
            .then(|| Self::of(contract, text.to_owned(), app.caller_network(request)))
    }

    fn of(contract: ContractKey, text: String, network: String) -> Self {
        let id = HEXLOWER.encode(&Sha256::digest(&text));
        Self { contract, text, id, network }
    }

    /// The contract that it claims to open; believed only when a session with [`Self::id`] is found there.
    pub fn contract(&self) -> &ContractKey {
        &self.contract
    }

    /// Its SHA-256, hexadecimal: the session's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where the request comes from, see [`domain::Session::network`].
    pub fn network(&self) -> &str {
        &self.network
    }

    /// The header that gives it to the browser.
    pub fn set_cookie(&self, app: &App) -> HeaderValue {
        cookie(app, NAME, &self.text, ABSOLUTE_HOURS * 3600)
    }

    /// The header that takes it away.
    pub fn clear_cookie(app: &App) -> HeaderValue {
        cookie(app, NAME, "", 0)
    }
}

/// Never the token: it is a key.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// The values of the request's cookies of that name.
pub(crate) fn cookies<'a>(
    request: &'a Request,
    app: &App,
    name: &str,
) -> impl Iterator<Item = &'a str> {
    let wanted = full_name(app, name);
    let lines = request.headers().get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(move |(name, _)| *name == wanted)
        .map(|(_, value)| value)
}

fn full_name(app: &App, name: &str) -> String {
    if app.plain_http() { name.to_owned() } else { format!("__Host-{name}") }
}

/// The header that gives a cookie to the browser, for so many seconds.
pub(crate) fn cookie(app: &App, name: &str, value: &str, max_age: i64) -> HeaderValue {
    let secure = if app.plain_http() { "" } else { " Secure;" };
    let name = full_name(app, name);
    let text =
        format!("{name}={value}; Path=/; Max-Age={max_age};{secure} HttpOnly; SameSite=Strict");
    HeaderValue::from_str(&text).expect("base64 is visible ASCII")
}
