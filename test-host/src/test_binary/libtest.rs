//! What libtest is asked, and what it says.

use super::attempt::{Attempt, Expected};
use super::case::TestCase;
use super::outcome::{NO_PANIC, TestFailure, TestOutcome, TestResult, unexpected};
use crate::error::InvocationError;
use std::time::Duration;

/// What it reads from the environment.
pub(super) const MARKER: &[u8] = b"RUST_TEST_THREADS";

/// What it says before its tests.
const BEFORE: &str = "\nrunning 1 test\n";

/// What std adds to the first panic of a process, which shows no backtrace inside WebAssembly.
const ADVICE: &str =
    "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";

/// How std begins a panic in a test inside WebAssembly.
const PANICKED: &str = "\nthread 'main' (1) panicked at ";

/// The arguments that run one test alone.
///
/// Its output is caught by the runner: what libtest itself catches is lost with a panic. Where libtest
/// believes in a second thread, it says a test's name after the test has run, not before.
pub(super) fn arguments(test: &TestCase, ignored_too: bool) -> Vec<String> {
    let mut arguments: Vec<String> = ["--exact", &test.name, "--nocapture", "--test-threads=2"]
        .map(str::to_owned)
        .into();
    if ignored_too {
        arguments.push("--include-ignored".to_owned());
    }
    arguments
}

/// Reads the list of tests.
pub(super) fn listed(output: &str) -> Vec<TestCase> {
    let case = |line: &str| {
        let (name, kind) = line.rsplit_once(": ")?;
        let benchmark = match kind {
            "test" => false,
            "benchmark" => true,
            _ => return None,
        };
        let name = name.to_owned();
        Some(TestCase { name, benchmark })
    };
    output.lines().filter_map(case).collect()
}

/// What libtest wrote about one test.
struct Said<'a> {
    /// What the test wrote.
    output: &'a str,
    /// How it ended, in libtest's words.
    verdict: Option<&'a str>,
    should_panic: bool,
}

impl<'a> Said<'a> {
    fn of(test: &TestCase, text: &'a str) -> Self {
        let text = text.strip_prefix(BEFORE).unwrap_or(text);
        let plain = format!("test {} ... ", test.name);
        let should_panic = format!("test {} - should panic ... ", test.name);
        let find = |line: &str| text.rsplit_once(line);
        let (found, is_should_panic) = match find(&should_panic) {
            Some(found) => (Some(found), true),
            None => (find(&plain), false),
        };
        Self {
            output: found.map_or(text, |(output, _)| output),
            verdict: found.and_then(|(_, rest)| rest.lines().next()),
            should_panic: is_should_panic,
        }
    }
}

/// Says how a test ended.
pub(super) fn judge(
    test: &TestCase,
    ended: Result<u8, InvocationError>,
    attempt: &Attempt,
    duration: Duration,
) -> TestOutcome {
    let text = attempt.output().text();
    let (result, output) = match &ended {
        Err(error) => (
            trapped(error, attempt.expected().as_ref()),
            told(test, &text),
        ),
        Ok(code) => {
            let said = Said::of(test, &text);
            (
                returned(*code, &said, attempt.expected().as_ref()),
                said.output.to_owned(),
            )
        }
    };
    TestOutcome {
        name: test.name.clone(),
        should_panic: attempt.expected().is_some() || result == TestResult::ShouldPanicIgnored,
        result,
        output,
        duration,
    }
}

fn trapped(error: &InvocationError, expected: Option<&Expected>) -> TestResult {
    unexpected(error, expected).map_or(TestResult::Passed, TestResult::Failed)
}

fn returned(code: u8, said: &Said<'_>, expected: Option<&Expected>) -> TestResult {
    let verdict = said.verdict.unwrap_or_default();
    match (code, verdict) {
        (_, "ignored") if said.should_panic => TestResult::ShouldPanicIgnored,
        (_, "ignored") => TestResult::Ignored(None),
        (0, "ok") if expected.is_some() => TestResult::Failed(TestFailure::because(NO_PANIC)),
        (0, "ok") => TestResult::Passed,
        (_, "FAILED") => TestResult::Failed(TestFailure::silent()),
        _ => match verdict.strip_prefix("ignored, ") {
            Some(reason) => TestResult::Ignored(Some(reason.to_owned())),
            None => TestResult::Failed(TestFailure::because(format!(
                "the test ended the whole program with the exit code {code}: let it return"
            ))),
        },
    }
}

/// What a test that trapped has written. Natively it has a thread of its name.
fn told(test: &TestCase, text: &str) -> String {
    let text = text.strip_prefix(BEFORE).unwrap_or(text);
    let named = format!("\nthread '{}' (1) panicked at ", test.name);
    text.replacen(PANICKED, &named, 1).replacen(ADVICE, "", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(name: &str) -> TestCase {
        TestCase {
            name: name.to_owned(),
            benchmark: false,
        }
    }

    #[test]
    fn tests_and_benchmarks_are_listed_and_nothing_else() {
        let cases = listed("a::b: test\nslow: benchmark\n\n2 tests, 1 benchmark\nx: doctest\n");
        let names: Vec<_> = cases.iter().map(|case| case.name.as_str()).collect();
        assert_eq!(names, ["a::b", "slow"]);
        assert!(cases[1].benchmark);
    }

    #[test]
    fn what_a_test_writes_is_told_from_what_libtest_says() {
        let text = "\nrunning 1 test\none\ntest a ... ok\ntwotest a ... ok\n\ntest result: ok. 1 passed\n\n";
        let said = Said::of(&case("a"), text);
        assert_eq!(said.output, "one\ntest a ... ok\ntwo");
        assert_eq!(said.verdict, Some("ok"));
    }

    #[test]
    fn each_verdict_is_read() {
        let read = |code, line: &str, expected: Option<&Expected>| {
            let text = format!("\nrunning 1 test\n{line}\n\ntest result: …\n");
            returned(code, &Said::of(&case("a"), &text), expected)
        };
        assert_eq!(read(0, "test a ... ok", None), TestResult::Passed);
        assert_eq!(
            read(0, "test a ... ignored", None),
            TestResult::Ignored(None)
        );
        assert_eq!(
            read(0, "test a ... ignored, slow", None),
            TestResult::Ignored(Some("slow".to_owned()))
        );
        assert_eq!(
            read(0, "test a - should panic ... ignored", None),
            TestResult::ShouldPanicIgnored
        );
        for (code, line, expected) in [
            (1, "test a ... FAILED", None),
            (0, "test a ... ok", Some(&Expected::Panic)),
            (0, "", None),
            (7, "", None),
        ] {
            let result = read(code, line, expected);
            assert!(
                matches!(result, TestResult::Failed(_)),
                "{line}: {result:?}"
            );
        }
    }
}
