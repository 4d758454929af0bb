//! Items that are lists.

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderName, HeaderValue, Method, StatusCode};
use hyper::body::Incoming;
use momento_functions_models::ServiceError;
use momento_functions_models::cache::{EndIndex, ListRange, ListTtl, Popped, StartIndex};
use serde::{Deserialize, Serialize};

use super::action::{Action, Side};
use super::parameters::{number, ttl};
use super::{Call, frames, item, whole};
use crate::service::answer::discard;
use crate::service::object;
use crate::service::refusal::Refusal;
use crate::service::reply::{self, Reply, json};

/// How many bytes the ranges of an erase have.
const RANGES_BYTES: usize = 4 << 20;

/// The header that has a list's length where the body is a value.
const LENGTH: HeaderName = HeaderName::from_static("x-momento-list-length");

#[derive(Serialize)]
struct Length {
    length: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranges {
    ranges: Vec<Range>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    begin_index: u32,
    count: u32,
}

/// Any verb on `/cache/{cache}/list[/{action}]`.
pub(super) async fn answer(
    call: &Call<'_>,
    action: Action,
    body: Incoming,
) -> Result<Reply, Refusal> {
    match action {
        Action::Push(side) => push(call, side, body).await,
        Action::Concatenate(side) => concatenate(call, side, body).await,
        Action::Remove => remove(call, body).await,
        Action::Erase => erase(call, body).await,
        bodiless => {
            discard(call.parts, body).await;
            without_a_body(call, bodiless).await
        }
    }
}

async fn without_a_body(call: &Call<'_>, action: Action) -> Result<Reply, Refusal> {
    let (cache, key) = (&call.cache, &call.key);
    match action {
        Action::Pop(Side::Front) => popped(cache.list_pop_front(key).await?),
        Action::Pop(Side::Back) => popped(cache.list_pop_back(key).await?),
        Action::Retain => retain(call).await,
        Action::Length => found(cache.list_length(key).await?),
        _ if call.parts.method == Method::DELETE => found(cache.list_erase_all(key).await?),
        _ => fetch(call).await,
    }
}

async fn push(call: &Call<'_>, side: Side, body: Incoming) -> Result<Reply, Refusal> {
    let extension = Extension::of(call.parts);
    let value = call.list_value(body).await?;
    extension?.add(call, side, &[value]).await
}

async fn concatenate(call: &Call<'_>, side: Side, body: Incoming) -> Result<Reply, Refusal> {
    let extension = Extension::of(call.parts);
    let body = whole(call.settings, body, ("a body of values", frames::BYTES)).await?;
    extension?.add(call, side, &frames::decode(body)?).await
}

/// How a list is made longer.
struct Extension {
    ttl: ListTtl,
    truncate_to: u32,
}

impl Extension {
    fn of(parts: &Parts) -> Result<Self, ServiceError> {
        Ok(Self {
            ttl: list_ttl(parts)?,
            truncate_to: number(parts, "truncate_to")?.unwrap_or_default(),
        })
    }

    async fn add(self, call: &Call<'_>, side: Side, values: &[Bytes]) -> Result<Reply, Refusal> {
        let Self { ttl, truncate_to } = self;
        let (cache, key) = (&call.cache, &call.key);
        let length = match side {
            Side::Front => {
                cache
                    .list_concatenate_front(key, values, ttl, truncate_to)
                    .await
            }
            Side::Back => {
                cache
                    .list_concatenate_back(key, values, ttl, truncate_to)
                    .await
            }
        };
        found(Some(length?))
    }
}

fn list_ttl(parts: &Parts) -> Result<ListTtl, ServiceError> {
    Ok(ListTtl {
        milliseconds: ttl(parts)?,
        refresh: number(parts, "refresh_ttl")?.unwrap_or_default(),
    })
}

async fn remove(call: &Call<'_>, body: Incoming) -> Result<Reply, Refusal> {
    let value = call.list_value(body).await?;
    found(call.cache.list_remove(&call.key, &value).await?)
}

async fn erase(call: &Call<'_>, body: Incoming) -> Result<Reply, Refusal> {
    let Ranges { ranges } = object::read(call.settings, body, RANGES_BYTES).await?;
    let ranges: Vec<ListRange> = ranges.into_iter().map(Into::into).collect();
    found(call.cache.list_erase(&call.key, &ranges).await?)
}

async fn retain(call: &Call<'_>) -> Result<Reply, Refusal> {
    let ((start, end), ttl) = (part(call.parts)?, list_ttl(call.parts)?);
    found(call.cache.list_retain(&call.key, start, end, ttl).await?)
}

async fn fetch(call: &Call<'_>) -> Result<Reply, Refusal> {
    let (start, end) = part(call.parts)?;
    let values = call.cache.list_fetch(&call.key, start, end).await?;
    let body = frames::encode(&values.ok_or(Refusal::NoSuchKey)?)?;
    Ok(reply::whole(StatusCode::OK, frames::MEDIA_TYPE, body))
}

fn part(parts: &Parts) -> Result<(StartIndex, EndIndex), ServiceError> {
    let (start, end) = (number(parts, "start")?, number(parts, "end")?);
    let start = start.map_or(StartIndex::Unbounded, StartIndex::Inclusive);
    Ok((start, end.map_or(EndIndex::Unbounded, EndIndex::Exclusive)))
}

fn popped(popped: Option<Popped>) -> Result<Reply, Refusal> {
    let Popped { value, list_length } = popped.ok_or(Refusal::NoSuchKey)?;
    let mut reply = reply::whole(StatusCode::OK, item::BYTES, value);
    let length = HeaderValue::from(list_length);
    reply.headers_mut().insert(LENGTH, length);
    Ok(reply)
}

fn found(length: Option<u32>) -> Result<Reply, Refusal> {
    let length = length.ok_or(Refusal::NoSuchKey)?;
    Ok(json(StatusCode::OK, &Length { length }))
}

impl Call<'_> {
    async fn list_value(&self, body: Incoming) -> Result<Bytes, Refusal> {
        let limit = ("a value of a list", self.cache.limits().list_value());
        whole(self.settings, body, limit).await
    }
}

impl From<Range> for ListRange {
    fn from(range: Range) -> Self {
        Self {
            begin_index: range.begin_index,
            count: range.count,
        }
    }
}
