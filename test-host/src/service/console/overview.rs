//! The functions and caches of the host, and what it keeps.

use std::collections::BTreeSet;

use http::StatusCode;
use serde::Serialize;

use crate::Host;
use crate::functions::Versions;
use crate::service::builder::Settings;
use crate::service::describe::Description;
use crate::service::percent::encode;
use crate::service::reply::{Reply, json};

/// How many functions, and how many caches, are told.
const MOST: usize = 1000;

#[derive(Serialize)]
struct Overview {
    version: &'static str,
    invocations_kept: bool,
    calls_observed: bool,
    caches: Vec<String>,
    functions: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    description: Description,
    kind: &'static str,
    /// Whether it answers HTTP requests.
    web: bool,
    path: String,
}

pub(super) fn reply(settings: &Settings) -> Reply {
    let host = &settings.host;
    let functions = host.caches().into_iter();
    let functions = functions.flat_map(|cache| host.all_functions(&cache));
    let overview = Overview {
        version: env!("CARGO_PKG_VERSION"),
        invocations_kept: host.keeps_invoked(),
        calls_observed: host.observes_calls(),
        caches: caches(host),
        functions: functions
            .filter_map(|versions| Told::of(&versions))
            .take(MOST)
            .collect(),
    };
    json(StatusCode::OK, &overview)
}

/// Those of functions, and those that somebody has asked for.
fn caches(host: &Host) -> Vec<String> {
    let mut names: BTreeSet<String> = host.caches().into_iter().collect();
    names.extend(host.cache_names());
    names.into_iter().take(MOST).collect()
}

impl Told {
    fn of(versions: &Versions) -> Option<Self> {
        let current = versions.current()?;
        let (cache, name) = (encode(current.cache()), encode(current.name()));
        Some(Self {
            description: Description::of(versions)?,
            kind: current.kind().code(),
            web: !current.kind().is_spawn(),
            path: format!("/functions/{cache}/{name}"),
        })
    }
}
