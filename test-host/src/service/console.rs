//! The console: a page for a browser, and what it asks of the service.
//!
//! A browser gets the page at `/`; its style, its script and its icon are at `/console/console.css`,
//! `/console/console.js` and `/console/icon.svg`. The rest is for who may manage functions, is asked with `GET`, and is
//! JSON unless it says otherwise. Times are RFC 3339, durations are in milliseconds with a fraction.
//!
//! | route | answer |
//! |---|---|
//! | `/console/overview` | `version`, `invocations_kept`, `calls_observed`, `caches`, and `functions`, each with `cache`, `name`, `kind`, `web`, `path`, `description`, `current_version`, `latest_version`, `pinned`, `updated_at` |
//! | `/console/invocations` | `invocations`, newest first, each with `id`, `cache`, `function`, `version`, `kind`, `method`, `path`, `status`, `began`, `duration_ms`, `error` (`code`, `message`) |
//! | `/console/invocations/{id}` | the same of one, with its `error.explanation`, `trace_parent`, `cost`, `logs` (`level`, `origin`, `message`, `destinations`) and `calls` (`name`, `at_ms`, `took_ms`, `text`, `failed`, `fault`); `logs_left_out` and `calls_left_out` count what is not told |
//! | `/console/events` | server-sent events: `invocation`, as in the list, when one has ended; `functions` when they have changed; `missed` with the number of events that a slow listener lost |
//! | `/console/caches/{cache}/items?prefix=…[&after=…]` | `items`, each with `key` (base64), `kind` (`value` or `list`), `size` (bytes or values) and `ttl_ms`; `next` is the `after` of the next page, or null |
//! | `/console/caches/{cache}/item?key=…[&from=…]` | an item by its key in base64: `kind`, `size`, `ttl_ms`, `values` (each `base64` and whether it is `cut`), and the `from` of a list's `next` values, or null |
//!
//! # Limits
//!
//! 1,000 functions and caches; 500 invocations; of one invocation 1,000 lines and 1,000 calls, and 512 KiB of the texts of
//! each; 200 items (on a server about so many), 256 KiB of a value; of a list 100 values of 4 KiB.

mod asset;
mod bounded;
mod invocation;
mod item;
mod overview;
mod page;

use http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response};
use tokio::sync::watch;

use super::body::Content;
use super::builder::Settings;
use super::feed::Interest;
use super::refusal::Refusal;
use super::reply::Reply;
use super::told::Told;
pub(super) use asset::{Asset, wants_page};
pub(super) use bounded::cut;
pub(super) use invocation::event as invocation_event;
pub(super) use page::Page;

/// Nothing comes from elsewhere, nothing is code but the page's own script, and nobody puts the page into a frame.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
);

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Answers a request of the console, from a caller who has been let in.
pub(super) async fn answer(
    settings: &Settings,
    page: &Page<'_>,
    parts: &Parts,
    stopped: watch::Receiver<()>,
) -> Result<Response<Content>, Refusal> {
    if !settings.console {
        return Err(Refusal::ConsoleOff);
    }
    if !matches!(parts.method, Method::GET | Method::HEAD) {
        return Err(Refusal::Method { allow: "GET, HEAD" });
    }
    let query = parts.uri.query().unwrap_or_default();
    let mut response = match page {
        Page::Asset(asset) => whole(asset.reply()),
        Page::Overview => whole(overview::reply(settings)),
        Page::Invocations => whole(invocation::list(&settings.host)),
        Page::Invocation(id) => whole(invocation::one(&settings.host, id)?),
        Page::Events => Told::live(settings, Interest::Console, stopped).respond(),
        Page::Items(cache) => whole(item::list(&settings.host, cache, query).await?),
        Page::Item(cache) => whole(item::one(&settings.host, cache, query).await?),
    };
    protect(response.headers_mut());
    Ok(response)
}

/// Answers a browser that asks for `/`.
pub(super) fn home() -> Reply {
    let mut reply = Asset::Page.reply();
    protect(reply.headers_mut());
    reply
}

fn whole(reply: Reply) -> Response<Content> {
    reply.map(Content::Whole)
}

fn protect(headers: &mut HeaderMap) {
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
}
