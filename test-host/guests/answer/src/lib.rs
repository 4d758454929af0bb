//! Answers with the status, headers and body that its query names, legal or not.
#![cfg(target_arch = "wasm32")]

use momento_functions_wit::bytes::Data;
use momento_functions_wit::generated::web_v2;
use web_v2::exports::momento::web_function::guest_function_web::{Guest, Response};

use momento_functions_wit::web_function_support::{self as support, Header};

struct Component;

impl Guest for Component {
    fn invoke(_: Data) -> Response {
        let mut response = Response {
            status: 200,
            headers: Vec::new(),
            body: Data::Value(Vec::new()),
        };
        for parameter in support::query_parameters() {
            match parameter.name.as_str() {
                "status" => response.status = parameter.value.parse().unwrap(),
                "body" => response.body = Data::Value(parameter.value.into()),
                _ => response.headers.push(Header {
                    name: parameter.name,
                    value: parameter.value,
                }),
            }
        }
        response
    }
}

web_v2::export_web_v2!(Component);
