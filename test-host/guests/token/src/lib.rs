//! Asks for a token with the permissions that its body is: with PUT by the older contract. The query
//! says for how many seconds, and under which id.

#![cfg(target_arch = "wasm32")]

use momento_functions_guest_web::{Method, Query, invoke};
use momento_functions_wit::generated::imports::momento::functions::token as v1;
use momento_functions_wit::generated::imports::momento::token::token as v2;

#[derive(serde::Deserialize)]
struct Asked {
    seconds: u32,
    id: Option<String>,
}

invoke!(vend);
fn vend(Method(method): Method, Query(asked): Query<Asked>, permissions: String) -> String {
    let (seconds, id) = (asked.seconds, asked.id.as_deref());
    if method == "PUT" {
        let expires = v1::Expires {
            valid_for_seconds: seconds,
        };
        return match v1::generate_disposable_token(expires, &permissions, id) {
            Ok(token) => told(token.valid_until, &token.endpoint, &token.api_key),
            Err(error) => format!("{error:?}"),
        };
    }
    let expires = v2::Expires {
        valid_for_seconds: seconds,
    };
    match v2::generate_disposable_token(expires, &permissions, id) {
        Ok(token) => told(token.valid_until, &token.endpoint, &token.api_key),
        Err(error) => format!("{error:?}"),
    }
}

fn told(valid_until: u64, endpoint: &str, token: &str) -> String {
    format!("{valid_until} {endpoint} {token}")
}
