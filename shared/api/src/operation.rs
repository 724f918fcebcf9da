use std::convert::Infallible;
use std::panic::AssertUnwindSafe;

use domain::{Error, Level, Result};
use futures_util::FutureExt;
use lambda_http::http::HeaderValue;
use lambda_http::request::RequestContext;
use lambda_http::{Body, Request, RequestExt, Response, service_fn};
use tracing::Instrument;

use crate::{App, problem};

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Anyone,
    /// A session that has reached this step of the ladder.
    Session(Level),
}

/// What an operation declares about itself.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// Its id, e.g. `place_order`; the function's folder with underscores.
    pub id: &'static str,
    /// Who may call it.
    pub access: Access,
    /// Bytes of body that it reads at most.
    pub body_limit: usize,
    /// Calls to the table that it makes at the same time: so many connections are open before its first request.
    pub calls_at_once: usize,
}

/// Operations that change something for a contract and go on after its last day, as long as it can be signed in to: they take what is
/// owed at the end, or sign somebody out. Everything else that changes something ends with the contract.
const AFTER_END: [&str; 4] =
    ["submit_readings", "add_status_page", "end_session", "end_other_sessions"];

impl Operation {
    /// Whether it changes something and goes on after the contract's last day.
    pub fn goes_on_after_end(&self) -> bool {
        AFTER_END.contains(&self.id)
    }

    /// An operation with the usual limit of 64 KiB, and at most four calls at the same time.
    pub const fn new(id: &'static str, access: Access) -> Self {
        Self { id, access, body_limit: 64 * 1024, calls_at_once: 4 }
    }

    /// As it is, but reads bodies of so many bytes.
    #[must_use]
    pub const fn with_body_limit(self, body_limit: usize) -> Self {
        Self { body_limit, ..self }
    }

    /// As it is, but makes so many calls at the same time.
    #[must_use]
    pub const fn with_calls_at_once(self, calls_at_once: usize) -> Self {
        Self { calls_at_once, ..self }
    }
}

/// Runs one HTTP function: builds the [`App`] once, then answers until stopped.
///
/// # Errors
///
/// When the environment is incomplete or the Lambda runtime fails.
pub async fn run<F, Fut>(
    operation: &'static Operation,
    handler: F,
) -> Result<(), lambda_http::Error>
where
    F: Fn(App, Request) -> Fut + Clone + Send + Sync,
    Fut: Future<Output = Result<Response<Body>>> + Send,
{
    logs::init();
    let app = App::from_env(operation.calls_at_once).await?;
    lambda_http::run(service_fn(|request| answer(operation, handler.clone(), app.clone(), request)))
        .await
}

/// The id by which API Gateway's access log knows the request, else Lambda's.
fn request_id(request: &Request) -> String {
    let of_gateway = match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.request_id.as_ref(),
        _ => None,
    };
    let of_lambda = || request.lambda_context_ref().map(|context| &context.request_id);
    of_gateway.or_else(of_lambda).map_or_else(|| "-".to_owned(), Clone::clone)
}

/// Calls a handler; its error, or its panic, becomes a problem document.
///
/// # Errors
///
/// Never.
pub async fn answer<F, Fut>(
    operation: &'static Operation,
    handler: F,
    app: App,
    request: Request,
) -> Result<Response<Body>, Infallible>
where
    F: Fn(App, Request) -> Fut,
    Fut: Future<Output = Result<Response<Body>>>,
{
    let request_id = request_id(&request);
    let language = problem::language(&request);
    let span = tracing::info_span!(
        "request",
        request.id = request_id,
        operation = operation.id,
        contract_ref = tracing::field::Empty
    );
    let handled = async {
        app.check_origin(request.headers())?;
        app.check_site(&request)?;
        if request.body().len() > operation.body_limit {
            return Err(Error::TooLarge);
        }
        handler(app, request).await
    };
    let handled = AssertUnwindSafe(handled).catch_unwind().instrument(span.clone()).await;
    let handled = handled.unwrap_or_else(|_| Err(Error::internal("the handler panicked")));
    let mut response = span.in_scope(|| match handled {
        Ok(response) => {
            tracing::info!(response.status = response.status().as_u16(), "answered");
            response
        }
        Err(error) => problem::response(&error, language),
    });
    // In a header and not in the body: two answers that must not differ do not.
    if let Ok(id) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert("request-id", id);
    }
    Ok(response)
}
