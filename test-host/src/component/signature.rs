use wasmtime::component::types::{ComponentFunc, ComponentItem, Type};
use wasmtime::component::{Component, Linker, ResourceType};

use super::entry::{Entry, wrong_world};
use crate::error::DeployError;
use crate::invocation::HostBuffer;

/// Checks the type of an entry point, which wasmtime itself compares at the first call only.
pub(super) fn check<T: 'static>(
    linker: &Linker<T>,
    component: &Component,
    entry: &Entry,
) -> Result<(), DeployError> {
    let ty = linker
        .substituted_component_type(component)
        .map_err(DeployError::Compile)?;
    let mut exports = ty.exports(component.engine());
    // The interface may be of a later, compatible version.
    let same = |name: &str| name.split('@').next() == entry.interface.split('@').next();
    let function = exports.find_map(|(name, export)| match &export.ty {
        ComponentItem::ComponentInstance(instance) if same(name) => {
            match instance.get_export(component.engine(), entry.function)?.ty {
                ComponentItem::ComponentFunc(function) => Some(text(&function)),
                _ => None,
            }
        }
        _ => None,
    });
    match function {
        Some(found) if found != entry.ty => Err(wrong_world(format!(
            "its `{}` is `{found}` and needs to be `{}`",
            entry.function, entry.ty
        ))),
        _ => Ok(()),
    }
}

fn text(function: &ComponentFunc) -> String {
    let params = list(function.params().map(|(_, ty)| name(&ty)));
    let results: String = function
        .results()
        .map(|ty| format!(" -> {}", name(&ty)))
        .collect();
    format!("func({params}){results}")
}

/// Names the types that entry points are made of; any other is not of the contract.
fn name(ty: &Type) -> String {
    match ty {
        Type::U8 => "u8".to_owned(),
        Type::U16 => "u16".to_owned(),
        Type::String => "string".to_owned(),
        Type::List(ty) => format!("list<{}>", name(&ty.ty())),
        Type::Record(ty) => {
            let fields = ty.fields();
            let fields = fields.map(|field| format!("{}: {}", field.name, name(&field.ty)));
            format!("record{{{}}}", list(fields))
        }
        Type::Variant(ty) => {
            let cases = ty.cases();
            let cases = cases.map(|case| match &case.ty {
                Some(ty) => format!("{}({})", case.name, name(ty)),
                None => case.name.to_owned(),
            });
            format!("variant{{{}}}", list(cases))
        }
        Type::Result(ty) => format!("result<{}, {}>", or_none(ty.ok()), or_none(ty.err())),
        Type::Own(ty) if *ty == ResourceType::host::<HostBuffer>() => "buffer".to_owned(),
        _ => "another type".to_owned(),
    }
}

fn or_none(ty: Option<Type>) -> String {
    ty.map_or_else(|| "_".to_owned(), |ty| name(&ty))
}

fn list(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
