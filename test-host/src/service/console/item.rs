//! The items of a cache.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::StatusCode;
use momento_functions_models::cache::{ItemKind, ItemSummary};
use momento_functions_models::query::parameters;
use serde::Serialize;

use crate::Host;
use crate::caches::{Page, Part};
use crate::service::refusal::Refusal;
use crate::service::reply::{Reply, json};

/// How many items a page has.
const ITEMS: usize = 200;

/// How many bytes of a value are told.
const VALUE: usize = 256 << 10;

/// How many values of a list are told at once, and how many bytes of each.
const VALUES: u32 = 100;
const LIST_VALUE: usize = 4 << 10;

#[derive(Serialize)]
struct Items {
    items: Vec<Item>,
    next: Option<String>,
}

#[derive(Serialize)]
struct Item {
    key: String,
    kind: &'static str,
    size: u64,
    /// None of what lives for ever, which others have put on the server of the caches.
    ttl_ms: Option<u64>,
}

#[derive(Serialize)]
struct Opened {
    #[serde(flatten)]
    item: Item,
    values: Vec<Value>,
    next: Option<u32>,
}

#[derive(Serialize)]
struct Value {
    base64: String,
    cut: bool,
}

pub(super) async fn list(host: &Host, cache: &str, query: &str) -> Result<Reply, Refusal> {
    let prefix = parameter(query, "prefix").unwrap_or_default();
    let after = parameter(query, "after").map(|after| bytes("after", &after));
    let after = after.transpose()?;
    let page = match host.known_cache(cache) {
        Some(cache) => cache.browse(prefix.as_bytes(), after, ITEMS).await,
        None => Ok(Page::default()),
    };
    let page = page.map_err(Refusal::CacheFailed)?;
    let items = Items {
        items: page.items.iter().map(Item::of).collect(),
        next: page.next.map(|next| BASE64_STANDARD.encode(next)),
    };
    Ok(json(StatusCode::OK, &items))
}

pub(super) async fn one(host: &Host, cache: &str, query: &str) -> Result<Reply, Refusal> {
    let key = parameter(query, "key").ok_or_else(|| bad("`key` is missing"))?;
    let key = bytes("key", &key)?;
    let first = match parameter(query, "from") {
        None => 0,
        Some(from) => from.parse().map_err(|_| bad("`from` is no index"))?,
    };
    let part = Part {
        first,
        most: VALUES,
        // One more tells that there are more.
        bytes: VALUE as u32 + 1,
    };
    let cache = host.known_cache(cache).ok_or(Refusal::NoSuchItem)?;
    let seen = cache.look(&key, part).await;
    let seen = seen.map_err(Refusal::CacheFailed)?;
    let (summary, values) = seen.ok_or(Refusal::NoSuchItem)?;
    Ok(json(StatusCode::OK, &Opened::new(&summary, &values, first)))
}

impl Item {
    fn of(item: &ItemSummary) -> Self {
        let ttl = Some(item.ttl).filter(|ttl| *ttl < Duration::MAX);
        Self {
            key: BASE64_STANDARD.encode(&item.key),
            kind: match item.kind {
                ItemKind::Scalar => "value",
                ItemKind::List => "list",
            },
            size: item.size,
            ttl_ms: ttl.and_then(|ttl| u64::try_from(ttl.as_millis()).ok()),
        }
    }
}

impl Opened {
    fn new(summary: &ItemSummary, values: &[Bytes], first: u32) -> Self {
        let is_list = summary.kind == ItemKind::List;
        let most = if is_list { LIST_VALUE } else { VALUE };
        let next = first.saturating_add(VALUES);
        Self {
            item: Item::of(summary),
            values: values.iter().map(|value| Value::of(value, most)).collect(),
            next: (is_list && u64::from(next) < summary.size).then_some(next),
        }
    }
}

impl Value {
    fn of(value: &[u8], most: usize) -> Self {
        Self {
            base64: BASE64_STANDARD.encode(value.get(..most).unwrap_or(value)),
            cut: value.len() > most,
        }
    }
}

fn parameter(query: &str, name: &str) -> Option<String> {
    parameters(query)
        .find(|(own, _)| own == name)
        .map(|(_, value)| value)
}

fn bytes(name: &str, base64: &str) -> Result<Bytes, Refusal> {
    let bytes = BASE64_STANDARD.decode(base64);
    let bytes = bytes.map_err(|_| bad(&format!("`{name}` is not base64")))?;
    Ok(bytes.into())
}

fn bad(reason: &str) -> Refusal {
    Refusal::BadQuery {
        reason: reason.to_owned(),
    }
}
