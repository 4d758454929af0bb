use crate::bindings::exports::momento::web_function::web_function_support::{
    Guest, Header, QueryParameter,
};
use crate::invocation::{self, with};
use crate::{Bottom, id, query};

impl Guest for Bottom {
    fn headers() -> Vec<Header> {
        let request = invocation::take(|taken| &mut taken.headers);
        let headers = request.map(|request| request.headers()).unwrap_or_default();
        headers
            .into_iter()
            .map(|(name, value)| Header { name, value })
            .collect()
    }

    fn query_parameters() -> Vec<QueryParameter> {
        let request = invocation::take(|taken| &mut taken.query);
        let query = request
            .and_then(|request| request.target().1)
            .unwrap_or_default();
        // INV.6: it carries a caller's key.
        let parameters = query::parameters(&query).filter(|(name, _)| name != "token");
        parameters
            .map(|(name, value)| QueryParameter { name, value })
            .collect()
    }

    /// Engines know nothing of Momento's tokens.
    fn token_metadata() -> Option<String> {
        None
    }

    fn invocation_id() -> String {
        id::current()
    }

    fn http_method() -> String {
        let request = with(|invocation| invocation.request.clone());
        request.map(|request| request.method()).unwrap_or_default()
    }

    /// A function is at an engine's root, so that all of the path follows it.
    fn invocation_path() -> Option<String> {
        let request = invocation::take(|taken| &mut taken.path)?;
        let (path, _) = request.target();
        let path = path.strip_prefix('/').unwrap_or(&path);
        (!path.is_empty()).then(|| path.into())
    }
}
