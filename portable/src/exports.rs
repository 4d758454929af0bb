//! What a component imports and exports, by its names.

use wasmparser::{BinaryReaderError, ComponentTypeRef, Parser, Payload};

/// The imports and exports of a component, in its order.
#[derive(Debug, Default)]
pub(crate) struct Interfaces {
    pub(crate) imports: Vec<Import>,
    pub(crate) exports: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) name: String,
    /// Whether it is an interface or a function, as all is that WIT describes, types left out.
    pub(crate) is_called: bool,
    /// Whether it is a type alone.
    pub(crate) is_type: bool,
}

impl Interfaces {
    pub(crate) fn read(component: &[u8]) -> Result<Self, BinaryReaderError> {
        let mut read = Self::default();
        let mut depth = 0_u32;
        for payload in Parser::new(0).parse_all(component) {
            match payload? {
                Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
                Payload::End(_) => depth = depth.saturating_sub(1),
                Payload::ComponentImportSection(section) if depth == 0 => {
                    for import in section {
                        let import = import?;
                        read.imports.push(Import::of(import.name.name, &import.ty));
                    }
                }
                Payload::ComponentExportSection(section) if depth == 0 => {
                    for export in section {
                        read.exports.push(export?.name.name.to_owned());
                    }
                }
                _ => {}
            }
        }
        Ok(read)
    }

    pub(crate) fn import_names(&self) -> Vec<String> {
        self.imports.iter().map(|it| it.name.clone()).collect()
    }
}

impl Import {
    fn of(name: &str, ty: &ComponentTypeRef) -> Self {
        Self {
            name: name.to_owned(),
            is_called: matches!(
                ty,
                ComponentTypeRef::Instance(_) | ComponentTypeRef::Func(_)
            ),
            is_type: matches!(ty, ComponentTypeRef::Type(_)),
        }
    }
}
