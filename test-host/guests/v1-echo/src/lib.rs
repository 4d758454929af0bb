//! Speaks the older contract: hands its payload back, with what it is told of its request as headers.

#![cfg(target_arch = "wasm32")]

use momento_functions_wit::generated::imports::momento::functions::web_function_support as support;
use momento_functions_wit::generated::web_v1;
use support::Header;
use web_v1::exports::momento::functions::guest_function_web::{Guest, Response};

struct Component;

impl Guest for Component {
    fn post(payload: Vec<u8>) -> Response {
        let mut headers = support::headers();
        headers.push(header("x-method", support::http_method()));
        headers.push(header(
            "x-path",
            support::invocation_path().unwrap_or_default(),
        ));
        headers.push(header("x-id", support::invocation_id()));
        headers.push(header(
            "x-token",
            support::token_metadata().unwrap_or_default(),
        ));
        headers.extend(
            support::query_parameters()
                .into_iter()
                .map(|p| header(&p.name, p.value)),
        );
        headers.push(header("x-left", support::headers().len().to_string()));
        Response {
            status: 201,
            headers,
            body: payload,
        }
    }
}

fn header(name: &str, value: String) -> Header {
    Header {
        name: name.to_owned(),
        value,
    }
}

web_v1::export_web_v1!(Component);
