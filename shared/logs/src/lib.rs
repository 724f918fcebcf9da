//! How functions log: one JSON object a line, which CloudWatch takes apart by itself.

use tracing_subscriber::filter::LevelFilter;

/// Logs to standard output from the level on that `AWS_LAMBDA_LOG_LEVEL` names, else from `info` on.
///
/// Filters by target would bring regular expressions into every function.
pub fn init() {
    let level = std::env::var("AWS_LAMBDA_LOG_LEVEL").ok().and_then(|level| level.parse().ok());
    tracing_subscriber::fmt()
        .json()
        .with_target(false)
        // CloudWatch notes the time of each line.
        .without_time()
        .with_max_level(level.unwrap_or(LevelFilter::INFO))
        .init();
}
