//! Memory, stack and time.

use core::arch::wasm32::memory_grow;
use std::hint::black_box;

const PAGE: usize = 64 << 10;

pub fn take(letter: u8, much: usize) {
    match letter {
        b'g' => drop(memory_grow::<0>(much)),
        b'G' => while grow_and_touch() {},
        b'A' => allocate(),
        b'r' => drop(black_box(deeper(much as u64 * 8))),
        b'R' => drop(black_box(deeper(u64::MAX))),
        b'L' => drop(black_box(deeper_with_locals(1))),
        b's' => (0..much * 10_000).for_each(|turn| _ = black_box(turn)),
        _ => loop {
            black_box(());
        },
    }
}

fn grow_and_touch() -> bool {
    let last = memory_grow::<0>(1);
    let grown = last != usize::MAX;
    if grown {
        unsafe { ((last * PAGE) as *mut u8).write_volatile(1) };
    }
    grown
}

fn allocate() {
    loop {
        black_box(Vec::leak(vec![1_u8; 1 << 20]));
    }
}

#[inline(never)]
fn deeper(left: u64) -> u64 {
    match black_box(left) {
        0 => 0,
        left => deeper(left - 1) + 1,
    }
}

/// Fills the stack in linear memory, too, where Rust keeps what has an address.
#[inline(never)]
fn deeper_with_locals(depth: u64) -> u64 {
    let locals = black_box([depth; 512]);
    match locals[0] {
        0 => 0,
        _ => deeper_with_locals(depth + 1) + locals[511],
    }
}
