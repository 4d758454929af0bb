//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use std::string::FromUtf8Error;
use std::time::Duration;

use momento_functions_http::sse::{SseEvent, SseStatus, SseStream};
use momento_functions_http::{
    Authorization, AwsSigV4Secret, Data, HttpError, IamRole, Request, Response, invoke,
};

#[test]
fn a_request_is_built_as_published() {
    let secret = AwsSigV4Secret {
        access_key_id: String::new(),
        secret_access_key: String::new(),
        region: String::new(),
        service: String::new(),
    };
    let role = IamRole {
        role_arn: String::new(),
        service: String::new(),
    };
    for authorization in [
        Authorization::None,
        Authorization::AwsSigV4Secret(secret),
        Authorization::Federated(role),
    ] {
        let _: Request = Request::new("https://example.com", "GET".to_owned())
            .with_authorization(authorization)
            .with_body("text")
            .with_body(vec![])
            .with_header("a", String::new())
            .with_headers([("b", "2")])
            .with_headers(vec![("c".to_owned(), "3".to_owned())])
            .with_request_timeout(Duration::from_secs(1));
    }
    let _: fn(Request) -> Result<Response, HttpError> = invoke;
}

#[test]
fn a_response_is_three_public_fields() {
    let response = Response {
        status: 200,
        headers: vec![("a".to_owned(), "1".to_owned())],
        body: Data::from("x"),
    };
    let Response {
        status,
        headers,
        body,
    } = response;
    assert_eq!(
        (status, headers.len(), body.into_bytes()),
        (200, 1, b"x".to_vec())
    );
}

#[test]
fn errors_are_matched_case_by_case_without_a_wildcard() {
    fn text(error: HttpError) -> String {
        match error {
            HttpError::InternalError => String::new(),
            HttpError::InvalidUrl {
                url: text,
                error: _,
            }
            | HttpError::InvalidHeaderName {
                header: text,
                error: _,
            }
            | HttpError::InvalidHeaderValue {
                value: text,
                error: _,
            }
            | HttpError::RequestError(text)
            | HttpError::Timeout(text)
            | HttpError::ConnectTimeout(text)
            | HttpError::ConnectionFailed(text)
            | HttpError::ConnectionInterrupted(text)
            | HttpError::TlsError(text)
            | HttpError::TooManyRedirects(text)
            | HttpError::MalformedResponse(text) => text,
        }
    }
    assert_eq!(text(HttpError::TlsError("t".to_owned())), "t");
    let _: Box<dyn std::error::Error> = Box::new(HttpError::InternalError);
}

#[test]
fn events_are_read_as_published() {
    let mut stream: SseStream = SseStream::from_data(Data::from("event: e\nid: i\ndata: d\n\n"));
    let next: Option<Result<SseEvent, SseStatus>> = stream.next();
    let event = next.unwrap().unwrap();
    assert_eq!(
        (event.event(), event.event_id(), event.data()),
        (Some("e"), Some("i"), Some("d"))
    );
    let raw = (event.event_raw(), event.event_id_raw(), event.data_raw());
    assert_eq!(raw, (Some(&b"e"[..]), Some(&b"i"[..]), Some(&b"d"[..])));
    let extracted: Result<String, FromUtf8Error> = event.extract();
    assert_eq!(extracted.unwrap(), "d");
    match SseStatus::Closed {
        SseStatus::Closed => {}
        SseStatus::ProtocolError(why) => panic!("{why}"),
    }
}

#[cfg(feature = "json")]
#[test]
fn json_is_as_published() {
    use momento_functions_bytes::encoding::Json;

    let request: Result<Request, serde_json::Error> = Request::new("u", "POST").json(Json([1]));
    request.unwrap();
}

#[test]
fn the_published_types_have_the_published_traits() {
    fn implementations()
    where
        SseStream: Iterator<Item = Result<SseEvent, SseStatus>>,
    {
    }
    implementations();
}
