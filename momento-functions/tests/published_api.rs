//! What compiles against the published facade compiles against this one: each published item is used here
//! with its published signature. The crate's documentation tells what does not, and why.
#![cfg(feature = "json")]

use std::collections::HashMap;
use std::convert::Infallible;

use momento_functions::{IntoWebResponse, WebError, WebResponse, WebResult};
use momento_functions_host::encoding::Json;
use momento_functions_host::http;

/// Entry points of the older contract's two kinds, of which a component has one.
mod post {
    momento_functions::post!(proxy);
    fn proxy(_payload: Vec<u8>) -> super::WebResult<super::http::Response> {
        Ok(super::upstream())
    }

    #[test]
    fn an_upstream_response_is_an_answer() {
        use momento_functions::IntoWebResponse;

        assert_eq!(proxy(Vec::new()).response().status, 404);
    }
}

fn upstream() -> http::Response {
    http::Response {
        status: 404,
        headers: vec![("a".to_owned(), "1".to_owned())],
        body: b"gone".to_vec(),
    }
}

fn status(value: impl IntoWebResponse) -> u16 {
    value.response().status
}

#[test]
fn the_published_types_are_responses() {
    assert_eq!(status(&b"x"[..]), 200);
    assert_eq!(status("x"), 200);
    assert_eq!(status(()), 204);
    assert_eq!(status(String::from("x")), 200);
    assert_eq!(status(vec![120_u8]), 200);
    assert_eq!(status(Some(String::from("x"))), 200);
    assert_eq!(status(Some(vec![120_u8])), 200);
    assert_eq!(status(WebResponse::default()), 200);
    assert_eq!(status(upstream()), 404);
    assert_eq!(status(serde_json::json!(1)), 200);
    assert_eq!(status(Json(1)), 200);
    assert_eq!(status(WebResult::Ok(Json(1))), 200);
    assert_eq!(status(Err::<(), WebError>(WebError::message("m"))), 500);
}

#[test]
fn a_response_is_built_as_published() {
    let bytes: Result<WebResponse, Infallible> = WebResponse::new()
        .with_status(201)
        .header("a", String::from("1"))
        .with_headers(vec![("b".to_owned(), "2".to_owned())])
        .with_body("x");
    assert_eq!(bytes.map(status), Ok(201));
    let json: Result<WebResponse, serde_json::Error> = WebResponse::new().with_body(Json([1]));
    assert!(json.is_ok());
    let failed = WebResponse::new().with_body(Json(HashMap::from([(vec![1], 1)])));
    let error: WebError = WebError::from(failed.unwrap_err());
    assert_eq!(status(Err::<(), _>(error)), 500);
}

#[test]
fn the_entry_points_response_is_at_its_published_path() {
    use momento_functions_wit::function_web::exports::momento::functions::guest_function_web;

    let response = guest_function_web::Response {
        status: 200,
        headers: Vec::new(),
        body: Vec::new(),
    };
    let _: (u16, Vec<u8>) = (response.status, response.body);
}

#[test]
fn the_published_types_have_the_published_traits() {
    type E = std::num::ParseIntError;
    type R = &'static str;
    type T = Vec<u8>;
    fn implementations()
    where
        WebError: From<E>,
        WebResponse: Default,
        WebResponse: IntoWebResponse,
        &'static [u8]: IntoWebResponse,
        &'static str: IntoWebResponse,
        (): IntoWebResponse,
        String: IntoWebResponse,
        Vec<u8>: IntoWebResponse,
        Option<String>: IntoWebResponse,
        Option<Vec<u8>>: IntoWebResponse,
        momento_functions_host::http::Response: IntoWebResponse,
        Result<R, WebError>: IntoWebResponse,
        serde_json::Value: IntoWebResponse,
        Json<T>: IntoWebResponse,
    {
    }
    implementations();
}
