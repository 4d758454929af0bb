//! Items that are one value.

use http::header::ETAG;
use http::{Method, StatusCode};
use hyper::body::Incoming;

use super::Call;
use super::conditions::{Precondition, stored};
use super::parameters::ttl;
use super::tag::tag;
use crate::service::answer::discard;
use crate::service::refusal::Refusal;
use crate::service::reply::{Reply, done, whole};
use momento_functions_models::cache::{SetIf, SetIfHash};

pub(super) const BYTES: &str = "application/octet-stream";

/// Any verb on `/cache/{cache}`.
pub(super) async fn answer(call: &Call<'_>, body: Incoming) -> Result<Reply, Refusal> {
    if call.parts.method == Method::PUT {
        return put(call, body).await;
    }
    discard(call.parts, body).await;
    match call.parts.method {
        Method::DELETE => delete(call).await,
        _ => get(call).await,
    }
}

async fn get(call: &Call<'_>) -> Result<Reply, Refusal> {
    let found = call.cache.get_with_hash(&call.key).await?;
    let (value, hash) = found.ok_or(Refusal::NoSuchKey)?;
    let mut reply = whole(StatusCode::OK, BYTES, value);
    if let Some(tag) = tag(&hash) {
        reply.headers_mut().insert(ETAG, tag);
    }
    Ok(reply)
}

async fn delete(call: &Call<'_>) -> Result<Reply, Refusal> {
    Precondition::of(call.parts)?.none("a delete has no condition")?;
    call.cache.delete(&call.key).await?;
    Ok(done())
}

async fn put(call: &Call<'_>, body: Incoming) -> Result<Reply, Refusal> {
    let (ttl, precondition) = (ttl(call.parts), Precondition::of(call.parts));
    let value = call.value(body).await?;
    let (ttl, precondition) = (ttl?, precondition?);
    let (cache, key) = (&call.cache, &call.key);
    let hash = match &precondition {
        Precondition::None => {
            cache.set(key, &value, ttl).await?;
            return Ok(done());
        }
        Precondition::Present => {
            return stored(cache.set_if(key, &value, ttl, SetIf::Present).await?);
        }
        Precondition::Absent => {
            return stored(cache.set_if(key, &value, ttl, SetIf::Absent).await?);
        }
        Precondition::Hash(hash) => SetIfHash::PresentAndHashEqual(hash),
        Precondition::NotHash(hash) => SetIfHash::AbsentOrNotHashEqual(hash),
    };
    call.store(&value, ttl, hash).await
}
