//! The reminder run over a small and a large number of contracts with three devices each: time a contract beside the bare reads that it is made of,
//! calls to the table, and memory.

use std::time::{Duration, Instant};

use bus::{Bus, Publisher};
use domain::ContractKey;
use events::ShardPlanned;
use jiff::Timestamp;
use local::calls::Ledger;
use local::engine::Engine;
use local::template::Template;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::Store;

const CUSTOMER: &str = "40000000";
/// The contract that all others are copies of.
const FIRST: &str = "B000000";

fn main() {
    // `cargo test` runs every bench target once to see that it works; a few contracts tell as much.
    let sizes: &[u32] = if std::env::args().any(|argument| argument == "--bench") {
        &[10_000, 100_000]
    } else {
        &[200]
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    println!(
        "{:>9}  {:>8}  {:>13}  {:>17}  {:>16}  {:>8}",
        "contracts", "seconds", "us a contract", "us of bare reads", "calls a contract", "peak MiB"
    );
    for contracts in sizes {
        runtime.block_on(measure(*contracts));
    }
}

async fn measure(contracts: u32) {
    let text = std::fs::read_to_string(local::project().join("template.yaml")).expect("a template");
    let template = Template::parse(&text).expect("a template");
    let data = tempfile::tempdir().expect("a folder");
    let file = data.path().join("table.db");
    let open = || Engine::start(Some(&file), &template).expect("an engine");
    let mut engine = open();
    let store = local::edition::store(&engine.endpoint);
    fill(&store, &engine.endpoint, contracts).await;

    let began = Instant::now();
    for shard in 0..Store::SHARDS {
        read(&store, shard).await;
    }
    let bare = began.elapsed().as_secs_f64();

    let now: Timestamp = "2026-12-28T05:00:00Z".parse().expect("a moment");
    let environment = aws::Environment::local("http://127.0.0.1:9");
    let far = Instant::now() + Duration::from_secs(86_400);
    forget_peak();
    let (mut spent, mut calls) = (Duration::ZERO, 0);
    for shard in 0..Store::SHARDS {
        // The engine keeps the tokens of all transactions for ten minutes and looks through them at each one, which a real table does not. Opened again
        // it has forgotten them.
        drop(engine);
        engine = open();
        let store = local::edition::store(&engine.endpoint);
        let publisher = Publisher::new(store, Bus::new(&environment, "none"));
        let ledger = Ledger::default();
        let part = ShardPlanned { run: now, shard };
        let began = Instant::now();
        let run = remind_shard::handle(publisher, part, now, far);
        ledger.note(run).await.expect("a run");
        spent += began.elapsed();
        calls += ledger.calls().len();
    }
    let seconds = spent.as_secs_f64();
    let each = |seconds: f64| seconds * 1e6 / f64::from(contracts);
    println!(
        "{contracts:>9}  {seconds:>8.1}  {:>13.0}  {:>17.0}  {:>16.2}  {:>8}",
        each(seconds),
        each(bare),
        calls as f64 / f64::from(contracts),
        peak_mib()
    );
}

/// What a run reads at least: the pages of the index, and each contract with its devices, 16 at a time.
async fn read(store: &Store, shard: u8) {
    use futures_util::{StreamExt, stream};
    let mut after: Option<ContractKey> = None;
    loop {
        let page = store.contracts_of_shard(shard, after.as_ref(), 64).await.expect("a page");
        let reads: Vec<_> = page.iter().map(|key| store.reminder_facts(key)).collect();
        stream::iter(reads)
            .buffer_unordered(16)
            .for_each(async |facts| drop(facts.expect("a contract")))
            .await;
        if page.len() < 64 {
            return;
        }
        after = page.into_iter().last();
    }
}

/// Imports one contract, and writes so many copies of its items.
async fn fill(store: &Store, endpoint: &str, contracts: u32) {
    let dir = tempfile::tempdir().expect("a folder");
    let write =
        |file: &str, text: &str| std::fs::write(dir.path().join(file), text).expect("a file");
    let (key, whose) = ("country,customer_no,contract_no", format!("DE,{CUSTOMER},{FIRST}"));
    write(
        "countries.csv",
        "code,time_zone,languages,hotline,hours_de,hours_en,mailbox\nDE,Europe/Berlin,de en,0211 5266 0,x,x,s@test.example\n",
    );
    write("customers.csv", &format!("country,customer_no,name\nDE,{CUSTOMER},Viele GmbH\n"));
    write(
        "models.csv",
        "name,read_counters_de,read_counters_en,print_status_page_de,print_status_page_en\nMX,x,x,x,x\n",
    );
    write(
        "contracts.csv",
        &format!(
            "{key},starts,ends,dealer_name,dealer_phone,dealer_email\n{whose},2024-01-01,,,,\n"
        ),
    );
    write(
        "addresses.csv",
        &format!(
            "{key},id,name,street,postcode,city,address_country,attention,additional_info\n{whose},H1,Viele,Weg 1,40549,Düsseldorf,DE,,\n"
        ),
    );
    write(
        "contacts.csv",
        &format!(
            "{key},first_name,last_name,email,phone,language\n{whose},Erika,Muster,e@muster.example,,de\n"
        ),
    );
    let lines = |line: &str| (1..=3).map(|n| line.replace('%', &n.to_string())).collect::<String>();
    write(
        "devices.csv",
        &format!(
            "{key},serial,model,site,address,installed,removed\n{}",
            lines(&format!("{whose},D%,MX,Büro,H1,2024-01-01,\n"))
        ),
    );
    write(
        "counters.csv",
        &format!(
            "{key},serial,counter,kind,label,maximum,reading_date,reading\n{}",
            lines(&format!("{whose},D%,MONO1,mono,MONO1,999999,2026-09-30,9000\n"))
        ),
    );
    local::import::import(dir.path(), store, false).await.expect("an import");

    let table = Table { client: reqwest::Client::new(), endpoint };
    let partition = format!("CONTRACT#DE#{CUSTOMER}#{FIRST}");
    let query = json!({ "TableName": "pagetally", "KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": { ":pk": { "S": partition } } });
    let first = table.call("Query", query).await["Items"].clone();
    let kept = |item: &&Value| {
        let sk = item["sk"]["S"].as_str().unwrap_or_default();
        sk == "CONTRACT" || sk.starts_with("DEVICE#") || sk.starts_with("CONTACT#")
    };
    let items: Vec<&Value> = first.as_array().into_iter().flatten().filter(kept).collect();
    let mut batch = Vec::new();
    for number in 1..contracts {
        let no = format!("B{number:06}");
        let shard = Sha256::digest(format!("DE#{CUSTOMER}#{no}"))[0] % Store::SHARDS;
        for item in &items {
            let text = item.to_string().replace(FIRST, &no);
            let mut item: Value = serde_json::from_str(&text).expect("an item");
            if item.get("shard").is_some() {
                item["shard"] = json!({ "N": shard.to_string() });
            }
            batch.push(json!({ "PutRequest": { "Item": item } }));
        }
        if batch.len() > 20 || number + 1 == contracts {
            let request = json!({ "RequestItems": { "pagetally": std::mem::take(&mut batch) } });
            table.call("BatchWriteItem", request).await;
        }
    }
}

struct Table<'a> {
    client: reqwest::Client,
    endpoint: &'a str,
}

impl Table<'_> {
    async fn call(&self, operation: &str, request: Value) -> Value {
        let credential =
            "AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request";
        let call = self
            .client
            .post(self.endpoint)
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", format!("DynamoDB_20120810.{operation}"))
            .header("x-amz-date", "20260101T000000Z")
            .header("authorization", format!("{credential}, SignedHeaders=host, Signature=0"))
            .body(request.to_string());
        let answer = call.send().await.expect("an answer");
        assert!(answer.status().is_success(), "{operation}: {}", answer.status());
        answer.json().await.expect("JSON")
    }
}

/// Lets the peak begin afresh, where the system can.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that this process, the engine included, held since; 0 where the system does not tell.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
