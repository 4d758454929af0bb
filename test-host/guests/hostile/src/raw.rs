//! Calls that the bindings would not let a function make: with handles that are not there, with pointers to
//! nothing, and without ever dropping what they give.

use std::sync::Mutex;

#[link(wasm_import_module = "wasi:clocks/monotonic-clock@0.2.0")]
unsafe extern "C" {
    #[link_name = "subscribe-duration"]
    fn subscribe_duration(nanoseconds: u64) -> u32;
}

#[link(wasm_import_module = "wasi:io/poll@0.2.0")]
unsafe extern "C" {
    fn poll(pollables: u32, count: u32, returned: *mut u32);
}

#[link(wasm_import_module = "wasi:random/random@0.2.0")]
unsafe extern "C" {
    #[link_name = "get-random-bytes"]
    fn get_random_bytes(size: u64, returned: *mut u32);
}

#[link(wasm_import_module = "momento:log/logging@1.0.0")]
unsafe extern "C" {
    fn log(text: u32, size: u32, level: i32);
}

#[link(wasm_import_module = "momento:web-function/web-function-support@1.0.0")]
unsafe extern "C" {
    #[link_name = "invocation-id"]
    fn invocation_id(returned: u32);
}

#[link(wasm_import_module = "momento:bytes/bytes@1.0.0")]
unsafe extern "C" {
    #[link_name = "[resource-drop]buffer"]
    fn resource_drop(buffer: u32);
}

static KEPT: Mutex<Vec<u32>> = Mutex::new(Vec::new());

pub fn drop_buffer(handle: u32) {
    unsafe { resource_drop(handle) }
}

pub fn call(letter: u8, much: usize) {
    let much = much as u32;
    let mut returned = [0; 2];
    match letter {
        b'h' => (0..much * 32).for_each(|_| keep()),
        b'p' => {
            let kept = KEPT.lock().unwrap().clone();
            unsafe {
                poll(
                    kept.as_ptr() as u32,
                    kept.len() as u32,
                    returned.as_mut_ptr(),
                )
            }
        }
        b'P' => unsafe { poll(u32::MAX - much, 1 << 20, returned.as_mut_ptr()) },
        b'x' => drop_buffer(much),
        b'i' => unsafe { log(u32::MAX - much, u32::MAX, 1) },
        b'I' => {
            let text = [0xff_u8; 4];
            unsafe { log(text.as_ptr() as u32, 4, 1) }
        }
        b'm' => unsafe { get_random_bytes(u64::from(much) << 20, returned.as_mut_ptr()) },
        _ => unsafe { invocation_id(u32::MAX - 4) },
    }
}

fn keep() {
    let pollable = unsafe { subscribe_duration(1) };
    KEPT.lock().unwrap().push(pollable);
}
