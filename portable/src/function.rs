//! What a component is that is to be carried.

use wasmparser::{Encoding, Parser, Payload, Validator, WasmFeatures};

use crate::adapter::Provider;
use crate::error::ComposeError;
use crate::exports::{Import, Interfaces};
use crate::interface::{self, HANDLER};

/// What a function exports that can be carried.
const WEB: &str = "momento:web-function/guest-function-web@1.0.0";

/// The entry points of all contracts, without their versions.
const OLDER_WEB: &str = "momento:functions/guest-function-web";
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
        check_exports(&interfaces)?;
        Ok(Self {
            imports: interfaces.imports,
            forgets: is_marked(bytes).map_err(ComposeError::broken)?,
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

fn check_exports(interfaces: &Interfaces) -> Result<(), ComposeError> {
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
        [only] => check_entry(only),
        _ => Err(ComposeError::SeveralFunctions { exports: entries }),
    }
}

fn is_entry(export: &str) -> bool {
    let path = interface::path(export);
    path == interface::path(WEB) || path == OLDER_WEB || SPAWNS.contains(&path)
}

fn check_entry(export: &str) -> Result<(), ComposeError> {
    let path = interface::path(export);
    let export = export.to_owned();
    if SPAWNS.contains(&path) {
        return Err(ComposeError::SpawnFunction { export });
    }
    if path == OLDER_WEB {
        return Err(ComposeError::OlderContract { export });
    }
    match interface::serves(&export, WEB) {
        true => Ok(()),
        false => Err(ComposeError::OtherVersion { export }),
    }
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
