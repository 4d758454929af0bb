//! Where the data is, as the environment says.

use crate::ServiceError;
use crate::url::is_name;

const ENDPOINT: &str = "MOMENTO_ENDPOINT";
const CELL: &str = "MOMENTO_CELL_HOSTNAME";
const KEY: &str = "MOMENTO_API_KEY";

/// The cache's name: the first is the operator's, the second what every function is told of its own.
const CACHE: [&str; 2] = ["MOMENTO_CACHE", "__CACHE_NAME"];

/// Momento's own service, which has fewer routes.
const SERVICE: &str = ".momentohq.com";

/// How much of a text from elsewhere is passed on, in characters.
const TOLD: usize = 300;

/// Where the data is.
pub(crate) struct Settings {
    /// The base of all URLs, without a slash at its end.
    pub(crate) base: String,
    pub(crate) key: Option<String>,
    pub(crate) cache: String,
}

impl Settings {
    /// Reads the variables.
    pub(crate) fn of(variables: &[(String, String)]) -> Result<Self, ServiceError> {
        let set = |name: &str| {
            let variable = variables.iter().find(|(known, _)| known == name);
            variable
                .map(|(_, value)| value.trim())
                .filter(|value| !value.is_empty())
        };
        let base = match (set(ENDPOINT), set(CELL)) {
            (Some(url), _) => endpoint(url)?,
            (None, Some(host)) => cell(host)?,
            (None, None) => return Err(unset()),
        };
        let cache = CACHE.into_iter().find_map(set).unwrap_or("default");
        if !is_name(cache) {
            return Err(ServiceError::FailedPrecondition(format!(
                "MOMENTO_CACHE names the cache {cache:?}, which cannot be reached over HTTP"
            )));
        }
        Ok(Self {
            base,
            key: set(KEY).map(str::to_owned),
            cache: cache.to_owned(),
        })
    }

    /// Tells whether it is Momento's own service.
    pub(crate) fn is_service(&self) -> bool {
        let authority = self.base.split('/').nth(2).unwrap_or_default();
        let host = authority.split(':').next().unwrap_or_default();
        host.to_ascii_lowercase().ends_with(SERVICE)
    }

    /// Makes a text from elsewhere fit to be told: short, and without the key, which an answer may repeat.
    pub(crate) fn fit(&self, text: &str) -> String {
        let text = match &self.key {
            Some(key) => text.replace(key, "…"),
            None => text.to_owned(),
        };
        match text.char_indices().nth(TOLD) {
            Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
            None => text,
        }
    }
}

fn unset() -> ServiceError {
    ServiceError::FailedPrecondition(
        "the function does not know where its caches and topics are: give the engine MOMENTO_ENDPOINT, the base URL of \
         `cargo momento serve` as http://127.0.0.1:8080, or MOMENTO_CELL_HOSTNAME for Momento's service"
            .to_owned(),
    )
}

/// The URL is not told where it is refused: there may be a password in it.
fn endpoint(url: &str) -> Result<String, ServiceError> {
    let scheme = |scheme: &str| {
        url.get(..scheme.len())
            .is_some_and(|own| own.eq_ignore_ascii_case(scheme))
    };
    let rest = ["http://", "https://"]
        .into_iter()
        .find(|it| scheme(it))
        .and_then(|it| url.get(it.len()..));
    let authority = rest
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_default();
    let is_plain = url
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"?#\\\"<>".contains(&byte));
    if authority.is_empty() || authority.contains('@') || !is_plain {
        return Err(ServiceError::FailedPrecondition(
            "MOMENTO_ENDPOINT is no base URL: write it as https://HOST or http://127.0.0.1:8080, without a user, \
             and without a query"
                .to_owned(),
        ));
    }
    Ok(url.trim_end_matches('/').to_owned())
}

fn cell(host: &str) -> Result<String, ServiceError> {
    if !host
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
    {
        return Err(ServiceError::FailedPrecondition(
            "MOMENTO_CELL_HOSTNAME is no host name: write it as cell-4-us-west-2-1.prod.a.momentohq.com".to_owned(),
        ));
    }
    Ok(["https://api.cache.", host].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Result<Settings, String> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let variables: Vec<_> = variables.iter().map(owned).collect();
        Settings::of(&variables).map_err(|error| error.to_string())
    }

    /// DAT.10
    #[test]
    fn an_endpoint_goes_before_a_cell_and_the_operators_cache_before_the_functions_own() {
        let (endpoint, cell) = ((ENDPOINT, "http://h:1/x/ "), (CELL, "cell-1.example"));
        let of = |variables: &[_]| of(variables).unwrap();
        assert_eq!(of(&[cell, endpoint]).base, "http://h:1/x");
        assert_eq!(
            of(&[cell, (ENDPOINT, "")]).base,
            "https://api.cache.cell-1.example"
        );
        assert_eq!(of(&[endpoint]).cache, "default");
        assert_eq!(of(&[endpoint, ("__CACHE_NAME", "own")]).cache, "own");
        let both = of(&[endpoint, ("__CACHE_NAME", "own"), ("MOMENTO_CACHE", "shop")]);
        assert_eq!((both.cache.as_str(), both.key), ("shop", None));
        let key = of(&[endpoint, (KEY, "secret\n")]).key;
        assert_eq!(key.as_deref(), Some("secret"));
    }

    /// DAT.10
    #[test]
    fn what_is_no_endpoint_is_refused_and_not_told() {
        let error = |variables: &[_]| of(variables).err().unwrap();
        assert!(error(&[]).contains("MOMENTO_ENDPOINT"));
        for url in [
            "h:1",
            "http://",
            "ftp://hunter2",
            "http://u:hunter2@h",
            "http://h?a=hunter2",
            "http://h h",
            "http:///x",
        ] {
            let error = error(&[(ENDPOINT, url)]);
            assert!(
                error.contains("MOMENTO_ENDPOINT") && !error.contains("hunter2"),
                "{error}"
            );
        }
        assert!(error(&[(CELL, "a/b")]).contains(CELL));
    }

    /// DAT.11
    #[test]
    fn the_service_is_known_by_its_name() {
        for (url, known) in [
            ("https://api.cache.cell-1.prod.a.momentohq.com", true),
            ("https://API.MomentoHQ.com:443/", true),
            ("https://momentohq.com.example", false),
            ("http://127.0.0.1:8080/momentohq.com", false),
        ] {
            let settings = of(&[(ENDPOINT, url)]).unwrap();
            assert_eq!(settings.is_service(), known, "{url}");
        }
    }

    /// DAT.12
    #[test]
    fn a_text_from_elsewhere_is_cut_and_has_no_key() {
        let settings = of(&[(ENDPOINT, "http://h"), (KEY, "hunter2")]).unwrap();
        assert_eq!(settings.fit("no hunter2!"), "no …!");
        assert_eq!(settings.fit(&"é".repeat(400)).chars().count(), TOLD + 1);
    }
}
