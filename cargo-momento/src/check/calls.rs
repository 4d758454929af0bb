//! Who calls what inside a component, as far as functions have names.

mod trap;
mod weights;

use std::collections::BTreeMap;

use serde::Serialize;
use wasmparser::{BinaryReaderError, Parser, Payload};

pub(crate) use self::trap::Trap;
pub(crate) use self::weights::Weights;
use super::interfaces::path;
use crate::wasm::{self, Caller, Callers, Module, path_of};

/// The functions of a component's core modules.
#[derive(Debug)]
pub(super) struct Calls<'a> {
    modules: Vec<Module<'a>>,
    function: &'a str,
}

/// A crate that calls, and the functions of it that do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct CallingCrate {
    #[serde(rename = "crate")]
    pub(crate) name: String,
    pub(crate) functions: Vec<String>,
}

/// How many functions of a crate are told.
const FUNCTIONS: usize = 10;

/// Functions behind which nobody is looked for: all that may panic calls them.
const PANICS: [&str; 7] = [
    "core::panicking",
    "std::panicking",
    "std::panic",
    "std::alloc",
    "std::sys::backtrace",
    "std::backtrace",
    "__rustc::rust_begin_unwind",
];

/// The SDK's crates: where one of them calls what traps, the compiler has put the author's code there.
const SDK: &str = "momento_functions";

impl<'a> Calls<'a> {
    pub(super) fn read(bytes: &'a [u8], function: &'a str) -> Result<Self, BinaryReaderError> {
        let modules = modules(bytes)?;
        let modules: Result<_, _> = modules.into_iter().map(Module::parse).collect();
        Ok(Self {
            modules: modules?,
            function,
        })
    }

    pub(super) fn has_names(&self) -> bool {
        self.modules.iter().any(Module::has_names)
    }

    /// The crates that call a function of an interface, whichever version of it.
    pub(super) fn of_interface(&self, interface: &str) -> Vec<CallingCrate> {
        let is_called = |module: &Module<'_>, index| {
            let import = module.imports.get(&index);
            import.is_some_and(|(of, _)| path(of) == path(interface))
        };
        self.callers(is_called, |_, _| false).crates
    }

    pub(super) fn traps(&self) -> Vec<Trap> {
        trap::traps(self)
    }

    pub(super) fn weights(&self) -> Weights {
        Weights::of(&self.modules, self.function)
    }

    /// The crates that call one of the functions that `is_called` picks, and not through one that `is_end` does.
    /// Without names nothing can be said.
    fn callers(
        &self,
        is_called: impl Fn(&Module<'_>, u32) -> bool,
        is_end: impl Fn(&Module<'_>, u32) -> bool,
    ) -> Found {
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut lost = false;
        for module in self.modules.iter().filter(|it| it.has_names()) {
            let all = module.imports.keys().chain(module.names.keys()).copied();
            let called = all.filter(|index| is_called(module, *index));
            let callers = Callers::of(module, called, |module, caller| {
                match is_end(module, caller) {
                    true => Caller::End,
                    false => judge(module, caller),
                }
            });
            lost |= callers.lost;
            if callers.own {
                found.entry(self.function.replace('-', "_")).or_default();
            }
            for (name, functions) in callers.crates {
                let known = found.entry(name).or_default();
                known.extend(functions);
                known.truncate(FUNCTIONS);
            }
        }
        let calling = |(name, functions)| CallingCrate { name, functions };
        Found {
            crates: found.into_iter().map(calling).collect(),
            lost,
        }
    }
}

/// The crates that call, and whether there may be others.
struct Found {
    crates: Vec<CallingCrate>,
    lost: bool,
}

fn judge(module: &Module<'_>, function: u32) -> Caller {
    let name = module.name(function);
    if path_of(name).is_some_and(|path| is_of_panics(&path)) {
        return Caller::End;
    }
    match wasm::by_name(module, function) {
        // The C library's function, unless it is one that the host calls.
        Caller::Own if !module.exports.contains(&function) => Caller::Between,
        Caller::Crate(of) if of.starts_with(SDK) => Caller::Between,
        caller => caller,
    }
}

fn is_of_panics(path: &str) -> bool {
    let path = path.trim_start_matches('<');
    let rest = PANICS.iter().find_map(|start| path.strip_prefix(start));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The core modules of a component, or the one that the bytes are.
fn modules(bytes: &[u8]) -> Result<Vec<&[u8]>, BinaryReaderError> {
    if Parser::is_core_wasm(bytes) {
        return Ok(vec![bytes]);
    }
    let mut modules = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::ModuleSection {
            unchecked_range, ..
        } = payload?
        {
            modules.extend(bytes.get(unchecked_range));
        }
    }
    Ok(modules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_may_panic_is_no_caller_of_what_panics_call() {
        for path in [
            "core::panicking::panic_fmt",
            "std::panicking::default_hook",
            "<std::panicking::panic_handler::FormatStringPayload as core::fmt::Display>::fmt",
            "std::alloc::rust_oom",
        ] {
            assert!(is_of_panics(path), "{path}");
        }
        for path in [
            "std::process::exit",
            "std::panicky",
            "alloc::vec::Vec::push",
        ] {
            assert!(!is_of_panics(path), "{path}");
        }
    }
}
