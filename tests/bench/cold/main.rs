//! Cold starts: every function as its release binary behind a Lambda Runtime API, before a table behind TLS; beside a function without the SDK and
//! one with everything at its defaults.
//!
//! `make bench` builds the binaries first. Names of functions as arguments limit it to them. It fails when a bar is missed.

mod bare;
mod front;
mod runtime;
mod scene;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use crate::front::{Counts, Front};
use crate::runtime::Function;
use crate::scene::{ORIGIN_SECRET, Scene};

const STARTS: usize = 20;
const WARM: usize = 200;
const LONG: usize = 1_000;
/// Invocations whose calls are made again by themselves.
const REPEATED: usize = 200;

/// A read and a write, looked at more closely.
const CLOSELY: [&str; 2] = ["show-session", "place-order"];
/// They may be as large as the file formats, or the letters, that they know.
const LARGE: [&str; 9] = [
    "add-status-page",
    "add-ticket-file",
    "export-history",
    "export-readings",
    "fetch-status-page",
    "fetch-ticket-file",
    "inspect-upload",
    "read-readings-file",
    "send-mail",
];

fn main() -> ExitCode {
    // `cargo test` runs every bench target once; without release binaries there is nothing to run.
    if !std::env::args().any(|argument| argument == "--bench") {
        return ExitCode::SUCCESS;
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let missed = runtime.block_on(measure());
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a run needs.
struct Bench {
    scene: Scene,
    front: Front,
    /// The root of its certificate.
    root: String,
    binaries: PathBuf,
    baselines: PathBuf,
    variables: Vec<(&'static str, String)>,
}

/// What was measured of one function.
#[derive(Debug, Default)]
struct Row {
    name: String,
    told: String,
    start: f64,
    /// Starts of the functions beside it, in turn with its own: what else the machine does hits all three.
    no_sdk: f64,
    default_sdk: f64,
    first: f64,
    warm: f64,
    opened_in_init: f64,
    handshakes_in_first: usize,
    connections_in_first: usize,
    resident: f64,
    binary: u64,
    zipped: u64,
    calls: usize,
    at_once: usize,
    units: f64,
}

async fn measure() -> usize {
    let folder = |name, default: PathBuf| std::env::var_os(name).map_or(default, PathBuf::from);
    let target = local::project().join("target");
    let binaries = folder("FUNCTIONS_DIR", target.join("release"));
    let baselines = folder("BASELINES_DIR", target.join("baselines/release"));
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();

    let scene = Scene::set().await;
    let (front, root) = Front::start(&scene.engine.endpoint).await;
    let roots = Roots::write(&root);
    let variables = variables(&front, &roots);
    let bench = Bench { scene, front, root, binaries, baselines, variables };

    let no_sdk = bench.row("no-sdk", &bench.baselines, "show-session").await;
    let default_sdk = bench.row("default-sdk", &bench.baselines, "show-session").await;
    print_head();
    print_row(&no_sdk);
    print_row(&default_sdk);
    let mut rows = Vec::new();
    for id in &bench.scene.template.functions {
        let name = kebab(id);
        if wanted.is_empty() || wanted.contains(&name) {
            let row = bench.row(&name, &bench.binaries, &name).await;
            print_row(&row);
            rows.push(row);
        }
    }
    let mut missed = bars(&rows);
    for name in CLOSELY {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            missed += usize::from(!bench.adds_little(name, no_sdk.warm).await);
        }
    }
    let per_second = bench.scene.requests_per_second;
    println!(
        "\none-machine edition: {per_second:.0} requests a second (GET /api/session, 16 at a time)"
    );
    missed
}

/// Whom functions trust: the front beside Amazon's roots, or beside all of the system's.
struct Roots {
    folder: tempfile::TempDir,
}

impl Roots {
    /// Where Debian and Amazon Linux keep the system's.
    const SYSTEM: [&str; 2] =
        ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"];

    fn write(front: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let system = Self::SYSTEM.iter().find_map(|file| std::fs::read_to_string(file).ok());
        let system = system.expect("the system's roots, as every Lambda image has them");
        for (name, others) in [("few", aws::AMAZON_ROOTS.concat()), ("all", system)] {
            let all = format!("{others}\n{front}");
            std::fs::write(folder.path().join(name), all).expect("the roots are written");
        }
        Self { folder }
    }

    fn file(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }
}

/// What Lambda and the template give to a function.
fn variables(front: &Front, roots: &Roots) -> Vec<(&'static str, String)> {
    let (few, all) = (roots.file("few"), roots.file("all"));
    let pairs: [(&'static str, &str); 19] = [
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        ("AWS_SESSION_TOKEN", "token"),
        ("AWS_REGION", "eu-central-1"),
        ("AWS_ENDPOINT_URL", &front.url),
        ("AWS_CA_BUNDLE", &few),
        ("SSL_CERT_FILE", &all),
        ("AWS_LAMBDA_FUNCTION_NAME", "bench"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
        ("AWS_LAMBDA_LOG_FORMAT", "JSON"),
        ("TABLE_NAME", local::engine::TABLE),
        ("ORIGIN_SECRET", ORIGIN_SECRET),
        ("CODE_SECRET", "bench"),
        ("BUS_NAME", "bench"),
        ("FILES_BUCKET", "bench"),
        ("MAIL_FROM", "portal@bench.example"),
        ("PORTAL_URL", "https://portal.example"),
        ("MAIL_CONFIGURATION_SET", ""),
    ];
    pairs.into_iter().map(|(name, value)| (name, value.to_owned())).collect()
}

impl Bench {
    async fn start(&self, folder: &Path, name: &str) -> Function {
        Function::start(&folder.join(name), &self.variables).await
    }

    /// Signs in, through the function for it.
    async fn cookie(&self) -> String {
        let mut function = self.start(&self.binaries, "log-in").await;
        let (_, answer) = function.invoke(self.scene.sign_in()).await;
        function.stop().await;
        let answer = answer.content.unwrap_or_default();
        let cookie = answer["cookies"][0].as_str().unwrap_or_default();
        assert!(!cookie.is_empty(), "nobody could sign in: {answer}");
        cookie.split(';').next().unwrap_or_default().to_owned()
    }

    /// Measures `name`, called as `function` is.
    async fn row(&self, name: &str, folder: &Path, function: &str) -> Row {
        let cookie = self.cookie().await;
        let mut n = 0;
        let mut event = || {
            n += 1;
            self.scene.event(function, &cookie, n)
        };
        let mut row = Row { name: name.to_owned(), ..Row::default() };
        let (mut starts, mut firsts, mut warms) = (Vec::new(), Vec::new(), Vec::new());
        let (mut no_sdk, mut default_sdk) = (Vec::new(), Vec::new());
        for _ in 0..STARTS {
            for (name, starts) in [("no-sdk", &mut no_sdk), ("default-sdk", &mut default_sdk)] {
                let process = self.start(&self.baselines, name).await;
                starts.push(process.start);
                process.stop().await;
            }
            let before = self.front.counts();
            let mut process = self.start(folder, name).await;
            let ready = self.front.counts();
            let (first, answer) = process.invoke(event()).await;
            let Counts { connections, handshakes } = self.front.counts();
            row.opened_in_init += (ready.handshakes - before.handshakes) as f64 / STARTS as f64;
            row.connections_in_first += connections - ready.connections;
            row.handshakes_in_first += handshakes - ready.handshakes;
            row.told = answer.told();
            starts.push(process.start);
            firsts.push(first);
            process.stop().await;
        }
        let mut process = self.start(folder, name).await;
        process.invoke(event()).await;
        for _ in 0..WARM {
            warms.push(process.invoke(event()).await.0);
        }
        self.front.note();
        process.invoke(event()).await;
        let (calls, at_once) = self.front.noted_calls();
        // The same request again and again: what a table grows by is not what a function keeps.
        let repeated = event();
        for _ in 0..LONG - WARM - 2 {
            process.invoke(repeated.clone()).await;
        }
        row.resident = process.resident_mib();
        process.stop().await;
        (row.start, row.first, row.warm) = (median(starts), median(firsts), median(warms));
        (row.no_sdk, row.default_sdk) = (median(no_sdk), median(default_sdk));
        (row.calls, row.at_once) = (calls.len(), at_once);
        row.units = calls.iter().fold(0.0, |sum, call| sum + call.units);
        (row.binary, row.zipped) = sizes(&folder.join(name));
        row
    }

    /// Whether a warm invocation takes little more than its bare calls and the runtime's protocol.
    async fn adds_little(&self, name: &str, protocol: f64) -> bool {
        let cookie = self.cookie().await;
        let mut process = self.start(&self.binaries, name).await;
        let event = |n| self.scene.event(name, &cookie, 100_000 + n);
        process.invoke(event(0)).await;
        // The bare calls find the table as the invocations found it.
        let copy = self.scene.copy();
        let environment = aws::Environment::local_tls(&self.front.url, &self.root).expect("a root");
        let client =
            aws_sdk_dynamodb::Client::from_conf(store::Store::config(&environment).build());
        let (mut whole, mut bare) = (Vec::new(), Vec::new());
        // In turn: what else the machine does hits both.
        for n in 1..=REPEATED {
            self.front.note();
            whole.push(process.invoke(event(n)).await.0);
            let calls = self.front.noted_calls().0;
            self.front.turn_to(&copy.endpoint);
            self.front.note();
            bare.push(bare::repeat(&client, &calls).await);
            assert_eq!(self.front.noted_calls().0.len(), calls.len(), "the calls were made");
            self.front.turn_to(&self.scene.engine.endpoint);
        }
        process.stop().await;
        let (whole, bare) = (median(whole), median(bare));
        let added = whole - bare - protocol;
        let held = added <= 0.2;
        println!(
            "\n{name}: warm {whole:.2} ms = bare calls {bare:.2} + runtime's protocol {protocol:.2} + added {added:.2} ms (at most 0.20): {}",
            word(held)
        );
        held
    }
}

/// `PlaceOrder` is `place-order`.
fn kebab(id: &str) -> String {
    let parts = id.chars().enumerate().map(|(at, letter)| match letter.is_ascii_uppercase() {
        true if at > 0 => format!("-{}", letter.to_ascii_lowercase()),
        _ => letter.to_ascii_lowercase().to_string(),
    });
    parts.collect()
}

/// In milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default().as_secs_f64() * 1e3
}

/// A file's bytes, and those of its archive as it is deployed.
fn sizes(binary: &Path) -> (u64, u64) {
    use std::io::Write;
    let content = std::fs::read(binary).expect("a binary");
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let options = options.compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("bootstrap", options).expect("an archive");
    archive.write_all(&content).expect("an archive");
    let archive = archive.finish().expect("an archive").into_inner();
    (content.len() as u64, archive.len() as u64)
}

fn print_head() {
    println!(
        "{:<26} {:>6} {:>7} {:>7} {:>7} {:>6} {:>6} {:>6} {:>8} {:>8} {:>6} {:>8} {:>6}",
        "function",
        "answer",
        "start",
        "first",
        "warm",
        "opened",
        "hand-",
        "MiB",
        "binary",
        "zipped",
        "calls",
        "at once",
        "units"
    );
    println!(
        "{:<26} {:>6} {:>7} {:>7} {:>7} {:>7} {:>7} {:>6} {:>6} {:>6} {:>8} {:>8}",
        "", "", "ms", "ms", "ms", "ms", "ms", "ahead", "shakes", "after", "kB", "kB"
    );
}

fn print_row(row: &Row) {
    println!(
        "{:<26} {:>6} {:>7.2} {:>7.2} {:>7.2} {:>7.2} {:>7.2} {:>6.1} {:>6} {:>6.1} {:>8} {:>8} {:>6} {:>8} {:>6.1}",
        row.name,
        row.told,
        row.start,
        row.no_sdk,
        row.default_sdk,
        row.first,
        row.warm,
        row.opened_in_init,
        row.handshakes_in_first,
        row.resident,
        row.binary / 1_000,
        row.zipped / 1_000,
        row.calls,
        row.at_once,
        row.units,
    );
}

const fn word(held: bool) -> &'static str {
    if held { "holds" } else { "MISSED" }
}

/// What a bar is about, of a function, and whether it holds there.
type Judge<'a> = &'a dyn Fn(&Row) -> (f64, bool);

/// Prints for each bar whether it holds, and by whom it does not; says how many are missed.
fn bars(rows: &[Row]) -> usize {
    let large = |row: &Row| LARGE.contains(&row.name.as_str());
    let zip_limit = |row: &Row| if large(row) { 5_000_000 } else { 3_000_000 };
    let files = |row: &Row| large(row) && row.name != "send-mail";
    let start_limit = |row: &Row| if row.opened_in_init > 0.0 { 4.0 } else { 1.6 };
    let bars: [(&str, Judge); 7] = [
        ("start, as a multiple of no-sdk's (at most 4, without connections 1.6)", &|row| {
            let ratio = row.start / row.no_sdk;
            (ratio, ratio <= start_limit(row))
        }),
        ("start, as a multiple of default-sdk's (at most 1)", &|row| {
            let ratio = row.start / row.default_sdk;
            (ratio, ratio <= 1.0)
        }),
        ("first invocation, as a multiple of a warm one (at most 3)", &|row| {
            let ratio = row.first / row.warm;
            (ratio, ratio <= 3.0)
        }),
        ("handshakes in the first invocation (none)", &|row| {
            (row.handshakes_in_first as f64, row.handshakes_in_first == 0)
        }),
        ("connections in the first invocation (none)", &|row| {
            (row.connections_in_first as f64, row.connections_in_first == 0)
        }),
        ("zip in MB (at most 3; letters, files and sheets 5)", &|row| {
            (row.zipped as f64 / 1e6, row.zipped <= zip_limit(row))
        }),
        ("resident MiB after 1 000 invocations (at most 12; not files and sheets)", &|row| {
            (row.resident, row.resident <= 12.0 || files(row))
        }),
    ];
    println!();
    let mut missed = 0;
    for (bar, judge) in bars {
        let judged: Vec<_> = rows.iter().map(|row| (row, judge(row))).collect();
        let worst = judged.iter().map(|(_, (value, _))| *value).fold(0.0, f64::max);
        let over: Vec<String> = judged
            .iter()
            .filter(|(_, (_, held))| !held)
            .map(|(row, (value, _))| format!("{} {value:.2}", row.name))
            .collect();
        missed += usize::from(!over.is_empty());
        println!("{:>6}  {bar}: highest {worst:.2}", word(over.is_empty()));
        if !over.is_empty() {
            println!("        by {}", over.join(", "));
        }
    }
    missed
}
