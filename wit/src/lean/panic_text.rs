//! The message of a panic, brought to where hosts look for it: std's own goes nowhere here.

use std::panic::{self, PanicHookInfo};
use std::sync::Once;

use crate::generated::wasi::wasi;

/// What a stream takes at once, in bytes (`wasi:io/streams`).
const MAX_WRITE: usize = 4096;

/// Has every panic write its message and its place to standard error, as std does elsewhere.
pub fn report_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| panic::set_hook(Box::new(report)));
}

fn report(panic: &PanicHookInfo<'_>) {
    let text = format!("\nthread '<unnamed>' {panic}\n");
    let stderr = wasi::cli::stderr::get_stderr();
    for piece in text.as_bytes().chunks(MAX_WRITE) {
        // The function ends anyway; there is nobody to tell that its last words were not heard.
        if stderr.blocking_write_and_flush(piece).is_err() {
            return;
        }
    }
}
