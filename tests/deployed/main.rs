//! The functions' own binaries behind the Lambda Runtime API: what a process can do that a handler cannot.
//!
//! `PAGETALLY_FUNCTIONS` names the folder with the binaries. The API suite runs on them too: `make test-deployed`.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use world::{Fleet, World};

#[path = "../api/world.rs"]
#[allow(dead_code, reason = "the API suite uses all of it")]
mod world;

/// The binaries, with the function `id` in place of which another one runs, or as a copy that is told apart from all others.
fn binaries_with(id: &str, binary: &Path) -> tempfile::TempDir {
    let built =
        PathBuf::from(std::env::var_os("PAGETALLY_FUNCTIONS").expect("PAGETALLY_FUNCTIONS"));
    let folder = tempfile::tempdir().unwrap();
    let functions = std::fs::read_dir(local::project().join("functions")).unwrap();
    for function in functions {
        let name = function.unwrap().file_name();
        let built = built.join(&name).canonicalize().unwrap();
        std::os::unix::fs::symlink(built, folder.path().join(name)).unwrap();
    }
    let binary = if binary.as_os_str().is_empty() { built.join(id) } else { binary.to_owned() };
    let own = folder.path().join(id);
    std::fs::remove_file(&own).unwrap();
    std::fs::copy(binary, own).unwrap();
    folder
}

async fn world_on(folder: &tempfile::TempDir) -> World {
    let options = local::Options { functions: Some(folder.path().to_owned()), ..world::options() };
    Fleet::new().address("H1", "Hansaallee 187").device("A", "H1").world_on(options).await
}

async fn world_with_the_broken_one() -> (World, tempfile::TempDir) {
    let folder = binaries_with("show-countries", Path::new(env!("CARGO_BIN_EXE_broken")));
    (world_on(&folder).await, folder)
}

/// The processes of `function` that run from `folder`.
fn processes(folder: &tempfile::TempDir, function: &str) -> Vec<String> {
    let binary = folder.path().join(function);
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    let own = all.filter(|process| {
        std::fs::read_link(process.path().join("exe")).is_ok_and(|exe| exe == binary)
    });
    own.map(|process| process.file_name().to_string_lossy().into_owned()).collect()
}

/// Sends a signal to every process of `function`, and says to how many.
fn signal(folder: &tempfile::TempDir, function: &str, signal: &str) -> usize {
    let processes = processes(folder, function);
    for process in &processes {
        // One may have ended by itself meanwhile.
        let _ = Command::new("kill").args([signal, process]).status();
    }
    processes.len()
}

fn line() -> Value {
    json!([{ "serial": "A", "article": "4001", "quantity": 1, "reason": "again" }])
}

#[tokio::test]
async fn a_panic_answers_a_problem_document_and_its_process_goes_on() {
    let (world, folder) = world_with_the_broken_one().await;

    let answer = world.anyone().get("/api/countries?how=panics").await;
    let before = processes(&folder, "show-countries");
    let next = world.anyone().get("/api/countries").await;

    assert_eq!((answer.status, answer.problem()), (500, "internal"));
    assert!(!answer.text.contains("told"), "{}", answer.text);
    assert_eq!((next.status, processes(&folder, "show-countries")), (200, before));
}

#[tokio::test]
async fn a_process_that_ends_is_an_error_once_and_a_fresh_one_answers() {
    let (world, _folder) = world_with_the_broken_one().await;

    let answer = world.anyone().get("/api/countries?how=ends").await;
    let next = world.anyone().get("/api/countries").await;

    assert_eq!((answer.status, next.status), (500, 200), "{} {}", answer.text, next.text);
}

#[tokio::test]
async fn a_function_that_hangs_is_ended_at_its_time_out_and_a_fresh_one_answers() {
    let (world, _folder) = world_with_the_broken_one().await;

    let answer = world.anyone().get("/api/countries?how=hangs").await;
    let next = world.anyone().get("/api/countries").await;

    assert_eq!((answer.status, next.status), (500, 200), "{} {}", answer.text, next.text);
}

#[tokio::test]
async fn an_answer_larger_than_lambda_takes_is_an_error_and_the_next_is_none() {
    let (world, _folder) = world_with_the_broken_one().await;

    let answer = world.anyone().get("/api/countries?how=says_too_much").await;
    let next = world.anyone().get("/api/countries").await;

    assert_eq!((answer.status, next.status), (500, 200), "{} {}", answer.text, next.text);
}

#[tokio::test]
async fn a_request_larger_than_lambda_takes_reaches_no_function() {
    let folder = binaries_with("read-readings-file", Path::new(""));
    let world = world_on(&folder).await;
    let mut user = world.user().await;

    // In base64, as it travels, that is more than 6 MB.
    let answer = user.upload("/api/readings/file", vec![b'x'; 5 * 1024 * 1024]).await;

    assert_eq!(answer.status, 413, "{}", answer.text);
    assert!(processes(&folder, "read-readings-file").is_empty());
}

#[tokio::test]
async fn a_session_outlives_the_processes_that_opened_it() {
    let folder = binaries_with("show-session", Path::new(""));
    let world = world_on(&folder).await;
    let mut user = world.user().await;
    let before = user.get("/api/session").await;

    let ended = signal(&folder, "show-session", "-KILL");
    let mut after = user.get("/api/session").await;
    if after.status == 500 {
        after = user.get("/api/session").await;
    }

    assert_eq!((ended, before.status, after.status), (1, 200, 200), "{}", after.text);
}

#[tokio::test]
async fn an_order_whose_function_is_told_to_end_is_placed_once_when_it_is_sent_again() {
    let folder = binaries_with("place-order", Path::new(""));
    let world = world_on(&folder).await;
    let mut user = world.user().await;
    let contact = user.contact_id().await;
    let form = json!({ "lines": line(), "contact_id": contact });

    let mut numbers = Vec::new();
    for (round, pause) in [0, 1, 2, 4, 6, 8, 11, 15, 20, 30].into_iter().enumerate() {
        let key = format!("round-{round}");
        let ends = async {
            tokio::time::sleep(std::time::Duration::from_millis(pause)).await;
            signal(&folder, "place-order", "-TERM")
        };
        let mut tab = user.clone();
        let (mut answer, _) =
            tokio::join!(tab.keyed("POST", "/api/orders", &key, form.clone()), ends);
        while answer.status == 500 {
            answer = user.keyed("POST", "/api/orders", &key, form.clone()).await;
        }
        assert_eq!(answer.status, 201, "{}", answer.text);
        numbers.push(answer.json["orders"][0]["number"].as_str().unwrap().to_owned());
    }

    let mut stored: Vec<String> = world
        .items("ORDER")
        .await
        .iter()
        .map(|order| order["sk"]["S"].as_str().unwrap().to_owned())
        .collect();
    stored.sort();
    numbers.sort();
    assert_eq!(stored, numbers);
}
