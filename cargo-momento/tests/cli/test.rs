//! `cargo momento test` and `cargo momento run-test`

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{Run, folder, lock, momento, momento_with, project, run, tool};
use crate::tested;

/// The runner as cargo calls it.
fn runner(binary: &Path, arguments: &[&str]) -> Command {
    let mut command = tool(env!("CARGO_BIN_EXE_cargo-momento"), &tested::folder());
    command.arg("run-test").arg(binary).args(arguments);
    command
}

fn runs(arguments: &[&str]) -> Run {
    run(runner(&tested::binary("tested"), arguments))
}

/// The same tests as native libtest runs them.
fn native(arguments: &[&str]) -> Run {
    tested::binary("tested");
    let mut cargo = tested::cargo(&["test", "--lib", "--"]);
    cargo.args(arguments);
    run(cargo)
}

/// What both say alike: without times, threads' numbers, backtraces, and the places that the runner does not know.
fn normalized(text: &str) -> String {
    let mut lines = Vec::new();
    let mut backtrace = false;
    for line in text.lines() {
        let in_backtrace = backtrace && line.trim_start().starts_with(|c: char| c.is_ascii_digit());
        backtrace = in_backtrace || line == "stack backtrace:";
        if backtrace || line.starts_with("note: run with `RUST_BACKTRACE=1`") {
            continue;
        }
        lines.push(normalized_line(line));
    }
    lines.join("\n").trim_start().to_owned()
}

fn normalized_line(line: &str) -> String {
    let cut = |at: &str| {
        line.split_once(at)
            .map(|(before, _)| format!("{before}{at}"))
    };
    if line.starts_with("test result: ") {
        // The library has more tests inside WebAssembly.
        return cut("measured").unwrap();
    }
    if let Some(start) = cut("did not panic as expected") {
        return start;
    }
    match (line.split_once("' ("), line.split_once(") panicked at ")) {
        (Some((thread, _)), Some((_, place))) => format!("{thread}' panicked at {place}"),
        _ => line.to_owned(),
    }
}

/// KIT.22
#[test]
fn what_is_printed_is_what_libtest_prints_natively() {
    for arguments in [
        &["plain::", "--test-threads=1"][..],
        &["plain::", "--test-threads=1", "--show-output"],
        &["plain::", "--test-threads=1", "-q"],
        &[
            "plain::",
            "--test-threads=1",
            "--format",
            "terse",
            "--ignored",
        ],
        &["plain::", "--test-threads=1", "--include-ignored"],
        &["plain::a_passes", "--exact", "--test-threads=1"],
        &[
            "plain::",
            "--skip",
            "plain::c",
            "--skip=returns",
            "--test-threads=1",
        ],
        &["no_such_test"],
    ] {
        let (ours, theirs) = (runs(arguments), native(arguments));
        assert_eq!(
            normalized(&ours.stdout),
            normalized(&theirs.stdout),
            "{arguments:?}"
        );
        assert_eq!(ours.code, theirs.code, "{arguments:?}");
        assert_eq!(ours.stderr, "", "{arguments:?}");
    }
}

/// KIT.22
#[test]
fn the_summary_counts_what_was_filtered_out() {
    let all = runs(&["--list"]).exits(0).stdout;
    let all = all.lines().filter(|line| line.ends_with(": test")).count();
    let one = runs(&["plain::a_passes", "--exact"]).exits(0);
    let expected = format!(
        "1 passed; 0 failed; 0 ignored; 0 measured; {} filtered out",
        all - 1
    );
    assert!(one.stdout.contains(&expected), "{}", one.stdout);
}

/// KIT.22
#[test]
fn output_is_shown_of_every_test_where_it_is_asked_for() {
    let shown = runs(&["--nocapture", "plain::b"]).exits(0);
    assert!(
        shown.stdout.contains(
            "running 1 test\nseen with --show-output\ntest plain::b_prints_and_passes ... ok\n"
        ),
        "{}",
        shown.stdout
    );
    let hidden = runs(&["plain::b"]).exits(0);
    assert!(!hidden.stdout.contains("seen"), "{}", hidden.stdout);
}

/// KIT.22
#[test]
fn colours_are_there_where_they_are_asked_for() {
    let red = runs(&["plain::d", "--color", "always"]).exits(101);
    assert!(
        red.stdout.contains("... \x1b[31mFAILED\x1b[0m"),
        "{}",
        red.stdout
    );
    assert!(!runs(&["plain::d"]).exits(101).stdout.contains('\x1b'));
}

/// KIT.24
#[test]
fn a_should_panic_of_libtests_is_ignored_with_what_to_write_instead() {
    let ignored = runs(&["stock_should_panic"]).exits(0);
    assert!(
        ignored
            .stdout
            .contains("test wasm::stock_should_panic - should panic ... ignored"),
        "{}",
        ignored.stdout
    );
    ignored.says(&["#[momento_functions::test(should_panic)]"]);
}

/// KIT.23
#[test]
fn nextest_finds_tests_and_runs_them_one_by_one() {
    let list = runs(&["--list", "--format", "terse"]).exits(0).stdout;
    assert!(
        list.lines().any(|line| line == "plain::a_passes: test"),
        "{list}"
    );
    assert!(list.lines().all(|line| line.ends_with(": test")), "{list}");
    let ignored = runs(&["--list", "--format", "terse", "--ignored"])
        .exits(0)
        .stdout;
    assert!(ignored.contains("plain::g_is_ignored: test"), "{ignored}");
    assert!(!ignored.contains("plain::a_passes"), "{ignored}");
    for (test, code) in [
        ("plain::a_passes", 0),
        ("plain::c_panics_after_a_line", 101),
        ("plain::e_returns_an_error", 101),
        ("plain::i_panics_as_it_should", 0),
        ("plain::j_panics_with_the_right_text", 0),
        ("plain::k_should_panic_and_returns", 101),
        ("plain::l_panics_with_another_text", 101),
        ("wasm::a_function_is_called_end_to_end", 0),
    ] {
        runs(&["--exact", test, "--nocapture"]).exits(code);
    }
    let panicked = runs(&["--exact", "plain::c_panics_after_a_line", "--nocapture"]);
    assert!(
        panicked.stdout.contains("printed before\n"),
        "{}",
        panicked.stdout
    );
    panicked.says(&[
        "and to stderr",
        "src/plain.rs:19:11",
        "tested::plain::helper",
    ]);
}

/// KIT.27
#[test]
fn what_is_no_test_of_libtests_runs_as_it_is() {
    let program = tested::binary("program");
    let ran = run(runner(&program, &["--exact", "--format", "json"])).exits(0);
    assert_eq!(
        ran.stdout,
        "arguments: [\"--exact\", \"--format\", \"json\"]\n"
    );
    run(runner(&program, &["fail"])).exits(1);
    run(runner(&program, &["panic"]))
        .exits(101)
        .says(&["a program's own", "program::main"]);
    let own_main = run(runner(&tested::binary("own_main"), &["--nocapture"])).exits(0);
    assert_eq!(own_main.stdout, "ran with 1 arguments\n");
}

/// KIT.26
#[test]
fn a_test_that_never_ends_fails_at_the_limit() {
    let arguments = ["--ignored", "loops", "--exact", "wasm::loops"];
    let mut command = tool(env!("CARGO_BIN_EXE_cargo-momento"), &tested::folder());
    command.args(["run-test", "--timeout", "200ms"]);
    command.arg(tested::binary("tested")).args(arguments);
    let ended = run(command).exits(101);
    assert!(
        ended.stdout.contains("longer than 200ms"),
        "{}",
        ended.stdout
    );
    let mut command = runner(&tested::binary("tested"), &arguments);
    command.env("MOMENTO_FUNCTIONS_TEST_TIMEOUT", "201ms");
    let ended = run(command).exits(101);
    assert!(
        ended.stdout.contains("longer than 201ms"),
        "{}",
        ended.stdout
    );
    let mut command = runner(&tested::binary("tested"), &arguments);
    command.env("MOMENTO_FUNCTIONS_TEST_TIMEOUT", "soon");
    run(command)
        .exits(2)
        .says(&["MOMENTO_FUNCTIONS_TEST_TIMEOUT=soon", "100ms"]);
}

#[test]
fn what_cannot_be_run_is_told_with_the_reason() {
    let parent = folder();
    let missing = parent.path().join("no.wasm");
    run(runner(&missing, &[]))
        .exits(2)
        .says(&["cannot read", "no.wasm"]);
    fs::write(&missing, "hello").unwrap();
    run(runner(&missing, &[]))
        .exits(2)
        .says(&["no WebAssembly"]);
    fs::write(&missing, crate::guests::guest("bare")).unwrap();
    run(runner(&missing, &[]))
        .exits(2)
        .says(&["wasi:cli/run", "cargo test --target"]);
    runs(&["--format", "json"])
        .exits(2)
        .says(&["`json`", "`pretty` or `terse`"]);
    runs(&["--shuffle"])
        .exits(2)
        .says(&["`--shuffle`", "`--exact`"]);
}

/// KIT.29
#[test]
fn a_new_project_tests_inside_webassembly() {
    let tests = momento_with(project(), &["test", "--lib"]).exits(0);
    assert!(
        tests
            .stdout
            .contains("test tests::it_answers_with_json ... ok"),
        "{}",
        tests.stdout
    );
    assert!(
        tests.stdout.contains("test result: ok. 3 passed"),
        "{}",
        tests.stdout
    );
}

/// KIT.29
#[test]
fn plain_cargo_tests_a_new_project_inside_webassembly() {
    let mut cargo = tool("cargo", project());
    cargo.args(["test", "--target", "wasm32-wasip2", "--lib"]);
    cargo.env_remove("RUSTUP_TOOLCHAIN");
    // As if the command were installed.
    let command = Path::new(env!("CARGO_BIN_EXE_cargo-momento"))
        .parent()
        .unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(command.to_owned()).chain(std::env::split_paths(&path));
    cargo.env("PATH", std::env::join_paths(paths).unwrap());
    let tests = run(cargo).exits(0);
    assert!(
        tests.stdout.contains("test result: ok. 3 passed"),
        "{}",
        tests.stdout
    );
}

/// KIT.29
#[test]
fn what_libtest_is_told_and_the_exit_code_go_through() {
    let filtered =
        momento_with(project(), &["test", "--lib", "--", "wants", "--nocapture"]).exits(0);
    assert!(filtered.stdout.contains("1 passed"), "{}", filtered.stdout);
    let parent = folder();
    momento_with(parent.path(), &["new", "failing"]).exits(0);
    let failing = parent.path().join("failing");
    lock(&failing);
    let source = fs::read_to_string(failing.join("src/lib.rs")).unwrap();
    fs::write(
        failing.join("src/lib.rs"),
        source.replace("Hello, {name}", "Bye, {name}"),
    )
    .unwrap();
    let failed = momento_with(&failing, &["test", "--lib"]).exits(101);
    assert!(failed.stdout.contains("2 failed"), "{}", failed.stdout);
    momento_with(&failing, &["test", "--lib", "--no-run"]).exits(0);
    let mut nowhere = momento(parent.path());
    nowhere.args(["test", "nowhere"]);
    run(nowhere)
        .exits(2)
        .says(&["there is no crate in nowhere"]);
}
