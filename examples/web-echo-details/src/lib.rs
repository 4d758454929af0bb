//! Tells what a function can learn of its request, and sends back the headers that it is asked to.

use std::collections::BTreeMap;

use momento_functions_bytes::encoding::Json;
use momento_functions_guest_web::{WebEnvironment, WebResponse, WebResult, invoke};

#[derive(serde::Deserialize)]
struct Details {
    headers_to_send_back: BTreeMap<String, String>,
}

invoke!(echo_details);
fn echo_details(Json(details): Json<Details>) -> WebResult<WebResponse> {
    let environment = WebEnvironment::load();
    let caller = environment.token_metadata().as_deref().unwrap_or("nobody");
    // A caller's credentials are for the function, not for its answer.
    let headers: Vec<String> = environment
        .header_map()
        .iter()
        .filter(|(name, _)| *name != "authorization")
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();

    let lines = [
        format!("cache: {}", environment.cache_name()),
        format!("function: {}", environment.function_name()),
        format!("method: {}", environment.http_method()),
        format!("path: {}", environment.http_path()),
        format!("caller: {caller}"),
        format!("headers: {}", headers.join(", ")),
    ];
    Ok(WebResponse::new()
        .with_headers(details.headers_to_send_back.into_iter().collect())
        .with_body(lines.join("\n"))?)
}
