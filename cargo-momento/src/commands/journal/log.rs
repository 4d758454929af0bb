use momento_functions_test_host::{LogLine, LogOrigin};
use serde::Serialize;

use crate::commands::{is_failure, told};
use crate::output::Output;

#[derive(Serialize)]
struct Log<'a> {
    event: &'static str,
    function: &'a str,
    invocation_id: &'a str,
    message: &'a str,
    destinations: Vec<String>,
    captured: bool,
}

/// Passes the lines of an invocation on, but for the one that is its failure: that is told apart.
pub(super) fn pass_on(
    output: &Output,
    function: &str,
    id: &str,
    lines: &[LogLine],
    failure: Option<&str>,
) {
    for line in lines.iter().filter(|line| !is_failure(line, failure)) {
        let message = told(line);
        match line.origin {
            LogOrigin::System => output.line(format_args!("[{function} {id}] {message}")),
            _ if output.is_json() => output.json(&Log {
                event: "log",
                function,
                invocation_id: id,
                message: &line.message,
                destinations: line.destinations.iter().map(ToString::to_string).collect(),
                captured: line.is_captured(),
            }),
            _ => output.result(format!("[{function} {id}] {message}\n").as_bytes()),
        }
    }
}
