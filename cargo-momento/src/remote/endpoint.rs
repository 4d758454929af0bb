use std::net::IpAddr;

use reqwest::Url;

use super::RemoteError;

/// Where `cargo momento serve` listens.
const LOCAL: &str = "http://127.0.0.1:8080";

/// The variable that names an endpoint.
const ENDPOINT: &str = "MOMENTO_ENDPOINT";

/// The variable that names a cell of Momento's service.
const CELL: &str = "MOMENTO_CELL_HOSTNAME";

/// The base of a service's URLs.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    base: Url,
    /// Whether it is the one that is taken where none is named.
    by_default: bool,
}

impl Endpoint {
    /// Takes what is named, or what the variables say, or the service of this machine.
    pub(super) fn find(
        named: Option<&str>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, RemoteError> {
        let set = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        if let Some(text) = named {
            return Self::parse(text, "");
        }
        if let Some(text) = set(ENDPOINT) {
            return Self::parse(&text, " of $MOMENTO_ENDPOINT");
        }
        if let Some(cell) = set(CELL) {
            let text = format!("https://api.cache.{}", cell.trim());
            return Self::parse(&text, " of $MOMENTO_CELL_HOSTNAME");
        }
        let local = Self::parse(LOCAL, "")?;
        Ok(Self {
            by_default: true,
            ..local
        })
    }

    fn parse(text: &str, from: &'static str) -> Result<Self, RemoteError> {
        let refuse = |reason| RemoteError::Endpoint { from, reason };
        let base = parse(text).map_err(refuse)?;
        if base.query().is_some() || base.fragment().is_some() {
            return Err(refuse("leave out what follows the path"));
        }
        if base.path().split('/').any(|segment| segment == "functions") {
            return Err(refuse(
                "leave out `/functions/…`: the command knows the service's routes",
            ));
        }
        Ok(Self {
            base,
            by_default: false,
        })
    }

    pub(super) fn is_default(&self) -> bool {
        self.by_default
    }

    /// The URL of a route, its segments encoded.
    pub(crate) fn url(&self, segments: &[&str]) -> Result<Url, RemoteError> {
        for segment in segments {
            if matches!(*segment, "" | "." | "..") {
                let name = (*segment).to_owned();
                return Err(RemoteError::Name { name });
            }
        }
        let mut url = self.base.clone();
        // A URL of http has segments.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        Ok(url)
    }
}

/// A URL of http. What is wrong with another is told without it: there may be a password in it.
pub(crate) fn parse(text: &str) -> Result<Url, &'static str> {
    const SCHEME: &str = "write it with its scheme, as https://HOST or http://127.0.0.1:8080";
    let url = Url::parse(text.trim()).map_err(|_| SCHEME)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(SCHEME);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(
            "leave out the user and password: a key is given by `--key` or $MOMENTO_API_KEY",
        );
    }
    Ok(url)
}

/// Whether a URL leads no further than this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(ip) => ip.is_loopback(),
        Err(_) => bare == "localhost" || bare.ends_with(".localhost"),
    }
}

/// Whether what is sent there can be read on its way.
pub(super) fn is_open(url: &Url) -> bool {
    url.scheme() == "http" && !is_loopback(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(named: Option<&str>, variables: &[(&str, &str)]) -> Result<String, String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let endpoint = Endpoint::find(named, variable).map_err(|error| error.to_string())?;
        Ok(endpoint
            .url(&["functions", "a b", "c"])
            .unwrap()
            .to_string())
    }

    /// CLI.1
    #[test]
    fn an_endpoint_is_named_or_a_variable_or_this_machine() {
        let (endpoint, cell) = ((ENDPOINT, "https://e/x/"), (CELL, "cell-1.example"));
        let at = |base: &str| Ok(format!("{base}/functions/a%20b/c"));
        assert_eq!(found(None, &[]), at("http://127.0.0.1:8080"));
        assert_eq!(found(None, &[cell]), at("https://api.cache.cell-1.example"));
        assert_eq!(found(None, &[cell, endpoint]), at("https://e/x"));
        assert_eq!(
            found(None, &[cell, (ENDPOINT, "")]),
            at("https://api.cache.cell-1.example")
        );
        assert_eq!(
            found(Some("http://n:1"), &[cell, endpoint]),
            at("http://n:1")
        );
    }

    /// CLI.1
    #[test]
    fn what_is_no_endpoint_is_refused_and_a_password_not_shown() {
        for (text, says) in [
            ("example.com", "https://HOST"),
            ("localhost:8080", "https://HOST"),
            ("ftp://e", "https://HOST"),
            ("https://u:hunter2@e", "--key"),
            ("https://e?token=hunter2", "follows the path"),
            ("https://e/functions/manage", "routes"),
        ] {
            let error = found(Some(text), &[]).unwrap_err();
            assert!(
                error.contains(says) && !error.contains("hunter2"),
                "{error}"
            );
        }
        let error = found(None, &[(CELL, "a b")]).unwrap_err();
        assert!(error.contains("$MOMENTO_CELL_HOSTNAME"), "{error}");
    }

    /// CLI.1
    #[test]
    fn a_name_that_would_lead_to_another_route_is_refused() {
        let endpoint = Endpoint::find(None, |_| None).unwrap();
        for name in ["", ".", ".."] {
            assert!(endpoint.url(&["functions", name]).is_err(), "{name}");
        }
        let url = endpoint.url(&["functions", "a/../b?c#d"]).unwrap();
        assert_eq!(url.path(), "/functions/a%2F..%2Fb%3Fc%23d");
    }

    /// CLI.3
    #[test]
    fn plain_http_is_open_beyond_this_machine() {
        for (url, open) in [
            ("http://127.0.0.1:1", false),
            ("http://127.9.9.9", false),
            ("http://[::1]:1", false),
            ("http://localhost", false),
            ("http://a.localhost", false),
            ("https://example.com", false),
            ("http://example.com", true),
            ("http://localhost.example.com", true),
            ("http://0.0.0.0", true),
            ("http://10.0.0.1", true),
        ] {
            assert_eq!(is_open(&Url::parse(url).unwrap()), open, "{url}");
        }
    }
}
