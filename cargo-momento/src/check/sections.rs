//! What a component's bytes are.

use serde::Serialize;
use wasmparser::{BinaryReaderError, MemoryType, Parser, Payload};

/// The size of a memory's pages, unless the memory says otherwise.
const PAGE: u64 = 64 << 10;

/// A component's bytes by what they are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Sections {
    pub(crate) total: u64,
    pub(crate) code: u64,
    pub(crate) data: u64,
    /// The names of functions.
    pub(crate) names: u64,
    /// What debuggers read.
    pub(crate) debug: u64,
    /// Other custom sections.
    pub(crate) custom: u64,
    /// Types, imports, exports, and how modules are put together.
    pub(crate) other: u64,
}

impl Sections {
    /// Measures a component, and tells what its largest memory starts with.
    pub(super) fn read(component: &[u8]) -> Result<(Self, u64), BinaryReaderError> {
        let mut sections = Self {
            total: component.len() as u64,
            ..Self::default()
        };
        let mut memory = 0;
        for payload in Parser::new(0).parse_all(component) {
            let payload = payload?;
            if let Payload::MemorySection(memories) = &payload {
                for found in memories.clone() {
                    memory = memory.max(bytes(&found?));
                }
            }
            sections.add(&payload);
        }
        sections.other = sections.total.saturating_sub(sections.known());
        Ok((sections, memory))
    }

    fn add(&mut self, payload: &Payload<'_>) {
        match payload {
            Payload::CodeSectionStart { range, .. } => self.code += length(range),
            Payload::DataSection(data) => self.data += length(&data.range()),
            Payload::CustomSection(custom) => {
                let bytes = length(&custom.range());
                match custom.name() {
                    "name" | "component-name" => self.names += bytes,
                    name if name.starts_with(".debug_") => self.debug += bytes,
                    _ => self.custom += bytes,
                }
            }
            _ => {}
        }
    }

    fn known(&self) -> u64 {
        self.code + self.data + self.names + self.debug + self.custom
    }

    /// Each part with its name, in the order of its use.
    pub(crate) fn parts(&self) -> [(&'static str, u64); 6] {
        [
            ("code", self.code),
            ("data", self.data),
            ("names", self.names),
            ("debug information", self.debug),
            ("other custom sections", self.custom),
            ("types, imports, exports", self.other),
        ]
    }
}

fn length(range: &std::ops::Range<usize>) -> u64 {
    range.end.saturating_sub(range.start) as u64
}

fn bytes(memory: &MemoryType) -> u64 {
    let page = memory
        .page_size_log2
        .map_or(PAGE, |log2| 1_u64.checked_shl(log2).unwrap_or(u64::MAX));
    memory.initial.saturating_mul(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Sections, u64) {
        Sections::read(&wat::parse_str(text).unwrap()).unwrap()
    }

    /// CLI.30
    #[test]
    fn every_byte_is_of_one_part() {
        let module = "(component (core module $m (memory 2) (func $f (nop)) (data (i32.const 0) \"12345\") \
                      (@custom \".debug_info\" \"abc\") (@custom \"producers\" \"x\")))";
        let (sections, memory) = read(module);
        let sum: u64 = sections.parts().iter().map(|(_, bytes)| bytes).sum();
        assert_eq!(sum, sections.total);
        for (part, bytes) in sections.parts() {
            assert!(bytes > 0, "{part}");
        }
        assert!(sections.data >= 5 && sections.data < 16, "{sections:?}");
        assert_eq!(memory, 2 * 65_536);
    }

    /// CLI.32
    #[test]
    fn the_largest_memory_counts() {
        let modules = "(component (core module (memory 3)) (core module (memory 7)) (core module))";
        assert_eq!(read(modules).1, 7 * 65_536);
        assert_eq!(read("(component)").1, 0);
    }
}
