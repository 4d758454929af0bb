use std::borrow::Cow;
use std::convert::Infallible;

use momento_functions_bytes::Data;
#[cfg(feature = "json")]
use momento_functions_bytes::{Encode, Json};
use momento_functions_wit::web_function_support::Header;

use crate::{Response, WebResponse, WebResult};

pub(crate) const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";
#[cfg(feature = "json")]
const JSON: &str = "application/json; charset=utf-8";

/// A value that a web function may return.
///
/// | value | status | `content-type` |
/// |---|---|---|
/// | text: `&str`, `String`, `Option<String>`, `Cow<str>` | 200 | `text/plain; charset=utf-8` |
/// | bytes: `Vec<u8>`, `&[u8]`, `Option<Vec<u8>>`, [`Data`] | 200 | `application/octet-stream` |
/// | `Json<T>`, `serde_json::Value` | 200 | `application/json; charset=utf-8` |
/// | `()` | 204 | none |
/// | [`WebResponse`] | its own, 200 by default | its own, none by default |
/// | [`WebError`](crate::WebError), and `Err` of a [`WebResult`] | its own, 500 by default | `text/plain; charset=utf-8` |
///
/// JSON that cannot be encoded is 500 with the text `Failed to encode response: …`.
///
/// # Examples
/// ```
/// use momento_functions_guest_web::{IntoWebResponse, WebResponse};
///
/// struct Redirect(&'static str);
///
/// impl IntoWebResponse for Redirect {
///     fn response(self) -> momento_functions_guest_web::Response {
///         WebResponse::new().with_status(303).header("location", self.0).response()
///     }
/// }
///
/// assert_eq!(Redirect("/elsewhere").response().status, 303);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a response",
    label = "a web function cannot return this",
    note = "return text, bytes, `Json<…>`, `WebResponse`, `()`, or `WebResult` of one of these; `?` in a `WebResult` takes any `std::error::Error`",
    note = "if the `fn` is `async`, remove `async`: calls to the host wait by themselves"
)]
pub trait IntoWebResponse {
    /// Makes the value into what the host sends.
    fn response(self) -> Response;
}

/// A body with status 200 and its content type.
fn typed(content_type: &str, body: Data) -> Response {
    respond(200, content_type, body)
}

/// Built here and not by way of `WebResponse`, whose headers are of any number: that code, some 400
/// bytes, would be in every function.
pub(crate) fn respond(status: u16, content_type: &str, body: Data) -> Response {
    let content_type = Header {
        name: "content-type".to_owned(),
        value: content_type.to_owned(),
    };
    Response {
        status,
        headers: vec![content_type],
        body: body.__into_abi(),
    }
}

macro_rules! typed_body {
    ($content_type:ident: $($ty:ty),+ $(,)?) => {
        $(
            impl IntoWebResponse for $ty {
                fn response(self) -> Response {
                    typed($content_type, Data::from(self))
                }
            }
        )+
    };
}

typed_body!(TEXT: &str, String, Cow<'_, str>);
typed_body!(BYTES: &[u8], Vec<u8>, Data);

impl<const N: usize> IntoWebResponse for &[u8; N] {
    fn response(self) -> Response {
        self.as_slice().response()
    }
}

/// `None` is an empty text.
impl IntoWebResponse for Option<String> {
    fn response(self) -> Response {
        self.unwrap_or_default().response()
    }
}

/// `None` is an empty body.
impl IntoWebResponse for Option<Vec<u8>> {
    fn response(self) -> Response {
        self.unwrap_or_default().response()
    }
}

/// Status 204.
impl IntoWebResponse for () {
    fn response(self) -> Response {
        WebResponse::new().with_status(204).response()
    }
}

/// Never happens: the rejection of what cannot be refused.
impl IntoWebResponse for Infallible {
    fn response(self) -> Response {
        match self {}
    }
}

impl<R: IntoWebResponse> IntoWebResponse for WebResult<R> {
    fn response(self) -> Response {
        match self {
            Ok(value) => value.response(),
            Err(error) => error.response(),
        }
    }
}

#[cfg(feature = "json")]
impl<T: serde::Serialize> IntoWebResponse for Json<T> {
    fn response(self) -> Response {
        json(self.try_serialize())
    }
}

#[cfg(feature = "json")]
impl IntoWebResponse for serde_json::Value {
    fn response(self) -> Response {
        json(self.try_serialize())
    }
}

#[cfg(feature = "json")]
fn json(encoded: Result<Data, serde_json::Error>) -> Response {
    match encoded {
        Ok(body) => typed(JSON, body),
        Err(error) => respond(
            500,
            TEXT,
            Data::from(format!("Failed to encode response: {error}")),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WebError;

    /// Status, content type and body, when there is no other header.
    fn sent(value: impl IntoWebResponse) -> (u16, String, String) {
        let response = value.response();
        assert!(response.headers.len() <= 1);
        let content_type = response
            .headers
            .into_iter()
            .map(|header| format!("{}: {}", header.name, header.value))
            .collect();
        (
            response.status,
            content_type,
            String::from_utf8(Data::__from_abi(response.body).into_bytes()).unwrap(),
        )
    }

    fn expected(status: u16, content_type: &str, body: &str) -> (u16, String, String) {
        (
            status,
            format!("content-type: {content_type}"),
            body.to_owned(),
        )
    }

    #[test]
    fn text_is_plain_utf8() {
        let text = || expected(200, "text/plain; charset=utf-8", "pong");
        assert_eq!(sent("pong"), text());
        assert_eq!(sent("pong".to_owned()), text());
        assert_eq!(sent(Some("pong".to_owned())), text());
        assert_eq!(sent(Cow::from("pong")), text());
        assert_eq!(
            sent(None::<String>),
            expected(200, "text/plain; charset=utf-8", "")
        );
    }

    #[test]
    fn bytes_are_an_octet_stream() {
        let bytes = || expected(200, "application/octet-stream", "pong");
        assert_eq!(sent(b"pong".to_vec()), bytes());
        assert_eq!(sent(b"pong"), bytes());
        assert_eq!(sent(&b"pong"[..]), bytes());
        assert_eq!(sent(Some(b"pong".to_vec())), bytes());
        assert_eq!(sent(Data::from("pong")), bytes());
        assert_eq!(
            sent(None::<Vec<u8>>),
            expected(200, "application/octet-stream", "")
        );
    }

    #[test]
    fn nothing_is_204_without_a_header() {
        assert_eq!(sent(()), (204, String::new(), String::new()));
    }

    #[test]
    fn a_response_gets_no_header_added() {
        assert_eq!(
            sent(WebResponse::new()),
            (200, String::new(), String::new())
        );
    }

    #[test]
    fn a_result_is_its_value_or_its_error() {
        assert_eq!(sent(WebResult::Ok("pong")), sent("pong"));
        let failed: WebResult<&str> = Err(WebError::new(404, "no"));
        assert_eq!(
            sent(failed),
            expected(404, "text/plain; charset=utf-8", "no")
        );
    }

    #[cfg(feature = "json")]
    #[test]
    fn json_is_compact_and_typed() {
        let json = || expected(200, "application/json; charset=utf-8", "[1,2]");
        assert_eq!(sent(Json([1, 2])), json());
        assert_eq!(sent(serde_json::json!([1, 2])), json());
    }

    #[cfg(feature = "json")]
    #[test]
    fn json_that_cannot_be_encoded_is_500_with_the_reason() {
        let keys_that_are_no_text = std::collections::HashMap::from([(vec![1], 1)]);
        let body = "Failed to encode response: key must be a string";
        assert_eq!(
            sent(Json(keys_that_are_no_text)),
            expected(500, "text/plain; charset=utf-8", body)
        );
    }
}
