//! A function whose tests end in every way there is.

use momento_functions::cache;
use momento_functions::prelude::*;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// Answers with what the cache has, and leaves a note of what was asked.
#[web_function]
fn remember(method: Method, headers: Headers, body: String) -> WebResult<WebResponse> {
    if body == "panic" {
        panic!("told to");
    }
    if body == "loop" {
        loop {}
    }
    let known: Option<String> = cache::get("word")?;
    cache::set("asked", body.as_str(), MINUTE)?;
    let who = headers.get("x-who").unwrap_or("nobody");
    let text = format!("{method} by {who}: {} {body}", known.unwrap_or_default());
    Ok(WebResponse::new().header("x-seen", who).with_body(text)?)
}

#[cfg(test)]
mod plain;
#[cfg(all(test, target_arch = "wasm32"))]
mod wasm;
