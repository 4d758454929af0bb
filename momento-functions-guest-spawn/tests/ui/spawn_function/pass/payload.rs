//! The usual form; the function stays callable, with its own attributes and visibility.
#![deny(warnings)]
#![forbid(unsafe_code)]
use momento_functions_guest_spawn::spawn_function;

/// Indexes.
#[spawn_function]
#[must_use]
pub fn index(payload: String) -> Result<(), String> {
    if payload.is_empty() { Err("nothing to index".to_string()) } else { Ok(()) }
}

fn main() {
    assert_eq!(index("text".to_string()), Ok(()));
}
