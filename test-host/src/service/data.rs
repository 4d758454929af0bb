//! The items of caches over HTTP, for functions that run elsewhere and for everybody else: `docs/data.md` has the routes.
//!
//! `GET`, `PUT` and `DELETE /cache/{cache}` are those of Momento's HTTP API; all else is this host's own, and each
//! request is one step that no other comes between.

mod action;
mod body;
mod conditions;
mod frames;
mod item;
mod list;
mod parameters;
mod tag;

use std::net::SocketAddr;

use http::request::Parts;
use hyper::body::Incoming;

use super::answer::discard;
use super::auth::Need;
use super::browser;
use super::builder::Settings;
use super::query::Query;
use super::refusal::Refusal;
use super::reply::Reply;
use crate::Host;
use crate::caches::CacheStore;
pub(super) use action::Action;
pub(super) use body::whole;
use momento_functions_models::ServiceError;

/// How many caches there are before a request makes no further one.
pub(super) const CACHES: usize = 1000;

/// A request for an item, from a caller who has been let in.
struct Call<'a> {
    settings: &'a Settings,
    cache: CacheStore,
    key: Vec<u8>,
    parts: &'a Parts,
}

/// Answers a request to one of a cache's routes.
pub(super) async fn answer(
    settings: &Settings,
    local: SocketAddr,
    (cache, action): (&str, Action),
    parts: Parts,
    body: Incoming,
) -> Result<Reply, Refusal> {
    let checked = check(settings, local, (cache, action), &parts);
    let found = checked.and_then(|key| Ok((key, find(&settings.host, cache)?)));
    let (key, cache) = match found {
        Ok(found) => found,
        Err(refusal) => {
            discard(&parts, body).await;
            return Err(refusal);
        }
    };
    let call = Call {
        settings,
        cache,
        key,
        parts: &parts,
    };
    match action {
        Action::Item => item::answer(&call, body).await,
        Action::SetIf => conditions::set_if(&call, body).await,
        Action::SetIfHash => conditions::set_if_hash(&call, body).await,
        action => list::answer(&call, action, body).await,
    }
}

/// Lets the request pass, and gives its key.
fn check(
    settings: &Settings,
    local: SocketAddr,
    (cache, action): (&str, Action),
    parts: &Parts,
) -> Result<Vec<u8>, Refusal> {
    browser::guard(parts, local, &settings.allowed_hosts)?;
    let access = action.access(parts)?;
    // Who shows no key that fits is told that before what is wrong with the request.
    let key = parameters::key(parts);
    let need = Need::Item {
        cache,
        key: key.as_deref().unwrap_or_default(),
        access,
    };
    let query = Query::parse(parts.uri.query());
    settings.guard().admit(&parts.headers, &query, need)?;
    Ok(key?)
}

/// DAT.1: a cache is made by its first request, as it is by its first function.
fn find(host: &Host, name: &str) -> Result<CacheStore, ServiceError> {
    if host.known_cache(name).is_none() && host.count_caches() >= CACHES {
        return Err(too_many_caches());
    }
    Ok(host.cache_store(name))
}

pub(super) fn too_many_caches() -> ServiceError {
    ServiceError::LimitExceeded(format!(
        "this host has {CACHES} caches, and makes no further one for a request"
    ))
}
