//! The route that invokes functions.

use http::header::{HOST, ORIGIN};
use http::request::Parts;
use http::{Method, Request, Response, Uri};
use http_body_util::BodyExt;
use hyper::body::{Body as _, Incoming};

use super::answer::discard;
use super::auth::{Caller, Need};
use super::body::Content;
use super::builder::Settings;
use super::failed_builds::FailedBuild;
use super::patience::PatientBody;
use super::query::Query;
use super::refusal::Refusal;
use super::watch::Watch;
use super::{browser, percent, reply};
use crate::{Function, InvocationError, RequestBody, ResponseBody, VersionError};

/// The largest body, in bytes, that is read before the function starts.
const SMALL_BODY: u64 = 64 << 10;

/// What the path of an invocation names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'a> {
    pub(super) cache: &'a str,
    pub(super) function: &'a str,
    pub(super) version: Option<u64>,
    pub(super) path: &'a str,
}

/// Answers an invocation, or the preflight that asks for one.
pub(super) async fn answer(
    settings: &Settings,
    target: Target<'_>,
    parts: Parts,
    body: Incoming,
    watch: &mut Watch,
) -> Response<Content> {
    watch.function(target.function);
    let origin = parts.headers.get(ORIGIN).cloned();
    let mut response = if browser::is_preflight(&parts) {
        browser::preflight(&parts.headers)
    } else {
        invoke(settings, target, parts, body, watch).await
    };
    browser::share(origin, response.headers_mut());
    response
}

async fn invoke(
    settings: &Settings,
    target: Target<'_>,
    mut parts: Parts,
    body: Incoming,
    watch: &mut Watch,
) -> Response<Content> {
    let query = Query::parse(parts.uri.query());
    let Found {
        function,
        caller,
        failed_build,
    } = match find(settings, target, &parts, &query) {
        Ok(found) => found,
        Err(refusal) => {
            discard(&parts, body).await;
            return refuse(settings, &refusal);
        }
    };
    let path = parts.uri.path();
    let prefix = path.strip_suffix(target.path).unwrap_or(path).to_owned();
    if let Some(uri) = without_token(&parts.uri, &query) {
        parts.uri = uri;
    }
    let body = PatientBody::new(body, settings.stall_time);
    let body = match take(body).await {
        Ok(body) => body,
        Err(refusal) => return refuse(settings, &refusal),
    };
    let mut request = crate::Request::from_http(Request::from_parts(parts, body), &prefix);
    request.token_metadata = caller.token_metadata;
    let mut response = finish(settings, function.begin(request).await, watch);
    if failed_build {
        FailedBuild::mark(&mut response);
    }
    response
}

/// Reads a small body at once: the connection notices that its client has gone only while no body is unread.
async fn take(body: PatientBody) -> Result<RequestBody, Refusal> {
    match body.size_hint().exact() {
        Some(size) if size <= SMALL_BODY => match body.collect().await {
            Ok(collected) => Ok(collected.to_bytes().into()),
            Err(error) => Err(Refusal::of_body(&*error)),
        },
        _ => Ok(RequestBody::stream(body)),
    }
}

/// Who is to answer, and whom.
struct Found {
    function: Function,
    caller: Caller,
    /// Whether there would be a newer build, had it not failed.
    failed_build: bool,
}

fn find(
    settings: &Settings,
    target: Target<'_>,
    parts: &Parts,
    query: &Query,
) -> Result<Found, Refusal> {
    let (cache, function) = (target.cache, target.function);
    let need = match target.version {
        None => Need::Invoke { cache, function },
        Some(_) => Need::InvokeVersion,
    };
    let caller = settings.guard().admit(&parts.headers, query, need)?;
    let (found, failed) = match target.version {
        None => (
            settings.host.function(cache, function),
            settings.failed_builds.find(cache, function, &parts.headers),
        ),
        // A version that is named is what is meant, whatever came of a newer build.
        Some(version) => (find_version(settings, target, version)?, None),
    };
    match (found, failed) {
        (found, Some(failed)) if found.is_none() || failed.is_navigation() => {
            Err(Refusal::NotBuilt(failed))
        }
        (Some(function), failed) => Ok(Found {
            function,
            caller,
            failed_build: failed.is_some(),
        }),
        (None, _) => Err(missing(settings, target, parts)),
    }
}

/// VER.4: a version that is missing is told those that there are; a function that is missing is none.
fn find_version(
    settings: &Settings,
    target: Target<'_>,
    version: u64,
) -> Result<Option<Function>, Refusal> {
    let Some(versions) = settings.host.all_versions(target.cache, target.function) else {
        return Ok(None);
    };
    match versions.get(version) {
        Some(found) => Ok(Some(found.clone())),
        None => Err(VersionError::no_version(version, &versions).into()),
    }
}

/// The older way to deploy was a PUT here. It is told the way of today, and never deploys by guess.
fn missing(settings: &Settings, target: Target<'_>, parts: &Parts) -> Refusal {
    let versions = settings.host.all_versions(target.cache, target.function);
    if parts.method != Method::PUT || versions.is_some() {
        let versions = versions.as_ref();
        return VersionError::nothing_to_invoke(target.cache, target.function, versions).into();
    }
    let (cache, function) = (target.cache.to_owned(), target.function.to_owned());
    let curl = deploy_line(host(parts), target, !settings.keys.is_empty());
    Refusal::NotTheDeployRoute {
        cache,
        function,
        curl,
    }
}

/// A deploy as a line for a shell, whose own printf takes an argument of any length.
fn deploy_line(host: &str, target: Target<'_>, keyed: bool) -> String {
    let cache = percent::encode(target.cache);
    let function = percent::encode(target.function);
    let key = if keyed {
        " -H 'authorization: KEY'"
    } else {
        ""
    };
    format!(
        "printf '{{\"inline_wasm\": \"%s\"}}' \"$(base64 < FILE.wasm | tr -d '\\n')\" \
         | curl -X PUT{key} --data-binary @- 'http://{host}/functions/manage/{cache}/{function}'"
    )
}

/// The host that the caller named, when it is one that a shell takes for nothing else.
fn host(parts: &Parts) -> &str {
    let plain = |host: &&str| {
        host.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte))
    };
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    host.filter(plain).unwrap_or("localhost")
}

fn without_token(uri: &Uri, query: &Query) -> Option<Uri> {
    let target = match query.without_token()? {
        "" => uri.path().to_owned(),
        query => format!("{}?{query}", uri.path()),
    };
    Uri::try_from(target).ok()
}

fn finish(
    settings: &Settings,
    response: Response<ResponseBody>,
    watch: &mut Watch,
) -> Response<Content> {
    let (mut parts, body) = response.into_parts();
    watch.logs(body.logs());
    let id = body.invocation();
    if let Some(id) = &id {
        watch.invocation(id.as_str());
    }
    let Some(error) = parts.extensions.remove::<InvocationError>() else {
        return Response::from_parts(parts, Content::Function(Box::new(body)));
    };
    watch.failed(&error);
    let mut response = refuse(settings, &Refusal::Failed(error));
    if let Some(id) = &id {
        reply::name_invocation(&mut response, id.as_str());
    }
    response
}

fn refuse(settings: &Settings, refusal: &Refusal) -> Response<Content> {
    let mut reply = match refusal {
        Refusal::NotBuilt(failed) if failed.is_navigation() => failed.page(),
        refusal => reply::refusal(refusal, settings.explain_errors),
    };
    if matches!(refusal, Refusal::NotBuilt(_)) {
        FailedBuild::mark(&mut reply);
    }
    reply.map(Content::Whole)
}
