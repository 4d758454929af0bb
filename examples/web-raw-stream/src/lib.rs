//! Sends a response piece by piece, with a status and headers of its own.

use momento_functions_guest_web::{WebError, WebResult, invoke, raw_streaming_response};

invoke!(table);
fn table() -> WebResult<()> {
    let headers = vec![("content-type".to_string(), "text/csv".to_string())];
    let mut stream = raw_streaming_response(200, headers).map_err(WebError::message)?;
    stream.send("number,square\n").map_err(WebError::message)?;
    for number in 1..=3 {
        let line = format!("{number},{}\n", number * number);
        stream.send(line).map_err(WebError::message)?;
    }
    Ok(())
}
