//! `template.yaml` as far as the one-machine edition acts on it: what runs here is what is deployed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use saphyr::{LoadableYamlNode, ScalarOwned, YamlOwned};
use serde_json::{Map, Value, json};

use crate::Error;
use crate::bucket::BUCKET;

/// Seconds of a day.
const DAY: i64 = 86_400;

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
    /// Where it brings events.
    pub target: Target,
    /// The event pattern.
    pub pattern: Value,
}

/// Where a rule brings events, by its logical id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a function.
    Function(String),
    /// To a queue, where a person looks at them.
    Queue(String),
}

/// What pages of the portal may ask the bucket for.
#[derive(Debug, Clone)]
pub struct Cors {
    /// Methods.
    pub methods: Vec<String>,
    /// Headers that they may send.
    pub headers: Vec<String>,
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
    /// When it runs.
    pub at: Beat,
}

/// When a schedule runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beat {
    /// Every so many seconds, `rate(10 minutes)`.
    Every(i64),
    /// Every day at this second of the day in UTC, `cron(0 5 * * ? *)`.
    Daily(i64),
}

impl Beat {
    /// Whether it is time at `now`, when it was served at `last`.
    pub fn lies_between(self, last: Timestamp, now: Timestamp) -> bool {
        let (last, now) = (last.as_second(), now.as_second());
        match self {
            Self::Every(seconds) => now - last >= seconds,
            Self::Daily(second) => (now - second).div_euclid(DAY) > (last - second).div_euclid(DAY),
        }
    }
}

/// How a function is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Seconds that one call may take.
    pub seconds: u64,
    /// MiB of memory.
    pub memory: u64,
    /// Names of the variables in its environment.
    pub variables: Vec<String>,
}

/// What the template says.
#[derive(Debug, Clone)]
pub struct Template {
    /// Logical ids of all functions.
    pub functions: Vec<String>,
    /// How each function is started, by its logical id.
    pub settings: BTreeMap<String, Settings>,
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
    /// The CORS rule of the bucket for files.
    pub cors: Cors,
}

/// Where the bucket for files is, as the headers name it.
const FILES: &str = "https://${Files.RegionalDomainName}";

impl Template {
    /// Reads the template, and refuses what it does not understand rather than running something else.
    ///
    /// # Errors
    ///
    /// Names the resource and what of it is not understood.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let documents = YamlOwned::load_from_str(text)?;
        let document = to_json(documents.first().ok_or("the template is empty")?);
        let named = &document["Resources"];
        let resources = named.as_object().ok_or("the template has no Resources")?;
        let mut template = Self {
            functions: Vec::new(),
            settings: BTreeMap::new(),
            routes: Vec::new(),
            rules: Vec::new(),
            streams: Vec::new(),
            schedules: Vec::new(),
            headers: headers(&named["Headers"]["Properties"]["ResponseHeadersPolicyConfig"]),
            table: create_table(&named["Table"]["Properties"]),
            expires: text_at(&named["Table"], "/Properties/TimeToLiveSpecification/AttributeName")?,
            cors: cors(&named["Files"]["Properties"]["CorsConfiguration"]["CorsRules"][0]),
        };
        for (id, resource) in resources {
            if resource["Type"] == "AWS::Events::Rule" {
                let rule = rule_to_queue(&resource["Properties"]);
                template.rules.push(rule.map_err(|err| format!("{id}: {err}"))?);
            }
            if resource["Type"] == "AWS::Serverless::Function" {
                template.functions.push(id.clone());
                let settings = settings(&resource["Properties"], &document["Globals"]["Function"]);
                template.settings.insert(id.clone(), settings);
                let events = resource["Properties"]["Events"].as_object().into_iter().flatten();
                for (name, event) in events {
                    template.event(id, event).map_err(|err| format!("{id}.{name}: {err}"))?;
                }
            }
        }
        Ok(template)
    }

    /// Lets the headers name the bucket for files at `origin`.
    pub fn files_at(&mut self, origin: &str) {
        for (_, value) in &mut self.headers {
            *value = value.replace(FILES, origin);
        }
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
                let pattern = checked_pattern(&properties["Pattern"])?;
                self.rules.push(Rule { target: Target::Function(function), pattern });
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
                let at = beat(&text_at(properties, "/Schedule")?)?;
                self.schedules.push(Schedule { function, at });
            }
            other => return Err(format!("events of type {other:?} are not understood").into()),
        }
        Ok(())
    }
}

/// A function's own settings, else those that all functions share.
fn settings(own: &Value, shared: &Value) -> Settings {
    let number = |name: &str, usual| own[name].as_u64().or(shared[name].as_u64()).unwrap_or(usual);
    let variables = [shared, own].map(|properties| &properties["Environment"]["Variables"]);
    let names = variables.into_iter().filter_map(Value::as_object).flat_map(|names| names.keys());
    Settings {
        seconds: number("Timeout", 3),
        memory: number("MemorySize", 128),
        variables: names.cloned().collect(),
    }
}

/// Reads `rate(10 minutes)` and `cron(0 5 * * ? *)`.
fn beat(expression: &str) -> Result<Beat, Error> {
    let inner = |name: &str| {
        let rest = expression.strip_prefix(name)?.strip_prefix('(')?;
        rest.strip_suffix(')')
    };
    let read = || -> Option<Beat> {
        if let Some(daily) = inner("cron") {
            let mut parts = daily.strip_suffix(" * * ? *")?.split(' ');
            let mut number = || parts.next()?.parse::<i64>().ok();
            let (minute, hour) = (number()?, number()?);
            let whole = parts.next().is_none() && (0..60).contains(&minute);
            return (whole && (0..24).contains(&hour))
                .then_some(Beat::Daily(hour * 3600 + minute * 60));
        }
        let (number, unit) = inner("rate")?.split_once(' ')?;
        let number: i64 = number.parse().ok().filter(|number| *number > 0)?;
        let seconds = match unit {
            "minute" | "minutes" => 60,
            "hour" | "hours" => 3600,
            "day" | "days" => DAY,
            _ => return None,
        };
        Some(Beat::Every(number * seconds))
    };
    let refused = || {
        let known = "write rate(10 minutes) or cron(0 5 * * ? *)";
        format!("the schedule {expression:?} is not understood: {known}").into()
    };
    read().ok_or_else(refused)
}

/// A rule that brings events to one queue, without a function.
fn rule_to_queue(properties: &Value) -> Result<Rule, Error> {
    let targets = properties["Targets"].as_array().map_or(&[][..], Vec::as_slice);
    let [target] = targets else { return Err("a rule has one target".into()) };
    let queue = target["Arn"]["!GetAtt"].as_str().and_then(|arn| arn.strip_suffix(".Arn"));
    let queue = queue.ok_or("its target is not !GetAtt Queue.Arn")?.to_owned();
    let pattern = checked_pattern(&properties["EventPattern"])?;
    Ok(Rule { target: Target::Queue(queue), pattern })
}

/// A pattern, if all of it is understood by [`matches`].
fn checked_pattern(pattern: &Value) -> Result<Value, Error> {
    let pattern = resolved(pattern);
    let keys = pattern.as_object().ok_or("a rule without a pattern")?;
    if keys.keys().any(|key| !["source", "detail-type", "detail"].contains(&key.as_str())) {
        return Err("only source, detail-type and detail are understood in a pattern".into());
    }
    if !keys.values().all(understood) {
        return Err("only texts, prefix and anything-but are understood in a pattern".into());
    }
    Ok(pattern)
}

/// Whether [`matches`] understands what a pattern wants of one key.
fn understood(wanted: &Value) -> bool {
    let known = |choice: &Value| {
        choice.is_string() || choice["anything-but"].is_array() || choice["prefix"].is_string()
    };
    match wanted {
        Value::Object(keys) => keys.values().all(understood),
        Value::Array(choices) => choices.iter().all(known),
        _ => false,
    }
}

/// Whether `event` matches an event pattern: every key of the pattern, with one of its values or prefixes, or with none of those that
/// `anything-but` names.
pub fn matches(pattern: &Value, event: &Value) -> bool {
    match pattern {
        Value::Object(keys) => {
            keys.iter().all(|(key, pattern)| event.get(key).is_some_and(|e| matches(pattern, e)))
        }
        Value::Array(choices) => {
            choices.iter().any(|choice| match (choice.get("prefix"), choice.get("anything-but")) {
                (Some(Value::String(prefix)), _) => {
                    event.as_str().is_some_and(|e| e.starts_with(prefix))
                }
                (_, Some(Value::Array(others))) => !others.contains(event),
                _ => choice == event,
            })
        }
        _ => false,
    }
}

/// A pattern in which the bucket for files has its name.
fn resolved(pattern: &Value) -> Value {
    match pattern {
        Value::Object(keys) if keys.get("!Ref").is_some_and(|id| id == "Files") => json!(BUCKET),
        Value::Object(keys) => {
            keys.iter().map(|(key, value)| (key.clone(), resolved(value))).collect()
        }
        Value::Array(items) => items.iter().map(resolved).collect(),
        other => other.clone(),
    }
}

fn cors(rule: &Value) -> Cors {
    Cors { methods: texts(&rule["AllowedMethods"]), headers: texts(&rule["AllowedHeaders"]) }
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
        if let Some(value) = value.as_str().or(value["!Sub"].as_str()) {
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
    fn anything_but_matches_what_it_does_not_name() {
        let pattern =
            json!({ "source": ["operator"], "detail-type": [{ "anything-but": ["A", "B"] }] });
        let event = |source: &str, kind: &str| json!({ "source": source, "detail-type": kind });
        assert!(matches(&pattern, &event("operator", "C")));
        assert!(!matches(&pattern, &event("operator", "B")));
        assert!(!matches(&pattern, &event("pagetally", "C")));
    }

    #[test]
    fn a_schedule_that_is_not_understood_is_refused() {
        assert_eq!(beat("rate(10 minutes)").ok(), Some(Beat::Every(600)));
        assert_eq!(beat("cron(30 5 * * ? *)").ok(), Some(Beat::Daily(19_800)));
        for other in ["cron(0 6 ? * MON *)", "cron(0 24 * * ? *)", "rate(0 days)", "at(2026-12-31)"]
        {
            assert!(beat(other).is_err(), "schedule {other}");
        }
    }

    #[test]
    fn a_daily_schedule_is_due_once_when_its_time_has_passed() {
        let five = Beat::Daily(5 * 3600);
        let cases = [
            ("2026-12-28T04:59:59Z", "2026-12-28T05:00:00Z", true),
            ("2026-12-28T05:00:00Z", "2026-12-28T23:59:59Z", false),
            ("2026-12-28T05:00:00Z", "2026-12-29T05:00:00Z", true),
            ("2026-12-28T05:00:00Z", "2027-01-02T03:00:00Z", true),
        ];
        for (last, now, due) in cases {
            let moment = |text: &str| text.parse::<Timestamp>().expect("a moment");
            assert_eq!(five.lies_between(moment(last), moment(now)), due, "from {last} to {now}");
        }
    }

    #[test]
    fn an_event_that_is_not_understood_is_refused_by_name() {
        let text = "Resources:\n  Table: { Properties: { TimeToLiveSpecification: { AttributeName: expires } } }\n  Headers: {}\n  Odd:\n    Type: AWS::Serverless::Function\n    Properties: { Events: { Queue: { Type: SQS } } }\n";
        let refused = Template::parse(text).map(drop).map_err(|err| err.to_string());
        assert!(refused.is_err_and(|err| err.contains("Odd.Queue") && err.contains("SQS")));
    }
}
