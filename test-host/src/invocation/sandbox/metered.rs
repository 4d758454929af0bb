use crate::invocation::State;
use std::ops::{Deref, DerefMut};
use wasmtime::Store;

/// A store that writes down what its guest took when it is dropped, however that comes about.
pub(super) struct MeteredStore {
    store: Store<State>,
    /// How much fuel the guest began with, where it is counted.
    fuel: Option<u64>,
}

impl MeteredStore {
    pub(super) fn new(mut store: Store<State>, fuel: Option<u64>) -> Self {
        store.call_hook(|mut context, to| {
            context.data_mut().host_time.switch(to);
            Ok(())
        });
        Self { store, fuel }
    }
}

impl Deref for MeteredStore {
    type Target = Store<State>;

    fn deref(&self) -> &Store<State> {
        &self.store
    }
}

impl DerefMut for MeteredStore {
    fn deref_mut(&mut self) -> &mut Store<State> {
        &mut self.store
    }
}

impl Drop for MeteredStore {
    fn drop(&mut self) {
        let left = |_| self.store.get_fuel().unwrap_or_default();
        let burned = self.fuel.map(|fuel| fuel.saturating_sub(left(fuel)));
        let state = self.store.data();
        let (memory, host_time) = (state.memory.peak(), state.host_time.total());
        state.logs.meter().ran(burned, memory, host_time);
    }
}
