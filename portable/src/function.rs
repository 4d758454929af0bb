//! What a component is that is to be carried.

use wasmparser::{Encoding, Parser, Payload, Validator, WasmFeatures};

use crate::adapter::{self, Adapter, Provider};
use crate::error::ComposeError;
use crate::exports::{Import, Interfaces};
use crate::interface::{self, HANDLER};

/// What a function exports that can be carried, with the adapter that calls it.
static WEB: [(&str, &Adapter); 2] = [
    (
        "momento:web-function/guest-function-web@1.0.0",
        &adapter::TOP,
    ),
    (
        "momento:functions/guest-function-web@1.0.0",
        &adapter::TOP_V1,
    ),
];

/// The entry points of both contracts that cannot be, without their versions.
const SPAWNS: [&str; 2] = [
    "momento:spawn-function/guest-function-spawn",
    "momento:functions/guest-function-spawn",
];

/// The custom section that the crates of this workspace leave in a function: their version.
const MARK: &str = "momento-functions";

/// A web function.
#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) imports: Vec<Import>,
    /// Whether it forgets a request when the next one comes.
    pub(crate) forgets: bool,
    /// What answers the engine by it.
    pub(crate) top: &'static Adapter,
}

impl Function {
    /// Reads a component, and refuses what cannot be carried.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ComposeError> {
        check_kind(bytes)?;
        // Whatever a component may have: what is wanted of the engine is told by its imports.
        Validator::new_with_features(WasmFeatures::all())
            .validate_all(bytes)
            .map_err(ComposeError::broken)?;
        let interfaces = Interfaces::read(bytes).map_err(ComposeError::broken)?;
        let top = top(&interfaces)?;
        Ok(Self {
            imports: interfaces.imports,
            forgets: is_marked(bytes).map_err(ComposeError::broken)?,
            top,
        })
    }

    /// The imports that someone answers.
    pub(crate) fn imports_of(&self, provider: Provider) -> Vec<String> {
        let imports = self.imports.iter().map(|import| &import.name);
        imports
            .filter(|import| Provider::of(import) == provider)
            .cloned()
            .collect()
    }
}

fn check_kind(bytes: &[u8]) -> Result<(), ComposeError> {
    if !bytes.starts_with(b"\0asm") {
        return Err(ComposeError::NotWasm);
    }
    match Parser::new(0).parse_all(bytes).next() {
        Some(Ok(Payload::Version {
            encoding: Encoding::Module,
            ..
        })) => Err(ComposeError::NotAComponent),
        Some(Err(error)) => Err(ComposeError::broken(error)),
        _ => Ok(()),
    }
}

/// Finds the one entry point, and what calls it.
fn top(interfaces: &Interfaces) -> Result<&'static Adapter, ComposeError> {
    let exports = interfaces.exports.iter();
    let is_handler = |name: &&str| interface::path(name) == interface::path(HANDLER);
    let names = exports.map(String::as_str);
    if let Some(export) = names.clone().find(is_handler) {
        let export = export.to_owned();
        return Err(ComposeError::AlreadyComposed { export });
    }
    let entries: Vec<String> = names
        .filter(|name| is_entry(name))
        .map(str::to_owned)
        .collect();
    match entries.as_slice() {
        [] => Err(ComposeError::NoFunction {
            exports: interfaces.exports.clone(),
        }),
        [only] => top_of(only),
        _ => Err(ComposeError::SeveralFunctions { exports: entries }),
    }
}

fn is_entry(export: &str) -> bool {
    let path = interface::path(export);
    SPAWNS.contains(&path) || WEB.iter().any(|(web, _)| interface::path(web) == path)
}

fn top_of(export: &str) -> Result<&'static Adapter, ComposeError> {
    if SPAWNS.contains(&interface::path(export)) {
        let export = export.to_owned();
        return Err(ComposeError::SpawnFunction { export });
    }
    let mut known = WEB.iter();
    let found = known.find(|(web, _)| interface::serves(export, web));
    found
        .map(|(_, top)| *top)
        .ok_or_else(|| ComposeError::OtherVersion {
            export: export.to_owned(),
        })
}

fn is_marked(bytes: &[u8]) -> Result<bool, wasmparser::BinaryReaderError> {
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::CustomSection(section) = payload?
            && section.name() == MARK
        {
            return Ok(true);
        }
    }
    Ok(false)
}
