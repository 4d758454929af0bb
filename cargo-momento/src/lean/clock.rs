//! Finds a function that reaches std's clock, which panics where there is no system below std.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::wasm::{self, Callers, Module, path_of};

/// What has no implementation there.
const CLOCKS: [&str; 2] = ["SystemTime::now", "Instant::now"];

/// Where std has a function of that name: for everyone, and for itself, with another module between by its version.
/// The compiler may put one into its caller and keep the other.
const MODULES: [&str; 2] = ["std::time::", "std::sys::"];

/// Refuses a module that reaches a clock of std, and names who calls it.
pub(super) fn check(function: &str, module: &Module<'_>) -> Result<(), Error> {
    let reached: Vec<(u32, &str)> = module
        .names
        .iter()
        .filter_map(|(index, name)| Some((*index, clock(name)?)))
        .collect();
    if reached.is_empty() {
        return Ok(());
    }
    let calls: BTreeSet<&str> = reached.iter().map(|(_, clock)| *clock).collect();
    let reached = reached.iter().map(|(index, _)| *index);
    let callers = Callers::of(module, reached, wasm::by_name);
    // The entry point, into which the compiler has put what it calls.
    let own = callers.own.then(|| function.replace('-', "_"));
    let crates: BTreeSet<String> = callers.crates.into_keys().chain(own).collect();
    Err(Error::Clock {
        calls: list(calls.into_iter().map(str::to_owned)),
        callers: list(crates),
    })
}

fn clock(mangled: &str) -> Option<&'static str> {
    let path = path_of(mangled)?;
    // The older mangling writes no brackets around a type.
    let path = path.replace(['<', '>'], "");
    let is_stds = MODULES.iter().any(|module| path.starts_with(module));
    let mut clocks = CLOCKS.into_iter();
    clocks.find(|clock| is_stds && is_call(&path, clock))
}

fn is_call(path: &str, clock: &str) -> bool {
    path.strip_suffix(clock)
        .is_some_and(|module| module.ends_with("::"))
}

fn list(words: impl IntoIterator<Item = String>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => "code that only std calls".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSTANT: &str = "_RNvMNtCsebHcaeoSrxy_3std4timeNtB2_7Instant3now";
    const INNER_INSTANT: &str =
        "_RNvMNtNtNtCsebHcaeoSrxy_3std3sys4time11unsupportedNtB2_7Instant3now";
    const INNER_SYSTEM_TIME: &str =
        "_RNvMs_NtNtNtCsebHcaeoSrxy_3std3sys4time11unsupportedNtB4_10SystemTime3now";

    #[test]
    fn a_clock_is_known_by_its_outer_and_by_its_inner_function() {
        for (mangled, expected) in [
            (INSTANT, "Instant::now"),
            (INNER_INSTANT, "Instant::now"),
            (INNER_SYSTEM_TIME, "SystemTime::now"),
            (
                "_RNvMs5_NtCsebHcaeoSrxy_3std4timeNtB5_10SystemTime3now",
                "SystemTime::now",
            ),
            (
                "_ZN3std4time7Instant3now17h0123456789abcdefE",
                "Instant::now",
            ),
            (
                "_ZN3std3sys3pal11unsupported4time10SystemTime3now17h0123456789abcdefE",
                "SystemTime::now",
            ),
        ] {
            assert_eq!(clock(mangled), Some(expected), "{mangled}");
        }
    }

    #[test]
    fn what_is_called_alike_is_no_clock_of_stds() {
        for mangled in [
            "_RNvMNtCsebHcaeoSrxy_3std4timeNtB2_7Instant14duration_since",
            "_ZN3std4time9MyInstant3now17h0123456789abcdefE",
            "_ZN5tokio4time7Instant3now17h0123456789abcdefE",
            "_ZN5mystd3std4time7Instant3now17h0123456789abcdefE",
            "now",
        ] {
            assert_eq!(clock(mangled), None, "{mangled}");
        }
    }

    /// Whom a module is refused for that has the function `clock` and these that call one another up from it.
    fn refusal(clock: &str, callers: &[&str]) -> String {
        let names = std::iter::once(&clock).chain(callers);
        let module = Module {
            names: (0..).zip(names.copied()).collect(),
            callers: (0..)
                .zip((1..).map(|caller| vec![caller]))
                .take(callers.len())
                .collect(),
            ..Module::default()
        };
        check("hello", &module).unwrap_err().to_string()
    }

    #[test]
    fn the_caller_of_an_inner_function_is_named_with_its_outer_function_and_without() {
        let slow = "_ZN4slow5stamp17hd1410acd0971a417E";
        for callers in [&[slow][..], &[INSTANT, slow]] {
            let message = refusal(INNER_INSTANT, callers);
            assert!(message.contains("`Instant::now` would panic"), "{message}");
            assert!(message.contains("reached from `slow`"), "{message}");
        }
        let message = refusal(INNER_SYSTEM_TIME, &["invoke"]);
        assert!(message.contains("reached from `hello`"), "{message}");
    }
}
