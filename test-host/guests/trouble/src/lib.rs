//! Fails as its path says.
#![cfg(target_arch = "wasm32")]

use momento_functions_wit::bytes::Data;
use momento_functions_wit::generated::web_v2;
use web_v2::exports::momento::web_function::guest_function_web::{Guest, Response};

use std::hint::black_box;

struct Component;

impl Guest for Component {
    fn invoke(_: Data) -> Response {
        let path =
            momento_functions_wit::web_function_support::invocation_path().unwrap_or_default();
        match path.as_str() {
            "panic" => misbehave(),
            "abort" => std::process::abort(),
            "spin" => loop {
                black_box(());
            },
            "busy" => busily(),
            "recurse" => drop(black_box(deeper(1))),
            "recurse-with-locals" => drop(black_box(deeper_with_locals(1))),
            "large-local" => drop(black_box(large_local(1))),
            "out-of-bounds" => drop(black_box(out_of_bounds(0x7000_0000))),
            "out-of-bounds-amid-recursion" => drop(black_box(out_of_bounds_after(60))),
            "thread" => drop(std::thread::spawn(|| ())),
            "divide" => drop(black_box(divided(1, 0))),
            "capacity" => drop(black_box(Vec::<u64>::with_capacity(black_box(usize::MAX)))),
            "allocate" => drop(black_box(vec![1_u8; 1 << 30])),
            "ask-for-memory" => {
                return answer(&format!(
                    "{:?}",
                    core::arch::wasm32::memory_grow::<0>(1 << 14)
                ));
            }
            "ask-for-memory-and-panic" => {
                core::arch::wasm32::memory_grow::<0>(1 << 14);
                misbehave();
            }
            path => {
                if let Some(pages) = path.strip_prefix("grow/") {
                    return answer(&grow(pages.parse().unwrap()));
                }
                if let Some(calls) = path.strip_prefix("descend/") {
                    return answer(&descend(calls.parse().unwrap()).to_string());
                }
            }
        }
        answer("no trouble")
    }
}

/// How many pages there are with these, or that there is no room for them.
fn grow(pages: usize) -> String {
    match core::arch::wasm32::memory_grow::<0>(pages) {
        usize::MAX => "refused".to_owned(),
        before => (before + pages).to_string(),
    }
}

#[inline(never)]
fn misbehave() {
    panic!("the trouble that was asked for");
}

/// Works, and comes to no end.
#[inline(never)]
fn busily() {
    let mut sum = 0_u64;
    loop {
        sum = black_box(sum.wrapping_mul(3));
    }
}

#[inline(never)]
fn deeper(depth: u64) -> u64 {
    if black_box(depth) == 0 {
        0
    } else {
        deeper(depth + 1) + 1
    }
}

/// Goes so many calls deep, and comes back.
#[inline(never)]
fn descend(calls: u64) -> u64 {
    match black_box(calls) {
        0 => 0,
        calls => descend(calls - 1) + 1,
    }
}

/// Fills the stack in linear memory, too, where Rust keeps what has an address.
#[inline(never)]
fn deeper_with_locals(depth: u64) -> u64 {
    let locals = black_box([depth; 512]);
    if locals[0] == 0 {
        0
    } else {
        deeper_with_locals(depth + 1) + locals[511]
    }
}

/// Puts more on the stack in linear memory than it has, in one call.
#[inline(never)]
fn large_local(value: u64) -> u64 {
    let local = black_box([value; 1 << 18]);
    local[0] + local[local.len() - 1]
}

/// Promises that no divisor is 0.
#[inline(never)]
fn divided(number: u32, by: u32) -> u32 {
    let (number, by) = (black_box(number), black_box(by));
    if by == 0 {
        // SAFETY: none; the host ends the function.
        unsafe { std::hint::unreachable_unchecked() };
    }
    number / by
}

/// Reads what is not there.
#[inline(never)]
fn out_of_bounds(address: usize) -> u8 {
    // SAFETY: none; the host ends the function.
    unsafe { std::ptr::with_exposed_provenance::<u8>(black_box(address)).read_volatile() }
}

/// Does so with as many calls below it as a recursion has.
#[inline(never)]
fn out_of_bounds_after(calls: u64) -> u8 {
    match black_box(calls) {
        0 => out_of_bounds(0x7000_0000),
        calls => out_of_bounds_after(calls - 1).wrapping_add(1),
    }
}

fn answer(text: &str) -> Response {
    Response {
        status: 200,
        headers: Vec::new(),
        body: Data::Value(text.into()),
    }
}

web_v2::export_web_v2!(Component);
