mod told;

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use self::told::{SHOWN, shown};
use super::{Key, RemoteError};

pub(crate) use self::told::{Told, plain};

/// How many characters of our host's messages are shown: they may list imports, and have lines.
const MESSAGE: usize = 8_000;

/// What a server has answered.
pub(crate) struct Answer {
    pub(super) request: String,
    pub(super) url: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) took: Duration,
    pub(super) key: Option<Key>,
}

/// An error as our host writes it.
#[derive(Deserialize)]
pub(crate) struct HostError {
    pub(crate) code: String,
    pub(crate) message: String,
}

impl Answer {
    /// Holds the answer to a success. `instead` is told where the route is one of our host's alone, and unknown.
    pub(crate) fn succeed(self, instead: Option<&'static str>) -> Result<Self, RemoteError> {
        if self.status.is_success() && !self.is_html() {
            return Ok(self);
        }
        let unknown = matches!(self.status.as_u16(), 404 | 405 | 501);
        match (self.host_error(), instead) {
            (Some(error), _) => Err(self.refused(error)),
            (None, Some(instead)) if unknown => Err(RemoteError::NeedsOurHost {
                told: self.told(),
                instead,
            }),
            _ => Err(self.unexpected(&self.cause())),
        }
    }

    /// Reads the answer of a success.
    pub(crate) fn json<T: DeserializeOwned>(
        self,
        instead: Option<&'static str>,
    ) -> Result<T, RemoteError> {
        let answer = self.succeed(instead)?;
        serde_json::from_slice(&answer.body).map_err(|error| {
            let cause = match answer.body.is_empty() {
                true => "The answer is empty: is this the host of `cargo momento serve`?".to_owned(),
                // What stands there is the server's own text.
                false => format!(
                    "The answer is not the JSON of this route ({}): is this the host of `cargo momento serve`, and no \
                     older one?",
                    answer.plain(&error.to_string())
                ),
            };
            answer.unexpected(&cause)
        })
    }

    /// The error that our host tells, if it is one.
    pub(crate) fn host_error(&self) -> Option<HostError> {
        let is_error = self.status.is_client_error() || self.status.is_server_error();
        is_error.then(|| serde_json::from_slice(&self.body).ok())?
    }

    /// What to do about an error of our host's, where that is known.
    pub(crate) fn advice(&self) -> Option<String> {
        let error = self.host_error()?;
        let hint = hint(&error.code);
        (!hint.is_empty()).then(|| format!("{}{hint}", self.plain(&error.message)))
    }

    fn refused(&self, error: HostError) -> RemoteError {
        RemoteError::Refused {
            hint: hint(&error.code),
            url: self.url.clone(),
            status: self.status.as_u16(),
            code: self.plain(&error.code),
            message: shown(&self.hidden(&error.message), MESSAGE, |c| c == '\n'),
        }
    }

    pub(crate) fn unexpected(&self, cause: &str) -> RemoteError {
        RemoteError::Unexpected {
            told: self.told(),
            cause: cause.to_owned(),
        }
    }

    /// What is probably wrong.
    fn cause(&self) -> String {
        const KEY: &str = "`--key` or $MOMENTO_API_KEY gives the key, raw, without `Bearer`";
        match self.status.as_u16() {
            300..=399 => format!(
                "The server leads elsewhere{}, and a key goes nowhere but to the endpoint that was named: name the one \
                 that answers itself.",
                self.location()
            ),
            401 => format!("The key is missing, or not known there: {KEY}."),
            403 => format!(
                "The key may not do this, or a proxy forbids it: {KEY}; it needs the permission for this cache and \
                 function."
            ),
            407 => "A proxy in between asks for a password: $HTTPS_PROXY takes it.".to_owned(),
            413 => "The component is larger than the server takes.".to_owned(),
            429 => "The server has too much to do: try again later.".to_owned(),
            _ if self.is_html() => {
                "This is a web page, not the service: is the hostname right, and is no proxy or login page in between?"
                    .to_owned()
            }
            500..=599 => "The server failed, or a proxy in front of it: try again later.".to_owned(),
            404 | 405 => {
                "The server does not know this address: are the hostname, the cache and the function right?".to_owned()
            }
            _ => "Is the hostname right, and is no proxy in between?".to_owned(),
        }
    }

    fn location(&self) -> String {
        let to = self.headers.get(LOCATION).and_then(|to| to.to_str().ok());
        to.map(|to| format!(" ({})", self.plain(to)))
            .unwrap_or_default()
    }

    fn is_html(&self) -> bool {
        let kind = self.kind();
        kind.starts_with("text/html") || kind.starts_with("application/xhtml")
    }

    fn kind(&self) -> &str {
        let kind = self.headers.get(CONTENT_TYPE);
        kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default()
    }

    fn told(&self) -> Told {
        let text = String::from_utf8_lossy(self.body.get(..SHOWN * 8).unwrap_or(&self.body));
        let first = text.lines().map(str::trim).find(|line| !line.is_empty());
        Told {
            request: self.request.clone(),
            status: self.status.to_string(),
            kind: self.plain(self.kind()),
            first_line: self.plain(first.unwrap_or_default()),
        }
    }

    /// A server's text on one line, without the key.
    fn plain(&self, text: &str) -> String {
        plain(&self.hidden(text))
    }

    fn hidden(&self, text: &str) -> String {
        match &self.key {
            Some(key) => key.hide(text),
            None => text.to_owned(),
        }
    }
}

/// What to do about an error of our host.
fn hint(code: &str) -> &'static str {
    match code {
        "no_key" | "unknown_key" => ": `--key` or $MOMENTO_API_KEY gives the key",
        "not_allowed" | "not_granted" | "token_expired" => {
            ": give a key that may, by `--key` or $MOMENTO_API_KEY"
        }
        "no_such_function" => ": `cargo momento list` shows those that there are",
        "no_such_version" => ": `cargo momento versions` shows those that there are",
        "no_such_route" | "method_not_allowed" => {
            ": the host is older than this command; `cargo momento serve` of this version has the route"
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn answer(status: u16, kind: &'static str, body: &'static str) -> Answer {
        let mut headers = HeaderMap::new();
        if !kind.is_empty() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        Answer {
            request: "GET http://h/".to_owned(),
            url: "http://h/".to_owned(),
            status: StatusCode::from_u16(status).unwrap(),
            headers,
            body: Bytes::from_static(body.as_bytes()),
            took: Duration::ZERO,
            key: Some(Key::new("s3cret", "").unwrap()),
        }
    }

    fn refusal(status: u16, kind: &'static str, body: &'static str) -> String {
        let instead = Some("Do that.");
        answer(status, kind, body)
            .json::<Vec<u8>>(instead)
            .unwrap_err()
            .to_string()
    }

    /// CLI.4
    #[test]
    fn each_answer_that_is_none_tells_its_status_type_first_line_and_cause() {
        for (status, kind, body, says) in [
            (
                200,
                "text/html; charset=utf-8",
                "\n\n<!doctype html>\n<p>",
                &["200 OK", "text/html", ": <!doctype html>", "hostname"][..],
            ),
            (
                404,
                "text/html",
                "<h1>no</h1>",
                &[
                    "404 Not Found",
                    "<h1>no</h1>",
                    "cargo momento serve",
                    "Do that.",
                ],
            ),
            (
                405,
                "",
                "",
                &["405", "without a content type", "and no text", "Do that."],
            ),
            (200, "application/json", "", &["no text", "empty"]),
            (
                200,
                "application/json",
                "{\"a\":1}",
                &["{\"a\":1}", "not the JSON of this route", "older"],
            ),
            (302, "", "", &["302", "leads elsewhere"]),
            (
                401,
                "text/plain",
                "who?",
                &["401", "who?", "$MOMENTO_API_KEY"],
            ),
            (
                403,
                "application/json",
                "{\"error\":\"x\"}",
                &["403", "permission"],
            ),
            (500, "text/plain", "oh", &["500", "try again"]),
            (418, "text/plain", "tea", &["418", "tea", "hostname"]),
        ] {
            let told = refusal(status, kind, body);
            assert!(told.contains("GET http://h/"), "{told}");
            for says in says {
                assert!(told.contains(says), "{says:?} in {told}");
            }
        }
    }

    /// CLI.4
    #[test]
    fn an_error_of_our_host_is_told_with_what_to_do() {
        let told = refusal(
            401,
            "application/json",
            r#"{"code":"no_key","message":"a key\nis missing"}"#,
        );
        assert!(
            told.starts_with("a key\nis missing (no_key, status 401, from http://h/)"),
            "{told}"
        );
        assert!(told.contains("$MOMENTO_API_KEY"), "{told}");
    }

    /// CLI.3, CLI.4
    #[test]
    fn a_servers_text_has_neither_the_key_nor_commands_to_the_terminal() {
        for body in [
            "\u{1b}[2Jyou sent s3cret",
            r#"{"code":"x","message":"\u001b[2Jyou sent s3cret"}"#,
        ] {
            let told = refusal(500, "text/plain", body);
            assert!(
                told.contains("you sent ***") && !told.contains('\x1b'),
                "{told}"
            );
        }
        let long = answer(500, "text/plain", "").plain(&"x".repeat(9_999));
        assert_eq!(long.chars().count(), SHOWN + 1);
    }
}
