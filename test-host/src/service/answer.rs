//! One request, from its head to the answer's head.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::request::Parts;
use http::{Method, Request, Response};
use http_body::Body as HttpBody;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use tokio::sync::watch;

use super::body::{Body, Content};
use super::builder::Settings;
use super::refusal::Refusal;
use super::route::Route;
use super::watch::Watch;
use super::{console, data, invoke, logs, manage, reply, request_id, topic};

/// How much of a body that nobody wants is read, so that its sender gets to read the refusal.
const UNWANTED_BYTES: usize = 1 << 20;

/// How long a body that nobody wants is read.
const UNWANTED_TIME: Duration = Duration::from_secs(2);

/// Answers one request. Dropping the future, as is done when the client goes away, drops the invocation.
pub(super) async fn answer(
    settings: Arc<Settings>,
    local: SocketAddr,
    request: Request<Incoming>,
    stopped: watch::Receiver<()>,
) -> Result<Response<Body>, Infallible> {
    let (parts, body) = request.into_parts();
    let bodiless = parts.method == Method::HEAD;
    let mut watch = Watch::begin(&settings.observer, &parts);
    let id = request_id::of(&parts.headers);
    let mut response = dispatch(&settings, local, parts, body, &mut watch, stopped).await;
    request_id::pass_on(id, response.headers_mut());
    Ok(Body::attach(response, bodiless, watch))
}

async fn dispatch(
    settings: &Settings,
    local: SocketAddr,
    parts: Parts,
    body: Incoming,
    watch: &mut Watch,
    stopped: watch::Receiver<()>,
) -> Response<Content> {
    let uri = parts.uri.clone();
    let route = check_headers(settings, &parts).and_then(|()| Route::parse(uri.path()));
    let answered = match route {
        Ok(Route::Invoke {
            cache,
            function,
            version,
            path,
        }) => {
            let target = invoke::Target {
                cache: &cache,
                function: &function,
                version,
                path,
            };
            return invoke::answer(settings, target, parts, body, watch).await;
        }
        Ok(Route::Data { cache, action }) => {
            data::answer(settings, local, (&cache, action), parts, body)
                .await
                .map(|reply| reply.map(Content::Whole))
        }
        Ok(route @ Route::Topic { .. }) => {
            topic::answer(settings, local, route, parts, body, stopped).await
        }
        Ok(route @ (Route::Console(_) | Route::Logs { .. })) => {
            listen(settings, local, route, parts, body, stopped).await
        }
        Ok(route) => manage::answer(settings, local, route, parts, body)
            .await
            .map(|reply| reply.map(Content::Whole)),
        Err(refusal) => {
            discard(&parts, body).await;
            Err(refusal)
        }
    };
    answered.unwrap_or_else(|refusal| {
        reply::refusal(&refusal, settings.explain_errors).map(Content::Whole)
    })
}

/// Answers a look at the host, which may go on for as long as the service runs.
async fn listen(
    settings: &Settings,
    local: SocketAddr,
    route: Route<'_>,
    parts: Parts,
    body: Incoming,
    stopped: watch::Receiver<()>,
) -> Result<Response<Content>, Refusal> {
    let checked = manage::check(settings, local, &route, &parts);
    discard(&parts, body).await;
    checked?;
    match route {
        Route::Console(page) => console::answer(settings, &page, &parts, stopped).await,
        Route::Logs { cache, function } => {
            logs::answer(settings, (&cache, &function), &parts, stopped)
        }
        _ => Err(Refusal::Internal),
    }
}

fn check_headers(settings: &Settings, parts: &Parts) -> Result<(), Refusal> {
    let bytes =
        |(name, value): (&http::HeaderName, &http::HeaderValue)| name.as_str().len() + value.len();
    let size: usize = parts.headers.iter().map(bytes).sum();
    let limit = settings.header_bytes;
    if size > limit {
        Err(Refusal::HeadersTooLarge { size, limit })
    } else {
        Ok(())
    }
}

/// Reads what a client may be sending already. One that waits for leave (`expect: 100-continue`) gets none.
pub(super) async fn discard(parts: &Parts, body: Incoming) {
    if !parts.headers.contains_key(http::header::EXPECT) {
        pass_over(body).await;
    }
}

/// Reads what is left of a body that nobody wants, to a limit.
pub(super) async fn pass_over(body: impl HttpBody<Data = Bytes> + Unpin) {
    // Who sends slower than this does without the answer, if it comes to that.
    let _ = tokio::time::timeout(UNWANTED_TIME, drain(body)).await;
}

async fn drain(mut body: impl HttpBody<Data = Bytes> + Unpin) {
    let mut left = UNWANTED_BYTES;
    while let Some(Ok(frame)) = body.frame().await {
        let size = frame.data_ref().map_or(0, Bytes::len);
        match left.checked_sub(size) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}
