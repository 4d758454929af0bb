use std::cell::RefCell;

/// What an instance keeps between calls.
pub struct Local<T>(RefCell<T>);

// SAFETY: an instance has one thread: nothing is built with WebAssembly's atomics.
#[expect(
    unsafe_code,
    reason = "a static must be Sync, whose meaning is nothing without threads"
)]
unsafe impl<T> Sync for Local<T> {}

impl<T> Local<T> {
    /// Keeps a value.
    pub const fn new(value: T) -> Self {
        Self(RefCell::new(value))
    }

    /// Looks at the value, or changes it. Calls must not be nested.
    pub fn with<R>(&self, look: impl FnOnce(&mut T) -> R) -> R {
        look(&mut self.0.borrow_mut())
    }
}
