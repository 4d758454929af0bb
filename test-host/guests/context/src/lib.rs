//! Tells all that it is told of its invocation, a line each, twice.
#![cfg(target_arch = "wasm32")]

use momento_functions_wit::bytes::Data;
use momento_functions_wit::generated::web_v2;
use web_v2::exports::momento::web_function::guest_function_web::{Guest, Response};

use momento_functions_wit::web_function_support as support;
use std::fmt::Write as _;

struct Component;

impl Guest for Component {
    fn invoke(_: Data) -> Response {
        let mut text = String::new();
        for ask in ["first", "again"] {
            tell(&mut text, ask);
        }
        for (name, value) in std::env::vars() {
            let _ = writeln!(text, "env {name}={value}");
        }
        Response {
            status: 200,
            headers: Vec::new(),
            body: Data::Value(text.into()),
        }
    }
}

fn tell(text: &mut String, ask: &str) {
    let _ = writeln!(text, "{ask} method {}", support::http_method());
    let _ = writeln!(text, "{ask} id {}", support::invocation_id());
    let _ = writeln!(text, "{ask} path {:?}", support::invocation_path());
    let _ = writeln!(text, "{ask} token {:?}", support::token_metadata());
    for header in support::headers() {
        let _ = writeln!(text, "{ask} header {}={}", header.name, header.value);
    }
    for parameter in support::query_parameters() {
        let _ = writeln!(text, "{ask} query {}={}", parameter.name, parameter.value);
    }
}

web_v2::export_web_v2!(Component);
