//! The backtrace of a test that trapped, without what is not the author's.

use crate::backtrace::{Owner, begins, machinery};
use crate::error::InvocationError;
use std::fmt::Write as _;
use wasmtime::WasmBacktrace;

/// What runs a test.
const RUNNER: &[&str] = &[
    "__rust_begin_short_backtrace",
    "core::ops::function::FnOnce::call_once",
    "momento_functions_test::__private::",
    "momento_functions_test::wasm::run::",
    "test::",
];

/// Lists the author's functions that were running, the innermost first.
pub(super) fn of(error: &InvocationError) -> Vec<String> {
    let frames = error.trace().map(WasmBacktrace::frames).unwrap_or_default();
    let names = frames.iter().filter_map(|frame| frame.func_name());
    authors(names.map(|name| format!("{:#}", rustc_demangle::demangle(name))))
}

fn authors(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    if let Some(end) = names.iter().position(|name| begins(name, RUNNER)) {
        names.truncate(end);
    }
    let owners: Vec<Owner> = names.iter().map(|name| Owner::of_name(name)).collect();
    let leave_out = machinery(&owners);
    names.drain(..leave_out);
    without_harness(&mut names);
    counted(&names)
}

/// Libtest calls each test by a closure in it, which says nothing.
fn without_harness(names: &mut Vec<String>) {
    if let [.., test, closure] = names.as_slice()
        && closure.strip_prefix(test.as_str()) == Some("::{{closure}}")
    {
        names.pop();
    }
}

/// One line for a function that calls itself.
fn counted(names: &[String]) -> Vec<String> {
    let runs = names.chunk_by(|one, next| one == next);
    runs.filter_map(|run| {
        let name = run.first()?;
        Some(match run.len() {
            1 => name.clone(),
            times => format!("{name} ({times} times)"),
        })
    })
    .collect()
}

/// Says all of a failure that is no test's.
pub(super) fn explain(error: &InvocationError) -> String {
    let mut text = error.detail().to_owned();
    if let Some(panic) = error.panic_message() {
        let _ = write!(text, "\n{panic}");
    }
    for (place, name) in of(error).iter().enumerate() {
        let _ = write!(text, "\n{place:4}: {name}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::authors;

    fn of(names: &[&str]) -> Vec<String> {
        authors(names.iter().map(ToString::to_string))
    }

    #[test]
    fn the_authors_functions_are_left() {
        let names = [
            "__rustc::rust_begin_unwind",
            "core::panicking::panic_fmt",
            "core::result::unwrap_failed",
            "core::result::Result<T,E>::unwrap",
            "hello::helper",
            "hello::tests::it_greets",
            "hello::tests::it_greets::{{closure}}",
            "core::ops::function::FnOnce::call_once",
            "<fn() as core::ops::function::FnOnce<()>>::call_once",
            "test::__rust_begin_short_backtrace",
        ];
        assert_eq!(of(&names), ["hello::helper", "hello::tests::it_greets"]);
    }

    #[test]
    fn a_trap_without_a_panic_keeps_its_innermost_function() {
        let names = ["std::net::connect", "hello::overflow", "test::run_test"];
        assert_eq!(of(&names), ["std::net::connect", "hello::overflow"]);
    }

    #[test]
    fn a_recursion_is_one_line() {
        let names = [
            "a::deeper",
            "a::deeper",
            "a::deeper",
            "a::test",
            "test::run",
        ];
        assert_eq!(of(&names), ["a::deeper (3 times)", "a::test"]);
    }
}
