use std::cell::Cell;
use std::collections::HashMap;
use std::sync::OnceLock;

use momento_functions_wit::system;
use momento_functions_wit::web_function_support::{self as host, Header, QueryParameter};

use crate::{HeaderMap, QueryMap};

/// What the published crates give for a name that the host did not set.
const NOT_FOUND: &str = "<not found>";

thread_local! {
    /// What an invocation asked the host so far, and which invocation that is.
    static CURRENT: Cell<Option<(Invocation, &'static WebEnvironment)>> = const { Cell::new(None) };
}

/// Tells invocations apart where nothing calls [`reset`]: natively, where tests call the `fn` itself, one
/// after the other on one thread.
#[cfg(not(target_arch = "wasm32"))]
type Invocation = Option<u64>;
#[cfg(target_arch = "wasm32")]
type Invocation = ();

#[cfg(not(target_arch = "wasm32"))]
fn invocation() -> Invocation {
    momento_functions_wit::native::invocation()
}
#[cfg(target_arch = "wasm32")]
fn invocation() -> Invocation {}

/// Forgets the invocation before this one: an engine that reuses an instance must serve nobody
/// another's request.
///
/// What was loaded stays in memory, since references to it may still be held. A host that runs each
/// invocation in a fresh instance never pays for that.
pub(crate) fn reset() {
    CURRENT.set(None);
}

/// What surrounds an invocation: the request's headers, query, path and method, and the function's names.
///
/// Each answer is fetched from the host when it is first asked for, and kept: the host gives some of
/// them once only. All readers in one invocation, extractors included, see the same values.
///
/// # Examples
/// ```
/// use momento_functions_guest_web::WebEnvironment;
///
/// fn greet(_body: String) -> String {
///     let environment = WebEnvironment::load();
///     let name = environment.query_map().get("name").unwrap_or("stranger");
///     format!("{} {name}", environment.http_method())
/// }
/// ```
///
/// # Panics
/// Off wasm32, all but the names panic on a thread that has no native host, which
/// `#[momento_functions_test::test]` sets up.
#[derive(Debug)]
pub struct WebEnvironment {
    cache_name: OnceLock<String>,
    function_name: OnceLock<String>,
    invocation_id: OnceLock<String>,
    http_method: OnceLock<String>,
    path: OnceLock<Option<String>>,
    header_map: OnceLock<HeaderMap>,
    headers: OnceLock<HashMap<String, String>>,
    query_map: OnceLock<QueryMap>,
    query_parameters: OnceLock<HashMap<String, String>>,
    token_metadata: OnceLock<Option<String>>,
}

impl WebEnvironment {
    /// Nothing asked yet. Not `Default`: a second environment beside the loaded one would find that
    /// what the host gives once is gone, or take it from the first.
    const fn unasked() -> Self {
        Self {
            cache_name: OnceLock::new(),
            function_name: OnceLock::new(),
            invocation_id: OnceLock::new(),
            http_method: OnceLock::new(),
            path: OnceLock::new(),
            header_map: OnceLock::new(),
            headers: OnceLock::new(),
            query_map: OnceLock::new(),
            query_parameters: OnceLock::new(),
            token_metadata: OnceLock::new(),
        }
    }

    /// Gives the environment of this invocation. It costs nothing to call it again.
    #[must_use]
    pub fn load() -> &'static WebEnvironment {
        let invocation = invocation();
        match CURRENT.get() {
            Some((of, environment)) if of == invocation => environment,
            _ => {
                let environment: &'static WebEnvironment = Box::leak(Box::new(Self::unasked()));
                CURRENT.set(Some((invocation, environment)));
                environment
            }
        }
    }

    /// Gives the name of the function's cache: the environment variable `__CACHE_NAME`, or `<not found>`.
    #[must_use]
    pub fn cache_name(&self) -> &String {
        self.cache_name.get_or_init(|| variable("__CACHE_NAME"))
    }

    /// Gives the name of the function: the environment variable `__FUNCTION_NAME`, or `<not found>`.
    #[must_use]
    pub fn function_name(&self) -> &String {
        self.function_name
            .get_or_init(|| variable("__FUNCTION_NAME"))
    }

    /// Gives the id of this invocation, which the service's logs and answers name it by.
    #[must_use]
    pub fn invocation_id(&self) -> &String {
        self.invocation_id.get_or_init(host::invocation_id)
    }

    /// Gives the request's headers. Of a header that repeats only the last value is here: see
    /// [`header_map`](Self::header_map).
    #[must_use]
    pub fn headers(&self) -> &HashMap<String, String> {
        self.headers
            .get_or_init(|| self.header_map().clone().into_iter().collect())
    }

    /// Gives the request's headers, in order, repeats kept.
    #[must_use]
    pub fn header_map(&self) -> &HeaderMap {
        self.header_map.get_or_init(|| {
            host::headers()
                .into_iter()
                .map(|Header { name, value }| (name, value))
                .collect()
        })
    }

    /// Gives the request's query parameters. Of one that repeats only the last value is here: see
    /// [`query_map`](Self::query_map).
    #[must_use]
    pub fn query_parameters(&self) -> &HashMap<String, String> {
        self.query_parameters
            .get_or_init(|| self.query_map().clone().into_iter().collect())
    }

    /// Gives the request's query parameters, in order, repeats kept.
    #[must_use]
    pub fn query_map(&self) -> &QueryMap {
        self.query_map.get_or_init(|| {
            host::query_parameters()
                .into_iter()
                .map(|QueryParameter { name, value }| (name, value))
                .collect()
        })
    }

    /// Gives the request's method: `GET`, `POST`, ….
    #[must_use]
    pub fn http_method(&self) -> &str {
        self.http_method.get_or_init(host::http_method)
    }

    /// Gives what follows the function's name in the request's path, without a leading slash:
    /// `foo/bar` for `/functions/my-cache/my-function/foo/bar`, empty when nothing follows.
    #[must_use]
    pub fn http_path(&self) -> &str {
        self.invocation_path().unwrap_or_default()
    }

    /// Gives what [`http_path`](Self::http_path) gives, with `None` for a path that ends in the
    /// function's name and an empty text for one that ends in a slash after it.
    #[must_use]
    pub fn invocation_path(&self) -> Option<&str> {
        self.path.get_or_init(host::invocation_path).as_deref()
    }

    /// Gives the metadata (the `token-id`) of the caller's token, when it has any.
    #[must_use]
    pub fn token_metadata(&self) -> &Option<String> {
        self.token_metadata.get_or_init(host::token_metadata)
    }
}

fn variable(name: &str) -> String {
    system::variable(name).unwrap_or_else(|| NOT_FOUND.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Invocation, called, invocation};

    /// SDK.5
    #[test]
    fn each_field_is_asked_of_the_host_once() {
        invocation(
            Invocation {
                headers: &[("a", "1")],
                query: &[("q", "2")],
                path: Some("p"),
                token: Some("t"),
            },
            || {
                for _ in 0..2 {
                    let environment = WebEnvironment::load();
                    assert_eq!(environment.header_map().get("a"), Some("1"));
                    assert_eq!(environment.headers()["a"], "1");
                    assert_eq!(environment.query_map().get("q"), Some("2"));
                    assert_eq!(environment.query_parameters()["q"], "2");
                    assert_eq!(environment.http_path(), "p");
                    assert_eq!(environment.token_metadata().as_deref(), Some("t"));
                    assert_eq!(environment.http_method(), "POST");
                    assert_eq!(environment.invocation_id(), "id-1");
                }
            },
        );
    }

    /// SDK.5
    #[test]
    fn a_field_that_nobody_asks_for_is_not_asked_of_the_host() {
        // No native host here: any call would panic.
        reset();
        let environment = WebEnvironment::load();
        assert_eq!(environment.cache_name(), "<not found>");
        assert_eq!(environment.function_name(), "<not found>");
    }

    /// KIT.36
    #[test]
    fn a_handler_that_is_called_by_itself_sees_nothing_of_the_test_before() {
        let path = |path: &'static str| {
            let of = Invocation {
                path: Some(path),
                ..Invocation::default()
            };
            called(of, || WebEnvironment::load().http_path().to_owned())
        };
        assert_eq!(path("first"), "first");
        let panicked = std::panic::catch_unwind(|| {
            called(Invocation::default(), || {
                assert_eq!(WebEnvironment::load().invocation_path(), Some("not this"));
            });
        });
        assert!(panicked.is_err());
        assert_eq!(path("next"), "next");
    }

    #[test]
    fn the_maps_keep_repeats_and_the_hash_maps_the_last() {
        invocation(
            Invocation {
                headers: &[("a", "1"), ("a", "2")],
                query: &[("q", "1"), ("q", "2")],
                ..Invocation::default()
            },
            || {
                let environment = WebEnvironment::load();
                assert_eq!(
                    environment.header_map().get_all("A").collect::<Vec<_>>(),
                    ["1", "2"]
                );
                assert_eq!(environment.headers()["a"], "2");
                assert_eq!(
                    environment.query_map().get_all("q").collect::<Vec<_>>(),
                    ["1", "2"]
                );
                assert_eq!(environment.query_parameters()["q"], "2");
            },
        );
    }

    #[test]
    fn no_path_is_none_and_reads_as_empty() {
        invocation(Invocation::default(), || {
            assert_eq!(WebEnvironment::load().invocation_path(), None);
            assert_eq!(WebEnvironment::load().http_path(), "");
        });
        invocation(
            Invocation {
                path: Some(""),
                ..Invocation::default()
            },
            || {
                assert_eq!(WebEnvironment::load().invocation_path(), Some(""));
            },
        );
    }

    /// SDK.5
    #[test]
    fn the_next_invocation_sees_nothing_of_the_one_before() {
        invocation(
            Invocation {
                headers: &[("secret", "1")],
                token: Some("t"),
                ..Invocation::default()
            },
            || {
                assert!(WebEnvironment::load().header_map().contains("secret"));
                assert!(WebEnvironment::load().token_metadata().is_some());
            },
        );
        invocation(Invocation::default(), || {
            assert!(WebEnvironment::load().header_map().is_empty());
            assert!(WebEnvironment::load().token_metadata().is_none());
        });
    }
}
