//! `wasmtime serve`: what it is given to run a composed function.

use std::path::Path;

use momento_functions_portable::Composed;

/// How many requests are answered at once, as on the host of these tools.
pub(crate) const CONCURRENCY: u32 = 256;

/// What the engine's pool has room for of each kind, if nothing is said.
const ROOM: u32 = 1000;

/// The interface that an engine of `wasi:http/proxy` does not have, and `-S cli` adds.
const ENVIRONMENT: &str = "wasi:cli/environment@";

/// The line that runs a component, word by word.
pub(crate) fn command_line(composed: &Composed, variables: &[String], path: &Path) -> Vec<String> {
    let mut words = vec!["wasmtime".to_owned()];
    words.extend(arguments(composed, CONCURRENCY, "127.0.0.1:8080"));
    words.extend(variables.iter().flat_map(|name| environment(name)));
    words.push(path.display().to_string());
    words
}

/// The words after the program's name and before the component's: a pool with room for so many requests at once.
pub(crate) fn arguments(composed: &Composed, concurrency: u32, address: &str) -> Vec<String> {
    let pool = composed.pool;
    let mut words = vec!["serve".to_owned(), "--addr".to_owned(), address.to_owned()];
    if is_cli(composed) {
        words.extend(["-S", "cli"].map(str::to_owned));
    }
    for (what, each) in [
        ("core-instances", pool.core_instances),
        ("component-instances", pool.component_instances),
        ("memories", pool.memories),
        ("tables", pool.tables),
    ] {
        let total = each.saturating_mul(concurrency);
        if total > ROOM {
            words.push("-O".to_owned());
            words.push(format!("pooling-total-{what}={total}"));
        }
    }
    words.push("--max-concurrent-requests".to_owned());
    words.push(concurrency.to_string());
    words
}

/// Takes a variable's value from the engine's own environment: a value on the command line is everybody's to read.
pub(crate) fn environment(name: &str) -> [String; 2] {
    ["--env".to_owned(), name.to_owned()]
}

fn is_cli(composed: &Composed) -> bool {
    let mut imports = composed.imports.iter();
    imports.any(|import| import.starts_with(ENVIRONMENT))
}
