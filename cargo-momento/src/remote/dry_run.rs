//! A request that is printed and not sent.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::Request;
use super::content::quoted;
use super::request::{shown, shown_value};
use crate::output::Output;

#[derive(Serialize)]
struct Planned<'a> {
    event: &'static str,
    method: &'a str,
    url: String,
    headers: BTreeMap<&'a str, String>,
    body: String,
    curl: String,
}

/// Prints a request as it would be sent, and as a line for a shell. `key` is the variable with the key.
pub(super) fn print(request: &Request, key: &str, output: &Output) {
    let curl = curl(request, key);
    if output.is_json() {
        return output.json(&planned(request, curl));
    }
    let mut text = format!("{}\n", request.line());
    for (name, value) in &request.headers {
        let _ = writeln!(text, "{name}: {}", shown_value(name, value));
    }
    if !request.content.is_empty() {
        let _ = write!(text, "\n{}\n", request.content.shown());
    }
    let _ = write!(text, "\n{curl}\n");
    output.result(text.as_bytes());
}

fn planned(request: &Request, curl: String) -> Planned<'_> {
    let headers = request.headers.iter();
    Planned {
        event: "request",
        method: request.method.as_str(),
        url: shown(&request.url),
        headers: headers
            .map(|(name, value)| (name.as_str(), shown_value(name, value)))
            .collect(),
        body: request.content.shown(),
        curl,
    }
}

/// The same request by curl. Secrets are variables of the shell.
fn curl(request: &Request, key: &str) -> String {
    let mut line = String::new();
    if !request.content.is_empty() {
        // The shell's own printf takes an argument of any length.
        let _ = write!(line, "printf %s {} | ", request.content.shell());
    }
    let _ = write!(line, "curl -X {}", request.method);
    for (name, value) in &request.headers {
        let header = match value.is_sensitive() {
            true => format!("\"{name}: ${key}\""),
            false => quoted(&format!("{name}: {}", shown_value(name, value))),
        };
        let _ = write!(line, " -H {header}");
    }
    if !request.content.is_empty() {
        line.push_str(" --data-binary @-");
    }
    let _ = write!(line, " {}", quoted(&shown(&request.url)));
    line
}
