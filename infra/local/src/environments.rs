//! The functions' own binaries, as they are deployed: each in an execution environment of its own, in which AWS's runtime interface emulator speaks the
//! Lambda Runtime API to it, keeps its time-out and bounds its answers.
//!
//! As on Lambda an environment takes one event at a time, another one is started while all are busy, and what failed hard is started afresh.

use std::collections::BTreeMap;
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicI64, AtomicU16, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use api::{Clock, Response};
use aws_lambda_events::event::apigw::ApiGatewayV2httpResponse;
use data_encoding::BASE64;
use lambda_http::Body;
use lambda_http::http::header::SET_COOKIE;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::calls::Ledger;
use crate::template::Template;
use crate::{Error, project};

/// Environments of one function that run at the same time; Lambda would start a thousand.
const AT_ONCE: usize = 3;
/// How long an environment may take until it listens.
const START: Duration = Duration::from_secs(10);
/// Where packages of `libfaketime` put what lets a process live in another time.
const FAKE_TIME: [&str; 3] = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib64/faketime/libfaketime.so.1",
];

/// How a function failed that runs in a process of its own.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Failure {
    /// The type of its error.
    pub(crate) kind: String,
    message: String,
}

/// What environments are made of.
pub(crate) struct Plan {
    /// The folder with the functions' binaries.
    pub(crate) binaries: PathBuf,
    /// A folder for their logs and their clock.
    pub(crate) folder: PathBuf,
    /// A file that gets their logs instead.
    pub(crate) logs: Option<PathBuf>,
    /// Where they find all AWS services.
    pub(crate) endpoint: String,
    /// The variables that the template gives to functions, by their names.
    pub(crate) variables: BTreeMap<&'static str, String>,
    /// Seconds that a call may take, by the function's logical id, where it is not the template's.
    pub(crate) seconds: BTreeMap<&'static str, u64>,
    /// The time that they go by.
    pub(crate) clock: Clock,
    /// A folder that gets the first event of each function.
    pub(crate) record: Option<PathBuf>,
}

/// Starts environments and brings events to them. Dropping the last clone stops them.
#[derive(Clone)]
pub(crate) struct Environments(Arc<Inner>);

struct Inner {
    plan: Plan,
    emulator: PathBuf,
    fake_time: Option<&'static str>,
    functions: BTreeMap<String, Function>,
    ledgers: Ledgers,
    client: reqwest::Client,
    started: AtomicU64,
    clock: MovedClock,
}

/// A function and its environments.
struct Function {
    binary: String,
    variables: Vec<(String, String)>,
    turn: Semaphore,
    idle: Mutex<Vec<Environment>>,
}

/// A running environment.
struct Environment {
    /// By which its calls are known.
    token: String,
    address: String,
    emulator: Child,
}

impl Drop for Environment {
    fn drop(&mut self) {
        // The function ends by itself when nobody answers it any more.
        let _ = self.emulator.kill();
        let _ = self.emulator.wait();
    }
}

/// What `libfaketime` leaves behind of a process that was killed, beside the process's id.
const LEFT: [&str; 2] = ["sem.faketime_sem_", "faketime_shm_"];

impl Drop for Inner {
    fn drop(&mut self) {
        let shared = Path::new("/dev/shm").read_dir().into_iter().flatten().flatten();
        for file in shared {
            let name = file.file_name();
            let process = LEFT.iter().find_map(|left| name.to_str()?.strip_prefix(left));
            if process.is_some_and(|process| !Path::new("/proc").join(process).exists()) {
                let _ = std::fs::remove_file(file.path());
            }
        }
    }
}

/// The ledgers of the events under way, by the session token of the environment that works on each.
#[derive(Clone, Default)]
pub(crate) struct Ledgers(Arc<Mutex<BTreeMap<String, Ledger>>>);

impl Ledgers {
    /// The ledger of the environment with this session token.
    pub(crate) fn of(&self, token: &str) -> Option<Ledger> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }

    fn open(&self, token: &str, ledger: &Ledger) {
        let mut ledgers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ledgers.insert(token.to_owned(), ledger.clone());
    }

    fn close(&self, token: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(token);
    }
}

/// The file from which environments read by how much their time is moved.
struct MovedClock {
    file: PathBuf,
    written: AtomicI64,
}

impl MovedClock {
    fn set(&self, seconds: i64) -> Result<(), Error> {
        if self.written.swap(seconds, Ordering::SeqCst) != seconds {
            // Renamed into place: a process that reads at this moment finds the one or the other.
            let next = self.file.with_extension("next");
            std::fs::write(&next, format!("{seconds:+}s\n"))?;
            std::fs::rename(next, &self.file)?;
        }
        Ok(())
    }
}

impl Environments {
    /// Environments for the template's functions; none is started yet.
    ///
    /// # Errors
    ///
    /// When the emulator or a function's binary is missing, or the template gives a function a variable that nobody knows here.
    pub(crate) fn new(plan: Plan, template: &Template, ledgers: Ledgers) -> Result<Self, Error> {
        let emulator = emulator()?;
        let mut functions = BTreeMap::new();
        for (id, settings) in &template.settings {
            let binary = crate_of(id);
            if !plan.binaries.join(&binary).is_file() {
                let folder = plan.binaries.display();
                return Err(format!("{folder} has no {binary}: build the functions first").into());
            }
            let mut variables = Vec::new();
            for name in &settings.variables {
                let value = plan.variables.get(name.as_str());
                let value = value.ok_or_else(|| format!("{id} gets an unknown variable {name}"))?;
                variables.push((name.clone(), value.clone()));
            }
            let seconds = plan.seconds.get(id.as_str()).unwrap_or(&settings.seconds);
            for (name, value) in [
                ("AWS_LAMBDA_FUNCTION_NAME", binary.clone()),
                ("AWS_LAMBDA_FUNCTION_TIMEOUT", seconds.to_string()),
                ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", settings.memory.to_string()),
            ] {
                variables.push((name.to_owned(), value));
            }
            let (turn, idle) = (Semaphore::new(AT_ONCE), Mutex::default());
            functions.insert(id.clone(), Function { binary, variables, turn, idle });
        }
        let fake_time = FAKE_TIME.into_iter().find(|library| Path::new(library).exists());
        let clock =
            MovedClock { file: plan.folder.join("clock"), written: AtomicI64::new(i64::MIN) };
        clock.set(plan.clock.moved_by())?;
        if let Some(folder) = &plan.record {
            std::fs::create_dir_all(folder)?;
        }
        Ok(Self(Arc::new(Inner {
            plan,
            emulator,
            fake_time,
            functions,
            ledgers,
            client: reqwest::Client::new(),
            started: AtomicU64::new(0),
            clock,
        })))
    }

    /// Lets an HTTP function answer an event of API Gateway; its calls to the table are noted in `ledger`.
    ///
    /// # Errors
    ///
    /// When it did not answer.
    pub(crate) async fn answer(
        &self,
        id: &str,
        event: &str,
        ledger: &Ledger,
    ) -> Result<Response<Body>, Error> {
        let answer = self.invoke(id, event.to_owned(), ledger).await?;
        let answer: ApiGatewayV2httpResponse = serde_json::from_value(answer)?;
        let mut response = Response::new(Body::Empty);
        *response.status_mut() = u16::try_from(answer.status_code)?.try_into()?;
        *response.headers_mut() = answer.headers;
        for (name, value) in &answer.multi_value_headers {
            response.headers_mut().append(name, value.clone());
        }
        for cookie in answer.cookies {
            response.headers_mut().append(SET_COOKIE, cookie.parse()?);
        }
        *response.body_mut() = match answer.body {
            Some(body) if answer.is_base64_encoded => Body::Binary(BASE64.decode(&body)?),
            Some(body) => body,
            None => Body::Empty,
        };
        Ok(response)
    }

    /// Brings an event to an asynchronous function.
    ///
    /// # Errors
    ///
    /// [`Failure`] when the function fails, or its environment does not start.
    pub(crate) async fn call(&self, id: &str, event: &Value) -> Result<Value, Error> {
        self.invoke(id, event.to_string(), &Ledger::default()).await
    }

    async fn invoke(&self, id: &str, event: String, ledger: &Ledger) -> Result<Value, Error> {
        let inner = &self.0;
        let function = inner.functions.get(id).ok_or_else(|| format!("{id} is no function"))?;
        let _turn = function.turn.acquire().await?;
        inner.move_clock()?;
        inner.record(function, &event)?;
        let idle = function.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let environment = match idle {
            Some(environment) => environment,
            None => inner.start(function).await?,
        };
        inner.ledgers.open(&environment.token, ledger);
        let url = format!("{}/2015-03-31/functions/function/invocations", environment.address);
        let answered = inner.client.post(url).body(event).send().await;
        inner.ledgers.close(&environment.token);
        let text = answered?.text().await?;
        let answer: Value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        match failure(&answer) {
            Some(failure) => {
                if failure.is_the_functions_own() {
                    function.give_back(environment);
                }
                Err(failure.into())
            }
            None => {
                function.give_back(environment);
                Ok(answer)
            }
        }
    }
}

impl Function {
    fn give_back(&self, environment: Environment) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(environment);
    }
}

impl Inner {
    fn move_clock(&self) -> Result<(), Error> {
        let seconds = self.plan.clock.moved_by();
        if seconds != 0 && self.fake_time.is_none() {
            return Err("functions live in another time only with libfaketime installed".into());
        }
        self.clock.set(seconds)
    }

    fn record(&self, function: &Function, event: &str) -> Result<(), Error> {
        let Some(folder) = &self.plan.record else { return Ok(()) };
        let file = folder.join(&function.binary).with_extension("json");
        if !file.exists() {
            let event: Value = serde_json::from_str(event)?;
            std::fs::write(file, serde_json::to_string_pretty(&event)? + "\n")?;
        }
        Ok(())
    }

    async fn start(&self, function: &Function) -> Result<Environment, Error> {
        let number = self.started.fetch_add(1, Ordering::Relaxed);
        let token = format!("{}.{number}", function.binary);
        let (door, runtime) = (free_port()?, free_port()?);
        let log = File::options().create(true).append(true).open(
            self.plan.logs.clone().unwrap_or_else(|| self.plan.folder.join("functions.log")),
        )?;
        let mut command = Command::new(&self.emulator);
        command
            .args(["--log-level", "error"])
            .args(["--runtime-interface-emulator-address", &format!("127.0.0.1:{door}")])
            .args(["--runtime-api-address", &format!("127.0.0.1:{runtime}")])
            .arg(self.plan.binaries.join(&function.binary))
            .env_clear()
            .envs(function.variables.iter().map(|(name, value)| (name, value)))
            .env("AWS_REGION", "eu-central-1")
            .env("AWS_ACCESS_KEY_ID", &function.binary)
            .env("AWS_SECRET_ACCESS_KEY", crate::endpoint::SECRET)
            .env("AWS_SESSION_TOKEN", &token)
            .env("AWS_ENDPOINT_URL", &self.plan.endpoint)
            .env("PLAIN_HTTP", "1")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        if let Some(library) = self.fake_time {
            command
                .env("LD_PRELOAD", library)
                .env("FAKETIME_TIMESTAMP_FILE", &self.clock.file)
                .env("FAKETIME_NO_CACHE", "1")
                .env("DONT_FAKE_MONOTONIC", "1");
        }
        let emulator = command.spawn()?;
        let address = format!("http://127.0.0.1:{door}");
        let environment = Environment { token, address, emulator };
        let listens = async {
            while TcpStream::connect(("127.0.0.1", door)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        let listening = tokio::time::timeout(START, listens).await;
        listening.map_err(|_| format!("{} does not start", function.binary))?;
        Ok(environment)
    }
}

impl Failure {
    /// Whether the function said so itself, and goes on; else its process ended or was ended.
    fn is_the_functions_own(&self) -> bool {
        !self.kind.starts_with("Runtime.") && !self.kind.starts_with("Sandbox.")
    }
}

/// What an answer says of a failure, if it does.
fn failure(answer: &Value) -> Option<Failure> {
    if let Some(text) = answer.as_str().filter(|text| text.contains("Task timed out")) {
        return Some(Failure { kind: "Sandbox.Timedout".into(), message: text.to_owned() });
    }
    let message = answer["errorMessage"].as_str()?;
    let kind = answer["errorType"].as_str().unwrap_or_default();
    Some(Failure { kind: kind.to_owned(), message: message.to_owned() })
}

/// The folder and binary of the function with this logical id: `PlaceOrder` is `place-order`.
pub(crate) fn crate_of(id: &str) -> String {
    let mut name = String::new();
    for letter in id.chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

/// AWS's runtime interface emulator, as it comes with the SAM CLI.
fn emulator() -> Result<PathBuf, Error> {
    let library = project().join(".tools/sam/lib");
    let kind = if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" };
    let within = format!("site-packages/samcli/local/rapid/aws-lambda-rie-{kind}");
    let pythons = library.read_dir().into_iter().flatten().flatten();
    let found = pythons.map(|python| python.path().join(&within)).find(|file| file.is_file());
    found.ok_or_else(|| "AWS's runtime interface emulator is missing: run `make install`".into())
}

/// A port that nobody listens on, below those that the system hands out by itself.
fn free_port() -> Result<u16, Error> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    const FIRST: u16 = 10_000;
    const COUNT: u16 = 20_000;
    // Processes that run at the same time begin at different ports.
    let begin = u16::try_from(std::process::id() % u32::from(COUNT))?;
    for _ in 0..COUNT {
        let step = NEXT.fetch_add(1, Ordering::Relaxed) % COUNT;
        let port = FIRST + (u32::from(begin) + u32::from(step)).rem_euclid(u32::from(COUNT)) as u16;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    Err("no port is free".into())
}
