//! Sends the request that its query describes, and hands the response on. An error of the host is a 502.
//!
//! The request's body is `body`, or else the function's own. `read` says what becomes of the response's
//! body: `all` reads it piece by piece and answers how much there was, `drop` drops it, and `status` drops
//! the headers, too.

use momento_functions_bytes::Data;
use momento_functions_guest_web::{QueryMap, WebEnvironment, WebResponse, WebResult, invoke};
use momento_functions_http::{
    Authorization, AwsSigV4Secret, HttpError, IamRole, Request, Response,
};
use std::io::Read as _;
use std::time::Duration;

invoke!(send);
fn send(body: Data) -> WebResult<WebResponse> {
    let query = WebEnvironment::load().query_map();
    match momento_functions_http::invoke(request(query, body)) {
        Ok(response) => answer(response, query.get("read")),
        Err(error) => Ok(WebResponse::new()
            .with_status(502)
            .with_body(told(&error))?),
    }
}

fn request(query: &QueryMap, body: Data) -> Request {
    let body = query.get("body").map_or(body, Data::from);
    let mut request = Request::new(
        query.get("url").unwrap_or_default(),
        query.get("verb").unwrap_or("GET"),
    )
    .with_authorization(authorization(query))
    .with_body(body);
    for header in query.get_all("header") {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.with_header(name, value);
    }
    match query.get("timeout") {
        Some(timeout) => {
            request.with_request_timeout(Duration::from_millis(timeout.parse().unwrap()))
        }
        None => request,
    }
}

fn authorization(query: &QueryMap) -> Authorization {
    let service = query.get("service").unwrap_or_default().to_owned();
    match (query.get("secret"), query.get("role")) {
        (Some(secret), _) => Authorization::AwsSigV4Secret(AwsSigV4Secret {
            access_key_id: "AKIDEXAMPLE".to_owned(),
            secret_access_key: secret.to_owned(),
            region: "us-east-1".to_owned(),
            service,
        }),
        (None, Some(role)) => Authorization::Federated(IamRole {
            role_arn: role.to_owned(),
            service,
        }),
        (None, None) => Authorization::None,
    }
}

fn answer(response: Response, read: Option<&str>) -> WebResult<WebResponse> {
    let answer = WebResponse::new().with_status(response.status);
    if read == Some("status") {
        return Ok(answer);
    }
    let answer = answer.with_headers(response.headers);
    match read {
        Some("all") => Ok(answer.with_body(count(response.body))?),
        Some("drop") => Ok(answer),
        _ => Ok(answer.with_body(response.body)?),
    }
}

fn count(mut body: Data) -> String {
    let mut piece = [0; 16 << 10];
    let mut total = 0;
    loop {
        match body.read(&mut piece) {
            Ok(0) => return format!("{total} bytes"),
            Ok(size) => total += size,
            Err(error) => return format!("{total} bytes, then: {error}"),
        }
    }
}

/// With the value of a header, which the error's own texts leave out.
fn told(error: &HttpError) -> String {
    match error {
        HttpError::InvalidHeaderValue { value, .. } => format!("{error:?} {value:?}"),
        error => format!("{error:?}"),
    }
}
