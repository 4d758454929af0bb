//! Finds a function that reaches std's clock, which panics where there is no system below std.

use std::collections::{BTreeSet, HashSet};

use super::module::Module;
use super::names::{crate_of, path_of};
use crate::error::Error;

/// What has no implementation there: the functions of std, and of what it is made of.
const CLOCKS: [(&str, &str); 2] = [
    ("<std::time::SystemTime>::now", "SystemTime::now"),
    ("<std::time::Instant>::now", "Instant::now"),
];

/// Crates whose functions call on behalf of others.
const STANDARD: [&str; 3] = ["std", "core", "alloc"];

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
    let callers = callers(function, module, reached.iter().map(|(index, _)| *index));
    Err(Error::Clock {
        calls: list(calls.into_iter().map(str::to_owned)),
        callers: list(callers),
    })
}

fn clock(mangled: &str) -> Option<&'static str> {
    let path = path_of(mangled)?;
    CLOCKS
        .iter()
        .find_map(|(clock, call)| is_path(&path, clock).then_some(*call))
}

/// The older mangling writes no brackets around a type.
fn is_path(path: &str, clock: &str) -> bool {
    path == clock || path == clock.replace(['<', '>'], "")
}

/// The crates that call one of `functions`, directly or through std.
fn callers(
    function: &str,
    module: &Module<'_>,
    functions: impl Iterator<Item = u32>,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut seen = HashSet::new();
    let mut left: Vec<u32> = functions.collect();
    while let Some(next) = left.pop() {
        for caller in module.callers.get(&next).into_iter().flatten() {
            if !seen.insert(*caller) {
                continue;
            }
            let name = module.names.get(caller).copied().unwrap_or_default();
            match crate_of(name) {
                Some(of) if STANDARD.contains(&of.as_str()) => left.push(*caller),
                Some(of) => drop(found.insert(of)),
                // The entry point, into which the compiler has put what it calls.
                None => drop(found.insert(function.replace('-', "_"))),
            }
        }
    }
    found
}

fn list(words: impl IntoIterator<Item = String>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => "code that only std calls".to_owned(),
    }
}
