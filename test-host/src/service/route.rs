//! What a request's path asks for.

use std::borrow::Cow;

use super::console::Page;
use super::data::Action;
use super::percent;
use super::refusal::Refusal;

/// The second segment that makes a path a manage path, and so no legal name of a cache.
const MANAGE: &str = "manage";

/// A path of the service, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route<'a> {
    /// `/`
    Home,
    /// `/metrics`
    Metrics,
    /// `/functions/manage/{cache}`
    List { cache: Cow<'a, str> },
    /// `/functions/manage/{cache}/{function}[/{aspect}]`
    Manage {
        cache: Cow<'a, str>,
        function: Cow<'a, str>,
        aspect: Aspect,
    },
    /// `/functions/manage/{cache}/{function}/logs`
    Logs {
        cache: Cow<'a, str>,
        function: Cow<'a, str>,
    },
    /// `/console/…`
    Console(Page<'a>),
    /// `/functions/{cache}/{function}[@{version}][/{path}]`
    Invoke {
        cache: Cow<'a, str>,
        function: Cow<'a, str>,
        /// The version, where the path names one.
        version: Option<u64>,
        /// What follows the function's name, with its slash, as the caller wrote it.
        path: &'a str,
    },
    /// `/cache/{cache}[/{action}]`
    Data { cache: Cow<'a, str>, action: Action },
    /// `/topics/{cache}/{topic}`
    Topic {
        cache: Cow<'a, str>,
        topic: Cow<'a, str>,
    },
}

/// What of a function is managed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    /// The function itself.
    Whole,
    /// `…/versions`
    Versions,
    /// `…/pin`
    Pin,
    /// `…/environment`
    Environment,
}

impl Aspect {
    fn parse(path: &str) -> Option<Self> {
        match path {
            "" => Some(Self::Whole),
            "/versions" => Some(Self::Versions),
            "/pin" => Some(Self::Pin),
            "/environment" => Some(Self::Environment),
            _ => None,
        }
    }
}

impl<'a> Route<'a> {
    /// Takes a path apart.
    pub(super) fn parse(path: &'a str) -> Result<Self, Refusal> {
        if path == "/" {
            return Ok(Self::Home);
        }
        if path == "/metrics" {
            return Ok(Self::Metrics);
        }
        if let Some(rest) = path.strip_prefix("/topics/") {
            return Self::parse_topic(path, rest);
        }
        if let Some(rest) = path.strip_prefix("/cache/") {
            return Self::parse_data(path, rest);
        }
        if let Some(rest) = path.strip_prefix("/console/") {
            let page = Page::parse(rest)?.map(Self::Console);
            return page.ok_or_else(|| Refusal::NoSuchRoute {
                path: path.to_owned(),
            });
        }
        let Some(rest) = path.strip_prefix("/functions/") else {
            return Err(Refusal::NoSuchRoute {
                path: path.to_owned(),
            });
        };
        let (first, rest) = segment(rest);
        match name(first)? {
            cache if cache == MANAGE => Self::parse_manage(path, rest),
            cache => Self::parse_invoke(path, cache, rest),
        }
    }

    fn parse_manage(path: &str, rest: &'a str) -> Result<Self, Refusal> {
        let missing = || Refusal::NoSuchRoute {
            path: path.to_owned(),
        };
        let (cache, rest) = segment(rest.strip_prefix('/').ok_or_else(missing)?);
        let cache = name(cache)?;
        let (function, rest) = segment(rest.strip_prefix('/').unwrap_or_default());
        match (function, rest) {
            ("", "") => Ok(Self::List { cache }),
            (function, "/logs") => Ok(Self::Logs {
                cache,
                function: name(function)?,
            }),
            (function, aspect) => Ok(Self::Manage {
                cache,
                function: name(function)?,
                aspect: Aspect::parse(aspect).ok_or_else(missing)?,
            }),
        }
    }

    fn parse_topic(path: &str, rest: &'a str) -> Result<Self, Refusal> {
        let (cache, rest) = segment(rest);
        let topic = rest.strip_prefix('/').filter(|topic| !topic.contains('/'));
        let topic = topic.ok_or_else(|| Refusal::NoSuchRoute {
            path: path.to_owned(),
        })?;
        Ok(Self::Topic {
            cache: name(cache)?,
            topic: name(topic)?,
        })
    }

    fn parse_data(path: &str, rest: &'a str) -> Result<Self, Refusal> {
        let (cache, action) = segment(rest);
        let action = Action::parse(action).ok_or_else(|| Refusal::NoSuchRoute {
            path: path.to_owned(),
        })?;
        Ok(Self::Data {
            cache: name(cache)?,
            action,
        })
    }

    fn parse_invoke(path: &str, cache: Cow<'a, str>, rest: &'a str) -> Result<Self, Refusal> {
        let missing = || Refusal::NoSuchRoute {
            path: path.to_owned(),
        };
        let (function, path) = segment(rest.strip_prefix('/').ok_or_else(missing)?);
        let (function, version) = version(name(function)?)?;
        Ok(Self::Invoke {
            cache,
            function,
            version,
            path,
        })
    }
}

/// Splits before the next slash, which stays with the rest.
fn segment(path: &str) -> (&str, &str) {
    path.find('/')
        .map_or((path, ""), |slash| path.split_at(slash))
}

/// VER.4: takes the version off a function's name, in which no `@` is legal.
fn version(name: Cow<'_, str>) -> Result<(Cow<'_, str>, Option<u64>), Refusal> {
    let Some((function, version)) = name.split_once('@') else {
        return Ok((name, None));
    };
    let digits = version.bytes().all(|byte| byte.is_ascii_digit());
    match version.parse() {
        Ok(number) if digits && !function.is_empty() => {
            Ok((function.to_owned().into(), Some(number)))
        }
        _ => Err(Refusal::BadVersion {
            text: name.into_owned(),
        }),
    }
}

pub(super) fn name(segment: &str) -> Result<Cow<'_, str>, Refusal> {
    match percent::decode(segment) {
        Some(name) if !name.is_empty() => Ok(name),
        _ => Err(Refusal::BadName {
            segment: segment.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invoke<'a>(cache: &'a str, function: &'a str, path: &'a str) -> Route<'a> {
        Route::Invoke {
            cache: cache.into(),
            function: function.into(),
            version: None,
            path,
        }
    }

    fn managed(aspect: Aspect) -> Route<'static> {
        Route::Manage {
            cache: "c".into(),
            function: "f".into(),
            aspect,
        }
    }

    /// HTTP.1
    #[test]
    fn an_invocation_names_a_cache_and_a_function() {
        assert_eq!(
            Route::parse("/functions/c/f").unwrap(),
            invoke("c", "f", "")
        );
        assert_eq!(
            Route::parse("/functions/a%20b/%66").unwrap(),
            invoke("a b", "f", "")
        );
    }

    /// INV.5
    #[test]
    fn what_follows_the_function_is_left_as_written() {
        assert_eq!(
            Route::parse("/functions/c/f/").unwrap(),
            invoke("c", "f", "/")
        );
        assert_eq!(
            Route::parse("/functions/c/f/a%2Fb//c/").unwrap(),
            invoke("c", "f", "/a%2Fb//c/")
        );
    }

    /// HTTP.1
    #[test]
    fn manage_is_no_cache_however_it_is_spelled() {
        let listed = Route::List { cache: "c".into() };
        assert_eq!(Route::parse("/functions/manage/c").unwrap(), listed);
        assert_eq!(Route::parse("/functions/m%61nage/c/").unwrap(), listed);
        assert_eq!(
            Route::parse("/functions/%6Danage/c/f").unwrap(),
            managed(Aspect::Whole)
        );
    }

    /// VER.5
    #[test]
    fn a_functions_versions_pin_and_environment_are_below_it() {
        for (path, aspect) in [
            ("versions", Aspect::Versions),
            ("pin", Aspect::Pin),
            ("environment", Aspect::Environment),
        ] {
            let path = format!("/functions/manage/c/f/{path}");
            assert_eq!(Route::parse(&path).unwrap(), managed(aspect));
            assert!(Route::parse(&format!("{path}/")).is_err(), "{path}");
        }
    }

    /// VER.4
    #[test]
    fn a_version_is_named_after_the_function() {
        for (path, number) in [("f@3", 3), ("f%403", 3), ("f@0", 0), ("f@007", 7)] {
            let expected = Route::Invoke {
                cache: "c".into(),
                function: "f".into(),
                version: Some(number),
                path: "/p@4",
            };
            let path = format!("/functions/c/{path}/p@4");
            assert_eq!(Route::parse(&path).unwrap(), expected);
        }
    }

    /// VER.4
    #[test]
    fn what_is_no_number_is_no_version() {
        for name in [
            "f@",
            "f@x",
            "f@+1",
            "f@-1",
            "f@1.0",
            "f@1@2",
            "@1",
            "f@99999999999999999999",
        ] {
            assert!(
                matches!(
                    Route::parse(&format!("/functions/c/{name}")),
                    Err(Refusal::BadVersion { .. })
                ),
                "{name}"
            );
        }
    }

    /// SVC.7
    #[test]
    fn a_topic_is_named_by_its_cache_and_one_segment() {
        let topic = Route::Topic {
            cache: "c".into(),
            topic: "a/b".into(),
        };
        assert_eq!(Route::parse("/topics/c/a%2Fb").unwrap(), topic);
    }

    /// CON.6
    #[test]
    fn logs_are_below_their_function() {
        let logs = Route::Logs {
            cache: "c".into(),
            function: "f".into(),
        };
        assert_eq!(Route::parse("/functions/manage/c/f/logs").unwrap(), logs);
        assert!(Route::parse("/functions/manage/c/f/logs/").is_err());
    }

    #[test]
    fn other_paths_are_refused() {
        for path in [
            "/topics/c",
            "/topics/c/a/b",
            "/functions",
            "/functions/",
            "/functions/c",
            "/functions/manage",
            "/functions/manage/c/f/g",
            "/x",
            "/console",
            "/console/",
            "/console/none",
        ] {
            assert!(Route::parse(path).is_err(), "{path}");
        }
    }

    #[test]
    fn names_that_do_not_decode_are_refused() {
        for path in [
            "/functions//f",
            "/functions/c/",
            "/functions/c/%ff",
            "/functions/%/f",
            "/functions/manage//f",
            "/topics//a",
            "/topics/c/",
        ] {
            assert!(
                matches!(Route::parse(path), Err(Refusal::BadName { .. })),
                "{path}"
            );
        }
    }
}
