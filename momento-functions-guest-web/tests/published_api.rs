//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use std::collections::HashMap;
use std::convert::Infallible;

use momento_functions_bytes::Data;
use momento_functions_guest_web::{
    IntoWebResponse, RawStreamingResponse, SseEvent, SseStreamingResponse, WebEnvironment,
    WebError, WebResponse, WebResult, raw_streaming_response, sse_streaming_response,
    sse_streaming_response_with_headers,
};

/// An entry point, of which a component has one.
mod entry {
    momento_functions_guest_web::invoke!(answer);
    fn answer(body: super::Data) -> super::Data {
        body
    }

    #[test]
    fn the_handler_stays_callable() {
        assert_eq!(answer(super::Data::from("x")).into_bytes(), b"x");
    }
}

fn status(value: impl IntoWebResponse) -> u16 {
    value.response().status
}

#[test]
fn the_published_types_are_responses_and_their_types_are_inferred() {
    assert_eq!(status(&b"x"[..]), 200);
    assert_eq!(status("x"), 200);
    assert_eq!(status(()), 204);
    assert_eq!(status("x".to_owned()), 200);
    assert_eq!(status(vec![]), 200);
    assert_eq!(status(Some("x".to_owned())), 200);
    assert_eq!(status(Some(vec![120])), 200);
    assert_eq!(status(Data::from("x")), 200);
    assert_eq!(status(WebResponse::default()), 200);
    // The error's type is inferred, since no other makes a response.
    assert_eq!(status(Ok("x")), 200);
}

#[test]
fn a_response_is_built_as_published() {
    let built: Result<WebResponse, Infallible> = WebResponse::new()
        .with_status(201)
        .header("a", String::new())
        .with_headers(
            HashMap::from([("b".to_owned(), "2".to_owned())])
                .into_iter()
                .collect(),
        )
        .with_body("x");
    assert_eq!(status(built.unwrap()), 201);
}

#[test]
fn any_error_becomes_a_web_error() {
    fn parse(text: &str) -> WebResult<u8> {
        Ok(text.parse()?)
    }
    fn boxed() -> Result<(), WebError> {
        Err(WebError::from(std::fmt::Error))
    }
    assert_eq!(status(parse("x").map(|_| ())), 500);
    assert_eq!(status(boxed()), 500);
    assert_eq!(status(WebResult::<()>::Err(WebError::message("m"))), 500);
}

#[test]
fn the_environment_has_the_published_accessors() {
    let _: fn() -> &'static WebEnvironment = WebEnvironment::load;
    let _: [fn(&WebEnvironment) -> &String; 3] = [
        WebEnvironment::cache_name,
        WebEnvironment::function_name,
        WebEnvironment::invocation_id,
    ];
    type Map = HashMap<String, String>;
    let _: [fn(&WebEnvironment) -> &Map; 2] =
        [WebEnvironment::headers, WebEnvironment::query_parameters];
    let _: [fn(&WebEnvironment) -> &str; 2] =
        [WebEnvironment::http_method, WebEnvironment::http_path];
    let _: fn(&WebEnvironment) -> &Option<String> = WebEnvironment::token_metadata;
    fn shareable<T: Send + Sync>() {}
    shareable::<WebEnvironment>();
}

#[test]
fn streams_have_the_published_signatures() {
    type Headers = Vec<(String, String)>;
    let _: fn(u16, Headers) -> Result<RawStreamingResponse, String> = raw_streaming_response;
    let _: fn(u16, Headers) -> Result<SseStreamingResponse, String> =
        sse_streaming_response_with_headers;
    let _: fn() -> SseStreamingResponse = sse_streaming_response;
    let _: fn(&mut SseStreamingResponse, SseEvent) -> Result<(), String> =
        SseStreamingResponse::send;
    let _: fn(&mut RawStreamingResponse, Data) -> Result<(), String> = RawStreamingResponse::send;
    let _: [SseEvent; 3] = [
        SseEvent::from_data("d").with_event("e").with_event_id("i"),
        SseEvent::from_event("e").with_data(vec![]),
        SseEvent::from_event_id("i"),
    ];
}

#[cfg(feature = "json")]
#[test]
fn json_is_as_published() {
    use momento_functions_bytes::encoding::Json;

    assert_eq!(status(Json([1])), 200);
    assert_eq!(status(serde_json::json!([1])), 200);
    let failed = WebResponse::new().with_body(Json(HashMap::from([(vec![1], 1)])));
    let error: serde_json::Error = failed.unwrap_err();
    assert_eq!(status(WebResult::<()>::Err(error.into())), 500);
}

#[test]
fn the_published_types_have_the_published_traits() {
    type E = std::num::ParseIntError;
    type R = &'static str;
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
        Data: IntoWebResponse,
        Result<R, WebError>: IntoWebResponse,
    {
    }
    implementations();
}

#[cfg(feature = "json")]
#[test]
fn the_published_traits_of_json_are_there() {
    use momento_functions_bytes::encoding::Json;

    type T = Vec<u8>;
    fn implementations()
    where
        serde_json::Value: IntoWebResponse,
        Json<T>: IntoWebResponse,
    {
    }
    implementations();
}
