//! Values that are stored on a condition.

use bytes::Bytes;
use http::header::{ETAG, IF_MATCH, IF_NONE_MATCH};
use http::request::Parts;
use http::{HeaderName, HeaderValue};
use hyper::body::Incoming;
use momento_functions_models::ServiceError;
use momento_functions_models::cache::{SetIf, SetIfHash};

use super::parameters::{invalid, number, text, ttl};
use super::tag::{from_hex, hash, tag};
use super::{Call, whole};
use crate::service::refusal::Refusal;
use crate::service::reply::{Reply, done};

/// DAT.4: what must hold, as a request's headers say it (RFC 9110, 13.1).
pub(super) enum Precondition {
    None,
    Present,
    Absent,
    Hash(Vec<u8>),
    NotHash(Vec<u8>),
}

impl Precondition {
    pub(super) fn of(parts: &Parts) -> Result<Self, ServiceError> {
        match (one(parts, IF_MATCH)?, one(parts, IF_NONE_MATCH)?) {
            (None, None) => Ok(Self::None),
            (Some("*"), None) => Ok(Self::Present),
            (None, Some("*")) => Ok(Self::Absent),
            (Some(tag), None) => hash(tag).map(Self::Hash),
            (None, Some(tag)) => hash(tag).map(Self::NotHash),
            (Some(_), Some(_)) => Err(invalid("give either `if-match` or `if-none-match`")),
        }
    }

    pub(super) fn none(self, text: &str) -> Result<(), ServiceError> {
        match self {
            Self::None => Ok(()),
            _ => Err(invalid(text)),
        }
    }
}

fn one(parts: &Parts, name: HeaderName) -> Result<Option<&str>, ServiceError> {
    let mut all = parts.headers.get_all(&name).iter();
    match (all.next(), all.next()) {
        (None, _) => Ok(None),
        (Some(one), None) => {
            let text = one.to_str().map(str::trim);
            text.map(Some)
                .map_err(|_| invalid("a condition is no text"))
        }
        _ => Err(invalid("a condition is there more than once")),
    }
}

/// `POST /cache/{cache}/set-if`: the body is what is compared with, and behind it the value.
pub(super) async fn set_if(call: &Call<'_>, body: Incoming) -> Result<Reply, Refusal> {
    let asked = asked(call.parts);
    let item = call.cache.limits().item();
    let most = asked
        .as_ref()
        .map_or(item, |asked| item.saturating_add(asked.operand.min(item)));
    let mut value = whole(call.settings, body, ("a value", most)).await?;
    let asked = asked?;
    if asked.operand > value.len() {
        return Err(invalid("`operand_bytes` is more than the body has").into());
    }
    let operand = value.split_to(asked.operand);
    call.cache.limits().check_item(&operand)?;
    let condition = condition(&asked.condition, &operand)?;
    let stored = call.cache.set_if(&call.key, &value, asked.ttl, condition);
    self::stored(stored.await?)
}

/// What a `set-if` asks for beside its body.
struct Asked {
    condition: String,
    /// How many bytes at the body's front are what is compared with.
    operand: usize,
    ttl: u64,
}

fn asked(parts: &Parts) -> Result<Asked, ServiceError> {
    let condition = word(parts)?;
    let operand = number(parts, "operand_bytes")?;
    let operand = match (takes_operand(&condition), operand) {
        (true, Some(size)) => size,
        (true, None) => {
            return Err(invalid(
                "`operand_bytes` is missing: how many bytes at the body's front are compared with",
            ));
        }
        (false, None | Some(0)) => 0,
        (false, Some(_)) => return Err(invalid("this condition compares with nothing")),
    };
    Ok(Asked {
        operand,
        ttl: ttl(parts)?,
        condition,
    })
}

fn takes_operand(condition: &str) -> bool {
    !matches!(condition, "present" | "absent")
}

fn condition<'a>(word: &str, operand: &'a Bytes) -> Result<SetIf<'a>, ServiceError> {
    Ok(match word {
        "present" => SetIf::Present,
        "absent" => SetIf::Absent,
        "present-and-not-equal" => SetIf::PresentAndNotEqual(operand),
        "equal" => SetIf::Equal(operand),
        "absent-or-equal" => SetIf::AbsentOrEqual(operand),
        "not-equal" => SetIf::NotEqual(operand),
        _ => {
            return Err(invalid(
                "`condition` is present, present-and-not-equal, absent, equal, absent-or-equal or not-equal",
            ));
        }
    })
}

/// `POST /cache/{cache}/set-if-hash`
pub(super) async fn set_if_hash(call: &Call<'_>, body: Incoming) -> Result<Reply, Refusal> {
    let asked = asked_by_hash(call.parts);
    let value = call.value(body).await?;
    let (word, hash, ttl) = asked?;
    let condition = hash_condition(&word, &hash)?;
    call.store(&value, ttl, condition).await
}

fn asked_by_hash(parts: &Parts) -> Result<(String, Vec<u8>, u64), ServiceError> {
    let (word, hash) = (word(parts)?, text(parts, "hash")?);
    let hash = match (word.as_str(), hash) {
        ("unconditional", None) => Vec::new(),
        ("unconditional", Some(_)) => return Err(invalid("this condition compares with nothing")),
        (_, Some(hash)) => from_hex(&hash).ok_or_else(|| invalid("`hash` is not hexadecimal"))?,
        (_, None) => {
            return Err(invalid(
                "`hash` is missing: in hexadecimal, as an entity tag has it",
            ));
        }
    };
    Ok((word, hash, ttl(parts)?))
}

fn hash_condition<'a>(word: &str, hash: &'a [u8]) -> Result<SetIfHash<'a>, ServiceError> {
    Ok(match word {
        "unconditional" => SetIfHash::Unconditional,
        "present-and-not-hash-equal" => SetIfHash::PresentAndNotHashEqual(hash),
        "present-and-hash-equal" => SetIfHash::PresentAndHashEqual(hash),
        "absent-or-hash-equal" => SetIfHash::AbsentOrHashEqual(hash),
        "absent-or-not-hash-equal" => SetIfHash::AbsentOrNotHashEqual(hash),
        _ => {
            return Err(invalid(
                "`condition` is unconditional, present-and-not-hash-equal, present-and-hash-equal, \
                 absent-or-hash-equal or absent-or-not-hash-equal",
            ));
        }
    })
}

fn word(parts: &Parts) -> Result<String, ServiceError> {
    text(parts, "condition")?.ok_or_else(|| invalid("`condition` is missing"))
}

impl Call<'_> {
    /// Reads the body as a value.
    pub(super) async fn value(&self, body: Incoming) -> Result<Bytes, Refusal> {
        let limit = ("a value", self.cache.limits().item());
        whole(self.settings, body, limit).await
    }

    pub(super) async fn store(
        &self,
        value: &[u8],
        ttl: u64,
        condition: SetIfHash<'_>,
    ) -> Result<Reply, Refusal> {
        let stored = self.cache.set_if_hash(&self.key, value, ttl, condition);
        let hash = stored.await?.ok_or(Refusal::ConditionFailed)?;
        let mut reply = done();
        let tag: Option<HeaderValue> = tag(&hash);
        reply.headers_mut().extend(tag.map(|tag| (ETAG, tag)));
        Ok(reply)
    }
}

pub(super) fn stored(stored: bool) -> Result<Reply, Refusal> {
    match stored {
        true => Ok(done()),
        false => Err(Refusal::ConditionFailed),
    }
}
