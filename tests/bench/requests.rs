//! Requests beside what they are made of: an answer over HTTP next to the bare table query that it needs.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use domain::ContractKey;
use local::{Edition, Options};
use serde_json::json;

const FLEET: &str = "17105500";

fn requests(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let data = tempfile::tempdir().expect("a folder");
    let options = Options { data: Some(data.path().into()), demo: true, ..Options::default() };
    let edition = runtime.block_on(Edition::start(options)).expect("the edition starts");
    let (url, store) = (edition.url.clone(), edition.store());
    let contract = ContractKey::from_parts(&format!("DE#{FLEET}#SPV40000"), '#').expect("a key");

    let client = reqwest::Client::new();
    let form = json!({ "country": "DE", "language": "de", "customer_no": FLEET, "contract_no": "SPV-40000" });
    let cookie = runtime.block_on(async {
        let answer =
            client.post(format!("{url}/api/session")).json(&form).send().await.expect("an answer");
        let cookie = answer.headers()["set-cookie"].to_str().expect("text").to_owned();
        cookie.split(';').next().unwrap_or_default().to_owned()
    });
    let get = |path: &str| client.get(format!("{url}{path}")).header("cookie", &cookie);

    let mut group = criterion.benchmark_group("400 devices");
    group.sample_size(30).measurement_time(Duration::from_secs(5));
    group.bench_function("table query alone", |bencher| {
        bencher
            .to_async(&runtime)
            .iter(async || black_box(store.devices(&contract, None).await.expect("devices")));
    });
    group.bench_function("GET /api/devices", |bencher| {
        bencher.to_async(&runtime).iter(async || {
            let answer = get("/api/devices").send().await.expect("an answer");
            black_box(answer.bytes().await.expect("a body"))
        });
    });
    group.finish();

    let mut group = criterion.benchmark_group("small answers");
    group.sample_size(30).measurement_time(Duration::from_secs(3));
    group.bench_function("table read alone", |bencher| {
        bencher
            .to_async(&runtime)
            .iter(async || black_box(store.contract(&contract).await.expect("a contract")));
    });
    group.bench_function("GET /api/session", |bencher| {
        bencher.to_async(&runtime).iter(async || {
            let answer = get("/api/session").send().await.expect("an answer");
            black_box(answer.bytes().await.expect("a body"))
        });
    });
    group.finish();
}

criterion_group!(benches, requests);
criterion_main!(benches);
