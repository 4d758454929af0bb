//! The routes that deploy, describe, list and delete functions.

use std::net::SocketAddr;

use http::request::Parts;
use http::{Method, StatusCode};
use hyper::body::Incoming;

use super::answer::discard;
use super::auth::{Caller, Need};
use super::browser;
use super::builder::Settings;
use super::deploy;
use super::describe::{Description, HELP, Listing};
use super::event::Event;
use super::metrics;
use super::patience::PatientBody;
use super::query::Query;
use super::refusal::Refusal;
use super::reply::{Reply, done, json, prometheus};
use super::route::Route;

/// Answers a request that is no invocation. No web page elsewhere may send one, and all but `GET /` need a key.
pub(super) async fn answer(
    settings: &Settings,
    local: SocketAddr,
    route: Route<'_>,
    parts: Parts,
    body: Incoming,
) -> Result<Reply, Refusal> {
    if let Err(refusal) = check(settings, local, &route, &parts) {
        discard(&parts, body).await;
        return Err(refusal);
    }
    match route {
        Route::Metrics => counted(settings, &parts.method),
        Route::List { cache } => list(settings, &parts.method, &cache),
        Route::Manage { cache, function } => {
            manage(settings, &parts.method, &cache, &function, body).await
        }
        Route::Home | Route::Invoke { .. } | Route::Topic { .. } => home(&parts.method),
    }
}

pub(super) fn check(
    settings: &Settings,
    local: SocketAddr,
    route: &Route<'_>,
    parts: &Parts,
) -> Result<Caller, Refusal> {
    browser::guard(parts, local, &settings.allowed_hosts)?;
    let need = match route {
        Route::Home => return Ok(Caller::default()),
        Route::Topic { cache, topic } => Need::Listen { cache, topic },
        _ => Need::Manage,
    };
    let query = Query::parse(parts.uri.query());
    settings.guard().admit(&parts.headers, &query, need)
}

/// `GET /`
fn home(method: &Method) -> Result<Reply, Refusal> {
    match *method {
        Method::GET | Method::HEAD => Ok(json(StatusCode::OK, &HELP)),
        _ => Err(Refusal::Method { allow: "GET, HEAD" }),
    }
}

/// `GET /metrics`
fn counted(settings: &Settings, method: &Method) -> Result<Reply, Refusal> {
    match *method {
        Method::GET | Method::HEAD => Ok(prometheus(metrics::text(&settings.host.metrics()))),
        _ => Err(Refusal::Method { allow: "GET, HEAD" }),
    }
}

/// `GET /functions/manage/{cache}`
fn list(settings: &Settings, method: &Method, cache: &str) -> Result<Reply, Refusal> {
    match *method {
        Method::GET | Method::HEAD => {
            let listing: Listing = settings.host.functions(cache).into_iter().collect();
            Ok(json(StatusCode::OK, &listing))
        }
        _ => Err(Refusal::Method { allow: "GET, HEAD" }),
    }
}

/// Any verb on `/functions/manage/{cache}/{function}`.
async fn manage(
    settings: &Settings,
    method: &Method,
    cache: &str,
    function: &str,
    body: Incoming,
) -> Result<Reply, Refusal> {
    match *method {
        Method::GET | Method::HEAD => describe(settings, cache, function),
        Method::PUT => put(settings, cache, function, body).await,
        Method::DELETE => delete(settings, cache, function),
        _ => Err(Refusal::Method {
            allow: "GET, HEAD, PUT, DELETE",
        }),
    }
}

fn describe(settings: &Settings, cache: &str, name: &str) -> Result<Reply, Refusal> {
    let function = settings
        .host
        .function(cache, name)
        .ok_or_else(|| missing(cache, name))?;
    Ok(json(StatusCode::OK, &Description::from(&function)))
}

fn delete(settings: &Settings, cache: &str, function: &str) -> Result<Reply, Refusal> {
    if !settings.host.delete(cache, function) {
        return Err(missing(cache, function));
    }
    settings.observer.tell(|| Event::Deleted {
        cache: cache.to_owned(),
        function: function.to_owned(),
    });
    Ok(done())
}

async fn put(
    settings: &Settings,
    cache: &str,
    name: &str,
    body: Incoming,
) -> Result<Reply, Refusal> {
    let body = PatientBody::new(body, settings.stall_time);
    let body = deploy::read(body, settings.host.limits().component()).await?;
    let (host, cache_name, function_name) =
        (settings.host.clone(), cache.to_owned(), name.to_owned());
    // Decoding and compiling keep a processor busy for as long as other requests would have to wait.
    let deployed = tokio::task::spawn_blocking(move || {
        let deployment = deploy::decode(&body)?;
        drop(body);
        Ok::<_, Refusal>(host.deploy_to(&cache_name, &function_name, deployment)?)
    });
    let function = deployed.await.map_err(|_| Refusal::Internal)??;
    settings.observer.tell(|| Event::Deployed {
        cache: cache.to_owned(),
        function: name.to_owned(),
        version: function.version(),
    });
    Ok(done())
}

fn missing(cache: &str, function: &str) -> Refusal {
    Refusal::NoSuchFunction {
        cache: cache.to_owned(),
        function: function.to_owned(),
    }
}
