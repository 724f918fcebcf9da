use std::collections::HashSet;
use std::time::Duration;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::byte_stream::ByteStream;
use futures_util::future::try_join_all;

use crate::Environment;

/// What opening may take at most. A function that cannot reach a service starts anyway, and tells with its first request.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often so many requests are made at the same time. One may take the connection of another that is done before its own is open.
const ROUNDS: usize = 4;

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
        // Brings the tickets by which the others need no full handshake.
        let mut opened = HashSet::from([self.ask(url).await?]);
        for _ in 0..ROUNDS {
            if opened.len() >= count {
                break;
            }
            opened.extend(try_join_all((0..count).map(|_| self.ask(url))).await?);
        }
        Ok(())
    }

    /// Which connection brought an answer, by its own port.
    async fn ask(&self, url: &str) -> Result<Option<u16>, BoxError> {
        let mut request = HttpRequest::get(url)?;
        let connection = CaptureSmithyConnection::new();
        request.add_extension(connection.clone());
        let answer = self.connections.call(request).await?;
        // Only a connection whose answer was read is free again.
        ByteStream::new(answer.into_body()).collect().await?;
        Ok(connection.get().and_then(|connection| Some(connection.local_addr()?.port())))
    }
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
                    let mut request = [0; 1024];
                    while stream.read(&mut request).await.is_ok_and(|read| read > 0) {
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
