//! What libtest prints.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use momento_functions_test_host::{TestFailure, TestOutcome, TestResult};

use super::arguments::{Color, Libtest, Shows};
use crate::error::Exit;

const GREEN: &str = "\x1b[32m";
const RED: &str = "\x1b[31m";
const YELLOW: &str = "\x1b[33m";
const PLAIN: &str = "\x1b[0m";

/// How many results stand in a line of the terse format.
const COLUMNS: usize = 87;

/// What stock libtest cannot do inside WebAssembly, and what can.
const SHOULD_PANIC: &str = "libtest ignores `#[should_panic]` inside WebAssembly: write \
     `#[momento_functions::test(should_panic)]`, of the feature `test` of momento-functions";

/// What has come of the tests until now.
pub(super) struct Report {
    shows: Shows,
    terse: bool,
    color: bool,
    filtered_out: usize,
    total: usize,
    done: usize,
    column: usize,
    passed: usize,
    ignored: usize,
    should_panic_ignored: usize,
    failures: Vec<Told>,
    successes: Vec<Told>,
}

/// A test and what is told of it.
struct Told {
    name: String,
    text: String,
}

impl Report {
    pub(super) fn new(libtest: &Libtest, filtered_out: usize) -> Self {
        Self {
            shows: libtest.shows,
            terse: libtest.terse,
            color: match libtest.color {
                Color::Auto => io::stdout().is_terminal(),
                Color::Always => true,
                Color::Never => false,
            },
            filtered_out,
            total: 0,
            done: 0,
            column: 0,
            passed: 0,
            ignored: 0,
            should_panic_ignored: 0,
            failures: Vec::new(),
            successes: Vec::new(),
        }
    }

    pub(super) fn begin(&mut self, total: usize) {
        self.total = total;
        let plural = if total == 1 { "" } else { "s" };
        print(&format!("\nrunning {total} test{plural}\n"));
    }

    pub(super) fn tell(&mut self, outcome: TestOutcome) {
        if self.shows == Shows::Each {
            print(&outcome.output);
        }
        self.done += 1;
        let line = match self.terse {
            true => self.short(&outcome),
            false => self.long(&outcome),
        };
        print(&line);
        self.count(outcome);
    }

    fn count(&mut self, outcome: TestOutcome) {
        let text = text(&outcome, self.shows);
        let told = Told {
            name: outcome.name,
            text,
        };
        match outcome.result {
            TestResult::Passed => {
                self.passed += 1;
                self.successes.push(told);
            }
            TestResult::Ignored(_) => self.ignored += 1,
            TestResult::ShouldPanicIgnored => {
                self.ignored += 1;
                self.should_panic_ignored += 1;
            }
            _ => self.failures.push(told),
        }
    }

    fn long(&self, outcome: &TestOutcome) -> String {
        let (color, word) = match &outcome.result {
            TestResult::Passed => (GREEN, "ok".to_owned()),
            TestResult::Ignored(Some(why)) => (YELLOW, format!("ignored, {why}")),
            TestResult::Ignored(None) | TestResult::ShouldPanicIgnored => {
                (YELLOW, "ignored".to_owned())
            }
            _ => (RED, "FAILED".to_owned()),
        };
        format!("test {} ... {}\n", name(outcome), self.paint(color, &word))
    }

    fn short(&mut self, outcome: &TestOutcome) -> String {
        let (color, letter) = match &outcome.result {
            TestResult::Passed => (GREEN, "."),
            TestResult::Ignored(_) | TestResult::ShouldPanicIgnored => (YELLOW, "i"),
            _ => return self.short_failure(outcome),
        };
        self.column += 1;
        let mut text = self.paint(color, letter);
        if self.column == COLUMNS {
            text += &self.progress(self.done);
        }
        text
    }

    /// A failure has a line of its own, so that it is seen before the last test has run.
    fn short_failure(&mut self, outcome: &TestOutcome) -> String {
        let before = match self.column {
            0 => String::new(),
            _ => self.progress(self.done.saturating_sub(1)),
        };
        let failed = self.paint(RED, "FAILED");
        format!("{before}{} --- {failed}\n", outcome.name)
    }

    fn progress(&mut self, done: usize) -> String {
        self.column = 0;
        format!(" {done}/{}\n", self.total)
    }

    /// Prints what is left to tell, and says how cargo is to end.
    pub(super) fn end(mut self, took: Duration) -> Exit {
        let mut text = String::new();
        if self.shows == Shows::Successes {
            section(&mut text, "successes", &mut self.successes);
        }
        if !self.failures.is_empty() {
            section(&mut text, "failures", &mut self.failures);
        }
        self.summary(&mut text, took);
        print(&text);
        if self.should_panic_ignored > 0 {
            eprintln!(
                "note: {} ignored: {SHOULD_PANIC}",
                self.should_panic_ignored
            );
        }
        match self.failures.is_empty() {
            true => Exit::Ok,
            false => Exit::TestsFailed,
        }
    }

    fn summary(&self, text: &mut String, took: Duration) {
        let result = match self.failures.is_empty() {
            true => self.paint(GREEN, "ok"),
            false => self.paint(RED, "FAILED"),
        };
        let _ = write!(
            text,
            "\ntest result: {result}. {} passed; {} failed; {} ignored; 0 measured; {} filtered out; finished in {:.2}s\n\n",
            self.passed,
            self.failures.len(),
            self.ignored,
            self.filtered_out,
            took.as_secs_f64()
        );
    }

    fn paint(&self, color: &str, text: &str) -> String {
        match self.color {
            true => format!("{color}{text}{PLAIN}"),
            false => text.to_owned(),
        }
    }
}

fn name(outcome: &TestOutcome) -> String {
    match outcome.should_panic {
        true => format!("{} - should panic", outcome.name),
        false => outcome.name.clone(),
    }
}

/// What is told of a test: what it wrote, where that was not shown already, and why it failed.
fn text(outcome: &TestOutcome, shows: Shows) -> String {
    let mut text = match shows {
        Shows::Each => String::new(),
        _ => outcome.output.clone(),
    };
    if let TestResult::Failed(failure) = &outcome.result {
        text += &explanation(failure);
    }
    text
}

/// What is known of a failure beyond what the test wrote.
pub(super) fn explanation(failure: &TestFailure) -> String {
    let mut text = String::new();
    if let Some(reason) = &failure.reason {
        text += reason;
    }
    if failure.backtrace.is_empty() {
        return text;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text += "stack backtrace:\n";
    for (place, name) in failure.backtrace.iter().enumerate() {
        let _ = writeln!(text, "{place:4}: {name}");
    }
    text
}

/// Lists tests, before it what those have written that have written anything.
fn section(text: &mut String, title: &str, tests: &mut [Told]) {
    let _ = write!(text, "\n{title}:\n");
    let written: String = tests
        .iter()
        .filter(|test| !test.text.is_empty())
        .map(|test| format!("---- {} stdout ----\n{}\n", test.name, test.text))
        .collect();
    if !written.is_empty() {
        let _ = write!(text, "\n{written}");
    }
    let _ = write!(text, "\n{title}:\n");
    tests.sort_by(|one, other| one.name.cmp(&other.name));
    for test in tests {
        let _ = writeln!(text, "    {}", test.name);
    }
}

/// A reader that has gone is no reason to end.
fn print(text: &str) {
    let mut stdout = io::stdout().lock();
    let _ = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
}
