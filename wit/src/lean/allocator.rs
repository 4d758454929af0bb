//! The allocator: first an arena inside the memory that an instance begins with, then memory that grows.
//!
//! A host that starts an instance for each invocation keeps the first pages of its memory at hand, while
//! each page that was grown costs a page fault. Most invocations never leave the arena.
#![allow(
    unsafe_code,
    reason = "an allocator hands out raw memory: each block says what makes it sound"
)]

use core::alloc::Layout;
use core::arch::wasm32::memory_grow;
use core::mem::MaybeUninit;
use core::ptr::NonNull;

use talc::base::binning::Binning;
use talc::base::{CHUNK_UNIT, Talc};
use talc::cell::TalcSyncCell;
use talc::source::Source;
use talc::wasm::WasmBinning;

/// How much the arena has, in bytes: enough for a small JSON body and its answer.
const ARENA_SIZE: usize = 32 * 1024;

/// A page of WebAssembly's memory, in bytes.
const PAGE: usize = 64 * 1024;

#[repr(C, align(16))]
struct Arena([MaybeUninit<u8>; ARENA_SIZE]);

static mut ARENA: Arena = Arena([MaybeUninit::uninit(); ARENA_SIZE]);

#[global_allocator]
static ALLOCATOR: TalcSyncCell<Memory, WasmBinning> = TalcSyncCell::new_wasm(Memory::Unused);

/// Where the allocator's next memory comes from.
#[derive(Debug)]
enum Memory {
    /// The arena.
    Unused,
    /// Pages grown for the first time.
    Arena,
    /// Pages that go on where the last ones ended.
    Grown { end: NonNull<u8> },
}

// SAFETY: it allocates nothing, and gives `talc` memory that nobody else has: the arena once, and pages
// that did not exist before.
unsafe impl Source for Memory {
    fn acquire<B: Binning>(talc: &mut Talc<Self, B>, layout: Layout) -> Result<(), ()> {
        match talc.source {
            Self::Unused => {
                talc.source = Self::Arena;
                // SAFETY: the arena is named here only, and this is done once.
                unsafe { talc.claim((&raw mut ARENA).cast(), ARENA_SIZE) };
                Ok(())
            }
            Self::Arena => grow(talc, None, layout),
            Self::Grown { end } => grow(talc, Some(end), layout),
        }
    }
}

/// Grows the memory by as many pages as `layout` takes.
fn grow<B: Binning>(
    talc: &mut Talc<Memory, B>,
    end: Option<NonNull<u8>>,
    layout: Layout,
) -> Result<(), ()> {
    // What the allocator writes beside a block takes less than two units.
    let pages = (layout.size() + layout.align() + 2 * CHUNK_UNIT).div_ceil(PAGE);
    let before = memory_grow::<0>(pages);
    if before == usize::MAX {
        return Err(());
    }
    let (base, size) = ((before * PAGE) as *mut u8, pages * PAGE);
    let end = match end {
        // SAFETY: the heap ended where the new pages begin, which are nobody's.
        Some(end) if end.as_ptr() == base => unsafe {
            Some(talc.extend(end, base.wrapping_add(size)))
        },
        // SAFETY: the new pages are nobody's.
        _ => unsafe { talc.claim(base, size) },
    };
    talc.source = Memory::Grown {
        end: end.ok_or(())?,
    };
    Ok(())
}
