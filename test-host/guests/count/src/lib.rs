//! Counts its invocations, as far as it can see.
#![cfg(target_arch = "wasm32")]

use momento_functions_wit::bytes::Data;
use momento_functions_wit::generated::web_v2;
use web_v2::exports::momento::web_function::guest_function_web::{Guest, Response};

use std::sync::atomic::{AtomicUsize, Ordering};

static COUNT: AtomicUsize = AtomicUsize::new(0);

struct Component;

impl Guest for Component {
    fn invoke(_: Data) -> Response {
        let count = COUNT.fetch_add(1, Ordering::Relaxed) + 1;
        Response {
            status: 200,
            headers: Vec::new(),
            body: Data::Value(count.to_string().into()),
        }
    }
}

web_v2::export_web_v2!(Component);
