//! Files that are announced through the API and put elsewhere.

use domain::{FileHash, FileKind, Invalid, Level, NewFile, Result, Session, Upload, UploadState};
use jiff::Timestamp;
use lambda_http::{Body, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Field, Unknown, json_text};

/// What a browser says about a file before it puts it.
#[derive(Debug, Deserialize, ToSchema)]
pub struct FileForm {
    /// What it is called.
    #[schema(value_type = String, max_length = 120)]
    name: Field<String>,
    /// `application/pdf`, `image/png` or `image/jpeg`.
    #[serde(rename = "type")]
    #[schema(value_type = String, example = "application/pdf")]
    kind: Field<String>,
    /// Bytes, 10 MiB at most.
    #[schema(value_type = u64, minimum = 1, maximum = 10_485_760)]
    size: Field<u64>,
    /// SHA-256 of its bytes, hexadecimal.
    #[schema(value_type = String, min_length = 64, max_length = 64)]
    sha256: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl FileForm {
    /// The file that is announced.
    ///
    /// # Errors
    ///
    /// [`domain::Error::Invalid`] with every field that is broken or unknown.
    pub fn parse(&self) -> Result<NewFile> {
        let mut invalid = Invalid::default();
        self.unknown.refuse("#", &mut invalid);
        let name = self.name.required("#/name", &mut invalid, |raw| NewFile::parse_name(raw));
        let kind = self.kind.required("#/type", &mut invalid, |raw| FileKind::parse(raw));
        let size = self.size.required("#/size", &mut invalid, |size| NewFile::parse_size(*size));
        let hash = self.sha256.required("#/sha256", &mut invalid, |raw| FileHash::parse(raw));
        let complete = name.zip(kind).zip(size).zip(hash);
        let (((name, kind), size), sha256) = invalid.finish_with(complete)?;
        Ok(NewFile { name, kind, size, sha256 })
    }
}

/// A file that is to come, has come, or was refused.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadView {
    id: String,
    /// What its owner calls it; for the session that sent it, and for confirmed ones.
    name: Option<String>,
    #[serde(rename = "type")]
    #[schema(value_type = String, example = "application/pdf")]
    kind: FileKind,
    /// Bytes.
    size: u64,
    #[schema(value_type = String, format = DateTime)]
    announced_at: Timestamp,
    #[schema(value_type = String, example = "accepted")]
    state: UploadState,
    /// When it was accepted or refused.
    #[schema(value_type = Option<String>, format = DateTime)]
    settled_at: Option<Timestamp>,
    /// Why it was refused; never changes with the language.
    code: Option<&'static str>,
    /// Why it was refused, and what to do, in the language asked for.
    detail: Option<String>,
    /// Whether this session may fetch it.
    openable: bool,
}

impl UploadView {
    /// `upload` as `session` may see it, in `language`.
    pub fn new(upload: &Upload, session: &Session, language: domain::Language) -> Self {
        let seen = may_see(upload, session);
        let fault = upload.fault.map(domain::Refusal::from);
        Self {
            id: upload.id.to_string(),
            name: seen.then(|| upload.file.name.clone()),
            kind: upload.file.kind,
            size: upload.file.size,
            announced_at: upload.announced_at,
            state: upload.state,
            settled_at: upload.settled_at,
            code: fault.as_ref().map(domain::Refusal::code),
            detail: fault.as_ref().map(|fault| crate::sentence(language, fault)),
            openable: seen && upload.state == UploadState::Accepted,
        }
    }
}

/// Whether `session` may see what a file is called and what is in it: who signed in by the numbers alone sees what he sent himself.
pub fn may_see(upload: &Upload, session: &Session) -> bool {
    session.level >= Level::Confirmed || upload.session == session.id
}

/// What an answer of this portal says.
///
/// # Errors
///
/// [`domain::Error::Internal`] when it does not say that.
pub fn said<T: DeserializeOwned>(answer: &Response<Body>) -> Result<T> {
    serde_json::from_slice(answer.body()).map_err(domain::Error::internal)
}

/// `answer`, but saying `value`.
///
/// # Errors
///
/// [`domain::Error::Internal`] when `value` cannot be written as JSON.
pub fn saying(mut answer: Response<Body>, value: &impl Serialize) -> Result<Response<Body>> {
    *answer.body_mut() = Body::Text(json_text(value)?);
    Ok(answer)
}
