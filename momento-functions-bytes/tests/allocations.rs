//! What has the bytes already takes none of the function's memory for them.

#![allow(
    unsafe_code,
    clippy::unwrap_used,
    reason = "an allocator that counts, and tests that fail by panicking"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::io::{BufRead as _, Read as _};

use momento_functions_bytes::{Data, Extract as _};

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: all is the system's allocator, counted.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: as the caller promised.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as the caller promised.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What `work` gives, and how many allocations it took.
fn counted<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = ALLOCATIONS.get();
    let result = work();
    (result, ALLOCATIONS.get() - before)
}

fn mebibyte() -> Vec<u8> {
    (0..=255).cycle().take(1 << 20).collect()
}

#[test]
fn the_counter_counts() {
    assert_eq!(counted(|| vec![1_u8; 10]).1, 1);
}

#[test]
fn an_inline_body_is_read_without_an_allocation() {
    let mut data = Data::from(mebibyte());
    let (sum, allocations) = counted(|| {
        let (mut buf, mut sum) = ([0; 100], 0_usize);
        loop {
            match data.read(&mut buf).unwrap() {
                0 => break sum,
                read => sum += read,
            }
        }
    });
    assert_eq!((sum, allocations), (1 << 20, 0));
}

#[test]
fn an_inline_body_is_its_own_buffer() {
    let bytes = mebibyte();
    let place = bytes.as_ptr();
    let mut data = Data::from(bytes);
    let ((), allocations) = counted(|| {
        assert_eq!(data.fill_buf().unwrap().as_ptr(), place);
        assert_eq!(data.fill_buf().unwrap().len(), 1 << 20);
        data.consume(10);
    });
    assert_eq!(allocations, 0);
}

#[test]
fn an_inline_body_is_given_as_it_is() {
    let bytes = mebibyte();
    let place = bytes.as_ptr();
    let (text, allocations) = counted(|| {
        let data = Data::from(bytes).into_bytes();
        let mut read = Vec::new();
        Data::from(data).read_to_end(&mut read).unwrap();
        let mut data = Data::from(read);
        data.advance(1 << 19);
        let Ok(rest) = Vec::<u8>::extract(data);
        rest
    });
    assert_eq!(
        (text.as_ptr(), text.len(), allocations),
        (place, 1 << 19, 0)
    );
}

#[test]
fn a_text_is_the_body_itself() {
    let text = "a text".repeat(1000);
    let place = text.as_ptr();
    let (text, allocations) = counted(|| String::extract(Data::from(text)).unwrap());
    assert_eq!((text.as_ptr(), allocations), (place, 0));
}
