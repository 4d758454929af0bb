//! One request to the endpoint, and its answer.

use crate::ServiceError;
use crate::answer::{Meaning, is_page, meaning};
use crate::bindings::momento::bytes::bytes::Data;
use crate::bindings::momento::http1_1_0::http::{self, Authorization, Error, Request, Response};
use crate::bindings::momento::log::logging::{LogLevel, log};
use crate::bindings::wasi::cli::environment::get_environment;
use crate::collect::{Broken, collect};
use crate::settings::Settings;
use crate::url::Url;

/// How long a call waits for its answer.
const MILLISECONDS: u64 = 5000;

/// How long a call waits whose body comes from elsewhere, which takes its own time.
const STREAM_MILLISECONDS: u64 = 30_000;

/// How the client says that the body which it is to send has broken off.
const BROKEN: &str = "the request's body did not come whole";

/// How much of an answer's body is read to learn what it means.
const EXPLANATION: usize = 8 << 10;

/// The header that has a time to live to the millisecond.
pub(crate) const TTL: &str = "x-momento-ttl-milliseconds";

/// Where the data is.
pub(crate) struct Endpoint(Settings);

/// What the endpoint answered.
pub(crate) enum Answer {
    Done(Response),
    Missing,
    NotStored,
}

/// A request that is put together.
pub(crate) struct Ask<'a> {
    pub(crate) endpoint: &'a Endpoint,
    verb: &'a str,
    url: Url,
    headers: Vec<(String, String)>,
    body: Data,
}

impl Endpoint {
    /// Finds it in the environment.
    pub(crate) fn find() -> Result<Self, ServiceError> {
        Settings::of(&get_environment()).map(Self)
    }

    /// Finds one that has the routes which Momento's service has not.
    pub(crate) fn with_all_routes() -> Result<Self, ServiceError> {
        let endpoint = Self::find()?;
        match endpoint.0.is_service() {
            true => Err(endpoint.not_offered()),
            false => Ok(endpoint),
        }
    }

    /// Begins a request for an item of the cache.
    pub(crate) fn item<'a>(&'a self, verb: &'a str, path: &str, key: &[u8]) -> Ask<'a> {
        let url = Url::new(&self.0.base, &["cache", &self.0.cache]);
        self.ask(verb, url.below(path).key(key))
    }

    /// Begins a request for a topic.
    pub(crate) fn topic<'a>(&'a self, verb: &'a str, topic: &str) -> Ask<'a> {
        self.ask(
            verb,
            Url::new(&self.0.base, &["topics", &self.0.cache, topic]),
        )
    }

    fn ask<'a>(&'a self, verb: &'a str, url: Url) -> Ask<'a> {
        let key = self
            .0
            .key
            .iter()
            .map(|key| ("authorization".to_owned(), key.clone()));
        Ask {
            endpoint: self,
            verb,
            url,
            headers: key.collect(),
            body: Data::Value(Vec::new()),
        }
    }

    /// Tells what an answer lacks that a call needs.
    pub(crate) fn not_offered(&self) -> ServiceError {
        self.failed(
            "does not offer this: conditions, hashes and lists are routes of `cargo momento serve` alone, and Momento's \
             own service has get, set, delete and publish for a function on another engine",
        )
    }

    /// Names an answer that no cache gives.
    pub(crate) fn strange(&self, how: &str) -> ServiceError {
        let how = self.0.fit(how);
        self.failed(&format!(
            "answered as no cache does: {how}; is MOMENTO_ENDPOINT right?"
        ))
    }

    /// An error whose text names the endpoint.
    fn failed(&self, what: &str) -> ServiceError {
        ServiceError::FailedPrecondition(format!("{} {what}", self.0.base))
    }

    /// An error that has no text, which is on the log instead.
    pub(crate) fn logged(&self, error: ServiceError, what: &str) -> ServiceError {
        let what = self.0.fit(what);
        log(
            &format!("the data at {}: {what}", self.0.base),
            LogLevel::Error,
        );
        error
    }

    fn unanswered(&self, error: Error, waited: u64) -> ServiceError {
        let cannot = |text: &str| self.failed(&format!("cannot be reached: {}", self.0.fit(text)));
        let internal = |what: &str| self.logged(ServiceError::InternalError, what);
        match error {
            Error::Timeout(_) | Error::ConnectTimeout(_) => self.logged(
                ServiceError::Timeout,
                &format!("no answer came in {} seconds", waited / 1000),
            ),
            Error::ConnectionFailed(text) | Error::TlsError(text) => cannot(&text),
            Error::InvalidUrl(invalid) => cannot(&invalid.error),
            // The value is not told: it is the key.
            Error::InvalidHeaderValue(_) => ServiceError::FailedPrecondition(
                "MOMENTO_API_KEY is no key: a header cannot carry it".to_owned(),
            ),
            Error::InvalidHeaderName(invalid) => internal(&invalid.error),
            Error::RequestError(text) if text.starts_with(BROKEN) => ServiceError::InvalidArgument(
                format!("a value must come whole; {}", self.0.fit(&text)),
            ),
            Error::RequestError(text)
            | Error::ConnectionInterrupted(text)
            | Error::TooManyRedirects(text)
            | Error::MalformedResponse(text) => internal(&text),
            Error::InternalError => internal("the request could not be sent"),
        }
    }

    fn judge(&self, response: Response) -> Result<Answer, ServiceError> {
        if matches!(response.status, 200..=299) {
            return match is_page(response.header("content-type"), b"") {
                true => Err(self.strange(&format!("{}, with a web page", response.status))),
                false => Ok(Answer::Done(response)),
            };
        }
        let (status, kind) = (response.status, response.header("content-type").to_owned());
        let explanation = beginning(response.body);
        match meaning(status, &kind, &explanation) {
            Meaning::Missing => Ok(Answer::Missing),
            Meaning::NotStored => Ok(Answer::NotStored),
            Meaning::NotOffered => Err(self.not_offered()),
            Meaning::Error(error) => Err(self.told(status, error)),
            Meaning::Strange(how) => Err(self.strange(&how)),
        }
    }

    /// Makes the endpoint's own words fit, and says more where the contract's error has none.
    fn told(&self, status: u16, error: ServiceError) -> ServiceError {
        match error {
            ServiceError::InvalidArgument(text) => ServiceError::InvalidArgument(self.0.fit(&text)),
            ServiceError::PermissionDenied(text) => ServiceError::PermissionDenied(format!(
                "{} answered {}; MOMENTO_API_KEY is the key",
                self.0.base,
                self.0.fit(&text)
            )),
            ServiceError::LimitExceeded(text) => ServiceError::LimitExceeded(self.0.fit(&text)),
            ServiceError::FailedPrecondition(text) => {
                ServiceError::FailedPrecondition(self.0.fit(&text))
            }
            ServiceError::NotFound(text) => ServiceError::NotFound(self.0.fit(&text)),
            error => self.logged(error, &format!("it answered {status}")),
        }
    }

    /// Looks whether something was done: whoever answers with content has answered something else, as a server does that
    /// a redirect leads to.
    pub(crate) fn no_content(&self, response: &Response) -> Result<(), ServiceError> {
        match response.status {
            204 => Ok(()),
            status => Err(self.strange(&format!("{status}, where 204 says that it is done"))),
        }
    }

    /// Reads all of an answer.
    pub(crate) fn read(&self, body: Data, limit: usize) -> Result<Vec<u8>, ServiceError> {
        collect(body, limit, None).map_err(|broken| match broken {
            Broken::Longer => self.strange(&format!("with more than {limit} bytes")),
            Broken::NoMemory => ServiceError::LimitExceeded(
                "the engine has no memory for an answer of this size".to_owned(),
            ),
            Broken::Failed(error) => {
                let what = format!("an answer broke off: {}", error.text());
                self.logged(ServiceError::InternalError, &what)
            }
        })
    }
}

impl Ask<'_> {
    /// Adds a parameter.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.url = self.url.with(name, value.as_bytes());
        self
    }

    /// Says how long an item lives: in whole seconds, which every service reads, and as it is.
    pub(crate) fn ttl(self, milliseconds: u64) -> Self {
        let seconds = milliseconds.div_ceil(1000).to_string();
        self.with("ttl_seconds", &seconds)
            .header(TTL, &milliseconds.to_string())
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn body(mut self, media_type: &str, body: Data) -> Self {
        self.body = body;
        self.header("content-type", media_type)
    }

    pub(crate) fn bytes(self, body: Data) -> Self {
        self.body("application/octet-stream", body)
    }

    /// Sends it, and waits for the answer.
    pub(crate) fn send(self) -> Result<Answer, ServiceError> {
        let patience = match self.body {
            Data::Buffer(_) => STREAM_MILLISECONDS,
            Data::Value(_) => MILLISECONDS,
        };
        let request = Request {
            url: self.url.text()?,
            verb: self.verb.to_owned(),
            headers: self.headers,
            body: self.body,
            authorization: Authorization::None,
        };
        let response = http::invoke_with_timeout(request, patience);
        let response = response.map_err(|error| self.endpoint.unanswered(error, patience))?;
        self.endpoint.judge(response)
    }

    /// Sends what can only be done.
    pub(crate) fn done(self) -> Result<(), ServiceError> {
        let endpoint = self.endpoint;
        match self.send()? {
            Answer::Done(response) => endpoint.no_content(&response),
            Answer::Missing => Err(endpoint.strange("there is no item")),
            Answer::NotStored => Err(endpoint.strange("a condition does not hold")),
        }
    }
}

impl Response {
    /// Gives a header's first value, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self
            .headers
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }
}

/// Gives what of a body comes first; how it ends does not matter.
fn beginning(body: Data) -> Vec<u8> {
    let mut read = Vec::new();
    match body {
        Data::Value(bytes) => read = bytes,
        Data::Buffer(buffer) => {
            while read.len() < EXPLANATION
                && let Ok(Some(piece)) = buffer.try_read(EXPLANATION as u32)
            {
                read.extend_from_slice(&piece);
            }
        }
    }
    read.truncate(EXPLANATION);
    read
}
