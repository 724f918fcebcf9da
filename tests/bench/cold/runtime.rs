//! A Lambda Runtime API for one process, and the process.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode};
use axum::routing::{get, post};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::sync::{Mutex, mpsc};
use tokio::time::timeout;

use crate::front::NoDelay;

/// What anything here may take before the process counts as broken.
const PATIENCE: Duration = Duration::from_secs(30);

/// A function that runs.
pub struct Function {
    /// Start to first poll.
    pub start: Duration,
    process: Child,
    events: mpsc::Sender<String>,
    answers: mpsc::Receiver<Answer>,
    serving: tokio::task::JoinHandle<std::io::Result<()>>,
}

/// What a function made of an event.
pub struct Answer {
    /// The answer itself, or what went wrong.
    pub content: Result<Value, Value>,
    at: Instant,
}

impl Answer {
    /// The HTTP status, `ok` or `error`, in short.
    pub fn told(&self) -> String {
        match &self.content {
            Ok(answer) => {
                answer["statusCode"].as_u64().map_or("ok".into(), |status| status.to_string())
            }
            Err(_) => "error".into(),
        }
    }
}

#[derive(Clone)]
struct Ends {
    polled: mpsc::Sender<Instant>,
    events: Arc<Mutex<mpsc::Receiver<String>>>,
    answers: mpsc::Sender<Answer>,
}

impl Function {
    /// Starts `binary` and waits until it asks for its first event.
    pub async fn start(binary: &Path, variables: &[(&str, String)]) -> Self {
        let (polled, mut polls) = mpsc::channel(4);
        let (events, taken) = mpsc::channel(1);
        let (told, answers) = mpsc::channel(1);
        let ends = Ends { polled, events: Arc::new(Mutex::new(taken)), answers: told };
        let invocation = "/2018-06-01/runtime/invocation";
        let router = Router::new()
            .route(&format!("{invocation}/next"), get(next))
            .route(&format!("{invocation}/{{id}}/response"), post(response))
            .route(&format!("{invocation}/{{id}}/error"), post(error))
            .with_state(ends);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let serving = tokio::spawn(axum::serve(NoDelay(listener), router).into_future());
        let mut command = Command::new(binary);
        command
            .env_clear()
            .envs(variables.iter().map(|(name, value)| (*name, value)))
            .env("AWS_LAMBDA_RUNTIME_API", address.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        let began = Instant::now();
        let process = command.spawn().unwrap_or_else(|err| panic!("{}: {err}", binary.display()));
        let polled = timeout(PATIENCE, polls.recv()).await.ok().flatten();
        let polled = polled.unwrap_or_else(|| panic!("{} never asked", binary.display()));
        Self { start: polled - began, process, events, answers, serving }
    }

    /// Lets it handle `event`, and says how long that took from the moment the event left.
    pub async fn invoke(&mut self, event: String) -> (Duration, Answer) {
        let began = Instant::now();
        self.events.send(event).await.expect("it listens");
        let answer = timeout(PATIENCE, self.answers.recv()).await.ok().flatten();
        let answer = answer.expect("it answers");
        (answer.at - began, answer)
    }

    /// Resident memory in MiB; 0 where the system does not tell.
    pub fn resident_mib(&self) -> f64 {
        let id = self.process.id().unwrap_or_default();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        kib.unwrap_or(0.0) / 1024.0
    }

    pub async fn stop(mut self) {
        let _ = self.process.kill().await;
        self.serving.abort();
    }
}

async fn next(State(ends): State<Ends>) -> Result<([(HeaderName, String); 3], String), StatusCode> {
    let _ = ends.polled.try_send(Instant::now());
    let event = ends.events.lock().await.recv().await.ok_or(StatusCode::GONE)?;
    let deadline = jiff::Timestamp::now().as_millisecond() + 25_000;
    let header = HeaderName::from_static;
    let headers = [
        (header("lambda-runtime-aws-request-id"), "8476a536-e9f4-11e8-9739-2dfe598c3fcd".into()),
        (header("lambda-runtime-deadline-ms"), deadline.to_string()),
        (
            header("lambda-runtime-invoked-function-arn"),
            "arn:aws:lambda:eu-central-1:123456789012:function:bench".into(),
        ),
    ];
    Ok((headers, event))
}

async fn response(State(ends): State<Ends>, body: Bytes) -> StatusCode {
    let at = Instant::now();
    let content = Ok(serde_json::from_slice(&body).unwrap_or_default());
    let _ = ends.answers.send(Answer { content, at }).await;
    StatusCode::ACCEPTED
}

async fn error(State(ends): State<Ends>, body: Bytes) -> StatusCode {
    let at = Instant::now();
    let content = Err(serde_json::from_slice(&body).unwrap_or_default());
    let _ = ends.answers.send(Answer { content, at }).await;
    StatusCode::ACCEPTED
}
