//! Sends, by the older contract, the verb, the URL, the body, the header and as the role that its payload's lines are,
//! and tells what came.
#![cfg(target_arch = "wasm32")]

use momento_functions_wit::generated::imports::momento::host::http::{
    self, Authorization, IamRole, Request,
};
use momento_functions_wit::generated::web_v1;
use web_v1::exports::momento::functions::guest_function_web::{Guest, Response};

struct Component;

impl Guest for Component {
    fn post(payload: Vec<u8>) -> Response {
        let payload = String::from_utf8(payload).unwrap();
        let mut lines = payload.lines();
        let verb = lines.next().unwrap_or_default();
        let url = lines.next().unwrap_or_default().to_owned();
        let body = lines.next().unwrap_or_default().into();
        let header = lines.next().and_then(|line| line.split_once(": "));
        let (name, value) = header.unwrap_or(("x-a", "1"));
        let role = lines.next().map(|arn| IamRole {
            role_arn: arn.to_owned(),
            service: "execute-api".to_owned(),
        });
        let request = Request {
            url,
            headers: vec![(name.to_owned(), value.to_owned())],
            body,
            authorization: role.map_or(Authorization::None, Authorization::Federated),
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
