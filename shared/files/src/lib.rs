//! Files that customers send: where they are put, inspected, kept and fetched. The only crate that knows S3.
//!
//! A browser puts a file straight into the bucket, by an address that fits this one file and nothing else. It comes below `incoming/`, where nobody
//! fetches it; once it is inspected it is copied to its place, and only then can it be fetched.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use aws_sdk_s3::config::{Builder, RequestChecksumCalculation, ResponseChecksumValidation};
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::presigning::{PresignedRequest, PresigningConfig};
use data_encoding::{BASE64, HEXLOWER, HEXLOWER_PERMISSIVE};
use domain::{Error, FileFacts, FileFault, FileHash, FilePlace, NewFile, Result, Upload, UploadId};
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

/// For how long a file can be fetched by an address.
const FETCH: Duration = Duration::from_mins(5);

/// What a name in a header must not hold as it is (RFC 8187).
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// The bucket.
#[derive(Debug, Clone)]
pub struct Files {
    client: Client,
    bucket: String,
    /// For how long a file can be put by an address.
    put: Duration,
}

/// A file that was announced, as the answer is kept for retries: without an address, which would be over by then.
#[derive(Debug, Serialize, Deserialize)]
pub struct Announced {
    /// Its id.
    pub id: UploadId,
    /// The key under which it is to come.
    pub key: String,
}

/// A file that may come now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Expected {
    /// Its id.
    #[schema(value_type = String)]
    pub id: UploadId,
    /// How it is put.
    pub upload: PutForm,
}

/// How a browser puts a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct PutForm {
    /// Where to: good for this file only, and once.
    pub url: String,
    /// `PUT`.
    #[schema(example = "PUT")]
    pub method: String,
    /// What must be sent along, word for word.
    pub headers: BTreeMap<String, String>,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

impl Announced {
    /// `file` that is to come to `place`.
    pub fn new(place: &FilePlace) -> Self {
        Self { id: place.id.clone(), key: place.incoming() }
    }
}

impl Files {
    /// The bucket `name` of S3 at `environment`.
    pub fn new(environment: &aws::Environment, name: impl Into<String>) -> Self {
        let config = Builder::from(&environment.sdk())
            .force_path_style(environment.endpoint.is_some())
            // The browser says the checksum; the SDK is not to add one of a body that it does not have.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
            .build();
        let put = Duration::from_mins(Upload::MINUTES);
        Self { client: Client::from_conf(config), bucket: name.into(), put }
    }

    /// Reads `FILES_BUCKET` and the AWS environment, for a function that only makes addresses.
    ///
    /// # Errors
    ///
    /// The name of the variable that is missing.
    pub fn from_env() -> Result<Self, String> {
        Ok(Self::new(&aws::Environment::from_env()?, bucket_name()?))
    }

    /// As [`Files::from_env`], for a function that calls the bucket: opens a connection.
    ///
    /// # Errors
    ///
    /// The name of the variable that is missing.
    pub async fn connected_from_env() -> Result<Self, String> {
        let (environment, bucket) = (aws::Environment::from_env()?, bucket_name()?);
        environment.open(&endpoint(&environment, &bucket).await?, 1).await;
        Ok(Self::new(&environment, bucket))
    }

    /// As it is, but with addresses to put files to that are good for `put`.
    #[must_use]
    pub fn with_lifetime(self, put: Duration) -> Self {
        Self { put, ..self }
    }

    /// An address, made at `now`, to which `file` can be put, once, and nothing else: length, type and SHA-256 are part of its signature.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when it cannot be signed.
    pub async fn expect(
        &self,
        announced: Announced,
        file: &NewFile,
        now: Timestamp,
    ) -> Result<Expected> {
        let hash = HEXLOWER.decode(file.sha256.as_str().as_bytes()).map_err(Error::internal)?;
        let signed = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(announced.key)
            .content_type(file.kind.media_type())
            .content_length(i64::try_from(file.size).map_err(Error::internal)?)
            .checksum_sha256(BASE64.encode(&hash))
            .if_none_match("*")
            .presigned(lifetime(self.put)?)
            .await
            .map_err(Error::internal)?;
        let upload = form(&signed, now + self.put);
        Ok(Expected { id: announced.id, upload })
    }

    /// An address from which an accepted file can be fetched for five minutes, to be kept and not to be shown: nothing of it runs in a browser.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] when it cannot be signed.
    pub async fn fetch_url(&self, place: &FilePlace, file: &NewFile) -> Result<String> {
        let name = file.name_to_keep();
        let plain: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || "-._ ".contains(c) { c } else { '_' })
            .collect();
        let name = utf8_percent_encode(&name, NAME);
        let signed = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(place.to_string())
            .response_content_type(file.kind.media_type())
            .response_content_disposition(format!(
                "attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
            ))
            .presigned(lifetime(FETCH)?)
            .await
            .map_err(Error::internal)?;
        Ok(signed.uri().to_owned())
    }

    /// Reads a file that came, once and piece by piece, and says what is wrong with it; `None` when it is not there.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn inspect(
        &self,
        place: &FilePlace,
        file: &NewFile,
    ) -> Result<Option<Result<(), FileFault>>> {
        let got = self.client.get_object().bucket(&self.bucket).key(place.incoming()).send().await;
        let mut body = match got {
            Ok(got) => got.body,
            Err(err) if err.code() == Some("NoSuchKey") => return Ok(None),
            Err(err) => return Err(from_sdk(err)),
        };
        let (mut facts, mut sha256) = (FileFacts::default(), Sha256::new());
        while let Some(piece) = body.next().await {
            let piece = piece.map_err(|err| {
                tracing::warn!("a file broke off while it was read: {err}");
                Error::Busy
            })?;
            facts.note(&piece);
            sha256.update(&piece);
        }
        let sha256 = FileHash::parse(&HEXLOWER_PERMISSIVE.encode(&sha256.finalize()));
        let sha256 = sha256.map_err(|refusal| Error::internal(refusal.code()))?;
        Ok(Some(facts.check(file, &sha256)))
    }

    /// Copies a file that was inspected to where it is kept and can be fetched. What came stays where it came for as long as the bucket keeps it there: so
    /// its address remains used.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn keep(&self, place: &FilePlace) -> Result<()> {
        let copied = self
            .client
            .copy_object()
            .bucket(&self.bucket)
            .key(place.to_string())
            .copy_source(format!("{}/{}", self.bucket, place.incoming()))
            .send()
            .await;
        copied.map(drop).map_err(from_sdk)
    }

    /// Removes a file that came. Harmless when done twice.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] or [`Error::Internal`].
    pub async fn remove(&self, place: &FilePlace) -> Result<()> {
        let removed =
            self.client.delete_object().bucket(&self.bucket).key(place.incoming()).send().await;
        match removed {
            Err(err) if err.code() == Some("NoSuchKey") => Ok(()),
            removed => removed.map(drop).map_err(from_sdk),
        }
    }
}

fn lifetime(lifetime: Duration) -> Result<PresigningConfig> {
    PresigningConfig::expires_in(lifetime).map_err(Error::internal)
}

fn bucket_name() -> Result<String, String> {
    std::env::var("FILES_BUCKET").map_err(|_| "FILES_BUCKET is not set".to_owned())
}

/// Where the SDK calls S3 for `bucket`.
async fn endpoint(environment: &aws::Environment, bucket: &str) -> Result<String, String> {
    let asked = Params::builder().region(&environment.region).bucket(bucket);
    let asked = asked.force_path_style(environment.endpoint.is_some());
    let asked = asked.set_endpoint(environment.endpoint.clone()).build();
    let asked = asked.map_err(|err| err.to_string())?;
    let found = DefaultResolver::new().resolve_endpoint(&asked).await;
    found.map(|endpoint| endpoint.url().to_owned()).map_err(|err| err.to_string())
}

/// What a browser needs of a signed request. It sets host and length by itself, and lets no page do so.
fn form(signed: &PresignedRequest, expires_at: Timestamp) -> PutForm {
    let own = |name: &str| ["host", "content-length"].contains(&name);
    let headers = signed.headers().filter(|(name, _)| !own(name));
    PutForm {
        url: signed.uri().to_owned(),
        method: signed.method().to_owned(),
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        expires_at,
    }
}

fn from_sdk<E>(err: SdkError<E>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    let passing = match &err {
        SdkError::TimeoutError(_) | SdkError::DispatchFailure(_) | SdkError::ResponseError(_) => {
            true
        }
        _ => matches!(err.code(), Some("SlowDown" | "ServiceUnavailable" | "InternalError")),
    };
    if passing {
        tracing::warn!(error.code = err.code(), "the bucket did not answer: {err}");
        Error::Busy
    } else {
        Error::internal(err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn connections_are_opened_to_the_service_of_the_region() {
        let mut environment = aws::Environment::local("");
        environment.endpoint = None;
        assert_eq!(
            endpoint(&environment, "files").await,
            Ok("https://files.s3.eu-central-1.amazonaws.com".to_owned())
        );
    }
}
