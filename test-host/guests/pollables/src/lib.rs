//! Makes as many of the host's resources as its path says, and drops none.

#![cfg(target_arch = "wasm32")]

use momento_functions_wit::bytes::Data;
use momento_functions_wit::generated::web_v2;
use momento_functions_wit::web_function_support::invocation_path;
use web_v2::exports::momento::web_function::guest_function_web::{Guest, Response};

// std's sleep makes the same call, and drops what it gives.
#[link(wasm_import_module = "wasi:clocks/monotonic-clock@0.2.0")]
unsafe extern "C" {
    #[link_name = "subscribe-duration"]
    fn subscribe_duration(nanoseconds: u64) -> u32;
}

struct Component;

impl Guest for Component {
    fn invoke(_: Data) -> Response {
        let count: u32 = invocation_path().unwrap().parse().unwrap();
        for _ in 0..count {
            unsafe { subscribe_duration(1) };
        }
        std::thread::sleep(std::time::Duration::from_nanos(1));
        Response {
            status: 200,
            headers: Vec::new(),
            body: Data::Value(b"made".to_vec()),
        }
    }
}

web_v2::export_web_v2!(Component);
