//! `template.yaml` as far as the one-machine edition acts on it: what runs here is what is deployed.

use saphyr::{LoadableYamlNode, ScalarOwned, YamlOwned};
use serde_json::{Map, Value, json};

use crate::Error;

/// A route of the HTTP API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Logical id of its function.
    pub function: String,
    /// HTTP method.
    pub method: String,
    /// Path with parameters in braces.
    pub path: String,
}

/// A rule on a bus.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Logical id of its function.
    pub function: String,
    /// Sources that it takes.
    pub sources: Vec<String>,
    /// Detail types that it takes.
    pub kinds: Vec<String>,
}

/// A consumer of the table's stream.
#[derive(Debug, Clone)]
pub struct Stream {
    /// Logical id of its function.
    pub function: String,
    /// Records at most in one call.
    pub batch: usize,
    /// Event patterns, one of which a record must match.
    pub filters: Vec<Value>,
}

/// A schedule.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// Logical id of its function.
    pub function: String,
    /// Seconds between two runs.
    pub every: u64,
}

/// What the template says.
#[derive(Debug, Clone)]
pub struct Template {
    /// Logical ids of all functions.
    pub functions: Vec<String>,
    /// Routes of the HTTP API.
    pub routes: Vec<Route>,
    /// Rules on the buses.
    pub rules: Vec<Rule>,
    /// Consumers of the table's stream.
    pub streams: Vec<Stream>,
    /// Schedules.
    pub schedules: Vec<Schedule>,
    /// Headers that the front door adds to every answer.
    pub headers: Vec<(String, String)>,
    /// The table, as `CreateTable` takes it.
    pub table: Value,
    /// The attribute by which items expire.
    pub expires: String,
}

impl Template {
    /// Reads the template, and refuses what it does not understand rather than running something else.
    ///
    /// # Errors
    ///
    /// Names the resource and what of it is not understood.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let documents = YamlOwned::load_from_str(text)?;
        let document = to_json(documents.first().ok_or("the template is empty")?);
        let resources = document["Resources"].as_object().ok_or("the template has no Resources")?;
        let mut template = Self {
            functions: Vec::new(),
            routes: Vec::new(),
            rules: Vec::new(),
            streams: Vec::new(),
            schedules: Vec::new(),
            headers: headers(&resources["Headers"]["Properties"]["ResponseHeadersPolicyConfig"]),
            table: create_table(&resources["Table"]["Properties"]),
            expires: text_at(
                &resources["Table"],
                "/Properties/TimeToLiveSpecification/AttributeName",
            )?,
        };
        for (id, resource) in resources {
            if resource["Type"] == "AWS::Serverless::Function" {
                template.functions.push(id.clone());
                let events = resource["Properties"]["Events"].as_object().into_iter().flatten();
                for (name, event) in events {
                    template.event(id, event).map_err(|err| format!("{id}.{name}: {err}"))?;
                }
            }
        }
        Ok(template)
    }

    fn event(&mut self, function: &str, event: &Value) -> Result<(), Error> {
        let (function, properties) = (function.to_owned(), &event["Properties"]);
        match event["Type"].as_str().unwrap_or_default() {
            "HttpApi" => self.routes.push(Route {
                function,
                method: text_at(properties, "/Method")?,
                path: text_at(properties, "/Path")?,
            }),
            "EventBridgeRule" => {
                let pattern =
                    properties["Pattern"].as_object().ok_or("a rule without a pattern")?;
                if pattern.keys().any(|key| key != "source" && key != "detail-type") {
                    return Err("only source and detail-type are understood in a pattern".into());
                }
                self.rules.push(Rule {
                    function,
                    sources: texts(&pattern["source"]),
                    kinds: texts(&pattern["detail-type"]),
                });
            }
            "DynamoDB" => {
                let filters = properties.pointer("/FilterCriteria/Filters");
                let filters = filters.and_then(Value::as_array).cloned().unwrap_or_default();
                let filters = filters
                    .iter()
                    .map(|filter| serde_json::from_str(filter["Pattern"].as_str().unwrap_or("{}")))
                    .collect::<Result<Vec<Value>, _>>()?;
                let batch = properties["BatchSize"].as_u64().unwrap_or(100);
                self.streams.push(Stream { function, batch: usize::try_from(batch)?, filters });
            }
            "Schedule" => {
                let every = rate(&text_at(properties, "/Schedule")?)?;
                self.schedules.push(Schedule { function, every });
            }
            other => return Err(format!("events of type {other:?} are not understood").into()),
        }
        Ok(())
    }
}

/// Seconds of `rate(10 minutes)`.
fn rate(expression: &str) -> Result<u64, Error> {
    let refused =
        || format!("the schedule {expression:?} is not understood: write rate(10 minutes)");
    let inner = expression.strip_prefix("rate(").and_then(|rest| rest.strip_suffix(')'));
    let (number, unit) = inner.and_then(|inner| inner.split_once(' ')).ok_or_else(refused)?;
    let number: u64 = number.parse().map_err(|_| refused())?;
    match unit {
        "minute" | "minutes" => Ok(number * 60),
        "hour" | "hours" => Ok(number * 3600),
        "day" | "days" => Ok(number * 86_400),
        _ => Err(refused().into()),
    }
}

/// Whether `event` matches an event pattern: every key of the pattern, with one of its values or prefixes.
pub fn matches(pattern: &Value, event: &Value) -> bool {
    match pattern {
        Value::Object(keys) => {
            keys.iter().all(|(key, pattern)| event.get(key).is_some_and(|e| matches(pattern, e)))
        }
        Value::Array(choices) => choices.iter().any(|choice| match choice.get("prefix") {
            Some(Value::String(prefix)) => event.as_str().is_some_and(|e| e.starts_with(prefix)),
            _ => choice == event,
        }),
        _ => false,
    }
}

fn create_table(properties: &Value) -> Value {
    let mut stream = properties["StreamSpecification"].clone();
    stream["StreamEnabled"] = json!(true);
    json!({
        "TableName": "pagetally",
        "BillingMode": properties["BillingMode"],
        "AttributeDefinitions": properties["AttributeDefinitions"],
        "KeySchema": properties["KeySchema"],
        "GlobalSecondaryIndexes": properties["GlobalSecondaryIndexes"],
        "StreamSpecification": stream,
    })
}

/// The headers of a CloudFront response headers policy; without HSTS, which `http://localhost` must not pin.
fn headers(policy: &Value) -> Vec<(String, String)> {
    let security = &policy["SecurityHeadersConfig"];
    let mut headers = Vec::new();
    let mut add = |name: &str, value: &Value| {
        if let Some(value) = value.as_str() {
            headers.push((name.to_owned(), value.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    };
    add("content-security-policy", &security["ContentSecurityPolicy"]["ContentSecurityPolicy"]);
    add("x-frame-options", &security["FrameOptions"]["FrameOption"]);
    add("referrer-policy", &security["ReferrerPolicy"]["ReferrerPolicy"]);
    if security.get("ContentTypeOptions").is_some() {
        add("x-content-type-options", &json!("nosniff"));
    }
    for item in
        policy.pointer("/CustomHeadersConfig/Items").and_then(Value::as_array).into_iter().flatten()
    {
        add(&item["Header"].as_str().unwrap_or_default().to_lowercase(), &item["Value"]);
    }
    headers
}

fn text_at(value: &Value, pointer: &str) -> Result<String, Error> {
    let text = value.pointer(pointer).and_then(Value::as_str);
    text.map(str::to_owned).ok_or_else(|| format!("{pointer} is missing").into())
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

/// YAML as JSON; `!Ref X` becomes `{"!Ref": "X"}`.
fn to_json(yaml: &YamlOwned) -> Value {
    match yaml {
        YamlOwned::Value(ScalarOwned::Boolean(value)) => json!(value),
        YamlOwned::Value(ScalarOwned::Integer(value)) => json!(value),
        YamlOwned::Value(ScalarOwned::FloatingPoint(value)) => json!(value.into_inner()),
        YamlOwned::Value(ScalarOwned::String(value)) => json!(value),
        YamlOwned::Sequence(items) => items.iter().map(to_json).collect(),
        YamlOwned::Mapping(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), to_json(value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        YamlOwned::Tagged(tag, value) => json!({ format!("!{}", tag.suffix): to_json(value) }),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_matches_a_pattern_by_value_and_by_prefix() {
        let pattern = json!({ "eventName": ["INSERT"], "dynamodb": { "Keys": { "pk": { "S": [{ "prefix": "OUTBOX#" }] } } } });
        let record = |name: &str, pk: &str| json!({ "eventName": name, "dynamodb": { "Keys": { "pk": { "S": pk } } } });
        assert!(matches(&pattern, &record("INSERT", "OUTBOX#DE#1")));
        assert!(!matches(&pattern, &record("MODIFY", "OUTBOX#DE#1")));
        assert!(!matches(&pattern, &record("INSERT", "ORDER#DE#1")));
    }

    #[test]
    fn a_schedule_that_is_not_understood_is_refused() {
        assert_eq!(rate("rate(10 minutes)").ok(), Some(600));
        assert!(rate("cron(0 6 * * ? *)").is_err());
    }

    #[test]
    fn an_event_that_is_not_understood_is_refused_by_name() {
        let text = "Resources:\n  Table: { Properties: { TimeToLiveSpecification: { AttributeName: expires } } }\n  Headers: {}\n  Odd:\n    Type: AWS::Serverless::Function\n    Properties: { Events: { Queue: { Type: SQS } } }\n";
        let refused = Template::parse(text).map(drop).map_err(|err| err.to_string());
        assert!(refused.is_err_and(|err| err.contains("Odd.Queue") && err.contains("SQS")));
    }
}
