//! URLs of `http` and `https`, read as browsers do (the URL standard of WHATWG) as far as servers' URLs go.
//!
//! Names beyond ASCII and IPv4 addresses in other forms than four decimal numbers are refused, since what it
//! takes to read them is larger than all the rest.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The longest URL, in bytes.
const MAX: usize = 65_534;

/// A URL that can be requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Url {
    pub(crate) secure: bool,
    host: String,
    /// None where it is the scheme's own.
    port: Option<u16>,
    /// The path, and the query if there is one.
    pub(crate) target: String,
}

/// A URL that cannot be requested. A user and a password are left out of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct InvalidUrl {
    pub(crate) url: String,
    pub(crate) error: String,
}

impl Url {
    /// Reads a URL that a function asks for.
    pub(crate) fn parse(text: &str) -> Result<Self, InvalidUrl> {
        checked(text).map_err(|error| InvalidUrl {
            url: without_user(text),
            error,
        })
    }

    /// Reads where a redirect leads to, from here.
    pub(crate) fn join(&self, location: &str) -> Result<Self, String> {
        let location = location.trim_matches(|c: char| c <= ' ');
        let location = location.split('#').next().unwrap_or_default();
        if scheme(location).is_some() {
            return absolute(location);
        }
        if location.starts_with("//") {
            return absolute(&format!("{}:{location}", self.scheme()));
        }
        let target = match location.chars().next() {
            None => self.target.clone(),
            Some('/') => target(location),
            Some('?') => target(&format!("{}{location}", self.path())),
            Some(_) => target(&format!("{}/{location}", self.folder())),
        };
        Ok(Self {
            target,
            ..self.clone()
        })
    }

    pub(crate) fn scheme(&self) -> &'static str {
        match self.secure {
            true => "https",
            false => "http",
        }
    }

    /// The host, and the port if it is not the scheme's own.
    pub(crate) fn authority(&self) -> String {
        match self.port {
            None => self.host.clone(),
            Some(port) => format!("{}:{port}", self.host),
        }
    }

    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    pub(crate) fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The path up to its last slash.
    fn folder(&self) -> &str {
        self.path()
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
    }

    /// RFC 6454, section 4: the scheme, the host and the port.
    pub(crate) fn is_same_origin(&self, other: &Self) -> bool {
        (self.secure, &self.host, self.port) == (other.secure, &other.host, other.port)
    }
}

fn checked(text: &str) -> Result<Url, String> {
    if text.chars().any(|c| c.is_ascii_control() || c == ' ') {
        return Err("it has a space, a line break or another control character".to_owned());
    }
    if text.len() > MAX {
        return Err("uri too long".to_owned());
    }
    if scheme(text).is_none() {
        return Err("it has no scheme: begin it with http:// or https://".to_owned());
    }
    let text = text.split('#').next().unwrap_or_default();
    absolute(text)
}

/// Splits what begins with a scheme.
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    let begins = scheme.bytes().next()?.is_ascii_alphabetic();
    (begins && scheme.bytes().all(legal)).then_some((scheme, rest))
}

fn absolute(text: &str) -> Result<Url, String> {
    let (scheme, rest) = scheme(text).unwrap_or_default();
    let secure = match scheme.to_ascii_lowercase().as_str() {
        "http" => false,
        "https" => true,
        other => return Err(format!("its scheme is `{other}`: http and https are known")),
    };
    let rest = rest.trim_start_matches(['/', '\\']);
    let (authority, rest) = rest.split_at(rest.find(['/', '\\', '?']).unwrap_or(rest.len()));
    if authority.contains('@') {
        return Err(
            "it has a user or a password in it: send them in an `authorization` header".to_owned(),
        );
    }
    let (host, port) = split_port(authority)?;
    let default = if secure { 443 } else { 80 };
    Ok(Url {
        secure,
        host: self::host(host)?,
        port: port.filter(|&port| port != default),
        target: target(rest),
    })
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), String> {
    let after_host = authority.rfind(']').unwrap_or(0);
    let (_, tail) = authority.split_at(after_host);
    let Some((_, digits)) = tail.rsplit_once(':') else {
        return Ok((authority, None));
    };
    let host = authority
        .strip_suffix(digits)
        .and_then(|host| host.strip_suffix(':'))
        .unwrap_or_default();
    match digits.bytes().all(|byte| byte.is_ascii_digit()) {
        true if digits.is_empty() => Ok((host, None)),
        true => digits
            .parse()
            .map(|port| (host, Some(port)))
            .map_err(|_| "invalid port number".to_owned()),
        false => Err("invalid port number".to_owned()),
    }
}

fn host(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err("it has no host".to_owned());
    }
    if let Some(address) = text.strip_prefix('[') {
        let address = address
            .strip_suffix(']')
            .and_then(|address| address.parse::<Ipv6Addr>().ok());
        return address
            .map(|address| format!("[{address}]"))
            .ok_or_else(|| "invalid IPv6 address".to_owned());
    }
    if !text.is_ascii() || text.contains('%') {
        return Err(
            "its host has characters beyond ASCII: write them in punycode (xn--…)".to_owned(),
        );
    }
    if text
        .bytes()
        .any(|byte| byte <= b' ' || b"\"#/:<>?@[\\]^`{|}".contains(&byte))
    {
        return Err("invalid domain character".to_owned());
    }
    let host = text.to_ascii_lowercase();
    match is_number(&host) && host.parse::<Ipv4Addr>().is_err() {
        true => Err("invalid IPv4 address".to_owned()),
        false => Ok(host),
    }
}

/// Tells whether a host is an address by its last part.
fn is_number(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or_default();
    !last.is_empty() && (last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x"))
}

/// Makes a path, without `.` and `..`, and a query, of what follows the host.
fn target(rest: &str) -> String {
    let (path, query) = match rest.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (rest, None),
    };
    let mut target = String::with_capacity(rest.len() + 1);
    for segment in segments(path) {
        target.push('/');
        encode(segment, b"\"#<>?`{}", &mut target);
    }
    if let Some(query) = query {
        target.push('?');
        encode(query, b"\"#<>'", &mut target);
    }
    target
}

fn segments(path: &str) -> Vec<&str> {
    let path = path.strip_prefix(['/', '\\']).unwrap_or(path);
    let mut kept = Vec::new();
    let mut parts = path.split(['/', '\\']).peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        let dots = part.replace("%2e", ".").replace("%2E", ".");
        match dots.as_str() {
            ".." => drop(kept.pop()),
            "." => {}
            _ => {
                kept.push(part);
                continue;
            }
        }
        if is_last {
            kept.push("");
        }
    }
    kept
}

/// Writes what may not stand in a URL as `%xx`.
fn encode(text: &str, others: &[u8], url: &mut String) {
    for byte in text.bytes() {
        match byte > b' ' && byte < 0x7f && !others.contains(&byte) {
            true => url.push(char::from(byte)),
            false => escape(byte, url),
        }
    }
}

/// Writes one byte as `%xx`.
pub(crate) fn escape(byte: u8, text: &mut String) {
    let digit = |digit: u8| {
        char::from_digit(u32::from(digit), 16)
            .unwrap_or_default()
            .to_ascii_uppercase()
    };
    text.extend(['%', digit(byte >> 4), digit(byte & 15)]);
}

/// Leaves out what may be a user and a password of a URL that cannot be read.
fn without_user(text: &str) -> String {
    let (scheme, rest) = text.split_once(':').unwrap_or(("", text));
    let rest = rest.trim_start_matches(['/', '\\']);
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    match authority.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://{host}{path}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let url = Url::parse(text).unwrap();
        format!("{}://{}{}", url.scheme(), url.authority(), url.target)
    }

    fn refused(text: &str) -> InvalidUrl {
        Url::parse(text).unwrap_err()
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
            ("http://a.test:x/", "invalid port number"),
            ("http://[::1/", "invalid IPv6 address"),
            ("http://1.2.3.4.5/", "invalid IPv4 address"),
            (
                "http://b\u{fc}cher.test/",
                "its host has characters beyond ASCII",
            ),
            ("http://a<b/", "invalid domain character"),
        ] {
            let refused = refused(text);
            assert_eq!(refused.url, text);
            assert!(refused.error.starts_with(why), "{text}: {}", refused.error);
        }
        let long = format!("http://a.test/{}", "a".repeat(70_000));
        assert!(refused(&long).error.contains("too long"));
    }

    /// NET.3
    #[test]
    fn a_password_in_a_url_is_refused_and_not_told() {
        for text in [
            "http://ada:hidden@a.test/b",
            "http://hidden@a.test/b",
            "http://ada:hidden@a.test:99999/@b",
            "ftp://ada:hidden@a.test:99999/@b",
            "//ada:hidden@a.test:99999/@b",
        ] {
            let refused = refused(text);
            assert!(!format!("{refused:?}").contains("hidden"), "{refused:?}");
            assert!(refused.url.contains("//a.test"), "{refused:?}");
        }
        assert!(
            refused("http://hidden@a.test/b")
                .error
                .contains("authorization")
        );
    }

    /// NET.3
    #[test]
    fn a_url_is_read_as_browsers_do() {
        for (text, url) in [
            ("http://A.test", "http://a.test/"),
            ("HTTPS://a.test:443/b?c=d#e", "https://a.test/b?c=d"),
            ("http://a.test:443", "http://a.test:443/"),
            ("http://a.test:/x", "http://a.test/x"),
            ("http://127.0.0.1:8080?q", "http://127.0.0.1:8080/?q"),
            ("http://[::0001]:81/", "http://[::1]:81/"),
            (
                "http://a.test/\u{fc}?\u{fc}'",
                "http://a.test/%C3%BC?%C3%BC%27",
            ),
            ("http://a.test/a/./b/../c", "http://a.test/a/c"),
            ("http://a.test/../%2e%2E/a/..", "http://a.test/"),
            ("http://a.test\\b", "http://a.test/b"),
            ("http://a.test/a%20b//c/", "http://a.test/a%20b//c/"),
        ] {
            assert_eq!(read(text), url, "{text}");
        }
    }

    /// NET.2
    #[test]
    fn a_location_counts_from_the_url_that_was_called() {
        let from = Url::parse("https://a.test/x/y?q=1").unwrap();
        for (location, expected) in [
            ("/z", "https://a.test/z"),
            ("z", "https://a.test/x/z"),
            ("../z", "https://a.test/z"),
            ("?p=2", "https://a.test/x/y?p=2"),
            ("", "https://a.test/x/y?q=1"),
            ("#part", "https://a.test/x/y?q=1"),
            ("//b.test/z#part", "https://b.test/z"),
            ("http://b.test:81", "http://b.test:81/"),
            ("a b", "https://a.test/x/a%20b"),
        ] {
            let to = from.join(location).unwrap();
            assert_eq!(
                format!("{}://{}{}", to.scheme(), to.authority(), to.target),
                expected,
                "{location}"
            );
        }
        for location in [
            "http://",
            "http://a b/",
            "ftp://a.test/",
            "javascript:1",
            "http://u:p@a.test/",
        ] {
            assert!(from.join(location).is_err(), "{location}");
        }
    }

    /// NET.2
    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let from = Url::parse("https://a.test/").unwrap();
        for (url, same) in [
            ("https://a.test:443/z", true),
            ("https://a.test:444/z", false),
            ("http://a.test/z", false),
            ("https://sub.a.test/z", false),
        ] {
            assert_eq!(
                from.is_same_origin(&Url::parse(url).unwrap()),
                same,
                "{url}"
            );
        }
    }
}
