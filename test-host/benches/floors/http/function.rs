//! The library's own service.

use super::runtime::{runtime, until_left};
use crate::Result;
use momento_functions_test_host::service::Service;
use momento_functions_test_host::{Deployment, Host};
use std::path::Path;

/// Where the function is served.
pub const PATH: &str = "/functions/default/function";

pub fn serve(workers: usize, component: &Path) -> Result<()> {
    let host = Host::builder().build()?;
    host.deploy("function", Deployment::from_file(component)?)?;
    runtime(workers)?.block_on(async {
        let service = Service::builder(host)
            .bind(([127, 0, 0, 1], 0).into())
            .await?;
        let address = service.local_addr();
        let run = tokio::spawn(service.run(std::future::pending()));
        until_left(address, async {
            let _ = run.await;
        })
        .await
    })
}
