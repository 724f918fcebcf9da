//! A function that reads one item, with everything as the SDK's and the runtime's guides set it up.

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use lambda_http::{Body, Error, Request, Response, service_fn, tracing};

#[tokio::main]
async fn main() -> Result<(), Error> {
    tracing::init_default_subscriber();
    let client = Client::new(&aws_config::load_defaults(BehaviorVersion::latest()).await);
    let table = std::env::var("TABLE_NAME")?;
    let answer = async |_: Request| {
        let item = client
            .get_item()
            .table_name(&table)
            .key("pk", AttributeValue::S("COUNTRY".into()))
            .key("sk", AttributeValue::S("DE".into()))
            .send()
            .await?;
        let found = item.item().is_some();
        Ok::<_, Error>(Response::new(Body::from(format!("{{\"found\":{found}}}"))))
    };
    lambda_http::run(service_fn(answer)).await
}
