use super::{Bare, BareFunction, Settings};
use crate::Result;
use bytes::Bytes;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The same function on several engines, of which each thread keeps to one.
#[derive(Clone)]
pub struct Engines(Arc<[BareFunction]>);

impl Engines {
    pub fn new(wasm: &[u8], count: usize) -> Result<Self> {
        let function = |_| Bare::new(&Settings::library()?)?.function(wasm);
        let functions: Result<Arc<[_]>> = (0..count).map(function).collect();
        Ok(Self(functions?))
    }

    /// Invokes the function on the engine of this thread.
    pub async fn invoke(&self, body: Bytes) -> Result<Bytes> {
        let own = self.0.get(thread_number() % self.0.len());
        own.ok_or("there is no engine")?.invoke(body).await
    }
}

/// Counts the threads that ask.
fn thread_number() -> usize {
    static THREADS: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static NUMBER: usize = THREADS.fetch_add(1, Ordering::Relaxed);
    }
    NUMBER.with(|number| *number)
}
