use super::data::{bytes, data};
use momento_functions_models::ManualClock;
use momento_functions_models::http_script::{Answer, Body, Failure, Request, Scripts, Step};
use momento_functions_wit::{http as v2, v1::http as v1};
use std::sync::Arc;
use std::time::Duration;

/// The servers of the test: its scripts, which take their time on its clock.
pub(super) struct Http {
    pub(super) scripts: Scripts,
    clock: Arc<ManualClock>,
}

/// An answer that has come whole, since natively a body is inline.
struct Whole {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// Why there is none.
enum NoAnswer {
    Unscripted(String),
    Failed(Failure),
}

impl Http {
    pub(super) fn new(clock: Arc<ManualClock>) -> Self {
        Self {
            scripts: Scripts::default(),
            clock,
        }
    }

    fn send(&self, request: &Request, timeout: Option<Duration>) -> Result<Whole, NoAnswer> {
        let reply = self.scripts.answer(request);
        let reply = reply.map_err(|unscripted| NoAnswer::Unscripted(unscripted.to_string()))?;
        let (delay, answer) = reply.into_parts();
        if let Some(timeout) = timeout.filter(|timeout| *timeout <= delay) {
            self.clock.advance(timeout);
            return Err(NoAnswer::Failed(Failure::Timeout));
        }
        self.clock.advance(delay);
        self.collect(answer.map_err(NoAnswer::Failed)?)
    }

    fn collect(&self, answer: Answer) -> Result<Whole, NoAnswer> {
        let mut body = Vec::new();
        match answer.body {
            Body::Whole(bytes) => body.extend(bytes),
            Body::Steps(steps) => {
                for step in steps {
                    match step {
                        Step::Chunk(bytes) => body.extend(bytes),
                        Step::Pause(pause) => self.clock.advance(pause),
                        Step::BreakOff => {
                            return Err(NoAnswer::Failed(Failure::ConnectionInterrupted));
                        }
                    }
                }
            }
        }
        Ok(Whole {
            status: answer.status,
            headers: answer.headers,
            body,
        })
    }
}

impl v2::Host for Http {
    fn invoke(&self, request: v2::Request) -> Result<v2::Response, v2::Error> {
        self.v2_send(request, None)
    }

    fn invoke_with_timeout(
        &self,
        request: v2::Request,
        milliseconds: u64,
    ) -> Result<v2::Response, v2::Error> {
        self.v2_send(request, Some(Duration::from_millis(milliseconds)))
    }
}

impl Http {
    fn v2_send(
        &self,
        request: v2::Request,
        timeout: Option<Duration>,
    ) -> Result<v2::Response, v2::Error> {
        let request = Request {
            method: request.verb.to_ascii_uppercase(),
            url: request.url,
            headers: request.headers,
            body: bytes(request.body).into(),
        };
        let answer = self.send(&request, timeout).map_err(told_apart)?;
        Ok(v2::Response {
            status: answer.status,
            headers: answer.headers,
            body: data(answer.body),
        })
    }

    fn v1_send(&self, method: &str, request: &v1::Request) -> Result<v1::Response, v1::Error> {
        let request = Request {
            method: method.to_owned(),
            url: request.url.clone(),
            headers: request.headers.clone(),
            body: request.body.clone().into(),
        };
        let answer = self.send(&request, None);
        let answer = answer.map_err(|error| v1::Error::RequestError(error.text()))?;
        Ok(v1::Response {
            status: answer.status,
            headers: answer.headers,
            body: answer.body,
        })
    }
}

impl v1::Host for Http {
    fn get(&self, request: &v1::Request) -> Result<v1::Response, v1::Error> {
        self.v1_send("GET", request)
    }

    fn put(&self, request: &v1::Request) -> Result<v1::Response, v1::Error> {
        self.v1_send("PUT", request)
    }

    fn post(&self, request: &v1::Request) -> Result<v1::Response, v1::Error> {
        self.v1_send("POST", request)
    }

    fn delete(&self, request: &v1::Request) -> Result<v1::Response, v1::Error> {
        self.v1_send("DELETE", request)
    }
}

impl NoAnswer {
    fn text(&self) -> String {
        match self {
            Self::Unscripted(text) => text.clone(),
            Self::Failed(failure) => failure.to_string(),
        }
    }
}

fn told_apart(error: NoAnswer) -> v2::Error {
    let text = error.text();
    let NoAnswer::Failed(failure) = error else {
        return v2::Error::RequestError(text);
    };
    match failure {
        Failure::Timeout => v2::Error::Timeout(text),
        Failure::ConnectTimeout => v2::Error::ConnectTimeout(text),
        Failure::ConnectionFailed => v2::Error::ConnectionFailed(text),
        Failure::ConnectionInterrupted => v2::Error::ConnectionInterrupted(text),
        Failure::Tls => v2::Error::TlsError(text),
        Failure::TooManyRedirects => v2::Error::TooManyRedirects(text),
        Failure::MalformedResponse => v2::Error::MalformedResponse(text),
        _ => v2::Error::RequestError(text),
    }
}
