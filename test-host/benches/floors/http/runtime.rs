use crate::Result;
use std::future::Future;
use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use tokio::runtime::{Builder, Runtime};

pub fn runtime(workers: usize) -> Result<Runtime> {
    Ok(Builder::new_multi_thread()
        .worker_threads(workers)
        .enable_all()
        .build()?)
}

/// Says where it listens, and serves until whoever started this process goes.
pub async fn until_left(address: SocketAddr, serve: impl Future<Output = ()>) -> Result<()> {
    let mut output = std::io::stdout();
    writeln!(output, "{address}")?;
    output.flush()?;
    let left = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    tokio::select! {
        () = serve => {}
        _ = left => {}
    }
    Ok(())
}
