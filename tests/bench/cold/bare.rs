//! The calls that an operation made, once more and by themselves.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use futures_util::future::join_all;
use local::engine::TABLE;

use crate::front::Call;

/// Makes the calls of one invocation as it made them, those at the same time that overlapped, and says how long they took.
pub async fn repeat(client: &Client, calls: &[Call]) -> Duration {
    let began = Instant::now();
    for round in rounds(calls) {
        join_all(round.iter().map(|call| send(client, call))).await;
    }
    began.elapsed()
}

/// Calls that began before any of their round had ended.
fn rounds(calls: &[Call]) -> Vec<&[Call]> {
    let mut rounds = Vec::new();
    let mut rest = calls;
    while let Some(first) = rest.first() {
        let mut ended = first.ended;
        let mut size = 1;
        while let Some(call) = rest.get(size).filter(|call| call.began < ended) {
            ended = ended.min(call.ended);
            size += 1;
        }
        let (round, others) = rest.split_at(size);
        rounds.push(round);
        rest = others;
    }
    rounds
}

/// Sends what was sent, through all that the SDK does about it. Its answer may be a refusal.
async fn send(client: &Client, call: &Call) {
    macro_rules! send {
        ($call:expr) => {{
            let body = call.body.to_vec();
            let call = $call.customize().mutate_request(move |request| {
                request.headers_mut().insert("content-length", body.len().to_string());
                *request.body_mut() = body.clone().into();
            });
            if let Err(SdkError::ConstructionFailure(err)) = call.send().await {
                panic!("{err:?}");
            }
        }};
    }
    let none = || Some(HashMap::new());
    match call.operation.as_str() {
        "GetItem" => send!(client.get_item().table_name(TABLE).set_key(none())),
        "Query" => send!(client.query().table_name(TABLE)),
        "BatchGetItem" => send!(client.batch_get_item().set_request_items(Some(HashMap::new()))),
        "PutItem" => send!(client.put_item().table_name(TABLE).set_item(none())),
        "UpdateItem" => send!(client.update_item().table_name(TABLE).set_key(none())),
        "DeleteItem" => send!(client.delete_item().table_name(TABLE).set_key(none())),
        "TransactWriteItems" => {
            send!(client.transact_write_items().set_transact_items(Some(Vec::new())));
        }
        other => panic!("{other} cannot be repeated"),
    }
}
