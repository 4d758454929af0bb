use crate::bindings::test::{Failure, Header, Host, Request, Response};
use crate::invocation::State;
use crate::outcome::Outcome;
use crate::test_binary::{Attempt, CallFailure, Expected};
use http::Method;
use std::sync::Arc;
use std::time::Duration;
use wasmtime::{Result, format_err};

impl Host for State {
    fn expect_panic(&mut self, message: Option<String>) -> Result<()> {
        let expected = message.map_or(Expected::Panic, Expected::PanicWith);
        attempt(self)?.expect(expected);
        Ok(())
    }

    async fn call(&mut self, request: Request) -> Result<std::result::Result<Response, Failure>> {
        let attempt = attempt(self)?;
        let request = match translated(request) {
            Ok(request) => request,
            Err(failure) => return Ok(Err(told(failure))),
        };
        let outcome = attempt.call(request).await;
        Ok(outcome.map(answer).map_err(told))
    }

    fn advance_clock(&mut self, nanoseconds: u64) -> Result<()> {
        attempt(self)?;
        let clock = self.context.settings().clock.as_virtual();
        let clock = clock.ok_or_else(|| {
            format_err!("the clock cannot be moved: it is the machine's (`--real-clock`)")
        })?;
        clock.advance(Duration::from_nanos(nanoseconds));
        Ok(())
    }

    async fn spawn(&mut self, payload: Vec<u8>) -> Result<std::result::Result<(), Failure>> {
        let attempt = attempt(self)?;
        Ok(attempt.spawn(payload).await.map_err(told))
    }
}

fn attempt(state: &State) -> Result<Arc<Attempt>> {
    let attempt = state.test.clone();
    attempt.ok_or_else(|| {
        format_err!(
            "`momento:test` is for tests: this instance is a function that one of them calls"
        )
    })
}

fn translated(request: Request) -> std::result::Result<crate::Request, CallFailure> {
    let method = Method::from_bytes(request.method.as_bytes()).map_err(|_| {
        let why = format!(
            "`{}` is no method of HTTP: write one such as `POST`",
            request.method
        );
        CallFailure::new("bad_request", why)
    })?;
    let made = crate::Request::new(method, &request.target).body(request.body);
    let made = request
        .headers
        .into_iter()
        .fold(made, |made, header| made.header(header.name, header.value));
    Ok(match request.token_metadata {
        Some(metadata) => made.token_metadata(metadata),
        None => made,
    })
}

fn answer(outcome: Outcome) -> Response {
    let response = outcome.response;
    let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| Header {
        name: name.to_string(),
        value: String::from_utf8_lossy(value.as_bytes()).into_owned(),
    };
    Response {
        status: response.status,
        headers: response.headers.iter().map(header).collect(),
        body: response.body.into(),
    }
}

fn told(CallFailure { kind, message }: CallFailure) -> Failure {
    Failure {
        kind: kind.to_owned(),
        message,
    }
}
