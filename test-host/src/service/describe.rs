//! Functions as the service describes them.

use serde::Serialize;

use super::timestamp::rfc3339;
use crate::Function;

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
    routes: [RouteHelp; 8],
}

impl From<&Function> for Description {
    fn from(function: &Function) -> Self {
        Self {
            name: function.name().to_owned(),
            cache: function.cache().to_owned(),
            description: function.description().map(str::to_owned),
            // Every deploy is current until versions can be pinned.
            current_version: function.version(),
            latest_version: function.version(),
            pinned: false,
            updated_at: rfc3339(function.updated_at()),
        }
    }
}

impl FromIterator<Function> for Listing {
    fn from_iter<I: IntoIterator<Item = Function>>(functions: I) -> Self {
        Self {
            functions: functions
                .into_iter()
                .map(|function| Description::from(&function))
                .collect(),
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
            "/functions/manage/{cache}",
            "lists a cache's functions",
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
        route("GET", "/", "tells these routes"),
    ],
};

const fn route(method: &'static str, path: &'static str, does: &'static str) -> RouteHelp {
    RouteHelp { method, path, does }
}
