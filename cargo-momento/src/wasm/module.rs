//! What is read of a core module: its functions' names and calls, and its sections.

use std::collections::{HashMap, HashSet};

use wasm_encoder::RawSection;
use wasmparser::{
    BinaryReaderError, CustomSectionReader, ExportSectionReader, ExternalKind, FunctionBody,
    KnownCustom, Name, NameSectionReader, Operator, Parser, Payload, TypeRef,
};

use super::path_of;
use crate::profile::Strip;

/// The functions of a core module, by their index.
#[derive(Debug, Default)]
pub(crate) struct Module<'a> {
    /// As the compiler mangles them.
    pub(crate) names: HashMap<u32, &'a str>,
    /// Of each function, who calls it by its index.
    pub(crate) callers: HashMap<u32, Vec<u32>>,
    /// The functions that it imports, by module and name.
    pub(crate) imports: HashMap<u32, (&'a str, &'a str)>,
    /// The functions that it exports.
    pub(crate) exports: HashSet<u32>,
    /// How many bytes of code each function has.
    pub(crate) code: HashMap<u32, u64>,
}

impl<'a> Module<'a> {
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut module = Self::default();
        // Imported functions come first.
        let mut next = 0_u32;
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        if matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)) {
                            module.imports.insert(next, (import.module, import.name));
                            next += 1;
                        }
                    }
                }
                Payload::ExportSection(exports) => module.read_exports(exports)?,
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    module.code.insert(next, (range.end - range.start) as u64);
                    module.read_calls(next, &body)?;
                    next += 1;
                }
                Payload::CustomSection(section) => module.read_names(&section)?,
                _ => {}
            }
        }
        Ok(module)
    }

    /// The name of a function, as the compiler mangles it; empty where it has none.
    pub(crate) fn name(&self, function: u32) -> &'a str {
        self.names.get(&function).copied().unwrap_or_default()
    }

    /// Whether the functions have the names that rustc gave them.
    pub(crate) fn has_names(&self) -> bool {
        self.names.values().any(|name| path_of(name).is_some())
    }

    fn read_exports(&mut self, exports: ExportSectionReader<'_>) -> Result<(), BinaryReaderError> {
        for export in exports {
            let export = export?;
            if export.kind == ExternalKind::Func {
                self.exports.insert(export.index);
            }
        }
        Ok(())
    }

    fn read_calls(
        &mut self,
        caller: u32,
        body: &FunctionBody<'_>,
    ) -> Result<(), BinaryReaderError> {
        for operator in body.get_operators_reader()? {
            if let Operator::Call { function_index } = operator? {
                self.callers.entry(function_index).or_default().push(caller);
            }
        }
        Ok(())
    }

    fn read_names(&mut self, section: &CustomSectionReader<'a>) -> Result<(), BinaryReaderError> {
        let KnownCustom::Name(names) = section.as_known() else {
            return Ok(());
        };
        self.names = function_names(names)?;
        Ok(())
    }
}

fn function_names(names: NameSectionReader<'_>) -> Result<HashMap<u32, &str>, BinaryReaderError> {
    for subsection in names {
        if let Name::Function(functions) = subsection? {
            return functions
                .into_iter()
                .map(|naming| naming.map(|naming| (naming.index, naming.name)))
                .collect();
        }
    }
    Ok(HashMap::new())
}

/// The module without what is to be stripped.
pub(crate) fn stripped(bytes: &[u8], strip: Strip) -> Result<Vec<u8>, BinaryReaderError> {
    let mut stripped = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        if let Payload::CustomSection(section) = &payload
            && !is_kept(section.name(), strip)
        {
            continue;
        }
        let section = payload.as_section();
        if let Some((id, data)) = section.and_then(|(id, range)| Some((id, bytes.get(range)?))) {
            stripped.section(&RawSection { id, data });
        }
    }
    Ok(stripped.finish())
}

fn is_kept(section: &str, strip: Strip) -> bool {
    match section {
        // What the bindings say of the component.
        section if section.starts_with("component-type") => true,
        // What the SDK says of itself.
        "momento-functions" => true,
        "name" => strip != Strip::Symbols,
        _ => strip == Strip::Nothing,
    }
}
