//! Hyper and bare wasmtime: what a host that does nothing else can serve.

use super::plain;
use crate::Result;
use crate::bare::Engines;
use bytes::Bytes;
use http_body_util::Full;
use hyper::Response;
use std::path::Path;

/// Serves by so many threads, and so many engines.
pub fn serve(workers: usize, engines: usize, component: &Path) -> Result<()> {
    let engines = Engines::new(&std::fs::read(component)?, engines)?;
    plain::serve_by(workers, move |_| {
        let engines = engines.clone();
        async move {
            let answer = engines.invoke(Bytes::new()).await?;
            Ok(Response::new(Full::new(answer)))
        }
    })
}
