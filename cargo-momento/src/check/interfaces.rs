//! What a component imports and exports.

use serde::Serialize;
use wasmparser::component_types::ComponentEntityType;
use wasmparser::types::TypesRef;
use wasmparser::{BinaryReaderError, Parser, Payload, Validator};

/// An interface, or a single item, with those of its functions that the component knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Interface {
    #[serde(rename = "interface")]
    pub(crate) name: String,
    pub(crate) functions: Vec<String>,
}

/// All of a component, in its order.
#[derive(Debug)]
pub(super) struct Interfaces {
    pub(super) imports: Vec<Interface>,
    pub(super) exports: Vec<Interface>,
}

impl Interfaces {
    pub(super) fn read(component: &[u8]) -> Result<Self, BinaryReaderError> {
        let types = Validator::new().validate_all(component)?;
        let types = types.as_ref();
        let (mut imports, mut exports) = (Vec::new(), Vec::new());
        let mut depth = 0_u32;
        for payload in Parser::new(0).parse_all(component) {
            match payload? {
                Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
                Payload::End(_) => depth = depth.saturating_sub(1),
                Payload::ComponentImportSection(section) if depth == 0 => {
                    for import in section {
                        imports.push(import?.name.name.to_owned());
                    }
                }
                Payload::ComponentExportSection(section) if depth == 0 => {
                    for export in section {
                        exports.push(export?.name.name.to_owned());
                    }
                }
                _ => {}
            }
        }
        let imported = |name: &str| Some(types.component_item_for_import(name)?.ty);
        let exported = |name: &str| Some(types.component_item_for_export(name)?.ty);
        Ok(Self {
            imports: named(types, imports, imported),
            exports: named(types, exports, exported),
        })
    }
}

/// Gives each name its functions.
fn named(
    types: TypesRef<'_>,
    names: Vec<String>,
    of: impl Fn(&str) -> Option<ComponentEntityType>,
) -> Vec<Interface> {
    let interface = |name: String| Interface {
        functions: of(&name).map_or_else(Vec::new, |ty| functions(types, &name, ty)),
        name,
    };
    names.into_iter().map(interface).collect()
}

fn functions(types: TypesRef<'_>, name: &str, ty: ComponentEntityType) -> Vec<String> {
    match ty {
        ComponentEntityType::Instance(instance) => {
            let items = types.get(instance).map(|instance| &instance.exports);
            let items = items.into_iter().flatten();
            items
                .filter(|(_, item)| matches!(item.ty, ComponentEntityType::Func(_)))
                .map(|(name, _)| name.clone())
                .collect()
        }
        ComponentEntityType::Func(_) => vec![name.to_owned()],
        _ => Vec::new(),
    }
}

impl Interface {
    /// The name without its version: `wasi:cli/exit`.
    pub(crate) fn path(&self) -> &str {
        path(&self.name)
    }

    /// Each function with the interface: `wasi:cli/exit@0.2.6#exit`. One without functions stands for itself.
    pub(crate) fn items(&self) -> Vec<String> {
        match self.functions.is_empty() || self.functions == [self.name.clone()] {
            true => vec![self.name.clone()],
            false => self
                .functions
                .iter()
                .map(|function| format!("{}#{function}", self.name))
                .collect(),
        }
    }
}

/// An interface's name without its version.
pub(super) fn path(interface: &str) -> &str {
    interface.split('@').next().unwrap_or(interface)
}
