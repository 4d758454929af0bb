//! Where in a function something happened, for its author.

mod debug_info;
mod frame;

pub(crate) use debug_info::DebugInfo;
pub use frame::TraceFrame;

use std::fmt::Write as _;
use wasmtime::WasmBacktrace;

/// What a panic goes through before it ends the instance.
const PANIC: &[&str] = &[
    "__rust_start_panic",
    "__rustc::",
    "_rust_start_panic",
    "abort",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "rust_begin_unwind",
    "rust_panic",
    "std::panicking::",
    "std::process::abort",
    "std::sys::",
];

/// Std's own, which a panic in it has on top.
const STD: &[&str] = &["alloc::", "core::", "std::"];

/// Whose code a function is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// Std's, on a panic's way.
    Panic,
    Std,
    /// Nobody else's.
    Author,
}

impl Owner {
    /// Goes by a function's full name.
    pub(crate) fn of_name(name: &str) -> Self {
        match name {
            name if begins(name, PANIC) => Self::Panic,
            name if begins(name, STD) => Self::Std,
            _ => Self::Author,
        }
    }

    /// Goes by the file, too: a function that was inlined has no full name.
    fn of(frame: &TraceFrame) -> Self {
        let file = frame.file.as_deref().unwrap_or_default();
        match Self::of_name(&frame.function) {
            Self::Author if is_stds(file) && file.ends_with("/panicking.rs") => Self::Panic,
            Self::Author if is_stds(file) => Self::Std,
            owner => owner,
        }
    }
}

/// Lists the frames of a trap, the innermost first, as far as they are the author's: without what a panic
/// goes through, and without the bindings around the function.
pub(crate) fn of(trace: &WasmBacktrace, lines: Option<&DebugInfo>) -> Vec<TraceFrame> {
    let mut frames = frame::all(trace, lines);
    if let Some(glue) = frames.iter().position(|frame| is_glue(&frame.function)) {
        frames.truncate(glue.max(1));
    }
    let owners: Vec<Owner> = frames.iter().map(Owner::of).collect();
    let leave_out = machinery(&owners);
    frames.drain(..leave_out);
    frames
}

/// Tells whether a file is one of std's, as they are called in what rustup installs.
fn is_stds(file: &str) -> bool {
    file.contains("/library/") && (file.starts_with("/rustc/") || file.contains("/rustlib/src/"))
}

/// Tells whether a function is what bindings are entered by: the author's is below it.
fn is_glue(name: &str) -> bool {
    let name = name.split('<').next().unwrap_or_default();
    let name = name.rsplit("::").next().unwrap_or_default();
    name.starts_with("_export_") && name.ends_with("_cabi")
}

/// Tells how many of these functions, the innermost first, are a panic's way through std.
pub(crate) fn machinery(owners: &[Owner]) -> usize {
    let Some(panic) = owners.iter().rposition(|owner| *owner == Owner::Panic) else {
        return 0;
    };
    let rest = owners.get(panic + 1..).unwrap_or_default();
    let own = rest.iter().position(|owner| *owner == Owner::Author);
    // Of nothing but std something is shown.
    own.map_or(0, |own| panic + 1 + own)
}

/// Tells whether a demangled name begins with one of these, or is of an implementation for one.
pub(crate) fn begins(name: &str, with: &[&str]) -> bool {
    let name = name.trim_start_matches('<');
    with.iter().any(|start| name.starts_with(start))
}

/// Writes frames for people: each in a line, with its place in one more.
pub(crate) fn text(frames: &[TraceFrame]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for run in frames.chunk_by(|one, next| one == next) {
        let Some(frame) = run.first() else { continue };
        let times = match run.len() {
            1 => String::new(),
            times => format!(" ({times} times)"),
        };
        let inlined = if frame.inlined { " (inlined)" } else { "" };
        let _ = write!(text, "\n{at:4}: {}{inlined}{times}", frame.function);
        if let Some(place) = frame.place() {
            let _ = write!(text, "\n             at {place}");
        }
        at += 1;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(function: &str) -> TraceFrame {
        TraceFrame {
            function: function.to_owned(),
            file: None,
            line: None,
            column: None,
            inlined: false,
        }
    }

    /// OBS.10
    #[test]
    fn a_panics_way_through_std_is_left_out() {
        let names = [
            "__rustc::rust_begin_unwind",
            "core::panicking::panic_fmt",
            "core::result::unwrap_failed",
            "core::result::Result<T,E>::unwrap",
            "hello::helper",
            "core::ops::function::FnOnce::call_once",
        ];
        let owners = names.map(Owner::of_name);
        assert_eq!(machinery(&owners), 4);
        assert_eq!(machinery(&owners[4..]), 0);
        // Without names beyond std nothing is left out.
        assert_eq!(machinery(&owners[..4]), 0);
        let sorted = ["core::slice::sort", "hello::sorted"].map(Owner::of_name);
        assert_eq!(machinery(&sorted), 0);
    }

    /// OBS.10
    #[test]
    fn a_function_that_was_inlined_is_stds_by_its_file() {
        for (file, owner) in [
            (
                "/rustc/59807616/library/core/src/panicking.rs",
                Owner::Panic,
            ),
            ("/rustc/59807616/library/core/src/result.rs", Owner::Std),
            (
                "/home/a/rustlib/src/rust/library/core/src/result.rs",
                Owner::Std,
            ),
            ("/home/a/library/src/panicking.rs", Owner::Author),
        ] {
            let mut frame = frame("unwrap<u8>");
            frame.file = Some(file.to_owned());
            assert_eq!(Owner::of(&frame), owner, "{file}");
        }
    }

    /// OBS.10
    #[test]
    fn bindings_are_known_by_the_names_of_their_entry_points() {
        for name in [
            "_export_invoke_cabi<f::Component>",
            "wit::web::_export_invoke_cabi",
        ] {
            assert!(is_glue(name), "{name}");
        }
        for name in [
            "hello::_export_",
            "export_invoke_cabi",
            "hello::run<_export_a_cabi>",
        ] {
            assert!(!is_glue(name), "{name}");
        }
    }

    /// OBS.10
    #[test]
    fn a_recursion_is_one_line_and_places_are_told() {
        let mut innermost = frame("a::inner");
        innermost.file = Some("src/lib.rs".to_owned());
        innermost.line = Some(7);
        let frames = [
            innermost,
            frame("a::deeper"),
            frame("a::deeper"),
            frame("a::top"),
        ];
        assert_eq!(
            text(&frames),
            "\n   0: a::inner\n             at src/lib.rs:7\n   1: a::deeper (2 times)\n   2: a::top"
        );
    }
}
