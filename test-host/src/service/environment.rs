//! The routes that name a function's environment variables, and change some.

use std::collections::BTreeMap;

use http::{Method, StatusCode};
use hyper::body::Incoming;
use serde::Serialize;

use super::manage::Managed;
use super::object;
use super::refusal::Refusal;
use super::reply::{Reply, json};

/// What a patch may have: all variables at their largest, quoted and escaped.
const PATCH_BYTES: usize = 4 << 20;

/// RFC 7396, of an object of strings: a value sets, `null` removes.
type Patch = BTreeMap<String, Option<String>>;

#[derive(Serialize)]
struct Names<'a> {
    environment: Vec<&'a str>,
}

#[derive(Serialize)]
struct Made {
    version: u64,
}

/// Any verb on `/functions/manage/{cache}/{function}/environment`.
pub(super) async fn answer(
    of: Managed<'_>,
    method: &Method,
    body: Incoming,
) -> Result<Reply, Refusal> {
    match *method {
        Method::GET | Method::HEAD => names(of),
        Method::PATCH => patch(of, body).await,
        _ => Err(Refusal::Method {
            allow: "GET, HEAD, PATCH",
        }),
    }
}

fn names(of: Managed<'_>) -> Result<Reply, Refusal> {
    let function = of.settings.host.function(of.cache, of.function);
    let function = function.ok_or_else(|| of.missing())?;
    let environment = function.environment_names().collect();
    Ok(json(StatusCode::OK, &Names { environment }))
}

async fn patch(of: Managed<'_>, body: Incoming) -> Result<Reply, Refusal> {
    let patch: Patch = object::read(of.settings, body, PATCH_BYTES).await?;
    let changed = of.change(|host, cache, name| host.change_environment(cache, name, patch));
    let version = changed.await?.version();
    of.tell_deployed(version);
    Ok(json(StatusCode::OK, &Made { version }))
}
