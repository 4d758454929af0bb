//! The routes that deploy, describe, list and delete functions.

use std::net::SocketAddr;

use http::request::Parts;
use http::{Method, StatusCode};
use hyper::body::Incoming;

use super::answer::discard;
use super::auth::{Caller, Need};
use super::browser;
use super::builder::Settings;
use super::console;
use super::deploy;
use super::describe::{Description, HELP, Listing};
use super::event::Event;
use super::metrics;
use super::patience::PatientBody;
use super::query::Query;
use super::refusal::Refusal;
use super::reply::{Reply, done, json, prometheus};
use super::route::{Aspect, Route};
use super::{environment, versions};
use crate::{Host, VersionError};

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
        Route::Manage {
            cache,
            function,
            aspect,
        } => {
            let of = Managed {
                settings,
                cache: &cache,
                function: &function,
            };
            match aspect {
                Aspect::Whole => manage(of, &parts.method, body).await,
                Aspect::Versions => versions::list(of, &parts.method),
                Aspect::Pin => versions::pin(of, &parts.method, body).await,
                Aspect::Environment => environment::answer(of, &parts.method, body).await,
            }
        }
        _ if settings.console && console::wants_page(&parts) => page(&parts.method),
        _ => home(&parts.method),
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
        Route::Console(page) if page.is_asset() => return Ok(Caller::default()),
        Route::Topic { cache, topic } if parts.method == Method::POST => {
            Need::Publish { cache, topic }
        }
        Route::Topic { cache, topic } => Need::Listen { cache, topic },
        _ => Need::Manage,
    };
    let query = Query::parse(parts.uri.query());
    settings.guard().admit(&parts.headers, &query, need)
}

/// `GET /` of a browser.
fn page(method: &Method) -> Result<Reply, Refusal> {
    match *method {
        Method::GET | Method::HEAD => Ok(console::home()),
        _ => Err(Refusal::Method { allow: "GET, HEAD" }),
    }
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
            let listing: Listing = settings.host.all_functions(cache).iter().collect();
            Ok(json(StatusCode::OK, &listing))
        }
        _ => Err(Refusal::Method { allow: "GET, HEAD" }),
    }
}

/// A function that is managed.
#[derive(Clone, Copy)]
pub(super) struct Managed<'a> {
    pub(super) settings: &'a Settings,
    pub(super) cache: &'a str,
    pub(super) function: &'a str,
}

impl Managed<'_> {
    pub(super) fn missing(&self) -> Refusal {
        let versions = self.settings.host.all_versions(self.cache, self.function);
        VersionError::nothing_to_invoke(self.cache, self.function, versions.as_ref()).into()
    }

    /// Changes something away from the threads that answer requests: it takes a processor or a disk its time.
    pub(super) async fn change<T, E>(
        &self,
        change: impl FnOnce(&Host, &str, &str) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Refusal>
    where
        T: Send + 'static,
        E: Into<Refusal> + Send + 'static,
    {
        let host = self.settings.host.clone();
        let (cache, function) = (self.cache.to_owned(), self.function.to_owned());
        let changed = tokio::task::spawn_blocking(move || change(&host, &cache, &function));
        changed
            .await
            .map_err(|_| Refusal::Internal)?
            .map_err(E::into)
    }

    pub(super) fn tell_deployed(&self, version: u64) {
        self.settings.observer.tell(|| Event::Deployed {
            cache: self.cache.to_owned(),
            function: self.function.to_owned(),
            version,
        });
    }
}

/// Any verb on `/functions/manage/{cache}/{function}`.
async fn manage(of: Managed<'_>, method: &Method, body: Incoming) -> Result<Reply, Refusal> {
    match *method {
        Method::GET | Method::HEAD => describe(of),
        Method::PUT => put(of, body).await,
        Method::DELETE => delete(of).await,
        _ => Err(Refusal::Method {
            allow: "GET, HEAD, PUT, DELETE",
        }),
    }
}

fn describe(of: Managed<'_>) -> Result<Reply, Refusal> {
    let versions = of.settings.host.all_versions(of.cache, of.function);
    let description = versions.as_ref().and_then(Description::of);
    let description = description.ok_or_else(|| of.missing())?;
    Ok(json(StatusCode::OK, &description))
}

async fn delete(of: Managed<'_>) -> Result<Reply, Refusal> {
    if !of.change(Host::delete).await? {
        return Err(of.missing());
    }
    of.settings.observer.tell(|| Event::Deleted {
        cache: of.cache.to_owned(),
        function: of.function.to_owned(),
    });
    Ok(done())
}

async fn put(of: Managed<'_>, body: Incoming) -> Result<Reply, Refusal> {
    let body = PatientBody::new(body, of.settings.stall_time);
    let body = deploy::read(body, of.settings.host.limits().component()).await?;
    let deployed = of.change(move |host, cache, name| {
        let deployment = deploy::decode(&body)?;
        drop(body);
        Ok::<_, Refusal>(host.deploy_to(cache, name, deployment)?)
    });
    of.tell_deployed(deployed.await?.version());
    Ok(done())
}
