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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::start;
    use momento_functions_test::{AssertResponse as _, Request, host, invoke};

    #[momento_functions_test::test]
    fn the_body_is_handed_to_the_worker() {
        invoke(start, Request::get("")).assert_status(404);
        invoke(start, Request::post("").body("one two")).assert_status(202);
        let work = &host().spawned()[0];
        assert_eq!((work.name(), &*work.text()), ("spawn-work", "one two"));
    }
}
