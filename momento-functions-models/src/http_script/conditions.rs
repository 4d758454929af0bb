use super::Request;
use super::body_condition::BodyCondition;
use super::query::parameters;
use super::secret::{REDACTED, is_secret_header, is_secret_parameter, start, without_secrets};
use super::url_pattern::UrlPattern;
use std::fmt;

/// Stands for any method.
pub(super) const ANY_METHOD: &str = "*";

/// How much of a value is told, in characters.
const MAX_SHOWN: usize = 200;

/// Which requests a script answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Conditions {
    pub(super) method: String,
    pub(super) url: UrlPattern,
    pub(super) headers: Vec<(String, String)>,
    pub(super) query: Vec<(String, String)>,
    pub(super) body: Option<BodyCondition>,
}

/// What of a request is not as a script wants it.
#[derive(Debug, Default)]
pub(super) struct Differences {
    /// How far the request is from the script.
    pub(super) distance: u32,
    pub(super) told: Vec<String>,
}

impl Differences {
    fn add(&mut self, distance: u32, text: String) {
        self.distance += distance;
        self.told.push(text);
    }
}

impl Conditions {
    /// Compares a request. A request to another server is farther than anything else can be.
    pub(super) fn differences(&self, request: &Request) -> Differences {
        let mut found = Differences::default();
        if !self.takes_method(&request.method) {
            let text = format!("method: expected {}, got {}", self.method, request.method);
            found.add(4, text);
        }
        if !self.url.matches(&request.url) {
            let near = self.url.has_server_of(&request.url);
            let url = start(&without_secrets(&request.url), MAX_SHOWN);
            let text = format!("URL: expected `{}`, got `{url}`", self.shown_url());
            found.add(if near { 6 } else { 1000 }, text);
        }
        for (name, value) in &self.headers {
            let got = request.values(name);
            if !got.contains(&value.as_str()) {
                let secret = is_secret_header(name);
                found.add(1, pair("header", name, value, &got, secret));
            }
        }
        self.compare_query(request, &mut found);
        let body = self.body.as_ref().map(|body| body.differences(request));
        for text in body.unwrap_or_default() {
            found.add(1, text);
        }
        found
    }

    fn compare_query(&self, request: &Request, found: &mut Differences) {
        if self.query.is_empty() {
            return;
        }
        let parameters = parameters(&request.url);
        for (name, value) in &self.query {
            let named = parameters.iter().filter(|(other, _)| other == name);
            let got: Vec<&str> = named.map(|(_, value)| value.as_str()).collect();
            if !got.contains(&value.as_str()) {
                let secret = is_secret_parameter(name);
                found.add(1, pair("query", name, value, &got, secret));
            }
        }
    }

    /// Tells whether every request that is as the other one wants is as this one wants. Not every such pair
    /// is found; every one that is found is such.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let body = match (&self.body, &other.body) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(one), Some(other)) => one.covers(other),
        };
        let pairs = |own: &[(String, String)], theirs: &[(String, String)]| {
            own.iter().all(|pair| theirs.contains(pair))
        };
        body && self.takes_method(&other.method)
            && self.url.covers(&other.url)
            && pairs(&self.headers, &other.headers)
            && pairs(&self.query, &other.query)
    }

    fn takes_method(&self, method: &str) -> bool {
        self.method == ANY_METHOD || self.method == method
    }

    fn shown_url(&self) -> String {
        without_secrets(&self.url.to_string())
    }
}

/// The method and the URL, as the script's author wrote them.
impl fmt::Display for Conditions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.shown_url())
    }
}

fn pair(what: &str, name: &str, expected: &str, got: &[&str], secret: bool) -> String {
    let shown = |value: &str| match secret {
        true => REDACTED.to_owned(),
        false => format!("`{}`", start(value, MAX_SHOWN)),
    };
    let got = match (got, secret) {
        ([], _) => "none".to_owned(),
        (_, true) => "another one".to_owned(),
        (values, false) => {
            let values = values.iter().take(10).map(|value| shown(value));
            values.collect::<Vec<_>>().join(", ")
        }
    };
    format!("{what} `{name}`: expected {}, got {got}", shown(expected))
}
