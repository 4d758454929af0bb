//! What a web function may ask about its request.
use std::cell::Cell;
use std::collections::HashMap;
use std::ptr;
use std::sync::OnceLock;

use momento_functions_guest_web::WebEnvironment;
use momento_functions_wit::v1::web_function_support::{self as host, Header, QueryParameter};

thread_local! {
    /// What this invocation asked the host so far.
    static CURRENT: Cell<Option<&'static FunctionEnvironment>> = const { Cell::new(None) };
}

/// What surrounds an invocation: the request's headers, query, path and method, and the function's names.
///
/// Each answer is fetched from the host when it is first asked for, and kept.
#[derive(Debug)]
pub struct FunctionEnvironment {
    /// That of the same invocation. Whoever runs the function makes a new one for each.
    invocation: &'static WebEnvironment,
    invocation_id: OnceLock<String>,
    http_method: OnceLock<String>,
    path: OnceLock<Option<String>>,
    headers: OnceLock<HashMap<String, String>>,
    query_parameters: OnceLock<HashMap<String, String>>,
    token_metadata: OnceLock<Option<String>>,
}

impl FunctionEnvironment {
    fn of(invocation: &'static WebEnvironment) -> Self {
        Self {
            invocation,
            invocation_id: OnceLock::new(),
            http_method: OnceLock::new(),
            path: OnceLock::new(),
            headers: OnceLock::new(),
            query_parameters: OnceLock::new(),
            token_metadata: OnceLock::new(),
        }
    }

    /// Gives the environment of this invocation. It costs nothing to call it again.
    #[must_use]
    pub fn get_function_environment() -> &'static FunctionEnvironment {
        let invocation = WebEnvironment::load();
        match CURRENT.get() {
            Some(environment) if ptr::eq(environment.invocation, invocation) => environment,
            _ => {
                let environment = &*Box::leak(Box::new(Self::of(invocation)));
                CURRENT.set(Some(environment));
                environment
            }
        }
    }

    /// Gives the name of the function's cache: the environment variable `__CACHE_NAME`, or `<not found>`.
    #[must_use]
    pub fn cache_name(&self) -> &String {
        self.invocation.cache_name()
    }

    /// Gives the name of the function: the environment variable `__FUNCTION_NAME`, or `<not found>`.
    #[must_use]
    pub fn function_name(&self) -> &String {
        self.invocation.function_name()
    }

    /// Gives the id of this invocation, which the service's logs and answers name it by.
    #[must_use]
    pub fn invocation_id(&self) -> &String {
        self.invocation_id.get_or_init(host::invocation_id)
    }

    /// Gives the request's headers. Of a header that repeats only the last value is here.
    #[must_use]
    pub fn headers(&self) -> &HashMap<String, String> {
        let pair = |Header { name, value }| (name, value);
        self.headers
            .get_or_init(|| host::headers().into_iter().map(pair).collect())
    }

    /// Gives the request's query parameters. Of one that repeats only the last value is here.
    #[must_use]
    pub fn query_parameters(&self) -> &HashMap<String, String> {
        let pair = |QueryParameter { name, value }| (name, value);
        self.query_parameters
            .get_or_init(|| host::query_parameters().into_iter().map(pair).collect())
    }

    /// Gives the request's method: `GET`, `POST`, ….
    #[must_use]
    pub fn http_method(&self) -> &str {
        self.http_method.get_or_init(host::http_method)
    }

    /// Gives what follows the function's name in the request's path, without a leading slash.
    #[must_use]
    pub fn http_path(&self) -> &str {
        let path = self.path.get_or_init(host::invocation_path);
        path.as_deref().unwrap_or_default()
    }

    /// Gives the metadata (the `token-id`) of the caller's token, when it has any.
    #[must_use]
    pub fn token_metadata(&self) -> &Option<String> {
        self.token_metadata.get_or_init(host::token_metadata)
    }
}

/// Gives [`FunctionEnvironment::headers`].
#[must_use]
pub fn headers() -> &'static HashMap<String, String> {
    FunctionEnvironment::get_function_environment().headers()
}

/// Gives [`FunctionEnvironment::query_parameters`].
#[must_use]
pub fn query_parameters() -> &'static HashMap<String, String> {
    FunctionEnvironment::get_function_environment().query_parameters()
}

/// Gives [`FunctionEnvironment::token_metadata`].
#[must_use]
pub fn token_metadata() -> &'static Option<String> {
    FunctionEnvironment::get_function_environment().token_metadata()
}

/// Gives [`FunctionEnvironment::invocation_id`].
#[must_use]
pub fn invocation_id() -> String {
    let environment = FunctionEnvironment::get_function_environment();
    environment.invocation_id().clone()
}
