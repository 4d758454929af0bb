//! The arguments of libtest, as far as the runner has to know them.

use std::num::NonZeroUsize;

use crate::error::Error;

/// What libtest is asked.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Libtest {
    /// The arguments that choose tests, for libtest to do so.
    pub(super) selection: Vec<String>,
    pub(super) ignored_too: bool,
    pub(super) threads: Option<NonZeroUsize>,
    pub(super) shows: Shows,
    pub(super) terse: bool,
    pub(super) color: Color,
    exact: bool,
    filters: usize,
    whole: bool,
}

/// Whose output is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shows {
    #[default]
    Failures,
    /// That of tests that pass, too.
    Successes,
    /// That of each test when it has ended.
    Each,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl Libtest {
    pub(super) fn read(arguments: &[String]) -> Result<Self, Error> {
        let mut read = Self::default();
        let mut words = arguments.iter().map(String::as_str);
        while let Some(word) = words.next() {
            match word.split_once('=') {
                Some((name, value)) if word.starts_with("--") => {
                    read.option(name, Some(value), &mut words)?
                }
                _ => read.option(word, None, &mut words)?,
            }
        }
        Ok(read)
    }

    /// Whether the binary answers by itself: asked for a list, for help, or, as nextest does, for one test.
    pub(super) fn is_for_the_binary(&self) -> bool {
        self.whole || (self.exact && self.filters == 1 && self.shows == Shows::Each)
    }

    fn option<'a>(
        &mut self,
        name: &'a str,
        value: Option<&'a str>,
        words: &mut impl Iterator<Item = &'a str>,
    ) -> Result<(), Error> {
        let mut value = || {
            value
                .or_else(|| words.next())
                .ok_or_else(|| without_value(name))
        };
        match name {
            "--list" | "--help" | "-h" | "--bench" => self.whole = true,
            "--test" => {}
            "--exact" => {
                self.exact = true;
                self.selection.push(name.to_owned());
            }
            "--ignored" | "--include-ignored" => {
                self.ignored_too = true;
                self.selection.push(name.to_owned());
            }
            "--skip" => self
                .selection
                .extend([name.to_owned(), value()?.to_owned()]),
            "--nocapture" | "--no-capture" => self.shows = Shows::Each,
            "--show-output" => self.shows = self.shows.max_with_successes(),
            "-q" | "--quiet" => self.terse = true,
            "--test-threads" => self.threads = Some(threads(value()?)?),
            "--format" => self.terse = is_terse(value()?)?,
            "--color" => self.color = color(value()?)?,
            _ if name.starts_with('-') => return Err(unknown(name)),
            filter => {
                self.filters += 1;
                self.selection.push(filter.to_owned());
            }
        }
        Ok(())
    }
}

impl Shows {
    fn max_with_successes(self) -> Self {
        match self {
            Self::Each => Self::Each,
            _ => Self::Successes,
        }
    }
}

fn threads(text: &str) -> Result<NonZeroUsize, Error> {
    text.parse()
        .map_err(|_| wrong(text, "number of test threads", "write 1 or more"))
}

fn is_terse(text: &str) -> Result<bool, Error> {
    match text {
        "pretty" => Ok(false),
        "terse" => Ok(true),
        _ => Err(wrong(
            text,
            "format of this runner",
            "write `pretty` or `terse`; `cargo nextest run --target wasm32-wasip2` writes others",
        )),
    }
}

fn color(text: &str) -> Result<Color, Error> {
    match text {
        "auto" => Ok(Color::Auto),
        "always" => Ok(Color::Always),
        "never" => Ok(Color::Never),
        _ => Err(wrong(
            text,
            "choice of colour",
            "write `auto`, `always` or `never`",
        )),
    }
}

fn without_value(name: &str) -> Error {
    wrong(name, "whole option", "its value is missing")
}

fn unknown(name: &str) -> Error {
    wrong(
        name,
        "option of this runner",
        "it takes libtest's stable options: `--exact`, `--skip`, `--ignored`, `--include-ignored`, `--nocapture`, \
         `--show-output`, `--test-threads`, `--quiet`, `--format`, `--color`, `--list` and filters",
    )
}

fn wrong(text: &str, what: &'static str, right: &'static str) -> Error {
    Error::Argument {
        text: text.to_owned(),
        what,
        right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &str) -> Result<Libtest, String> {
        let words: Vec<String> = arguments.split_whitespace().map(str::to_owned).collect();
        Libtest::read(&words).map_err(|error| error.to_string())
    }

    #[test]
    fn what_chooses_tests_is_libtests_to_read() {
        let libtest =
            read("greet --skip slow --skip=old -q --exact --test-threads 3 --color=never").unwrap();
        assert_eq!(
            libtest.selection,
            ["greet", "--skip", "slow", "--skip", "old", "--exact"]
        );
        assert_eq!(libtest.threads, NonZeroUsize::new(3));
        assert!(libtest.terse && !libtest.ignored_too && !libtest.is_for_the_binary());
        assert_eq!(libtest.color, Color::Never);
    }

    #[test]
    fn ignored_tests_are_chosen_by_libtest_and_run_by_the_runner() {
        for option in ["--ignored", "--include-ignored"] {
            let libtest = read(option).unwrap();
            assert!(libtest.ignored_too);
            assert_eq!(libtest.selection, [option]);
        }
    }

    /// KIT.23
    #[test]
    fn what_nextest_asks_is_for_the_binary() {
        for arguments in [
            "--list --format terse",
            "--list --format terse --ignored",
            "--exact tests::a --nocapture",
            "tests::a --exact --nocapture --include-ignored",
            "--help",
        ] {
            assert!(read(arguments).unwrap().is_for_the_binary(), "{arguments}");
        }
        assert!(!read("--nocapture").unwrap().is_for_the_binary());
        assert!(!read("--exact tests::a").unwrap().is_for_the_binary());
    }

    #[test]
    fn what_is_not_supported_is_told_with_what_is() {
        for (arguments, right) in [
            ("--format json", "`pretty` or `terse`"),
            ("--test-threads 0", "1 or more"),
            ("--test-threads", "missing"),
            ("--color blue", "`auto`"),
            ("--shuffle", "`--exact`"),
        ] {
            let error = read(arguments).unwrap_err();
            assert!(error.contains(right), "{arguments}: {error}");
        }
    }
}
