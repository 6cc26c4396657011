//! A host: Abbiamo's webhook comes in over HTTP, Gett's request is the answer; what is wrong is answered with a problem document.
//!
//! ```sh
//! cargo run --example axum_webhook                     # listens on 127.0.0.1:8080
//! cargo run --example axum_webhook -- 127.0.0.1:0      # on a free port; it prints which
//! curl -i -H 'content-type: application/json' --data-binary @tests/fixtures/abbiamo/full.json http://127.0.0.1:8080/abbiamo
//! ```
//!
//! | file | what lives there |
//! | --- | --- |
//! | `serve.rs` | HTTP: the way, the content type, the limits |
//! | `intake.rs` | bytes to answer: read, once for each delivery, written for Gett |
//! | `ledger.rs` | which webhooks have been answered, and how |
//! | `gett.rs` | what Gett must be told and Abbiamo does not say |
//! | `problem.rs` | RFC 9457 problem documents |
//! | `journal.rs` | the log: places, codes, counts and labels, nothing that stood in a payload |
//!
//! It asks nobody who they are, and so it listens on the loopback interface only.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "the library leaves network, terminal and signals to its host, and this is one"
)]

use std::error::Error;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tracing::{Level, info, warn};

use crate::intake::Intake;

mod gett;
mod intake;
mod journal;
mod ledger;
mod problem;
mod serve;

/// How long requests that have begun may still take when it is asked to stop.
const GRACE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The addresses are for whoever started it, the log is for later.
    tracing_subscriber::fmt().with_max_level(Level::INFO).with_writer(io::stderr).init();
    let address = std::env::args().nth(1).unwrap_or_else(|| String::from("127.0.0.1:8080"));
    let address: SocketAddr = address.parse().map_err(|_| "usage: axum_webhook [ADDRESS:PORT]")?;
    if !address.ip().is_loopback() {
        return Err("it asks nobody who they are: an address of the loopback interface, please".into());
    }
    let listener = TcpListener::bind(address).await?;
    writeln!(io::stdout(), "listening on http://{}{}", listener.local_addr()?, serve::PATH)?;

    let served =
        axum::serve(listener, serve::router(Arc::new(Intake::default()))).with_graceful_shutdown(asked_to_stop());
    tokio::select! {
        served = served => served?,
        () = overdue() => warn!("some requests did not come to an end"),
    }
    info!("stopped");
    Ok(())
}

/// Until somebody at the terminal or the system asks it to stop.
async fn asked_to_stop() {
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<Option<()>>();
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        _ = terminated => {}
        () = interrupted => {}
    }
}

/// Until it has been asked to stop for too long.
async fn overdue() {
    asked_to_stop().await;
    tokio::time::sleep(GRACE).await;
}
