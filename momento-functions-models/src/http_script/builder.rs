use super::body_condition::BodyCondition;
use super::conditions::{ANY_METHOD, Conditions};
use super::entry::{Entry, Replies};
use super::header::{check, is_token};
use super::url_pattern::UrlPattern;
use super::{Reply, Request, Script, Scripts};
use bytes::Bytes;
use serde_json::Value;
use std::panic::Location;
use std::sync::Arc;

/// Says which requests a script answers, and then how.
///
/// # Panics
///
/// What no request can be is refused where it is written, and so is a script that an earlier one leaves
/// nothing to answer.
#[must_use = "a script answers once it is told how: `.respond(Reply::status(200))`"]
#[derive(Debug)]
pub struct ScriptBuilder {
    scripts: Scripts,
    conditions: Conditions,
    times: Option<u64>,
}

#[expect(clippy::panic, reason = "a test that is written wrong has to fail")]
impl ScriptBuilder {
    #[track_caller]
    pub(super) fn new(scripts: Scripts, method: &str, url: &str) -> Self {
        if method == "CONNECT" || !(method == ANY_METHOD || is_token(method)) {
            panic!("no request has the method `{method}`: write one such as GET, or `*` for any");
        }
        let url = match UrlPattern::parse(url) {
            Ok(url) => url,
            Err(reason) => panic!("the pattern `{url}` matches no URL: {reason}"),
        };
        Self {
            scripts,
            conditions: Conditions {
                method: method.to_owned(),
                url,
                headers: Vec::new(),
                query: Vec::new(),
                body: None,
            },
            times: None,
        }
    }

    /// Wants a header of this value, among others of its name perhaps. The name is compared without its
    /// case.
    ///
    /// # Panics
    ///
    /// HTTP does not allow the header.
    #[track_caller]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let Err(reason) = check(name, value) {
            panic!("{reason}");
        }
        let header = (name.to_ascii_lowercase(), value.to_owned());
        self.conditions.headers.push(header);
        self
    }

    /// Wants a parameter of this value in the query, among others of its name perhaps. Both are compared
    /// decoded.
    pub fn with_query(mut self, name: &str, value: &str) -> Self {
        let parameter = (name.to_owned(), value.to_owned());
        self.conditions.query.push(parameter);
        self
    }

    /// Wants a body of JSON that includes a value: its objects may have more members; its arrays have as
    /// many elements.
    ///
    /// # Panics
    ///
    /// The method has no body, or another body is wanted already.
    #[track_caller]
    pub fn with_json(self, value: Value) -> Self {
        self.with(BodyCondition::Json(value))
    }

    /// Wants a body, whole, of these bytes.
    ///
    /// # Panics
    ///
    /// The method has no body, or another body is wanted already.
    #[track_caller]
    pub fn with_body(self, body: impl Into<Bytes>) -> Self {
        self.with(BodyCondition::Bytes(body.into()))
    }

    /// Answers so often and no more: then scripts that were made later have their turn.
    ///
    /// # Panics
    ///
    /// `times` is 0.
    #[track_caller]
    pub fn times(mut self, times: u64) -> Self {
        if times == 0 {
            panic!("a script that answers 0 times never does: leave it out");
        }
        self.times = Some(times);
        self
    }

    /// Answers with the reply, each time.
    ///
    /// # Panics
    ///
    /// An earlier script answers all that this one would.
    #[track_caller]
    pub fn respond(self, reply: Reply) -> Script {
        self.add(Replies::Always(reply))
    }

    /// Answers with what is made of the request.
    ///
    /// # Panics
    ///
    /// An earlier script answers all that this one would.
    #[track_caller]
    pub fn respond_with(self, make: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Script {
        self.add(Replies::Made(Arc::new(make)))
    }

    /// Answers with each reply once, in their order, and no more: then scripts that were made later have
    /// their turn.
    ///
    /// # Panics
    ///
    /// There is no reply, [`times`](Self::times) says how often, too, or an earlier script answers all that
    /// this one would.
    #[track_caller]
    pub fn respond_in_order(mut self, replies: impl IntoIterator<Item = Reply>) -> Script {
        let replies: Vec<Reply> = replies.into_iter().collect();
        if replies.is_empty() {
            panic!("a script without a reply never answers: give it one");
        }
        if self.times.is_some() {
            panic!("each reply is given once: leave `times` out");
        }
        self.times = Some(replies.len() as u64);
        self.add(Replies::InOrder(replies))
    }

    #[track_caller]
    fn with(mut self, body: BodyCondition) -> Self {
        let method = &self.conditions.method;
        if matches!(method.as_str(), "GET" | "HEAD") {
            panic!("a {method} request has no body to match: is it a POST, or in the query?");
        }
        if self.conditions.body.is_some() {
            panic!("a request has one body: match it once");
        }
        self.conditions.body = Some(body);
        self
    }

    #[track_caller]
    fn add(self, replies: Replies) -> Script {
        let made_at = Location::caller();
        let entry = Entry::new(self.conditions, replies, self.times, made_at);
        match self.scripts.add(entry) {
            Ok(entry) => Script::new(self.scripts, entry),
            Err(hidden) => panic!("{hidden}"),
        }
    }
}
