//! Explains a crate that does not compile for wasm32-unknown-unknown.

use std::path::Path;

use crate::cargo;
use crate::compile::Failure;
use crate::error::Error;
use crate::target::Target;

/// What is known of a crate that needs a system below it.
const GETRANDOM: &str = "getrandom";

/// Says which crate failed and who brings it in, where that was somebody else's.
pub(crate) fn explain(function: &str, folder: &Path, failure: Failure) -> Error {
    let failed = failure.packages.iter().filter(|package| !is_own(package));
    let chains = failed.filter_map(|package| chain(function, folder, package));
    chains
        .min_by_key(|chain| (!is_getrandom(chain), chain.len()))
        .map_or(*failure.error, |chain| told(&chain))
}

/// Whether cargo names a crate by its folder, as it names the function's: its author needs rustc's words alone.
fn is_own(package: &str) -> bool {
    package.starts_with("path+")
}

fn is_getrandom(chain: &[String]) -> bool {
    chain.last().is_some_and(|name| name == GETRANDOM)
}

fn told(way: &[String]) -> Error {
    let name = way.last().cloned().unwrap_or_default();
    let chain = way.join(" → ");
    match is_getrandom(way) {
        true => Error::NotLean { name, chain },
        false => Error::NotCompiled { name, chain },
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
    fn only_getrandom_is_said_to_need_random_numbers() {
        let way = |last: &str| told(&["hello".to_owned(), last.to_owned()]);
        assert!(matches!(way("getrandom"), Error::NotLean { name, chain }
            if name == "getrandom" && chain == "hello → getrandom"));
        assert!(matches!(way("mio"), Error::NotCompiled { name, chain }
            if name == "mio" && chain == "hello → mio"));
    }

    #[test]
    fn a_crate_that_cargo_names_by_its_folder_is_the_users_own() {
        assert!(is_own("path+file:///hello/inner#0.1.0"));
        assert!(!is_own("registry+https://example.com/index#mio@1.0.0"));
        assert!(!is_own("git+https://example.com/mio#1.0.0"));
    }

    #[test]
    fn a_function_that_fails_itself_is_rustcs_to_explain() {
        assert_eq!(shortest("hello", "0 hello v0.1.0 (/hello)\n"), None);
        assert_eq!(shortest("hello", ""), None);
        assert_eq!(shortest("hello", "error"), None);
    }
}
