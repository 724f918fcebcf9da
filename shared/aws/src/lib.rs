//! What every SDK client needs from the environment, found without provider chains, region look-ups or metadata calls.
//!
//! Lambda puts region and credentials into the environment before a function starts. Anything that asks elsewhere
//! costs every cold start and finds nothing better.

mod connections;
mod warm;

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::{SharedHttpConnector, http_client_fn};
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;

/// The roots that all AWS services chain to. A store of four is read in microseconds, the system's in milliseconds.
pub const AMAZON_ROOTS: [&str; 4] = [
    include_str!("../roots/amazon-root-ca-1.pem"),
    include_str!("../roots/amazon-root-ca-2.pem"),
    include_str!("../roots/amazon-root-ca-3.pem"),
    include_str!("../roots/amazon-root-ca-4.pem"),
];

/// Region, credentials and connection settings for SDK clients.
#[derive(Debug, Clone)]
pub struct Environment {
    /// The region, e.g. `eu-central-1`.
    pub region: String,
    /// Who calls.
    pub credentials: Credentials,
    /// Another address for all services, as the one-machine edition has it.
    pub endpoint: Option<String>,
    /// Connections, shared by all clients made from this.
    connections: SharedHttpConnector,
}

impl Environment {
    /// Reads `AWS_REGION`, the credential variables, `AWS_ENDPOINT_URL` and `AWS_CA_BUNDLE`, a file of roots instead of Amazon's.
    ///
    /// # Errors
    ///
    /// The name of the variable that is missing or wrong: better a failed start than a failed request.
    pub fn from_env() -> Result<Self, String> {
        let required = |name| std::env::var(name).map_err(|_| format!("{name} is not set"));
        let credentials = Credentials::new(
            required("AWS_ACCESS_KEY_ID")?,
            required("AWS_SECRET_ACCESS_KEY")?,
            std::env::var("AWS_SESSION_TOKEN").ok(),
            None,
            "environment",
        );
        let region = required("AWS_REGION")?;
        let endpoint = std::env::var("AWS_ENDPOINT_URL").ok();
        let connections = match std::env::var_os("AWS_CA_BUNDLE") {
            Some(file) => {
                let pem = std::fs::read(file).map_err(|err| format!("AWS_CA_BUNDLE: {err}"))?;
                connections::pool(&[&pem], CONNECT)
                    .map_err(|err| format!("AWS_CA_BUNDLE: {err}"))?
            }
            None => connections::pool(&AMAZON_ROOTS.map(str::as_bytes), CONNECT)?,
        };
        Ok(Self { region, credentials, endpoint, connections })
    }

    /// Services at `endpoint`, over plain HTTP and with made-up credentials.
    pub fn local(endpoint: impl Into<String>) -> Self {
        let none = connections::pool(&[], CONNECT).expect("no roots are no wrong ones");
        Self::at(endpoint, none)
    }

    /// Services at `endpoint` behind a certificate of `roots`, a PEM text, with made-up credentials.
    ///
    /// # Errors
    ///
    /// What is wrong with the roots.
    pub fn local_tls(endpoint: impl Into<String>, roots: &str) -> Result<Self, String> {
        Ok(Self::at(endpoint, connections::pool(&[roots.as_bytes()], CONNECT)?))
    }

    fn at(endpoint: impl Into<String>, connections: SharedHttpConnector) -> Self {
        Self {
            region: "eu-central-1".into(),
            credentials: Credentials::new("local", "local", None, None, "local"),
            endpoint: Some(endpoint.into()),
            connections,
        }
    }

    /// The settings that any service's client can be made from.
    pub fn sdk(&self) -> SdkConfig {
        let connections = self.connections.clone();
        let mut config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(self.region.clone()))
            .credentials_provider(SharedCredentialsProvider::new(self.credentials.clone()))
            .http_client(http_client_fn(move |_, _| connections.clone()))
            .timeout_config(timeouts());
        config.set_endpoint_url(self.endpoint.clone());
        config.build()
    }
}

const CONNECT: Duration = Duration::from_secs(1);

/// How long a call may take: a lost packet is noticed within a second, an operation ends before its function does.
fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .operation_attempt_timeout(Duration::from_secs(3))
        .operation_timeout(Duration::from_secs(8))
        .build()
}
