//! Tells what it sees of its request, by the published crate's environment.

use momento_functions_bytes::encoding::Json;
use momento_functions_guest_web::{WebEnvironment, WebError, WebResponse, WebResult, invoke};

#[derive(serde::Deserialize)]
struct Asked {
    header: String,
    query: String,
}

#[derive(serde::Serialize)]
struct Seen {
    cache: &'static str,
    function: &'static str,
    id: &'static str,
    method: &'static str,
    path: &'static str,
    token: &'static Option<String>,
    header: Option<&'static String>,
    query: Option<&'static String>,
}

invoke!(look);
fn look(Json(asked): Json<Asked>) -> WebResult<WebResponse> {
    let environment = WebEnvironment::load();
    let query = environment.query_parameters().get(&asked.query);
    if query.is_some_and(|value| value == "none") {
        return Err(WebError::message("there is none"));
    }
    let seen = Seen {
        cache: environment.cache_name(),
        function: environment.function_name(),
        id: environment.invocation_id(),
        method: environment.http_method(),
        path: environment.http_path(),
        token: environment.token_metadata(),
        header: environment.headers().get(&asked.header),
        query,
    };
    let response = WebResponse::new()
        .with_status(201)
        .with_headers(vec![("x-one".to_owned(), "1".to_owned())])
        .header("x-two", "2");
    Ok(response.with_body(Json(seen))?)
}
