//! Gets and sets an item of its cache as often as its body says.

use momento_functions_bytes::Data;
use momento_functions_guest_web::{WebError, WebResult, invoke};
use std::time::Duration;

invoke!(pairs);
fn pairs(count: String) -> WebResult<&'static str> {
    let count: usize = count
        .parse()
        .map_err(|_| WebError::new(400, "the body is no number"))?;
    for _ in 0..count {
        momento_functions_cache::set("key", "a value of 24 characters", Duration::from_secs(60))?;
        let _: Option<Data> = momento_functions_cache::get("key")?;
    }
    Ok("done")
}
