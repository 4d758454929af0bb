use super::Invoked;
use crate::cost::Cost;
use crate::error::InvocationError;
use crate::invocation::Context;
use crate::log::LogSink;
use crate::observe::redact::Secrets;
use crate::request::Request;
use momento_functions_models::query;
use std::time::{Duration, SystemTime};

/// How much of a path is kept, in bytes.
const MAX_PATH: usize = 8 << 10;

/// What must be noted of an invocation while it runs, for it to be told of at its end.
#[derive(Debug)]
pub(crate) struct Begun {
    at: SystemTime,
    asked: Option<Asked>,
    pub(crate) status: Option<u16>,
}

/// What a request asked for.
#[derive(Debug)]
struct Asked {
    method: String,
    path: String,
    request_id: Option<String>,
    trace_parent: Option<String>,
}

/// How an invocation ended.
pub(crate) struct End {
    pub(crate) duration: Duration,
    pub(crate) cost: Cost,
    pub(crate) error: Option<InvocationError>,
}

impl Begun {
    pub(crate) fn at(now: SystemTime) -> Self {
        Self {
            at: now,
            asked: None,
            status: None,
        }
    }

    /// Notes what the function is asked, before it takes the request apart.
    pub(crate) fn ask(&mut self, request: &Request) {
        self.asked = Some(Asked {
            method: request.method().as_str().to_owned(),
            path: cut(target(request)),
            request_id: request.request_id(),
            trace_parent: request.trace_parent(),
        });
    }

    pub(crate) fn end(self, context: &Context, logs: &LogSink, end: End) -> Invoked {
        let function = context.function();
        let (method, path, request_id, trace_parent) = match self.asked {
            Some(asked) => (
                Some(asked.method),
                Some(asked.path),
                asked.request_id,
                asked.trace_parent,
            ),
            None => (None, None, None, None),
        };
        Invoked {
            invocation_id: context.invocation_id().to_owned(),
            cache: function.cache().to_owned(),
            function: function.name().to_owned(),
            version: function.version(),
            kind: function.kind(),
            method,
            path,
            request_id,
            trace_parent,
            status: self.status,
            began: self.at,
            duration: end.duration,
            request_bytes: end.cost.request_bytes,
            response_bytes: end.cost.response_bytes,
            cost: end.cost,
            error: end.error,
            logs: logs.lines(),
            calls: logs.calls().redacted(),
        }
    }
}

/// What follows the function's name, without the credentials that a query may have.
fn target(request: &Request) -> String {
    let path = request.path().map(|path| format!("/{path}"));
    let query = request.query.as_deref().map(without_tokens);
    let query = query.filter(|query| !query.is_empty());
    let query = query.map(|query| format!("?{query}"));
    let mut target = path.unwrap_or_default() + &query.unwrap_or_default();
    Secrets::default().find_in_url(&mut target);
    target
}

fn without_tokens(query: &str) -> String {
    let is_token = |pair: &&str| query::parameters(pair).any(|(name, _)| name == "token");
    let rest: Vec<&str> = query.split('&').filter(|pair| !is_token(pair)).collect();
    rest.join("&")
}

fn cut(mut path: String) -> String {
    if path.len() > MAX_PATH {
        path.truncate(path.floor_char_boundary(MAX_PATH));
        path.push('…');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target_of(target: &str) -> String {
        super::target(&Request::get(target))
    }

    /// OBS.1
    #[test]
    fn a_path_is_told_as_it_was_without_tokens() {
        for (asked, told) in [
            ("", ""),
            ("/", "/"),
            ("/a%2Fb/", "/a%2Fb/"),
            ("?q=1&q=%20", "?q=1&q=%20"),
            ("/a?password=secret", "/a?password=[redacted]"),
            ("/a?token=secret", "/a"),
            ("/a?x&%74oken=secret&y=token", "/a?x&y=token"),
        ] {
            assert_eq!(target_of(asked), told, "{asked}");
        }
    }

    /// OBS.1
    #[test]
    fn a_path_has_an_end() {
        let long = "é".repeat(MAX_PATH);
        assert_eq!(cut(long.clone()).len(), MAX_PATH + '…'.len_utf8());
        let short = long[..MAX_PATH].to_owned();
        assert_eq!(cut(short.clone()), short);
    }
}
