use wasmtime::component::Component;

use crate::error::DeployError;
use crate::function::FunctionKind;

/// INV.2: an entry point, by its interface and function.
pub(super) struct Entry {
    pub(super) kind: FunctionKind,
    pub(super) interface: &'static str,
    pub(super) function: &'static str,
    /// As [`signature`](super::signature) writes it.
    pub(super) ty: &'static str,
}

static ENTRIES: [Entry; 4] = [
    Entry {
        kind: FunctionKind::WebV2,
        interface: "momento:web-function/guest-function-web@1.0.0",
        function: "invoke",
        ty: "func(variant{buffer(buffer), value(list<u8>)}) -> record{status: u16, headers: list<record{name: string, value: string}>, body: variant{buffer(buffer), value(list<u8>)}}",
    },
    Entry {
        kind: FunctionKind::SpawnV2,
        interface: "momento:spawn-function/guest-function-spawn@1.0.0",
        function: "spawned",
        ty: "func(variant{buffer(buffer), value(list<u8>)}) -> result<variant{ok, ok-note(string)}, variant{failed, failed-note(string), host-error(string)}>",
    },
    Entry {
        kind: FunctionKind::WebV1,
        interface: "momento:functions/guest-function-web@1.0.0",
        function: "post",
        ty: "func(list<u8>) -> record{status: u16, headers: list<record{name: string, value: string}>, body: list<u8>}",
    },
    Entry {
        kind: FunctionKind::SpawnV1,
        interface: "momento:functions/guest-function-spawn@1.0.0",
        function: "spawned",
        ty: "func(list<u8>)",
    },
];

/// What else a component may be, by an interface that it exports.
const OTHERS: [(&str, &str); 3] = [
    (
        "wasi:cli/run",
        "a program with a `main`: a function is a library with `crate-type = [\"cdylib\"]`",
    ),
    ("wasi:http/incoming-handler", "a `wasi:http` server"),
    ("wasi:http/handler", "a `wasi:http` server"),
];

/// Finds the one entry point that makes a component a function.
pub(super) fn find(component: &Component) -> Result<&'static Entry, DeployError> {
    let found: Vec<_> = ENTRIES
        .iter()
        .filter(|entry| exports(component, entry))
        .collect();
    match found.as_slice() {
        [entry] => Ok(entry),
        [] => Err(wrong_world(none(component))),
        many => Err(wrong_world(format!(
            "it has more than one entry point, and a function has one: {}",
            list(many.iter().map(|entry| entry.name()))
        ))),
    }
}

/// Asks wasmtime, which finds compatible versions as it does when the function is invoked.
fn exports(component: &Component, entry: &Entry) -> bool {
    let instance = component.get_export_index(None, entry.interface);
    instance.is_some_and(|instance| {
        component
            .get_export_index(Some(&instance), entry.function)
            .is_some()
    })
}

fn none(component: &Component) -> String {
    let ty = component.component_type();
    let exported: Vec<&str> = ty
        .exports(component.engine())
        .map(|(name, _)| name)
        .collect();
    let entries = list(ENTRIES.iter().map(Entry::name));
    if exported.is_empty() {
        return format!(
            "it exports nothing: name the handler with `#[web_function]` or `invoke!(…)`. It needs to export one of {entries}"
        );
    }
    let kind = other(&exported)
        .map(|kind| format!("it is {kind}; "))
        .unwrap_or_default();
    format!(
        "{kind}it exports {} and needs to export one of {entries}",
        list(exported.iter().map(|name| format!("`{name}`")))
    )
}

fn other(exported: &[&str]) -> Option<&'static str> {
    let is = |interface: &str| {
        exported
            .iter()
            .any(|name| name.split('@').next() == Some(interface))
    };
    OTHERS
        .iter()
        .find(|(interface, _)| is(interface))
        .map(|(_, kind)| *kind)
}

impl Entry {
    fn name(&self) -> String {
        format!("`{}#{}`", self.interface, self.function)
    }
}

fn list(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

pub(super) fn wrong_world(reason: String) -> DeployError {
    DeployError::WrongWorld { reason }
}
