//! What a function may use of WASI, and what becomes of the rest.
#![expect(clippy::unwrap_used, reason = "a failed helper fails its test")]

mod support;

use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use momento_functions_models::{Clock, ManualClock};
use momento_functions_test_host::{
    Deployment, Function, Host, InvocationErrorKind, LogOrigin, Outcome, Request,
};

/// Longer than any test waits.
const HOUR: Duration = Duration::from_secs(3600);

/// Functions made of the same bytes share their compiled code while one of them lives.
static COMPILED: LazyLock<[Function; 2]> = LazyLock::new(|| {
    let host = Host::builder().build().unwrap();
    ["wasi", "wasi-unsupported"].map(|guest| host.deploy(guest, support::guest(guest)).unwrap())
});

fn deploy(host: &Host, guest: &str) -> Function {
    assert!(COMPILED.iter().any(|function| function.name() == guest));
    let deployment = Deployment::from_wasm(support::guest(guest)).with_variable("COLOUR", "blue");
    host.deploy(guest, deployment).unwrap()
}

fn on_clock(clock: &Arc<ManualClock>) -> Function {
    let clock = Arc::clone(clock);
    deploy(&Host::builder().clock(clock).build().unwrap(), "wasi")
}

async fn answer(function: &Function, verb: &str) -> String {
    let outcome = function
        .invoke(Request::post("/").body(verb.to_owned()))
        .await;
    assert_eq!(outcome.response.status, 200, "{outcome:?}");
    outcome.response.text().into_owned()
}

async fn works(verb: &str) -> String {
    answer(&deploy(&Host::builder().build().unwrap(), "wasi"), verb).await
}

async fn unsupported(host: &Host, verb: &str) -> Outcome {
    deploy(host, "wasi-unsupported")
        .invoke(Request::post("/").body(verb.to_owned()))
        .await
}

/// Checks that a use of WASI is a trap like any other to the caller, and returns what its author reads.
async fn trap(verb: &str) -> String {
    let outcome = unsupported(&Host::builder().build().unwrap(), verb).await;
    assert_eq!(
        (outcome.response.status, &*outcome.response.text()),
        (500, "Internal server error")
    );
    let error = outcome.error.unwrap();
    assert_eq!(error.kind(), InvocationErrorKind::Trap);
    error.explanation()
}

/// WASI.2
#[tokio::test]
async fn the_time_of_day_is_the_hosts() {
    let start = UNIX_EPOCH + Duration::new(1_800_000_000, 123_456_789);
    let clock = Arc::new(ManualClock::starting_at(start));
    let function = on_clock(&clock);
    assert_eq!(answer(&function, "time").await, "1800000000123456789");
    clock.advance(HOUR);
    assert_eq!(answer(&function, "time").await, "1800003600123456789");
}

/// WASI.2
#[tokio::test]
async fn the_systems_time_is_the_default() {
    let before = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_nanos();
    let time: u128 = works("time").await.parse().unwrap();
    let after = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_nanos();
    assert!((before..=after).contains(&time));
}

/// WASI.2
#[tokio::test]
async fn a_sleep_lasts_at_least_as_long_as_it_says() {
    let slept: u128 = works("sleep 2").await.parse().unwrap();
    assert!(slept >= 2_000_000, "{slept}");
}

/// WASI.2
#[tokio::test]
async fn a_sleep_ends_when_the_clock_is_moved_past_it() {
    let clock = Arc::new(ManualClock::default());
    let function = on_clock(&clock);
    let sleeping = tokio::spawn(async move { answer(&function, "sleep 3600000").await });
    while !sleeping.is_finished() {
        tokio::task::yield_now().await;
        clock.advance(HOUR / 4);
    }
    let slept: u128 = sleeping.await.unwrap().parse().unwrap();
    assert!(slept >= HOUR.as_nanos());
}

/// WASI.2
#[tokio::test]
async fn no_sleep_at_all_ends_on_a_clock_that_stands_still() {
    let clock = Arc::new(ManualClock::default());
    assert_eq!(answer(&on_clock(&clock), "sleep 0").await, "0");
    assert_eq!(clock.monotonic(), Duration::ZERO);
}

/// WASI.2
#[tokio::test]
async fn the_environment_is_the_versions_and_the_hosts() {
    assert_eq!(works("variable COLOUR").await, "Some(\"blue\")");
    assert_eq!(works("variable __FUNCTION_NAME").await, "Some(\"wasi\")");
    assert_eq!(works("variable HOME").await, "None");
    assert_eq!(works("variables").await.lines().count(), 4);
    assert_eq!(works("arguments").await, "0");
}

/// WASI.2
#[tokio::test]
async fn random_numbers_differ_from_invocation_to_invocation() {
    assert_ne!(works("random").await, works("random").await);
}

/// WASI.1
#[tokio::test]
async fn nothing_is_a_terminal() {
    assert_eq!(works("terminal").await, "false");
}

/// WASI.3
#[tokio::test]
async fn standard_output_traps_and_says_what_to_use_instead() {
    let explanation = trap("print").await;
    assert!(
        explanation.contains("wasi:cli/stdout: a function has no standard output"),
        "{explanation}"
    );
    assert!(
        explanation.contains("`momento-functions-host-log`"),
        "{explanation}"
    );
    assert!(
        explanation.contains("The text was: printed"),
        "{explanation}"
    );
}

/// WASI.3
#[tokio::test]
async fn standard_input_traps_and_says_what_to_use_instead() {
    let explanation = trap("read-input").await;
    assert!(
        explanation.contains("wasi:cli/stdin: a function has no standard input"),
        "{explanation}"
    );
}

/// WASI.3
#[tokio::test]
async fn files_trap_and_say_what_to_use_instead() {
    for verb in [
        "read-file",
        "write-file",
        "list-folder",
        "use-every-file-call",
    ] {
        let explanation = trap(verb).await;
        assert!(
            explanation
                .contains("wasi:filesystem/preopens get-directories: a function has no files"),
            "{explanation}"
        );
        assert!(explanation.contains("`include_bytes!`"), "{explanation}");
    }
}

/// WASI.3
#[tokio::test]
async fn the_end_of_the_process_traps_and_says_what_to_use_instead() {
    let explanation = trap("exit").await;
    assert!(explanation.contains("wasi:cli/exit"), "{explanation}");
    assert!(
        explanation.contains("return from the handler instead"),
        "{explanation}"
    );
}

/// WASI.3
#[tokio::test]
async fn text_is_passed_on_to_the_log_when_the_host_is_told_to() {
    let host = Host::builder().stdio(true).build().unwrap();
    let outcome = unsupported(&host, "print-more").await;
    assert_eq!(outcome.response.text(), "survived", "{outcome:?}");
    let lines: Vec<_> = outcome
        .logs
        .iter()
        .map(|line| (line.origin, line.message.as_str()))
        .collect();
    let expected = [
        (LogOrigin::Stdout, "one"),
        (LogOrigin::Stdout, "two"),
        (LogOrigin::Stderr, "an error"),
        (LogOrigin::Stdout, "last"),
    ];
    assert_eq!(lines, expected);
}

/// WASI.4
#[tokio::test]
async fn a_panics_message_explains_the_trap() {
    let explanation = trap("panic").await;
    assert!(explanation.contains("panicked at"), "{explanation}");
    let source = include_str!("../guests/wasi-unsupported/src/lib.rs");
    let line = source
        .lines()
        .position(|line| line.contains("the reason"))
        .unwrap()
        + 1;
    assert!(
        explanation.contains(&format!("wasi-unsupported/src/lib.rs:{line}:")),
        "{explanation}"
    );
    assert!(
        explanation.contains("the reason\nin two lines"),
        "{explanation}"
    );
    assert!(!explanation.contains("standard error"), "{explanation}");
}

/// WASI.4
#[tokio::test]
async fn a_panics_message_that_std_writes_in_pieces_is_kept_whole() {
    let explanation = trap("panic-at-length").await;
    assert!(explanation.contains("panicked at"), "{explanation}");
    assert!(explanation.contains(&"long ".repeat(1999)), "{explanation}");
}

/// WASI.4
#[tokio::test]
async fn any_other_text_on_standard_error_traps() {
    for verb in ["print-error", "print-then-panic"] {
        let explanation = trap(verb).await;
        assert!(
            explanation.contains("wasi:cli/stderr: a function has no standard error"),
            "{explanation}"
        );
        assert!(
            explanation.contains("The text was: printed as an error"),
            "{explanation}"
        );
    }
}

/// WASI.4
#[tokio::test]
async fn a_panic_after_logged_text_is_told_apart_from_it() {
    let host = Host::builder().stdio(true).build().unwrap();
    let outcome = unsupported(&host, "print-then-panic").await;
    let logged: Vec<_> = outcome
        .logs
        .iter()
        .filter(|line| line.origin == LogOrigin::Stderr)
        .collect();
    assert_eq!(logged.len(), 1);
    assert_eq!(logged[0].message, "printed as an error");
    let panic = outcome.error.unwrap();
    assert!(
        panic.panic_message().unwrap().ends_with("after it"),
        "{panic:?}"
    );
}
