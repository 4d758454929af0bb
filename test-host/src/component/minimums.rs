use wasmparser::{MemoryType, Parser, Payload};

use crate::error::DeployError;
use crate::limits::Limits;

/// The size of a memory's pages, unless the memory says otherwise.
const PAGE: u64 = 64 << 10;

/// What the largest memory and the largest table of a component start with.
#[derive(Default)]
struct Minimums {
    memory: u64,
    table: u64,
}

/// HTTP.11, LIM.10: refuses a component that has a memory or a table which starts over the limit.
///
/// This comes before the compiler, which has such limits from the pool and no error of its own for them.
pub(crate) fn check_minimums(wasm: &[u8], limits: &Limits) -> Result<(), DeployError> {
    let Minimums { memory, table } = Minimums::of(wasm);
    if memory > limits.memory() {
        return Err(DeployError::MinimumMemory {
            required: memory,
            limit: limits.memory(),
        });
    }
    let limit = limits.table_elements().into();
    if table > limit {
        let required = table;
        return Err(DeployError::MinimumTable { required, limit });
    }
    Ok(())
}

impl Minimums {
    fn of(wasm: &[u8]) -> Self {
        let mut most = Self::default();
        // What does not parse is the compiler's to explain.
        for payload in Parser::new(0).parse_all(wasm).map_while(Result::ok) {
            most.add(&payload);
        }
        most
    }

    fn add(&mut self, payload: &Payload<'_>) {
        match payload {
            Payload::MemorySection(memories) => {
                let memories = memories.clone().into_iter().map_while(Result::ok);
                self.memory = memories.map(|it| bytes(&it)).fold(self.memory, u64::max);
            }
            Payload::TableSection(tables) => {
                let tables = tables.clone().into_iter().map_while(Result::ok);
                self.table = tables.map(|it| it.ty.initial).fold(self.table, u64::max);
            }
            _ => {}
        }
    }
}

fn bytes(memory: &MemoryType) -> u64 {
    let page = memory
        .page_size_log2
        .map_or(PAGE, |log2| 1_u64.checked_shl(log2).unwrap_or(u64::MAX));
    memory.initial.saturating_mul(page)
}
