#![deny(warnings)]
use momento_functions_guest_web::{Headers, Method, Path, Query, TokenMetadata, WebEnvironment, WebResult, web_function};

#[derive(serde::Deserialize)]
pub struct Page {
    number: u32,
}

#[web_function]
pub fn list(
    _headers: Headers,
    _method: Method,
    Path(path): Path<String>,
    Query(page): Query<Page>,
    TokenMetadata(_token): TokenMetadata<Option<String>>,
    _environment: &'static WebEnvironment,
    _again: &WebEnvironment,
    _body: Vec<u8>,
) -> WebResult<String> {
    Ok(format!("{path} {}", page.number))
}

fn main() {}
