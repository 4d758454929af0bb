//! A component whose functions trap, for imports that nobody provides.

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::abi::{AbiVariant, WasmType};
use wit_parser::decoding::{DecodedWasm, decode};
use wit_parser::{Function, Resolve, WorldId, WorldItem};

use crate::error::ComposeError;

/// Encodes the component: it exports `imports`, with the types that the function has for them.
pub(crate) fn component(function: &[u8], imports: &[String]) -> Result<Vec<u8>, ComposeError> {
    let decoded = decode(function).map_err(ComposeError::graph)?;
    let DecodedWasm::Component(mut resolve, world) = decoded else {
        return Err(ComposeError::NotAComponent);
    };
    turn(&mut resolve, world, imports);
    let mut module = wat::parse_str(text(&resolve, world)).map_err(ComposeError::graph)?;
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8)
        .map_err(ComposeError::graph)?;
    ComponentEncoder::default()
        .module(&module)
        .and_then(|mut encoder| encoder.encode())
        .map_err(ComposeError::graph)
}

/// Makes exports of the imports, and leaves no other export.
fn turn(resolve: &mut Resolve, world: WorldId, imports: &[String]) {
    let all = resolve.worlds.get(world).map(|world| world.imports.clone());
    let is_turned = |resolve: &Resolve, key: &_| imports.contains(&resolve.name_world_key(key));
    let turned: Vec<_> = all
        .into_iter()
        .flatten()
        .filter(|(key, item)| !matches!(item, WorldItem::Type { .. }) && is_turned(resolve, key))
        .collect();
    if let Some(world) = resolve.worlds.get_mut(world) {
        world.exports.clear();
        for (key, item) in turned {
            world.imports.shift_remove(&key);
            world.exports.insert(key, item);
        }
    }
}

/// The core module: each export ends its caller.
fn text(resolve: &Resolve, world: WorldId) -> String {
    let mut functions = String::new();
    let exports = resolve.worlds.get(world).map(|world| &world.exports);
    for (key, item) in exports.into_iter().flatten() {
        match item {
            WorldItem::Function(function) => functions.push_str(&export(resolve, None, function)),
            WorldItem::Interface { id, .. } => {
                let name = resolve.name_world_key(key);
                let interface = resolve.interfaces.get(*id);
                for function in interface.into_iter().flat_map(|it| it.functions.values()) {
                    functions.push_str(&export(resolve, Some(&name), function));
                }
            }
            WorldItem::Type { .. } => {}
        }
    }
    format!(
        "(module (memory (export \"memory\") 1) {functions}
           (func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32) unreachable))"
    )
}

fn export(resolve: &Resolve, interface: Option<&str>, function: &Function) -> String {
    let name = function.legacy_core_export_name(interface);
    let signature = resolve.wasm_signature(AbiVariant::GuestExport, function);
    let params: Vec<&str> = signature.params.iter().map(core).collect();
    let results: Vec<&str> = signature.results.iter().map(core).collect();
    format!(
        "(func (export \"{name}\") (param {}) (result {}) unreachable)",
        params.join(" "),
        results.join(" ")
    )
}

/// A type as a core module of 32 bits has it.
fn core(ty: &WasmType) -> &'static str {
    match ty {
        WasmType::I64 | WasmType::PointerOrI64 => "i64",
        WasmType::F32 => "f32",
        WasmType::F64 => "f64",
        WasmType::I32 | WasmType::Pointer | WasmType::Length => "i32",
    }
}
