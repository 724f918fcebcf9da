//! Counts for CloudWatch, in its embedded metric format: a line of the log that CloudWatch reads as a metric, without a call.
//!
//! Only what no service counts by itself: what customers did, and what became of letters. Without dimensions, because each combination of
//! them is a metric that is paid for.

use jiff::Timestamp;
use serde_json::{Value, json};

/// Adds `count` to the metric `name`, in the namespace that `METRICS_NAMESPACE` names; does nothing where it names none.
///
/// `name` must be one of few that are known beforehand: never a number, a name or a reference.
pub fn count(name: &str, count: usize) {
    if let Ok(namespace) = std::env::var("METRICS_NAMESPACE")
        && count > 0
    {
        println!("{}", line(&namespace, name, count, Timestamp::now()));
    }
}

fn line(namespace: &str, name: &str, count: usize, now: Timestamp) -> Value {
    json!({
        "_aws": {
            "Timestamp": now.as_millisecond(),
            "CloudWatchMetrics": [{
                "Namespace": namespace,
                "Dimensions": [[]],
                "Metrics": [{ "Name": name, "Unit": "Count" }],
            }],
        },
        name: count,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_a_line_that_cloudwatch_reads_as_a_metric() {
        let line = line("pagetally", "OrderPlaced", 3, Timestamp::UNIX_EPOCH);

        let metric = &line["_aws"]["CloudWatchMetrics"][0];
        assert_eq!(metric["Namespace"], "pagetally");
        assert_eq!(metric["Metrics"][0], json!({ "Name": "OrderPlaced", "Unit": "Count" }));
        assert_eq!((&line["OrderPlaced"], &line["_aws"]["Timestamp"]), (&json!(3), &json!(0)));
    }
}
