use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Module, crate_of, path_of};

/// Crates whose functions call on behalf of others.
const STANDARD: [&str; 4] = ["std", "core", "alloc", "__rustc"];

/// Who calls some functions of a module.
#[derive(Debug, Default)]
pub(crate) struct Callers {
    /// The functions that do, by their crates.
    pub(crate) crates: BTreeMap<String, BTreeSet<String>>,
    /// Whether the function itself does: its entry points are of no crate.
    pub(crate) own: bool,
    /// Whether the way up ended at a function that nobody calls directly: by a pointer, so that it is not known who.
    pub(crate) lost: bool,
}

/// What a caller is to a search.
pub(crate) enum Caller {
    /// One that calls on behalf of others: they are looked for.
    Between,
    /// One that is found.
    Crate(String),
    /// The function's own entry point, which is found.
    Own,
    /// One behind which nobody is looked for.
    End,
}

impl Callers {
    /// Goes up from `functions` to the callers that `judge` takes for found.
    pub(crate) fn of(
        module: &Module<'_>,
        functions: impl Iterator<Item = u32>,
        judge: impl Fn(&Module<'_>, u32) -> Caller,
    ) -> Self {
        let mut found = Self::default();
        let mut seen = HashSet::new();
        let mut left: Vec<u32> = functions.collect();
        while let Some(next) = left.pop() {
            let callers = module.callers.get(&next);
            found.lost |= callers.is_none();
            for caller in callers.into_iter().flatten() {
                if !seen.insert(*caller) {
                    continue;
                }
                match judge(module, *caller) {
                    Caller::Between => left.push(*caller),
                    Caller::Crate(name) => found.add(name, module.name(*caller)),
                    Caller::Own => found.own = true,
                    Caller::End => {}
                }
            }
        }
        found
    }

    fn add(&mut self, name: String, mangled: &str) {
        let path = path_of(mangled).unwrap_or_else(|| mangled.to_owned());
        self.crates.entry(name).or_default().insert(path);
    }
}

/// Tells a caller by its name alone: std is between, and what has no crate is the function's own.
pub(crate) fn by_name(module: &Module<'_>, function: u32) -> Caller {
    match crate_of(module.name(function)) {
        Some(of) if STANDARD.contains(&of.as_str()) => Caller::Between,
        Some(of) => Caller::Crate(of),
        None => Caller::Own,
    }
}
