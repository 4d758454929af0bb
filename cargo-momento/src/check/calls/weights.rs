//! Which crates and functions a component's code is of.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::wasm::{Module, crate_of, path_of};

/// How many of each are told.
const MOST: usize = 10;

/// The largest parts of the code, the largest first. Empty where functions have no names.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Weights {
    pub(crate) crates: Vec<Weight>,
    pub(crate) functions: Vec<Weight>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Weight {
    pub(crate) name: String,
    pub(crate) bytes: u64,
}

impl Weights {
    pub(super) fn of(modules: &[Module<'_>], function: &str) -> Self {
        let mut crates: BTreeMap<String, u64> = BTreeMap::new();
        let mut functions = Vec::new();
        for module in modules.iter().filter(|module| module.has_names()) {
            for (index, bytes) in &module.code {
                let mangled = module.name(*index);
                let name = path_of(mangled).unwrap_or_else(|| mangled.to_owned());
                *crates.entry(owner(mangled, function)).or_default() += bytes;
                functions.push(Weight {
                    name,
                    bytes: *bytes,
                });
            }
        }
        let crates = crates
            .into_iter()
            .map(|(name, bytes)| Weight { name, bytes });
        Self {
            crates: largest(crates.collect()),
            functions: largest(functions),
        }
    }
}

/// The crate of a function; what rustc has not named is the C library's, or an entry point.
fn owner(mangled: &str, function: &str) -> String {
    match crate_of(mangled) {
        Some(name) => name,
        None if mangled.contains(['#', ':']) => function.replace('-', "_"),
        None => "libc".to_owned(),
    }
}

fn largest(mut weights: Vec<Weight>) -> Vec<Weight> {
    weights.sort_by(|one, other| {
        (Reverse(one.bytes), &one.name).cmp(&(Reverse(other.bytes), &other.name))
    });
    weights.truncate(MOST);
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_come_first_and_there_is_an_end() {
        let weight = |at: u64| Weight {
            name: format!("f{at:02}"),
            bytes: at % 10,
        };
        let told = largest((0..20).map(weight).collect());
        assert_eq!(told.len(), MOST);
        assert_eq!((&*told[0].name, told[0].bytes), ("f09", 9));
        assert_eq!((&*told[1].name, told[1].bytes), ("f19", 9));
        assert_eq!(told[9].bytes, 5);
    }
}
