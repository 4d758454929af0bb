//! The requests of functions: what they ask for, made fit to be sent.

mod authorization;
mod head;
mod url;

pub(crate) use authorization::Authorization;

use crate::host::Settings;
use crate::http_client::{HttpFailure, SendOptions};
use crate::invocation::HostBuffer;
use crate::time;
use http::{HeaderMap, Request, Response};
use std::time::{Duration, Instant};

/// A request as a function asks for it, by whichever contract.
pub(crate) struct Outbound {
    pub(crate) url: String,
    pub(crate) verb: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: HostBuffer,
    pub(crate) authorization: Authorization,
}

impl Outbound {
    /// Sends the request, and gives the response when its head has come.
    ///
    /// KIT.16: no script for it is an error that the function cannot handle.
    pub(crate) async fn send(
        self,
        settings: &Settings,
        timeout: Option<Duration>,
    ) -> wasmtime::Result<Result<Response<HostBuffer>, HttpFailure>> {
        match self.sent_in_time(settings, timeout).await {
            Err(HttpFailure::Unscripted(unscripted)) => Err(unscripted.into()),
            sent => Ok(sent),
        }
    }

    /// A network takes its time in real time; a virtual clock that passes the timeout meanwhile ends the
    /// wait, too.
    async fn sent_in_time(
        self,
        settings: &Settings,
        timeout: Option<Duration>,
    ) -> Result<Response<HostBuffer>, HttpFailure> {
        let sent = self.sent(settings, timeout);
        let (Some(clock), Some(timeout)) = (settings.clock.as_virtual(), timeout) else {
            return sent.await;
        };
        let late = || HttpFailure::Timeout(format!("there was no response in {timeout:?}"));
        let in_time = time::timeout(clock, timeout, sent).await;
        in_time.unwrap_or_else(|time::Elapsed| Err(late()))
    }

    async fn sent(
        self,
        settings: &Settings,
        timeout: Option<Duration>,
    ) -> Result<Response<HostBuffer>, HttpFailure> {
        let mut request = Request::new(self.body);
        *request.uri_mut() = url::parse(self.url)?;
        *request.method_mut() = head::method(&self.verb)?;
        *request.headers_mut() = head::headers(self.headers)?;
        let options = |timeout, redirects| SendOptions { timeout, redirects };
        if matches!(self.authorization, Authorization::None) {
            let options = options(timeout, settings.http.redirects());
            return settings.http.send(request, &options).await;
        }
        let started = Instant::now();
        // What is signed has to come whole, and a role's credentials from elsewhere.
        let applied = self.authorization.apply(request, settings);
        let request = in_time(timeout, applied).await?;
        let timeout = timeout.map(|timeout| timeout.saturating_sub(started.elapsed()));
        // A signature is for one URL: what it redirects to is the function's to ask for.
        settings.http.send(request, &options(timeout, 0)).await
    }
}

async fn in_time<T>(
    timeout: Option<Duration>,
    applied: impl Future<Output = Result<T, HttpFailure>>,
) -> Result<T, HttpFailure> {
    let Some(timeout) = timeout else {
        return applied.await;
    };
    let late = || HttpFailure::Timeout(format!("the request was not signed in {timeout:?}"));
    let in_time = tokio::time::timeout(timeout, applied).await;
    in_time.unwrap_or_else(|_| Err(late()))
}

/// Gives headers to a function. A value that is no UTF-8 comes with replacement characters.
pub(crate) fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes())))
        .collect()
}
