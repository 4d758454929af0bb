//! A component imports only what its code uses: nothing else may keep it from running elsewhere.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failed helper fails its test"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use wasmtime::Engine;
use wasmtime::component::Component;
use wasmtime::component::types::ComponentItem;

type Imports = BTreeMap<String, BTreeSet<String>>;

/// The functions that a component imports, by interface.
fn imports(wasm: &[u8]) -> Imports {
    let component = Component::new(&Engine::default(), wasm).unwrap();
    let ty = component.component_type();
    let mut imports = Imports::new();
    for (name, import) in ty.imports(component.engine()) {
        let ComponentItem::ComponentInstance(instance) = import.ty else {
            panic!("{name} is no interface")
        };
        let exports = instance.exports(component.engine());
        let functions =
            exports.filter(|(_, export)| matches!(export.ty, ComponentItem::ComponentFunc(_)));
        imports.insert(
            name.to_owned(),
            functions.map(|(name, _)| name.to_owned()).collect(),
        );
    }
    imports
}

/// What a guest imports of the contract, WASI left out.
fn contract(guest: &str) -> Imports {
    let mut imports = imports(&support::guest(guest));
    imports.retain(|interface, _| !interface.starts_with("wasi:"));
    imports
}

fn expected(interfaces: &[(&str, &[&str])]) -> Imports {
    let functions = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    interfaces
        .iter()
        .map(|(interface, names)| ((*interface).to_owned(), functions(names)))
        .collect()
}

/// The types of headers come from there, so every web function imports it, if only in name.
const SUPPORT: &str = "momento:web-function/web-function-support@1.0.0";

const BYTES: &str = "momento:bytes/bytes@1.0.0";

/// What it takes to read a body whole, or to hand one on of which a part was read.
const READ: &[&str] = &["[method]buffer.remaining", "[method]buffer.try-read"];

#[test]
fn a_function_that_asks_nothing_of_its_request_imports_only_its_body() {
    for guest in ["bare", "echo"] {
        assert_eq!(
            contract(guest),
            expected(&[(BYTES, READ), (SUPPORT, &[])]),
            "{guest}"
        );
    }
}

/// SDK.5
#[test]
fn a_function_that_asks_for_one_thing_imports_one_call() {
    assert_eq!(
        contract("method")[SUPPORT],
        expected(&[(SUPPORT, &["http-method"])])[SUPPORT]
    );
}

#[test]
fn a_function_of_the_older_contract_imports_nothing_of_the_newer_one() {
    for interface in contract("v1-echo").keys() {
        assert!(interface.starts_with("momento:functions/"), "{interface}");
    }
}

#[test]
fn a_spawn_function_imports_nothing_of_web_functions() {
    assert_eq!(contract("spawned"), expected(&[(BYTES, &[])]));
}

/// WASI.1
#[test]
fn what_std_brings_in_stays_within_the_part_of_wasi_that_is_linked() {
    const LINKED: [&str; 5] = [
        "wasi:io/",
        "wasi:cli/",
        "wasi:clocks/",
        "wasi:random/",
        "wasi:filesystem/",
    ];
    for guest in ["bare", "wasi", "wasi-unsupported"] {
        let imports = imports(&support::guest(guest));
        let wasi = imports
            .keys()
            .filter(|interface| interface.starts_with("wasi:"));
        for interface in wasi {
            assert!(
                LINKED.iter().any(|package| interface.starts_with(package)),
                "{interface}"
            );
        }
    }
}
