//! The connections below the SDK: hyper's pool over rustls, speaking HTTP/1.1.
//!
//! The SDK's own connector brings HTTP/2, proxies and the system's roots into every function, which is 0.3 MB of its archive and a
//! little of each start; no service that is called here offers the first, and nothing asks for the rest.

use std::sync::Arc;
use std::time::Duration;

use aws_smithy_runtime_api::client::connection::{CaptureSmithyConnection, ConnectionMetadata};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::{self, CaptureConnection, capture_connection};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// How long a connection may wait for its next request: services close theirs after a while too.
const IDLE: Duration = Duration::from_secs(90);

/// A pool of connections to whatever host is asked for.
#[derive(Debug, Clone)]
struct Connections {
    client: Client<HttpsConnector<connect::HttpConnector>, SdkBody>,
}

/// A pool that trusts `roots`, which are PEM texts; a connection is there within `patience` or not at all.
///
/// # Errors
///
/// What is wrong with the roots.
pub(crate) fn pool(roots: &[&[u8]], patience: Duration) -> Result<SharedHttpConnector, String> {
    let mut trusted = RootCertStore::empty();
    for pem in roots {
        for root in CertificateDer::pem_slice_iter(pem) {
            let root = root.map_err(|err| err.to_string())?;
            trusted.add(root).map_err(|err| err.to_string())?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|err| err.to_string())?
        .with_root_certificates(trusted)
        .with_no_client_auth();
    let mut tcp = connect::HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_connect_timeout(Some(patience));
    tcp.set_nodelay(true);
    let https = HttpsConnectorBuilder::new()
        .with_tls_config(tls)
        .https_or_http()
        .enable_http1()
        .wrap_connector(tcp);
    let client = Client::builder(TokioExecutor::new())
        .pool_idle_timeout(IDLE)
        .pool_timer(TokioTimer::new())
        .build(https);
    Ok(SharedHttpConnector::new(Connections { client }))
}

impl HttpConnector for Connections {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let mut request = match request.try_into_http1x() {
            Ok(request) => request,
            Err(err) => return HttpConnectorFuture::ready(Err(ConnectorError::user(err.into()))),
        };
        let connection = capture_connection(&mut request);
        if let Some(wanted) = request.extensions().get::<CaptureSmithyConnection>() {
            wanted.set_connection_retriever(move || metadata(&connection));
        }
        let answer = self.client.request(request);
        HttpConnectorFuture::new(async move {
            // Whatever came between: nothing tells whether the request arrived, and the SDK knows which ones may be sent again.
            let answer = answer.await.map_err(|err| ConnectorError::io(err.into()))?;
            HttpResponse::try_from(answer.map(SdkBody::from_body_1_x))
                .map_err(|err| ConnectorError::other(err.into(), None))
        })
    }
}

/// How the SDK gives up a connection over which a service answered that it cannot.
fn metadata(connection: &CaptureConnection) -> Option<ConnectionMetadata> {
    let proxied = connection.connection_metadata().as_ref()?.is_proxied();
    let connection = connection.clone();
    let poison = move || connection.connection_metadata().iter().for_each(|one| one.poison());
    Some(ConnectionMetadata::builder().proxied(proxied).poison_fn(poison).build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_that_are_no_certificates_are_told() {
        let wrong = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert!(pool(&[wrong], Duration::from_secs(1)).is_err());
    }
}
