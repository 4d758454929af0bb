//! Answers with each kind of response that the guest library knows, by its path.

use momento_functions_bytes::{Data, encoding::Json};
use momento_functions_guest_web::{
    Headers, IntoWebResponse, OrStatus, Path, Query, Response, WebEnvironment, WebError,
    WebResponse, WebResult, invoke,
};
use serde::ser::Error as _;

/// Any of the responses, whatever it was made of.
struct Answer(Response);

impl IntoWebResponse for Answer {
    fn response(self) -> Response {
        self.0
    }
}

/// Cannot be encoded.
struct Broken;

impl serde::Serialize for Broken {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("it is broken"))
    }
}

fn parsed() -> WebResult<String> {
    Ok("many".parse::<u8>()?.to_string())
}

/// The same values twice: by the extractors, and by the environment after them.
fn shared(path: &str, headers: &Headers, query: &[(String, String)]) -> String {
    let environment = WebEnvironment::load();
    let by_extractors = (path, headers.get("x-a"), query.len());
    let by_environment = (
        environment.http_path(),
        environment.header_map().get("x-a"),
        environment.query_map().len(),
    );
    format!("{by_extractors:?} {by_environment:?}")
}

invoke!(answer);
fn answer(
    Path(path): Path<String>,
    headers: Headers,
    Query(query): Query<Vec<(String, String)>>,
    Json(body): Json<serde_json::Value>,
) -> Answer {
    Answer(match path.as_str() {
        "str" => "text".response(),
        "string" => String::from("text").response(),
        "some-string" => Some(String::from("text")).response(),
        "vec" => vec![1_u8, 2].response(),
        "slice" => [1_u8, 2].as_slice().response(),
        "some-vec" => Some(vec![1_u8, 2]).response(),
        "data" => Data::from("text").response(),
        "json" => Json(&body).response(),
        "value" => body.response(),
        "broken-json" => Json(Broken).response(),
        "unit" => ().response(),
        "web-response" => WebResponse::new().response(),
        "question-mark" => parsed().response(),
        "message" => WebResult::<()>::Err(WebError::message("told")).response(),
        "status" => WebResult::<()>::Err(WebError::new(418, "told")).response(),
        "or-status" => None::<()>.or_status(404).response(),
        "shared" => shared(&path, &headers, &query).response(),
        other => format!("no {other}").response(),
    })
}
