//! What a lean function (wasm32-unknown-unknown) has in place of what std brings on wasm32-wasip2.

#[cfg(all(
    target_arch = "wasm32",
    target_os = "unknown",
    not(feature = "own-allocator")
))]
mod allocator;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod panic_text;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub use panic_text::report_panics;

/// Has a lean function report its panics, where it is built for development: `cargo momento serve` and
/// `invoke` set the variable, which is asked of the author's crate, so that no other is built anew.
#[doc(hidden)]
#[macro_export]
macro_rules! __report_panics {
    () => {
        #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
        if ::core::option_env!("MOMENTO_REPORT_PANICS").is_some() {
            $crate::lean::report_panics();
        }
    };
}
