//! Where a response leads to: NET.2.

use super::url::Url;
use crate::head::Headers;

/// RFC 9110, section 15.4, on a change to GET: what speaks of the body goes with it.
const OF_THE_BODY: [&str; 4] = [
    "content-encoding",
    "content-language",
    "content-location",
    "content-type",
];

/// What another origin must not get.
const SECRET: [&str; 4] = [
    "authorization",
    "cookie",
    "proxy-authorization",
    "x-momento-authorization",
];

/// The head of a request.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) method: String,
    pub(crate) url: Url,
    /// Names are in lower case.
    pub(crate) headers: Headers,
}

/// What a response asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Nothing: it is for the function.
    No,
    /// The same request elsewhere, with its body.
    Same,
    /// A GET elsewhere.
    Get,
}

impl Head {
    /// Tells what a response asks for.
    pub(crate) fn turn(&self, status: u16) -> Turn {
        match (status, self.method.as_str()) {
            (301 | 302, "POST") => Turn::Get,
            (303, method) if method != "GET" && method != "HEAD" => Turn::Get,
            (301 | 302 | 303 | 307 | 308, _) => Turn::Same,
            _ => Turn::No,
        }
    }

    /// Gives what is to be sent to a location.
    pub(crate) fn redirected(mut self, turn: Turn, location: &str) -> Result<Self, String> {
        let url = self.url.join(location).map_err(|why| {
            let told: String = without_user(location).chars().take(200).collect();
            format!("it redirects to {told:?}: {why}")
        })?;
        if turn == Turn::Get {
            self.method = "GET".to_owned();
            remove(&mut self.headers, &OF_THE_BODY);
        }
        if !self.url.is_same_origin(&url) {
            remove(&mut self.headers, &SECRET);
        }
        self.url = url;
        Ok(self)
    }
}

/// What may be a password is not told again.
fn without_user(location: &str) -> &str {
    match location.contains('@') {
        true => "…",
        false => location,
    }
}

fn remove(headers: &mut Headers, names: &[&str]) {
    headers.retain(|(name, _)| !names.contains(&name.as_str()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(method: &str) -> Head {
        let headers = ["authorization", "cookie", "content-type", "x-a"]
            .map(|name| (name.to_owned(), "1".to_owned()));
        Head {
            method: method.to_owned(),
            url: Url::parse("https://a.test/x/y?q=1").unwrap(),
            headers: headers.into(),
        }
    }

    fn names(head: &Head) -> Vec<&str> {
        head.headers.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// NET.2
    #[test]
    fn a_method_becomes_get_as_browsers_have_it() {
        for (status, method, turn) in [
            (301, "POST", Turn::Get),
            (302, "POST", Turn::Get),
            (303, "POST", Turn::Get),
            (303, "DELETE", Turn::Get),
            (301, "PUT", Turn::Same),
            (303, "HEAD", Turn::Same),
            (307, "POST", Turn::Same),
            (308, "POST", Turn::Same),
            (302, "GET", Turn::Same),
        ] {
            assert_eq!(head(method).turn(status), turn, "{status} {method}");
        }
        for status in [200, 300, 304, 305, 306, 399, 404] {
            assert_eq!(head("GET").turn(status), Turn::No, "{status}");
        }
    }

    /// NET.2
    #[test]
    fn what_speaks_of_the_body_goes_with_it() {
        let next = head("POST").redirected(Turn::Get, "/z").unwrap();
        assert_eq!(
            (next.method.as_str(), names(&next)),
            ("GET", vec!["authorization", "cookie", "x-a"])
        );
        let next = head("POST").redirected(Turn::Same, "/z").unwrap();
        assert_eq!((next.method.as_str(), names(&next).len()), ("POST", 4));
    }

    /// NET.2
    #[test]
    fn secrets_stay_with_their_origin() {
        for (location, kept) in [
            ("/z", true),
            ("https://a.test:444/z", false),
            ("http://a.test/z", false),
        ] {
            let next = head("GET").redirected(Turn::Same, location).unwrap();
            let names = names(&next);
            assert_eq!(names.contains(&"authorization"), kept, "{location}");
            assert_eq!(names.contains(&"cookie"), kept, "{location}");
        }
    }

    /// NET.2
    #[test]
    fn a_location_that_cannot_be_called_is_told_without_a_password() {
        let error = head("GET")
            .redirected(Turn::Same, "ftp://b.test/")
            .unwrap_err();
        assert!(error.contains("ftp://b.test/"), "{error}");
        let error = head("GET")
            .redirected(Turn::Same, "http://ada:hidden@b.test/")
            .unwrap_err();
        assert!(!error.contains("hidden"), "{error}");
    }
}
