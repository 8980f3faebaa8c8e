//! The door: connections come in here, and no more than there is room for.

use super::{connection::Shared, workers::Workers};
use std::{io::Write, sync::Arc, sync::atomic::Ordering, time::Duration};
use tokio::{net::TcpListener, sync::oneshot};

/// What who finds no room is told, before anything of the request is read.
const NO_ROOM: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nretry-after: 5\r\nconnection: close\r\n\r\n";

/// Takes connections until it is told to stop; then the workers finish.
pub async fn run(
    listener: TcpListener,
    shared: Arc<Shared>,
    workers: Workers,
    mut stop: oneshot::Receiver<()>,
) {
    let most = shared.app.config.serving.connections;
    loop {
        let accepted = tokio::select! {
            biased;
            _ = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) if is_the_clients(&error) => continue,
            Err(error) => {
                // No file can be opened for it (EMFILE, ENFILE): that passes as others close.
                tracing::warn!(%error, "a connection could not be accepted");
                shared.crowded.store(true, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            }
        };
        // Without it the last part of an answer may wait for the reader's word that the one before has come.
        let _ = stream.set_nodelay(true);
        let Ok(mut stream) = stream.into_std() else { continue };
        let open = workers.open();
        shared.crowded.store(open >= most - most / 8, Ordering::Relaxed);
        if open < most {
            workers.serve((stream, peer));
        } else if shared.tls.is_none() {
            // It does not block, and an answer this short fits any buffer.
            let _ = stream.write_all(NO_ROOM);
        }
    }
    drop(listener);
    workers.stop().await;
}

/// The client went away between its knock and the opening of the door.
fn is_the_clients(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
