//! What the attribute's output calls. Not for direct use: it changes without notice.

/// What a test is made of.
pub mod test {
    /// How a test is to end.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Expected {
        /// It returns.
        Return,
        /// It panics.
        Panic,
        /// It panics with a message that contains this one.
        PanicWith(&'static str),
    }

    /// Runs a test with its host.
    ///
    /// Natively libtest looks at how it ends; inside WebAssembly, where a panic ends the instance, the
    /// runner is told what to look for.
    pub fn run<R>(expected: Expected, test: impl FnOnce() -> R) -> R {
        #[cfg(target_arch = "wasm32")]
        return crate::wasm::run(expected, test);
        #[cfg(not(target_arch = "wasm32"))]
        {
            let _ = expected;
            crate::native::run(|_| test())
        }
    }
}
