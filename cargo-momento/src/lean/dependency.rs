//! Explains a crate that does not compile for wasm32-unknown-unknown.

use std::path::Path;

use crate::cargo;
use crate::compile::Failure;
use crate::error::Error;
use crate::target::Target;

/// What is known of a crate that needs a system below it.
const GETRANDOM: &str = "getrandom";

/// Says which crate failed and who brings it in, where that was another one than `function` itself.
pub(crate) fn explain(function: &str, folder: &Path, failure: Failure) -> Error {
    let failed = failure.packages.iter();
    let chains = failed.filter_map(|package| chain(function, folder, package));
    match chains.min_by_key(Vec::len) {
        Some(chain) => Error::NotLean {
            reason: reason(&chain),
            chain: chain.join(" → "),
            name: chain.last().cloned().unwrap_or_default(),
        },
        None => failure.error,
    }
}

fn reason(chain: &[String]) -> &'static str {
    match chain.last().is_some_and(|name| name == GETRANDOM) {
        true => {
            "it has no source of random numbers there. `momento_functions::system` (feature `system`) has one: \
             call it instead of the crate, or give getrandom a custom backend that calls it \
             (https://docs.rs/getrandom/latest/getrandom/#custom-backend)"
        }
        false => "it takes a system that is not there",
    }
}

/// The crates from `function` to `package`, which one depends on after the other.
fn chain(function: &str, folder: &Path, package: &str) -> Option<Vec<String>> {
    let mut tree = cargo::cargo(folder);
    tree.args(["tree", "--offline", "--target", Target::Lean.triple()]);
    tree.args([
        "--edges",
        "normal,build",
        "--prefix",
        "depth",
        "--format",
        " {p}",
    ]);
    tree.args(["--invert", package]);
    let output = cargo::capture(tree).ok()?;
    shortest(function, &String::from_utf8_lossy(&output.stdout))
}

/// The first way up an inverted tree that ends in `function`.
fn shortest(function: &str, tree: &str) -> Option<Vec<String>> {
    let mut way: Vec<String> = Vec::new();
    for line in tree.lines() {
        let (depth, package) = line.split_once(' ')?;
        way.truncate(depth.parse().ok()?);
        let name = package.split(' ').next()?;
        way.push(name.to_owned());
        if name == function && way.len() > 1 {
            way.reverse();
            return Some(way);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_from_the_function_to_the_crate_is_told() {
        let tree = "0 getrandom v0.3.4\n1 rand_core v0.9.0\n2 rand v0.9.0\n1 uuid v1.0.0\n2 hello v0.1.0 (/hello)\n";
        assert_eq!(
            shortest("hello", tree).unwrap(),
            ["hello", "uuid", "getrandom"]
        );
    }

    #[test]
    fn a_function_that_fails_itself_is_rustcs_to_explain() {
        assert_eq!(shortest("hello", "0 hello v0.1.0 (/hello)\n"), None);
        assert_eq!(shortest("hello", ""), None);
        assert_eq!(shortest("hello", "error"), None);
    }
}
