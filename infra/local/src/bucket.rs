//! The bucket: an embedded S3, reached by the real SDK and by browsers. Files lie below the data folder.
//!
//! In front of it stands what the embedded service lacks: CORS as the template has it, a file that is whole and has the announced SHA-256 before anything of it
//! is written, and the event about each file that came.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use domain::{FilePlace, NewFile};
use s3s::auth::SimpleAuth;
use s3s::config::{S3Config, StaticConfigProvider};
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;
use tower_http::cors::CorsLayer;

use crate::Error;
use crate::endpoint::SECRET;
use crate::environments::crate_of;
use crate::runner::Runner;
use crate::services;
use crate::template::Cors;

/// The bucket's name on this machine.
pub(crate) const BUCKET: &str = "pagetally-files";
/// Who may sign beside the functions, as [`aws::Environment::local`] does.
const CREDENTIALS: &str = "local";
/// For how long what came stays where it came, as the template's lifecycle has it.
const INCOMING: Duration = Duration::from_hours(7 * 24);

/// The bucket of an edition.
#[derive(Clone)]
pub(crate) struct Bucket {
    service: S3Service,
    folder: PathBuf,
    runner: Runner,
    /// One file after another: whether a key is taken is looked at before it is written.
    turn: Arc<Mutex<()>>,
}

impl Bucket {
    /// Opens the bucket below `folder`, for the functions with these logical ids.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made.
    pub(crate) fn open(folder: &Path, runner: Runner, functions: &[String]) -> Result<Self, Error> {
        let own = folder.join(BUCKET);
        std::fs::create_dir_all(&own)?;
        let files =
            FileSystem::new(folder).map_err(|err| format!("{}: {err:?}", folder.display()))?;
        let mut builder = S3ServiceBuilder::new(files);
        let mut auth = SimpleAuth::from_single(CREDENTIALS, CREDENTIALS);
        for function in functions {
            auth.register(crate_of(function), SECRET.into());
        }
        builder.set_auth(auth);
        // Functions that live in another time sign in it.
        let mut config = S3Config::default();
        config.presigned_url_max_skew_time_secs = u32::MAX;
        builder.set_config(Arc::new(StaticConfigProvider::new(Arc::new(config))));
        Ok(Self { service: builder.build(), folder: own, runner, turn: Arc::default() })
    }

    /// Tells again of every file that came and may not have been inspected when the process ended; inspecting it twice changes nothing. What is too old goes.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub(crate) fn tell_again(&self) -> Result<(), Error> {
        let mut folders = vec![self.folder.join(FilePlace::INCOMING)];
        while let Some(folder) = folders.pop() {
            for entry in folder.read_dir().into_iter().flatten() {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if older(&path, INCOMING)? {
                    std::fs::remove_file(path)?;
                } else {
                    self.tell(&path.strip_prefix(&self.folder)?.to_string_lossy())?;
                }
            }
        }
        Ok(())
    }

    /// The service as browsers of `portal` meet it.
    ///
    /// # Errors
    ///
    /// When the template's CORS rule names a method or header that there is not.
    pub(crate) fn router(self, portal: &str, cors: &Cors) -> Result<Router, Error> {
        let methods = cors.methods.iter().map(|method| method.parse::<Method>());
        let headers = cors.headers.iter().map(|header| header.parse::<HeaderName>());
        let layer = CorsLayer::new()
            .allow_origin(portal.parse::<HeaderValue>()?)
            .allow_methods(methods.collect::<Result<Vec<_>, _>>()?)
            .allow_headers(headers.collect::<Result<Vec<_>, _>>()?);
        Ok(Router::new().fallback(serve).layer(layer).with_state(self))
    }

    fn tell(&self, key: &str) -> Result<(), Error> {
        let detail = json!({ "bucket": { "name": BUCKET }, "object": { "key": key }, "reason": "PutObject" });
        let id = store::new_id(jiff::Timestamp::now());
        self.runner.take(services::event(&id, "aws.s3", "Object Created", detail))
    }

    async fn call(&self, request: axum::http::Request<s3s::Body>) -> Response {
        match self.service.call(request).await {
            Ok(response) => response.map(Body::new),
            Err(err) => {
                tracing::error!("the bucket failed: {err:?}");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }

    /// Takes a file that is whole.
    async fn put(&self, request: axum::http::Request<s3s::Body>) -> Response {
        let key = request.uri().path().strip_prefix(&format!("/{BUCKET}/")).map(str::to_owned);
        let response = self.call(request).await;
        if let Some(key) = key.filter(|_| response.status().is_success())
            && let Err(err) = self.tell(&key)
        {
            tracing::error!("nobody was told of a file: {err}");
        }
        response
    }
}

async fn serve(State(bucket): State<Bucket>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    // A file that breaks off, or is larger than it was signed for, ends here: nothing of it is written.
    let Ok(body) = to_bytes(body, usize::try_from(NewFile::MAX_BYTES).unwrap_or(0)).await else {
        return refused(StatusCode::BAD_REQUEST, "IncompleteBody");
    };
    if parts.headers.get("x-amz-checksum-sha256").is_some_and(|hash| !is_hash(hash, &body)) {
        return refused(StatusCode::BAD_REQUEST, "BadDigest");
    }
    let copies = parts.headers.contains_key("x-amz-copy-source");
    let puts = parts.method == Method::PUT && !copies;
    let request = axum::http::Request::from_parts(parts, s3s::Body::from(body));
    if puts {
        let _turn = bucket.turn.lock().await;
        bucket.put(request).await
    } else {
        bucket.call(request).await
    }
}

fn is_hash(given: &HeaderValue, body: &Bytes) -> bool {
    given.as_bytes() == BASE64.encode(&Sha256::digest(body)).as_bytes()
}

/// A refusal as S3 words it.
fn refused(status: StatusCode, code: &str) -> Response {
    let body =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code></Error>");
    (status, [(header::CONTENT_TYPE, "application/xml")], body).into_response()
}

fn older(path: &Path, age: Duration) -> Result<bool, Error> {
    let came = path.metadata()?.modified()?;
    Ok(SystemTime::now().duration_since(came).is_ok_and(|since| since > age))
}

/// The folder of the files, on the day `today` one of its own that begins as the real one is.
///
/// # Errors
///
/// When a folder cannot be made.
pub(crate) fn folder(data: &Path, today: Option<jiff::civil::Date>) -> Result<PathBuf, Error> {
    let real = data.join("files");
    let Some(today) = today else { return Ok(real) };
    let copy = data.join(format!("files-{today}"));
    if copy.exists() {
        std::fs::remove_dir_all(&copy)?;
    }
    if real.exists() {
        link(&real, &copy)?;
    }
    Ok(copy)
}

/// The same files under another name: none is ever changed in its place.
fn link(from: &Path, to: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(to)?;
    for entry in from.read_dir()? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            link(&entry.path(), &to)?;
        } else {
            std::fs::hard_link(entry.path(), &to)
                .or_else(|_| std::fs::copy(entry.path(), &to).map(drop))?;
        }
    }
    Ok(())
}
