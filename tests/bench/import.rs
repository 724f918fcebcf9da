//! The import of a small and of a large fleet, one after the other: time a device, and the memory that it took.

use std::time::Instant;

use local::engine::Engine;
use local::generate;
use local::template::Template;

fn main() {
    // `cargo test` runs every bench target once to see that it works; a small fleet tells as much.
    let fleets: &[u32] = if std::env::args().any(|argument| argument == "--bench") {
        &[10_000, 100_000]
    } else {
        &[400]
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    println!("{:>9}  {:>8}  {:>12}  {:>10}", "devices", "seconds", "us a device", "peak MiB");
    for devices in fleets {
        let folder = tempfile::tempdir().expect("a folder");
        let options = generate::Options { seed: 1, devices: *devices as _, addresses: 60 };
        generate::generate(folder.path(), &options).expect("files are written");
        let text =
            std::fs::read_to_string(local::project().join("template.yaml")).expect("a template");
        let template = Template::parse(&text).expect("a template");
        let data = tempfile::tempdir().expect("a folder");
        let engine =
            Engine::start(Some(&data.path().join("table.db")), &template).expect("an engine");
        let store = local::edition::store(&engine.endpoint);
        let began = Instant::now();
        runtime.block_on(local::import::import(folder.path(), &store, false)).expect("an import");
        let seconds = began.elapsed().as_secs_f64();
        let each = seconds * 1e6 / f64::from(*devices);
        println!("{devices:>9}  {seconds:>8.1}  {each:>12.0}  {:>10}", peak_mib());
    }
}

/// The most memory that this process held so far; 0 where the system does not tell.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
