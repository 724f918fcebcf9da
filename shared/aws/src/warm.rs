use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use bytes::Bytes;
use futures_util::future::try_join_all;
use futures_util::stream;
use http_body::Frame;
use http_body_util::StreamBody;
use tokio::sync::Barrier;

use crate::Environment;

/// What opening may take at most. A function that cannot reach a service starts anyway, and tells with its first request.
const PATIENCE: Duration = Duration::from_secs(2);

impl Environment {
    /// Opens `count` connections to the service at `url` and leaves them to the clients made from this: as many as an operation makes calls at the same time.
    ///
    /// It asks without a signature: that takes no right, and any answer will do. A failure is logged and nothing more.
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
        // Brings the tickets by which the others need no full handshake.
        self.ask(HttpRequest::get(url)?).await?;
        if count > 1 {
            let all_open = Arc::new(Barrier::new(count));
            try_join_all((0..count).map(|_| async { self.ask(held(url, &all_open)?).await }))
                .await?;
        }
        Ok(())
    }

    async fn ask(&self, request: HttpRequest) -> Result<(), BoxError> {
        let answer = self.connections.call(request).await?;
        // Only a connection whose answer was read is free again.
        ByteStream::new(answer.into_body()).collect().await?;
        Ok(())
    }
}

/// A request that ends only when all others of its kind have a connection: so none of them takes over the one of another, and none is left half open.
fn held(url: &str, all_open: &Arc<Barrier>) -> Result<HttpRequest, BoxError> {
    let all_open = Arc::clone(all_open);
    let end = stream::once(async move {
        all_open.wait().await;
        Ok::<_, Infallible>(Frame::data(Bytes::from_static(b"{}")))
    });
    let mut request = HttpRequest::new(SdkBody::from_body_1_x(StreamBody::new(end)));
    request.set_method("POST")?;
    request.set_uri(url)?;
    request.headers_mut().insert("content-length", "2");
    Ok(request)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn as_many_connections_stand_as_were_asked_for() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let accepted = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&accepted);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    let mut sent = [0; 1024];
                    while let Ok(read @ 1..) = stream.read(&mut sent).await {
                        // What was held back comes by itself.
                        if sent.starts_with(b"POST") && !sent[..read].ends_with(b"{}") {
                            continue;
                        }
                        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nhealthy";
                        stream.write_all(answer).await.expect("a reader");
                    }
                });
            }
        });
        let environment = Environment::local(&url);

        environment.open(&url, 3).await;
        environment.open(&url, 3).await;

        assert_eq!(accepted.load(Ordering::SeqCst), 3);
    }

    #[tokio::test]
    async fn a_service_that_is_not_there_does_not_stop_the_start() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        drop(listener);
        Environment::local(&url).open(&url, 3).await;
    }
}
