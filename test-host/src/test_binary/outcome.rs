use super::attempt::{Attempt, Expected};
use super::backtrace;
use crate::error::{InvocationError, InvocationErrorKind};
use std::time::Duration;

/// What came of one test.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TestOutcome {
    /// The test's name.
    pub name: String,
    /// Whether it was to panic.
    pub should_panic: bool,
    /// How it ended.
    pub result: TestResult,
    /// What it wrote to stdout and stderr, and logged, in the order in which it did; of a panic the
    /// message.
    pub output: String,
    /// How long it took, its host included.
    pub duration: Duration,
}

/// How a test ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TestResult {
    /// It passed.
    Passed,
    /// It was not run, for the reason in its `#[ignore]`.
    Ignored(Option<String>),
    /// It was not run, since libtest knows no `#[should_panic]` inside WebAssembly.
    ShouldPanicIgnored,
    /// It failed.
    Failed(TestFailure),
}

/// Why a test failed, beyond what it wrote itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TestFailure {
    /// What ended the test; none where it returned, with an error for example.
    pub kind: Option<InvocationErrorKind>,
    /// What else there is to say: the limit, a panic that did not come. Of a panic it is nothing.
    pub reason: Option<String>,
    /// The names of the author's functions that led there, the innermost first.
    pub backtrace: Vec<String>,
}

/// How a binary ended that was run as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// With this exit code: 0 also after a panic that was expected.
    Exit(u8),
    /// By a panic, a limit, or what the host forbids.
    Failed(TestFailure),
}

impl TestFailure {
    pub(super) fn because(reason: impl Into<String>) -> Self {
        Self {
            kind: None,
            reason: Some(reason.into()),
            backtrace: Vec::new(),
        }
    }

    pub(super) fn silent() -> Self {
        Self {
            kind: None,
            reason: None,
            backtrace: Vec::new(),
        }
    }

    pub(super) fn of(error: &InvocationError) -> Self {
        let reason = error.panic_message().is_none();
        Self {
            kind: Some(error.kind()),
            reason: reason.then(|| error.detail().to_owned()),
            backtrace: backtrace::of(error),
        }
    }
}

impl Ending {
    pub(super) fn of(ended: Result<u8, InvocationError>, attempt: &Attempt) -> Self {
        let expected = attempt.expected();
        match (ended, expected) {
            (Ok(0), Some(_)) => Self::Failed(TestFailure::because(NO_PANIC)),
            (Ok(code), _) => Self::Exit(code),
            (Err(error), expected) => match unexpected(&error, expected.as_ref()) {
                None => Self::Exit(0),
                Some(failure) => Self::Failed(failure),
            },
        }
    }
}

/// What libtest says.
pub(super) const NO_PANIC: &str = "note: test did not panic as expected";

/// Tells what is wrong with the end of a test that trapped: nothing, if it is the panic that was expected.
pub(super) fn unexpected(
    error: &InvocationError,
    expected: Option<&Expected>,
) -> Option<TestFailure> {
    // A panic whose message does not end, or needs too deep a stack, is none yet.
    let panicked = matches!(
        error.kind(),
        InvocationErrorKind::Trap | InvocationErrorKind::MemoryLimit
    );
    let message = error.panic_message().filter(|_| panicked).map(message);
    match (message, expected) {
        (Some(_), Some(Expected::Panic)) => None,
        (Some(message), Some(Expected::PanicWith(part))) if message.contains(part) => None,
        (Some(message), Some(Expected::PanicWith(part))) => Some(TestFailure {
            kind: Some(error.kind()),
            ..TestFailure::because(format!(
                "note: panic did not contain expected string\n      panic message: {message:?}\n expected substring: {part:?}"
            ))
        }),
        _ => Some(TestFailure::of(error)),
    }
}

/// The message of a panic without the line that says where it was.
fn message(panic: &str) -> &str {
    panic.split_once('\n').map_or("", |(_, message)| message)
}
