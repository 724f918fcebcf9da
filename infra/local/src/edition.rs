//! Puts the parts together and starts them.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use api::{App, Clock, Front};
use bus::{Bus, Publisher};
use data_encoding::HEXLOWER;
use domain::{ContractKey, Upload};
use files::Files;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use mail::Mailer;
use send_mail::{CodeSecret, Mailroom};
use serde_json::{Value, json};
use store::Store;
use tokio::net::TcpListener;

use crate::bucket::{self, BUCKET, Bucket};
use crate::calls::Counter;
use crate::endpoint::{Endpoint, Uses};
use crate::engine::{Engine, Memory, TABLE};
use crate::environments::{Environments, Ledgers, Plan};
use crate::functions::{Functions, Workshop};
use crate::gateway::Gateway;
use crate::mailbox::Mailbox;
use crate::outside::Running;
use crate::runner::Runner;
use crate::template::Template;
use crate::{Error, functions, project, runner, services};

/// The bus's name on this machine.
const BUS: &str = "pagetally";
/// Where letters come from.
const MAIL_FROM: &str = "portal@pagetally.example";

/// How an edition is started.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Port of the portal on localhost; 0 for any that is free.
    pub port: u16,
    /// The folder that keeps the data; in memory without one.
    pub data: Option<PathBuf>,
    /// The day that it shall be, on a copy of the data.
    pub today: Option<Date>,
    /// A mail server that gets every letter as well, e.g. `smtp://user:password@mail.example.com:587`.
    pub smtp: Option<String>,
    /// Whether an empty table is filled with the demo fleet.
    pub demo: bool,
    /// The time to go by instead of one's own, for an edition that is stopped and started again in another time.
    pub clock: Option<Clock>,
    /// Whether schedules run by themselves.
    pub scheduled: bool,
    /// A folder with the functions' own binaries, which then run as they are deployed, in processes of their own.
    pub functions: Option<PathBuf>,
    /// A folder that gets the first event of each function that runs in a process of its own.
    pub record: Option<PathBuf>,
    /// A file that gets a line for each right that functions in processes of their own make use of.
    pub uses: Option<PathBuf>,
    /// Failed sign-ins an hour of everybody together, above which a browser that nobody knows needs a code.
    pub failure_budget: Option<u32>,
    /// A file that gets what functions log that run in processes of their own.
    pub logs: Option<PathBuf>,
    /// The address at which functions in processes of their own find all AWS services, e.g. `172.17.0.1:4566` for those in containers; one of
    /// this machine's own without one.
    pub services: Option<SocketAddr>,
    /// For how long files can be put by an address; ten minutes without one.
    pub put: Option<Duration>,
    /// How long a part of a run of reminders takes before it hands on the rest; as a function's time-out would make it without one.
    pub patience: Option<Duration>,
}

/// A running edition. Dropping it stops everything that it started.
pub struct Edition {
    /// Where the portal is, e.g. `http://localhost:8080`.
    pub url: String,
    /// Where the table is, for SDK clients.
    pub table_endpoint: String,
    /// The time that its handlers go by.
    pub clock: Clock,
    /// Where functions in processes of their own find all AWS services.
    pub services: String,
    functions: Functions,
    runner: Runner,
    tasks: Vec<tokio::task::JoinHandle<()>>,
    engine: Arc<Engine>,
    /// The files of an edition without a data folder.
    _scratch: Option<tempfile::TempDir>,
}

impl Edition {
    /// Starts an edition.
    ///
    /// # Errors
    ///
    /// When the template holds something that this edition does not understand, the data cannot be opened, or the port is taken.
    pub async fn start(options: Options) -> Result<Self, Error> {
        let mut template =
            Template::parse(&std::fs::read_to_string(project().join("template.yaml"))?)?;
        check_functions(&template)?;

        let (file, endpoint_note) = data_file(&options, &template)?;
        let engine = Arc::new(Engine::start(file.as_deref(), &template)?);
        let memory = engine.memory();
        let store = store(&engine.endpoint);
        if options.demo && store.countries().await?.is_empty() {
            load_demo(&store).await?;
        }

        let listener = TcpListener::bind(("127.0.0.1", options.port)).await.map_err(|err| {
            format!("port {} is not free ({err}); choose another with --port", options.port)
        })?;
        let url = format!("http://localhost:{}", listener.local_addr()?.port());
        if let Some(note) = endpoint_note {
            std::fs::write(note, &engine.endpoint)?;
        }

        let clock = match options.clock {
            Some(clock) => clock,
            None => clock(options.today)?,
        };
        let service_listener = TcpListener::bind("127.0.0.1:0").await?;
        let service_address = format!("http://{}", service_listener.local_addr()?);
        if let Some(folder) = &options.data {
            let (portal, bus) = (url.clone(), service_address.clone());
            Running { portal, bus, table: engine.endpoint.clone() }.note(folder)?;
        }
        let environment = aws::Environment::local(&service_address);
        let endpoint_listener = listen(options.services).await?;
        let endpoint_address = match endpoint_listener.local_addr()? {
            // Browsers put files there, and know this machine by its name.
            here if here.ip().is_loopback() => format!("http://localhost:{}", here.port()),
            elsewhere => format!("http://{elsewhere}"),
        };
        template.files_at(&endpoint_address);
        let front = Front {
            origin_secret: Some(secret(&memory, "origin")?),
            code_secret: Some(secret(&memory, "code")?),
            failure_budget: options.failure_budget,
            plain_http: true,
        };
        let scratch = match options.data {
            Some(_) => None,
            None => Some(tempfile::tempdir()?),
        };
        let folder = match (&options.data, &scratch) {
            (Some(data), _) => data.clone(),
            (None, scratch) => {
                scratch.as_ref().map(|dir| dir.path().to_owned()).unwrap_or_default()
            }
        };

        let ledgers = Ledgers::default();
        let functions = match &options.functions {
            None => {
                let mut files = Files::new(&aws::Environment::local(&endpoint_address), BUCKET);
                if let Some(put) = options.put {
                    files = files.with_lifetime(put);
                }
                let mailer = Mailer::new(&environment, MAIL_FROM, None, &url);
                let code_secret = CodeSecret::new(front.code_secret.clone().unwrap_or_default());
                Functions::Here(Arc::new(Workshop {
                    app: App::new(store.clone(), clock.clone(), front.clone()),
                    files,
                    publisher: Publisher::new(store.clone(), Bus::new(&environment, BUS)),
                    mailroom: Mailroom { store, mailer, code_secret },
                    patience: options.patience,
                }))
            }
            Some(binaries) => {
                // Functions keep to their own lifetime: an address made a while ago has as little of it left.
                if let Some(put) = options.put {
                    clock.advance(
                        i64::try_from(put.as_secs())? - i64::try_from(Upload::MINUTES * 60)?,
                    );
                }
                let seconds = options.patience.map(|patience| {
                    ("RemindShard", remind_shard::RESERVE.as_secs() + patience.as_secs())
                });
                let plan = Plan {
                    binaries: binaries.clone(),
                    folder: folder.clone(),
                    logs: options.logs.clone(),
                    endpoint: endpoint_address.clone(),
                    variables: variables(&front, &url),
                    seconds: seconds.into_iter().collect(),
                    clock: clock.clone(),
                    record: options.record.clone(),
                };
                Functions::Apart(Environments::new(plan, &template, ledgers.clone())?)
            }
        };

        let mailbox = Mailbox::new(memory.clone(), clock.clone(), options.smtp.as_deref())?;
        if !options.scheduled {
            template.schedules.clear();
        }
        let lasting = file.is_some();
        let runner = Runner::new(functions.clone(), clock.clone(), memory, &template, lasting);
        let services = services::router(mailbox.clone(), runner.clone());
        let secret = front.origin_secret.unwrap_or_default();
        let gateway = Gateway::new(functions.clone(), &template, secret);
        let portal = gateway.router(mailbox, runner.clone());

        let files = match options.data {
            Some(_) => bucket::folder(&folder, options.today)?,
            None => folder,
        };
        let bucket = Bucket::open(&files, runner.clone(), &template.functions)?;
        bucket.tell_again()?;
        let endpoint = Endpoint {
            engine: engine.endpoint.clone(),
            services: services.clone(),
            bucket: bucket.router(&url, &template.cors)?,
            ledgers,
            uses: options.uses.as_deref().map(Uses::open).transpose()?,
            client: reqwest::Client::new(),
        };
        let endpoint = endpoint.router();

        let mut tasks = runner.start();
        tasks.push(tokio::spawn(async move {
            if let Err(err) = axum::serve(endpoint_listener, endpoint).await {
                tracing::error!("the endpoint stopped: {err}");
            }
        }));
        tasks.push(tokio::spawn(async move {
            if let Err(err) = axum::serve(service_listener, services).await {
                tracing::error!("the services stopped: {err}");
            }
        }));
        tasks.push(tokio::spawn(async move {
            let portal = portal.into_make_service_with_connect_info::<std::net::SocketAddr>();
            if let Err(err) = axum::serve(listener, portal).await {
                tracing::error!("the portal stopped: {err}");
            }
        }));
        if clock.moved_by() == 0 {
            tasks.push(sweep_regularly(Arc::clone(&engine)));
        }
        let table_endpoint = engine.endpoint.clone();
        let services = endpoint_address;
        Ok(Self {
            url,
            table_endpoint,
            clock,
            services,
            functions,
            runner,
            tasks,
            engine,
            _scratch: scratch,
        })
    }

    /// The table, for imports.
    pub fn store(&self) -> Store {
        store(&self.engine.endpoint)
    }

    /// Whether somebody can sign in by these numbers on the edition's day.
    ///
    /// # Errors
    ///
    /// When the table cannot be read.
    pub async fn opens(
        &self,
        country: &str,
        customer: &str,
        contract: &str,
    ) -> Result<bool, Error> {
        let parts = format!("{country}#{customer}#{contract}");
        let Some(key) = ContractKey::from_parts(&parts, '#') else { return Ok(false) };
        let store = self.store();
        let (contract, country) = (store.contract(&key).await?, store.country(&key.country).await?);
        Ok(contract.zip(country).is_some_and(|(contract, country)| {
            contract.admits_on(country.zone().to_datetime(self.clock.now()).date())
        }))
    }

    /// Puts an event on the bus that came from elsewhere.
    ///
    /// # Errors
    ///
    /// When it cannot be kept.
    pub fn put_event(&self, source: &str, kind: &str, detail: Value) -> Result<(), Error> {
        self.runner.take(services::event(&store::new_id(self.clock.now()), source, kind, detail))
    }

    /// What was set aside: queue, moment, reason and event of each, oldest first.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn set_aside(&self) -> Result<Vec<Value>, Error> {
        self.runner.in_queues()
    }

    /// Waits until nothing is under way on stream and bus.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    pub async fn rest(&self) -> Result<(), Error> {
        self.runner.rest().await
    }

    /// Runs an asynchronous function once, as its schedule would.
    ///
    /// # Errors
    ///
    /// What the function fails with.
    pub async fn run(&self, function: &str) -> Result<(), Error> {
        self.functions.call(function, runner::scheduled(self.clock.now())).await.map(drop)
    }
}

impl Drop for Edition {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Opens the address at which functions find all AWS services.
async fn listen(address: Option<SocketAddr>) -> Result<TcpListener, Error> {
    let address = address.unwrap_or(([127, 0, 0, 1], 0).into());
    TcpListener::bind(address).await.map_err(|err| format!("{address}: {err}").into())
}

/// What the variables that the template gives to functions are on this machine.
fn variables(front: &Front, url: &str) -> BTreeMap<&'static str, String> {
    let secret = |secret: &Option<String>| secret.clone().unwrap_or_default();
    BTreeMap::from([
        ("TABLE_NAME", TABLE.to_owned()),
        ("BUS_NAME", BUS.to_owned()),
        ("FILES_BUCKET", BUCKET.to_owned()),
        ("MAIL_CONFIGURATION_SET", String::new()),
        ("MAIL_FROM", MAIL_FROM.to_owned()),
        ("METRICS_NAMESPACE", "pagetally".to_owned()),
        ("FAILURE_BUDGET", front.failure_budget.map(|n| n.to_string()).unwrap_or_default()),
        // Nobody reads it: its change lets AWS hand out changed secrets.
        ("SECRETS_ROTATED", String::new()),
        ("PORTAL_URL", url.to_owned()),
        ("ORIGIN_SECRET", secret(&front.origin_secret)),
        ("CODE_SECRET", secret(&front.code_secret)),
    ])
}

/// The table at `endpoint`; its calls are counted.
pub fn store(endpoint: &str) -> Store {
    let config = Store::config(&aws::Environment::local(endpoint)).interceptor(Counter).build();
    Store::new(aws_sdk_dynamodb::Client::from_conf(config), TABLE)
}

fn check_functions(template: &Template) -> Result<(), Error> {
    let mut here: Vec<&str> = functions::http().into_keys().collect();
    here.extend(functions::ASYNCHRONOUS);
    let missing: Vec<_> =
        template.functions.iter().filter(|id| !here.contains(&id.as_str())).collect();
    let extra: Vec<_> =
        here.iter().filter(|id| !template.functions.iter().any(|f| f == *id)).collect();
    if missing.is_empty() && extra.is_empty() {
        return Ok(());
    }
    Err(format!("template.yaml and infra/local/src/functions.rs differ: only there {missing:?}, only here {extra:?}").into())
}

type Paths = (Option<PathBuf>, Option<PathBuf>);

/// The file to work on, and the note by which other processes find this one.
fn data_file(options: &Options, template: &Template) -> Result<Paths, Error> {
    let Some(folder) = &options.data else { return Ok((None, None)) };
    std::fs::create_dir_all(folder)?;
    let file = folder.join("table.db");
    let Some(today) = options.today else {
        return Ok((Some(file), Some(endpoint_note(folder))));
    };
    let copy = folder.join(format!("table-{today}.db"));
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", copy.display()));
    }
    if file.exists() {
        Engine::start(Some(&file), template)?.copy_to(&copy)?;
    }
    Ok((Some(copy), None))
}

/// Where a running edition notes the address of its table.
pub fn endpoint_note(folder: &Path) -> PathBuf {
    folder.join("table-endpoint")
}

async fn load_demo(store: &Store) -> Result<(), Error> {
    for part in ["guide", "fleet", "ending"] {
        let folder = project().join("infra/demo").join(part);
        let summary = crate::import::import(&folder, store, false).await?;
        tracing::info!("loaded the demo: {summary}");
    }
    Ok(())
}

/// The real clock, or one that is moved so that it is `today` in the usual country.
fn clock(today: Option<Date>) -> Result<Clock, Error> {
    let clock = Clock::default();
    if let Some(today) = today {
        let here = TimeZone::get("Europe/Berlin")?;
        let now = clock.now();
        // At the same hour as now, by the clocks there: winter and summer are an hour apart.
        let then = here.to_timestamp(today.to_datetime(here.to_datetime(now).time()))?;
        clock.advance(then.as_second() - now.as_second());
    }
    Ok(clock)
}

/// A secret that stays the same over a restart.
fn secret(memory: &Memory, name: &str) -> Result<String, Error> {
    let kind = format!("SECRET#{name}");
    if let Some((_, value)) = memory.newest(&kind, 1)?.into_iter().next() {
        return Ok(value.as_str().unwrap_or_default().to_owned());
    }
    let mut random = [0; 32];
    getrandom::fill(&mut random)?;
    let secret = HEXLOWER.encode(&random);
    memory.keep(&kind, "1", &json!(secret))?;
    Ok(secret)
}

fn sweep_regularly(engine: Arc<Engine>) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        let mut minute = tokio::time::interval(std::time::Duration::from_secs(60));
        loop {
            minute.tick().await;
            let engine = Arc::clone(&engine);
            if let Ok(Err(err)) = tokio::task::spawn_blocking(move || engine.sweep()).await {
                tracing::warn!("expired items were not swept: {err}");
            }
        }
    })
}

/// The table of a data folder: that of the process which runs on it, or one that is opened for this purpose.
pub enum Table {
    /// Another process has it open, and answers there.
    Running(String),
    /// Opened here; closed when dropped.
    Opened(Engine),
}

impl Table {
    /// A client of it.
    pub fn store(&self) -> Store {
        match self {
            Self::Running(endpoint) => store(endpoint),
            Self::Opened(engine) => store(&engine.endpoint),
        }
    }
}

/// Finds the table of a data folder.
///
/// # Errors
///
/// When the folder cannot be opened.
pub fn table_of(folder: &Path) -> Result<Table, Error> {
    if let Ok(endpoint) = std::fs::read_to_string(endpoint_note(folder)) {
        let address = endpoint.trim_start_matches("http://");
        if address.parse().is_ok_and(|address| {
            std::net::TcpStream::connect_timeout(&address, std::time::Duration::from_secs(1))
                .is_ok()
        }) {
            return Ok(Table::Running(endpoint));
        }
    }
    let template = Template::parse(&std::fs::read_to_string(project().join("template.yaml"))?)?;
    std::fs::create_dir_all(folder)?;
    Ok(Table::Opened(Engine::start(Some(&folder.join("table.db")), &template)?))
}
