//! A function with the project's logs and no SDK client: what a Rust function costs at least.

use lambda_http::{Body, Request, Response, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    logs::init();
    let answer = async |_: Request| Ok::<_, lambda_http::Error>(Response::new(Body::from("{}")));
    lambda_http::run(service_fn(answer)).await
}
