//! The line tables of a component, in which places are looked up when somebody asks.

mod bounded;
mod known;
mod place;

pub(super) use place::Place;

use addr2line::gimli::{self, EndianSlice, LittleEndian, SectionId};
use bytes::Bytes;
use known::{Known, Places};
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use wasmparser::{CustomSectionReader, Parser, Payload};

/// How many places an offset has: with more, the outermost but for the function itself are left out.
const MAX_PLACES: usize = 64;

/// The section without which there are no lines.
const LINES: &str = ".debug_line";

/// The sections that are looked into.
const USED: [SectionId; 10] = [
    SectionId::DebugAbbrev,
    SectionId::DebugAddr,
    SectionId::DebugAranges,
    SectionId::DebugInfo,
    SectionId::DebugLine,
    SectionId::DebugLineStr,
    SectionId::DebugRanges,
    SectionId::DebugRngLists,
    SectionId::DebugStr,
    SectionId::DebugStrOffsets,
];

/// What a component's core modules say of their sources, in DWARF.
pub(crate) struct DebugInfo {
    modules: Vec<CoreModule>,
    known: Mutex<Known>,
}

/// A core module's sections of DWARF. Addresses in them are counted from the beginning of its code.
#[derive(Default)]
struct CoreModule {
    code: Range<usize>,
    sections: HashMap<&'static str, Box<[u8]>>,
}

impl DebugInfo {
    /// Copies the sections, without a look into them; none where there are no line tables.
    pub(crate) fn of(component: &Bytes) -> Option<Arc<Self>> {
        let mut modules: Vec<CoreModule> = Vec::new();
        for payload in Parser::new(0).parse_all(component) {
            match (payload.ok()?, modules.last_mut()) {
                (Payload::ModuleSection { .. }, _) => modules.push(CoreModule::default()),
                (Payload::CodeSectionStart { range, .. }, Some(module)) => module.code = range,
                (Payload::CustomSection(section), Some(module)) => module.keep(&section),
                _ => {}
            }
        }
        modules.retain(|module| module.sections.contains_key(LINES));
        (!modules.is_empty()).then(|| {
            Arc::new(Self {
                modules,
                known: Mutex::default(),
            })
        })
    }

    /// Looks offsets in the component up, all at once, since the tables are read anew for what is not known.
    pub(super) fn find(&self, offsets: &[usize]) -> Places {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let of = |offset: &usize| Some((*offset, Arc::clone(known.get(*offset)?)));
        let mut found: Places = offsets.iter().filter_map(of).collect();
        for module in &self.modules {
            let new = |offset: &&usize| module.code.contains(offset) && !found.contains_key(offset);
            let new: Vec<usize> = offsets.iter().filter(new).copied().collect();
            if new.is_empty() {
                continue;
            }
            for (offset, places) in module.find(&new) {
                known.keep(offset, Arc::clone(&places));
                found.insert(offset, places);
            }
        }
        found
    }
}

impl CoreModule {
    /// Copies a section that is used: a part of the component would hold all of it in memory.
    fn keep(&mut self, section: &CustomSectionReader<'_>) {
        let used = USED.iter().find(|used| used.name() == section.name());
        if let Some(used) = used {
            self.sections.insert(used.name(), section.data().into());
        }
    }

    /// Looks offsets up. The tables are the author's, or whoever's component it is: what cannot be read has no
    /// places, however it fails.
    fn find(&self, offsets: &[usize]) -> Places {
        let places = |offset: &usize| (*offset, Arc::from([]));
        let mut found: Places = offsets.iter().map(places).collect();
        // It is a parser of another's, of a guest's bytes.
        let _ = catch_unwind(AssertUnwindSafe(|| self.fill(&mut found)));
        found
    }

    fn fill(&self, found: &mut Places) -> Result<(), gimli::Error> {
        let section = |id: SectionId| -> Result<_, gimli::Error> {
            let data = self.sections.get(id.name()).map(|data| &**data);
            Ok(EndianSlice::new(data.unwrap_or_default(), LittleEndian))
        };
        let dwarf = gimli::Dwarf::load(section)?;
        if !bounded::is_bounded(&dwarf)? {
            return Ok(());
        }
        let context = addr2line::Context::from_dwarf(dwarf)?;
        for (offset, places) in found {
            let address = offset.saturating_sub(self.code.start) as u64;
            *places = look_up(&context, address).unwrap_or_default().into();
        }
        Ok(())
    }
}

type Context<'a> = addr2line::Context<EndianSlice<'a, LittleEndian>>;

fn look_up(context: &Context<'_>, address: u64) -> Result<Vec<Place>, gimli::Error> {
    let mut frames = context.find_frames(address).skip_all_loads()?;
    let mut places = Vec::new();
    while let Some(frame) = frames.next()? {
        if places.len() == MAX_PLACES {
            places.pop();
        }
        places.push(Place::of(&frame));
    }
    Ok(places)
}

impl fmt::Debug for DebugInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DebugInfo")
            .field("modules", &self.modules.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(section: &[u8]) -> Bytes {
        let mut module = wasm_encoder::Module::new();
        module.section(&wasm_encoder::CustomSection {
            name: LINES.into(),
            data: section.into(),
        });
        module.section(&wasm_encoder::CustomSection {
            name: ".debug_info".into(),
            data: section.into(),
        });
        let mut component = wasm_encoder::Component::new();
        component.section(&wasm_encoder::ModuleSection(&module));
        component.finish().into()
    }

    /// OBS.10
    #[test]
    fn a_component_without_line_tables_has_none() {
        for bytes in [&b""[..], b"\0asm", &wasm_encoder::Component::new().finish()] {
            assert!(DebugInfo::of(&Bytes::copy_from_slice(bytes)).is_none());
        }
    }

    /// OBS.10
    #[test]
    fn broken_line_tables_have_no_places() {
        for seed in 0..=255_u8 {
            let section: Vec<u8> = (0..200_u8).map(|at| at.wrapping_mul(seed)).collect();
            let mut info = Arc::into_inner(DebugInfo::of(&component(&section)).unwrap()).unwrap();
            for module in &mut info.modules {
                module.code = 0..100;
            }
            let found = info.find(&[0, 7, 99, 100]);
            assert_eq!(found.len(), 3, "{seed}");
        }
    }

    fn inlined(inlined: usize) -> DebugInfo {
        let [info, abbreviations] = bounded::tests::nested(inlined, 0);
        let sections = [(".debug_info", info), (".debug_abbrev", abbreviations)];
        let module = CoreModule {
            code: 0..100,
            sections: sections.map(|(name, data)| (name, data.into())).into(),
        };
        DebugInfo {
            modules: vec![module],
            known: Mutex::default(),
        }
    }

    /// OBS.10
    #[test]
    fn an_offset_has_places_to_a_limit() {
        for (functions, places) in [(0, 1), (MAX_PLACES - 1, MAX_PLACES), (100, MAX_PLACES)] {
            let found = inlined(functions).find(&[7]);
            assert_eq!(found[&7].len(), places, "{functions}");
            let own = found[&7].last().unwrap();
            assert_eq!(own.function.as_deref(), Some("own"));
        }
    }

    /// OBS.10
    #[test]
    fn a_deep_tree_does_not_end_the_stack() {
        let deep = || inlined(100_000).find(&[7])[&7].len();
        let thread = std::thread::Builder::new().stack_size(512 << 10);
        assert_eq!(thread.spawn(deep).unwrap().join().unwrap(), 0);
    }

    /// OBS.10
    #[test]
    fn line_tables_do_not_hold_the_component() {
        let component = component(b"lines");
        let info = DebugInfo::of(&component).unwrap();
        assert_eq!(&*info.modules[0].sections[LINES], b"lines");
        assert!(component.is_unique());
    }
}
