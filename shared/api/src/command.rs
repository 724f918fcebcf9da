use data_encoding::HEXLOWER;
use domain::{ContractKey, Error, Invalid, Refusal, Result, Session};
use events::Event;
use lambda_http::http::HeaderValue;
use lambda_http::{Body, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::{Effect, Outcome, Stored};

use crate::{App, Operation, StatusCode, Token, json_text, media_type, respond};

/// A request that changes something: who, which operation, under which key, and what it says.
#[derive(Debug, Clone)]
pub struct Command {
    /// Who asks.
    pub token: Token,
    operation: &'static Operation,
    key: Result<String, Refusal>,
    body: Value,
    fingerprint: String,
}

/// What is to be done with a request that changes something.
#[derive(Debug)]
pub enum Admission<T> {
    /// It is made for the first time: do it.
    Fresh(Session, T),
    /// It was made before: this was the answer.
    Replay(Response<Body>),
}

/// Reads a request that changes something.
///
/// # Errors
///
/// [`Error::NotJson`] or [`Error::Malformed`] for a body that cannot be read, [`Error::SignedOut`] without a token.
pub fn command(app: &App, request: &Request, operation: &'static Operation) -> Result<Command> {
    let body = body(request)?;
    let token = Token::from_request(request, app)?;
    // Over the request as understood, not over its bytes: another spelling of the same JSON is the same request.
    let understood = format!("1\0{}\0{}\0{body}", request.method(), request.uri().path());
    let fingerprint = HEXLOWER.encode(&Sha256::digest(understood));
    Ok(Command { token, operation, key: idempotency_key(request), body, fingerprint })
}

/// Reads the form of a request that anyone may send and that is exempt from idempotency keys.
///
/// # Errors
///
/// As [`body`] and [`parse`].
pub fn form<T: DeserializeOwned>(request: &Request) -> Result<T> {
    parse(body(request)?)
}

impl Command {
    /// The contract that the caller's token claims to open.
    pub fn contract(&self) -> &ContractKey {
        self.token.contract()
    }

    /// What it says.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] when the key is missing or misshapen, or the body is not an object.
    pub fn form<T: DeserializeOwned>(&self) -> Result<T> {
        self.checked_key()?;
        parse(self.body.clone())
    }

    /// The key that a retry would carry again.
    fn checked_key(&self) -> Result<&str> {
        let refused =
            |refusal: &Refusal| Error::Invalid(Invalid::one("#/Idempotency-Key", refusal.clone()));
        self.key.as_deref().map_err(refused)
    }

    /// The command for one of several parts of the request: its own stored answer, under a key derived from the request's.
    #[must_use]
    pub fn part(&self, number: usize) -> Self {
        let key = self.key.clone().map(|key| format!("{key}#{number}"));
        Self { key, ..self.clone() }
    }

    /// The effect of this command, for the store: the answer is kept for retries, the event, if there is one, is published.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when the answer cannot be written as JSON.
    pub fn effect<'a>(
        &'a self,
        app: &App,
        session: &'a Session,
        answer: (StatusCode, &impl Serialize),
        event: impl Into<Option<Event>>,
    ) -> Result<Effect<'a>> {
        let (status, body) = answer;
        let body = if status == StatusCode::NO_CONTENT { String::new() } else { json_text(body)? };
        let answer =
            Stored { fingerprint: self.fingerprint.clone(), status: status.as_u16(), body };
        Ok(Effect {
            session,
            operation: self.operation.id,
            key: self.checked_key()?,
            answer,
            event: event.into(),
            now: app.clock.now(),
        })
    }

    /// The answer once the store is done.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] when the key was used for another request.
    pub fn finish(&self, effect: Effect<'_>, outcome: Outcome) -> Result<Response<Body>> {
        match outcome {
            Outcome::Done => stored_response(effect.answer),
            Outcome::Before(stored) => self.replay(stored),
        }
    }

    fn replay(&self, stored: Stored) -> Result<Response<Body>> {
        if stored.fingerprint != self.fingerprint {
            let reused = Invalid::one("#/Idempotency-Key", Refusal::IdempotencyKeyReused);
            return Err(Error::Invalid(reused));
        }
        let mut response = stored_response(stored)?;
        response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
        Ok(response)
    }
}

impl App {
    /// Decides about a request that changes something: session, stored answer, contract and what `read` fetches come at the same time;
    /// a stored answer is given before any rule runs. Once the contract has ended, hardly anything is changed any more.
    ///
    /// # Errors
    ///
    /// As [`App::signed_in`]; [`Error::Invalid`] when the key was used for another request; [`Error::Conflict`] when the contract does not run and the
    /// operation needs that.
    pub async fn admit<T>(
        &self,
        command: &Command,
        read: impl Future<Output = Result<T>>,
    ) -> Result<Admission<T>> {
        let now = self.clock.now();
        let (contract, token) = (command.contract(), &command.token);
        let stored = async {
            match &command.key {
                Ok(key) => self.store.stored_answer(contract, command.operation.id, key, now).await,
                Err(_) => Ok(None),
            }
        };
        let session = self.store.session(contract, token.id(), now);
        let (session, stored, of, read) =
            tokio::join!(session, stored, self.store.contract(contract), read);
        let mut session = self.enter(session?, command.operation).await?;
        token.network().clone_into(&mut session.network);
        if let Some(stored) = stored? {
            return command.replay(stored).map(Admission::Replay);
        }
        let read = read?;
        let (of, today) = (of?.ok_or(Error::SignedOut)?, session.day(now));
        // A session may outlive the days after the end by some hours.
        if !of.admits_on(today) {
            return Err(Error::SignedOut);
        }
        if !command.operation.goes_on_after_end() {
            of.check_runs(today).map_err(Error::Conflict)?;
        }
        Ok(Admission::Fresh(session, read))
    }

    /// The answer to a request that was not made before when it was admitted. A twin may have been through since then: what the rules
    /// refuse now is its own effect, and its answer is this one's too.
    ///
    /// # Errors
    ///
    /// What `answer` failed with, when there is no twin.
    pub async fn unless_replayed(
        &self,
        command: &Command,
        answer: Result<Response<Body>>,
    ) -> Result<Response<Body>> {
        let refused = match answer {
            Err(refused @ (Error::Invalid(_) | Error::NotFound(_) | Error::Conflict(_))) => refused,
            answer => return answer,
        };
        self.stored(command).await?.ok_or(refused)
    }

    /// The answer that was stored for a command, if it was made before.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] when the key was used for another request; [`Error::Busy`] or [`Error::Internal`].
    pub async fn stored(&self, command: &Command) -> Result<Option<Response<Body>>> {
        let (contract, now) = (command.contract(), self.clock.now());
        let key = command.checked_key()?;
        let stored = self.store.stored_answer(contract, command.operation.id, key, now).await?;
        stored.map(|stored| command.replay(stored)).transpose()
    }
}

fn stored_response(stored: Stored) -> Result<Response<Body>> {
    let status = StatusCode::from_u16(stored.status).map_err(Error::internal)?;
    if stored.body.is_empty() {
        return Ok(crate::empty(status));
    }
    Ok(respond(status, "application/json", stored.body))
}

/// The JSON of the body; an empty body is an empty object. Its fields are looked at once its sender is known: see [`parse`].
///
/// # Errors
///
/// [`Error::NotJson`] or [`Error::Malformed`].
pub fn body(request: &Request) -> Result<Value> {
    if request.body().is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    if !media_type(request).eq_ignore_ascii_case("application/json") {
        return Err(Error::NotJson);
    }
    serde_json::from_slice(request.body()).map_err(|_| Error::Malformed)
}

/// The form in a body.
///
/// # Errors
///
/// [`Error::Invalid`] when the body is not an object.
pub fn parse<T: DeserializeOwned>(body: Value) -> Result<T> {
    T::deserialize(body).map_err(|_| Error::Invalid(Invalid::one("#", Refusal::WrongType)))
}

/// The key of the header, plain or as a quoted string.
fn idempotency_key(request: &Request) -> Result<String, Refusal> {
    let header = request.headers().get("idempotency-key").ok_or(Refusal::IdempotencyKeyMissing)?;
    let key = header.to_str().map_err(|_| Refusal::IdempotencyKeyForm)?.trim();
    let key = key.strip_prefix('"').and_then(|key| key.strip_suffix('"')).unwrap_or(key);
    let good = (1..=255).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if good { Ok(key.to_owned()) } else { Err(Refusal::IdempotencyKeyForm) }
}
