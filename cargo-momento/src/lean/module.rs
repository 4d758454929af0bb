//! What is read of a core module: its functions' names and calls, and its sections.

use std::collections::HashMap;

use wasm_encoder::RawSection;
use wasmparser::{
    BinaryReaderError, CustomSectionReader, FunctionBody, KnownCustom, Name, NameSectionReader,
    Operator, Parser, Payload, TypeRef,
};

use crate::profile::Strip;

/// The functions of a core module, by their index.
#[derive(Debug, Default)]
pub(super) struct Module<'a> {
    /// As the compiler mangles them.
    pub(super) names: HashMap<u32, &'a str>,
    /// Of each function, who calls it by its index.
    pub(super) callers: HashMap<u32, Vec<u32>>,
}

impl<'a> Module<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut module = Self::default();
        // Imported functions come first.
        let mut next = 0_u32;
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        next += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    module.read_calls(next, &body)?;
                    next += 1;
                }
                Payload::CustomSection(section) => module.read_names(&section)?,
                _ => {}
            }
        }
        Ok(module)
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
pub(super) fn stripped(bytes: &[u8], strip: Strip) -> Result<Vec<u8>, BinaryReaderError> {
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
        "name" => strip != Strip::Symbols,
        _ => strip == Strip::Nothing,
    }
}
