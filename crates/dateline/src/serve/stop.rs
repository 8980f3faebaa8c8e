//! When the server is asked to stop.

use tokio::signal;

/// Waits for SIGINT or SIGTERM.
pub async fn asked() {
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = signal::ctrl_c() => {}
        () = terminated => {}
    }
    tracing::info!("stopping: requests under way are finished first");
}
