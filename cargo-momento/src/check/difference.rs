//! What differs between two components.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Checked;
use super::interfaces::Interface;

/// What a component has that an older one has not, and the other way around.
#[derive(Debug, Serialize)]
pub(crate) struct Difference {
    pub(crate) imports: Changes,
    pub(crate) exports: Changes,
    pub(crate) permissions: Changes,
    /// Each part of the size that differs: its name, the bytes before and now.
    pub(crate) sizes: Vec<Resized>,
}

#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Changes {
    pub(crate) added: Vec<String>,
    pub(crate) removed: Vec<String>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Resized {
    pub(crate) part: &'static str,
    pub(crate) before: u64,
    pub(crate) now: u64,
}

impl Difference {
    pub(crate) fn between(old: &Checked, new: &Checked) -> Self {
        let imports = |of: &Checked| items(of.imports.iter().map(|import| &import.interface));
        let exports = |of: &Checked| items(of.exports.iter());
        let permissions = |of: &Checked| of.permissions.iter().map(ToString::to_string).collect();
        Self {
            imports: Changes::between(imports(old), imports(new)),
            exports: Changes::between(exports(old), exports(new)),
            permissions: Changes::between(permissions(old), permissions(new)),
            sizes: resized(old, new),
        }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        let all = [&self.imports, &self.exports, &self.permissions];
        all.iter().all(|changes| **changes == Changes::default()) && self.sizes.is_empty()
    }
}

fn items<'a>(interfaces: impl Iterator<Item = &'a Interface>) -> BTreeSet<String> {
    interfaces.flat_map(Interface::items).collect()
}

fn resized(old: &Checked, new: &Checked) -> Vec<Resized> {
    let total = |of: &Checked| ("total", of.size.total);
    let parts = |of: &Checked| of.size.parts().into_iter().chain([total(of)]);
    let both = parts(old).zip(parts(new));
    both.map(|((part, before), (_, now))| Resized { part, before, now })
        .filter(|part| part.before != part.now)
        .collect()
}

impl Changes {
    fn between(old: BTreeSet<String>, new: BTreeSet<String>) -> Self {
        Self {
            added: new.difference(&old).cloned().collect(),
            removed: old.difference(&new).cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CLI.34
    #[test]
    fn what_came_and_what_went_is_told_apart() {
        let set = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        let changes = Changes::between(set(&["a", "b"]), set(&["b", "c"]));
        assert_eq!(changes.added, ["c"]);
        assert_eq!(changes.removed, ["a"]);
        assert_eq!(
            Changes::between(set(&["a"]), set(&["a"])),
            Changes::default()
        );
    }
}
