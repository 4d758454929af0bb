//! Hands its body to `spawn-work` and answers at once; a GET shows what that has left in the cache.

use momento_functions_bytes::Data;
use momento_functions_cache::get;
use momento_functions_guest_web::{Method, OrStatus, WebResponse, WebResult, invoke};
use momento_functions_spawn::spawn;

invoke!(start);
fn start(method: Method, text: Data) -> WebResult<WebResponse> {
    if method.as_str() == "GET" {
        let words: Data = get("words")?.or_status(404)?;
        return Ok(WebResponse::new().with_body(words)?);
    }
    spawn("spawn-work", text)?;
    Ok(WebResponse::new().with_status(202))
}
