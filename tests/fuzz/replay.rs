//! The corpora of the fuzz targets, run once each: what was found stays found. `make fuzz` looks for more.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

mod targets;

/// Runs `target` on every file of its corpus.
fn replay(name: &str, target: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let files = fs::read_dir(&corpus).expect("a corpus").map(|file| file.expect("a file").path());
    let files: Vec<_> = files.collect();
    assert!(!files.is_empty(), "{} is empty", corpus.display());
    for file in files {
        let bytes = fs::read(&file).expect("a file");
        assert!(catch_unwind(|| target(&bytes)).is_ok(), "{name} fails on {}", file.display());
    }
}

#[test]
fn address() {
    replay("address", targets::address);
}

#[test]
fn cookie() {
    replay("cookie", targets::cookie);
}

#[test]
fn cursor() {
    replay("cursor", targets::cursor);
}

#[test]
fn http_event() {
    replay("http_event", targets::http_event);
}

#[test]
fn outside_event() {
    replay("outside_event", targets::outside_event);
}

#[test]
fn sheet() {
    replay("sheet", targets::sheet);
}

#[test]
fn uploaded_file() {
    replay("uploaded_file", targets::uploaded_file);
}
