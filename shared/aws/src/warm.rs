use std::time::Duration;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::byte_stream::ByteStream;
use futures_util::future::try_join_all;

use crate::Environment;

/// What opening may take at most. A function that cannot reach a service starts anyway, and tells with its first request.
const PATIENCE: Duration = Duration::from_secs(2);

impl Environment {
    /// Opens `count` connections to the service at `url` and leaves them to the clients made from this: as many as an operation makes calls at the same time.
    ///
    /// It asks for `/`, unsigned: that takes no right, and any answer will do. A failure is logged and nothing more.
    pub async fn open(&self, url: &str, count: usize) {
        let opened = match tokio::time::timeout(PATIENCE, self.try_open(url, count)).await {
            Ok(opened) => opened,
            Err(late) => Err(late.into()),
        };
        if let Err(error) = opened {
            tracing::warn!(error, url, "connections could not be opened ahead");
        }
    }

    async fn try_open(&self, url: &str, count: usize) -> Result<(), BoxError> {
        // The first one brings the tickets by which the others need no full handshake.
        let first = self.get(url).await?;
        let others = try_join_all((1..count).map(|_| self.get(url))).await?;
        // An answer that is not read keeps its connection from the others. Only now are all of them free.
        for answer in others.into_iter().chain([first]) {
            ByteStream::new(answer.into_body()).collect().await?;
        }
        Ok(())
    }

    async fn get(&self, url: &str) -> Result<HttpResponse, BoxError> {
        Ok(self.connections.call(HttpRequest::get(url)?).await?)
    }
}
