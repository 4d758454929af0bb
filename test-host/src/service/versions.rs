//! The routes that list a function's versions, and pin one.

use http::{Method, StatusCode};
use hyper::body::Incoming;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::manage::Managed;
use super::object;
use super::refusal::Refusal;
use super::reply::{Reply, done, json};
use super::timestamp::rfc3339;
use crate::functions::Versions;
use crate::{Function, FunctionLimits};

/// What a body that names a version may have.
const PIN_BYTES: usize = 4 << 10;

#[derive(Serialize)]
struct Listing<'a> {
    versions: Vec<Listed<'a>>,
}

/// What is told of a version.
#[derive(Serialize)]
struct Listed<'a> {
    version: u64,
    current: bool,
    description: Option<&'a str>,
    created_at: String,
    size: u64,
    sha256: String,
    kind: &'static str,
    environment: Vec<&'a str>,
    limits: Limits,
}

#[derive(Serialize)]
struct Limits {
    memory_bytes: Option<u64>,
    time_ms: Option<u64>,
    fuel: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pin {
    version: u64,
}

/// `GET /functions/manage/{cache}/{function}/versions`
pub(super) fn list(of: Managed<'_>, method: &Method) -> Result<Reply, Refusal> {
    match *method {
        Method::GET | Method::HEAD => {
            let versions = of.settings.host.all_versions(of.cache, of.function);
            let versions = versions.ok_or_else(|| of.missing())?;
            Ok(json(StatusCode::OK, &Listing::of(&versions)))
        }
        _ => Err(Refusal::Method { allow: "GET, HEAD" }),
    }
}

/// Any verb on `/functions/manage/{cache}/{function}/pin`.
pub(super) async fn pin(
    of: Managed<'_>,
    method: &Method,
    body: Incoming,
) -> Result<Reply, Refusal> {
    let version = match *method {
        Method::PUT => Some(
            object::read::<Pin>(of.settings, body, PIN_BYTES)
                .await?
                .version,
        ),
        Method::DELETE => None,
        _ => {
            return Err(Refusal::Method {
                allow: "PUT, DELETE",
            });
        }
    };
    of.change(move |host, cache, name| match version {
        Some(version) => host.pin(cache, name, version),
        None => host.unpin(cache, name),
    })
    .await?;
    of.settings.observer.tell(|| Event::Pinned {
        cache: of.cache.to_owned(),
        function: of.function.to_owned(),
        version,
    });
    Ok(done())
}

impl<'a> Listing<'a> {
    fn of(versions: &'a Versions) -> Self {
        let current = versions.current().map(Function::version);
        let listed = |function: &'a Function| Listed::new(function, current);
        Self {
            versions: versions.newest_first().map(listed).collect(),
        }
    }
}

impl<'a> Listed<'a> {
    fn new(function: &'a Function, current: Option<u64>) -> Self {
        Self {
            version: function.version(),
            current: current == Some(function.version()),
            description: function.description(),
            created_at: rfc3339(function.created_at()),
            size: function.size(),
            sha256: function.sha256(),
            kind: function.kind().code(),
            environment: function.environment_names().collect(),
            limits: Limits::from(function.limits()),
        }
    }
}

impl From<&FunctionLimits> for Limits {
    fn from(limits: &FunctionLimits) -> Self {
        let milliseconds = |time: std::time::Duration| time.as_millis().try_into();
        Self {
            memory_bytes: limits.memory(),
            time_ms: limits
                .time()
                .map(|time| milliseconds(time).unwrap_or(u64::MAX)),
            fuel: limits.fuel(),
        }
    }
}
