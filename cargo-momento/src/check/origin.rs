//! What an import is for, and what brings it in.

use momento_functions_test_host::import_provider;
use serde::Serialize;

use super::calls::{CallingCrate, Calls};
use super::interfaces::Interface;

/// An import, with what brings it in.
#[derive(Debug, Serialize)]
pub(crate) struct Import {
    #[serde(flatten)]
    pub(crate) interface: Interface,
    /// What is known of everyone who imports it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) brought_in_by: Option<&'static str>,
    /// The crates that call it here, of those that are not std's and not the SDK's.
    pub(crate) callers: Vec<CallingCrate>,
}

/// What std needs of WASI, whether a function uses it or not.
const STD: [(&str, &str); 11] = [
    ("wasi:cli/environment", "`std::env`, which panics read, too"),
    (
        "wasi:cli/stderr",
        "std, for the messages of panics; other text traps",
    ),
    ("wasi:cli/stdin", "std; what reads it traps"),
    ("wasi:cli/stdout", "std; what writes to it traps"),
    ("wasi:cli/exit", "std; what calls it traps"),
    ("wasi:cli/", "std's streams"),
    ("wasi:io/", "std's streams"),
    ("wasi:clocks/", "`std::time`"),
    (
        "wasi:random/",
        "random numbers: `HashMap`, or the crate `getrandom`",
    ),
    ("wasi:filesystem/", "std; what opens a file traps"),
    ("wasi:", "WASI"),
];

impl Import {
    pub(super) fn of(interface: Interface, calls: &Calls<'_>) -> Self {
        let name = &interface.name;
        let standard = || STD.iter().find(|(start, _)| name.starts_with(start));
        let brought_in_by = import_provider(name).or_else(|| standard().map(|(_, what)| *what));
        // The SDK alone calls its interfaces, and that is known already.
        let callers = match name.starts_with("momento:") {
            true => Vec::new(),
            false => calls.of_interface(name),
        };
        Self {
            brought_in_by,
            callers,
            interface,
        }
    }
}
