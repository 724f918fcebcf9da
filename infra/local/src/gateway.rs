//! The front door and the HTTP API: serves the page and calls the HTTP functions with API Gateway's events.

use std::net::SocketAddr;
use std::sync::Arc;

use aws_lambda_events::event::apigw::{
    ApiGatewayV2httpRequest, ApiGatewayV2httpRequestContext,
    ApiGatewayV2httpRequestContextHttpDescription,
};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Path, RawPathParams};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, get, on};
use data_encoding::BASE64;
use lambda_http::Body as LambdaBody;
use serde_json::json;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

use crate::calls::Ledger;
use crate::functions::{self, Functions, HttpFunction};
use crate::mailbox::Mailbox;
use crate::runner::Runner;
use crate::template::{Route, Template};
use crate::{Error, project};

/// What API Gateway takes at most.
const BODY_LIMIT: usize = 10 * 1024 * 1024;
/// What Lambda takes at most of an event, the body in it as it travels there.
const PAYLOAD: usize = 6 * 1024 * 1024;

/// The portal as a browser meets it.
pub(crate) struct Gateway {
    functions: Functions,
    routes: Vec<Route>,
    headers: Arc<Vec<(HeaderName, HeaderValue)>>,
    origin_secret: Arc<str>,
}

impl Gateway {
    pub(crate) fn new(functions: Functions, template: &Template, origin_secret: String) -> Self {
        let headers = template.headers.iter().filter_map(|(name, value)| {
            Some((name.parse().ok()?, HeaderValue::from_str(value).ok()?))
        });
        Self {
            functions,
            routes: template.routes.clone(),
            headers: Arc::new(headers.collect()),
            origin_secret: origin_secret.into(),
        }
    }

    pub(crate) fn router(self, mailbox: Mailbox, runner: Runner) -> Router {
        let functions = functions::http();
        let mut router = Router::new();
        for route in &self.routes {
            let Some(function) = functions.get(route.function.as_str()) else { continue };
            let Ok(method) = route.method.parse::<axum::http::Method>() else { continue };
            let Ok(filter) = MethodFilter::try_from(method) else { continue };
            let (all, function, secret) =
                (self.functions.clone(), function.clone(), Arc::clone(&self.origin_secret));
            let (path, route) = (route.path.clone(), route.clone());
            let endpoint = move |ConnectInfo(peer): ConnectInfo<SocketAddr>,
                                 params: RawPathParams,
                                 request: axum::extract::Request| {
                let (all, function, secret) = (all.clone(), function.clone(), Arc::clone(&secret));
                let route = route.clone();
                async move {
                    let params = params.iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
                    let call = Call { peer, params, route: &route, secret: &secret };
                    call.answer(&all, &function, request).await
                }
            };
            router = router.route(&path, on(filter, endpoint));
        }
        let headers = Arc::clone(&self.headers);
        let not_found =
            || async { (StatusCode::NOT_FOUND, axum::Json(json!({ "message": "Not Found" }))) };
        let queued = runner.clone();
        let events = move || {
            let runner = runner.clone();
            async move { axum::Json(runner.seen()) }
        };
        let set_aside = move || {
            let runner = queued.clone();
            async move {
                runner.in_queues().map(axum::Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
            }
        };
        router
            .route("/api/{*rest}", axum::routing::any(not_found))
            .method_not_allowed_fallback(not_found)
            .route("/locales/{language}/{file}", get(text_file))
            .fallback_service(ServeDir::new(project().join("web")))
            .layer(middleware::from_fn(move |request, next| {
                add_headers(Arc::clone(&headers), request, next)
            }))
            .merge(mailbox.router())
            .route("/mail/events.json", get(events))
            .route("/mail/set-aside.json", get(set_aside))
            .layer(CompressionLayer::new())
    }
}

/// One request on its way to a function.
struct Call<'a> {
    peer: SocketAddr,
    params: Vec<(String, String)>,
    route: &'a Route,
    secret: &'a str,
}

impl Call<'_> {
    async fn answer(
        self,
        functions: &Functions,
        function: &HttpFunction,
        request: axum::extract::Request,
    ) -> Response {
        let (parts, body) = request.into_parts();
        let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
            return too_large();
        };
        let (id, event) = (self.route.function.as_str(), self.event(&parts, &body));
        let event = match event {
            Ok(event) if event.len() > PAYLOAD => return too_large(),
            Ok(event) => event,
            Err(err) => return (StatusCode::BAD_REQUEST, err.to_string()).into_response(),
        };
        let ledger = Ledger::default();
        let answer = match functions.answer(function, id, &event, &ledger).await {
            Ok(answer) => answer,
            Err(err) => {
                tracing::error!(function = id, "failed instead of answering: {err}");
                let message = json!({ "message": "Internal Server Error" });
                return (StatusCode::INTERNAL_SERVER_ERROR, axum::Json(message)).into_response();
            }
        };
        let mut response = answer.map(|body| match body {
            LambdaBody::Text(text) => Body::from(text),
            LambdaBody::Binary(bytes) => Body::from(bytes),
            _ => Body::empty(),
        });
        // For the test of calls per operation; the deployed edition has no such headers.
        let headers = response.headers_mut();
        headers.insert("operation", HeaderValue::from_static(function.operation.id));
        if let Ok(calls) = HeaderValue::from_str(&ledger.calls().join(",")) {
            headers.insert("table-calls", calls);
        }
        headers.insert("table-depth", HeaderValue::from(ledger.depth()));
        response
    }

    /// The request as API Gateway hands it to a function, behind a front door that names the viewer.
    fn event(self, parts: &axum::http::request::Parts, body: &Bytes) -> Result<String, Error> {
        let route_key = format!("{} {}", self.route.method, self.route.path);
        let mut headers = parts.headers.clone();
        headers.insert("origin-secret", HeaderValue::from_str(self.secret)?);
        if let Some(host) = headers.get(header::HOST).cloned() {
            headers.insert("viewer-host", host);
        }
        headers.insert("viewer-address", HeaderValue::from_str(&self.peer.ip().to_string())?);
        let mut http = ApiGatewayV2httpRequestContextHttpDescription::default();
        http.method = parts.method.clone();
        http.path = Some(parts.uri.path().to_owned());
        http.protocol = Some("HTTP/1.1".into());
        http.source_ip = Some("127.0.0.1".into());
        let mut context = ApiGatewayV2httpRequestContext::default();
        context.route_key = Some(route_key.clone());
        context.stage = Some("$default".into());
        context.request_id = Some(store::new_id(jiff::Timestamp::now()));
        context.http = http;
        let mut event = ApiGatewayV2httpRequest::default();
        event.version = Some("2.0".into());
        event.route_key = Some(route_key);
        event.raw_path = Some(parts.uri.path().to_owned());
        event.raw_query_string = parts.uri.query().map(str::to_owned);
        event.cookies = cookies(&mut headers);
        event.headers = headers;
        event.path_parameters = self.params.into_iter().collect();
        event.request_context = context;
        match std::str::from_utf8(body) {
            Ok(text) if travels_as_text(&event.headers) => event.body = Some(text.to_owned()),
            _ => {
                event.body = Some(BASE64.encode(body));
                event.is_base64_encoded = true;
            }
        }
        Ok(serde_json::to_string(&event)?)
    }
}

fn too_large() -> Response {
    let message = json!({ "message": "Request Entity Too Large" });
    (StatusCode::PAYLOAD_TOO_LARGE, axum::Json(message)).into_response()
}

/// API Gateway hands a body over as it is when its content type says that it is text, else in base64.
fn travels_as_text(headers: &axum::http::HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let texts = ["text/", "application/json", "application/javascript", "application/xml"];
    kind.is_none_or(|kind| texts.iter().any(|text| kind.starts_with(text)))
}

/// API Gateway hands cookies over in a list of their own.
fn cookies(headers: &mut axum::http::HeaderMap) -> Option<Vec<String>> {
    let lines = headers.remove(header::COOKIE)?;
    Some(lines.to_str().ok()?.split(';').map(|cookie| cookie.trim().to_owned()).collect())
}

async fn add_headers(
    headers: Arc<Vec<(HeaderName, HeaderValue)>>,
    request: axum::extract::Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in headers.iter() {
        response.headers_mut().insert(name, value.clone());
    }
    if !response.headers().contains_key(header::CACHE_CONTROL) {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    response
}

/// A Fluent file of the page, as the upload puts it beside the page.
async fn text_file(Path((language, file)): Path<(String, String)>) -> Response {
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric());
    let name = file.strip_suffix(".ftl").unwrap_or_default();
    if name.is_empty() || !plain(&language) || !plain(name) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match tokio::fs::read(project().join("shared/locales").join(language).join(file)).await {
        Ok(text) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
