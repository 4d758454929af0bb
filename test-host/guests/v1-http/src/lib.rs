//! Sends, by the older contract, the verb, the URL and the body that its payload's lines are, and tells
//! what came.
#![cfg(target_arch = "wasm32")]

use momento_functions_wit::generated::imports::momento::host::http::{
    self, Authorization, Request,
};
use momento_functions_wit::generated::web_v1;
use web_v1::exports::momento::functions::guest_function_web::{Guest, Response};

struct Component;

impl Guest for Component {
    fn post(payload: Vec<u8>) -> Response {
        let payload = String::from_utf8(payload).unwrap();
        let mut lines = payload.lines();
        let verb = lines.next().unwrap_or_default();
        let request = Request {
            url: lines.next().unwrap_or_default().to_owned(),
            headers: vec![("x-a".to_owned(), "1".to_owned())],
            body: lines.next().unwrap_or_default().into(),
            authorization: Authorization::None,
        };
        let response = match verb {
            "PUT" => http::put(&request),
            "POST" => http::post(&request),
            "DELETE" => http::delete(&request),
            _ => http::get(&request),
        };
        let told = match response {
            Ok(response) => {
                let size = response.body.len();
                let text = String::from_utf8_lossy(&response.body[..size.min(64)]).into_owned();
                format!("{} {size} {text}", response.status)
            }
            Err(error) => format!("{error:?}"),
        };
        Response {
            status: 200,
            headers: Vec::new(),
            body: told.into_bytes(),
        }
    }
}

web_v1::export_web_v1!(Component);
