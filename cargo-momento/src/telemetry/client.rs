use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use tokio::runtime::Handle;

use super::TelemetryError;
use crate::output::Output;

/// How long a collector may take for one request.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends requests by the command's runtime: the exporter has a thread of its own, without one.
#[derive(Debug)]
pub(super) struct Client {
    inner: reqwest::Client,
    runtime: Handle,
    output: Output,
    /// Whether it was told that the collector does not answer.
    warned: AtomicBool,
}

impl Client {
    pub(super) fn new(runtime: &Handle, output: &Output) -> Result<Self, TelemetryError> {
        // Another part of the command may have done so before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            inner: reqwest::Client::builder().timeout(TIMEOUT).build()?,
            runtime: runtime.clone(),
            output: *output,
            warned: AtomicBool::new(false),
        })
    }

    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let client = self.inner.clone();
        let sent = self
            .runtime
            .spawn(async move { client.send_bytes(request).await });
        let answer = sent.await.map_err(HttpError::from).flatten();
        self.tell(&answer);
        answer
    }

    /// Says once that the collector takes nothing, and again when it did meanwhile.
    fn tell(&self, answer: &Result<Response<Bytes>, HttpError>) {
        let wrong = match answer {
            Ok(answer) if answer.status().is_success() => None,
            Ok(answer) => Some(answer.status().to_string()),
            Err(error) => Some(causes(&**error)),
        };
        let was = self.warned.swap(wrong.is_some(), Ordering::Relaxed);
        if let (Some(wrong), false) = (wrong, was) {
            self.output.warn(format_args!(
                "the collector takes no spans, which are lost until it does: {wrong}"
            ));
        }
    }
}

/// An error with what led to it: the outermost of a client's says little.
fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let all = std::iter::successors(Some(error), |error| error.source());
    let all: Vec<String> = all.map(ToString::to_string).collect();
    all.join(": ")
}

type Sent<'a> = Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'a>>;

impl HttpClient for Client {
    fn send_bytes<'a, 'b>(&'a self, request: Request<Bytes>) -> Sent<'b>
    where
        'a: 'b,
        Self: 'b,
    {
        Box::pin(self.send(request))
    }
}
