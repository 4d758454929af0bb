//! What is printed: the tool's lines to stderr, results and functions' own lines to stdout.

use std::fmt::Display;
use std::io::{self, BufRead as _, IsTerminal, Read as _, Write};

use clap::ColorChoice;
use serde::Serialize;

use crate::cli::OutputArgs;

/// Where lines go, and which are wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    quiet: bool,
    verbose: bool,
    json: bool,
    color: bool,
    choice: ColorChoice,
}

/// How many bytes of an answer are read.
const LONGEST_ANSWER: u64 = 64;

const GREEN: &str = "\x1b[1;32m";
const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";

impl Output {
    pub(crate) fn new(args: &OutputArgs) -> Self {
        Self {
            quiet: args.quiet,
            verbose: args.verbose,
            json: args.json,
            color: is_colorful(args.color),
            choice: args.color,
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

    /// What cargo is told of colors, where anything was said: else it looks for itself.
    pub(crate) fn cargo_color(&self) -> Option<String> {
        let said = self.choice != ColorChoice::Auto;
        said.then(|| format!("--color={}", self.choice))
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

    /// Prints what may be wrong, and keeps nothing from going on.
    pub(crate) fn warn(&self, message: impl Display) {
        self.line(format_args!("{}: {message}", self.paint(YELLOW, "warning")));
    }

    /// Prints an error line, quiet or not.
    pub(crate) fn error(&self, message: impl Display) {
        self.tool(format_args!("{}: {message}", self.paint(RED, "error")));
    }

    /// Asks a question that is answered with yes or no. Where nobody sits at a terminal the answer is no.
    pub(crate) fn asks(&self, question: &str) -> bool {
        let (stdin, stderr) = (io::stdin(), io::stderr());
        if self.quiet || !stdin.is_terminal() || !stderr.is_terminal() {
            return false;
        }
        let _ = write!(stderr.lock(), "{question} [y/N] ");
        let mut answer = String::new();
        let mut stdin = stdin.lock().take(LONGEST_ANSWER);
        stdin.read_line(&mut answer).is_ok() && is_yes(&answer)
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

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

fn is_colorful(choice: ColorChoice) -> bool {
    let plain = || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => io::stderr().is_terminal() && !plain(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CLI.43
    #[test]
    fn only_yes_is_yes() {
        for yes in ["y", "Y\n", "yes\r\n", " YES "] {
            assert!(is_yes(yes), "{yes}");
        }
        for no in ["", "\n", "n", "no", "yesterday", "ye"] {
            assert!(!is_yes(no), "{no}");
        }
    }
}
