//! Test binaries, each test in an instance and a host of its own.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[allow(dead_code, unreachable_pub, reason = "the command's tests share it")]
#[path = "support/tested.rs"]
mod tested;

use momento_functions_test_host::{
    DeployError, Deployment, Ending, FunctionKind, Host, InvocationErrorKind, Stdio, TestBinary,
    TestBinaryError, TestCase, TestFailure, TestOutcome, TestResult,
};
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::sync::OnceLock;
use std::time::Duration;

fn load(name: &str) -> TestBinary {
    let wasm = fs::read(tested::binary(name)).unwrap();
    TestBinary::load(name, &wasm, || Host::builder().virtual_clock()).unwrap()
}

fn library() -> &'static TestBinary {
    static LIBRARY: OnceLock<TestBinary> = OnceLock::new();
    LIBRARY.get_or_init(|| load("tested"))
}

async fn find(binary: &TestBinary, name: &str) -> TestCase {
    let exactly = ["--exact".to_owned(), name.to_owned()];
    let found = binary.list(&exactly).await.unwrap();
    assert_eq!(found.len(), 1, "{name}");
    found[0].clone()
}

async fn run(name: &str) -> TestOutcome {
    let test = find(library(), name).await;
    library().run(&test, true).await.unwrap()
}

async fn fails(name: &str) -> (TestFailure, String) {
    let outcome = run(name).await;
    match outcome.result {
        TestResult::Failed(failure) => (failure, outcome.output),
        other => panic!("{name}: {other:?}"),
    }
}

async fn passes(name: &str) {
    let outcome = run(name).await;
    assert_eq!(outcome.result, TestResult::Passed, "{}", outcome.output);
}

/// KIT.20
#[tokio::test]
async fn a_test_sees_nothing_of_what_another_one_wrote() {
    passes("wasm::a_cache_is_there").await;
    passes("wasm::a_cache_is_this_tests_own").await;
    passes("wasm::a_cache_is_there").await;
}

/// KIT.20
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_panic_fails_one_test_and_no_other() {
    let tests = library().list(&["plain::".to_owned()]).await.unwrap();
    let mut results = BTreeMap::new();
    let all = NonZeroUsize::new(3).unwrap();
    let run = || {
        library().run_all(&tests, false, all, |outcome| {
            results.insert(outcome.name, outcome.result);
        })
    };
    tokio::task::block_in_place(run).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(results.len(), tests.len());
    let failed: Vec<&str> = results
        .iter()
        .filter(|(_, result)| matches!(result, TestResult::Failed(_)))
        .map(|(name, _)| &name["plain::".len()..][..1])
        .collect();
    assert_eq!(failed, ["c", "d", "e", "k", "l", "m", "n"]);
    assert_eq!(results["plain::a_passes"], TestResult::Passed);
    assert_eq!(results["plain::g_is_ignored"], TestResult::Ignored(None));
    let reason = Some("takes a day".to_owned());
    assert_eq!(
        results["plain::h_is_ignored_for_a_reason"],
        TestResult::Ignored(reason)
    );
}

/// KIT.22
#[tokio::test]
async fn a_panic_is_told_with_its_message_its_place_and_the_authors_functions() {
    let (failure, output) = fails("plain::c_panics_after_a_line").await;
    assert_eq!(
        output,
        "printed before\nand to stderr\n\nthread 'plain::c_panics_after_a_line' (1) panicked at src/plain.rs:19:11:\na value\n"
    );
    assert_eq!(failure.kind, Some(InvocationErrorKind::Trap));
    assert_eq!(failure.reason, None);
    assert_eq!(
        failure.backtrace,
        [
            "tested::plain::helper",
            "tested::plain::c_panics_after_a_line"
        ]
    );
}

/// KIT.22
#[tokio::test]
async fn a_line_that_was_begun_before_a_panic_is_not_lost() {
    let (_, output) = fails("plain::m_panics_after_half_a_line").await;
    assert!(output.starts_with("half a line\nthread '"), "{output}");
}

/// KIT.24
#[tokio::test]
async fn an_expected_panic_is_a_success_and_its_text_is_looked_at() {
    passes("plain::i_panics_as_it_should").await;
    passes("plain::j_panics_with_the_right_text").await;
    let (failure, _) = fails("plain::l_panics_with_another_text").await;
    let reason = failure.reason.unwrap();
    assert!(
        reason.contains("panic message: \"on purpose\"")
            && reason.contains("expected substring: \"another text\""),
        "{reason}"
    );
    let (failure, output) = fails("plain::k_should_panic_and_returns").await;
    assert_eq!(output, "nothing happens\n");
    let reason = failure.reason.unwrap();
    assert_eq!(reason, "note: test did not panic as expected");
}

/// KIT.24
#[tokio::test]
async fn libtests_own_should_panic_is_ignored_and_known_for_it() {
    let outcome = run("wasm::stock_should_panic").await;
    assert_eq!(outcome.result, TestResult::ShouldPanicIgnored);
    assert!(outcome.should_panic);
}

/// KIT.25
#[tokio::test]
async fn a_test_calls_its_own_function_in_its_own_world() {
    assert_eq!(library().function(), Some(FunctionKind::WebV2));
    passes("wasm::a_function_is_called_end_to_end").await;
    passes("wasm::a_functions_trap_is_told").await;
    passes("wasm::a_web_function_is_not_spawned").await;
    passes("wasm::a_method_that_is_none_is_told").await;
}

/// KIT.25
#[tokio::test]
async fn a_test_from_outside_its_crate_has_what_is_linked_into_it() {
    let outside = load("outside");
    let test = find(&outside, "there_is_no_function_here").await;
    let outcome = outside.run(&test, false).await.unwrap();
    assert_eq!(outcome.result, TestResult::Passed, "{}", outcome.output);
}

/// KIT.26
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_test_that_never_ends_is_ended_and_so_is_the_function_that_it_waits_for() {
    let limit = Duration::from_secs(1);
    let binary = load("tested").time_limit(limit);
    for name in ["wasm::loops", "wasm::calls_a_function_that_loops"] {
        let test = find(&binary, name).await;
        let outcome = binary.run(&test, true).await.unwrap();
        let TestResult::Failed(failure) = outcome.result else {
            panic!("{name} ended")
        };
        assert_eq!(failure.kind, Some(InvocationErrorKind::TimeLimit), "{name}");
        assert!(failure.reason.unwrap().contains("1s"), "{name}");
        // One that waits for the host is not where it could be asked.
        let place = failure.backtrace.contains(&format!("tested::{name}"));
        assert!(place || name != "wasm::loops", "{:?}", failure.backtrace);
    }
}

/// KIT.26
#[tokio::test]
async fn a_test_that_takes_too_much_is_told_which_limit_that_was() {
    let (failure, _) = fails("wasm::hoards").await;
    assert_eq!(failure.kind, Some(InvocationErrorKind::MemoryLimit));
    assert!(failure.reason.unwrap().contains("1073741824 bytes"));
    let (failure, _) = fails("wasm::recurses").await;
    assert_eq!(failure.kind, Some(InvocationErrorKind::StackOverflow));
    let deep = |name: &String| name.starts_with("tested::wasm::recurses::deeper");
    assert!(
        failure.backtrace.iter().any(deep),
        "{:?}",
        failure.backtrace
    );
}

/// KIT.26
#[tokio::test]
async fn what_a_test_writes_is_kept_up_to_a_limit() {
    let (failure, output) = fails("wasm::floods").await;
    assert!(output.contains("the rest is dropped"));
    assert!(output.len() < 17 << 20, "{}", output.len());
    assert_eq!(failure.kind, Some(InvocationErrorKind::Trap));
}

/// KIT.21
#[tokio::test]
async fn what_is_not_there_fails_the_test_that_calls_it_and_is_named() {
    let (failure, _) = fails("wasm::opens_a_socket").await;
    let reason = failure.reason.unwrap();
    for part in [
        "does not have `wasi:sockets/",
        "std::net",
        "momento-functions-http",
    ] {
        assert!(reason.contains(part), "{reason}");
    }
}

/// KIT.21
#[test]
fn a_deployed_function_has_no_runner_to_ask() {
    let host = Host::builder().build().unwrap();
    let tests = fs::read(tested::binary("tested")).unwrap();
    let refused = host.deploy("f", Deployment::from_wasm(tests)).unwrap_err();
    let DeployError::MissingImports(missing) = refused else {
        panic!("{refused}")
    };
    let test = missing
        .iter()
        .find(|it| it.interface.starts_with("momento:test/"));
    assert!(test.unwrap().to_string().contains("[dev-dependencies]"));
}

/// KIT.22
#[tokio::test]
async fn a_test_that_ends_the_program_has_failed() {
    let (failure, _) = fails("wasm::ends_the_program").await;
    assert!(failure.reason.unwrap().contains("exit code 0"));
}

/// KIT.27
#[tokio::test]
async fn a_program_runs_as_it_is() {
    let program = load("program");
    for (argument, expected) in [("", 0), ("fail", 1)] {
        let arguments = [argument.to_owned()];
        let ended = program.run_whole(&arguments, Stdio::Capture).await;
        assert_eq!(ended.unwrap(), Ending::Exit(expected), "{argument}");
    }
    let arguments = ["panic".to_owned()];
    let ended = program.run_whole(&arguments, Stdio::Capture).await;
    assert!(matches!(ended.unwrap(), Ending::Failed(_)));
}

/// KIT.27
#[test]
fn a_test_with_a_main_of_its_own_is_told_from_libtests() {
    for (name, is_libtest) in [("tested", true), ("outside", true), ("own_main", false)] {
        assert_eq!(load(name).is_libtest(), is_libtest, "{name}");
    }
}

/// KIT.27
#[tokio::test]
async fn a_binary_that_dies_before_its_tests_is_told() {
    let program = load("program");
    let nothing = program.list(&["fail".to_owned()]).await.unwrap_err();
    assert!(
        matches!(nothing, TestBinaryError::List { code: 1, .. }),
        "{nothing}"
    );
    assert!(nothing.to_string().contains("arguments: "), "{nothing}");
    let died = program.list(&["panic".to_owned()]).await.unwrap_err();
    let TestBinaryError::Died { reason, .. } = &died else {
        panic!("{died}")
    };
    assert!(
        reason.contains("a program's own") && reason.contains("program::main"),
        "{reason}"
    );
}

/// KIT.27
#[test]
fn what_has_no_main_has_no_tests() {
    let empty = wat::parse_str("(component)").unwrap();
    let refused = TestBinary::load("x", &empty, Host::builder).unwrap_err();
    assert!(matches!(refused, TestBinaryError::NoProgram), "{refused}");
    let refused = TestBinary::load("x", b"#!/bin/sh", Host::builder).unwrap_err();
    assert!(
        matches!(refused, TestBinaryError::Component(_)),
        "{refused}"
    );
}

/// KIT.20
#[tokio::test]
async fn time_is_the_tests_own() {
    let began = std::time::Instant::now();
    passes("wasm::a_day_passes_at_once").await;
    passes("wasm::an_hour_of_sleep_takes_no_time").await;
    assert!(began.elapsed() < Duration::from_secs(60));
}

/// KIT.20
#[tokio::test]
async fn the_machines_clock_cannot_be_moved() {
    let wasm = fs::read(tested::binary("tested")).unwrap();
    let binary = TestBinary::load("tested", &wasm, Host::builder).unwrap();
    let test = find(&binary, "wasm::a_day_passes_at_once").await;
    let outcome = binary.run(&test, false).await.unwrap();
    let TestResult::Failed(failure) = outcome.result else {
        panic!("the clock moved")
    };
    assert!(failure.reason.unwrap().contains("--real-clock"));
}
