use std::net::IpAddr;
use std::sync::Arc;

use domain::{CaseNo, Error, Level, Result, Session};
use lambda_http::Request;
use lambda_http::http::HeaderMap;
use lambda_http::request::RequestContext;
use store::Store;
use subtle::ConstantTimeEq;

use crate::cookie::Seal;
use crate::operation::Operation;
use crate::{Access, Clock, RequestExt, Token};

/// What a handler may use. Built once per cold start; cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    /// The table.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    front: Arc<Front>,
    seal: Arc<Seal>,
}

/// How the portal stands towards browsers.
#[derive(Clone, Default)]
pub struct Front {
    /// What the front door adds to each request; requests without it are refused. None where there is no front door.
    pub origin_secret: Option<String>,
    /// What mailed codes are derived from; none in functions that make and check none.
    pub code_secret: Option<String>,
    /// Failed sign-ins an hour, of everybody together, above which a browser that nobody knows needs a code; [`App::FAILURE_BUDGET`] where it is not set.
    pub failure_budget: Option<u32>,
    /// Plain `http://localhost`, where browsers refuse the `__Host-` prefix.
    pub plain_http: bool,
}

/// Never the secrets.
impl std::fmt::Debug for Front {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Front").field("plain_http", &self.plain_http).finish_non_exhaustive()
    }
}

impl App {
    /// An app on `store`.
    pub fn new(store: Store, clock: Clock, front: Front) -> Self {
        let seal = Arc::new(Seal::new(front.origin_secret.as_deref().unwrap_or_default()));
        Self { store, clock, front: Arc::new(front), seal }
    }

    /// Reads `TABLE_NAME`, the AWS environment, `ORIGIN_SECRET`, `CODE_SECRET` and `FAILURE_BUDGET`, and opens so many connections to the table.
    ///
    /// # Errors
    ///
    /// The name of the variable that is missing: better a failed start than a failed request.
    pub async fn from_env(connections: usize) -> Result<Self, String> {
        let secret = |name| std::env::var(name).ok().filter(|secret: &String| !secret.is_empty());
        let front = Front {
            origin_secret: secret("ORIGIN_SECRET"),
            code_secret: secret("CODE_SECRET"),
            failure_budget: secret("FAILURE_BUDGET").and_then(|budget| budget.parse().ok()),
            plain_http: std::env::var("PLAIN_HTTP").is_ok(),
        };
        Ok(Self::new(Store::from_env(connections).await?, Clock::default(), front))
    }

    /// Failed sign-ins an hour of everybody together, where the operator sets no other number.
    pub const FAILURE_BUDGET: u32 = 300;

    /// Failed sign-ins an hour, of everybody together, above which a browser that nobody knows needs a code.
    pub fn failure_budget(&self) -> u32 {
        self.front.failure_budget.unwrap_or(Self::FAILURE_BUDGET)
    }

    /// What seals contracts in cookies.
    pub(crate) fn seal(&self) -> &Seal {
        &self.seal
    }

    /// Whether cookies must do without the `__Host-` prefix and `Secure`.
    pub(crate) fn plain_http(&self) -> bool {
        self.front.plain_http
    }

    /// What mailed codes are derived from.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] in a function that was deployed without it.
    pub fn code_secret(&self) -> Result<&[u8]> {
        let secret = self.front.code_secret.as_deref();
        secret.map(str::as_bytes).ok_or_else(|| Error::internal("CODE_SECRET is not set"))
    }

    /// How often another number is drawn when one is taken.
    pub const DRAWS: u32 = 5;

    /// A number for an order or a ticket of this day; perhaps one that is taken.
    pub fn draw_number(&self, session: &Session) -> CaseNo {
        let mut bytes = [0; 4];
        getrandom::fill(&mut bytes).expect("the operating system has random numbers");
        CaseNo::new(session.day(self.clock.now()), u32::from_be_bytes(bytes))
    }

    /// Refuses what did not come through the front door.
    pub(crate) fn check_origin(&self, headers: &HeaderMap) -> Result<()> {
        let Some(secret) = &self.front.origin_secret else { return Ok(()) };
        let given = headers.get("origin-secret").map_or(&[][..], |value| value.as_bytes());
        if bool::from(given.ct_eq(secret.as_bytes())) { Ok(()) } else { Err(Error::WrongOrigin) }
    }

    /// Refuses what changes something and was sent by the page of another site.
    ///
    /// Browsers tell where a request comes from in `Sec-Fetch-Site`, older ones in `Origin`, and no page can write either. What has neither comes from no
    /// browser, and so brings no cookie that its sender does not know.
    pub(crate) fn check_site(&self, request: &Request) -> Result<()> {
        let headers = request.headers();
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let own =
            || header(if self.front.origin_secret.is_some() { "viewer-host" } else { "host" });
        let ours = match (header("sec-fetch-site"), header("origin")) {
            _ if request.method().is_safe() => true,
            (Some(site), _) => matches!(site, "same-origin" | "none"),
            (None, Some(origin)) => {
                let host = origin.split_once("://").map(|(_, host)| host);
                host.is_some() && host == own()
            }
            (None, None) => true,
        };
        if ours { Ok(()) } else { Err(Error::WrongOrigin) }
    }

    /// The caller's address as attempts are counted: an IPv4 address or an IPv6 /64.
    ///
    /// The front door names the viewer; its word counts because the origin secret was checked. Without a front door it is who
    /// called the API. `X-Forwarded-For` is never read: anyone can write it.
    pub fn caller_prefix(&self, request: &Request) -> String {
        match self.caller(request) {
            Some(IpAddr::V6(v6)) => {
                let [a, b, c, d, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
            Some(v4) => v4.to_string(),
            None => "unknown".to_owned(),
        }
    }

    /// The caller's network as the audit trail keeps it: it tells one office from another, and no person from another.
    pub(crate) fn caller_network(&self, request: &Request) -> String {
        match self.caller(request) {
            Some(IpAddr::V4(v4)) => {
                let [a, b, c, _] = v4.octets();
                format!("{a}.{b}.{c}.0/24")
            }
            Some(IpAddr::V6(v6)) => {
                let [a, b, c, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}::/48")
            }
            None => "unknown".to_owned(),
        }
    }

    fn caller(&self, request: &Request) -> Option<IpAddr> {
        let viewer = self.front.origin_secret.as_ref().and_then(|_| {
            request.headers().get("viewer-address").and_then(|value| value.to_str().ok())
        });
        let caller = match request.request_context_ref() {
            Some(RequestContext::ApiGatewayV2(context)) => context.http.source_ip.as_deref(),
            _ => None,
        };
        viewer.or(caller).and_then(|address| address.parse().ok())
    }

    /// The caller's session together with what `read` fetches, at the same time.
    ///
    /// `read` may go by the token's contract before the session is checked: nothing of it is returned unless the session holds.
    ///
    /// # Errors
    ///
    /// [`Error::SignedOut`] without a living session, [`Error::CodeNeeded`] or [`Error::SignInNeeded`] below the operation's step of the ladder, then whatever `read` fails with.
    pub async fn signed_in<T>(
        &self,
        token: &Token,
        operation: &Operation,
        read: impl Future<Output = Result<T>>,
    ) -> Result<(Session, T)> {
        let now = self.clock.now();
        let session = self.store.session(token.contract(), token.id(), now);
        let (session, read) = tokio::join!(session, read);
        let mut session = self.enter(session?, operation).await?;
        token.network().clone_into(&mut session.network);
        Ok((session, read?))
    }

    /// Lets a living session do `operation` and notes its use.
    pub(crate) async fn enter(&self, session: Session, operation: &Operation) -> Result<Session> {
        tracing::Span::current().record("contract_ref", session.contract_ref.as_str());
        if let Access::Session(level) = operation.access
            && session.level < level
        {
            let by_link = session.level == Level::Link;
            return Err(if by_link { Error::SignInNeeded } else { Error::CodeNeeded });
        }
        let now = self.clock.now();
        if session.stamp_due(now) {
            self.store.stamp_session(&session, now).await?;
        }
        Ok(session)
    }
}
