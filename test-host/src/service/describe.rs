//! Functions as the service describes them.

use serde::Serialize;

use super::timestamp::rfc3339;
use crate::functions::Versions;

/// What is told of a function.
#[derive(Serialize)]
pub(super) struct Description {
    name: String,
    cache: String,
    description: Option<String>,
    current_version: u64,
    latest_version: u64,
    pinned: bool,
    updated_at: String,
}

/// A cache's functions.
#[derive(Serialize)]
pub(super) struct Listing {
    functions: Vec<Description>,
}

/// One route, as `GET /` tells it.
#[derive(Serialize)]
struct RouteHelp {
    method: &'static str,
    path: &'static str,
    does: &'static str,
}

/// What `GET /` tells.
#[derive(Serialize)]
pub(super) struct Help {
    service: &'static str,
    version: &'static str,
    routes: [RouteHelp; 24],
}

impl Description {
    /// Tells of the version that is invoked; none where that is not there.
    pub(super) fn of(versions: &Versions) -> Option<Self> {
        let current = versions.current()?;
        let latest = versions.get(versions.latest()).unwrap_or(current);
        Some(Self {
            name: current.name().to_owned(),
            cache: current.cache().to_owned(),
            description: current.description().map(str::to_owned),
            current_version: current.version(),
            latest_version: versions.latest(),
            pinned: versions.pinned().is_some(),
            updated_at: rfc3339(latest.created_at()),
        })
    }
}

impl<'a> FromIterator<&'a Versions> for Listing {
    fn from_iter<I: IntoIterator<Item = &'a Versions>>(functions: I) -> Self {
        Self {
            functions: functions.into_iter().filter_map(Description::of).collect(),
        }
    }
}

/// The routes of the service.
pub(super) const HELP: Help = Help {
    service: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    routes: [
        route(
            "*",
            "/functions/{cache}/{function}[/{path}][?query]",
            "invokes a function",
        ),
        route(
            "*",
            "/functions/{cache}/{function}@{version}[/{path}][?query]",
            "invokes one version of a function",
        ),
        route(
            "PUT",
            "/functions/manage/{cache}/{function}",
            "deploys a version of a function",
        ),
        route(
            "GET",
            "/functions/manage/{cache}/{function}",
            "describes a function",
        ),
        route(
            "DELETE",
            "/functions/manage/{cache}/{function}",
            "deletes a function",
        ),
        route(
            "GET",
            "/functions/manage/{cache}/{function}/versions",
            "lists a function's versions, the newest first",
        ),
        route(
            "PUT",
            "/functions/manage/{cache}/{function}/pin",
            "has one version invoked, whatever is deployed",
        ),
        route(
            "DELETE",
            "/functions/manage/{cache}/{function}/pin",
            "has the latest version invoked again",
        ),
        route(
            "GET",
            "/functions/manage/{cache}/{function}/environment",
            "lists the names of a function's environment variables",
        ),
        route(
            "PATCH",
            "/functions/manage/{cache}/{function}/environment",
            "deploys a version with some variables changed: a JSON merge patch",
        ),
        route(
            "GET",
            "/functions/manage/{cache}",
            "lists a cache's functions",
        ),
        route(
            "GET",
            "/cache/{cache}?key={key}",
            "gets an item; its ETag is its hash",
        ),
        route(
            "PUT",
            "/cache/{cache}?key={key}&ttl_seconds={n}",
            "sets an item; If-Match and If-None-Match are conditions",
        ),
        route("DELETE", "/cache/{cache}?key={key}", "deletes an item"),
        route(
            "POST",
            "/cache/{cache}/set-if?key={key}&condition={condition}&ttl_seconds={n}",
            "sets an item if a condition on its value holds",
        ),
        route(
            "POST",
            "/cache/{cache}/set-if-hash?key={key}&condition={condition}&ttl_seconds={n}",
            "sets an item if a condition on its hash holds",
        ),
        route(
            "GET",
            "/cache/{cache}/list?key={key}[&start={n}][&end={n}]",
            "gets values of a list",
        ),
        route("DELETE", "/cache/{cache}/list?key={key}", "deletes a list"),
        route(
            "*",
            "/cache/{cache}/list/{operation}?key={key}",
            "GET: length; POST: push-front, push-back, concatenate-front, concatenate-back, pop-front, pop-back, \
             erase, remove, retain",
        ),
        route(
            "POST",
            "/topics/{cache}/{topic}",
            "publishes a message to a topic",
        ),
        route(
            "GET",
            "/topics/{cache}/{topic}",
            "streams what is published to a topic, as server-sent events",
        ),
        route(
            "GET",
            "/metrics",
            "tells the host's counters, as Prometheus reads them",
        ),
        route(
            "GET",
            "/functions/manage/{cache}/{function}/logs[?follow=true]",
            "tells what a function logged, as server-sent events",
        ),
        route(
            "GET",
            "/",
            "tells these routes; to a browser it gives the console, where there is one",
        ),
    ],
};

const fn route(method: &'static str, path: &'static str, does: &'static str) -> RouteHelp {
    RouteHelp { method, path, does }
}
