//! Calls the server whose address it is sent, and tells what came back.

use std::time::Duration;

use momento_functions_bytes::encoding::Json;
use momento_functions_guest_web::{WebResult, invoke};
use momento_functions_http::sse::SseStream;
use momento_functions_http::{Authorization, AwsSigV4Secret, Request};

invoke!(call);
fn call(server: String) -> WebResult<String> {
    let at = |path: &str, verb: &str| Request::new(format!("{server}{path}"), verb);
    let secret = AwsSigV4Secret {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: "wJalrXUtnFEMI".to_owned(),
        region: "eu-central-1".to_owned(),
        service: "execute-api".to_owned(),
    };
    let told = [
        tell(at("/get", "GET").with_header("x-a", "1"))?,
        tell(at("/json", "POST").json(Json([1, 2]))?)?,
        tell(
            at("/put", "PUT")
                .with_body("body")
                .with_headers([("x-b", "2")]),
        )?,
        tell(at("/signed", "GET").with_authorization(Authorization::AwsSigV4Secret(secret)))?,
        tell(at("/timed", "GET").with_request_timeout(Duration::from_secs(60)))?,
        events(at("/events", "GET"))?,
        refused(Request::new("no url", "GET")),
    ];
    Ok(told.join("\n"))
}

fn tell(request: Request) -> WebResult<String> {
    let response = momento_functions_http::invoke(request)?;
    let kind = response.headers.iter().find(|(name, _)| name == "x-kind");
    let body = String::from_utf8(response.body.into_bytes())?;
    Ok(format!("{} {:?} {body}", response.status, kind))
}

fn events(request: Request) -> WebResult<String> {
    let body = momento_functions_http::invoke(request)?.body;
    let events = SseStream::from_data(body).collect::<Result<Vec<_>, _>>()?;
    Ok(format!("{events:?}"))
}

fn refused(request: Request) -> String {
    match momento_functions_http::invoke(request) {
        Ok(response) => format!("answered {}", response.status),
        Err(error) => format!("{error:?}"),
    }
}
