//! The services behind TLS, as functions meet them: passes calls for the table on to the engine, answers for all others by itself, and counts.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::server::TlsStream;

/// A call for the table on its way.
#[derive(Debug, Clone)]
pub struct Call {
    pub operation: String,
    pub body: Bytes,
    pub began: Instant,
    pub ended: Instant,
    /// Capacity units, where they were asked for.
    pub units: f64,
}

/// What the front has counted so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub connections: usize,
    pub handshakes: usize,
}

#[derive(Debug)]
struct Inner {
    client: reqwest::Client,
    engine: RwLock<String>,
    connections: AtomicUsize,
    handshakes: AtomicUsize,
    under_way: AtomicUsize,
    at_once: AtomicUsize,
    /// Where calls are noted, while somebody wants them.
    noted: Mutex<Option<Vec<Call>>>,
}

#[derive(Clone, Debug)]
pub struct Front {
    pub url: String,
    inner: Arc<Inner>,
}

impl Front {
    /// Starts a front before the engine at `engine`; with it comes the root of its certificate.
    pub async fn start(engine: &str) -> (Self, String) {
        let inner = Arc::new(Inner {
            client: reqwest::Client::new(),
            engine: RwLock::new(engine.to_owned()),
            connections: AtomicUsize::new(0),
            handshakes: AtomicUsize::new(0),
            under_way: AtomicUsize::new(0),
            at_once: AtomicUsize::new(0),
            noted: Mutex::new(None),
        });
        let router = Router::new().fallback(answer).with_state(Arc::clone(&inner));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (sender, accepted) = mpsc::channel(64);
        let (acceptor, root) = acceptor();
        tokio::spawn(accept(listener, acceptor, Arc::clone(&inner), sender));
        let secure = Secure { accepted, address };
        tokio::spawn(axum::serve(secure, router).into_future());
        (Self { url: format!("https://localhost:{}", address.port()), inner }, root)
    }

    /// Lets calls go to another engine from now on.
    pub fn turn_to(&self, engine: &str) {
        *self.inner.engine.write().unwrap_or_else(PoisonError::into_inner) = engine.to_owned();
    }

    pub fn counts(&self) -> Counts {
        Counts {
            connections: self.inner.connections.load(Ordering::SeqCst),
            handshakes: self.inner.handshakes.load(Ordering::SeqCst),
        }
    }

    /// Notes calls from now on, with their capacity.
    pub fn note(&self) {
        self.inner.at_once.store(0, Ordering::SeqCst);
        *self.noted() = Some(Vec::new());
    }

    /// What was noted, in the order of beginning, and how many calls there were at the same time; notes no more.
    pub fn noted_calls(&self) -> (Vec<Call>, usize) {
        let mut calls = self.noted().take().unwrap_or_default();
        calls.sort_by_key(|call| call.began);
        (calls, self.inner.at_once.load(Ordering::SeqCst))
    }

    fn noted(&self) -> std::sync::MutexGuard<'_, Option<Vec<Call>>> {
        self.inner.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows a certificate for localhost under a root of its own.
fn acceptor() -> (TlsAcceptor, String) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    let issuer = CertifiedIssuer::self_signed(authority, key).expect("a root");
    let key = KeyPair::generate().expect("a key");
    let named = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let certificate = named.signed_by(&key, &issuer).expect("a certificate");
    let chain = vec![certificate.der().clone()];
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("the key is the certificate's");
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    (TlsAcceptor::from(Arc::new(config)), issuer.pem())
}

async fn accept(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    inner: Arc<Inner>,
    accepted: mpsc::Sender<TlsStream<TcpStream>>,
) {
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        inner.connections.fetch_add(1, Ordering::SeqCst);
        let (acceptor, inner, accepted) = (acceptor.clone(), Arc::clone(&inner), accepted.clone());
        tokio::spawn(async move {
            if let Ok(stream) = acceptor.accept(stream).await {
                inner.handshakes.fetch_add(1, Ordering::SeqCst);
                let _ = accepted.send(stream).await;
            }
        });
    }
}

struct Secure {
    accepted: mpsc::Receiver<TlsStream<TcpStream>>,
    address: SocketAddr,
}

impl axum::serve::Listener for Secure {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.accepted.recv().await {
            Some(stream) => (stream, self.address),
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(self.address)
    }
}

/// As a listener is, but small answers leave at once.
pub struct NoDelay(pub TcpListener);

impl axum::serve::Listener for NoDelay {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, address) = axum::serve::Listener::accept(&mut self.0).await;
        let _ = stream.set_nodelay(true);
        (stream, address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

async fn answer(
    State(inner): State<Arc<Inner>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok());
    match target.and_then(|target| target.rsplit_once('.')) {
        Some((service, operation)) if service.starts_with("DynamoDB") => {
            inner.pass(&headers, operation, body).await
        }
        Some((_, "PutEvents")) => {
            let sent: Value = serde_json::from_slice(&body).unwrap_or_default();
            let entries = sent["Entries"].as_array().map_or(0, Vec::len);
            let entries = vec![serde_json::json!({ "EventId": "1" }); entries];
            json(&serde_json::json!({ "FailedEntryCount": 0, "Entries": entries }))
        }
        _ if uri.path() == "/v2/email/outbound-emails" => {
            json(&serde_json::json!({ "MessageId": "1" }))
        }
        // As DynamoDB answers it.
        _ if method == Method::GET && uri.path() == "/" => "healthy: localhost ".into_response(),
        // So too: it refuses what is not signed, and keeps the connection.
        _ if method == Method::POST && uri.path() == "/" => {
            let error =
                r#"{"__type":"com.amazon.coral.service#MissingAuthenticationTokenException"}"#;
            (StatusCode::BAD_REQUEST, error).into_response()
        }
        // The bucket is empty.
        _ => {
            let error = "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>";
            (StatusCode::NOT_FOUND, [("content-type", "application/xml")], error).into_response()
        }
    }
}

fn json(value: &Value) -> Response {
    ([("content-type", "application/x-amz-json-1.0")], value.to_string()).into_response()
}

impl Inner {
    async fn pass(&self, headers: &HeaderMap, operation: &str, body: Bytes) -> Response {
        let began = Instant::now();
        let noting = self.noted.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        let asked = if noting { with_capacity(&body) } else { body.clone() };
        let under_way = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        self.at_once.fetch_max(under_way, Ordering::SeqCst);
        let engine = self.engine.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut call = self.client.post(engine).body(asked);
        for name in ["content-type", "x-amz-target", "x-amz-date", "authorization"] {
            if let Some(value) = headers.get(name) {
                call = call.header(name, value);
            }
        }
        let answer = call.send().await.expect("the engine answers");
        let status = answer.status();
        let text = answer.bytes().await.expect("the engine's answer is whole");
        self.under_way.fetch_sub(1, Ordering::SeqCst);
        if noting {
            let told: Value = serde_json::from_slice(&text).unwrap_or_default();
            let units = units(&told["ConsumedCapacity"]);
            let operation = operation.to_owned();
            let call = Call { operation, body, began, ended: Instant::now(), units };
            let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
            noted.iter_mut().for_each(|calls| calls.push(call.clone()));
        }
        let kind = [("content-type", "application/x-amz-json-1.0")];
        (status, kind, Body::from(text)).into_response()
    }
}

/// The request as it would be if its sender wanted to know what it consumes.
fn with_capacity(body: &Bytes) -> Bytes {
    let mut request: Value = serde_json::from_slice(body).unwrap_or_default();
    request["ReturnConsumedCapacity"] = "TOTAL".into();
    request.to_string().into()
}

/// One table's units, or those of a list.
fn units(consumed: &Value) -> f64 {
    match consumed.as_array() {
        Some(tables) => tables.iter().map(units).sum(),
        None => consumed["CapacityUnits"].as_f64().unwrap_or(0.0),
    }
}
