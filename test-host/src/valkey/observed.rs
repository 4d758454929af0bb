//! Replies of servers, as something to write down and to read back.

use super::reply::{Replies, error_text};
use crate::observe::{ObservedBody, Room, Told, Unreadable, WrittenBody, case};
use bytes::Bytes;
use redis::Value;
use serde_json::Value as Json;
use std::sync::Arc;

impl Replies {
    /// Tells the values that are left.
    pub(crate) fn tell(&self, room: &Arc<Room>) -> Told {
        list(self.left(), room, MAX_DEPTH)
    }

    pub(crate) fn read(told: &Json) -> Result<Self, Unreadable> {
        Ok(Self::unheld(values(told, MAX_DEPTH)?))
    }
}

/// How deep replies are told. Each level is two of JSON, of which there may be 128.
const MAX_DEPTH: usize = 32;

fn list(values: &[Value], room: &Arc<Room>, depth: usize) -> Told {
    let size = values.len().saturating_mul(size_of::<Told>());
    let Some(depth) = depth.checked_sub(1).filter(|_| room.take(size)) else {
        return Told::cut(values.len());
    };
    Told::List(
        values
            .iter()
            .map(|value| tell(value, room, depth))
            .collect(),
    )
}

/// Tells a value by the contract's cases; what RESP3 says more is told as RESP2 would.
fn tell(value: &Value, room: &Arc<Room>, depth: usize) -> Told {
    let data = |bytes: &[u8]| {
        let body = ObservedBody::whole(Bytes::copy_from_slice(bytes), room);
        Told::case("data", Told::Body(body))
    };
    match value {
        Value::Nil => Told::text("nil"),
        Value::Okay => Told::text("ok"),
        Value::Int(number) => Told::case("int", Told::Json((*number).into())),
        Value::Boolean(boolean) => Told::case("int", Told::Json(i64::from(*boolean).into())),
        Value::BulkString(bytes) | Value::BigNumber(bytes) => data(bytes),
        Value::Double(number) => data(number.to_string().to_lowercase().as_bytes()),
        Value::VerbatimString { text, .. } => data(text.as_bytes()),
        Value::Array(values) | Value::Set(values) | Value::Push { data: values, .. } => {
            Told::case("bulk", list(values, room, depth))
        }
        Value::Map(pairs) => {
            let values = pairs
                .iter()
                .flat_map(|(key, value)| [key.clone(), value.clone()]);
            let values: Vec<Value> = values.collect();
            Told::case("bulk", list(&values, room, depth))
        }
        Value::Attribute { data, .. } => tell(data, room, depth),
        Value::SimpleString(text) => Told::case("simple-string", Told::text(text)),
        Value::ServerError(error) => Told::case(
            "simple-error",
            Told::text(error_text(error.code(), error.details())),
        ),
        _ => Told::case("simple-error", Told::text("ERR a reply of an unknown kind")),
    }
}

fn values(told: &Json, depth: usize) -> Result<Vec<Value>, Unreadable> {
    let depth = depth
        .checked_sub(1)
        .ok_or_else(|| Unreadable::new(format!("replies are nested {MAX_DEPTH} deep at most")))?;
    let list = told
        .as_array()
        .ok_or_else(|| Unreadable::expected("a list of replies", told))?;
    list.iter().map(|value| read(value, depth)).collect()
}

fn read(told: &Json, depth: usize) -> Result<Value, Unreadable> {
    Ok(match case(told)? {
        ("nil", None) => Value::Nil,
        ("ok", None) => Value::Okay,
        ("int", Some(number)) => Value::Int(
            number
                .as_i64()
                .ok_or_else(|| Unreadable::expected("a whole number", number))?,
        ),
        ("data", Some(bytes)) => Value::BulkString(WrittenBody::read(bytes)?.whole().into()),
        ("bulk", Some(list)) => Value::Array(values(list, depth)?),
        ("simple-string", Some(Json::String(text))) => Value::SimpleString(text.clone()),
        ("simple-error", Some(Json::String(text))) => server_error(text)?,
        (name, _) => return Err(Unreadable::case(name)),
    })
}

/// The client library makes an error of a server from what a server sends alone.
fn server_error(text: &str) -> Result<Value, Unreadable> {
    let line = text.replace(['\r', '\n'], " ");
    redis::parse_redis_value(format!("-{line}\r\n").as_bytes())
        .map_err(|error| Unreadable::new(format!("an error of a server: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// KIT.40
    #[test]
    fn replies_are_told_by_the_contracts_cases_and_read_back() {
        let told = json!([
            "nil",
            "ok",
            {"int": -7},
            {"data": "text"},
            {"data": {"base64": "/w=="}},
            {"simple-string": "PONG"},
            {"simple-error": "WRONGTYPE no"},
            {"bulk": [{"bulk": []}, {"int": 1}]},
        ]);
        let read = Replies::read(&told).unwrap();
        assert_eq!(read.tell(&Arc::default()).json(), told);
    }

    #[test]
    fn what_is_no_reply_is_refused() {
        let mut deep = json!([]);
        for _ in 0..MAX_DEPTH {
            deep = json!([{ "bulk": deep }]);
        }
        for told in [json!({}), json!(["what"]), json!([{"int": "1"}]), deep] {
            assert!(Replies::read(&told).is_err(), "{told}");
        }
    }
}
