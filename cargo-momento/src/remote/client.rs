use std::error::Error as _;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use reqwest::Url;
use reqwest::redirect::Policy;

use super::endpoint::is_loopback;
use super::request::shown;
use super::upload::Upload;
use super::{Answer, Key, RemoteError, Request, tls};

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);

/// How many bytes of an answer are collected that is not the one that was asked for.
const ERROR: usize = 64 << 10;

/// Sends requests to one service.
#[derive(Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    time: Duration,
    /// Whether uploads tell how far they are.
    tells: bool,
    /// What to do where nobody listens.
    hint: &'static str,
}

impl Client {
    /// Makes a client for the service at `url`.
    pub(super) fn new(
        url: &Url,
        time: Duration,
        tells: bool,
        by_default: bool,
    ) -> Result<Self, RemoteError> {
        let cannot = |error: String| RemoteError::Client(error);
        let tls =
            tls::config(url.scheme() == "https").map_err(|error| cannot(error.to_string()))?;
        let mut client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .connect_timeout(CONNECT)
            // A build may take longer than a server keeps a connection that nobody uses.
            .pool_max_idle_per_host(0)
            .redirect(Policy::none())
            .referer(false)
            .user_agent(concat!(
                env!("CARGO_PKG_NAME"),
                "/",
                env!("CARGO_PKG_VERSION")
            ));
        let local = is_loopback(url);
        if local {
            // What is on this machine is asked by no proxy, which would get the key.
            client = client.no_proxy();
        }
        Ok(Self {
            http: client.build().map_err(|error| cannot(innermost(&error)))?,
            time,
            tells,
            hint: match (by_default, local) {
                (true, _) => {
                    ". Start it with `cargo momento serve`, or name another service: `--endpoint`, \
                     $MOMENTO_ENDPOINT or $MOMENTO_CELL_HOSTNAME"
                }
                (_, true) => ". Is a host started there? `cargo momento serve --listen ADDR:PORT`",
                _ => ". Is the hostname right, and does the network let you there?",
            },
        })
    }

    /// Sends a request and collects an answer of at most `limit` bytes.
    pub(super) async fn send(
        &self,
        request: &Request,
        key: Option<&Key>,
        limit: usize,
    ) -> Result<Answer, RemoteError> {
        let begun = Instant::now();
        let sent = tokio::time::timeout(self.time, self.answered(request, limit)).await;
        let answered = sent.map_err(|_| self.late(request))??;
        Ok(self.answer(request, key, answered, begun))
    }

    async fn answered(
        &self,
        request: &Request,
        limit: usize,
    ) -> Result<(StatusCode, HeaderMap, Bytes), RemoteError> {
        let mut response = self.exchange(request).await?;
        let body = self.collect(request, &mut response, limit).await?;
        Ok((
            response.status(),
            std::mem::take(response.headers_mut()),
            body,
        ))
    }

    /// Sends a request whose answer's body is read as it comes, once it is one of server-sent events.
    pub(super) async fn open(
        &self,
        request: Request,
        key: Option<&Key>,
        instead: &'static str,
    ) -> Result<Stream<'_>, RemoteError> {
        let begun = Instant::now();
        let opened = tokio::time::timeout(self.time, self.exchange(&request)).await;
        let mut response = opened.map_err(|_| self.late(&request))??;
        let kind = response.headers().get(CONTENT_TYPE);
        let is_events = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        if response.status().is_success() && is_events {
            let client = self;
            return Ok(Stream {
                client,
                request,
                response,
            });
        }
        let collected =
            tokio::time::timeout(self.time, self.collect(&request, &mut response, ERROR));
        // Of an endless answer of another kind the head is told.
        let body = match collected.await {
            Ok(Ok(body)) => body,
            _ => Bytes::new(),
        };
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let answer = self.answer(&request, key, (status, headers, body), begun);
        let answer = answer.succeed(Some(instead))?;
        Err(answer.unexpected(
            "The answer is no stream of events: is this the host of `cargo momento serve`?",
        ))
    }

    fn late(&self, request: &Request) -> RemoteError {
        let (request, time) = (request.line(), self.time);
        RemoteError::Timeout { request, time }
    }

    fn answer(
        &self,
        request: &Request,
        key: Option<&Key>,
        (status, headers, body): (StatusCode, HeaderMap, Bytes),
        begun: Instant,
    ) -> Answer {
        Answer {
            request: request.line(),
            url: shown(&request.url),
            status,
            headers,
            body,
            took: begun.elapsed(),
            key: key.cloned(),
        }
    }

    async fn exchange(&self, request: &Request) -> Result<reqwest::Response, RemoteError> {
        let built = self
            .http
            .request(request.method.clone(), request.url.clone())
            .headers(request.headers.clone());
        let content = request.content.whole();
        let built = match &request.upload {
            Some(what) if self.tells => built.body(reqwest::Body::wrap(Upload::new(what, content))),
            _ if content.is_empty() => built,
            _ => built.body(content),
        };
        let sent = built.send().await;
        sent.map_err(|error| self.explain(request, &error))
    }

    async fn collect(
        &self,
        request: &Request,
        response: &mut reqwest::Response,
        limit: usize,
    ) -> Result<Bytes, RemoteError> {
        let mut all = BytesMut::new();
        while let Some(piece) = self.next(request, response).await? {
            all.extend_from_slice(&piece);
            if all.len() > limit {
                let request = request.line();
                return Err(RemoteError::TooLong { request, limit });
            }
        }
        Ok(all.freeze())
    }

    /// The next piece of an answer's body.
    async fn next(
        &self,
        request: &Request,
        response: &mut reqwest::Response,
    ) -> Result<Option<Bytes>, RemoteError> {
        let piece = response.chunk().await;
        piece.map_err(|error| self.explain(request, &error))
    }

    fn explain(&self, request: &Request, error: &reqwest::Error) -> RemoteError {
        let url = shown(&request.url);
        if let Some(tls) = tls::cause(error) {
            return RemoteError::Tls {
                url,
                reason: tls.to_string(),
                advice: tls::advice(tls),
            };
        }
        let reason = innermost(error);
        match error.is_connect() {
            true if tls::is_cut(&reason) => RemoteError::Tls {
                url,
                reason,
                advice: tls::NO_TLS,
            },
            true => RemoteError::Connect {
                url,
                reason,
                hint: self.hint,
            },
            false => RemoteError::Broken {
                request: request.line(),
                reason,
            },
        }
    }
}

/// An answer's body, as it comes.
pub(crate) struct Stream<'a> {
    client: &'a Client,
    request: Request,
    response: reqwest::Response,
}

impl Stream<'_> {
    /// The next piece, until the service ends the stream.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, RemoteError> {
        self.client.next(&self.request, &mut self.response).await
    }
}

/// What led to an error in the first place. The outer ones repeat the URL, which may have a credential.
fn innermost(error: &reqwest::Error) -> String {
    let mut cause: Option<&dyn std::error::Error> = error.source();
    let mut text = None;
    while let Some(error) = cause {
        text = Some(error.to_string());
        cause = error.source();
    }
    text.unwrap_or_else(|| "the request cannot be sent".to_owned())
}
