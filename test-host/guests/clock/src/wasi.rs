//! The calls that std makes in its own way, or not at all.

use std::time::Duration;

#[link(wasm_import_module = "wasi:clocks/monotonic-clock@0.2.0")]
unsafe extern "C" {
    #[link_name = "subscribe-duration"]
    fn subscribe_duration(nanoseconds: u64) -> u32;
}

#[link(wasm_import_module = "wasi:io/poll@0.2.0")]
unsafe extern "C" {
    #[link_name = "poll"]
    fn poll_many(handles: *const u32, count: usize, result: *mut List<u32>);
    #[link_name = "[resource-drop]pollable"]
    fn drop_pollable(handle: u32);
}

#[link(wasm_import_module = "wasi:random/random@0.2.0")]
unsafe extern "C" {
    #[link_name = "get-random-bytes"]
    fn random_bytes(count: u64, result: *mut List<u8>);
    #[link_name = "get-random-u64"]
    fn random_u64() -> u64;
}

#[link(wasm_import_module = "wasi:random/insecure@0.2.0")]
unsafe extern "C" {
    #[link_name = "get-insecure-random-bytes"]
    fn insecure_bytes(count: u64, result: *mut List<u8>);
    #[link_name = "get-insecure-random-u64"]
    fn insecure_u64() -> u64;
}

#[link(wasm_import_module = "wasi:random/insecure-seed@0.2.0")]
unsafe extern "C" {
    #[link_name = "insecure-seed"]
    fn insecure_seed(result: *mut [u64; 2]);
}

/// A list as the host hands it over.
#[repr(C)]
struct List<T> {
    start: *mut T,
    count: usize,
}

impl<T> List<T> {
    fn empty() -> Self {
        Self {
            start: std::ptr::null_mut(),
            count: 0,
        }
    }

    /// Takes what the host has written by the module's own allocator.
    fn into_vec(self) -> Vec<T> {
        match self.count {
            0 => Vec::new(),
            count => unsafe { Vec::from_raw_parts(self.start, count, count) },
        }
    }
}

/// Makes a timer.
pub(crate) fn timer(duration: Duration) -> u32 {
    unsafe { subscribe_duration(u64::try_from(duration.as_nanos()).unwrap()) }
}

/// Waits until a timer of these is over, and tells which.
pub(crate) fn poll(timers: &[u32]) -> Vec<u32> {
    let mut ready = List::empty();
    unsafe { poll_many(timers.as_ptr(), timers.len(), &mut ready) };
    ready.into_vec()
}

/// Drops a timer.
pub(crate) fn drop(timer: u32) {
    unsafe { drop_pollable(timer) };
}

/// Draws of each source.
pub(crate) fn random() -> String {
    let (mut bytes, mut insecure, mut seed) = (List::empty(), List::empty(), [0; 2]);
    unsafe {
        random_bytes(5, &mut bytes);
        insecure_bytes(40, &mut insecure);
        insecure_seed(&mut seed);
    }
    let numbers = unsafe { [random_u64(), insecure_u64()] };
    format!(
        "{:?} {:?} {seed:?} {numbers:?}",
        bytes.into_vec(),
        insecure.into_vec()
    )
}
