use wasmparser::{MemoryType, Parser, Payload};

use crate::error::DeployError;

/// The size of a memory's pages, unless the memory says otherwise.
const PAGE: u64 = 64 << 10;

/// HTTP.11: refuses a component that has a memory which starts over the limit.
///
/// This comes before the compiler, which has the same limit from the pool and no error of its own for it.
pub(crate) fn check_memory(wasm: &[u8], limit: u64) -> Result<(), DeployError> {
    // What does not parse is the compiler's to explain.
    let payloads = Parser::new(0).parse_all(wasm).map_while(Result::ok);
    let required = payloads
        .filter_map(|payload| largest(&payload))
        .max()
        .unwrap_or(0);
    if required > limit {
        Err(DeployError::MinimumMemory { required, limit })
    } else {
        Ok(())
    }
}

fn largest(payload: &Payload<'_>) -> Option<u64> {
    let Payload::MemorySection(memories) = payload else {
        return None;
    };
    memories
        .clone()
        .into_iter()
        .map_while(Result::ok)
        .map(|memory| bytes(&memory))
        .max()
}

fn bytes(memory: &MemoryType) -> u64 {
    let page = memory
        .page_size_log2
        .map_or(PAGE, |log2| 1_u64.checked_shl(log2).unwrap_or(u64::MAX));
    memory.initial.saturating_mul(page)
}
