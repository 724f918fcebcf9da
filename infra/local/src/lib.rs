//! The one-machine edition: the page, the API, the table, stream, bus, schedule and mailbox in one process.
//!
//! It runs the very handlers that are deployed, on real events, and reads from `template.yaml` what belongs to what.

pub mod audit;
mod bucket;
pub mod calls;
pub mod edition;
mod endpoint;
pub mod engine;
mod environments;
mod functions;
mod gateway;
pub mod generate;
pub mod import;
mod mailbox;
mod message;
pub mod openapi;
pub mod outside;
pub mod overdue;
mod runner;
mod services;
pub mod template;
pub mod verdicts;

pub use edition::{Edition, Options};

/// Whatever went wrong; the edition's own errors are for people at a terminal.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// The folder of the project, from which page, texts and template are read.
pub fn project() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
