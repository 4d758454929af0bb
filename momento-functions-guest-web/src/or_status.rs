use std::error::Error;

use crate::{WebError, WebResult};

/// Gives a failure an HTTP status of its own, for `?`.
///
/// # Examples
/// ```
/// use std::collections::HashMap;
/// use momento_functions_guest_web::{OrStatus, WebResult};
///
/// fn price(prices: &HashMap<String, u32>, thing: &str, count: &str) -> WebResult<u32> {
///     let count: u32 = count.parse().or_status(400)?;
///     let price = prices.get(thing).or_status(404)?;
///     Ok(price * count)
/// }
///
/// let prices = HashMap::from([("tea".to_string(), 3)]);
/// assert_eq!(price(&prices, "tea", "2").ok(), Some(6));
/// assert_eq!(price(&prices, "tea", "x").unwrap_err().body(), "invalid digit found in string");
/// assert_eq!(price(&prices, "rum", "1").unwrap_err().to_string(), "status 404: Not Found");
/// ```
pub trait OrStatus<T> {
    /// Turns a failure into an error with this status.
    ///
    /// The text of the answer is what the error displays, for an `Option` the name of the status.
    ///
    /// # Errors
    /// The failure, as a [`WebError`].
    ///
    /// # Limits
    /// The host answers 500 in place of a status outside 200–599.
    fn or_status(self, status: u16) -> WebResult<T>;
}

impl<T, E: Error + 'static> OrStatus<T> for Result<T, E> {
    fn or_status(self, status: u16) -> WebResult<T> {
        self.map_err(|error| WebError::caused(status, error.to_string(), error))
    }
}

impl<T> OrStatus<T> for Option<T> {
    fn or_status(self, status: u16) -> WebResult<T> {
        self.ok_or_else(|| WebError::new(status, name(status)))
    }
}

/// What HTTP calls the statuses that a function is likely to answer with (RFC 9110, section 15).
fn name(status: u16) -> String {
    let name = match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        409 => "Conflict",
        410 => "Gone",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => return format!("HTTP {status}"),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn an_error_keeps_its_text_and_is_the_source() {
        let error = Err::<(), _>(io::Error::other("no disk"))
            .or_status(507)
            .unwrap_err();
        assert_eq!((error.status(), error.body()), (507, "no disk"));
        assert_eq!(error.source().unwrap().to_string(), "no disk");
    }

    #[test]
    fn none_is_the_name_of_the_status() {
        assert_eq!(None::<()>.or_status(409).unwrap_err().body(), "Conflict");
        assert_eq!(None::<()>.or_status(418).unwrap_err().body(), "HTTP 418");
    }

    #[test]
    fn success_passes() {
        assert_eq!(Some(1).or_status(404).ok(), Some(1));
        assert_eq!("1".parse::<u8>().or_status(400).ok(), Some(1));
    }
}
