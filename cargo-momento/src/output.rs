//! What is printed: the tool's lines to stderr, results and functions' own lines to stdout.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use crate::cli::OutputArgs;

/// Where lines go, and which are wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    quiet: bool,
    verbose: bool,
    json: bool,
    color: bool,
}

const GREEN: &str = "\x1b[1;32m";
const RED: &str = "\x1b[1;31m";

impl Output {
    pub(crate) fn new(args: &OutputArgs) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let color = io::stderr().is_terminal() && !plain;
        Self {
            quiet: args.quiet,
            verbose: args.verbose,
            json: args.json,
            color,
        }
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Whether colours can be seen.
    pub(crate) fn is_colorful(&self) -> bool {
        self.color
    }

    /// Whether more than the usual is wanted, of cargo too.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Prints what has been done, in cargo's way: a verb, then its object.
    pub(crate) fn status(&self, verb: &str, object: impl Display) {
        if !self.quiet {
            self.tool(format_args!(
                "{} {object}",
                self.paint(GREEN, &format!("{verb:>12}"))
            ));
        }
    }

    /// Prints a line of the tool's.
    pub(crate) fn line(&self, line: impl Display) {
        if !self.quiet {
            self.tool(line);
        }
    }

    /// Prints a line that is wanted with `--verbose` only.
    pub(crate) fn detail(&self, line: impl Display) {
        if self.verbose {
            self.tool(line);
        }
    }

    /// Passes on what the compiler has rendered, in the place of cargo's bar of progress if there is one.
    pub(crate) fn diagnostic(&self, text: &str) {
        let clear = if self.color { "\r\x1b[K" } else { "" };
        let _ = write!(io::stderr().lock(), "{clear}{text}");
    }

    /// Prints an error line, quiet or not.
    pub(crate) fn error(&self, message: impl Display) {
        self.tool(format_args!("{}: {message}", self.paint(RED, "error")));
    }

    /// Prints one JSON object as a line, with `--json` only.
    pub(crate) fn json(&self, object: &impl Serialize) {
        if let (true, Ok(line)) = (self.json, serde_json::to_string(object)) {
            self.result(format!("{line}\n").as_bytes());
        }
    }

    /// Writes a result's bytes as they are. A reader that has gone away has had enough.
    pub(crate) fn result(&self, bytes: &[u8]) {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.error(format_args!("cannot write to stdout: {error}"));
            }
            _ => {}
        }
    }

    fn tool(&self, line: impl Display) {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    fn paint(&self, color: &str, text: &str) -> String {
        if self.color {
            format!("{color}{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}
