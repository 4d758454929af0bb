use crate::bindings::wasi::http::types::{IncomingRequest, Method};

/// The request, of which each part is fetched from the engine when it is asked for.
pub(crate) struct Request {
    pub(crate) incoming: IncomingRequest,
}

impl Request {
    /// The headers as they came. `host` is among them: engines keep it apart.
    pub(crate) fn headers(&self) -> Vec<(String, String)> {
        let entries = self.incoming.headers().entries();
        let mut headers = Vec::with_capacity(entries.len() + 1);
        if !entries.iter().any(|(name, _)| name == "host") {
            let host = self.incoming.authority();
            headers.extend(host.map(|host| ("host".to_owned(), host)));
        }
        headers.extend(
            entries
                .into_iter()
                .map(|(name, value)| (name.to_ascii_lowercase(), text(value))),
        );
        headers
    }

    pub(crate) fn content_length(&self) -> Option<u64> {
        let values = self.incoming.headers().get("content-length");
        std::str::from_utf8(values.first()?)
            .ok()?
            .trim()
            .parse()
            .ok()
    }

    pub(crate) fn method(&self) -> String {
        let known = match self.incoming.method() {
            Method::Get => "GET",
            Method::Head => "HEAD",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
            Method::Connect => "CONNECT",
            Method::Options => "OPTIONS",
            Method::Trace => "TRACE",
            Method::Patch => "PATCH",
            Method::Other(method) => return method,
        };
        known.to_owned()
    }

    pub(crate) fn is_head(&self) -> bool {
        matches!(self.incoming.method(), Method::Head)
    }

    /// The path and the query, as they were sent.
    pub(crate) fn target(&self) -> (String, Option<String>) {
        let target = self.incoming.path_with_query().unwrap_or_default();
        match target.split_once('?') {
            Some((path, query)) => (path.to_owned(), Some(query.to_owned())),
            None => (target, None),
        }
    }
}

/// Reads a value; what is no UTF-8 is replaced.
pub(crate) fn text(value: Vec<u8>) -> String {
    String::from_utf8(value)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
