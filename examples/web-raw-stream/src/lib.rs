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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::table;
    use momento_functions_test::{AssertResponse as _, Request, host, invoke};

    #[momento_functions_test::test]
    fn each_line_is_sent_by_itself() {
        invoke(table, Request::get("")).assert_text("number,square\n1,1\n2,4\n3,9\n");
        assert_eq!(host().sent().unwrap().pieces.len(), 4);
    }
}
