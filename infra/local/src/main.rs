//! `cargo run`: the whole portal on this machine, without AWS.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use domain::{ContractRef, Ruling};
use jiff::civil::Date;
use local::audit::Noted;
use local::{Edition, Error, Options};
use store::{EntryName, Store};

/// Pagetally on one machine: the portal with its demo fleet, a mailbox, and what operators need.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Port of the portal on localhost; 0 for any that is free
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder that keeps the data
    #[arg(long, default_value = ".pagetally", global = true)]
    data: PathBuf,
    /// What if it were this day: works on a copy of the data, e.g. 2015-04-16
    #[arg(long)]
    today: Option<Date>,
    /// Mail server that gets every letter too, e.g. `smtp://user:password@mail.example.com:587`
    #[arg(long)]
    smtp: Option<String>,
    /// Run the functions as they are deployed, in processes of their own, from the binaries in this folder, e.g. target/lean
    #[arg(long, value_name = "DIR")]
    functions: Option<PathBuf>,
    /// With --functions: keep the first event of each function in this folder
    #[arg(long, value_name = "DIR", requires = "functions")]
    record: Option<PathBuf>,
    /// Address at which functions in containers find table, bus, mail and files, e.g. 172.17.0.1:4566
    #[arg(long, value_name = "ADDRESS")]
    aws: Option<SocketAddr>,
}

#[derive(Subcommand)]
enum Command {
    /// Import an operator's CSV files (docs/import.md)
    Import {
        /// Folder with the files
        dir: PathBuf,
        /// Table on AWS instead of this machine's; region and credentials come from the environment
        #[arg(long)]
        table: Option<String>,
    },
    /// List the devices whose readings are overdue as CSV: days, contacts, and every reminder with what became of it
    Overdue {
        /// As of this day instead of today
        #[arg(long)]
        today: Option<Date>,
        /// Table on AWS instead of this machine's; region and credentials come from the environment
        #[arg(long)]
        table: Option<String>,
    },
    /// List the doubtful readings that nobody has judged, as CSV
    Doubtful {
        /// Table on AWS instead of this machine's; region and credentials come from the environment
        #[arg(long)]
        table: Option<String>,
    },
    /// Judge a doubtful reading; a rejected one counts no more, and its device may be due again
    Judge {
        /// The reading, as `doubtful` lists it in its last column
        entry: EntryName,
        /// accepted or rejected
        ruling: Ruling,
        /// Why, in words that the customer reads
        #[arg(long)]
        note: Option<String>,
        /// Table on AWS instead of this machine's; region and credentials come from the environment
        #[arg(long)]
        table: Option<String>,
    },
    /// List all contracts as CSV, with the reference by which events name them
    Contracts {
        /// Table on AWS instead of this machine's; region and credentials come from the environment
        #[arg(long)]
        table: Option<String>,
    },
    /// Read the audit trail, or look whether somebody tampered with it (docs/operator.md)
    Audit {
        #[command(subcommand)]
        what: Audit,
        /// Table on AWS instead of this machine's; region and credentials come from the environment
        #[arg(long, global = true)]
        table: Option<String>,
    },
    /// Put an event of the operator on the bus of the running portal, and say what became of it (docs/events.md)
    SendEvent {
        /// File with the event as JSON; - for the standard input
        file: PathBuf,
        /// Puts a text into a field of the event first, e.g. data.order=263274819204
        #[arg(long, value_name = "FIELD=VALUE")]
        set: Vec<String>,
        /// Bus on AWS instead of this machine's; region and credentials come from the environment
        #[arg(long)]
        bus: Option<String>,
    },
    /// List the events that were set aside as CSV: those that cannot be, are not known, or failed for good
    SetAside,
    /// Make CSV files of a fleet, always the same for the same seed
    Generate {
        /// Folder for the files
        dir: PathBuf,
        #[command(flatten)]
        options: local::generate::Options,
    },
    /// Write infra/openapi.yaml and the event schemas from the types
    Describe,
}

#[derive(Subcommand)]
enum Audit {
    /// List who did what to a contract, when and from where, as CSV
    List {
        /// The contract, as `contracts` and events name it
        contract_ref: String,
    },
    /// Examine the trails of all contracts: fails where an entry was removed, changed or put in. Writes where each chain stands as CSV: keep that elsewhere
    Verify {
        /// What an earlier run wrote: the chains must go through it
        #[arg(long, value_name = "FILE")]
        noted: Option<PathBuf>,
    },
}

/// Contracts of the demo fleet, and what there is to see.
const DEMO: [(&str, &str, &str); 4] = [
    ("17102995", "SPV-20418", "the two devices of the guide"),
    ("17105500", "SPV-40000", "400 devices at 60 addresses"),
    ("17106600", "SPV-60000", "asks for a mailed code as well"),
    ("17107700", "SPV-70000", "ends on 15 January 2027"),
];

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| "warn,dynoxide=error,local=info".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let arguments = Arguments::parse();
    let done = match arguments.command {
        None => portal(arguments).await,
        Some(Command::Import { ref dir, ref table }) => {
            import(&arguments, dir, table.as_deref()).await
        }
        Some(Command::Overdue { today, ref table }) => {
            overdue(&arguments, today, table.as_deref()).await
        }
        Some(Command::Doubtful { ref table }) => doubtful(&arguments, table.as_deref()).await,
        Some(Command::Judge { ref entry, ruling, ref note, ref table }) => {
            judge(&arguments, table.as_deref(), entry, ruling, note.as_deref()).await
        }
        Some(Command::Contracts { ref table }) => contracts(&arguments, table.as_deref()).await,
        Some(Command::Audit { ref what, ref table }) => {
            audit(&arguments, table.as_deref(), what).await
        }
        Some(Command::SendEvent { ref file, ref set, ref bus }) => {
            send_event(&arguments, file, set, bus.as_deref()).await
        }
        Some(Command::SetAside) => {
            local::outside::set_aside(&arguments.data, std::io::stdout()).await
        }
        Some(Command::Generate { dir, options }) => {
            local::generate::generate(&dir, &options).map_err(Error::from)
        }
        Some(Command::Describe) => describe(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            eprintln!("{err}");
            ExitCode::FAILURE
        }
    }
}

async fn portal(arguments: Arguments) -> Result<(), Error> {
    let edition = Edition::start(Options {
        port: arguments.port,
        data: Some(arguments.data),
        today: arguments.today,
        smtp: arguments.smtp,
        functions: arguments.functions,
        record: arguments.record,
        services: arguments.aws,
        demo: true,
        scheduled: true,
        ..Options::default()
    })
    .await?;
    let url = &edition.url;
    println!("Portal   {url}");
    for (customer, contract, what) in DEMO {
        if edition.opens("DE", customer, contract).await? {
            println!("         country DE, customer {customer}, contract {contract}: {what}");
        }
    }
    println!("Mailbox  {url}/mail");
    if arguments.aws.is_some() {
        println!("AWS      {}", edition.services);
    }
    tokio::signal::ctrl_c().await?;
    Ok(())
}

async fn import(
    arguments: &Arguments,
    dir: &std::path::Path,
    table: Option<&str>,
) -> Result<(), Error> {
    let place = Place::of(arguments, table)?;
    let summary = local::import::import(dir, &place.store(), true).await?;
    println!("{summary}");
    Ok(())
}

async fn overdue(
    arguments: &Arguments,
    today: Option<Date>,
    table: Option<&str>,
) -> Result<(), Error> {
    let place = Place::of(arguments, table)?;
    local::overdue::list(&place.store(), today.or(arguments.today), std::io::stdout()).await
}

async fn doubtful(arguments: &Arguments, table: Option<&str>) -> Result<(), Error> {
    let place = Place::of(arguments, table)?;
    local::verdicts::doubtful(&place.store(), std::io::stdout()).await
}

async fn judge(
    arguments: &Arguments,
    table: Option<&str>,
    entry: &EntryName,
    ruling: Ruling,
    note: Option<&str>,
) -> Result<(), Error> {
    let place = Place::of(arguments, table)?;
    println!("{}", local::verdicts::judge(&place.store(), entry, ruling, note).await?);
    Ok(())
}

async fn contracts(arguments: &Arguments, table: Option<&str>) -> Result<(), Error> {
    // Those of the portal to which `send-event` would go.
    if table.is_none()
        && let Some(running) = local::outside::Running::on(&arguments.data).await
    {
        let store = local::edition::store(&running.table);
        return local::outside::contracts(&store, std::io::stdout()).await;
    }
    let place = Place::of(arguments, table)?;
    local::outside::contracts(&place.store(), std::io::stdout()).await
}

async fn audit(arguments: &Arguments, table: Option<&str>, what: &Audit) -> Result<(), Error> {
    let place = Place::of(arguments, table)?;
    let (store, out) = (place.store(), std::io::stdout());
    match what {
        Audit::List { contract_ref } => {
            let contract_ref = ContractRef::parse(contract_ref).map_err(|_| {
                format!("{contract_ref} names no contract: `contracts` lists the references")
            })?;
            local::audit::list(&store, &contract_ref, out).await
        }
        Audit::Verify { noted } => {
            let noted = match noted {
                Some(file) => Noted::read(std::fs::File::open(file)?)?,
                None => Noted::default(),
            };
            let now = jiff::Timestamp::now();
            match local::audit::verify(&store, &noted, now, out, std::io::stderr()).await? {
                0 => Ok(()),
                1 => Err("1 flaw in the audit trail".into()),
                found => Err(format!("{found} flaws in the audit trail").into()),
            }
        }
    }
}

async fn send_event(
    arguments: &Arguments,
    file: &std::path::Path,
    settings: &[String],
    bus: Option<&str>,
) -> Result<(), Error> {
    let event = local::outside::read(file, settings)?;
    let id = event["id"].as_str().unwrap_or_default();
    let became = match bus {
        None => local::outside::send(&arguments.data, &event).await?.to_owned(),
        Some(bus) => {
            let environment = aws::Environment::from_env()?;
            let on_bus = local::outside::put(&environment, bus, &event).await?;
            format!("on the bus as {on_bus}")
        }
    };
    println!("event {id}: {became}");
    Ok(())
}

/// The table that a command works on.
enum Place {
    Here(local::edition::Table),
    Aws(Store),
}

impl Place {
    fn of(arguments: &Arguments, table: Option<&str>) -> Result<Self, Error> {
        let Some(table) = table else {
            return Ok(Self::Here(local::edition::table_of(&arguments.data)?));
        };
        let config = Store::config(&aws::Environment::from_env()?).build();
        Ok(Self::Aws(Store::new(aws_sdk_dynamodb::Client::from_conf(config), table)))
    }

    fn store(&self) -> Store {
        match self {
            Self::Here(table) => table.store(),
            Self::Aws(store) => store.clone(),
        }
    }
}

fn describe() -> Result<(), Error> {
    let project = local::project();
    std::fs::write(project.join("infra/openapi.yaml"), local::openapi::yaml()?)?;
    let outside = events::outside::schemas().into_iter();
    let outside =
        outside.map(|(kind, schema)| (format!("{}/{kind}", events::outside::SOURCE), schema));
    let ours = events::schemas().into_iter().map(|(kind, schema)| (kind.to_owned(), schema));
    for (kind, schema) in ours.chain(outside) {
        let file = project.join("shared/events/schemas").join(format!("{kind}.json"));
        std::fs::create_dir_all(file.parent().unwrap_or(&project))?;
        std::fs::write(file, serde_json::to_string_pretty(&schema)? + "\n")?;
    }
    Ok(())
}
