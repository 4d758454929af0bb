use std::io;

use momento_functions_bytes::Data;
use momento_functions_wit::web_function_stream::{Header, send_data, send_response_start};

/// Begins the answer with a status and headers, and gives what sends the body piece by piece.
///
/// Whatever the function returns after this is dropped.
///
/// # Errors
/// The host's reason: the answer has begun already, or HTTP does not allow the status or a header.
pub fn raw_streaming_response(
    code: u16,
    headers: Vec<(String, String)>,
) -> Result<RawStreamingResponse, String> {
    start(code, headers).map(|()| RawStreamingResponse { _started: () })
}

/// Begins the answer: at most once in an invocation.
pub(crate) fn start(code: u16, headers: Vec<(String, String)>) -> Result<(), String> {
    let headers: Vec<_> = headers
        .into_iter()
        .map(|(name, value)| Header { name, value })
        .collect();
    send_response_start(code, &headers)
}

/// An answer that has begun, whose body is sent piece by piece, as it is.
///
/// # Examples
/// ```no_run
/// use momento_functions_guest_web::{WebError, WebResult, raw_streaming_response};
///
/// fn count(_body: String) -> WebResult<()> {
///     let headers = vec![("content-type".to_string(), "text/plain".to_string())];
///     let mut answer = raw_streaming_response(200, headers).map_err(WebError::message)?;
///     for number in 0..3 {
///         answer.send(format!("{number}\n")).map_err(WebError::message)?;
///     }
///     Ok(())
/// }
/// ```
#[derive(Debug)]
pub struct RawStreamingResponse {
    /// Only a started answer makes one.
    _started: (),
}

impl RawStreamingResponse {
    /// Sends a piece of the body. It waits while the client is slower than the function.
    ///
    /// # Errors
    /// The host's reason, such as that the client went away.
    pub fn send(&mut self, chunk: impl Into<Data>) -> Result<(), String> {
        send_data(chunk.into().__into_abi())
    }
}

/// Each write is one piece: wrap it in an [`io::BufWriter`] for many small ones.
impl io::Write for RawStreamingResponse {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if !buf.is_empty() {
            self.send(buf).map_err(io::Error::other)?;
        }
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::testing::sent;

    #[test]
    fn the_head_comes_first_and_the_pieces_in_order() {
        let calls = sent(|| {
            let mut answer =
                raw_streaming_response(200, vec![("a".to_owned(), "1".to_owned())]).unwrap();
            answer.send("one").unwrap();
            write!(answer, "two").unwrap();
            answer.write_all(b"").unwrap();
            answer.flush().unwrap();
        });
        assert_eq!(calls, ["start 200 a=1", "data one", "data two"]);
    }

    #[test]
    fn what_the_host_refuses_is_its_reason() {
        sent(|| {
            let mut answer = raw_streaming_response(200, vec![]).unwrap();
            assert_eq!(answer.send("refused").unwrap_err(), "the client went away");
            assert_eq!(
                answer.write(b"refused").unwrap_err().to_string(),
                "the client went away"
            );
            let headers = vec![("refused".to_owned(), String::new())];
            assert_eq!(
                raw_streaming_response(200, headers).unwrap_err(),
                "the client went away"
            );
        });
    }
}
