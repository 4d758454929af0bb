use crate::http_client::HttpFailure;
use http::Uri;
use url::{ParseError, Url};

/// Reads a URL as browsers do (the URL standard of WHATWG), and refuses what cannot be requested.
pub(super) fn parse(text: String) -> Result<Uri, HttpFailure> {
    let url = match checked(&text) {
        Ok(url) => url,
        Err(error) => {
            let url = without_user(&text);
            return Err(HttpFailure::InvalidUrl { url, error });
        }
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(with_secret(url));
    }
    let uri = url.as_str().parse();
    uri.map_err(|error: http::uri::InvalidUri| HttpFailure::InvalidUrl {
        url: text,
        error: error.to_string(),
    })
}

/// RFC 9110, section 4.2.4: a user and a password have no place in a URL. They are not told again.
fn with_secret(mut url: Url) -> HttpFailure {
    // A URL with a host takes both.
    let _ = (url.set_username(""), url.set_password(None));
    HttpFailure::InvalidUrl {
        url: url.into(),
        error: "it has a user or a password in it: send them in an `authorization` header"
            .to_owned(),
    }
}

/// Leaves out what may be a user and a password of a URL that cannot be read.
fn without_user(text: &str) -> String {
    let (scheme, rest) = text.split_once("//").unwrap_or(("", text));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    match authority.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}//{host}{path}"),
        None => text.to_owned(),
    }
}

fn checked(text: &str) -> Result<Url, String> {
    if text.chars().any(|c| c.is_ascii_control() || c == ' ') {
        return Err("it has a space, a line break or another control character".to_owned());
    }
    let url = Url::parse(text).map_err(told)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!(
            "its scheme is `{}`: http and https are known",
            url.scheme()
        ));
    }
    Ok(url)
}

fn told(error: ParseError) -> String {
    match error {
        ParseError::RelativeUrlWithoutBase => {
            "it has no scheme: begin it with http:// or https://".to_owned()
        }
        ParseError::EmptyHost => "it has no host".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (String, String) {
        match parse(text.to_owned()) {
            Err(HttpFailure::InvalidUrl { url, error }) => (url, error),
            other => panic!("{text}: {other:?}"),
        }
    }

    /// NET.3
    #[test]
    fn a_url_that_cannot_be_requested_is_told_why() {
        for (text, why) in [
            ("", "it has no scheme"),
            ("example.com/a", "it has no scheme"),
            ("/a", "it has no scheme"),
            ("http://", "it has no host"),
            ("https:///", "it has no host"),
            ("ftp://a.test/", "its scheme is `ftp`"),
            ("file:///etc/passwd", "its scheme is `file`"),
            ("http://a.test/a b", "it has a space"),
            ("http://a.test/a\r\nx: 1", "it has a space, a line break"),
            ("http://a.test:65536/", "invalid port number"),
            ("http://[::1/", "invalid IPv6 address"),
            ("http://1.2.3.4.5/", "invalid IPv4 address"),
        ] {
            let (url, error) = refused(text);
            assert_eq!(url, text);
            assert!(error.starts_with(why), "{text}: {error}");
        }
    }

    /// NET.3
    #[test]
    fn a_password_in_a_url_is_refused_and_not_told() {
        for text in ["http://ada:hidden@a.test/b", "http://hidden@a.test/b"] {
            let (url, error) = refused(text);
            assert_eq!(url, "http://a.test/b");
            assert!(error.contains("authorization"), "{error}");
        }
        for text in [
            "http://ada:hidden@a.test:99999/@b",
            "ftp://ada:hidden@a.test:99999/@b",
            "//ada:hidden@a.test:99999/@b",
        ] {
            let (url, error) = refused(text);
            assert_eq!(url, text.replace("ada:hidden@", ""));
            assert!(!error.contains("hidden"), "{error}");
        }
    }

    /// NET.3
    #[test]
    fn a_url_is_read_as_browsers_do() {
        for (text, uri) in [
            ("http://A.test", "http://a.test/"),
            ("https://a.test:443/b?c=d#e", "https://a.test/b?c=d"),
            ("http://0x7f.1/", "http://127.0.0.1/"),
            (
                "http://b\u{fc}cher.test/\u{fc}",
                "http://xn--bcher-kva.test/%C3%BC",
            ),
        ] {
            assert_eq!(parse(text.to_owned()).unwrap(), uri);
        }
        let long = format!("http://a.test/{}", "a".repeat(70_000));
        assert!(refused(&long).1.contains("too long"));
    }
}
