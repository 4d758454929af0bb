//! Items that are one value a key.

use crate::ask::{Answer, Endpoint};
use crate::bindings::exports::momento::cache_scalar::cache_scalar::{
    Error, GetWithHashFound, GetWithHashResult, Guest, SetIfCondition, SetIfHashCondition,
    SetIfHashResult, SetIfResult,
};
use crate::bindings::momento::bytes::bytes::Data as Bytes;
use crate::bindings::momento::http1_1_0::http::Response;
use crate::body::{check, whole};
use crate::limits::CacheLimits;
use crate::url::hex;
use crate::{Data, ServiceError};

/// How many bytes of a hash are compared with: more than any hash has.
const HASH: usize = 64;

impl Guest for Data {
    fn get(key: Bytes) -> Result<Option<Bytes>, Error> {
        let endpoint = Endpoint::find()?;
        let found = got(&endpoint, &self::key(key)?)?;
        Ok(found.map(|response| response.body))
    }

    fn get_with_hash(key: Bytes) -> Result<GetWithHashResult, Error> {
        let endpoint = Endpoint::with_all_routes()?;
        let Some(response) = got(&endpoint, &self::key(key)?)? else {
            return Ok(GetWithHashResult::Missing);
        };
        let hash = hash(&response).ok_or_else(|| endpoint.not_offered())?;
        let value = response.body;
        Ok(GetWithHashResult::Found(GetWithHashFound { value, hash }))
    }

    fn set(key: Bytes, value: Bytes, ttl_milliseconds: u64) -> Result<(), Error> {
        let endpoint = Endpoint::find()?;
        let key = item(key, &value, ttl_milliseconds)?;
        let ask = endpoint
            .item("PUT", "", &key)
            .ttl(ttl_milliseconds)
            .bytes(value);
        Ok(ask.done()?)
    }

    fn set_if(
        key: Bytes,
        value: Bytes,
        ttl_milliseconds: u64,
        condition: SetIfCondition,
    ) -> Result<SetIfResult, Error> {
        let endpoint = Endpoint::with_all_routes()?;
        let (word, operand) = of_value(condition);
        let operand = operand.map(self::operand).transpose()?;
        let key = item(key, &value, ttl_milliseconds)?;
        let mut ask = endpoint
            .item("POST", "/set-if", &key)
            .with("condition", word);
        let body = match operand {
            None => value,
            Some(operand) => {
                ask = ask.with("operand_bytes", &operand.len().to_string());
                joined(operand, value)?
            }
        };
        Ok(match ask.ttl(ttl_milliseconds).bytes(body).send()? {
            Answer::Done(response) => {
                endpoint.no_content(&response)?;
                SetIfResult::Stored
            }
            Answer::NotStored => SetIfResult::NotStored,
            Answer::Missing => return Err(endpoint.strange("there is no item").into()),
        })
    }

    fn set_if_hash(
        key: Bytes,
        value: Bytes,
        ttl_milliseconds: u64,
        condition: SetIfHashCondition,
    ) -> Result<SetIfHashResult, Error> {
        let endpoint = Endpoint::with_all_routes()?;
        let (word, hash) = of_hash(condition);
        let hash = hash.map(operand).transpose()?;
        let key = item(key, &value, ttl_milliseconds)?;
        let mut ask = endpoint
            .item("POST", "/set-if-hash", &key)
            .with("condition", word);
        if let Some(hash) = hash {
            ask = ask.with("hash", &hex(hash.get(..HASH).unwrap_or(&hash)));
        }
        Ok(match ask.ttl(ttl_milliseconds).bytes(value).send()? {
            Answer::Done(response) => {
                endpoint.no_content(&response)?;
                let hash = self::hash(&response);
                SetIfHashResult::Stored(hash.ok_or_else(|| endpoint.not_offered())?)
            }
            Answer::NotStored => SetIfHashResult::NotStored,
            Answer::Missing => return Err(endpoint.strange("there is no item").into()),
        })
    }

    fn delete(key: Bytes) -> Result<(), Error> {
        let endpoint = Endpoint::find()?;
        Ok(endpoint.item("DELETE", "", &self::key(key)?).done()?)
    }
}

fn got(endpoint: &Endpoint, key: &[u8]) -> Result<Option<Response>, ServiceError> {
    match endpoint.item("GET", "", key).send()? {
        Answer::Done(response) if response.status == 200 => Ok(Some(response)),
        Answer::Missing => Ok(None),
        _ => Err(endpoint.strange("with a status that is not 200")),
    }
}

/// Reads a key, or a list's name.
pub(crate) fn key(key: Bytes) -> Result<Vec<u8>, ServiceError> {
    whole(key, "a key", CacheLimits::default().item())
}

fn operand(operand: Bytes) -> Result<Vec<u8>, ServiceError> {
    whole(operand, "a value", CacheLimits::default().item())
}

/// Reads an item's key, and checks the rest. The value stays where it is.
fn item(key: Bytes, value: &Bytes, ttl_milliseconds: u64) -> Result<Vec<u8>, ServiceError> {
    let limits = CacheLimits::default();
    let key = self::key(key)?;
    check(value, "a value", limits.item())?;
    limits.time_to_live(ttl_milliseconds)?;
    Ok(key)
}

/// Puts what is compared with in front of the value.
fn joined(mut operand: Vec<u8>, value: Bytes) -> Result<Bytes, ServiceError> {
    let value = whole(value, "a value", CacheLimits::default().item())?;
    operand.extend_from_slice(&value);
    Ok(Bytes::Value(operand))
}

/// Reads a value's hash from its tag.
fn hash(response: &Response) -> Option<Bytes> {
    let tag = response
        .header("etag")
        .strip_prefix('"')?
        .strip_suffix('"')?;
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes = tag.as_bytes().chunks(2).map(pair).collect::<Option<_>>();
    bytes.map(Bytes::Value)
}

fn of_value(condition: SetIfCondition) -> (&'static str, Option<Bytes>) {
    match condition {
        SetIfCondition::Present => ("present", None),
        SetIfCondition::Absent => ("absent", None),
        SetIfCondition::PresentAndNotEqual(value) => ("present-and-not-equal", Some(value)),
        SetIfCondition::Equal(value) => ("equal", Some(value)),
        SetIfCondition::AbsentOrEqual(value) => ("absent-or-equal", Some(value)),
        SetIfCondition::NotEqual(value) => ("not-equal", Some(value)),
    }
}

fn of_hash(condition: SetIfHashCondition) -> (&'static str, Option<Bytes>) {
    match condition {
        SetIfHashCondition::Unconditional => ("unconditional", None),
        SetIfHashCondition::PresentAndNotHashEqual(hash) => {
            ("present-and-not-hash-equal", Some(hash))
        }
        SetIfHashCondition::PresentAndHashEqual(hash) => ("present-and-hash-equal", Some(hash)),
        SetIfHashCondition::AbsentOrHashEqual(hash) => ("absent-or-hash-equal", Some(hash)),
        SetIfHashCondition::AbsentOrNotHashEqual(hash) => ("absent-or-not-hash-equal", Some(hash)),
    }
}
