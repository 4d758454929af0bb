//! What a function's author is told of how it failed, and what to do.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{
    Deployment, Host, InvocationError, InvocationErrorKind as Kind, Limits, Request,
};
use std::time::Duration;

async fn failure(wasm: Vec<u8>, limits: Limits, request: Request) -> InvocationError {
    let host = Host::builder().limits(limits).build().unwrap();
    let function = host.deploy("f", Deployment::from(wasm)).unwrap();
    let outcome = function.invoke(request).await;
    assert!(outcome.error.is_some(), "{outcome:?}");
    outcome.error.unwrap()
}

/// What is told of the guest `trouble`.
async fn trouble(target: &str, limits: Limits) -> InvocationError {
    failure(support::guest("trouble"), limits, Request::get(target)).await
}

async fn unsupported(verb: &str) -> InvocationError {
    let wasm = support::guest("wasi-unsupported");
    let request = Request::post("/").body(verb.to_owned());
    failure(wasm, Limits::default(), request).await
}

/// Holds an explanation to the entry of the catalogue, by its title, and to what it says to do.
#[track_caller]
fn explains(error: &InvocationError, title: &str, fix: &str) {
    let text = error.explanation();
    let see = format!("see: docs/traps.md, “{title}”");
    assert!(text.ends_with(&see), "{see}: {text}");
    assert!(text.contains(fix), "{fix}: {text}");
}

/// OBS.11
#[tokio::test]
async fn what_no_function_has_is_explained() {
    for (verb, title, fix) in [
        (
            "print",
            "Printing to standard output",
            "`momento-functions-host-log`",
        ),
        (
            "print-error",
            "Printing to standard error",
            "`momento-functions-host-log`",
        ),
        (
            "read-input",
            "Reading standard input",
            "the handler's argument",
        ),
        ("read-file", "Using files", "`include_bytes!`"),
        ("exit", "Ending the process", "return from the handler"),
    ] {
        explains(&unsupported(verb).await, title, fix);
    }
    let thread = trouble("/thread", Limits::default()).await;
    explains(&thread, "Starting a thread", "`momento-functions-spawn`");
}

/// OBS.11
#[tokio::test]
async fn what_code_may_do_wrong_is_explained() {
    for (target, title, fix) in [
        ("/divide", "Dividing by zero", "`checked_div`"),
        (
            "/out-of-bounds",
            "Memory that is not there",
            "`cargo miri test`",
        ),
        ("/capacity", "A capacity beyond all memory", "`checked_sub`"),
        (
            "/abort",
            "Ended without a message",
            "`cargo momento invoke`",
        ),
        ("/recurse", "Too deep a stack", "`--stack`"),
        ("/large-local", "Too deep a stack", "`--stack-size`"),
    ] {
        explains(&trouble(target, Limits::default()).await, title, fix);
    }
    let twice = Request::post("/give-twice").body("hello");
    let twice = failure(support::guest("buffer"), Limits::default(), twice).await;
    explains(&twice, "A handle that is gone", "`momento-functions-bytes`");
}

/// OBS.11
#[tokio::test]
async fn a_panic_with_a_message_of_its_own_is_in_no_catalogue() {
    let error = trouble("/panic", Limits::default()).await;
    assert_eq!(error.help(), None);
    assert!(
        !error.explanation().contains("see: "),
        "{}",
        error.explanation()
    );
}

/// OBS.11
#[tokio::test]
async fn limits_on_tables_and_handles_are_explained() {
    let code = r#"
        (core module $m
            (memory (export "memory") 1)
            (table 1 funcref)
            (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1024)
            (func (export "invoke") (param i32 i32 i32) (result i32)
                (drop (table.grow (ref.null func) (i32.const 100)))
                unreachable))
        (core instance $code (instantiate $m))"#;
    let limits = Limits::default().with_table_elements(10);
    let error = failure(support::web_component(code), limits, Request::get("/")).await;
    explains(&error, "Too many elements in tables", "20,000");
    let pollables = support::guest("pollables");
    let error = failure(pollables, Limits::default(), Request::get("/5000")).await;
    explains(
        &error,
        "Too many handles",
        "drop them when they are done with",
    );
}

/// OBS.12
#[tokio::test]
async fn a_limit_is_told_with_what_was_used_and_what_would_allow_it() {
    let memory = trouble("/allocate", Limits::default()).await;
    explains(&memory, "Too much memory", "[limits]\nmemory = \"1026MiB\"");
    assert!(
        memory.explanation().contains("it had"),
        "{}",
        memory.explanation()
    );
    let short = Limits::default().with_time(Duration::from_millis(20));
    let time = trouble("/spin", short).await;
    explains(&time, "Too much time", "`--time 40ms`");
    assert!(
        time.explanation().contains("in host calls"),
        "{}",
        time.explanation()
    );
    let fuel = trouble("/spin", Limits::default().with_fuel(10_000)).await;
    explains(&fuel, "Too much fuel", "fuel = 100000");
    assert_eq!(fuel.kind(), Kind::FuelLimit);
}

/// OBS.12
#[tokio::test]
async fn one_that_waits_too_long_is_told_what_would_allow_it() {
    let short = Limits::default().with_time(Duration::from_millis(20));
    let request = Request::post("/").body("sleep 60000");
    let time = failure(support::guest("wasi"), short, request).await;
    explains(&time, "Too much time", "time = \"40ms\"");
}

/// OBS.10
#[tokio::test]
async fn a_backtrace_begins_where_the_author_wrote_the_panic() {
    let error = trouble("/panic", Limits::default()).await;
    let frames = error.backtrace();
    assert!(frames[0].function.ends_with("misbehave"), "{frames:?}");
    let text = error.explanation();
    assert!(!text.contains("panicking"), "{text}");
    let recursion = trouble("/recurse", Limits::default()).await.explanation();
    assert!(recursion.contains("deeper (4"), "{recursion}");
}
