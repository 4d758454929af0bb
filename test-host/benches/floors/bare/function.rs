use super::state::{BodyBuffer, Data, FunctionPre, State};
use crate::Result;
use bytes::Bytes;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use wasmtime::Store;
use wasmtime::component::InstancePre;

/// A guest that is compiled and linked.
#[derive(Clone)]
pub struct BareFunction(Arc<FunctionPre<State>>);

impl BareFunction {
    pub(super) fn new(pre: InstancePre<State>) -> Result<Self> {
        Ok(Self(Arc::new(FunctionPre::new(pre)?)))
    }

    /// Makes an instance, calls it, and drops it; what it answers with.
    pub async fn invoke(&self, body: Bytes) -> Result<Bytes> {
        self.call(BodyBuffer::Whole(body)).await
    }

    /// Makes an instance, and calls it with a body that never comes.
    pub async fn park(&self, waiting: Arc<AtomicUsize>) -> Result<Bytes> {
        self.call(BodyBuffer::Never(waiting)).await
    }

    async fn call(&self, body: BodyBuffer) -> Result<Bytes> {
        let mut store = Store::new(self.0.engine(), State::default());
        store.set_epoch_deadline(1);
        store.epoch_deadline_async_yield_and_update(1);
        let instance = self.0.instantiate_async(&mut store).await?;
        let handle = store.data_mut().table.push(body)?;
        let entry = instance.momento_web_function_guest_function_web();
        let response = entry.call_invoke(&mut store, &Data::Buffer(handle)).await?;
        store.data_mut().take(response.body)
    }
}
