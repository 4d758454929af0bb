//! Does to its host what a function may and may not, as its body says.
//!
//! The body begins with the number of steps; each step is two bytes, a letter and how much of it. What comes
//! behind the steps is for them to read.

#![cfg(target_arch = "wasm32")]

mod body;
mod calls;
mod numbers;
mod raw;
mod streams;

use body::Body;
use momento_functions_wit::bytes::Data;
use momento_functions_wit::generated::web_v2;
use momento_functions_wit::web_function_support::Header;
use std::hint::black_box;
use std::time::Duration;
use web_v2::exports::momento::web_function::guest_function_web::{Guest, Response};

const GIB: usize = 1 << 30;

struct Component;

impl Guest for Component {
    fn invoke(body: Data) -> Response {
        let mut body = Body::new(body);
        let count = body.byte();
        let steps: Vec<[u8; 2]> = (0..count).map(|_| [body.byte(), body.byte()]).collect();
        for [letter, much] in steps {
            match letter {
                b'Q' => return odd_answer(much),
                b'B' => return answer(200, Vec::new(), body.into_data()),
                _ => step(letter, usize::from(much), &mut body),
            }
        }
        answer(200, Vec::new(), Data::Value(b"done".to_vec()))
    }
}

fn step(letter: u8, much: usize, body: &mut Body) {
    match letter {
        b'g' | b'G' | b'A' | b'r' | b'R' | b'L' | b's' | b'S' => numbers::take(letter, much),
        b'z' => std::thread::sleep(Duration::from_millis(much as u64)),
        b'Z' => std::thread::sleep(Duration::from_secs(3600)),
        b'a' | b'e' | b'E' | b't' | b'v' | b'X' => body.use_up(letter, much),
        b'h' | b'p' | b'P' | b'x' | b'i' | b'I' | b'M' | b'm' => raw::call(letter, much),
        b'!' => panic!("as the script says"),
        b'u' => core::arch::wasm32::unreachable(),
        b'U' => println!("nobody reads this"),
        // Beyond its memory, and not so far that it would be below its stack.
        b'D' => drop(black_box(unsafe { (GIB as *const u8).read_volatile() })),
        b'o' | b'O' | b'w' | b'W' | b'f' | b'F' => streams::send(letter, much),
        _ => calls::make(letter, much),
    }
}

fn odd_answer(much: u8) -> Response {
    let headers = (0..u16::from(much) * 8).map(|place| Header {
        name: format!("x-{place}"),
        value: "v".repeat(256),
    });
    let body = Data::Value(vec![b'b'; usize::from(much)]);
    answer(u16::from(much) * 4, headers.collect(), body)
}

fn answer(status: u16, headers: Vec<Header>, body: Data) -> Response {
    Response {
        status,
        headers,
        body,
    }
}

web_v2::export_web_v2!(Component);
